import { randomBytes } from "node:crypto";

import type { Signer } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { DEFAULTS, deployFisc, type Fisc } from "../deploy/deployFisc.js";
import { Staff } from "../deploy/staff.js";
import { acts, type Act } from "../sdk/acts.js";
import { NO_END } from "../sdk/calendar.js";
import { encodeClassification } from "../sdk/classification.js";
import { obligationId, TREASURY } from "../sdk/ids.js";
import type { GasProbe } from "../types/ethers-contracts/index.js";

/** How many there are of each thing in a batch case. */
export const BATCH = 100;

/** What stands before each case; `README.md` describes it in words. */
export interface World {
  readonly connection: NetworkConnection;
  readonly fisc: Fisc;
  readonly probe: GasProbe;
  readonly signers: Record<Role, Signer>;
  readonly agency: number;
  readonly officers: Record<"contracting" | "payer", number>;
  /** The appropriation, and a second one beside it. */
  readonly root: number;
  readonly otherRoot: number;
  /** 101 allotments below it: the first is the one that single cases act on. */
  readonly children: readonly number[];
  /** 101 obligations on the first child, each accepted in part, advanced in part, certified in part, paid in part. */
  readonly obligations: readonly bigint[];
  /** Runs a batch and returns its receipt's gas. */
  readonly run: (role: Role, organisation: number, batch: readonly Act[]) => Promise<bigint>;
  /** The current sequence number of an account, and of an obligation's commitment and claims. */
  readonly sequenceOf: (account: number) => Promise<number>;
}

const ROLES = [
  "deployer",
  "registrar",
  "inspector",
  "administrator",
  "council",
  "appropriating",
  "treasuryBudget",
  "collecting",
  "budget",
  "contracting",
  "receiving",
  "certifying",
  "payer",
  "spare",
] as const;

export type Role = (typeof ROLES)[number];

/** 32 bytes without a zero among them: the dearest that evidence can be. */
export function evidence(): string {
  return `0x${Buffer.from(randomBytes(32).map((byte) => byte || 1)).toString("hex")}`;
}

export const CLASSIFICATION = encodeClassification({
  objectClass: "252",
  programActivity: "0801",
  fundingSource: "D",
});

/** A signer of its own for each role. */
function signersOf(accounts: readonly Signer[]): Record<Role, Signer> {
  const signers: Partial<Record<Role, Signer>> = {};
  for (const [i, role] of ROLES.entries()) signers[role] = accounts[i];
  if (accounts.length < ROLES.length) throw new Error("the network has fewer accounts than there are roles");
  // Safe: each role has just been given one.
  return signers as Record<Role, Signer>;
}

/** Deploys, staffs and fills the world that the cases start from. */
export async function createWorld(connection: NetworkConnection): Promise<World> {
  const { ethers } = connection;
  const accounts = await ethers.getSigners();
  const signers = signersOf(accounts);
  const address = (role: Role) => signers[role].getAddress();
  const fisc = await deployFisc(connection, {
    ...DEFAULTS,
    founders: {
      registrar: await address("registrar"),
      inspector: await address("inspector"),
      administrator: await address("administrator"),
    },
    council: [await address("council")],
  });
  const { ledger, registry } = fisc;
  const staff = new Staff(registry, signers);
  const agency = await staff.organisation(TREASURY, "012");
  const appoint = async (
    role: Role,
    organisation: number,
    office: Parameters<Staff["appoint"]>[2][number],
  ) => {
    const officer = await staff.person(signers[role]);
    await staff.appoint(officer, organisation, [office]);
    return officer;
  };
  await appoint("appropriating", TREASURY, "appropriating");
  await appoint("treasuryBudget", TREASURY, "budget");
  await appoint("collecting", agency, "collecting");
  await appoint("budget", agency, "budget");
  const contracting = await appoint("contracting", agency, "contracting");
  await appoint("receiving", agency, "receiving");
  await appoint("certifying", agency, "certifying");
  const purse = await ethers.deployContract("ContractOfficerMock");
  const payer = await staff.contract(await purse.getAddress());
  await staff.appoint(payer, agency, ["paying"]);
  const probe = await ethers.deployContract("GasProbe");

  const run: World["run"] = async (role, organisation, batch) => {
    const sent =
      role === "payer"
        ? await purse.connect(signers.payer).execute(ledger, organisation, [...batch])
        : await ledger.connect(signers[role]).execute(organisation, [...batch]);
    const receipt = await sent.wait();
    if (receipt === null) throw new Error("no receipt");
    return receipt.gasUsed;
  };
  const sequenceOf: World["sequenceOf"] = async (account) =>
    Number((await ledger.account(account)).totals.sequence);

  const treasurer = ledger.connect(signers.appropriating);
  await (await treasurer.openAppropriation(agency, 1, NO_END, NO_END, "012-X-1600")).wait();
  await (await treasurer.openAppropriation(agency, 1, NO_END, NO_END, "012-X-2900")).wait();
  const [root, otherRoot] = [1, 2];
  const children: number[] = [];
  for (let i = 0; i <= BATCH; ++i) {
    const opened = await ledger
      .connect(signers.budget)
      .openAllotment(root, agency, 1, NO_END, `P${String(i).padStart(3, "0")}`);
    await opened.wait();
    children.push(3 + i);
  }
  const plenty = 10n ** 14n;
  const line = (account: number, sequence: number, cents = plenty) => ({ account, sequence, amount: cents });
  await run("appropriating", TREASURY, [
    acts.appropriate(line(root, 1)),
    acts.anticipate(line(root, 2)),
    acts.appropriate(line(otherRoot, 1)),
  ]);
  await (await treasurer.seal(2n * plenty, 0n)).wait();
  await run("collecting", agency, [acts.collect({ ...line(root, 3), receipt: "reimbursement" })]);
  await run("treasuryBudget", TREASURY, [acts.withhold(line(root, 4, plenty / 10n))]);

  // All but the last child hold authority, so that the last can take its first allotment.
  await run(
    "budget",
    agency,
    children.slice(0, BATCH).map((child) => acts.allot(line(child, 1, plenty / 1000n))),
  );
  const [first = 0] = children;
  await run("budget", agency, [acts.reserve(line(first, 2, 10_000n))]);
  const obligations: bigint[] = [];
  for (let sequence = 3; sequence < 3 + BATCH + 1; ++sequence)
    obligations.push(obligationId(first, sequence));
  const each = (make: (obligation: bigint, i: number) => Act) => obligations.map(make);
  await run(
    "contracting",
    agency,
    each((_, i) =>
      acts.obligate({
        ...line(first, 3 + i, 100_000n),
        payee: 1_000 + i,
        classification: CLASSIFICATION,
        evidence: evidence(),
      }),
    ),
  );
  const on = (obligation: bigint, sequence: number, cents: bigint) => ({
    obligation,
    sequence,
    amount: cents,
  });
  await run(
    "receiving",
    agency,
    each((obligation) => acts.accept(on(obligation, 1, 20_000n))),
  );
  await run(
    "budget",
    agency,
    each((obligation) => acts.advance(on(obligation, 2, 10_000n))),
  );
  await run(
    "certifying",
    agency,
    each((obligation) => acts.certify(on(obligation, 0, 15_000n))),
  );
  await run(
    "payer",
    agency,
    each((obligation) => acts.pay(on(obligation, 1, 5_000n))),
  );

  return {
    connection,
    fisc,
    probe: probe,
    signers,
    agency,
    officers: { contracting, payer },
    root,
    otherRoot,
    children,
    obligations,
    run,
    sequenceOf,
  };
}
