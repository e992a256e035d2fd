import type { NetworkConnection } from "hardhat/types/network";

import { acts } from "../../sdk/acts.js";
import { NO_END } from "../../sdk/calendar.js";
import { railNumber } from "../../sdk/disbursement/lines.js";
import { bankSettlement, tokenSettlement } from "../../sdk/disbursement/settlement.js";
import { MANY_PAYEES, obligationId } from "../../sdk/ids.js";
import { Staff } from "../../deploy/staff.js";
import type { PlainToken } from "../../types/ethers-contracts/index.js";
import * as schedules from "./scheduleSteps.js";
import * as vouchers from "./voucherSteps.js";
import { BATCH, CLASSIFICATION, createWorld, evidence, noise, topOf, type World } from "../world.js";

const DAY = 86_400;
const BANK = 12_345_678;

/** Enough for 5,000 of the dearest benefits. */
const PROGRAM_CENTS = 90_000_000_000n;

/** What stands before each case of payments, beside all of `World`; `README.md` describes it in words. */
export interface PaymentWorld extends World {
  readonly token: PlainToken;
  /** 100 obligations to a payee each, accepted once and claimed once. */
  readonly claimed: readonly bigint[];
  /** As many, to the same payees, never accepted or claimed. */
  readonly untouched: readonly bigint[];
  /** An obligation to many payees, accepted whole, of which a small schedule was paid on each rail. */
  readonly program: bigint;
  /** Where the payees have their tokens. */
  readonly addresses: readonly string[];
  readonly settlement: (rail: "token" | "attested") => Promise<string>;
}

/** The world of the budget's cases, with payees, a vault and obligations to pay from. */
export async function createPaymentWorld(connection: NetworkConnection): Promise<PaymentWorld> {
  const world = await createWorld(connection);
  const { ethers, networkHelpers } = connection;
  const { fisc, signers, agency } = world;
  const staff = new Staff(fisc.registry, signers);
  await staff.appoint(await staff.person(signers.submitting), agency, ["submitting"]);

  const addresses = await enrolPayees(world);
  await networkHelpers.time.increase(await fisc.payees.changeDelay());

  const token = await ethers.deployContract("PlainToken");
  await token.mint(signers.deployer, 10n ** 18n);
  await token.connect(signers.deployer).approve(fisc.tokenRail, 10n ** 18n);
  await fisc.tokenRail.connect(await topOf(connection, fisc)).allow(token, "USD");
  await fisc.tokenRail.connect(signers.deployer).deposit(token, 10n ** 13n);
  const inTokens = tokenSettlement(await token.getAddress());

  const filled: PaymentWorld = {
    ...world,
    token,
    ...(await obligate(world)),
    addresses,
    settlement: async (rail) =>
      rail === "token"
        ? inTokens
        : bankSettlement({
            bank: BANK,
            method: "ach",
            settlementDay: Math.floor((await networkHelpers.time.latest()) / DAY) + 1,
            firstTrace: await fisc.attestedRail.nextTrace(BANK),
          }),
  };
  await payBefore(filled);
  return filled;
}

/** A payment of each kind, so that no case is the first that a rail, a payer or an obligation sees. */
async function payBefore(world: PaymentWorld): Promise<void> {
  const { run, agency, program, claimed } = world;
  await vouchers.payCertified(world, "attested", claimed, 1);
  await run("receiving", agency, [acts.accept({ obligation: program, sequence: 1, amount: PROGRAM_CENTS })]);
  for (const rail of ["token", "attested"] as const) {
    await schedules.payCertified(world, rail, schedules.make(world, rail, 1));
  }
}

/** Entities that can be paid on both rails, from payee 1 on; returns their addresses. */
async function enrolPayees({ fisc, signers }: World): Promise<string[]> {
  const registrar = fisc.payees.connect(signers.registrar);
  const addresses = Array.from({ length: BATCH }, () => noise(20));
  for (const [i, address] of addresses.entries()) {
    await registrar.enrolEntity(`UEI${String(i).padStart(9, "0")}`, `0x${"0".repeat(40)}`);
    await registrar.attest(i + 1, NO_END, evidence());
    await registrar.setDetails(i + 1, railNumber("token"), address);
    await registrar.setDetails(i + 1, railNumber("attested"), noise(20));
  }
  return addresses;
}

/** The obligations, all on the fourth allotment, which has none of the budget's cases. */
async function obligate(world: World): Promise<Pick<PaymentWorld, "claimed" | "untouched" | "program">> {
  const { run, agency, children } = world;
  const account = children[3] ?? 0;
  const first = 2;
  const made = Array.from({ length: 2 * BATCH }, (_, i) =>
    acts.obligate({
      account,
      sequence: first + i,
      amount: 10_000_000n,
      payee: 1 + (i % BATCH),
      classification: CLASSIFICATION,
      evidence: evidence(),
    }),
  );
  const last = first + made.length;
  const program = acts.obligate({
    account,
    sequence: last,
    amount: PROGRAM_CENTS,
    payee: MANY_PAYEES,
    classification: CLASSIFICATION,
    evidence: evidence(),
  });
  await run("contracting", agency, [...made.slice(0, BATCH)]);
  await run("contracting", agency, [...made.slice(BATCH), program]);
  const ids = made.map((_, i) => obligationId(account, first + i));
  return { claimed: ids.slice(0, BATCH), untouched: ids.slice(BATCH), program: obligationId(account, last) };
}
