import { createReadStream } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";

import { CsvError, parse } from "csv-parse";

import { FiscInputError } from "../../sdk/errors.js";
import { decodeUtf8 } from "./text.js";

/** One row of a CSV file, by column name, with the line that it starts on (the header is line 1). */
export interface CsvRow {
  readonly line: number;
  readonly row: Readonly<Record<string, string>>;
}

/** What the parser says of a row; the error is there for one with another number of fields than the header. */
interface RecordInfo {
  readonly lines: number;
  readonly error?: CsvError;
}

/** What a reader does with rows that are not sound. */
export interface CsvOptions {
  /** Told of a row with another number of fields than the header; it is left out. Without it, such a row is an error. */
  readonly onMisfit?: (
    error: FiscInputError,
    line: number,
    /** Its fields as far as the header names them. */
    row: Readonly<Record<string, string>>,
  ) => void;
  /** Takes a file that holds a header and nothing else. */
  readonly mayBeEmpty?: boolean;
}

/**
 * Streams a CSV file: a byte-order mark, any line ends, quotes and padded column names are all taken.
 *
 * @param columns Names that the header must hold, each once.
 * @throws FiscInputError that names the file and the line, for a file that is missing, empty, not in UTF-8, lacks
 * columns, or holds a row with another number of fields than its header, as a truncated one does.
 */
export async function* readCsv(
  file: string,
  columns: readonly string[],
  { onMisfit, mayBeEmpty = false }: CsvOptions = {},
): AsyncGenerator<CsvRow> {
  const name = path.basename(file);
  /** The parser takes both halves of a CRLF inside quotes for a line. */
  let countedTwice = 0;
  /** The line on which the last row ends. */
  let end = 0;
  let isEmpty = true;
  let names: readonly string[] = [];
  const parser = parse({
    columns: (header: string[]) => {
      countedTwice += lineBreaks(header).crlf;
      end = 1 + lineBreaks(header).all;
      const found = checkHeader(header, columns, name);
      names = found;
      return found;
    },
    on_record: (row: Record<string, string>, { lines, error }: RecordInfo): CsvRow | undefined => {
      // All fields, those beyond the header's included.
      const fields = error === undefined ? Object.values(row) : (error.record as string[]);
      const { all, crlf } = lineBreaks(fields);
      countedTwice += crlf;
      end = lines - countedTwice;
      const line = end - all;
      if (error === undefined) return { line, row };
      isEmpty = false;
      onMisfit?.(
        new FiscInputError(`line ${String(line)}`, ...PROBLEMS.CSV_RECORD_INCONSISTENT_COLUMNS),
        line,
        Object.fromEntries(
          fields.slice(0, names.length).map((field, i): [string, string] => [names[i] ?? "", field]),
        ),
      );
      return undefined;
    },
    relax_column_count: onMisfit !== undefined,
    record_delimiter: ["\r\n", "\n", "\r"],
    skip_empty_lines: true,
  });
  const source = createReadStream(file);
  const text = Readable.from(decodeUtf8(source, name));
  text.on("error", (error) => parser.destroy(error));
  text.pipe(parser);
  try {
    for await (const row of parser as AsyncIterable<CsvRow>) {
      isEmpty = false;
      yield row;
    }
  } catch (error) {
    throw explain(error, name, (lines) => lines - countedTwice, end + 1);
  } finally {
    text.destroy();
    source.destroy();
  }
  if (isEmpty && !mayBeEmpty)
    throw new FiscInputError(name, "the file holds no rows", "give the file as it was published");
}

/** Line breaks inside the fields of one row. */
function lineBreaks(fields: readonly string[]): { readonly all: number; readonly crlf: number } {
  const breaks = fields.flatMap((field) => field.match(/\r\n|\r|\n/g) ?? []);
  return { all: breaks.length, crlf: breaks.filter((it) => it.length === 2).length };
}

function checkHeader(header: readonly string[], columns: readonly string[], name: string): string[] {
  const names = header.map((column) => column.trim());
  const lacking = columns.filter((column) => !names.includes(column));
  const repeated = columns.filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (lacking.length + repeated.length > 0) {
    throw new FiscInputError(
      `${name}, line 1`,
      lacking.length > 0
        ? `the header lacks ${lacking.join(", ")}`
        : `the header repeats ${repeated.join(", ")}`,
      "give the file with the columns as they were published",
    );
  }
  return names;
}

const QUOTE_INSIDE = [
  "a quote stands inside a field",
  "quote the whole field, and double each quote inside it",
] as const;

/** Problem and remedy for what the parser refuses. */
const PROBLEMS = {
  CSV_RECORD_INCONSISTENT_COLUMNS: [
    "the row has not as many fields as the header",
    "correct the row; if it is the last one, the file was cut off: fetch it again",
  ],
  CSV_QUOTE_NOT_CLOSED: [
    "a quote is opened here and never closed",
    "close it; if the row is the last one, the file was cut off: fetch it again",
  ],
  INVALID_OPENING_QUOTE: QUOTE_INSIDE,
  CSV_INVALID_CLOSING_QUOTE: QUOTE_INSIDE,
} as const satisfies Partial<Record<CsvError["code"], readonly [string, string]>>;

/**
 * @param lineOf The line of the file at which the parser counts so many.
 * @param next The line after the last sound row: an unclosed quote swallows all that follows it.
 */
function explain(error: unknown, name: string, lineOf: (lines: number) => number, next: number): unknown {
  if (error instanceof FiscInputError) return error;
  if (error instanceof CsvError) {
    const isOpen = error.code === "CSV_QUOTE_NOT_CLOSED" || !("lines" in error);
    const line = isOpen ? next : lineOf(Number(error.lines));
    const known: Partial<Record<string, readonly [string, string]>> = PROBLEMS;
    const explanation = known[error.code] ?? [error.message, "give the file as it was published"];
    return new FiscInputError(`${name}, line ${String(line)}`, ...explanation);
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
