import { createHash } from "node:crypto";

import { FiscInputError } from "../../errors.js";

const ADDRESS = /^[\da-f]{64}$/;

/** Where a store has bytes: their SHA-256, in hexadecimal. */
export const addressOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** An address as the journal has it. */
export const addressToHash = (address: string): string => `0x${requireAddress(address)}`;

/** The address that the journal names. */
export const hashToAddress = (hash: string): string => requireAddress(hash.slice(2).toLowerCase());

/** @throws FiscInputError for a text that is no address: one becomes a file's name. */
export function requireAddress(text: string): string {
  if (ADDRESS.test(text)) return text;
  throw new FiscInputError("blob", `"${text}" is no address`, "give 64 lower-case hexadecimal digits");
}
