import { formatCents } from "../../../sdk/money.js";
import { type Balances, FILE_B_COLUMNS, type FileBRow } from "../../../scripts/file-b/row.js";

/** What a test says of a row's balances; cents, positive on their own side. */
export interface Figures {
  readonly opening?: Partial<Balances>;
  readonly closing?: Partial<Balances>;
  readonly downward?: bigint;
  readonly refunds?: FileBRow["refunds"];
}

const balances = (given: Partial<Balances> = {}): Balances => ({
  undelivered: 0n,
  delivered: 0n,
  advanced: 0n,
  paid: 0n,
  ...given,
});

/** A sound row, as the parser gives it. */
export function rowOf(
  { opening, closing, downward = 0n, refunds = { advanced: 0n, paid: 0n } }: Figures,
  line = 2,
): FileBRow {
  const closes = balances(closing);
  return {
    line,
    account: "012-X-1600-000",
    objectClass: "252",
    programActivity: "0001",
    fundingSource: "D",
    opening: balances(opening),
    closing: closes,
    downward,
    refunds,
    obligationsIncurred: closes.undelivered + closes.delivered + closes.advanced + closes.paid,
  };
}

const columnOf = (account: string): string =>
  FILE_B_COLUMNS.find((column) => column.startsWith(`USSGL${account}`))!;

/** The same row as the file writes it, credits negative, by column. */
export function recordOf(
  figures: Figures,
  changes: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const { opening, closing, downward, refunds, obligationsIncurred } = rowOf(figures);
  const columns = (it: Balances, suffix: "FYB" | "CPE") => ({
    [`OBLIGATIONSUNDELIVEREDORDERSUNPAIDTOTAL_${suffix}`]: formatCents(-it.undelivered),
    [`OBLIGATIONSDELIVEREDORDERSUNPAIDTOTAL_${suffix}`]: formatCents(-it.delivered),
    [`GROSSOUTLAYSUNDELIVEREDORDERSPREPAIDTOTAL_${suffix}`]: formatCents(-it.advanced),
    [`GROSSOUTLAYSDELIVEREDORDERSPAIDTOTAL_${suffix}`]: formatCents(-it.paid),
  });
  const zeros = Object.fromEntries(FILE_B_COLUMNS.map((column) => [column, "0.00"]));
  return {
    ...zeros,
    ALLOCATIONTRANSFERAGENCYIDENTIFIER: "",
    AGENCYIDENTIFIER: "012",
    BEGINNINGPERIODOFAVAILABILITY: "",
    ENDINGPERIODOFAVAILABILITY: "",
    AVAILABILITYTYPECODE: "X",
    MAINACCOUNTCODE: "1600",
    SUBACCOUNTCODE: "000",
    PROGRAMACTIVITYCODE: "0001",
    OBJECTCLASS: "252",
    BYDIRECTREIMBURSABLEFUNDINGSOURCE: "D",
    ...columns(opening, "FYB"),
    ...columns(closing, "CPE"),
    [columnOf("487100")]: formatCents(downward - refunds.advanced - refunds.paid),
    [columnOf("487200")]: formatCents(refunds.advanced),
    [columnOf("497200")]: formatCents(refunds.paid),
    DEOBLIGATIONSRECOVERIESREFUNDSDOFPRIORYEARBYPROGRAMOBJECTCLASS_CPE: formatCents(downward),
    GROSSOUTLAYAMOUNTBYPROGRAMOBJECTCLASS_CPE: formatCents(-(closing.advanced + closing.paid)),
    OBLIGATIONSINCURREDBYPROGRAMOBJECTCLASS_CPE: formatCents(-obligationsIncurred),
    ...changes,
  };
}

/** A File B of such rows. */
export function fileB(...records: readonly Readonly<Record<string, string>>[]): string {
  const lines = records.map((record) => FILE_B_COLUMNS.map((column) => record[column] ?? "").join(","));
  return [FILE_B_COLUMNS.join(","), ...lines, ""].join("\n");
}

/** Treasury's list of the accounts that tests use. */
export const TREASURY_LIST = [
  "ATA,AID,BPOA,EPOA,A,MAIN,SUB,GWA_TAS NAME",
  ',012,,,X,1600,000,"Salaries and Expenses, APHIS"',
  ",012,2014,2015,,1000,000,Conservation Operations",
  "",
].join("\n");
