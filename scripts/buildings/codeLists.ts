import { columnsIn, type DescriptionSchema } from "../../sdk/buildings/description.js";
import { CODE_LIST } from "../../sdk/buildings/kinds.js";
import { FiscInputError } from "../../sdk/errors.js";
import { readCsv } from "../support/csv.js";

export type CodeListName = keyof typeof CODE_LIST;

/** What a file can say of: the register's lists, and what a jurisdiction calls the titles that the contracts know. */
type ListName = CodeListName | "title";

/** One value of a list. */
export interface CodeEntry {
  readonly list: ListName;
  /** 1 to 255. */
  readonly value: number;
  /** As the jurisdiction writes it. */
  readonly code: string;
  /** What it means; of a schema, the header line of its columns. */
  readonly label: string;
}

/** A jurisdiction's codes. */
export class CodeLists {
  /** Read once: every row asks for them. */
  readonly #schemas = new Map<string, DescriptionSchema>();

  constructor(
    /** In their order in the file. */
    readonly entries: readonly CodeEntry[],
  ) {}

  /** The value of a code; undefined where its list has none. */
  valueOf(list: ListName, code: string): number | undefined {
    return this.entries.find((entry) => entry.list === list && entry.code === code)?.value;
  }

  /** The code of a value, "" for none. */
  codeOf(list: ListName, value: number): string {
    return this.entries.find((entry) => entry.list === list && entry.value === value)?.code ?? "";
  }

  /** A schema by its code. */
  schema(code: string): DescriptionSchema {
    const known = this.#schemas.get(code);
    if (known !== undefined) return known;
    const entry = this.entries.find((it) => it.list === "schema" && it.code === code);
    if (entry === undefined) {
      throw new FiscInputError("code lists", `there is no schema ${code}`, "add it to the list");
    }
    const schema = { value: entry.value, columns: columnsIn(entry.label) };
    this.#schemas.set(code, schema);
    return schema;
  }

  /** All codes of a list, to be named in errors. */
  codesOf(list: ListName): string[] {
    return this.entries.filter((entry) => entry.list === list).map(({ code }) => code);
  }
}

const COLUMNS = ["list", "value", "code", "label"];

/** Reads a jurisdiction's code lists: `list`, `value`, `code`, `label`. */
export async function readCodeLists(file: string): Promise<CodeLists> {
  const entries: CodeEntry[] = [];
  for await (const { line, row } of readCsv(file, COLUMNS)) {
    const entry = parseEntry(row, `${file}, line ${String(line)}`);
    requireNew(entry, entries, `${file}, line ${String(line)}`);
    entries.push(entry);
  }
  return new CodeLists(entries);
}

function parseEntry(row: Readonly<Record<string, string>>, place: string): CodeEntry {
  const { list = "", value = "", code = "", label = "" } = row;
  if (!isListName(list)) {
    const names = [...Object.keys(CODE_LIST), "title"].join(", ");
    throw new FiscInputError(`${place}, list`, `there is no list "${list}"`, `use one of ${names}`);
  }
  const most = list === "title" ? 3 : 255;
  if (!/^[1-9]\d{0,2}$/.test(value) || Number(value) > most) {
    throw new FiscInputError(
      `${place}, value`,
      `"${value}" is no value of ${list}`,
      `write a whole number from 1 to ${String(most)}`,
    );
  }
  if (!/^[\x21-\x7e]{1,64}$/.test(code)) {
    throw new FiscInputError(
      `${place}, code`,
      `"${code}" is no code`,
      "write 1 to 64 printable ASCII characters without a space",
    );
  }
  if (list === "schema") requireColumns(label, place);
  return { list, value: Number(value), code, label };
}

/** A schema's columns are told apart by their names. */
function requireColumns(header: string, place: string): void {
  const columns = columnsIn(header);
  if (columns.length > 0 && !columns.includes("") && new Set(columns).size === columns.length) return;
  throw new FiscInputError(`${place}, label`, `"${header}" is no header line`, "name each column once");
}

function requireNew({ list, value, code }: CodeEntry, entries: readonly CodeEntry[], place: string): void {
  const isTaken = entries.some(
    (other) => other.list === list && (other.value === value || other.code === code),
  );
  if (!isTaken) return;
  throw new FiscInputError(
    place,
    `list ${list} has value ${String(value)} or code "${code}" already`,
    "give each value one code",
  );
}

const isListName = (name: string): name is ListName => name === "title" || Object.hasOwn(CODE_LIST, name);
