import { US_FEDERAL } from "../../sdk/calendar.js";
import { FiscInputError } from "../../sdk/errors.js";
import { formatCents, parseCents } from "../../sdk/money.js";
import { requireAmount, requireDay, requireYear } from "../support/bounds.js";
import { readCsv } from "../support/csv.js";
import { roleOf, type LineRole } from "./lines.js";

/** One line of an apportionment; cents. */
export interface ApportionmentLine {
  /** Where it stands in the file. */
  readonly fileLine: number;
  readonly line: number;
  readonly split: string;
  readonly title: string;
  readonly amount: bigint;
  readonly role: LineRole;
}

/** The code of an apportioned line's account, below that of its appropriation. */
export function accountCode(line: number, split: string): string {
  return split === "" ? String(line) : `${String(line)}-${split}`;
}

/** An approved apportionment of one account. */
export interface Apportionment {
  /** The Treasury account symbol, as in `073-X-4280`. */
  readonly symbol: string;
  readonly agency: string;
  readonly fiscalYear: number;
  readonly iteration: number;
  /** The day of its approval, `YYYY-MM-DD`. */
  readonly approved: string;
  /** Fiscal years of availability; undefined for a no-year account. */
  readonly years?: readonly [number, number] | undefined;
  readonly lines: readonly ApportionmentLine[];
}

const COLUMNS = [
  "tafs",
  "fiscal_year",
  "iteration",
  "approval_timestamp",
  "line",
  "split",
  "title",
  "approved_amount",
];

const SYMBOL = /^(?<agency>\d{3})-(?:X|(?<begins>\d{4})\/(?<ends>\d{4}))-\d{4}$/;

/** Reads the apportionments of a file, whole, in the order of their approval. */
export async function readApportionments(file: string): Promise<Apportionment[]> {
  const found = new Map<string, Apportionment & { lines: ApportionmentLine[] }>();
  for await (const { line: fileLine, row } of readCsv(file, COLUMNS)) {
    const text = (column: string): string => row[column]?.trim() ?? "";
    const place = `line ${String(fileLine)}`;
    const symbol = text("tafs");
    const fiscalYear = wholeNumber(text("fiscal_year"), `${place}, fiscal_year`, 4);
    requireYear(fiscalYear, `${place}, fiscal_year`);
    const iteration = wholeNumber(text("iteration"), `${place}, iteration`);
    const line = wholeNumber(text("line"), `${place}, line`);
    let apportionment = found.get(symbol);
    if (apportionment === undefined) {
      apportionment = {
        symbol,
        fiscalYear,
        iteration,
        ...parseSymbol(symbol, place),
        ...parseApproval(text, place),
        lines: [],
      };
      found.set(symbol, apportionment);
    } else if (apportionment.fiscalYear !== fiscalYear || apportionment.iteration !== iteration) {
      throw new FiscInputError(
        place,
        `account ${symbol} has several apportionments in one file`,
        "keep the rows of the latest one: each takes the place of the one before",
      );
    }
    const parsed: ApportionmentLine = {
      fileLine,
      line,
      split: text("split"),
      title: text("title"),
      amount: parseCents(text("approved_amount"), `${place}, approved_amount`),
      role: roleOf(line),
    };
    requireAmount(parsed.amount, `${place}, approved_amount`, "it says");
    requireKnown(parsed, place);
    requireSingle(parsed, apportionment.lines, place);
    requireApplicable(parsed, place);
    apportionment.lines.push(parsed);
  }
  return [...found.values()].sort((a, b) => a.approved.localeCompare(b.approved));
}

/**
 * Checks that resources and their application add up to the totals that the apportionment states, and to each other.
 *
 * @throws FiscInputError with the figures: such a file was altered, or is incomplete.
 */
