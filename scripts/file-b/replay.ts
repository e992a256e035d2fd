import { id, type Interface } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { acts, type Act } from "../../sdk/acts.js";
import { encodeClassification } from "../../sdk/classification.js";
import { voucherIdOf } from "../../sdk/disbursement/fingerprint.js";
import { obligationId, TREASURY } from "../../sdk/ids.js";
import { refusalOf } from "../../sdk/refusal.js";
import { moveClock } from "../support/network.js";
import type { Progress } from "../support/progress.js";
import { PAYEE, type Office } from "./desks.js";
import { batches, peakOf, planRow, type Move } from "./plan.js";
import type { FileBRow } from "./row.js";
import type { AccountDates } from "./treasuryAccounts.js";

/** A row that a rule of the contracts refused. */
export interface RefusedRow {
  readonly line: number;
  readonly account: string;
  /** The custom error. */
  readonly rule: string;
}

/** A row that came back to the cent. */
export interface ReplayedRow {
  readonly row: FileBRow;
  /** The ledger's account. */
  readonly account: number;
  /** The obligation that holds it; undefined for a row of zeros, for which there is nothing to do. */
  readonly obligation: bigint | undefined;
}

export interface Replay {
  readonly replayed: readonly ReplayedRow[];
  readonly refused: readonly RefusedRow[];
}

/** Acts that fit in one call with room to spare. */
const ACTS_A_CALL = 100;

/**
 * Replays rows through the ledger: each dated inside its own account's availability, the clock moving forward to
 * `asOf`. A row is done whole or not at all: one that a rule refuses is rolled back.
 */
export async function replayRows(
  connection: NetworkConnection,
  office: Office,
  rows: readonly FileBRow[],
  dates: ReadonlyMap<string, AccountDates>,
  asOf: number,
  progress: Progress,
): Promise<Replay> {
  const accounts = await openAccounts(office, rows, dates);
  const { ledger, registry, vouchers } = office.fisc;
  const interfaces = [ledger.interface, registry.interface, vouchers.interface];
  const replayed: ReplayedRow[] = [];
  const refused: RefusedRow[] = [];
  for (const { time, rows: group } of inTime(rows, dates, asOf)) {
    await moveClock(connection, time);
    let snapshot = await connection.networkHelpers.takeSnapshot();
    for (const row of group) {
      const account = accounts.get(row.account);
      if (account === undefined) throw new Error(`account ${row.account} was not opened`);
      const rule = await replayRow(office, interfaces, row, account, time);
      if (rule === undefined) {
        const isMade = planRow(row).length > 0;
        const obligation = isMade ? obligationId(account.id, account.sequence) : undefined;
        replayed.push({ row, account: account.id, obligation });
        account.sequence = Number((await office.fisc.ledger.account(account.id)).totals.sequence);
      } else {
        await snapshot.restore();
        refused.push({ line: row.line, account: row.account, rule });
      }
      snapshot = await connection.networkHelpers.takeSnapshot();
      progress.step();
    }
  }
  await moveClock(connection, asOf);
  return { replayed, refused };
}

/** An account of the ledger, and the sequence number that it stands at. */
interface OpenedAccount {
  readonly id: number;
  sequence: number;
}

/**
 * Opens each account and appropriates what its rows obligate at their peaks: File B says nothing of authority, so
 * each account gets exactly what it needs.
 */
async function openAccounts(
  { fisc, agency, treasury, run }: Office,
  rows: readonly FileBRow[],
  dates: ReadonlyMap<string, AccountDates>,
): Promise<Map<string, OpenedAccount>> {
  const peaks = new Map<string, bigint>();
  for (const row of rows) {
    peaks.set(row.account, (peaks.get(row.account) ?? 0n) + peakOf(planRow(row)));
  }
  const opened = new Map<string, OpenedAccount>();
  const appropriations: Act[] = [];
  const ledger = fisc.ledger.connect(treasury);
  for (const [symbol, amount] of peaks) {
    const date = dates.get(symbol);
    if (date === undefined) throw new Error(`account ${symbol} has no dates`);
    const sent = await ledger.openAppropriation(agency, date.opensAt, date.closesAt, date.cancelsAt, symbol);
    await sent.wait();
    const account = { id: Number(await fisc.ledger.accountByCode(0, symbol)), sequence: 1 };
    opened.set(symbol, account);
    if (amount === 0n) continue;
    appropriations.push(acts.appropriate({ account: account.id, sequence: 1, amount, evidence: id(symbol) }));
    account.sequence += 1;
  }
  for (let start = 0; start < appropriations.length; start += ACTS_A_CALL) {
    await run(treasury, TREASURY, appropriations.slice(start, start + ACTS_A_CALL));
  }
  return opened;
}

