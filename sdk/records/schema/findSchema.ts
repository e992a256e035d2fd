import { FiscInputError } from "../../errors.js";
import { EVIDENCE } from "./evidence.js";
import type { Schema } from "./schema.js";
import { schemaHash } from "./schemaHash.js";

const BY_HASH: ReadonlyMap<string, Schema> = new Map(EVIDENCE.map((schema) => [schemaHash(schema), schema]));

/** The schema with a hash; undefined for one that this version of the SDK does not have. */
export const schemaWithHash = (hash: string): Schema | undefined => BY_HASH.get(hash.toLowerCase());

/**
 * The newest schema with a name.
 *
 * @throws FiscInputError for a name that is none.
 */
export function schemaNamed(name: string, place = "schema"): Schema {
  const schema = EVIDENCE.findLast((it) => it.name === name);
  if (schema !== undefined) return schema;
  throw new FiscInputError(
    place,
    `there is none named "${name}"`,
    `give one of ${EVIDENCE.map((it) => it.name).join(", ")}`,
  );
}
