import type { Field } from "./field.js";
import { flatten } from "./json/flatten.js";
import { parseJson } from "./json/parse.js";
import { checkDocument } from "./schema/checkDocument.js";
import type { Schema } from "./schema/schema.js";

/**
 * The fields of a document of a schema, by its JSON.
 *
 * @param name The document's, for errors.
 * @throws FiscInputError for anything that can't be sealed as it stands; it names the place.
 */
export function readDocument(json: string | Uint8Array, schema: Schema, name = "document"): Field[] {
  const document = parseJson(json, name);
  // First what is wrong with any document, then what this kind of one asks for.
  const fields = flatten(document, name);
  checkDocument(document, schema, name);
  return fields;
}
