import { FiscInputError } from "../../errors.js";
import type { JsonNode } from "../json/node.js";
import { pointerTo } from "../json/pointer.js";
import type { Fields, Kind, Schema } from "./schema.js";

const AMOUNT = /^-?(?:0|[1-9]\d*)\.\d\d$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * Checks that a document says what its schema asks for, and nothing else: a field that no schema names is nobody's to
 * check, and may be misspelt.
 *
 * @throws FiscInputError that names the path.
 */
export function checkDocument(document: JsonNode, schema: Schema, name = "document"): void {
  const wanted: Kind = { kind: "object", fields: schema.fields };
  check(document, wanted, "", `${name}, as ${schema.name} ${String(schema.version)}`);
}

function check(node: JsonNode, wanted: Kind, path: string, name: string): void {
  const place = path === "" ? name : `${name}, ${path}`;
  switch (wanted.kind) {
    case "object":
      if (node.kind !== "object") throw wrong(place, "is no object", "give its fields with their names");
      checkMembers(node.members, wanted.fields, path, name);
      break;
    case "list":
      if (node.kind !== "list") throw wrong(place, "is no list", "give its items in square brackets");
      node.items.forEach((item, i) => check(item, wanted.of, pointerTo(path, i), name));
      break;
    case "text":
      if (node.kind !== "text" || node.text.trim() === "") {
        throw wrong(place, "is no text", "give a text, or leave an optional field out");
      }
      break;
    case "amount":
      if (node.kind !== "text" || !AMOUNT.test(node.text)) {
        throw wrong(place, "is no amount", 'write a text with two decimals, such as "1234.50"');
      }
      break;
    case "date":
      if (node.kind !== "text" || !isDay(node.text)) {
        throw wrong(place, "is no date", 'write it as a text, such as "2016-03-01"');
      }
      break;
    case "number":
      if (node.kind !== "number") throw wrong(place, "is no number", "write it without quotes");
      break;
    case "flag":
      if (node.kind !== "word" || node.word === "null") {
        throw wrong(place, "is neither true nor false", "write true or false, without quotes");
      }
  }
}

function checkMembers(
  members: readonly (readonly [string, JsonNode])[],
  fields: Fields,
  path: string,
  name: string,
): void {
  const place = path === "" ? name : `${name}, ${path}`;
  const given = new Set(members.map(([member]) => member));
  const lacking = Object.keys(fields).filter((it) => fields[it]?.optional !== true && !given.has(it));
  if (lacking.length > 0) throw wrong(place, `lacks ${lacking.join(", ")}`, "add what is missing");
  for (const [member, value] of members) {
    const rule = Object.hasOwn(fields, member) ? fields[member] : undefined;
    const at = pointerTo(path, member);
    if (rule === undefined) {
      const known = Object.keys(fields).join(", ");
      throw wrong(`${name}, ${at}`, "is no field of the schema", `use one of ${known}`);
    }
    check(value, rule.is, at, name);
  }
}

/** Whether a text is a day that there is: no 30 February. */
function isDay(text: string): boolean {
  if (!DATE.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const wrong = (place: string, problem: string, remedy: string): FiscInputError =>
  new FiscInputError(place, `it ${problem}`, remedy);
