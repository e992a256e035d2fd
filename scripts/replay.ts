/**
 * Replays a DATA Act File B through the contracts: what a real agency's books would have met under these rules.
 *
 *     npm run replay -- --file-b <csv> --tas <csv> [--as-of 2015-09-30] [--rpc <url>] [--json]
 */
import { Command } from "commander";

import { civilDate, fiscalYearOf, startOfDay, startOfFiscalYear, US_FEDERAL } from "../sdk/calendar.js";
import { FiscInputError } from "../sdk/errors.js";
import { check } from "./file-b/check.js";
import { openOffice } from "./file-b/desks.js";
import { addUp, decimals, totalsOf } from "./file-b/figures.js";
import { readFileB } from "./file-b/heaps.js";
import { replayRows } from "./file-b/replay.js";
import {
  accountDates,
  readTreasuryAccounts,
  type AccountDates,
  type TreasuryAccount,
} from "./file-b/treasuryAccounts.js";
import type { FileBRow } from "./file-b/row.js";
import { requireDay, YEARS } from "./support/bounds.js";
import { afterInput, EXIT, EXIT_CODES, main, parseCommandLine } from "./support/main.js";
import { addressesOf } from "../deploy/deployFisc.js";
import { chainTime, connect } from "./support/network.js";
import { startProgress } from "./support/progress.js";
import { shiftDate, yearsToShift } from "./support/shift.js";

interface Options {
  readonly fileB: string;
  readonly tas: string;
  readonly asOf: string;
  readonly rpc?: string;
  readonly json?: boolean;
}

const command = new Command("replay")
  .description("Replays a DATA Act File B through the contracts and compares what they hold with the file.")
  .requiredOption("--file-b <csv>", "the agency's File B")
  .requiredOption("--tas <csv>", "Treasury's list of account symbols")
  .option(
    "--as-of <date>",
    "the day to replay to, in 1971 to 2199; accounts cancelled by then are refused",
    "2015-09-30",
  )
  .option("--rpc <url>", "a development node that is already up; the result stays there")
  .option("--json", "print one JSON object")
  .addHelpText("after", EXIT_CODES);

await main(async () => {
  const options = parseCommandLine(command).opts<Options>();
  const accounts = await readTreasuryAccounts(options.tas);
  const { read, rows, malformed } = await readFileB(options.fileB, accounts);
  const asOf = requireDay(options.asOf, US_FEDERAL, "--as-of");

  const [firstMalformed] = malformed;
  if (rows.length === 0 && firstMalformed !== undefined)
    throw new FiscInputError(
      options.fileB,
      `no row can be used: ${firstMalformed.problem.replace(/\.$/, "")}`,
      "nothing was sent",
    );

  const first = startOfFiscalYear(firstYear(rows, accounts, asOf), US_FEDERAL);
  if (asOf <= first) throw new FiscInputError("--as-of", "no account is open by then", "give a later day");
  const connection = await connect({ rpc: options.rpc, startsAt: first });
  const shift = await yearsToShift(connection, civilDate(first, US_FEDERAL), US_FEDERAL);
  const shiftedAsOf = startOfDay(shiftDate(options.asOf, shift), US_FEDERAL, "--as-of");
  const dates = datesOf(rows, accounts, await chainTime(connection), shift);

  return afterInput(async () => {
    const office = await openOffice(connection, rows[0]?.account.slice(0, 3) ?? "agency");
    const progress = startProgress("Replaying rows", rows.length);
    const { replayed, refused } = await replayRows(connection, office, rows, dates, shiftedAsOf, progress);
    progress.stop();
    const { mismatches, fieldsCompared, events } = await check(connection, office, replayed);
    for (const mismatch of mismatches) console.error(mismatch);

    const refusedLines = new Set(refused.map(({ line }) => line));
    const totals = totalsOf(rows);
    const replayedTotals = totalsOf(replayed.map(({ row }) => row));
    const refusedTotals = totalsOf(rows.filter(({ line }) => refusedLines.has(line)));
    const isComplete =
      replayed.length + refused.length === rows.length && addUp(totals, replayedTotals, refusedTotals);
    const result = {
      read,
      malformed: malformed.length,
      replayed: replayed.length,
      refused: refused.length,
      mismatches: mismatches.length,
      heapsAddUp: isComplete,
      asOf: options.asOf,
      calendarShiftYears: shift,
      journalEvents: events,
      fieldsCompared,
      totals: decimals(totals),
      replayedTotals: decimals(replayedTotals),
      refusedTotals: decimals(refusedTotals),
      refusedByRule: countByRule(refused),
      malformedRows: malformed,
      refusals: refused,
      contracts: await addressesOf(office.fisc),
    };
    if (options.json === true) console.log(JSON.stringify(result, null, 2));
    else print(result);
    await connection.close();
    return isComplete && mismatches.length === 0 ? EXIT.ok : EXIT.disagreement;
  });
});

/** The fiscal year in which the first of the rows' accounts opens. */
function firstYear(
  rows: readonly FileBRow[],
  accounts: ReadonlyMap<string, TreasuryAccount>,
  asOf: number,
): number {
  // Accounts without a period are open at any time: the year before will do.
  const yearBefore = Math.max(fiscalYearOf(asOf, US_FEDERAL) - 1, YEARS.first);
  return rows.reduce(
    (first, row) => Math.min(first, accounts.get(row.account)?.years?.[0] ?? yearBefore),
    Infinity,
  );
}

function datesOf(
  rows: readonly FileBRow[],
  accounts: ReadonlyMap<string, TreasuryAccount>,
  earliest: number,
  shift: number,
): Map<string, AccountDates> {
  const dates = new Map<string, AccountDates>();
  for (const { account } of rows) {
    const listed = accounts.get(account);
    if (listed !== undefined) dates.set(account, accountDates(listed, US_FEDERAL, earliest, shift));
  }
  return dates;
}

function countByRule(refused: readonly { readonly rule: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { rule } of refused) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}

function print(
  result: Record<string, unknown> & { refusals: readonly unknown[]; malformedRows: readonly unknown[] },
): void {
  const { refusals, malformedRows, ...figures } = result;
  console.log(figures);
  console.log("Malformed rows:");
  console.table(malformedRows);
  console.log("Rows refused by a rule of the contracts:");
  console.table(refusals);
}
