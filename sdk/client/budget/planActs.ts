import { type Act, acts, NO_EVIDENCE, RECEIPT_KINDS, type ReceiptKind } from "../../acts.js";
import { encodeClassification } from "../../classification.js";
import { accountOf, MANY_PAYEES, obligationId } from "../../ids.js";
import { FiscInputError } from "../../errors.js";
import type { Desk } from "../desk.js";
import { centsOf } from "../inputs/amounts.js";
import { hashOf } from "../inputs/hex.js";
import { numberNamed } from "../inputs/numbers.js";
import { obligationOf, type PayeeRef } from "../refs.js";
import type { BatchAct } from "./actInputs.js";
import { Sequences } from "./sequences.js";

/** The acts of a batch in the contracts' terms, each with its sequence number. */
export async function planActs(desk: Desk, batch: readonly BatchAct[]): Promise<Act[]> {
  if (batch.length === 0) throw new FiscInputError("acts", "there is none", "give one at least");
  const sequences = new Sequences(desk.contracts.ledger);
  const planned: Act[] = [];
  // In their order: each may follow another on the same subject.
  for (const [i, act] of batch.entries()) {
    const place = batch.length === 1 ? act.act : `act ${i + 1}, ${act.act}`;
    planned.push(await planAct(desk, sequences, act, place));
  }
  return planned;
}

async function planAct(desk: Desk, sequences: Sequences, it: BatchAct, place: string): Promise<Act> {
  const { refs } = desk;
  const amount = centsOf(it.amount, `${place}, amount`);
  const evidence = it.evidence === undefined ? NO_EVIDENCE : hashOf(it.evidence, `${place}, evidence`);
  if ("obligation" in it) {
    const obligation = obligationOf(it.obligation, `${place}, obligation`);
    const sequence = await sequences.take(obligation, it.sequence, place);
    const base = { obligation, amount, evidence, sequence };
    if (it.act === "increase" || it.act === "deobligate") sequences.raise(BigInt(accountOf(obligation)));
    if (it.act === "novate")
      return acts.novate({ ...base, payee: await refs.payee(it.payee, `${place}, payee`) });
    return acts[it.act](base);
  }
  const account = await refs.account(it.account, `${place}, account`);
  const sequence = await sequences.take(BigInt(account), it.sequence, place);
  const base = { account, amount, evidence, sequence };
  if (it.act === "transfer") {
    const to = await refs.account(it.to, `${place}, to`);
    sequences.raise(BigInt(to));
    return acts.transfer({ ...base, to });
  }
  if (it.act === "collect" || it.act === "uncollect") {
    requireReceipt(it.receipt, place);
    return acts[it.act]({ ...base, receipt: it.receipt });
  }
  if (it.act === "obligate" || it.act === "openObligation") {
    sequences.begin(obligationId(account, sequence));
    const payee = await payeeOf(desk, it.payee, `${place}, payee`);
    const classification = encodeClassification(it.classification, `${place}, classification`);
    return acts[it.act]({ ...base, payee, classification });
  }
  if (it.act === "allot" || it.act === "withdraw") {
    const { terms } = await desk.contracts.ledger.account(account);
    sequences.raise(terms.parent);
  }
  return acts[it.act](base);
}

function requireReceipt(receipt: string, place: string): void {
  numberNamed(RECEIPT_KINDS, receipt as ReceiptKind, `${place}, receipt`);
}

const payeeOf = async ({ refs }: Desk, payee: PayeeRef, place: string): Promise<number> =>
  payee === "many" ? MANY_PAYEES : refs.payee(payee, place);
