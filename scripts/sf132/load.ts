import { id } from "ethers";
import type { Signer } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { deployFisc, type Fisc } from "../../deploy/deployFisc.js";
import { foundedBy } from "../../deploy/foundedBy.js";
import { Staff } from "../../deploy/staff.js";
import { acts, type Act } from "../../sdk/acts.js";
import type { Calendar } from "../../sdk/calendar.js";
import { TREASURY } from "../../sdk/ids.js";
import { refusalOf } from "../../sdk/refusal.js";
import { freshDeployment, moveClock } from "../support/network.js";
import { datesOf } from "./dates.js";
import { windowOf, type Window } from "./lines.js";
import { accountCode, type Apportionment, type ApportionmentLine } from "./parse.js";

/** A ledger with its treasury, to which apportionments are loaded. */
export interface ApportionmentOffice {
  readonly fisc: Fisc;
  readonly staff: Staff;
  readonly appropriating: Signer;
  readonly treasuryBudget: Signer;
  /** One officer serves as budget officer of each agency. */
  readonly budget: Signer;
  readonly budgetOfficer: number;
  /** Organisations by agency code. */
  readonly agencies: Map<string, number>;
  readonly calendar: Calendar;
  /** Whole years by which the calendar is moved. */
  readonly shift: number;
}

/** What became of one apportionment; cents. */
export interface LoadedApportionment {
  readonly symbol: string;
  readonly root: number;
  /** Authority in hand. */
  readonly authority: bigint;
  readonly allotted: bigint;
  readonly withheld: bigint;
  readonly anticipated: bigint;
  /** Apportioned or withheld in the file, and waiting for anticipated resources to be realised. */
  readonly awaiting: bigint;
  readonly lines: readonly LoadedLine[];
}

/** An apportioned line and the account that holds it. */
export interface LoadedLine {
  readonly line: ApportionmentLine;
  readonly account: number;
  readonly allotted: bigint;
}

export async function openApportionmentOffice(
  connection: NetworkConnection,
  calendar: Calendar,
  shift: number,
): Promise<ApportionmentOffice> {
  const [deployer, registrar, inspector, administrator, council, appropriating, treasuryBudget, budget] =
    await connection.ethers.getSigners();
  if (!deployer || !registrar || !inspector || !administrator || !council || !appropriating) throw tooFew();
  if (!treasuryBudget || !budget) throw tooFew();
  const fisc = await deployFisc(
    connection,
    await foundedBy({ registrar, inspector, administrator, council: [council] }),
    await freshDeployment(connection),
  );
  const staff = new Staff(fisc.registry, { registrar, administrator });
  await staff.appoint(await staff.person(appropriating), TREASURY, ["appropriating"]);
  await staff.appoint(await staff.person(treasuryBudget), TREASURY, ["budget"]);
  const budgetOfficer = await staff.person(budget);
  return {
    fisc,
    staff,
    appropriating,
    treasuryBudget,
    budget,
    budgetOfficer,
    agencies: new Map(),
    calendar,
    shift,
  };
}

/**
 * Loads one apportionment on the day of its approval: the account with its authority in hand, what is anticipated,
 * an account for each apportioned line, and what is withheld.
 *
 * Anticipated resources are no authority. Apportioned lines are allotted in their order as far as authority in hand
 * goes, then withheld ones are withheld; the rest waits for realisation.
 */
