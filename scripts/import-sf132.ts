/**
 * Imports approved apportionments (SF-132): accounts, anticipated resources, allotments, what is withheld. Then tries
 * one cent more on every apportioned line, which the contract must refuse.
 *
 *     npm run import:sf132 -- <csv> [--rpc <url>] [--json]
 */
import { Command } from "commander";

import { startOfDay, US_FEDERAL } from "../sdk/calendar.js";
import { formatCents } from "../sdk/money.js";
import {
  loadApportionment,
  openApportionmentOffice,
  tryOneCentMore,
  type LoadedApportionment,
} from "./sf132/load.js";
import { readApportionments, requireFooting } from "./sf132/parse.js";
import { EXIT, main, parseCommandLine } from "./support/main.js";
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
  .addHelpText("after", "\nExit codes: 0 all agrees, 1 something does not, 2 the input can't be used.");

await main(async () => {
  const parsed = parseCommandLine(command);
  const [file = ""] = parsed.args;
  const options = parsed.opts<Options>();
  const apportionments = await readApportionments(file);
  for (const apportionment of apportionments) requireFooting(apportionment);

  const firstDay = apportionments[0]?.approved ?? "2025-10-01";
  const connection = await connect({ rpc: options.rpc, startsAt: startOfDay(firstDay, US_FEDERAL) - 86_400 });
  const shift = await yearsToShift(connection, firstDay, US_FEDERAL);
  const office = await openApportionmentOffice(connection, US_FEDERAL, shift);
  const progress = startProgress("Importing apportionments", apportionments.length);
  const loaded: LoadedApportionment[] = [];
  for (const apportionment of apportionments) {
    loaded.push(await loadApportionment(connection, office, apportionment));
    progress.step();
  }
  progress.stop();

  const answers: (string | undefined)[] = [];
  for (const [i, { lines }] of loaded.entries()) {
    const agency = apportionments[i]?.agency ?? "";
    for (const line of lines) answers.push(await tryOneCentMore(office, agency, line));
  }
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
  return answers.length > 0 && refused === answers.length ? EXIT.ok : EXIT.disagreement;
});
