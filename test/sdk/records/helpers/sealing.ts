import { newKeys, type VersionKeys } from "../../../../sdk/records/access/newKeys.js";
import { newRecordId } from "../../../../sdk/records/recordId.js";
import { INVOICE } from "../../../../sdk/records/schema/evidence.js";
import { schemaHash } from "../../../../sdk/records/schema/schemaHash.js";
import { type Opened } from "../../../../sdk/records/seal/open.js";
import { type Draft, seal, type Sealed } from "../../../../sdk/records/seal/seal.js";
import { treeOf } from "../../../../sdk/records/seal/tree.js";
import type { Field } from "../../../../sdk/records/field.js";
import { INVOICE_JSON } from "./documents.js";

/** Where the tests say that records are anchored, when no chain is asked. */
export const ANCHORED_IN = { chainId: 31_337, register: "0x5FbDB2315678afecb367f032d93F642f64180aa3" };

/** An invoice's first version, unless said otherwise, with its keys. */
export async function sealedInvoice(
  draft: Partial<Draft> = {},
): Promise<{ sealed: Sealed; keys: VersionKeys }> {
  const keys = draft.keys ?? (await newKeys());
  const document = JSON.stringify(INVOICE_JSON);
  const sealed = await seal({
    record: newRecordId(2),
    version: 1,
    schema: INVOICE,
    document,
    ...draft,
    keys,
  });
  return { sealed, keys };
}

/** A version of some fields, as if it had been opened; no encryption, for properties of the tree. */
export function openedFields(fields: readonly Field[], key: Uint8Array, record = newRecordId(2)): Opened {
  const tree = treeOf(fields, key, record, 1);
  const schema = schemaHash(INVOICE);
  return { record, version: 1, schema, document: "", attachments: [], tree, names: key };
}

/** The bytes with one of them changed. */
export function altered(bytes: Uint8Array, at: number, by = 1): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const place = at % changed.length;
  changed[place] = (changed[place] ?? 0) ^ by;
  return changed;
}

/** A text of hexadecimal digits with one of them changed. */
export function alteredHex(hex: string, at: number): string {
  const place = 2 + (at % (hex.length - 2));
  const digit = (Number.parseInt(hex[place] ?? "0", 16) + 1) % 16;
  return hex.slice(0, place) + digit.toString(16) + hex.slice(place + 1);
}
