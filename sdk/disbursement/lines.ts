import { concat, dataLength, getAddress, isAddress, isHexString, toBeHex } from "ethers";

import { FiscInputError } from "../errors.js";
import { formatCents } from "../money.js";

/** What money moves on, with the contracts' numbers: the order of `Rail`. */
export const RAILS = ["token", "attested"] as const;

export type Rail = (typeof RAILS)[number];

/** The contracts' number of a rail. */
export const railNumber = (rail: Rail): number => RAILS.indexOf(rail);

/** A rail's line in codec 1: bytes in all, bytes of whom it pays, bytes of the amount. */
const CODEC: Record<Rail, { readonly size: number; readonly payee: number; readonly amount: number }> = {
  token: { size: 25, payee: 20, amount: 5 },
  attested: { size: 16, payee: 10, amount: 6 },
};

/** One payment of a benefit schedule. */
export interface Line {
  /** On the token rail the address, on the attested rail the blinded reference of 10 bytes. */
  readonly payee: string;
  /** Cents, above 0. */
  readonly amount: bigint;
}

/** Bytes of one line on a rail. */
export const lineSize = (rail: Rail): number => CODEC[rail].size;

/** The most cents that one line can carry on a rail. */
export const mostPerLine = (rail: Rail): bigint => 2n ** BigInt(8 * CODEC[rail].amount) - 1n;

/**
 * Lines packed one behind the other, as the contracts take and log them.
 *
 * @throws FiscInputError for a payee or an amount that a line can't carry; it names the line, the first one 1.
 */
export function encodeLines(rail: Rail, lines: readonly Line[]): string {
  const codec = CODEC[rail];
  return concat(
    lines.map(({ payee, amount }, i) => {
      const place = `line ${String(i + 1)}`;
      const fits = rail === "token" ? isAddress(payee) : isHexString(payee, codec.payee);
      if (!fits) {
        const form = rail === "token" ? "an address" : "a reference of 10 bytes in hexadecimal";
        throw new FiscInputError(
          place,
          `"${payee}" is not ${form}`,
          "give the one that the payee has on this rail",
        );
      }
      if (amount <= 0n || amount > mostPerLine(rail)) {
        throw new FiscInputError(
          place,
          `an amount of ${formatCents(amount)} can't be paid in one line`,
          `pay from 0.01 to ${formatCents(mostPerLine(rail))}, or in several lines`,
        );
      }
      return concat([payee, toBeHex(amount, codec.amount)]);
    }),
  );
}

/** The lines in `packed`. @throws FiscInputError where it is not a whole number of lines. */
export function decodeLines(rail: Rail, packed: string): Line[] {
  const { size, payee } = CODEC[rail];
  const length = dataLength(packed);
  if (length % size !== 0) {
    throw new FiscInputError(
      "lines",
      `${String(length)} bytes are not a whole number of lines of ${String(size)} bytes`,
      "give all bytes of all lines",
    );
  }
  return Array.from({ length: length / size }, (_, i) => {
    const at = 2 + 2 * i * size;
    const amountAt = at + 2 * payee;
    const head = `0x${packed.slice(at, amountAt)}`;
    return {
      payee: rail === "token" ? getAddress(head) : head,
      amount: BigInt(`0x${packed.slice(amountAt, at + 2 * size)}`),
    };
  });
}
