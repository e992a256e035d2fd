import { computeHmac, isHexString, toUtf8Bytes } from "ethers";

import { FiscInputError } from "../errors.js";
import { keccakOf } from "./keccak.js";

/** What one line of a benefit schedule stands for, as certified. */
export interface Binding {
  /** The payee's id in the `PayeeRegistry`. */
  readonly payee: number;
  /** Version of the payee's details that is paid. */
  readonly version: number;
  /** Those details: an address, or the salted commitment to a bank account (20 bytes). */
  readonly account: string;
  /** First second at which the payee's eligibility has expired. */
  readonly eligibleUntil: number;
}

/**
 * A payee's secret for one schedule, from the blinding key that payee and registrar share. Showing it proves which line
 * of that one schedule is theirs, and tells nothing about any other.
 *
 * @param blindingKey 32 bytes in hexadecimal.
 * @param salt The schedule's salt.
 */
export const scheduleSecret = (blindingKey: string, salt: string): string =>
  computeHmac("sha256", blindingKey, toUtf8Bytes(`fisc schedule 1\n${salt.toLowerCase()}`));

/** A number as a word of the ABI, without a prefix. */
function word(value: number, bits: number, place: string): string {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** bits) {
    throw new FiscInputError(
      place,
      `${String(value)} does not fit in ${String(bits)} bits`,
      "give the one in the registry",
    );
  }
  return value.toString(16).padStart(64, "0");
}

/** Bytes as a word of the ABI, without a prefix. */
function bytesWord(value: string, bytes: number, place: string): string {
  if (!isHexString(value, bytes)) {
    throw new FiscInputError(
      place,
      `"${value}" is not ${String(bytes)} bytes in hexadecimal`,
      "give the one in the registry",
    );
  }
  return value.slice(2).padEnd(64, "0");
}

/**
 * What a line stands for, blinded: the leaf from which the chunk's bindings and an attested line's reference follow. The
 * hash of the ABI's `(bytes32 secret, uint32 payee, uint16 version, bytes20 account, uint40 eligibleUntil)`, put together
 * by hand: schedules have millions of lines.
 *
 * @throws FiscInputError for a value that its type can't hold.
 */
export const blindedBinding = (secret: string, { payee, version, account, eligibleUntil }: Binding): string =>
  keccakOf(
    bytesWord(secret, 32, "secret") +
      word(payee, 32, "payee") +
      word(version, 16, "version") +
      bytesWord(account, 20, "account") +
      word(eligibleUntil, 40, "eligibility"),
  );

/** The reference under which a person stands in an attested line: the first 10 bytes of the blinded binding. */
export const blindedReference = (blinded: string): string => blinded.slice(0, 22);
