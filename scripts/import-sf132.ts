/**
 * Imports approved apportionments (SF-132): accounts, anticipated resources, allotments, what is withheld. Then tries
 * one cent more on every apportioned line, which the contract must refuse.
 *
 *     npm run import:sf132 -- <csv> [--rpc <url>] [--json]
 */
import path from "node:path";

import { Command } from "commander";
import type { NetworkConnection } from "hardhat/types/network";

import { startOfDay, US_FEDERAL } from "../sdk/calendar.js";
import { FiscInputError } from "../sdk/errors.js";
import { formatCents } from "../sdk/money.js";
import {
  loadApportionment,
  openApportionmentOffice,
  tryOneCentMore,
  type LoadedApportionment,
} from "./sf132/load.js";
import { requireLoadable } from "./sf132/loadable.js";
import {
  readApportionments,
  requireFooting,
  type Apportionment,
  type ApportionmentLine,
} from "./sf132/parse.js";
import { afterInput, EXIT, EXIT_CODES, main, parseCommandLine } from "./support/main.js";
import { connect } from "./support/network.js";
import { startProgress } from "./support/progress.js";
import { yearsToShift } from "./support/shift.js";

interface Options {
  readonly rpc?: string;
  readonly json?: boolean;
}

/** The one rule that may refuse a cent more. */
const RULE = "BudgetLedgerInsufficientAuthority";

const command = new Command("import:sf132")
  .description("Imports approved apportionments and tries one cent more on every line.")
  .argument("<csv>", "a file of approved apportionments")
  .option("--rpc <url>", "a development node that is already up; the result stays there")
  .option("--json", "print one JSON object")
  .addHelpText("after", EXIT_CODES);

await main(async () => {
  const parsed = parseCommandLine(command);
  const [file = ""] = parsed.args;
  const options = parsed.opts<Options>();
  const apportionments = await readApportionments(file);
  for (const apportionment of apportionments) {
    requireFooting(apportionment);
    requireLoadable(apportionment, US_FEDERAL);
  }
  requireLines(file, apportionments);

  const firstDay = apportionments[0]?.approved ?? "2025-10-01";
  const connection = await connect({ rpc: options.rpc, startsAt: startOfDay(firstDay, US_FEDERAL) - 86_400 });
  const shift = await yearsToShift(connection, firstDay, US_FEDERAL);
  return afterInput(() => importAll(connection, apportionments, shift, options));
});

/** A file without a single apportioned amount says nothing that could be tried. */
function requireLines(file: string, apportionments: readonly Apportionment[]): void {
  const isApportioned = ({ role, amount }: ApportionmentLine): boolean =>
    role === "apportioned" && amount > 0n;
  if (apportionments.some(({ lines }) => lines.some(isApportioned))) return;
  throw new FiscInputError(
    path.basename(file),
    "no line apportions an amount",
    "give the file as it was published",
  );
}

/** Loads the apportionments, tries each line, prints the result; returns the exit code. */
async function importAll(
  connection: NetworkConnection,
  apportionments: readonly Apportionment[],
  shift: number,
  options: Options,
): Promise<number> {
  const office = await openApportionmentOffice(connection, US_FEDERAL, shift);
  const progress = startProgress("Importing apportionments", apportionments.length);
  const loaded: LoadedApportionment[] = [];
  const answers: (string | undefined)[] = [];
  for (const apportionment of apportionments) {
    const it = await loadApportionment(connection, office, apportionment);
    loaded.push(it);
    // Here and now: by the day of a later approval, the account may be cancelled.
    for (const line of it.lines) answers.push(await tryOneCentMore(office, apportionment.agency, line));
    progress.step();
  }
  progress.stop();

  const refused = answers.filter((rule) => rule === RULE).length;
  const result = {
    apportionments: apportionments.length,
    footed: apportionments.length,
    calendarShiftYears: shift,
    oneCentMoreTried: answers.length,
    oneCentMoreRefused: refused,
    rule: RULE,
    accounts: loaded.map(({ lines, ...figures }) => ({
      ...figures,
      authority: formatCents(figures.authority),
      allotted: formatCents(figures.allotted),
      withheld: formatCents(figures.withheld),
      anticipated: formatCents(figures.anticipated),
      awaiting: formatCents(figures.awaiting),
      lines: lines.map(({ line, account, allotted }) => ({
        line: line.line,
        title: line.title,
        account,
        apportioned: formatCents(line.amount),
        allotted: formatCents(allotted),
      })),
    })),
    contracts: {
      ledger: await office.fisc.ledger.getAddress(),
      registry: await office.fisc.registry.getAddress(),
      timelock: await office.fisc.timelock.getAddress(),
      veto: await office.fisc.veto.getAddress(),
    },
  };
  if (options.json === true) console.log(JSON.stringify(result, null, 2));
  else console.dir(result, { depth: null });
  await connection.close();
  return refused === answers.length ? EXIT.ok : EXIT.disagreement;
}
