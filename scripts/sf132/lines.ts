import { NO_END, startOfFiscalYear, startOfQuarter, type Calendar } from "../../sdk/calendar.js";

/** What a line of an apportionment (SF-132) says. Line numbers: OMB Circular A-11, appendix F. */
export type LineRole =
  /** Authority in hand, or taken away where negative. */
  | "resource"
  /** Authority expected, of no use until realised. */
  | "anticipated"
  /** Authority passed on to be used: by quarter, project or year. */
  | "apportioned"
  /** Authority that may not be used: pending rescission, deferred, unapportioned in a revolving fund. */
  | "withheld"
  | "totalResources"
  | "totalApplied"
  /** A subtotal or a memorandum, which adds nothing. */
  | "memorandum"
  /** No line of the form. */
  | "unknown";

/** Lines of the budgetary resources that are anticipated. */
const ANTICIPATED = new Set([
  1060, 1061, 1062, 1063, 1064, 1065, 1066, 1067, 1068, 1069, 1150, 1151, 1152, 1153, 1154, 1155, 1176, 1250,
  1251, 1252, 1254, 1255, 1276, 1330, 1430, 1431, 1432, 1530, 1531, 1532, 1630, 1631, 1632, 1740, 1741, 1742,
  1743, 1744, 1840, 1841, 1842, 1843, 1844,
]);

/** Lines among the resources that sum up others. */
const SUBTOTALS = new Set([1160, 1180, 1260, 1280, 1340, 1440, 1540, 1640, 1750, 1850, 1900]);

/** The role of line `line`. */
export function roleOf(line: number): LineRole {
  if (line === 1920) return "totalResources";
  if (line === 6190) return "totalApplied";
  if (SUBTOTALS.has(line)) return "memorandum";
  if (ANTICIPATED.has(line)) return "anticipated";
  if (line >= 1000 && line < 1920) return "resource";
  // Exempt authority (6183) is nobody's to withhold: it is passed on like what is apportioned.
  if ((line >= 6001 && line <= 6173) || line === 6183) return "apportioned";
  if (line >= 6180 && line <= 6182) return "withheld";
  // The program level of guaranteed loans, and how it is applied.
  return line === 8100 || (line >= 8200 && line <= 8235) ? "memorandum" : "unknown";
}

/** When an account may be used: half-open, UTC seconds. */
export interface Window {
  readonly opensAt: number;
  /** `NO_END` for an account without an end, and for a line that lasts as long as its account. */
  readonly closesAt: number;
}

/**
 * The window of an apportioned line, inside its account's; undefined where the two have no second in common.
 *
 * Category A (6001 to 6004) opens with its quarter and lasts to the end of the fiscal year, as what is left of a
 * quarter may be used in the next. Category C (6170 to 6173) opens in a later fiscal year. Category B and the others
 * last as long as the account.
 */
export function windowOf(
  line: number,
  fiscalYear: number,
  account: Window,
  calendar: Calendar,
): Window | undefined {
  let { opensAt } = account;
  let closesAt = NO_END;
  if (line >= 6001 && line <= 6004) {
    opensAt = Math.max(opensAt, startOfQuarter(fiscalYear, line - 6000, calendar));
    closesAt = Math.min(account.closesAt, startOfFiscalYear(fiscalYear + 1, calendar));
  } else if (line >= 6170 && line <= 6173) {
    opensAt = Math.max(opensAt, startOfFiscalYear(fiscalYear + 1 + line - 6170, calendar));
  }
  return opensAt < Math.min(closesAt, account.closesAt) ? { opensAt, closesAt } : undefined;
}
