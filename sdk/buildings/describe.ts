import type { Books } from "../books/model.js";
import { FiscInputError } from "../errors.js";
import { columnsIn, decodeDescription, type DescriptionLine } from "./description.js";
import { CODE_LIST } from "./kinds.js";

/** Reads descriptions with the schemas that the books know, each schema once. */
export type Describe = (bytes: string) => readonly DescriptionLine[];

/**
 * A reader of descriptions. The contracts look at a description's first byte alone: one that is not of its schema has no
 * lines here, so that it hides nothing but itself.
 */
export function describing(books: Pick<Books, "codeLists">): Describe {
  const known = new Map<number, readonly string[] | undefined>();
  const columnsOf = (schema: number): readonly string[] | undefined => {
    if (!known.has(schema)) {
      const label = books.codeLists.get(CODE_LIST.schema)?.get(schema)?.label;
      known.set(schema, label === undefined ? undefined : columnsIn(label));
    }
    return known.get(schema);
  };
  return (bytes) => {
    try {
      return decodeDescription(bytes, columnsOf).lines;
    } catch (error) {
      if (error instanceof FiscInputError) return [];
      throw error;
    }
  };
}

/** What a code list calls a value: "" where it is not stated. */
export function labelOf(books: Books, list: number, value: number): string {
  if (value === 0) return "";
  return books.codeLists.get(list)?.get(value)?.code ?? String(value);
}
