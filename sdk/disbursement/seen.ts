import { type BigNumberish, concat, keccak256, type Overrides, toBeHex } from "ethers";

import type { Contracts } from "../contracts.js";
import { type Rail, railNumber } from "./lines.js";
import { VOUCHER_MARKS } from "./voucherMarks.js";

/** A voucher as a certifying officer sees it. */
export interface SeenVoucher {
  readonly obligation: BigNumberish;
  /** Cents. */
  readonly amount: BigNumberish;
  readonly payee: BigNumberish;
  readonly submitter: BigNumberish;
  /** Who certified it before it came back; 0 for nobody yet. */
  readonly certifier: BigNumberish;
  /** Of the payee's details in force on the rail. */
  readonly version: BigNumberish;
  /** Civil day on which it is due, counted from 1970-01-01. */
  readonly dueDay: BigNumberish;
  /** The contracts' number. */
  readonly state: BigNumberish;
  readonly marks: BigNumberish;
  /** How often its invoice was claimed again, modulo 256. */
  readonly round: BigNumberish;
}

/** The mark of what is certified for the attested rail. */
const ATTESTED = BigInt(VOUCHER_MARKS.attested);

/** Bits of the state; the marks lie above it in the same byte. */
const STATE_BITS = 3n;

/**
 * What `Vouchers.certify` takes as seen: the hash of what the officer looked at, in the order of the ids. The contract
 * refuses it where a voucher is another by then. It is the contract's own `viewOf`, from figures that were looked at.
 */
export function seenHash(rail: Rail, vouchers: readonly SeenVoucher[]): string {
  return keccak256(concat(vouchers.map((voucher) => wordOf(rail, voucher))));
}

/** What stands on the chain of vouchers now, for a certifying officer to look at, and the hash of it. */
export async function lookAtVouchers(
  { vouchers, payees }: Pick<Contracts, "vouchers" | "payees">,
  rail: Rail,
  ids: readonly string[],
  overrides: Overrides = {},
): Promise<{ readonly vouchers: readonly SeenVoucher[]; readonly seen: string }> {
  const found = await Promise.all(
    ids.map(async (id): Promise<SeenVoucher> => {
      const { obligation, amount, payee, submitter, certifier, dueDay, state, marks, round } =
        await vouchers.voucher(id, overrides);
      const [version] = await payees.standingOf(payee, railNumber(rail), overrides);
      return { obligation, amount, payee, submitter, certifier, version, dueDay, state, marks, round };
    }),
  );
  return { vouchers: found, seen: seenHash(rail, found) };
}

/** A voucher's slot as it would be certified, the certifier and the state apart: see `contracts/disbursement/VoucherWord.sol`. */
function wordOf(rail: Rail, it: SeenVoucher): string {
  const marks = (BigInt(it.marks) & ~ATTESTED) | (rail === "attested" ? ATTESTED : 0n);
  return concat([
    toBeHex(it.round, 1),
    toBeHex((marks << STATE_BITS) | BigInt(it.state), 1),
    toBeHex(it.dueDay, 2),
    toBeHex(it.version, 2),
    toBeHex(it.certifier, 3),
    toBeHex(it.submitter, 3),
    toBeHex(it.payee, 4),
    toBeHex(it.amount, 8),
    toBeHex(it.obligation, 8),
  ]);
}
