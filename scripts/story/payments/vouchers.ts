import { hexlify, id, toUtf8Bytes } from "ethers";

import { civilDate, dateOf } from "../../../sdk/calendar.js";
import { invoiceFingerprint } from "../../../sdk/disbursement/fingerprint.js";
import { type Rail, railNumber } from "../../../sdk/disbursement/lines.js";
import { lookAtVouchers } from "../../../sdk/disbursement/seen.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { need } from "../need.js";
import type { SamplePayment } from "../sample.js";
import type { Stage, StoryVoucher } from "../stage.js";
import type { Told } from "../told.js";
import { actor, deed, personal } from "./actor.js";
import { railOf, requireMeans, settle, settleReturn } from "./settle.js";

/** A voucher's state in the contracts, where it was paid. */
const PAID = 3n;

/** An invoice of one part, or one that will be claimed in parts. */
export async function submit(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const { vouchers, ledger } = stage.cast.fisc;
  const { key, organisationId } = actor(stage, line);
  const obligation = need(stage.obligations, line.obligation, line.place);
  const name = only(line);
  const { payee } = await ledger.parties(obligation);
  const fingerprint = invoiceFingerprint(stage.invoiceKey, Number(payee), name);
  const { amount, due } = line;
  const evidence = stage.archive.evidenceFor(name);
  const submission = { id: fingerprint, obligation, amount, dueDay: due, evidence };
  const desk = vouchers.connect(key);
  const sent =
    line.step === "invoice"
      ? await desk.openInvoice(organisationId, submission)
      : await desk.submit(organisationId, [submission]);
  await sent.wait();
  stage.vouchers.set(name, { id: fingerprint, obligation: line.obligation, by: [deed(line)] });
  return [];
}

/** The next part of an invoice, which its name numbers: `invoice#part`. */
export async function submitPart(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const { vouchers } = stage.cast.fisc;
  const { key, organisationId } = actor(stage, line);
  const name = only(line);
  const [whole = "", number = ""] = name.split("#");
  const invoice = need(stage.vouchers, whole, line.place);
  const part = { amount: line.amount, dueDay: line.due, evidence: stage.archive.evidenceFor(whole) };
  await (await vouchers.connect(key).submitParts(organisationId, invoice.id, [part])).wait();
  const voucher = await vouchers.partOf(invoice.id, Number(number));
  stage.vouchers.set(name, { ...invoice, id: voucher, by: [deed(line)] });
  return [];
}

export async function certify(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const { key, organisationId } = actor(stage, line);
  const named = vouchersOf(stage, line);
  const rail = railOf(requireMeans(line));
  const ids = named.map(([, voucher]) => voucher.id);
  const { fisc } = stage.cast;
  const { seen } = await lookAtVouchers(fisc, rail, ids);
  await (await fisc.vouchers.connect(key).certify(organisationId, railNumber(rail), ids, seen)).wait();
  for (const [name, voucher] of named) {
    stage.vouchers.set(name, { ...voucher, by: [...voucher.by.slice(0, 1), deed(line)] });
  }
  return [];
}

export async function cancel(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const { vouchers } = stage.cast.fisc;
  const { key, organisationId } = actor(stage, line);
  const named = vouchersOf(stage, line);
  const ids = named.map(([, voucher]) => voucher.id);
  await (await vouchers.connect(key).cancel(organisationId, ids, id(line.note))).wait();
  return tellEach(stage, line, "cancelled");
}

/** Holds a voucher, or ends a hold. */
export async function hold(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const vouchers = stage.cast.fisc.vouchers.connect(personal(stage, line));
  const isHold = line.step === "hold";
  for (const [, voucher] of vouchersOf(stage, line)) {
    const sent = isHold ? await vouchers.hold(voucher.id, id(line.note)) : await vouchers.release(voucher.id);
    await sent.wait();
  }
  return tellEach(stage, line, isHold ? "held" : "released");
}

/** Pays vouchers of one organisation in one call. Whatever the contracts made of each is what is told. */
export async function pay(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const { vouchers } = stage.cast.fisc;
  const { key, organisationId } = actor(stage, line);
  const named = vouchersOf(stage, line);
  const ids = named.map(([, voucher]) => voucher.id);
  const organisation = await organisationOf(stage, ids[0] ?? "");
  const settling = await settle(stage, line);
  const { number, settlement } = settling;
  const sent = await vouchers.connect(key).pay(organisation, organisationId, number, ids, settlement);
  const receipt = await sent.wait();
  const told: Told[] = [];
  for (const [subject, { id: voucher, by }] of named) {
    const { state, amount } = await vouchers.voucher(voucher);
    const isPaid = state === PAID;
    told.push({
      time: line.time,
      what: isPaid ? "paid" : "FAILED",
      subject,
      amount,
      // The bank fails nothing at once, so that its trace numbers follow the vouchers.
      how: settling.howOf(sent.hash, told.length, 1),
      by: [...by, deed(line)],
      note: isPaid ? await noteOf(stage, line, settling.rail, voucher) : "the rail can't; it is owed again",
    });
  }
  for (const log of receipt?.logs ?? []) {
    const event = vouchers.interface.parseLog(log);
    if (event?.name !== "InterestCharged") continue;
    const late = named.find(([, voucher]) => voucher.id === event.args.voucher);
    if (late !== undefined) told.push(chargeInterest(stage, line, late, event.args.toObject()));
  }
  return told;
}

