import { expect } from "chai";

import { cloneBooks } from "../../../sdk/books/cloneBooks.js";
import { BooksViolation, JournalGap } from "../../../sdk/books/errors.js";
import { fold } from "../../../sdk/books/fold.js";
import type { Books } from "../../../sdk/books/model.js";
import type { JournalEvent, JournalEventArgs, JournalEventName } from "../../../sdk/journal/event.js";
import { DISBURSEMENT_EVENTS } from "../../../sdk/journal/disbursementSchema.js";
import { LINE_EVENTS } from "../../../sdk/journal/schema.js";
import { findBrokenInvariants } from "../../../sdk/audit/invariants.js";
import { loadFixture } from "../../fixtures/network.js";
import { evidenceOf, invoice } from "../helpers/everyPayment.js";
import { answerTo, changed, paymentJournal, upTo } from "../helpers/paymentJournal.js";

const NO_HASH = `0x${"0".repeat(64)}`;
const OTHER_HASH = `0x${"ab".repeat(32)}`;
const STRANGER = `0x${"5".repeat(40)}`;
const PART_ID = `0x${"ab".repeat(28)}ffffffff`;
/** Nobody. */
const NONE = 99_999;

/** An event that the contracts emitted, changed so that a rule forbids it. */
interface Forgery<N extends JournalEventName> {
  readonly what: string;
  readonly name: N;
  /** Which one: args that it has, or the first one. */
  readonly where?: Partial<JournalEventArgs<N>>;
  readonly nth?: number;
  readonly changes?: object | ((args: JournalEventArgs<N>) => object);
  /** Something else that the books are made to hold before. */
  readonly given?: (books: Books, event: JournalEvent) => void;
  readonly rule: RegExp;
}

const forge = <N extends JournalEventName>(
  name: N,
  what: string,
  rule: RegExp,
  changes: Forgery<N>["changes"],
  more: Partial<Forgery<N>> = {},
): Forgery<JournalEventName> => ({ name, what, rule, changes, ...more });

const OFFICE = /live appointment/;
const STEP = /step by step/;
const THREE = /three officers/;

/** Makes the one who acts next one of those who acted before. */
const actedBefore = (books: Books, event: JournalEvent): void => {
  const { voucher, document, officer } = event.args as {
    voucher?: string;
    document?: string;
    officer: number;
  };
  const it = books.vouchers.get(voucher ?? document ?? "");
  if (it !== undefined) Object.assign(it, { submitter: officer });
};

/** What the last posting of returns is made to be. */
const backIs =
  (changes: object) =>
  (books: Books): void => {
    Object.assign(books.lastReturns!, changes);
  };

/** Makes an obligation one that is owed to a single payee. */
const toOne = (books: Books, { args }: JournalEvent): void => {
  const { header, obligation } = args as { header?: { obligation: bigint }; obligation?: bigint };
  books.obligations.get(header?.obligation ?? obligation ?? 0n)!.payee = 1;
};

/** What a voucher named in an event is made to be. */
const voucherIs =
  (changes: object) =>
  (books: Books, { args }: JournalEvent): void => {
    const { voucher, document } = args as { voucher?: string; document?: string };
    Object.assign(books.vouchers.get(voucher ?? document ?? "")!, changes);
  };

const scheduleIs =
  (changes: object) =>
  (books: Books, { args }: JournalEvent): void => {
    const { schedule, document } = args as { schedule?: string; document?: string };
    Object.assign(books.schedules.get(schedule ?? document ?? "")!, changes);
  };

/** The officer's limit, wherever they hold an office, lies a cent below what the call comes to with this line. */
const limitIsShort = (books: Books, { args }: JournalEvent): void => {
  const { officer, amount } = args as { officer: number; amount: bigint };
  for (const appointment of books.officers.get(officer)!.appointments.values()) {
    Object.assign(appointment, { limit: books.posted + amount - 1n });
  }
};

const payeeIs =
  (changes: object) =>
  (books: Books): void => {
    for (const payee of books.payees.values()) Object.assign(payee, changes);
  };

const [one, two, wrong] = [invoice("one"), invoice("two"), invoice("wrong")];

