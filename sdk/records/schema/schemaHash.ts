import { id } from "ethers";

import type { Fields, Kind, Schema } from "./schema.js";

/** What a record of the schema is anchored under: the hash of all that the schema says, in one order. */
export const schemaHash = ({ name, version, fields }: Schema): string =>
  id(JSON.stringify(["fisc schema 1", name, version, ofFields(fields)]));

const ofFields = (fields: Fields): unknown[] =>
  Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { is, optional = false }]) => [name, ofKind(is), optional]);

function ofKind(kind: Kind): unknown[] {
  if (kind.kind === "list") return [kind.kind, ofKind(kind.of)];
  if (kind.kind === "object") return [kind.kind, ofFields(kind.fields)];
  return [kind.kind];
}
