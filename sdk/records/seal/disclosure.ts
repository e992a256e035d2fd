import type { Commitment } from "../commitment.js";
import type { Field } from "../field.js";

/** A field that is shown, and what proves that the version has it. */
export interface DisclosedField extends Field {
  readonly salt: string;
  readonly proof: readonly string[];
}

/** Some fields of a version, shown to whoever has this. Nothing in it helps to guess the others. */
export interface Disclosure {
  readonly commitment: Commitment;
  readonly fields: readonly DisclosedField[];
}
