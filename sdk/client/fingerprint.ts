import { keccak256, toUtf8Bytes } from "ethers";

/**
 * What a write was asked for, as a hash: the same whenever the same input is given to the same function.
 *
 * Calldata would not do. Sequence numbers that the caller leaves out are read anew each time.
 */
export const fingerprintOf = (contract: string, method: string, input: unknown): string =>
  keccak256(toUtf8Bytes(JSON.stringify([contract.toLowerCase(), method, input], canonical)));

/** Whatever order keys came in, and whichever type a whole number has. */
function canonical(_: string, value: unknown): unknown {
  if (typeof value === "bigint" || typeof value === "number") return { number: String(value) };
  if (value instanceof Map || value instanceof Set) return [...(value as Iterable<unknown>)];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
