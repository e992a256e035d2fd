import { type Act, ACT_KINDS } from "../../acts.js";
import { accountOf, TREASURY } from "../../ids.js";
import type { Desk } from "../desk.js";

const kind = (name: (typeof ACT_KINDS)[number]): number => ACT_KINDS.indexOf(name);

/**
 * The organisation that an act belongs to: for which its officer acts where none is named. Where two may act, the one
 * that the officer is appointed in.
 */
export async function actingFor({ contracts, sender }: Desk, act: Act): Promise<number> {
  const { ledger, registry } = contracts;
  if (act.kind <= kind("Realise")) return TREASURY;
  const account = act.kind < kind("Obligate") ? act.subject : subjectAccount(act);
  const { terms } = await ledger.account(account);
  const owner = Number(terms.owner);
  if (act.kind >= kind("Obligate") || act.kind === kind("Reserve") || act.kind === kind("Unreserve"))
    return owner;
  const isReceipt = act.kind === kind("Collect") || act.kind === kind("Uncollect");
  const superior =
    terms.parent === 0n || isReceipt ? TREASURY : Number((await ledger.account(terms.parent)).terms.owner);
  if (!isReceipt && act.kind !== kind("Withdraw")) return superior;
  const officer = sender === undefined ? 0n : await registry.officerOf(sender.from);
  const { offices } = await registry.appointment(officer, owner);
  return offices === 0n ? superior : owner;
}

const subjectAccount = ({ kind: it, subject }: Act): bigint =>
  it === kind("Obligate") || it === kind("OpenObligation") ? subject : BigInt(accountOf(subject));
