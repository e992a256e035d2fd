import { acts } from "../../sdk/acts.js";
import { voucherIdOf } from "../../sdk/disbursement/fingerprint.js";
import { type Rail, railNumber } from "../../sdk/disbursement/lines.js";
import { lookAtVouchers } from "../../sdk/disbursement/seen.js";
import { gasOf } from "../cases.js";
import { evidence, noise } from "../world.js";
import type { PaymentWorld } from "./world.js";

/** Cents of each voucher: three bytes, none of them zero. */
const VOUCHER_CENTS = 123_456n;

const DUE_IN_DAYS = 30;

/** One more acceptance on each obligation, each of which saw `sequence` last. */
export const accept = (world: PaymentWorld, on: readonly bigint[], sequence: number): Promise<bigint> =>
  world.run(
    "receiving",
    world.agency,
    on.map((obligation) =>
      acts.accept({ obligation, sequence, amount: VOUCHER_CENTS, evidence: evidence() }),
    ),
  );

/** A new invoice on each obligation: the vouchers' ids, and the gas of submitting them in one call. */
export async function submit(
  { connection, fisc, signers, agency }: PaymentWorld,
  on: readonly bigint[],
): Promise<{ readonly ids: readonly string[]; readonly gas: bigint }> {
  const today = Math.floor((await connection.networkHelpers.time.latest()) / 86_400);
  const submissions = await Promise.all(
    on.map(async (obligation) => ({
      id: voucherIdOf(noise(32), Number((await fisc.ledger.parties(obligation)).payee)),
      obligation,
      amount: VOUCHER_CENTS,
      dueDay: today + DUE_IN_DAYS,
      evidence: evidence(),
    })),
  );
  const gas = await gasOf(fisc.vouchers.connect(signers.submitting).submit(agency, submissions));
  return { ids: submissions.map(({ id }) => id), gas };
}

export async function certify(
  { fisc, signers, agency }: PaymentWorld,
  rail: Rail,
  ids: readonly string[],
): Promise<bigint> {
  const { seen } = await lookAtVouchers(fisc, rail, ids);
  return gasOf(fisc.vouchers.connect(signers.certifying).certify(agency, railNumber(rail), [...ids], seen));
}

export async function pay(world: PaymentWorld, rail: Rail, ids: readonly string[]): Promise<bigint> {
  const { fisc, signers, agency } = world;
  const settlement = await world.settlement(rail);
  return gasOf(
    fisc.vouchers.connect(signers.disbursing).pay(agency, agency, railNumber(rail), [...ids], settlement),
  );
}

/** The gas of paying vouchers that were accepted, submitted and certified before. */
export async function payCertified(
  world: PaymentWorld,
  rail: Rail,
  on: readonly bigint[],
  sequence: number,
): Promise<bigint> {
  await accept(world, on, sequence);
  const { ids } = await submit(world, on);
  await certify(world, rail, ids);
  return pay(world, rail, ids);
}
