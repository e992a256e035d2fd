/**
 * The main job: a year of public money, from an empty chain to a statement that anyone can check.
 *
 *     npm start [-- --network localhost | --rpc <url>]
 *
 * Deploys the contracts, on a network in this process or on a development node, appoints the officers, runs the sample year with its payments,
 * its buildings and its records, tries what the law forbids, rebuilds the books from the journal, compares them with storage and with the
 * payees' tokens, and prints statement, outlays, the registers of payments and of property, and what one figure of them
 * rests on.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { Command } from "commander";

import { addressesOf, type Fisc } from "../deploy/deployFisc.js";
import { compareBooksWithStorage } from "../sdk/audit/compare.js";
import { findBrokenInvariants } from "../sdk/audit/invariants.js";
import { emptyBooks } from "../sdk/books/emptyBooks.js";
import type { Books } from "../sdk/books/model.js";
import { civilDate, startOfDay, US_FEDERAL } from "../sdk/calendar.js";
import { readBooks } from "../sdk/journal/readBooks.js";
import { displayCents } from "../sdk/money.js";
import { recordsByEvidence } from "../sdk/records/evidence.js";
import type { BlobStore } from "../sdk/records/store/blobStore.js";
import { FolderStore } from "../sdk/records/store/folder.js";
import { printSf133, printStatement } from "../sdk/statements/print.js";
import { printRegister } from "../sdk/statements/printPayments.js";
import { printWalk } from "../sdk/statements/printWalk.js";
import { paymentRegister } from "../sdk/statements/register.js";
import { sf133 } from "../sdk/statements/sf133.js";
import { statement } from "../sdk/statements/statement.js";
import { walk } from "../sdk/statements/walk/walk.js";
import { tryForbidden } from "./story/attempts.js";
import type { Attempt } from "./story/attempts/trial.js";
import { appointCast } from "./story/cast.js";
import { printOutlays } from "./story/outlays.js";
import { answersAboutProperty } from "./story/property/report.js";
import { printEvidence } from "./story/records/report.js";
import { readSampleYear } from "./story/sample.js";
import { balancesOf } from "./story/tokens.js";
import { OF_BUILDINGS, OF_PAYMENTS, OF_RECORDS, printTold } from "./story/told.js";
import { runYear } from "./story/year.js";
import { EXIT, EXIT_CODES, main, parseCommandLine } from "./support/main.js";
import { chainTime, connect, moveClock, type NodeOptions, rpcOf } from "./support/network.js";
import { shiftDate, yearsToShift } from "./support/shift.js";

const CALENDAR = US_FEDERAL;
const FOLDER = fileURLToPath(new URL("../data/sample-year", import.meta.url));
/** The contracts whose events make the books. */
const JOURNAL = [
  "registry",
  "veto",
  "ledger",
  "payees",
  "cash",
  "rates",
  "tokenRail",
  "attestedRail",
  "vouchers",
  "schedules",
  "buildings",
  "records",
] as const satisfies readonly (keyof Fisc)[];
/** The organisation whose payment register is short and has a bit of everything. */
const REGISTERED = "2041";
/** The account whose payments are followed down to the law. */
const WALKED = "IRS-OPS/Q1";
const FIRST_DAY = "2015-10-01";
/** Moved by so many years, the sample's days stay as many: leap days are where they were. */
const LEAP = 4;

const command = new Command("start")
  .description("Tells a year of public money and buildings, and checks every figure of it.")
  .option(
    "--network <name>",
    "localhost: a development node that is already up, at FISC_RPC_URL or port 8545",
  )
  .option("--rpc <url>", "a development node that is already up; the result stays there")
  .addHelpText("after", EXIT_CODES);

