import type { DescriptionSchema } from "../../sdk/buildings/description.js";
import { FiscInputError } from "../../sdk/errors.js";
import type { CodeLists } from "./codeLists.js";
import { NEEDED_COLUMNS } from "./columns.js";
import { IMPORTED } from "./imported.js";

/** The columns of one of a jurisdiction's two files. */
export interface Layout {
  /** Under which a row is described: all of the file's columns, and `IMPORTED`. */
  readonly schema: DescriptionSchema;
  /** The file's, in their order. */
  readonly columns: readonly string[];
}

/** How the codes of the two schemas end; what stands before is the jurisdiction's. */
const ENDINGS = { buildings: "-BUILDING", leases: "-LEASE" } as const;

/**
 * A file's columns, which the jurisdiction's codes name.
 *
 * @throws FiscInputError where they name none, or leave out a column that any file has.
 */
export function layoutOf(file: keyof typeof ENDINGS, codes: CodeLists): Layout {
  const ending = ENDINGS[file];
  const [code, ...others] = codes.codesOf("schema").filter((name) => name.endsWith(ending));
  if (code === undefined || others.length > 0) {
    throw new FiscInputError(
      "code lists",
      code === undefined ? `no schema ends with ${ending}` : `more schemas than one end with ${ending}`,
      `name the columns of the file of ${file} in one`,
    );
  }
  const schema = codes.schema(code);
  const lacking = [...NEEDED_COLUMNS[file], IMPORTED].filter((column) => !schema.columns.includes(column));
  if (lacking.length > 0) {
    throw new FiscInputError(
      `code lists, schema ${code}`,
      `it lacks ${lacking.join(", ")}`,
      "name each column of the file, and Imported",
    );
  }
  return { schema, columns: schema.columns.filter((column) => column !== IMPORTED) };
}