export async function loadApportionment(
  connection: NetworkConnection,
  office: ApportionmentOffice,
  apportionment: Apportionment,
): Promise<LoadedApportionment> {
  const { fisc, calendar, shift } = office;
  const { symbol, lines, fiscalYear } = apportionment;
  const dates = datesOf(apportionment, calendar, shift);
  await moveClock(connection, dates.approvedAt);
  const agency = await agencyOf(office, apportionment.agency);
  const opened = await fisc.ledger
    .connect(office.appropriating)
    .openAppropriation(agency, dates.opensAt, dates.closesAt, dates.cancelsAt, symbol);
  await opened.wait();
  const root = Number(await fisc.ledger.accountByCode(0, symbol));

  let sequence = 1;
  const evidence = id(`${symbol} ${String(fiscalYear)} ${String(apportionment.iteration)}`);
  const law = lines
    .filter(({ role, amount }) => (role === "resource" || role === "anticipated") && amount !== 0n)
    // What the law takes away comes last, so that it is there to be taken.
    .sort((a, b) => Number(a.amount < 0n) - Number(b.amount < 0n))
    .map(({ role, amount }) => {
      const [give, take] =
        role === "resource" ? [acts.appropriate, acts.rescind] : [acts.anticipate, acts.forgo];
      const act = amount > 0n ? give : take;
      return act({ account: root, sequence: sequence++, amount: amount > 0n ? amount : -amount, evidence });
    });
  await run(fisc, office.appropriating, TREASURY, law);

  const authority = await fisc.ledger.authority(root);
  let inHand = authority;
  const draw = (amount: bigint): bigint => {
    const drawn = amount < inHand ? amount : inHand;
    inHand -= drawn;
    return drawn;
  };
  const loaded: LoadedLine[] = [];
  const allotments: Act[] = [];
  for (const line of lines.filter(({ role, amount }) => role === "apportioned" && amount > 0n)) {
    const window = windowOf(line.line, fiscalYear + shift, dates, calendar);
    if (window === undefined) throw new Error(`line ${String(line.fileLine)} was not checked`);
    const account = await openLine(office, root, agency, line, window);
    const allotted = draw(line.amount);
    if (allotted > 0n) allotments.push(acts.allot({ account, sequence: 1, amount: allotted, evidence }));
    loaded.push({ line, account, allotted });
  }
  await run(fisc, office.budget, agency, allotments);
  sequence += allotments.length;

  const toWithhold = lines
    .filter(({ role }) => role === "withheld")
    .reduce((sum, { amount }) => sum + amount, 0n);
  const withheld = draw(toWithhold);
  if (withheld > 0n) {
    await run(fisc, office.treasuryBudget, TREASURY, [
      acts.withhold({ account: root, sequence, amount: withheld, evidence }),
    ]);
  }
  const apportioned = loaded.reduce((sum, { line }) => sum + line.amount, 0n);
  const allotted = loaded.reduce((sum, line) => sum + line.allotted, 0n);
  const { reserves } = await fisc.ledger.account(root);
  return {
    symbol,
    root,
    authority,
    allotted,
    withheld,
    anticipated: reserves.anticipated,
    awaiting: apportioned - allotted + toWithhold - withheld,
    lines: loaded,
  };
}

/**
 * Tries to allot one cent more to an apportioned line, without sending it.
 *
 * @returns The rule that refused it; undefined if none did.
 */
export async function tryOneCentMore(
  { fisc, budget, agencies }: ApportionmentOffice,
  agencyCode: string,
  { account }: LoadedLine,
): Promise<string | undefined> {
  const { sequence } = (await fisc.ledger.account(account)).totals;
  const more = acts.allot({ account, sequence: Number(sequence), amount: 1n });
  try {
    await fisc.ledger.connect(budget).execute.staticCall(agencies.get(agencyCode) ?? 0, [more]);
    return undefined;
  } catch (error) {
    const refusal = refusalOf(error, [fisc.ledger.interface, fisc.registry.interface]);
    if (refusal === undefined) throw error;
    return refusal.rule;
  }
}

async function agencyOf(
  { agencies, staff, budgetOfficer }: ApportionmentOffice,
  code: string,
): Promise<number> {
  const known = agencies.get(code);
  if (known !== undefined) return known;
  const agency = await staff.organisation(TREASURY, code);
  await staff.appoint(budgetOfficer, agency, ["budget"]);
  agencies.set(code, agency);
  return agency;
}

async function openLine(
  { fisc, budget }: ApportionmentOffice,
  root: number,
  agency: number,
  { line, split }: ApportionmentLine,
  { opensAt, closesAt }: Window,
): Promise<number> {
  const code = accountCode(line, split);
  const opened = await fisc.ledger.connect(budget).openAllotment(root, agency, opensAt, closesAt, code);
  await opened.wait();
  return Number(await fisc.ledger.accountByCode(root, code));
}

/** Acts that fit in one call with room to spare. */
const ACTS_A_CALL = 100;

async function run(fisc: Fisc, signer: Signer, organisation: number, batch: readonly Act[]): Promise<void> {
  for (let start = 0; start < batch.length; start += ACTS_A_CALL) {
    const acts = batch.slice(start, start + ACTS_A_CALL);
    const sent = await fisc.ledger.connect(signer).execute(organisation, acts);
    await sent.wait();
  }
}

function tooFew(): Error {
  return new Error("the node has fewer than eight accounts of its own");
}