await main(async () => {
  const options = parseCommandLine(command).opts<NodeOptions>();
  const folder = await mkdtemp(path.join(tmpdir(), "fisc-story-"));
  try {
    return await tellYear(new FolderStore(folder), rpcOf(options));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/**
 * @param store Where the records' content is kept.
 * @param rpc A node; a network in this process, when left out.
 */
async function tellYear(store: BlobStore, rpc: string | undefined): Promise<number> {
  const connection = await connect({ rpc, startsAt: startOfDay(FIRST_DAY, CALENDAR) });
  const provider = connection.ethers.provider;
  const years = rpc === undefined ? 0 : await yearsToShift(connection, FIRST_DAY, CALENDAR, LEAP);
  const yearStarts = startOfDay(shiftDate(FIRST_DAY, years), CALENDAR);
  const sample = await readSampleYear(FOLDER, CALENDAR, years);
  if (years !== 0) {
    console.log(`\nThe node's clock is past 2015: the year is told ${String(years)} years later.`);
    await moveClock(connection, yearStarts);
  }
  const from = await provider.getBlockNumber();

  heading("Deploy and appoint");
  const cast = await appointCast(connection, sample);
  const addresses = await addressesOf(cast.fisc);
  for (const [name, address] of Object.entries(addresses)) console.log(`  ${name.padEnd(12)} ${address}`);
  console.log(
    `  ${String(sample.organisations.length + 1)} organisations, ${String(sample.officers.length)} officers appointed.`,
  );

  heading(`Run fiscal year ${String(2016 + years)}`);
  const year = await runYear(connection, cast, sample, CALENDAR, store);
  console.log(
    `  ${String(sample.acts.length)} acts on ${String(year.accounts.size)} accounts and ` +
      `${String(year.obligations.size)} obligations, ${String(sample.payments.length)} steps of payments, ` +
      `${String(sample.property.length)} of ${String(sample.buildings.length)} buildings, ` +
      `${String(sample.records.length)} of ${String(year.archive.records.size)} records, ` +
      `to ${civilDate(await chainTime(connection), CALENDAR)}.\n`,
  );
  console.log(indent(printTold(year.told, CALENDAR, OF_PAYMENTS)));
  heading("Its buildings");
  console.log(indent(printTold(year.toldOfBuildings, CALENDAR, OF_BUILDINGS)));
  heading("Its records");
  console.log(indent(printTold(year.toldOfRecords, CALENDAR, OF_RECORDS)));

  heading("Try what the law forbids");
  const attempts = await tryForbidden(connection, cast, year);
  for (const attempt of attempts) console.log(`  ${describe(attempt)}`);

  heading("Rebuild the books from the journal, and compare them with storage");
  const journal = JOURNAL.map((name) => addresses[name]);
  const { books } = await readBooks({ provider, addresses: journal, from });
  const { differences, compared } = await compareBooksWithStorage({
    books,
    ...cast.fisc,
    disbursement: cast.fisc,
  });
  const balances = await balancesOf(books, year);
  const broken = findBrokenInvariants(books, balances);
  console.log(
    `  ${String(books.events)} events folded; ${String(compared)} fields compared, ${String(differences.length)} differ.`,
  );
  console.log(`  Invariants broken: ${String(broken.length)}.`);
  for (const [token, { vault, received = 0n }] of balances) {
    const inCents = (units: bigint) => displayCents(units / (books.tokens.get(token)?.unitsPerCent ?? 1n));
    console.log(
      `  Tokens by their own account: ${inCents(vault)} in the vault, ${inCents(received)} with payees.`,
    );
  }
  for (const difference of differences)
    console.error(`  differs: ${difference.path}: books ${difference.books}, storage ${difference.storage}`);
  for (const finding of broken) console.error(`  broken: ${JSON.stringify(finding)}`);

  const asOf = await chainTime(connection);
  heading(`Statement as of ${civilDate(asOf, CALENDAR)}`);
  console.log(indent(printStatement(statement(books, asOf))));
  heading("Gross outlays, and cash to pay more");
  console.log(indent(printOutlays(books, asOf)));
  const bureau = cast.organisations.get(REGISTERED) ?? 0;
  heading(`Payment register of organisation ${REGISTERED}`);
  const register = paymentRegister(books, { organisation: bureau });
  console.log(indent(printRegister(register, CALENDAR)));
  heading("What of it rests on records");
  const { chainId } = await provider.getNetwork();
  const anchoredIn = { chainId: Number(chainId), register: addresses.records };
  console.log(indent(printEvidence(books, register, anchoredIn)));
  const walked = walk(
    books,
    { of: "account", account: year.accounts.get(WALKED) ?? 0, figure: "paid" },
    recordsByEvidence(books.records.values(), anchoredIn),
  );
  heading(`What do the ${displayCents(walked[0]?.amount ?? 0n)} rest on that ${WALKED} paid?`);
  console.log(indent(printWalk(walked, CALENDAR)));
  const root = rootOf(books, "020-X-4502-000");
  heading("The same as a US report on budget execution (SF-133): 020-X-4502-000");
  console.log(
    indent(printSf133(sf133({ opening: emptyBooks(), closing: books, root, from: yearStarts, asOf }))),
  );
  for (const { question, table } of answersAboutProperty(books, asOf, CALENDAR)) {
    heading(`Buildings: ${question}?`);
    console.log(indent(table));
  }

  await connection.close();
  const allRefused = attempts.every(({ expected, refusedBy }) => refusedBy === expected);
  const agrees = differences.length === 0 && broken.length === 0;
  console.log(
    agrees && allRefused
      ? "\nEverything agrees: contracts, books and rules."
      : "\nSomething does not agree; see above.",
  );
  return agrees && allRefused ? EXIT.ok : EXIT.disagreement;
}

function heading(text: string): void {
  console.log(`\n${text}`);
}

function indent(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, "  ");
}

function describe({ title, expected, refusedBy }: Attempt): string {
  if (refusedBy === expected) return `refused  ${title.padEnd(66)} ${expected}`;
  return `WRONG    ${title.padEnd(66)} ${refusedBy ?? "nothing"} instead of ${expected}`;
}

function rootOf(books: Books, symbol: string): number {
  return [...books.accounts.values()].find(({ code, parent }) => parent === 0 && code === symbol)?.id ?? 0;
}
