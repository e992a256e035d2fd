import { civilDate, type Calendar } from "../../calendar.js";
import { type Contracts } from "../../contracts.js";
import { FiscInputError } from "../../errors.js";
import { accountOf } from "../../ids.js";
import { formatCents } from "../../money.js";
import { PHASES } from "../refusals/formats.js";
import { printObligation } from "../refs.js";

export type PhaseName = (typeof PHASES)[number];

/** An account as the ledger has it now. Amounts are decimal. */
export interface AccountView {
  readonly account: number;
  /** 0 for an appropriation. */
  readonly parent: number;
  readonly root: number;
  /** The organisation that it belongs to. */
  readonly owner: number;
  readonly phase: PhaseName;
  /** Civil dates in the ledger's calendar; "none" for an end that follows the root's, or never comes. */
  readonly opens: string;
  readonly closes: string;
  /** Of an appropriation. */
  readonly cancels: string;
  readonly authority: string;
  readonly available: string;
  readonly allotted: string;
  readonly obligated: string;
  readonly withheld: string;
  readonly reserved: string;
  readonly anticipated: string;
  readonly collected: string;
  /** What the next act on it carries. */
  readonly sequence: number;
}

/** An obligation as the ledger has it now. Amounts are decimal. */
export interface ObligationView {
  readonly obligation: bigint;
  /** As people write it: "account/sequence". */
  readonly key: string;
  readonly account: number;
  readonly owner: number;
  /** `MANY_PAYEES` for benefits. */
  readonly payee: number;
  readonly obligated: string;
  /** Accepted, and advances outstanding. */
  readonly owed: string;
  readonly advanced: string;
  readonly certified: string;
  readonly paid: string;
  readonly retained: string;
  readonly sequence: number;
}

export async function viewAccount(
  { ledger }: Contracts,
  calendar: Calendar,
  account: number,
): Promise<AccountView> {
  const { totals, terms, reserves } = await ledger.account(account);
  if (terms.root === 0n) {
    throw new FiscInputError("account", `there is no account ${account}`, "give one that was opened");
  }
  const [authority, phase] = await Promise.all([ledger.authority(account), ledger.phase(account)]);
  const isRoot = terms.parent === 0n;
  return {
    account,
    parent: Number(terms.parent),
    root: Number(terms.root),
    owner: Number(terms.owner),
    phase: PHASES[Number(phase)] ?? "cancelled",
    opens: civilDate(Number(terms.opensAt), calendar),
    closes: civilDate(Number(terms.closesAt), calendar),
    cancels: isRoot ? civilDate(Number(terms.cancelsAt), calendar) : "none",
    authority: formatCents(authority),
    available: formatCents(totals.available),
    allotted: formatCents(totals.allotted),
    obligated: formatCents(totals.obligated),
    withheld: formatCents(reserves.withheld),
    reserved: formatCents(reserves.reserved),
    anticipated: formatCents(reserves.anticipated),
    collected: formatCents(reserves.collected),
    sequence: Number(totals.sequence),
  };
}

export async function viewObligation({ ledger }: Contracts, obligation: bigint): Promise<ObligationView> {
  const [{ commitment, claims, retained }, { terms }] = await Promise.all([
    ledger.obligation(obligation),
    ledger.account(accountOf(obligation)),
  ]);
  if (commitment.payee === 0n) {
    const problem = `there is no obligation ${printObligation(obligation)}`;
    throw new FiscInputError("obligation", problem, "give one that was made");
  }
  return {
    obligation,
    key: printObligation(obligation),
    account: accountOf(obligation),
    owner: Number(terms.owner),
    payee: Number(commitment.payee),
    obligated: formatCents(commitment.obligated),
    owed: formatCents(commitment.owed),
    advanced: formatCents(claims.advanced),
    certified: formatCents(claims.certified),
    paid: formatCents(claims.paid),
    retained: formatCents(retained),
    sequence: Number(commitment.sequence),
  };
}
