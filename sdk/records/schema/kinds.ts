import type { FieldRule, Fields, Kind } from "./schema.js";

/** A field that every document of the kind has. */
const required = (is: Kind): FieldRule => ({ is });

export const text = required({ kind: "text" });
export const amount = required({ kind: "amount" });
export const date = required({ kind: "date" });
export const number = required({ kind: "number" });
export const flag = required({ kind: "flag" });

export const listOf = ({ is }: FieldRule): FieldRule => required({ kind: "list", of: is });
export const object = (fields: Fields): FieldRule => required({ kind: "object", fields });
export const optional = ({ is }: FieldRule): FieldRule => ({ is, optional: true });
