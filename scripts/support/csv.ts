import { createReadStream } from "node:fs";
import path from "node:path";

import { CsvError, parse } from "csv-parse";

import { FiscInputError } from "../../sdk/errors.js";

/** One row of a CSV file, by column name, with the line that it starts on (the header is line 1). */
export interface CsvRow {
  readonly line: number;
  readonly row: Readonly<Record<string, string>>;
}

/**
 * Streams a CSV file: a byte-order mark, any line ends, quotes and padded column names are all taken.
 *
 * @param columns Names that the header must hold.
 * @throws FiscInputError that names the file and the line, for a file that is missing, empty, lacks columns, or holds
 * a row with another number of fields than its header, as a truncated one does.
 */
export async function* readCsv(file: string, columns: readonly string[]): AsyncGenerator<CsvRow> {
  const name = path.basename(file);
  const parser = parse({
    bom: true,
    columns: (header: string[]) => checkHeader(header, columns, name),
    info: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    skip_empty_lines: true,
  });
  const source = createReadStream(file);
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  let isEmpty = true;
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>;
      info: { lines: number };
    }>) {
      isEmpty = false;
      line = info.lines;
      yield { line, row: record };
    }
  } catch (error) {
    throw explain(error, name, line);
  } finally {
    source.destroy();
  }
  if (isEmpty) throw new FiscInputError(name, "the file holds no rows", "give the file as it was published");
}

function checkHeader(header: readonly string[], columns: readonly string[], name: string): string[] {
  const names = header.map((column) => column.trim());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    throw new FiscInputError(
      `${name}, line 1`,
      `the header lacks ${missing.join(", ")}`,
      "give the file with the columns as they were published",
    );
  }
  return names;
}

function explain(error: unknown, name: string, line: number): unknown {
  if (error instanceof FiscInputError) return error;
  if (error instanceof CsvError) {
    const at = "lines" in error ? Number(error.lines) : line + 1;
    return new FiscInputError(
      `${name}, line ${String(at)}`,
      error.message,
      "a row must hold as many fields as the header; a file cut off at its end must be fetched again",
    );
  }
  if (error instanceof Error && "code" in error && typeof error.code === "string") {
    return new FiscInputError(
      name,
      `the file can't be read (${error.code})`,
      "check its path and its permissions",
    );
  }
  return error;
}
