import { NO_END, startOfFiscalYear, type Calendar } from "../../sdk/calendar.js";
import { readCsv } from "../support/csv.js";
import { symbolText } from "./row.js";

/** An account on Treasury's list. */
export interface TreasuryAccount {
  readonly symbol: string;
  readonly name: string;
  readonly agency: string;
  /** First and last fiscal year of availability; undefined for a no-year account. */
  readonly years?: readonly [number, number] | undefined;
}

const COLUMNS = ["ATA", "AID", "BPOA", "EPOA", "A", "MAIN", "SUB", "GWA_TAS NAME"];

/** Treasury's list of account symbols, by symbol. */
export async function readTreasuryAccounts(file: string): Promise<Map<string, TreasuryAccount>> {
  const accounts = new Map<string, TreasuryAccount>();
  for await (const { row } of readCsv(file, COLUMNS)) {
    const text = (column: string): string => row[column]?.trim() ?? "";
    const [begins, ends] = [text("BPOA"), text("EPOA")];
    const symbol = symbolText({
      allocation: text("ATA"),
      agency: text("AID"),
      begins,
      ends,
      availability: text("A"),
      main: text("MAIN"),
      sub: text("SUB"),
    });
    const years = begins === "" ? undefined : ([Number(begins), Number(ends)] as const);
    accounts.set(symbol, { symbol, name: text("GWA_TAS NAME"), agency: text("AID"), years });
  }
  return accounts;
}

/** The dates of an appropriation, UTC seconds. */
export interface AccountDates {
  readonly opensAt: number;
  readonly closesAt: number;
  readonly cancelsAt: number;
}

/** Fiscal years for which an expired account still pays (31 USC 1552). */
const YEARS_EXPIRED = 5;

/**
 * When an account opens, closes and is cancelled.
 *
 * @param shift Whole years by which the calendar is moved.
 * @param earliest When an account without a period opens.
 */
export function accountDates(
  { years }: TreasuryAccount,
  calendar: Calendar,
  earliest: number,
  shift = 0,
): AccountDates {
  if (years === undefined) return { opensAt: earliest, closesAt: NO_END, cancelsAt: NO_END };
  const [first, last] = years;
  return {
    opensAt: startOfFiscalYear(first + shift, calendar),
    closesAt: startOfFiscalYear(last + 1 + shift, calendar),
    cancelsAt: startOfFiscalYear(last + 1 + YEARS_EXPIRED + shift, calendar),
  };
}
