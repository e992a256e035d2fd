import { FiscInputError } from "../../errors.js";
import type { Field } from "../field.js";
import type { JsonNode } from "./node.js";
import { exactNumber } from "./number.js";
import { pointerTo } from "./pointer.js";

/** As many fields as a document may have: what proofs and salts of stay quick to make. */
export const MAX_FIELDS = 100_000;

/**
 * The fields of a document, one for each value that holds no other, in the document's order. Nothing is lost and no two
 * documents have the same fields: an empty object or list is a field too.
 *
 * @throws FiscInputError that names the path, for a number that readers would round, a document that is no object or
 * says nothing, and too many fields.
 */
export function flatten(document: JsonNode, name = "document"): Field[] {
  if (document.kind !== "object") {
    throw new FiscInputError(name, "it is no object", 'give fields with names, as in {"amount": "1.00"}');
  }
  if (document.members.length === 0) {
    throw new FiscInputError(name, "the document is empty", "give what it says");
  }
  const fields: Field[] = [];
  collect(document, "", name, fields);
  return fields;
}

function collect(node: JsonNode, path: string, name: string, into: Field[]): void {
  switch (node.kind) {
    case "object":
      for (const [member, value] of node.members) collect(value, pointerTo(path, member), name, into);
      if (node.members.length === 0) add({ path, value: "{}" }, name, into);
      break;
    case "list":
      node.items.forEach((item, i) => collect(item, pointerTo(path, i), name, into));
      if (node.items.length === 0) add({ path, value: "[]" }, name, into);
      break;
    case "text":
      add({ path, value: JSON.stringify(node.text) }, name, into);
      break;
    case "word":
      add({ path, value: node.word }, name, into);
      break;
    case "number":
      add({ path, value: requireExact(node.digits, path, name) }, name, into);
  }
}

function add(field: Field, name: string, into: Field[]): void {
  if (into.length === MAX_FIELDS) {
    throw new FiscInputError(
      name,
      `it has more than ${String(MAX_FIELDS)} fields`,
      "split it into several records, or attach it as a file",
    );
  }
  into.push(field);
}

function requireExact(digits: string, path: string, name: string): string {
  const exact = exactNumber(digits);
  if (exact !== undefined) return exact;
  throw new FiscInputError(
    `${name}, ${path}`,
    `readers of JSON would round the number ${shortened(digits)}`,
    'write it as a text, such as "12345678901234567890"',
  );
}

const SHOWN = 40;
const shortened = (digits: string): string => (digits.length > SHOWN ? `${digits.slice(0, SHOWN)}…` : digits);
