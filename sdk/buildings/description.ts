import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";

import { FiscInputError } from "../errors.js";

/** Which columns a description has. On the chain it is a code of the list of schemas. */
export interface DescriptionSchema {
  /** 1 to 255. */
  readonly value: number;
  readonly columns: readonly string[];
}

/** A line of a description: its fields by the names of their columns. */
export type DescriptionLine = Readonly<Record<string, string>>;

export interface Description {
  /** The schema's value; 0 where there is no description. */
  readonly schema: number;
  /** One of a building; of a lease one for each part. */
  readonly lines: readonly DescriptionLine[];
}

const DELIMITER = "\n";
const EMPTY = "0x";

/** The columns in a schema's header line. */
export function columnsIn(header: string): string[] {
  return recordsIn(header, "schema")[0] ?? [];
}

/** The header line of columns: the label of a schema's code. */
export const headerOf = (columns: readonly string[]): string => csvOf([columns]);

/**
 * A description as the contracts take it: the schema's byte, then lines of comma-separated values (RFC 4180), UTF-8, as
 * hexadecimal. Columns that a line does not name are left empty; without a line, there is no description.
 *
 * @throws FiscInputError for a field that is no column of the schema.
 */
export function encodeDescription(schema: DescriptionSchema, lines: readonly DescriptionLine[]): string {
  if (lines.length === 0) return EMPTY;
  const known = new Set(schema.columns);
  const records = lines.map((line, i) => {
    const unknown = Object.keys(line).find((column) => !known.has(column));
    if (unknown !== undefined) {
      throw new FiscInputError(
        `description, line ${i + 1}`,
        `schema ${schema.value} has no column "${unknown}"`,
        `use ${schema.columns.join(", ")}`,
      );
    }
    return schema.columns.map((column) => line[column] ?? "");
  });
  return `0x${Buffer.from([schema.value]).toString("hex")}${Buffer.from(csvOf(records)).toString("hex")}`;
}

/**
 * Reads a description with the schemas that there are.
 *
 * @param columnsOf The columns of a schema by its value; undefined where there is no such schema.
 * @throws FiscInputError for a description that is not of its schema.
 */
export function decodeDescription(
  bytes: string,
  columnsOf: (schema: number) => readonly string[] | undefined,
): Description {
  if (bytes === EMPTY) return { schema: 0, lines: [] };
  const schema = Number.parseInt(bytes.slice(2, 4), 16);
  const columns = columnsOf(schema);
  if (columns === undefined) {
    throw new FiscInputError("description", `there is no schema ${schema}`, "load the code list of schemas");
  }
  const records = recordsIn(Buffer.from(bytes.slice(4), "hex").toString(), "description");
  if (records.length === 0) {
    throw new FiscInputError("description", "it has no line", "leave it out, or write a line");
  }
  const lines = records.map((record, i) => {
    if (record.length !== columns.length) {
      throw new FiscInputError(
        `description, line ${i + 1}`,
        `${record.length} fields, schema ${schema} has ${columns.length} columns`,
        "amend the description, or name the schema that it was written in",
      );
    }
    return Object.fromEntries(columns.map((column, at) => [column, record[at] ?? ""]));
  });
  return { schema, lines };
}

/** @returns Lines without a break after the last one. */
function csvOf(records: readonly (readonly string[])[]): string {
  const options = {
    record_delimiter: DELIMITER,
    eof: false,
    // RFC 4180 quotes carriage returns too.
    quoted_match: /[\r\n]/,
    // A line of one empty field would be no line.
    quoted_empty: records.some(({ length }) => length === 1),
  };
  return stringify(
    records.map((record) => [...record]),
    options,
  );
}

function recordsIn(text: string, place: string): string[][] {
  try {
    return parse(text, {
      record_delimiter: DELIMITER,
      relax_column_count: true,
      skip_empty_lines: false,
    });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new FiscInputError(place, `it is no comma-separated line: ${problem}`, "quote it as RFC 4180 says");
  }
}
