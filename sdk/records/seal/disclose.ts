import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";

import { FiscInputError } from "../../errors.js";
import type { BatchPlace } from "../commitment.js";
import type { DisclosedField, Disclosure } from "./disclosure.js";
import type { Opened } from "./open.js";

/** Where a version is anchored. */
export interface AnchoredIn {
  readonly chainId: number;
  readonly register: string;
  /** For a member of a batch. */
  readonly batch?: BatchPlace;
}

/**
 * Shows some fields of a version, and no others.
 *
 * @param paths JSON Pointers, such as `/amount`. One that names an object or a list shows all that it holds.
 * @throws FiscInputError for a path that names nothing, and no path.
 */
export function disclose(
  { tree, ...opened }: Opened,
  anchoredIn: AnchoredIn,
  paths: readonly string[],
): Disclosure {
  const { fields, leaves, root, saltOf } = tree;
  if (paths.length === 0) throw new FiscInputError("fields", "none is named", "name what shall be shown");
  const merkle = SimpleMerkleTree.of([...leaves]);
  const shown = new Set(paths.flatMap((path) => placesUnder(fields, path)));
  const { record, version, schema } = opened;
  return {
    commitment: { ...anchoredIn, schema, record, version, root },
    fields: fields.flatMap((field, i): DisclosedField[] =>
      shown.has(i) ? [{ ...field, salt: saltOf(field.path), proof: merkle.getProof(i) }] : [],
    ),
  };
}

function placesUnder(fields: readonly { readonly path: string }[], path: string): number[] {
  const places = fields.flatMap((field, i) =>
    field.path === path || field.path.startsWith(`${path}/`) ? [i] : [],
  );
  if (places.length > 0) return places;
  const some = fields.slice(0, 10).map((field) => field.path);
  throw new FiscInputError(
    `field ${path}`,
    "the record has none there",
    `give a path that it has, such as ${some.join(", ")}`,
  );
}
