import { AbiCoder, computeHmac, dataSlice, keccak256, toUtf8Bytes } from "ethers";

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

/** What a line stands for, blinded: the leaf from which the chunk's bindings and an attested line's reference follow. */
export const blindedBinding = (secret: string, { payee, version, account, eligibleUntil }: Binding): string =>
  keccak256(
    AbiCoder.defaultAbiCoder().encode(
      ["bytes32", "uint32", "uint16", "bytes20", "uint40"],
      [secret, payee, version, account, eligibleUntil],
    ),
  );

/** The reference under which a person stands in an attested line: 10 bytes of the blinded binding. */
export const blindedReference = (blinded: string): string => dataSlice(blinded, 0, 10);