/** Rows by the time at which they are replayed: a while before the end of their account's availability, or `asOf`. */
function inTime(
  rows: readonly FileBRow[],
  dates: ReadonlyMap<string, AccountDates>,
  asOf: number,
): { time: number; rows: FileBRow[] }[] {
  const groups = new Map<number, FileBRow[]>();
  for (const row of rows) {
    const date = dates.get(row.account);
    // Of an account that is cancelled by then nothing can be replayed: it is tried as of then, and refused.
    const isCancelled = date === undefined || date.cancelsAt <= asOf;
    const time = isCancelled ? asOf : Math.min(date.closesAt - SLACK, asOf);
    const group = groups.get(time);
    if (group === undefined) groups.set(time, [row]);
    else group.push(row);
  }
  return [...groups].map(([time, group]) => ({ time, rows: group })).sort((a, b) => a.time - b.time);
}

/** How long before the end. Each block takes a second at least, so rows need days of the clock, not seconds. */
const SLACK = 30 * 86_400;

/** Sends a row's batches; returns the rule that refused one of them. */
async function replayRow(
  office: Office,
  interfaces: readonly Interface[],
  row: FileBRow,
  account: OpenedAccount,
  time: number,
): Promise<string | undefined> {
  const obligation = obligationId(account.id, account.sequence);
  const builder = actBuilder(row, account, obligation);
  const disburse = disburser(office, row, obligation, time);
  for (const batch of batches(planRow(row))) {
    const desk = batch[0]?.desk ?? "contracting";
    try {
      if (desk === "disbursing") for (const move of batch) await disburse(move);
      else await office.run(office.desks[desk], office.agency, batch.map(builder));
    } catch (error) {
      const refusal = refusalOf(error, interfaces);
      if (refusal === undefined) throw error;
      return refusal.rule;
    }
  }
  return undefined;
}

/** Makes payments of moves: each an invoice of its own. What comes back belongs to the one before. */
function disburser(
  { payments }: Office,
  row: FileBRow,
  obligation: bigint,
  time: number,
): (move: Move) => Promise<void> {
  let invoices = 0;
  const voucher = (): string =>
    voucherIdOf(id(`${row.account} line ${String(row.line)} invoice ${String(invoices)}`), PAYEE);
  return async ({ verb, amount }) => {
    if (verb === "refund") await payments.refund(voucher(), amount);
    else if (verb === "giveBack") await payments.giveBack(voucher());
    else {
      invoices += 1;
      await payments.pay(voucher(), obligation, amount, time);
    }
  };
}

/** Turns moves into acts with the sequence numbers that they will meet. */
function actBuilder(row: FileBRow, account: OpenedAccount, obligation: bigint): (move: Move) => Act {
  let sequence = 1;
  const evidence = id(`${row.account} line ${String(row.line)}`);
  const classification = encodeClassification({
    objectClass: row.objectClass,
    programActivity: row.programActivity,
    fundingSource: row.fundingSource,
  });
  return ({ verb, amount }) => {
    if (verb === "obligate" || verb === "openObligation") {
      const { id: on, sequence: first } = account;
      return acts[verb]({ account: on, sequence: first, payee: PAYEE, amount, classification, evidence });
    }
    if (verb === "pay" || verb === "giveBack" || verb === "refund") {
      throw new Error(`${verb} is no act of the ledger's`);
    }
    return acts[verb]({ obligation, sequence: sequence++, amount, evidence });
  };
}
