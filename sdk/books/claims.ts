import type { JournalEventOf } from "../journal/event.js";
import { accountIn, movablePhase, obligationIn } from "./access.js";
import { unclaimedOf } from "./amounts.js";
import { expectNotHalted } from "./halts.js";
import type { Handlers } from "./handlers.js";
import { expectLedgerOpen } from "./ledger.js";
import type { AccountBook, Books, ObligationBook } from "./model.js";
import { expectSeparate } from "./obligations.js";
import { CERTIFYING, expectOffice, PAYING } from "./offices.js";
import { expectAmount, expectEnough, expectSequence } from "./rules.js";

type ClaimsAct = "Certified" | "Decertified" | "Paid" | "Returned";

const TREASURY = 1;

/** The obligation of an act on its claims, checked for all that such acts have in common. */
function begin(
  books: Books,
  event: JournalEventOf<ClaimsAct>,
): { obligation: ObligationBook; account: AccountBook } {
  const { args, position } = event;
  expectLedgerOpen(books, position);
  const obligation = obligationIn(books, position, args.obligation);
  const account = accountIn(books, position, obligation.account);
  const subject = (): string => `claims on obligation ${args.obligation}`;
  expectSequence(position, subject, obligation.claimsSequence, args.sequence);
  expectAmount(position, subject, args.amount);
  movablePhase(books, position, account);
  const movesMoney = event.name === "Paid" || event.name === "Returned";
  const { officer, amount } = args;
  if (movesMoney) expectOffice(books, position, officer, PAYING, amount, account.owner, TREASURY);
  else expectOffice(books, position, officer, CERTIFYING, amount, account.owner);
  return { obligation, account };
}

function record(obligation: ObligationBook, event: JournalEventOf<ClaimsAct>): void {
  const { officer, amount, evidence } = event.args;
  const { name, position } = event;
  const { id, account } = obligation;
  obligation.claimsSequence += 1;
  obligation.acts.push({
    name,
    account,
    obligation: id,
    counterpart: 0,
    officer,
    amount,
    evidence,
    position,
  });
}

export const claimsHandlers: Handlers<ClaimsAct> = {
  Certified(books, event) {
    const { obligation, account } = begin(books, event);
    const { officer, amount } = event.args;
    const subject = (): string => `obligation ${obligation.id}`;
    expectSeparate(event.position, obligation, obligation.obligators, officer);
    expectEnough(
      event.position,
      subject,
      "no more is certified than is owed",
      unclaimedOf(obligation),
      amount,
    );
    obligation.certified += amount;
    if (!obligation.certifiers.includes(officer)) obligation.certifiers.push(officer);
    account.flows.certified += amount;
    record(obligation, event);
  },

  Decertified(books, event) {
    const { obligation, account } = begin(books, event);
    const { amount } = event.args;
    const subject = (): string => `obligation ${obligation.id}`;
    expectEnough(
      event.position,
      subject,
      "no more is given up than is certified",
      obligation.certified,
      amount,
    );
    obligation.certified -= amount;
    account.flows.decertified += amount;
    record(obligation, event);
  },

  Paid(books, event) {
    const { obligation, account } = begin(books, event);
    const { amount } = event.args;
    const subject = (): string => `obligation ${obligation.id}`;
    expectNotHalted(books, event.position, account.owner);
    expectEnough(event.position, subject, "no more is paid than is certified", obligation.certified, amount);
    obligation.certified -= amount;
    obligation.paid += amount;
    account.flows.paid += amount;
    record(obligation, event);
  },

  Returned(books, event) {
    const { obligation, account } = begin(books, event);
    const { amount } = event.args;
    const subject = (): string => `obligation ${obligation.id}`;
    expectEnough(event.position, subject, "no more is returned than was paid", obligation.paid, amount);
    obligation.paid -= amount;
    account.flows.returned += amount;
    record(obligation, event);
  },
};
