import { randomBytes } from "node:crypto";

import { parseEther, type Signer } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { deployFisc, type Fisc } from "../deploy/deployFisc.js";
import { foundedBy } from "../deploy/foundedBy.js";
import { Staff } from "../deploy/staff.js";
import { acts, type Act } from "../sdk/acts.js";
import { type Claim, CLAIM_KINDS, type ClaimKind, packClaims } from "../sdk/claims.js";
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
  readonly officers: Record<"contracting" | "certifying" | "disbursing", number>;
  /** The appropriation, and a second one beside it. */
  readonly root: number;
  readonly otherRoot: number;
  /** 101 allotments below it: the first is the one that single cases act on. */
  readonly children: readonly number[];
  /** 101 obligations on the first child, each accepted in part, certified in part, paid in part. */
  readonly obligations: readonly bigint[];
  /** As many on the second child, each advanced in part, by the officer who also liquidates. */
  readonly advanced: readonly bigint[];
  /** As many on the third child, each accepted in part, of which a part is held back. */
  readonly retained: readonly bigint[];
  /** Runs a batch and returns its receipt's gas. */
  readonly run: (role: Role, organisation: number, batch: readonly Act[]) => Promise<bigint>;
  /** Has the payer post claims of the agency's, and returns its receipt's gas. */
  readonly post: (kind: ClaimKind, claims: readonly Claim[]) => Promise<bigint>;
}

const ROLES = [
  "deployer",
  "registrar",
  "inspector",
  "administrator",
  "council",
  "appropriating",
  "treasuryBudget",
  "transferring",
  "collecting",
  "budget",
  "contracting",
  "receiving",
  "certifying",
  "disbursing",
  "advances",
  "poster",
  "submitting",
  "spare",
  "property",
  "otherProperty",
] as const;

export type Role = (typeof ROLES)[number];

/** Random bytes without a zero among them: the dearest that calldata can be. */
export function noise(bytes: number): string {
  return `0x${Buffer.from(randomBytes(bytes).map((byte) => byte || 1)).toString("hex")}`;
}

/** What evidence can be at its dearest. */
export const evidence = (): string => noise(32);

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
  const fisc = await deployFisc(connection, await foundedBy({ ...signers, council: [signers.council] }));
  const { ledger, registry } = fisc;
  const staff = new Staff(registry, signers);
  const agency = await staff.organisation(TREASURY, "012");
  const appoint = async (role: Role, organisation: number, ...offices: Parameters<Staff["appoint"]>[2]) => {
    const officer = await staff.person(signers[role]);
    await staff.appoint(officer, organisation, offices);
    return officer;
  };
  await appoint("appropriating", TREASURY, "appropriating");
  await appoint("treasuryBudget", TREASURY, "budget");
  await appoint("transferring", TREASURY, "appropriating", "budget");
  await appoint("collecting", agency, "collecting");
  await appoint("budget", agency, "budget");
  const contracting = await appoint("contracting", agency, "contracting");
  await appoint("receiving", agency, "receiving");
  await appoint("advances", agency, "budget", "receiving");
  const certifying = await appoint("certifying", agency, "certifying");
  const disbursing = await appoint("disbursing", agency, "disbursing");
  const payer = await ethers.deployContract("ContractOfficerMock");
  const payerId = await staff.contract(await payer.getAddress());
  await staff.appoint(payerId, TREASURY, ["paying"], {}, await topOf(connection, fisc));
  const probe = await ethers.deployContract("GasProbe");

  const run: World["run"] = async (role, organisation, batch) => {
    const receipt = await (await ledger.connect(signers[role]).execute(organisation, [...batch])).wait();
    if (receipt === null) throw new Error("no receipt");
    return receipt.gasUsed;
  };
  const post: World["post"] = async (kind, claims) => {
    const officer = kind === "Pay" || kind === "Return" ? disbursing : certifying;
    const sent = await payer
      .connect(signers.poster)
      .postPacked(ledger, CLAIM_KINDS.indexOf(kind), agency, officer, packClaims(claims));
    const receipt = await sent.wait();
    if (receipt === null) throw new Error("no receipt");
    return receipt.gasUsed;
  };

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
  const [first = 0, second = 0, third = 0] = children;
  await run("budget", agency, [acts.reserve(line(first, 2, 10_000n))]);
  /** Makes 101 obligations on an account, from its sequence number on. */
  const obligate = async (account: number, sequence: number): Promise<bigint[]> => {
    const sequences = Array.from({ length: BATCH + 1 }, (_, i) => sequence + i);
    const made = sequences.map((seen) =>
      acts.obligate({
        ...line(account, seen, 100_000n),
        payee: 1_000 + seen,
        classification: CLASSIFICATION,
        evidence: evidence(),
      }),
    );
    await run("contracting", agency, made);
    return sequences.map((seen) => obligationId(account, seen));
  };
  const on = (obligation: bigint, sequence: number, cents: bigint) => ({
    obligation,
    sequence,
    amount: cents,
  });
  const obligations = await obligate(first, 3);
  const advanced = await obligate(second, 2);
  const retained = await obligate(third, 2);
  const claims = (cents: bigint) =>
    obligations.map((obligation) => ({ obligation, amount: cents, document: evidence() }));
  await run(
    "receiving",
    agency,
    [...obligations, ...retained].map((obligation) => acts.accept(on(obligation, 1, 30_000n))),
  );
  await run(
    "receiving",
    agency,
    retained.map((obligation) => acts.retain(on(obligation, 2, 10_000n))),
  );
  await run(
    "advances",
    agency,
    advanced.map((obligation) => acts.advance(on(obligation, 1, 30_000n))),
  );
  await post("Certify", claims(15_000n));
  await post("Pay", claims(5_000n));

  return {
    connection,
    fisc,
    probe: probe,
    signers,
    agency,
    officers: { contracting, certifying, disbursing },
    root,
    otherRoot,
    children,
    obligations,
    advanced,
    retained,
    run,
    post,
  };
}

/** The top administrator as if it had a key: how it decides is not measured here. */
export async function topOf(
  { ethers, networkHelpers }: NetworkConnection,
  { timelock }: Fisc,
): Promise<Signer> {
  const address = await timelock.getAddress();
  await networkHelpers.setBalance(address, parseEther("1000"));
  return ethers.getImpersonatedSigner(address);
}
