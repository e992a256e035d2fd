import { TREASURY } from "../ids.js";
import type { JournalEventOf } from "../journal/event.js";
import { accountIn, movablePhase, obligationIn } from "./access.js";
import { unclaimedOf } from "./amounts.js";
import { settleCertified, settleDecertified, settlePaid, settleReturned } from "./documents.js";
import { expectNotHalted } from "./halts.js";
import type { Handlers } from "./handlers.js";
import { expectLedgerOpen } from "./ledger.js";
import type { AccountBook, Books, ObligationBook } from "./model.js";
import { expectSeparate } from "./obligations.js";
import { CERTIFYING, expectOffice, officerByKey, PAYING } from "./offices.js";
import { expectAmount, expectEnough, violation } from "./rules.js";

type ClaimEvent = "Certified" | "Decertified" | "Paid" | "Returned" | "InterestAccrued";

const NO_EVIDENCE = `0x${"0".repeat(64)}`;

/** What is posted on a cancelled account too: it frees nothing that could be used. */
const COMES_LATE: ReadonlySet<ClaimEvent> = new Set(["Decertified", "Returned"]);

/** What a claim that may be posted is about. */
interface Begun {
  readonly obligation: ObligationBook;
  readonly account: AccountBook;
  /** What the posting comes to, this claim included. */
  readonly posted: bigint;
}

/**
 * The obligation of a claim, checked for all that claims have in common.
 *
 * The payer is checked: it is who acts here. It answers for the officer, and so do its own events.
 */
function begin(books: Books, event: JournalEventOf<ClaimEvent>): Begun {
  const { args, position } = event;
  expectLedgerOpen(books, position);
  const obligation = obligationIn(books, position, args.obligation);
  const account = accountIn(books, position, obligation.account);
  const subject = (): string => `obligation ${args.obligation}`;
  expectAmount(position, subject, args.amount);
  if (args.organisation !== account.owner) {
    throw violation(
      position,
      subject,
      "claims are posted for the account's owner",
      `organisation ${args.organisation}, the owner is ${account.owner}`,
    );
  }
  if (!COMES_LATE.has(event.name)) movablePhase(books, position, account);
  const posted = (position.line === 0 ? 0n : books.posted) + args.amount;
  const payer = officerByKey(books, args.payer, position.timestamp);
  expectOffice(books, position, payer?.id ?? 0, PAYING, posted, TREASURY);
  return { obligation, account, posted };
}

/** Records a claim that was checked. */
function record(books: Books, { obligation, posted }: Begun, event: JournalEventOf<ClaimEvent>): void {
  const { officer, amount, document } = event.args;
  const { name, position } = event;
  const { id, account } = obligation;
  books.posted = posted;
  obligation.acts.push({
    name,
    account,
    obligation: id,
    counterpart: 0,
    officer,
    amount,
    evidence: NO_EVIDENCE,
    document,
    position,
  });
}

export const claimsHandlers: Handlers<ClaimEvent> = {
  Certified(books, event) {
    const begun = begin(books, event);
    const { obligation, account } = begun;
    const { officer, amount } = event.args;
    const subject = (): string => `obligation ${obligation.id}`;
    // Every payer lets those certify alone who hold the office.
    expectOffice(books, event.position, officer, CERTIFYING, amount, account.owner);
    expectSeparate(event.position, obligation, obligation.obligators, officer);
    expectEnough(
      event.position,
      subject,
      "no more is certified than is owed",
      unclaimedOf(obligation),
      amount,
    );
    const settle = settleCertified(books, { ...begun, event });
    obligation.certified += amount;
    if (!obligation.certifiers.includes(officer)) obligation.certifiers.push(officer);
    account.flows.certified += amount;
    record(books, begun, event);
    settle();
  },

  Decertified(books, event) {
    const begun = begin(books, event);
    const { obligation, account } = begun;
    const { amount } = event.args;
    const subject = (): string => `obligation ${obligation.id}`;
    expectEnough(
      event.position,
      subject,
      "no more is given up than is certified",
      obligation.certified,
      amount,
    );
    const settle = settleDecertified(books, { ...begun, event });
    obligation.certified -= amount;
    account.flows.decertified += amount;
    record(books, begun, event);
    settle();
  },

  Paid(books, event) {
    const begun = begin(books, event);
    const { obligation, account } = begun;
    const { amount } = event.args;
    const subject = (): string => `obligation ${obligation.id}`;
    expectNotHalted(books, event.position, account.owner);
    expectEnough(event.position, subject, "no more is paid than is certified", obligation.certified, amount);
    const settle = settlePaid(books, { ...begun, event });
    obligation.certified -= amount;
    obligation.paid += amount;
    account.flows.paid += amount;
    record(books, begun, event);
    settle();
  },

  Returned(books, event) {
    const begun = begin(books, event);
    const { obligation, account } = begun;
    const { amount } = event.args;
    const subject = (): string => `obligation ${obligation.id}`;
    expectEnough(event.position, subject, "no more is returned than was paid", obligation.paid, amount);
    const settle = settleReturned(books, { ...begun, event });
    obligation.paid -= amount;
    account.flows.returned += amount;
    record(books, begun, event);
    settle();
  },

  InterestAccrued(books, event) {
    const begun = begin(books, event);
    const { obligation, account } = begun;
    const { amount } = event.args;
    const subject = (): string => `account ${account.id}`;
    expectEnough(event.position, subject, "no act takes more than is available", account.available, amount);
    account.available -= amount;
    account.obligated += amount;
    account.sequence += 1;
    account.flows.interest += amount;
    obligation.obligated += amount;
    obligation.increased += amount;
    obligation.accepted += amount;
    obligation.certified += amount;
    record(books, begun, event);
  },
};