/** What is worth a note about a voucher that was paid: that it was late, or not to where the payee is said to be now. */
async function noteOf(
  { cast: { fisc }, calendar }: Stage,
  { time, note }: SamplePayment,
  rail: Rail,
  voucher: string,
): Promise<string> {
  const { payee, version, dueDay } = await fisc.vouchers.voucher(voucher);
  const { tokenVersion, bankVersion } = await fisc.payees.payee(payee);
  const due = dateOf(Number(dueDay));
  if (due < civilDate(time, calendar)) return `late: due ${due}`;
  const last = rail === "token" ? tokenVersion : bankVersion;
  return version < last ? `to details ${String(version)}, as certified, not ${String(last)}` : note;
}

/** Interest is a voucher of its own, submitted and certified by the law. */
function chargeInterest(
  stage: Stage,
  { time }: SamplePayment,
  [name, late]: readonly [string, StoryVoucher],
  { interest, amount, daysLate, rate }: Record<string, unknown>,
): Told {
  const subject = `${name}${INTEREST}`;
  stage.vouchers.set(subject, { ...late, id: String(interest) });
  const note = `${String(daysLate)} days at ${String(Number(rate) / 1_000)}% a year`;
  return { time, what: "interest", subject, amount: BigInt(String(amount)), by: [], note };
}

/** What the interest on a voucher is called. */
const INTEREST = "+interest";

/** Payments that came back whole; `to` is the bank's code. */
export async function returnPayments(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const { vouchers } = stage.cast.fisc;
  const { key, organisationId } = actor(stage, line);
  const ids = vouchersOf(stage, line).map(([, voucher]) => voucher.id);
  const organisation = await organisationOf(stage, ids[0] ?? "");
  const desk = vouchers.connect(key);
  const sent = await desk.returnPayments(
    organisation,
    organisationId,
    ids,
    bankCode(line.to),
    settleReturn(line),
  );
  await sent.wait();
  return tellEach(stage, line, `returned ${line.to}`);
}

export async function refund(stage: Stage, line: SamplePayment): Promise<Told[]> {
  const { vouchers } = stage.cast.fisc;
  const { key, organisationId } = actor(stage, line);
  const voucher = need(stage.vouchers, only(line), line.place);
  const organisation = await organisationOf(stage, voucher.id);
  const desk = vouchers.connect(key);
  const sent = await desk.refund(
    organisation,
    organisationId,
    voucher.id,
    line.amount,
    id(line.note),
    settleReturn(line),
  );
  await sent.wait();
  const { amount, time, note } = line;
  return [{ time, what: "refunded", subject: only(line), amount, by: [deed(line)], note }];
}

/** A bank's reason for a return, as the contracts take it. */
export const bankCode = (code: string): string => hexlify(toUtf8Bytes(code));

/** The organisation that a voucher's obligation belongs to. */
async function organisationOf({ cast: { fisc } }: Stage, voucher: string): Promise<bigint> {
  const { obligation } = await fisc.vouchers.voucher(voucher);
  return (await fisc.ledger.parties(obligation)).owner;
}

const vouchersOf = (stage: Stage, { names, place }: SamplePayment) =>
  names.map((name) => [name, need(stage.vouchers, name, place)] as const);

async function tellEach(stage: Stage, line: SamplePayment, what: string): Promise<Told[]> {
  const told = vouchersOf(stage, line).map(async ([subject, voucher]) => {
    const { amount } = await stage.cast.fisc.vouchers.voucher(voucher.id);
    return { time: line.time, what, subject, amount, by: [deed(line)], note: line.note };
  });
  return Promise.all(told);
}

/** The one invoice that a step is about. */
function only({ names, place, step }: SamplePayment): string {
  const [name] = names;
  if (name !== undefined && names.length === 1) return name;
  throw new FiscInputError(
    place,
    `"${step}" is about one invoice`,
    "name one, and repeat the line for others",
  );
}