export function requireFooting({ symbol, lines }: Apportionment): void {
  const sum = (...roles: readonly LineRole[]): bigint =>
    lines.filter(({ role }) => roles.includes(role)).reduce((total, { amount }) => total + amount, 0n);
  const resources = sum("resource", "anticipated");
  const applied = sum("apportioned", "withheld");
  for (const role of ["resource", "anticipated"] as const) {
    if (sum(role) >= 0n) continue;
    throw new FiscInputError(
      `apportionment of ${symbol}`,
      `its ${role} lines add up to ${formatCents(sum(role))}: more is taken away than there is`,
      "nothing was sent; have the publisher correct it",
    );
  }
  const stated = { 1920: sum("totalResources"), 6190: sum("totalApplied") };
  for (const [line, total, sumOf] of [
    [1920, stated[1920], resources],
    [6190, stated[6190], applied],
  ] as const) {
    if (total === sumOf) continue;
    throw new FiscInputError(
      `apportionment of ${symbol}`,
      `line ${String(line)} says ${formatCents(total)}, its lines add up to ${formatCents(sumOf)}`,
      "nothing was sent; fetch the file again or have the publisher correct it",
    );
  }
  if (resources !== applied) {
    throw new FiscInputError(
      `apportionment of ${symbol}`,
      `resources of ${formatCents(resources)} are applied as ${formatCents(applied)}`,
      "nothing was sent; have the publisher correct it",
    );
  }
}

/** What stands on no line of the form would go nowhere. */
function requireKnown({ line, role, amount }: ApportionmentLine, place: string): void {
  if (role !== "unknown" || amount === 0n) return;
  throw new FiscInputError(
    `${place}, line`,
    `the SF-132 has no line ${String(line)}, and ${formatCents(amount)} stand on it`,
    "correct its number (OMB Circular A-11, appendix F), or leave it out",
  );
}

/** An apportioned line becomes an account of its own, and a total is stated once. */
function requireSingle(
  { line, split, role }: ApportionmentLine,
  others: readonly ApportionmentLine[],
  place: string,
): void {
  const same = others.filter((other) => other.line === line);
  if (role === "apportioned" && same.some((other) => other.split === split)) {
    throw new FiscInputError(place, `line ${String(line)} stands there twice`, "tell the two by their split");
  }
  if ((role === "totalResources" || role === "totalApplied") && same.length > 0) {
    throw new FiscInputError(place, `line ${String(line)} stands there twice`, "keep the one that is true");
  }
}

/** What is apportioned or withheld is an amount, and an apportioned line can be the code of an account. */
function requireApplicable({ line, split, role, amount }: ApportionmentLine, place: string): void {
  if (role !== "apportioned" && role !== "withheld") return;
  if (amount < 0n) {
    throw new FiscInputError(
      `${place}, approved_amount`,
      `line ${String(line)} applies ${formatCents(amount)}`,
      "lower another line instead: less than nothing can't be apportioned",
    );
  }
  if (role === "apportioned" && !/^[\x21-\x7e]{1,64}$/.test(accountCode(line, split))) {
    throw new FiscInputError(
      `${place}, split`,
      `"${accountCode(line, split)}" can't be the code of an account`,
      "write the split in plain characters without a space; with its line, it has 64 at most",
    );
  }
}

function wholeNumber(text: string, place: string, mostDigits = 9): number {
  if (/^\d+$/.test(text) && text.length <= mostDigits) return Number(text);
  throw new FiscInputError(
    place,
    `"${text}" is not a whole number of at most ${String(mostDigits)} digits`,
    "give the file as it was published",
  );
}

function parseSymbol(symbol: string, place: string): Pick<Apportionment, "agency" | "years"> {
  const { agency = "", begins, ends = "" } = SYMBOL.exec(symbol)?.groups ?? {};
  if (agency === "" || (begins !== undefined && begins > ends)) {
    throw new FiscInputError(
      `${place}, tafs`,
      `"${symbol}" is not an account symbol`,
      'write agency, period or X, and main account, as in "073-X-4280" or "070-2020/2022-0532"',
    );
  }
  if (begins !== undefined) {
    requireYear(Number(begins), `${place}, tafs`);
    requireYear(Number(ends), `${place}, tafs`);
  }
  return { agency, years: begins === undefined ? undefined : [Number(begins), Number(ends)] };
}

function parseApproval(text: (column: string) => string, place: string): Pick<Apportionment, "approved"> {
  const approved = text("approval_timestamp").slice(0, 10);
  requireDay(approved, US_FEDERAL, `${place}, approval_timestamp`);
  return { approved };
}
