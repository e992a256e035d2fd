import { id } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { acts, RECEIPT_KINDS, type Act, type ReceiptKind } from "../../sdk/acts.js";
import { startOfDay, type Calendar } from "../../sdk/calendar.js";
import { FiscInputError } from "../../sdk/errors.js";
import { obligationId } from "../../sdk/ids.js";
import { refusalOf } from "../../sdk/refusal.js";
import { moveClock } from "../support/network.js";
import type { Cast } from "./cast.js";
import type { SampleAccount, SampleAct } from "./sample.js";

/** The sample's accounts and obligations, by the names that its files give them. */
export interface Year {
  readonly accounts: ReadonlyMap<string, number>;
  readonly obligations: ReadonlyMap<string, bigint>;
}

/** Runs the sample year: opens its accounts, then does act after act, each on its day. */
export async function runYear(
  connection: NetworkConnection,
  cast: Cast,
  sample: { readonly accounts: readonly SampleAccount[]; readonly acts: readonly SampleAct[] },
  calendar: Calendar,
): Promise<Year> {
  const accounts = new Map<string, number>();
  const obligations = new Map<string, bigint>();
  for (const account of sample.accounts)
    accounts.set(account.key, await openAccount(cast, account, accounts));
  for (const line of sample.acts) {
    await moveClock(connection, line.time);
    try {
      await perform(cast, line, accounts, obligations, calendar);
    } catch (error) {
      throw explain(error, cast, line);
    }
  }
  return { accounts, obligations };
}

/** A line that a rule refuses is a fault of the sample's. */
function explain(
  error: unknown,
  { fisc: { ledger, registry } }: Cast,
  { place, act, officer }: SampleAct,
): unknown {
  const refusal = refusalOf(error, [ledger.interface, registry.interface]);
  if (refusal === undefined) return error;
  const values = Object.entries(refusal.values).map(([name, value]) => `${name} ${String(value)}`);
  return new FiscInputError(
    place,
    `${refusal.rule} refuses ${officer}'s "${act}" (${values.join(", ")})`,
    "correct the line: the sample year must be lawful",
  );
}

async function openAccount(
  { fisc: { ledger }, organisations, officers }: Cast,
  { key, parent, code, owner, opensAt, closesAt, cancelsAt }: SampleAccount,
  accounts: ReadonlyMap<string, number>,
): Promise<number> {
  const ownerId = need(organisations, owner, `account ${key}`);
  if (parent === "") {
    const { key: law } = need(officers, "law", `account ${key}`);
    await (await ledger.connect(law).openAppropriation(ownerId, opensAt, closesAt, cancelsAt, code)).wait();
    return Number(await ledger.accountByCode(0, code));
  }
  const parentId = need(accounts, parent, `account ${key}`);
  const superior = Number((await ledger.account(parentId)).terms.owner);
  const budget = [...officers.values()].find(
    ({ organisationId, offices }) => organisationId === superior && offices.includes("budget"),
  );
  if (budget === undefined)
    throw new FiscInputError(`account ${key}`, "no budget officer opens it", "name one");
  await (await ledger.connect(budget.key).openAllotment(parentId, ownerId, opensAt, closesAt, code)).wait();
  return Number(await ledger.accountByCode(parentId, code));
}

async function perform(
  cast: Cast,
  line: SampleAct,
  accounts: ReadonlyMap<string, number>,
  obligations: Map<string, bigint>,
  calendar: Calendar,
): Promise<void> {
  const officer = need(cast.officers, line.officer, line.place);
  const ledger = cast.fisc.ledger.connect(officer.key);
  if (line.act === "seal") {
    const { openingAuthority, openingObligated } = await ledger.status();
    await (await ledger.seal(openingAuthority, openingObligated)).wait();
  } else if (line.act === "extend") {
    const [closes = "", cancels = ""] = line.to.split("/");
    const account = need(accounts, line.account, line.place);
    const ends = [closes, cancels].map((date) => startOfDay(date, calendar, line.place)) as [number, number];
    await (await ledger.extend(account, ...ends)).wait();
  } else if (line.act === "reassign") {
    const account = need(accounts, line.account, line.place);
    await (await ledger.reassign(account, need(cast.organisations, line.to, line.place))).wait();
  } else {
    const act = await actOf(cast, line, accounts, obligations);
    await (await ledger.execute(officer.organisationId, [act])).wait();
  }
}

/** The act of a line, with the sequence number that its officer sees now. */
async function actOf(
  { fisc: { ledger } }: Cast,
  line: SampleAct,
  accounts: ReadonlyMap<string, number>,
  obligations: Map<string, bigint>,
): Promise<Act> {
  const { act: verb, amount, place, classification } = line;
  const evidence = id(`${place}: ${line.note}`);
  const isMaking = verb === "obligate" || verb === "openObligation";
  if (line.obligation !== "" && !isMaking) {
    const obligation = need(obligations, line.obligation, place);
    const { commitment, claims } = await ledger.obligation(obligation);
    const isClaim = verb === "certify" || verb === "decertify";
    const base = { obligation, amount, evidence, sequence: Number((isClaim ? claims : commitment).sequence) };
    if (verb === "novate") return acts.novate({ ...base, payee: Number(line.to) });
    if (isObligationVerb(verb)) return acts[verb](base);
    throw unknown(line);
  }
  const account = need(accounts, line.account, place);
  const sequence = Number((await ledger.account(account)).totals.sequence);
  const base = { account, amount, evidence, sequence };
  if (isMaking) {
    obligations.set(line.obligation, obligationId(account, sequence));
    return acts[verb]({ ...base, payee: Number(line.to), classification });
  }
  if (verb === "transfer") return acts.transfer({ ...base, to: need(accounts, line.to, place) });
  if (verb === "collect" && Object.hasOwn(RECEIPT_KINDS, line.to)) {
    return acts.collect({ ...base, receipt: line.to as ReceiptKind });
  }
  if (isAccountVerb(verb)) return acts[verb](base);
  throw unknown(line);
}

const OBLIGATION_VERBS = [
  "increase",
  "deobligate",
  "accept",
  "reverse",
  "advance",
  "liquidate",
  "certify",
  "decertify",
] as const;

const ACCOUNT_VERBS = [
  "appropriate",
  "rescind",
  "anticipate",
  "forgo",
  "realise",
  "withhold",
  "release",
  "allot",
  "withdraw",
  "reserve",
  "unreserve",
] as const;

const isObligationVerb = (verb: string): verb is (typeof OBLIGATION_VERBS)[number] =>
  (OBLIGATION_VERBS as readonly string[]).includes(verb);

const isAccountVerb = (verb: string): verb is (typeof ACCOUNT_VERBS)[number] =>
  (ACCOUNT_VERBS as readonly string[]).includes(verb);

function unknown({ place, act }: SampleAct): FiscInputError {
  return new FiscInputError(place, `"${act}" is no act of this kind`, "see data/README.md for the acts");
}

function need<K, V>(known: ReadonlyMap<K, V>, key: K, place: string): V {
  const value = known.get(key);
  if (value !== undefined) return value;
  throw new FiscInputError(
    place,
    `"${String(key)}" is not in the sample`,
    "add it to its file, or correct the name",
  );
}
