import { encodeClassification } from "../../sdk/classification.js";
import { FiscInputError } from "../../sdk/errors.js";
import { parseCents } from "../../sdk/money.js";
import { requireYear } from "../support/bounds.js";

/**
 * A row of a DATA Act File B: the balances of one account, program activity, object class and funding source.
 *
 * The file writes credits as negative numbers. Here every balance is positive on its own side, in cents; a negative
 * one is a balance on the wrong side.
 */
export interface FileBRow {
  readonly line: number;
  /** The Treasury account symbol. */
  readonly account: string;
  readonly objectClass: string;
  readonly programActivity: string;
  readonly fundingSource: string;
  readonly opening: Balances;
  readonly closing: Balances;
  /** Lowered obligations of earlier years: recoveries and refunds. */
  readonly downward: bigint;
  /** Of these, what payees gave back of advances and of payments for orders; 0 where the file has them wrong-sided. */
  readonly refunds: { readonly advanced: bigint; readonly paid: bigint };
  /** As the file states it: closing unpaid balances and outlays together. */
  readonly obligationsIncurred: bigint;
}

/** Where obligated money stands. */
export interface Balances {
  /** Neither delivered nor paid. */
  readonly undelivered: bigint;
  /** Delivered and not paid. */
  readonly delivered: bigint;
  /** Paid ahead of delivery. */
  readonly advanced: bigint;
  /** Delivered and paid. */
  readonly paid: bigint;
}

/** The parts of a Treasury account symbol, as both files name them. */
export interface AccountSymbol {
  readonly allocation: string;
  readonly agency: string;
  /** Fiscal years of availability; empty for a no-year account. */
  readonly begins: string;
  readonly ends: string;
  /** `X` for a no-year account. */
  readonly availability: string;
  readonly main: string;
  readonly sub: string;
}

/** One text for a symbol: `012-2014/2015-1000-000`, `012-X-1600-000`. */
export function symbolText({
  allocation,
  agency,
  begins,
  ends,
  availability,
  main,
  sub,
}: AccountSymbol): string {
  const period = begins === "" ? availability : `${begins}/${ends}`;
  return [...(allocation === "" ? [] : [allocation]), agency, period, main, sub].join("-");
}

const BALANCES = {
  opening: {
    undelivered: "OBLIGATIONSUNDELIVEREDORDERSUNPAIDTOTAL_FYB",
    delivered: "OBLIGATIONSDELIVEREDORDERSUNPAIDTOTAL_FYB",
    advanced: "GROSSOUTLAYSUNDELIVEREDORDERSPREPAIDTOTAL_FYB",
    paid: "GROSSOUTLAYSDELIVEREDORDERSPAIDTOTAL_FYB",
  },
  closing: {
    undelivered: "OBLIGATIONSUNDELIVEREDORDERSUNPAIDTOTAL_CPE",
    delivered: "OBLIGATIONSDELIVEREDORDERSUNPAIDTOTAL_CPE",
    advanced: "GROSSOUTLAYSUNDELIVEREDORDERSPREPAIDTOTAL_CPE",
    paid: "GROSSOUTLAYSDELIVEREDORDERSPAIDTOTAL_CPE",
  },
} as const;

const REFUNDS = {
  advanced:
    "USSGL487200_DOWNWARDADJUSTMENTSOFPRIORYEARPREPAIDADVANCEDUNDELIVEREDORDERSOBLIGATIONSREFUNDSCOLLECTED_CPE",
  paid: "USSGL497200_DOWNWARDADJUSTMENTSOFPRIORYEARPAIDDELIVEREDORDERSOBLIGATIONSREFUNDSCOLLECTED_CPE",
} as const;

const DOWNWARD = [
  "USSGL487100_DOWNWARDADJUSTMENTSOFPRIORYEARUNPAIDUNDELIVEREDORDERSOBLIGATIONSRECOVERIES_CPE",
  "USSGL497100_DOWNWARDADJUSTMENTSOFPRIORYEARUNPAIDDELIVEREDORDERSOBLIGATIONSRECOVERIES_CPE",
  REFUNDS.advanced,
  REFUNDS.paid,
] as const;

const DOWNWARD_TOTAL = "DEOBLIGATIONSRECOVERIESREFUNDSDOFPRIORYEARBYPROGRAMOBJECTCLASS_CPE";
const OUTLAYS = "GROSSOUTLAYAMOUNTBYPROGRAMOBJECTCLASS_CPE";
const OBLIGATIONS = "OBLIGATIONSINCURREDBYPROGRAMOBJECTCLASS_CPE";

