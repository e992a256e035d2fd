import type { Interface } from "ethers";

/** What a rule of the contracts refused. */
export interface Refusal {
  /** The custom error's name, which is the rule's. */
  readonly rule: string;
  /** Its arguments by name. */
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * The rule behind a failed call, or undefined where no rule of ours refused it (a lost connection, say).
 *
 * Nodes and libraries wrap revert data differently, so it is looked for wherever it may be.
 */
export function refusalOf(error: unknown, interfaces: readonly Interface[]): Refusal | undefined {
  const data = revertDataOf(error);
  if (data === undefined) return undefined;
  for (const contract of interfaces) {
    const parsed = contract.parseError(data);
    // A failed assertion or a string is a fault, not a rule: every rule is an error that its contract declares.
    if (parsed !== null && contract.fragments.includes(parsed.fragment))
      return { rule: parsed.name, values: parsed.args.toObject() };
  }
  return undefined;
}

/** What a failed call gave as its reason, in hexadecimal; undefined where it gave none. */
export function revertDataOf(error: unknown, depth = 0): string | undefined {
  if (typeof error !== "object" || error === null || depth > 6) return undefined;
  const { data } = error as { data?: unknown };
  if (typeof data === "string" && /^0x[0-9a-f]{8,}$/i.test(data)) return data;
  for (const key of ["data", "info", "error", "cause", "revert"] as const) {
    const found = revertDataOf((error as Record<string, unknown>)[key], depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
