import { id } from "ethers";

import { acts, RECEIPT_KINDS, type Act, type ReceiptKind } from "../../sdk/acts.js";
import { startOfDay, type Calendar } from "../../sdk/calendar.js";
import { FiscInputError } from "../../sdk/errors.js";
import { MANY_PAYEES, obligationId } from "../../sdk/ids.js";
import type { Cast } from "./cast.js";
import { need } from "./need.js";
import type { Archive } from "./records/archive.js";
import type { SampleAct } from "./sample.js";

/** Does one act of the sample; what it obligates joins `obligations`. It rests on the record that there is for it, if any. */
export async function performAct(
  cast: Cast,
  line: SampleAct,
  accounts: ReadonlyMap<string, number>,
  obligations: Map<string, bigint>,
  archive: Archive,
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
    const act = await actOf(cast, line, accounts, obligations, archive);
    await (await ledger.execute(officer.organisationId, [act])).wait();
  }
}

/** The act of a line, with the sequence number that its officer sees now. */
async function actOf(
  { fisc: { ledger } }: Cast,
  line: SampleAct,
  accounts: ReadonlyMap<string, number>,
  obligations: Map<string, bigint>,
  archive: Archive,
): Promise<Act> {
  const { act: verb, amount, place, classification } = line;
  const record = archive.takeEvidence(verb, line.obligation === "" ? line.account : line.obligation);
  const evidence = record ?? id(`${place}: ${line.note}`);
  const isMaking = verb === "obligate" || verb === "openObligation";
  if (line.obligation !== "" && !isMaking) {
    const obligation = need(obligations, line.obligation, place);
    const { commitment } = await ledger.obligation(obligation);
    const base = { obligation, amount, evidence, sequence: Number(commitment.sequence) };
    if (verb === "novate") return acts.novate({ ...base, payee: payeeOf(line) });
    if (isObligationVerb(verb)) return acts[verb](base);
    throw unknown(line);
  }
  const account = need(accounts, line.account, place);
  const sequence = Number((await ledger.account(account)).totals.sequence);
  const base = { account, amount, evidence, sequence };
  if (isMaking) {
    obligations.set(line.obligation, obligationId(account, sequence));
    return acts[verb]({ ...base, payee: payeeOf(line), classification });
  }
  if (verb === "transfer") return acts.transfer({ ...base, to: need(accounts, line.to, place) });
  if (verb === "collect" && Object.hasOwn(RECEIPT_KINDS, line.to)) {
    return acts.collect({ ...base, receipt: line.to as ReceiptKind });
  }
  if (isAccountVerb(verb)) return acts[verb](base);
  throw unknown(line);
}

/** A payee by its id, or `many`. */
const payeeOf = ({ to }: SampleAct): number => (to === "many" ? MANY_PAYEES : Number(to));

const OBLIGATION_VERBS = [
  "increase",
  "deobligate",
  "accept",
  "reverse",
  "advance",
  "liquidate",
  "recall",
  "retain",
  "unretain",
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