const FORGERIES: readonly Forgery<JournalEventName>[] = [
  forge("VoucherSubmitted", "under an id of a part", /no invoice's/, { voucher: PART_ID }),
  forge("InvoiceOpened", "under an id of a part", /no invoice's/, { invoice: PART_ID }),
  forge("VoucherSubmitted", "under another payee's id", /stays its payee's/, { voucher: OTHER_HASH }),
  forge("InvoiceOpened", "under another payee's id", /stays its payee's/, { invoice: OTHER_HASH }),
  forge("InvoiceGivenUp", "by no certifier", OFFICE, { officer: 1 }),
  forge("InvoiceGivenUp", "that is none", STEP, { invoice: invoice("one") }),
  forge("InvoiceGivenUp", "by another amount", /what is left of it/, { amount: 1n }),
  forge(
    "InvoiceGivenUp",
    "of which nothing is left",
    /what is left of it/,
    { amount: 0n },
    {
      given: (books, { args }) => {
        Object.assign(books.vouchers.get((args as JournalEventArgs<"InvoiceGivenUp">).invoice)!, {
          amount: 0n,
        });
      },
    },
  ),
  forge("InterestRateSet", "far ahead", /within two years/, { fromDay: 65_535 }),
  forge("ZoneOffsetSet", "far ahead", /within two years/, { from: 2 ** 39 }),
  forge(
    "VoucherCertified",
    "once its obligation is another's",
    /novation/,
    {},
    {
      where: { voucher: one },
      given: (books) => {
        for (const obligation of books.obligations.values()) obligation.payee = 1;
      },
    },
  ),
  forge(
    "LinesReturned",
    "by its submitter",
    THREE,
    {},
    {
      given: (books, { args }) => {
        const { schedule, officer } = args as JournalEventArgs<"LinesReturned">;
        Object.assign(books.schedules.get(schedule)!, { submitter: officer });
      },
    },
  ),
  forge(
    "PayeeRegistryCreated",
    "a second one",
    /there is one/,
    {},
    {
      given: (books) => (books.payeeRegistry = { registry: "", changeDelay: 1 }),
    },
  ),
  forge("PayeeRegistryCreated", "no delay", /there is one/, { changeDelay: 0 }),
  forge("EntityEnrolled", "by no registrar", OFFICE, { officer: 2 }),
  forge("EntityEnrolled", "out of turn", /payee/, { payee: 2 }),
  forge("EntityEnrolled", "a key taken", /names one payee/, { key: "UEI000000001" }, { nth: 1 }),
  forge("EntityEnrolled", "a key that is none", /printable/, { key: "a b" }),
  forge("PersonEnrolled", "by no registrar", OFFICE, { officer: 2 }),
  forge(
    "PersonEnrolled",
    "an identity taken",
    /names one payee/,
    {},
    {
      given: (books, { args }) => books.identities.set((args as { identity: string }).identity, 1),
    },
  ),
  forge("PersonEnrolled", "no identity", /names one payee/, { identity: NO_HASH }),
  forge("EligibilityAttested", "by no registrar", OFFICE, { officer: 2 }),
  forge("EligibilityAttested", "of nobody", /payee/, { payee: NONE }),
  forge("EligibilityAttested", "over before it begins", /ends after/, { eligibleUntil: 5 }),
  forge("PayeeStatusSet", "the registrar's by an inspector", OFFICE, { byInspector: false }),
  forge("PayeeStatusSet", "the inspectors' by a registrar", OFFICE, { byInspector: true }, { nth: 1 }),
  forge("PayeeStatusSet", "suspended by the top", OFFICE, { officer: 0 }),
  forge("PayeeStatusSet", "reinstated by the top for a registrar", OFFICE, {
    officer: 0,
    byInspector: false,
    status: 0,
  }),
  forge("PayeeStatusSet", "by nobody", OFFICE, { officer: NONE }),
  forge("DetailsSet", "by no registrar", OFFICE, { officer: 2 }),
  forge("DetailsSet", "a version left out", /payee/, { version: 2 }),
  forge("DetailsSet", "no account", /not those in force/, { account: `0x${"0".repeat(40)}` }),
  forge("DetailsSet", "a change without its delay", /wait out/, ({ from }) => ({ from: from - 1 }), {
    nth: 1,
  }),
  forge(
    "DetailsSet",
    "a change while one waits",
    /wait out/,
    {},
    {
      nth: 7,
      given: (books, { args }) => {
        const { payee, rail } = args as JournalEventArgs<"DetailsSet">;
        books.payees.get(payee)!.rails[rail === 0 ? 0 : 1].from = 2 ** 39;
      },
    },
  ),
  forge("DetailsStopped", "by a stranger", /stop a change/, { by: STRANGER }),
  forge("DetailsStopped", "another version", /that waits/, { version: 1 }),
  forge(
    "DetailsStopped",
    "in force already",
    /that waits/,
    {},
    {
      given: (books, { args }) => {
        const { payee, rail } = args as JournalEventArgs<"DetailsStopped">;
        books.payees.get(payee)!.rails[rail === 0 ? 0 : 1].from = 1;
      },
    },
  ),
  forge("ControllerSet", "by a stranger", /hands over/, { by: STRANGER }),
  forge("ControllerSet", "by a stranger, where there is none", /hands over/, { by: STRANGER }, { nth: 1 }),

  forge("CashCeilingSet", "by no budget officer", OFFICE, { officer: 1 }),
  forge("CashCeilingSet", "of no organisation", /organisation/, { organisation: NONE }),
  forge("CashCeilingSet", "that ends as it begins", /ends after/, ({ from }) => ({ until: from })),
  forge("InterestRateSet", "by no budget officer", OFFICE, { officer: 1 }),
  forge("InterestRateSet", "above 100%", /at most 100%/, { rate: 100_001 }),
  forge(
    "InterestRateSet",
    "no later than the last one",
    /begins after/,
    {},
    {
      given: (books, { args }) => books.rates.push({ ...(args as JournalEventArgs<"InterestRateSet">) }),
    },
  ),
  forge("ZoneOffsetSet", "by no budget officer", OFFICE, { officer: 1 }),
  forge("ZoneOffsetSet", "more than any zone's", /14 hours/, { offset: -14 * 3_600 - 1 }),
  forge("ZoneOffsetSet", "no later than the last one", /begins after/, { from: 0 }, { nth: 1 }),

  forge("TokenAllowed", "without cents", /has cents/, { scale: 0n }),
  forge("TokenDisallowed", "that is not allowed", /allowed token/, { token: STRANGER }),
  forge("Deposited", "of a token not allowed", /allowed token/, { token: STRANGER }),
  forge("VaultWithdrawn", "of a token not allowed", /allowed token/, { token: STRANGER }),
  forge("TokensPaid", "by no payer", OFFICE, { payer: STRANGER }),
  forge("TokensPaid", "in a token not allowed", /allowed token/, { token: STRANGER }),
  forge("TokensPaid", "beyond what was posted", /posted just before/, ({ amount }) => ({
    amount: amount + 1n,
  })),
  forge("PaymentsAttested", "by no payer", OFFICE, { payer: STRANGER }),
  forge("PaymentsAttested", "without a method", /a method/, { method: 0 }),
  forge("PaymentsAttested", "by no bank", /a method/, { bank: 0 }),
  forge("PaymentsAttested", "of long ago", /a day near/, ({ settlementDay }) => ({
    settlementDay: settlementDay - 9,
  })),
  forge("PaymentsAttested", "of a far day", /a day near/, ({ settlementDay }) => ({
    settlementDay: settlementDay + 60,
  })),
  forge("PaymentsAttested", "with trace numbers used before", /used once/, { firstTrace: 2n }, { nth: 1 }),
  forge("PaymentsAttested", "with trace numbers far ahead", /used once/, { firstTrace: 10_000_001n }),
  forge("PaymentsAttested", "of more than was posted", /posted just before/, { count: 3n }),
  forge(
    "PaymentsAttested",
    "twice",
    /posted just before/,
    {},
    {
      given: (books) => (books.lastPosting!.isSettled = true),
    },
  ),
  forge(
    "PaymentsAttested",
    "of a posting of tokens",
    /posted just before/,
    {},
    {
      given: (books) => Object.assign(books.lastPosting!.payments[0]!, { rail: 0 }),
    },
  ),

  forge("ReturnAttested", "by no payer", OFFICE, { payer: STRANGER }),
  forge("ReturnAttested", "by no bank", /a bank that paid/, { bank: 0 }),
  forge("ReturnAttested", "by a bank that never paid", /a bank that paid/, { bank: 1 }),
  forge("ReturnAttested", "without evidence", /and evidence/, { evidence: NO_HASH }),
  forge("ReturnAttested", "of another amount", /came back just before/, ({ amount }) => ({
    amount: amount + 1n,
  })),
  forge("ReturnAttested", "twice", /came back just before/, {}, { given: backIs({ isSettled: true }) }),
  forge(
    "ReturnAttested",
    "of what came back in another transaction",
    /came back just before/,
    {},
    { given: backIs({ transactionHash: NO_HASH }) },
  ),
  forge(
    "ReturnAttested",
    "of tokens",
    /came back just before/,
    {},
    { given: (books) => (books.lastReturns!.returns[0] = { ...books.lastReturns!.returns[0]!, rail: 0 }) },
  ),
  forge(
    "ReturnAttested",
    "of what failed",
    /came back just before/,
    {},
    { given: (books) => Object.assign(books.lastReturns!.returns[0]!.entry, { reason: "failed" }) },
  ),

  forge("VoucherSubmitted", "by no submitter", OFFICE, { officer: 1 }),
  forge("VoucherSubmitted", "of nothing", /moves an amount/, { amount: 0n }),
  forge("VoucherSubmitted", "for another payee", /agrees with/, { payee: 1 }),
  forge("VoucherSubmitted", "on no obligation", /obligation/, { obligation: 1n }),
  forge("VoucherSubmitted", "claimed before", /claimed once/, { voucher: one }, { where: { voucher: two } }),
  forge("VoucherSubmitted", "superseding what was not cancelled", /claimed once/, { isSuperseding: true }),
  forge(
    "VoucherSubmitted",
    "superseding what its money is still held for",
    STEP,
    {},
    {
      where: { isSuperseding: true },
      given: voucherIs({ expected: { name: "Decertified", amount: 1n, back: undefined } }),
    },
  ),
  forge(
    "VoucherSubmitted",
    "a part that is larger than before",
    /by no more/,
    { amount: 50_01n },
    {
      where: { isSuperseding: true, amount: 45_00n },
    },
  ),
  forge(
    "VoucherSubmitted",
    "interest that is due some day",
    /never due/,
    { dueDay: 20_000 },
    { where: { isSuperseding: true, dueDay: 65_535 } },
  ),
  forge(
    "VoucherSubmitted",
    "a part that was another payee's",
    /stays its payee's/,
    {},
    {
      where: { isSuperseding: true, amount: 45_00n },
      given: (books, { args }) => {
        const { voucher } = args as JournalEventArgs<"VoucherSubmitted">;
        Object.assign(books.vouchers.get(voucher)!, { payee: 1 });
      },
    },
  ),
  forge(
    "VoucherSubmitted",
    "a part of another payee's invoice",
    /stays its payee's/,
    {},
    {
      where: { amount: 150_00n },
      given: (books) => Object.assign(books.vouchers.get(invoice("whole"))!, { payee: 1 }),
    },
  ),
  forge(
    "VoucherSubmitted",
    "a part other than announced",
    /than their invoice/,
    { amount: 1n },
    {
      where: { amount: 150_00n },
    },
  ),
  forge(
    "VoucherSubmitted",
    "beyond the limit for the whole call",
    OFFICE,
    {},
    { where: { voucher: two }, given: limitIsShort },
  ),
  forge(
    "Certified",
    "beyond the limit for the whole call",
    OFFICE,
    {},
    { where: { document: two }, given: limitIsShort },
  ),
  forge(
    "Paid",
    "beyond the limit for the whole call",
    OFFICE,
    {},
    { where: { document: invoice("late") }, given: limitIsShort },
  ),
  forge("InvoiceOpened", "of nothing", /moves an amount/, { amount: 0n }),
  forge("InvoiceOpened", "by no submitter", OFFICE, { officer: 1 }),
  forge("InvoiceOpened", "for another payee", /agrees with/, { payee: 1 }),
  forge("InvoiceOpened", "claimed before", /claimed once/, { invoice: one }),
  forge("PartSubmitted", "of no invoice", STEP, { invoice: one }),
  forge(
    "PartSubmitted",
    "of a held invoice",
    /not claimed in parts/,
    {},
    { given: (books) => (books.vouchers.get(invoice("whole"))!.isHeld = true) },
  ),
  forge("PartSubmitted", "out of turn", /voucher/, { number: 2 }),
  forge("PartSubmitted", "of nothing", /than their invoice/, { left: 1_000_00n }),
  forge("PartSubmitted", "in a voucher's place", /than their invoice/, { voucher: one }),

  forge("Certified", "by its submitter", THREE, {}, { where: { document: one }, given: actedBefore }),
  forge("Certified", "of another amount", /claimed whole/, { amount: 1n }, { where: { document: one } }),
  forge(
    "Certified",
    "while held",
    /held voucher/,
    {},
    {
      where: { document: one },
      given: voucherIs({ isHeld: true }),
    },
  ),
  forge(
    "Certified",
    "twice",
    /submitted or came back/,
    {},
    {
      where: { document: one },
      given: voucherIs({ state: "certified" }),
    },
  ),
  forge(
    "VoucherCertified",
    "without its claim",
    STEP,
    {},
    {
      where: { voucher: one },
      given: voucherIs({ state: "submitted" }),
    },
  ),
  forge(
    "VoucherCertified",
    "by another",
    /comes with its claim/,
    { officer: 1 },
    { where: { voucher: one } },
  ),
  forge(
    "VoucherCertified",
    "too much for its rail",
    /fits its rail/,
    {},
    {
      where: { voucher: one },
      given: voucherIs({ amount: 2n ** 40n }),
    },
  ),
  forge(
    "VoucherCertified",
    "for details not in force",
    /details in force/,
    { version: 2 },
    { where: { voucher: one } },
  ),
  forge(
    "VoucherCertified",
    "of a payee suspended",
    /eligible payee/,
    {},
    {
      where: { voucher: one },
      given: payeeIs({ status: 1 }),
    },
  ),
  forge(
    "VoucherCertified",
    "of a payee no longer eligible",
    /eligible payee/,
    {},
    {
      where: { voucher: one },
      given: payeeIs({ eligibleUntil: 5 }),
    },
  ),

  forge("Paid", "twice", /paid once/, {}, { where: { document: one }, given: voucherIs({ state: "paid" }) }),
  forge(
    "Paid",
    "half certified",
    /paid once/,
    {},
    { where: { document: one }, given: voucherIs({ version: 0 }) },
  ),
  forge("Paid", "of another amount", /claimed whole/, { amount: 1n }, { where: { document: one } }),
  forge(
    "Paid",
    "while held",
    /held voucher/,
    {},
    { where: { document: one }, given: voucherIs({ isHeld: true }) },
  ),
  forge("Paid", "by its submitter", THREE, {}, { where: { document: one }, given: actedBefore }),
  forge("Paid", "by no disburser", OFFICE, { officer: 1 }, { where: { document: one } }),
  forge(
    "Paid",
    "to a payee excluded",
    /eligible at that time/,
    {},
    {
      where: { document: one },
      given: payeeIs({ status: 2 }),
    },
  ),
  forge(
    "Paid",
    "beyond the ceiling",
    /ceiling/,
    {},
    {
      where: { document: one },
      given: (books, { args }) => {
        const { organisation } = args as JournalEventArgs<"Paid">;
        const ceiling = books.ceilings.get(organisation)!;
        books.ceilings.set(organisation, { ...ceiling, ceiling: 99_99n });
      },
    },
  ),
  forge(
    "Paid",
    "after the ceiling's period",
    /ceiling/,
    {},
    {
      where: { document: one },
      given: (books, { args, position }) => {
        const { organisation } = args as JournalEventArgs<"Paid">;
        const ceiling = books.ceilings.get(organisation)!;
        books.ceilings.set(organisation, { ...ceiling, until: position.timestamp });
      },
    },
  ),

  forge("VoucherCancelled", "once paid", STEP, {}, { given: voucherIs({ state: "paid" }) }),
  forge("VoucherCancelled", "by no certifier", OFFICE, { officer: 1 }),
  forge("VoucherCancelled", "of none", /voucher/, { voucher: OTHER_HASH }),
  forge(
    "Decertified",
    "of what was not cancelled",
    /document says/,
    {},
    { given: voucherIs({ expected: undefined }) },
  ),
  forge("VoucherHeld", "by no inspector", OFFICE, { officer: 1 }),
  forge("VoucherHeld", "by no certifier", OFFICE, { officer: 1 }, { nth: 1 }),
  forge("VoucherHeld", "once paid", STEP, {}, { given: voucherIs({ state: "paid" }) }),
  forge("VoucherReleased", "of what is not held", /is released/, {}, { given: voucherIs({ isHeld: false }) }),
  forge(
    "VoucherReleased",
    "of what an inspector holds",
    OFFICE,
    {},
    { given: voucherIs({ heldByInspector: true }) },
  ),
  forge("VoucherReleased", "by no certifier", OFFICE, { officer: 1 }),
  forge("VoucherFreed", "by no inspector", OFFICE, { officer: 1 }),
  forge("VoucherFreed", "once certified", STEP, {}, { given: voucherIs({ state: "certified" }) }),
  forge("VoucherFreed", "of an invoice in parts", /no parts/, {}, { given: voucherIs({ parts: [one] }) }),
  forge(
    "VoucherSubmitted",
    "of another organisation's claim",
    /unless an inspector freed it/,
    {},
    {
      where: { isSuperseding: true },
      given: (books, { args }) => {
        const { voucher } = args as JournalEventArgs<"VoucherSubmitted">;
        const former = books.vouchers.get(voucher)!;
        const { account } = books.obligations.get(former.obligation)!;
        const theirs = [...books.obligations.values()].find((one) => one.account !== account)!;
        Object.assign(books.accounts.get(theirs.account)!, { owner: 1 });
        Object.assign(former, { obligation: theirs.id });
      },
    },
  ),
  forge(
    "VoucherRefused",
    "as held when it is not",
    /reason that holds/,
    {},
    {
      where: { reason: 2 },
      given: voucherIs({ isHeld: false }),
    },
  ),
  forge(
    "VoucherRefused",
    "for a payee who is eligible",
    /reason that holds/,
    {},
    {
      where: { reason: 3 },
      given: payeeIs({ inspectorStatus: 0 }),
    },
  ),
  forge(
    "VoucherRefused",
    "for officers who differ",
    /reason that holds/,
    { officer: 1 },
    { where: { reason: 4 } },
  ),
  forge(
    "VoucherRefused",
    "for no reason",
    /reason that holds/,
    { reason: 0 },
    { where: { voucher: one, reason: 1 } },
  ),
  forge(
    "VoucherRefused",
    "for an account that is open and the payer's own",
    /reason that holds/,
    { reason: 5 },
    { where: { reason: 2 } },
  ),
  forge("VoucherRefused", "of none", /voucher/, { voucher: OTHER_HASH }, { where: { reason: 2 } }),
  forge("VoucherFailed", "that was not being paid", STEP, { voucher: invoice("held") }),
  forge(
    "VoucherFailed",
    "in an earlier payment",
    /was being paid/,
    { voucher: two },
    {
      given: (books) => {
        const payment = books.vouchers.get(two)!.payments.at(-1)!;
        Object.assign(payment, { position: { ...payment.position, transactionHash: "0x" } });
      },
    },
  ),
  forge(
    "Returned",
    "that did not fail",
    /document says/,
    {},
    {
      where: { document: wrong },
      given: voucherIs({ expected: undefined }),
    },
  ),
  forge(
    "Returned",
    "by more than failed",
    /document says/,
    { amount: 61_00n },
    { where: { document: wrong } },
  ),
  forge("VoucherReturned", "that was not paid", STEP, {}, { given: voucherIs({ state: "certified" }) }),
  forge("VoucherReturned", "without a reason", /has a reason/, { code: "0x000000" }),
  forge("VoucherReturned", "by no disburser", OFFICE, { officer: 1 }),
  forge("VoucherRefunded", "more than was paid", /than was paid/, { amount: 100_01n }),
  forge("VoucherRefunded", "nothing", /than was paid/, { amount: 0n }),
  forge("VoucherRefunded", "by no disburser", OFFICE, { officer: 1 }),
  forge("InterestCharged", "a cent more", /day by day/, ({ amount }) => ({ amount: amount + 1n })),
  forge("InterestCharged", "a day more", /day by day/, ({ daysLate }) => ({ daysLate: daysLate + 1 })),
  forge("InterestCharged", "at another rate", /day by day/, { rate: 1 }),
  forge(
    "InterestCharged",
    "for what was not paid",
    /day by day/,
    {},
    { given: voucherIs({ state: "returned" }) },
  ),
  forge("InterestCharged", "twice", /charged once/, { interest: one }),
  forge("InterestCharged", "certified without authority", /as it accrues/, { isCertified: true }, { nth: 1 }),

  forge("ScheduleSubmitted", "by no submitter", OFFICE, { officer: 1 }),
  forge("ScheduleSubmitted", "on what one payee is owed", /to many payees/, {}, { given: toOne }),
  ...[
    { total: 0n },
    { chunks: 0 },
    { chunks: 129 },
    { kind: 1 },
    { kind: 2 },
    { rail: 2 },
    { eligibleUntil: 5 },
  ].map((flaw) =>
    forge(
      "ScheduleSubmitted",
      `with ${Object.keys(flaw).join()} ${Object.values(flaw).join()}`,
      /its kind needs/,
      ({ header }) => ({
        header: { ...header, ...flaw },
      }),
    ),
  ),
  forge(
    "ScheduleSubmitted",
    "by an agency that owns no such account",
    /owner of its account/,
    {},
    {
      given: (books) => {
        for (const account of books.accounts.values()) account.owner = 1;
      },
    },
  ),
  forge(
    "ScheduleCertified",
    "by its submitter",
    THREE,
    {},
    {
      given: (books, { args }) => {
        const { schedule, officer } = args as JournalEventArgs<"ScheduleCertified">;
        Object.assign(books.schedules.get(schedule)!, { submitter: officer });
      },
    },
  ),
  forge("ScheduleCertified", "by no certifier", OFFICE, { officer: 1 }),
  forge(
    "ScheduleCertified",
    "without its claim",
    /comes with its claim/,
    {},
    { given: scheduleIs({ left: 0n }) },
  ),
  forge("ScheduleCertified", "twice", STEP, {}, { given: scheduleIs({ state: "certified" }) }),
  forge("ScheduleClosed", "by no certifier", OFFICE, { officer: 1 }),
  forge("ScheduleClosed", "releasing more than is left", /all that is left/, ({ released }) => ({
    released: released + 1n,
  })),
  forge("ScheduleClosed", "keeping some", /all that is left/, {}, { given: scheduleIs({ left: 1n }) }),
  forge("ScheduleClosed", "twice", STEP, {}, { given: scheduleIs({ state: "closed" }) }),
  forge("ScheduleClosed", "that is none", /schedule/, { schedule: OTHER_HASH }),
  forge("LinesStopped", "by nobody", OFFICE, { officer: NONE }),
  forge("LinesStopped", "by no certifier", OFFICE, { officer: 4 }),
  forge("LinesStopped", "of a chunk that is none", /before they are paid/, { chunk: 2 }),
  forge("LinesStopped", "no line", /before they are paid/, { bits: 0n }),
  forge("LinesFailed", "of what did not come back", /comes back/, ({ amount }) => ({ amount: amount + 1n })),
  forge(
    "LinesFailed",
    "twice",
    /comes back/,
    {},
    { given: scheduleIs({ failing: { amount: 2_00n, chunk: 0 } }) },
  ),
  forge("ChunkPaid", "of another chunk", /paid once/, { chunk: 2 }),
  forge("ChunkPaid", "by no disburser", OFFICE, { officer: 1 }),
  forge("ChunkPaid", "a cent more", /less what was stopped or failed/, ({ paid }) => ({ paid: paid + 1n })),
  forge("ChunkPaid", "with another line", /less what was stopped or failed/, ({ lines }) => ({
    lines: `${lines.slice(0, -2)}ff`,
  })),
  forge("ChunkPaid", "with a byte too many", /whole number of lines/, ({ lines }) => ({
    lines: `${lines}00`,
  })),
  forge(
    "ChunkPaid",
    "whose failed lines are another chunk's",
    /at once/,
    {},
    {
      given: (books, { args }) => {
        const { schedule } = args as JournalEventArgs<"ChunkPaid">;
        const it = books.schedules.get(schedule)!;
        it.failing = { ...it.failing!, chunk: 1 };
      },
    },
  ),
  forge(
    "ChunkPaid",
    "with too few trace numbers",
    /at once/,
    {},
    {
      nth: 1,
      given: (books, { args }) => {
        const { paying } = books.schedules.get((args as JournalEventArgs<"ChunkPaid">).schedule)!;
        paying!.traces = { ...paying!.traces!, count: 6n };
      },
    },
  ),
  forge("ChunkPaid", "once closed", STEP, {}, { given: scheduleIs({ state: "closed" }) }),
  forge(
    "ChunkPaid",
    "of vouchers that it does not name",
    /that it names/,
    { lines: `0x${"12".repeat(32)}` },
    { nth: 3 },
  ),
  forge("ChunkPaid", "of vouchers, a cent more", /that it names/, ({ paid }) => ({ paid: paid + 1n }), {
    nth: 3,
  }),
  forge(
    "ChunkPaid",
    "of vouchers, beyond the total",
    /than was certified/,
    {},
    {
      nth: 3,
      given: scheduleIs({ left: 1n }),
    },
  ),
  forge("LinesReturned", "without a reason", /has a reason/, { code: "0x000000" }),
  forge("LinesReturned", "by no disburser", OFFICE, { officer: 1 }),
  forge("LinesReturned", "of a chunk not paid", /that was paid/, { chunk: 1 }),
  forge("LinesReturned", "that were stopped", /paid, once/, { bits: [1n], amount: 1_00n }),
  forge("LinesReturned", "that failed", /paid, once/, { bits: [2n], amount: 2_00n }),
  forge("LinesReturned", "that are not there", /paid, once/, { bits: [20n] }),
  forge("LinesReturned", "a cent more", /paid, once/, ({ amount }) => ({ amount: amount + 1n })),
  forge("LinesReturned", "no line", /paid, once/, { bits: [0n], amount: 0n }),
  forge(
    "VouchersCreated",
    "of another registry",
    /one registry/,
    { registry: STRANGER },
    {
      given: (books) => (books.identity = { ...books.identity!, registry: "0xRegistry" }),
    },
  ),
];

describe("books of payments", () => {
  it("take the whole journal, and later events leave a copy alone", async () => {
    const { events } = await loadFixture(paymentJournal);
    const books = fold(events);
    expect(findBrokenInvariants(books)).to.deep.equal([]);
    expect(fold(events)).to.deep.equal(cloneBooks(books));
  });

  it("keep interest that is claimed again as interest, never due", async () => {
    const { events } = await loadFixture(paymentJournal);
    const books = fold(events);
    const again = [...books.vouchers.values()].find(
      ({ interestOf }) => interestOf === invoice("late works"),
    )!;
    expect([again.state, again.dueDay]).to.deep.equal(["submitted", 65_535]);
  });

  it("keep what each claim rests on, and how often its invoice was claimed again", async () => {
    const { events } = await loadFixture(paymentJournal);
    const books = fold(events);
    for (const [id, { interestOf, parts, former, evidence, round }] of books.vouchers) {
      const isByLaw = interestOf !== undefined && former === undefined;
      // Each by its name, parts by their invoice's.
      expect(evidence, id).to.equal(isByLaw ? NO_HASH : evidenceOf(id));
      expect(round, id).to.equal(former === undefined ? 0 : 1);
      expect(parts.length === 0 || round === 0).to.equal(true);
    }
  });

  it("take a deposit for what came back where it is that money, and no other", async () => {
    const { events, token } = await loadFixture(paymentJournal);
    const address = await token.getAddress();
    const { position } = events.find(({ name }) => name === "VoucherRefunded")!;
    const deposits = events.filter(({ name }) => name === "Deposited");
    const nth = deposits.findIndex((one) => one.position.transactionHash === position.transactionHash);
    const brought = (given: (books: Books) => unknown, changes: object = {}) => {
      const { books, event } = upTo(events, "Deposited", {}, nth);
      given(books);
      expect(answerTo(books, changed(event, changes)).error).to.equal(undefined);
      return books.lastReturns!.returns.map(({ entry }) => entry.token);
    };
    expect(brought(() => undefined)).to.deep.equal([address]);
    expect(brought(() => undefined, { amount: 1n })).to.deep.equal([undefined]);
    expect(brought(backIs({ transactionHash: NO_HASH }))).to.deep.equal([undefined]);
    expect(brought(backIs({ isSettled: true }))).to.deep.equal([undefined]);
    expect(
      brought((books) => Object.assign(books.lastReturns!.returns[0]!.entry, { reason: "failed" })),
    ).to.deep.equal([undefined]);
    expect(brought((books) => Object.assign(books.lastReturns!.returns[0]!, { rail: 1 }))).to.deep.equal([
      undefined,
    ]);
  });

  for (const { what, name, where, nth, changes, given, rule } of FORGERIES) {
    it(`${name}: not ${what}`, async () => {
      const { events } = await loadFixture(paymentJournal);
      const { books, event } = upTo(events, name, where, nth);
      given?.(books, event);
      const other: object =
        typeof changes === "function" ? (changes as (args: unknown) => object)(event.args) : (changes ?? {});
      const { error, before } = answerTo(books, changed(event, other));
      const isGap = error instanceof JournalGap;
      expect(isGap || error instanceof BooksViolation, String(error)).to.equal(true);
      expect(isGap ? error.place : (error as BooksViolation).rule).to.match(rule);
      expect(books, "refused events leave no trace").to.deep.equal(before);
    });
  }

  it("refuse some forgery of every event that says who paid what", () => {
    const names = new Set(FORGERIES.map(({ name }) => name));
    const free = ["CashCeilingsCreated", "InterestRatesCreated", "TokenRailCreated", "AttestedRailCreated"];
    const all = [...Object.keys(DISBURSEMENT_EVENTS), ...Object.keys(LINE_EVENTS)];
    const missing = all.filter((name) => !names.has(name as JournalEventName) && !free.includes(name));
    expect(missing).to.deep.equal(["SchedulesCreated", "InterestAccrued"]);
  });

  it("miss any one step that is left out, but where nothing after it tells", async () => {
    const { events } = await loadFixture(paymentJournal);
    const names = new Set<string>();
    const silent = new Set<string>();
    for (const [i, { name }] of events.entries()) {
      if (!(name in DISBURSEMENT_EVENTS) && !(name in LINE_EVENTS)) continue;
      names.add(name);
      try {
        const broken = findBrokenInvariants(fold(events.filter((_, at) => at !== i)));
        if (broken.length === 0) silent.add(name);
      } catch (error) {
        if (!(error instanceof BooksViolation) && !(error instanceof JournalGap)) throw error;
      }
    }
    const missed = [...names].filter((name) => !silent.has(name));
    expect(missed.sort()).to.deep.equal([
      "Certified",
      "Decertified",
      "EntityEnrolled",
      "InterestAccrued",
      "InterestCharged",
      "InterestRateSet",
      "InvoiceOpened",
      "LinesFailed",
      "LinesReturned",
      "Paid",
      "PartSubmitted",
      "PayeeRegistryCreated",
      "PaymentsAttested",
      "ReturnAttested",
      "Returned",
      "ScheduleCertified",
      "ScheduleSubmitted",
      "TokenAllowed",
      "TokensPaid",
      "VoucherCancelled",
      "VoucherCertified",
      "VoucherFailed",
      "VoucherHeld",
      "VoucherRefunded",
      "VoucherReleased",
      "VoucherReturned",
    ]);
  });
});