const SYMBOL = {
  allocation: "ALLOCATIONTRANSFERAGENCYIDENTIFIER",
  agency: "AGENCYIDENTIFIER",
  begins: "BEGINNINGPERIODOFAVAILABILITY",
  ends: "ENDINGPERIODOFAVAILABILITY",
  availability: "AVAILABILITYTYPECODE",
  main: "MAINACCOUNTCODE",
  sub: "SUBACCOUNTCODE",
} as const;

/** Every column that the importer reads. */
export const FILE_B_COLUMNS: readonly string[] = [
  ...Object.values(SYMBOL),
  "PROGRAMACTIVITYCODE",
  "OBJECTCLASS",
  "BYDIRECTREIMBURSABLEFUNDINGSOURCE",
  ...Object.values(BALANCES.opening),
  ...Object.values(BALANCES.closing),
  ...DOWNWARD,
  DOWNWARD_TOTAL,
  OUTLAYS,
  OBLIGATIONS,
];

/**
 * Reads one row and checks that it is sound in itself.
 *
 * @throws FiscInputError that names line and column: the row is malformed.
 */
export function parseFileBRow(line: number, row: Readonly<Record<string, string>>): FileBRow {
  const text = (column: string): string => row[column]?.trim() ?? "";
  const cents = (column: string): bigint => parseCents(text(column), `line ${String(line)}, ${column}`);
  /** The file's credits are negative. */
  const credit = (column: string): bigint => -cents(column);
  const debit = (column: string): bigint => (cents(column) > 0n ? cents(column) : 0n);
  const balances = (columns: (typeof BALANCES)["opening" | "closing"]): Balances => ({
    undelivered: credit(columns.undelivered),
    delivered: credit(columns.delivered),
    advanced: credit(columns.advanced),
    paid: credit(columns.paid),
  });
  const malformed = (problem: string, remedy: string): FiscInputError =>
    new FiscInputError(`line ${String(line)}`, problem, remedy);

  const symbol = parseSymbol(text, malformed);
  if (symbol.begins !== "") {
    requireYear(Number(symbol.begins), `line ${String(line)}, ${SYMBOL.begins}`);
    requireYear(Number(symbol.ends), `line ${String(line)}, ${SYMBOL.ends}`);
  }
  const parsed: FileBRow = {
    line,
    account: symbolText(symbol),
    objectClass: text("OBJECTCLASS"),
    programActivity: text("PROGRAMACTIVITYCODE"),
    fundingSource: text("BYDIRECTREIMBURSABLEFUNDINGSOURCE"),
    opening: balances(BALANCES.opening),
    closing: balances(BALANCES.closing),
    downward: DOWNWARD.reduce((sum, column) => sum + cents(column), 0n),
    refunds: { advanced: debit(REFUNDS.advanced), paid: debit(REFUNDS.paid) },
    obligationsIncurred: credit(OBLIGATIONS),
  };
  // An obligation carries them packed: what does not fit is found here, before anything is sent.
  encodeClassification(parsed, `line ${String(line)}`);
  const { undelivered, delivered, advanced, paid } = parsed.closing;
  if (advanced + paid !== credit(OUTLAYS)) {
    throw malformed("its outlays are not advances plus paid orders", "have the publisher correct the row");
  }
  if (undelivered + delivered + advanced + paid !== parsed.obligationsIncurred) {
    throw malformed(
      "its obligations are not unpaid orders plus outlays",
      "have the publisher correct the row",
    );
  }
  if (parsed.downward !== cents(DOWNWARD_TOTAL)) {
    throw malformed("its recoveries do not add up", "have the publisher correct the row");
  }
  return parsed;
}

function parseSymbol(
  text: (column: string) => string,
  malformed: (problem: string, remedy: string) => FiscInputError,
): AccountSymbol {
  const symbol = Object.fromEntries(
    Object.entries(SYMBOL).map(([part, column]) => [part, text(column)]),
  ) as unknown as AccountSymbol;
  const { allocation, agency, begins, ends, availability, main, sub } = symbol;
  if (
    !/^(\d{3})?$/.test(allocation) ||
    !/^\d{3}$/.test(agency) ||
    !/^\d{4}$/.test(main) ||
    !/^\d{3}$/.test(sub)
  ) {
    throw malformed(
      `"${symbolText(symbol)}" is not an account symbol`,
      "agencies and the sub-account have three digits, the main account four",
    );
  }
  const isNoYear = availability === "X";
  const hasPeriod = /^\d{4}$/.test(begins) && /^\d{4}$/.test(ends) && begins <= ends;
  if (isNoYear ? begins !== "" || ends !== "" : availability !== "" || !hasPeriod) {
    throw malformed(
      `availability type "${availability}" and period "${begins}/${ends}" contradict each other`,
      "an account has either a period or availability type X",
    );
  }
  return symbol;
}
