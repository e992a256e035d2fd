import type { Commitment } from "../commitment.js";
import type { Field } from "../field.js";

/** A field that is shown, and what proves that the version has it. */
export interface DisclosedField extends Field {
  readonly salt: string;
  readonly proof: readonly string[];
}

/**
 * Some fields of a version, shown to whoever has this. Nothing in it helps to guess the others.
 *
 * It proves that the version has these fields. That it has no second value under one of their paths, only whoever opens
 * all of it can tell; this SDK makes no such version, and opens none.
 */
export interface Disclosure {
  readonly commitment: Commitment;
  readonly fields: readonly DisclosedField[];
}
