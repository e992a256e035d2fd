import { expect } from "chai";

import { type Comparison, compareBooksWithStorage } from "../../../sdk/audit/compare.js";
import { findBrokenInvariants, INVARIANTS } from "../../../sdk/audit/invariants.js";
import { cloneBooks } from "../../../sdk/books/cloneBooks.js";
import { fold } from "../../../sdk/books/fold.js";
import type { Books } from "../../../sdk/books/model.js";
import type { ChunkPayment, VoucherBook } from "../../../sdk/books/paymentModel.js";
import { vaultOf } from "../../../sdk/books/rails.js";
import { DISBURSEMENT_EVENTS } from "../../../sdk/journal/disbursementSchema.js";
import { LINE_EVENTS } from "../../../sdk/journal/schema.js";
import { loadFixture } from "../../fixtures/network.js";
import { BANK } from "../../fixtures/paying.js";
import { invoice } from "../helpers/everyPayment.js";
import { disbursementOf, paymentJournal } from "../helpers/paymentJournal.js";

async function audited() {
  const all = await paymentJournal();
  const { registry, ledger, veto, events } = all;
  const disbursement = disbursementOf(all);
  const compare = (books: Books): Promise<Comparison> =>
    compareBooksWithStorage({ books, registry, ledger, veto, disbursement });
  return { ...all, books: fold(events), compare };
}

type Audited = Awaited<ReturnType<typeof audited>>;

const one = invoice("one");
const voucherOf = (books: Books, name = "one") => books.vouchers.get(invoice(name))!;
const payeeOf = (books: Books, { builder }: Audited) => books.payees.get(builder.id)!;
/** The schedule in tokens, of which a line was stopped, one failed and one came back. */
const scheduleOf = (books: Books) => [...books.schedules.values()][0]!;

/** Where the comparison finds it, by the end of the path, and what is altered. */
const ALTERATIONS: readonly [RegExp, (books: Books, all: Audited) => unknown][] = [
  [/^payees\.count$/, (books) => books.payees.delete(1)],
  [/^payees\.changeDelay$/, (books) => (books.payeeRegistry = undefined)],
  [
    /^payees\[\d+\]\.kind$/,
    (books, all) => Object.assign(payeeOf(books, all), { isPerson: true, identity: one }),
  ],
  [/\.status$/, (books, all) => (payeeOf(books, all).status = 2)],
  [/\.inspectorStatus$/, (books, all) => (payeeOf(books, all).inspectorStatus = 2)],
  [/\.eligibleUntil$/, (books, all) => (payeeOf(books, all).eligibleUntil -= 1)],
  [/\.controller$/, (books, all) => (payeeOf(books, all).controller = "0x")],
  [/\.key$/, (books, all) => Object.assign(payeeOf(books, all), { key: "OTHER" })],
  [/\.tokenVersion$/, (books, all) => payeeOf(books, all).rails[0].details.pop()],
  [/\.bankFrom$/, (books, all) => (payeeOf(books, all).rails[1].from += 1)],
  [/\.details\[0\]\[2\]$/, (books, all) => payeeOf(books, all).rails[0].details.pop()],
  [/^ceilings\[2\]\.spent$/, (books) => (books.ceilings.get(2)!.spent += 1n)],
  [/^ceilings\[2\]\.until$/, (books) => books.ceilings.delete(2)],
  [/^rates$/, (books) => books.rates.pop()],
  [/^offsets$/, (books) => books.offsets.push({ from: 2 ** 39, offset: -1 })],
  [/\.codeHash$/, (books) => ([...books.tokens.values()][0]!.codeHash = "0x")],
  [/\.scale$/, (books) => ([...books.tokens.values()][0]!.scale = 1n)],
  [/^banks\[\d+\]\.next$/, (books) => (books.banks.get(BANK)!.next += 1n)],
  [/\.obligation$/, (books) => Object.assign(voucherOf(books), { obligation: 1n })],
  [/\.amount$/, (books) => (voucherOf(books).amount += 1n)],
  [/\.payee$/, (books) => Object.assign(voucherOf(books), { payee: 1 })],
  [/\.submitter$/, (books) => Object.assign(voucherOf(books), { submitter: 1 })],
  [/\.certifier$/, (books) => (voucherOf(books).certifier = 1)],
  [/\.version$/, (books) => (voucherOf(books).version += 1)],
  [/\.dueDay$/, (books) => Object.assign(voucherOf(books), { dueDay: 1 })],
  [/\.state$/, (books) => (voucherOf(books).state = "returned")],
  [/\.marks$/, (books) => (voucherOf(books, "held").heldByInspector = false)],
  [/\.round$/, (books) => Object.assign(voucherOf(books), { round: 255 })],
  [/\.parts\[2\]$/, (books) => (voucherOf(books, "whole").parts[1] = one)],
  [/\.interestOf$/, (books) => Object.assign(interestIn(books), { interestOf: one })],
  [/^schedules\[0x\w+\]\.id$/, (books) => Object.assign(scheduleOf(books).header, { total: 1n })],
  [/\.paidChunks$/, (books) => scheduleOf(books).chunks.delete(0)],
  [/\.left$/, (books) => (scheduleOf(books).left += 1n)],
  [/\.hasStops$/, (books) => (scheduleOf(books).hasStops = false)],
  [/\.chunks\[0\]\.unpaid\[0\]$/, (books) => (scheduleOf(books).chunks.get(0)!.failed = [])],
  [/\.chunks\[1\]\.unpaid\[7\]$/, (books) => scheduleOf(books).chunks.get(1)!.stopped.set(7, 1n)],
];

const interestIn = (books: Books) =>
  [...books.vouchers.values()].find(({ interestOf }) => interestOf !== undefined)!;

/** The first chunk that was paid of the nth schedule. */
const paidChunk = (books: Books, nth: number) => {
  const chunks = [...books.schedules.values()][nth]!.chunks.values();
  return [...chunks].find(({ paid }) => paid !== undefined)!.paid! as Writable<ChunkPayment>;
};
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The same amounts, to others. */
const addressOthers = (paid: Writable<ChunkPayment>): void => {
  paid.lines = `0x${"9".repeat(8)}${paid.lines.slice(10)}`;
};

/** A payment that was late, and what came back by bank. */
const chargedIn = (books: Books) => books.payments.find(({ charged }) => charged !== undefined)!;
const attestedIn = (books: Books) =>
  books.payments.flatMap(({ returns }) => returns).find(({ attestation }) => attestation !== undefined)!;
/** What came back in tokens. */
const broughtIn = (books: Books) =>
  books.payments.flatMap(({ returns }) => returns).find(({ token }) => token !== undefined)!;

/** The first voucher, once who paid it had certified it. */
const certifiedByPayer = (books: Books): VoucherBook => {
  const voucher = voucherOf(books);
  Object.assign(voucher.certificates[0]!, { officer: voucher.payments[0]!.officer });
  return voucher;
};

/** Certified by another officer, and paid again. */
const payAgain = ({ certificates, payments, certifier }: VoucherBook): void => {
  const [payment] = payments;
  const timestamp = payment!.position.timestamp + 9;
  certificates.push({ ...certificates[0]!, officer: certifier, time: timestamp });
  payments.push({ ...payment!, position: { ...payment!.position, timestamp } });
};

/** What each invariant finds once the books are tampered with. */
const TAMPERINGS: readonly [number, string, (books: Books, all: Audited) => unknown][] = [
  [8, "a voucher paid that never was certified", (books) => voucherOf(books).certificates.pop()],
  [8, "a voucher paid by no payment", (books) => voucherOf(books).payments.pop()],
  [
    9,
    "one who certified and paid",
    (books) =>
      Object.assign(voucherOf(books).certificates[0]!, { officer: voucherOf(books).payments[0]!.officer }),
  ],
  [
    9,
    "one who certified and paid what came back and was paid again",
    (books) => payAgain(certifiedByPayer(books)),
  ],
  [
    9,
    "one who certified and paid a claim that was made again",
    (books) => Object.assign(voucherOf(books, "given up"), { former: certifiedByPayer(cloneBooks(books)) }),
  ],
  [
    9,
    "one who submitted and certified",
    (books) => (scheduleOf(books).certifier = scheduleOf(books).submitter),
  ],
  [10, "a part that is none", (books) => Object.assign(voucherOf(books, "whole"), { parts: [one] })],
  [10, "interest for another payee", (books) => Object.assign(interestIn(books), { payee: 1 })],
  [11, "a payment that nobody posted", (books) => books.payments.push(books.payments[0]!)],
  [11, "a payment that is lost", (books) => books.payments.pop()],
  [11, "more back than was paid", (books) => Object.assign(books.payments[0]!, { amount: 1n })],
  [13, "more paid than was certified", (books) => Object.assign(scheduleOf(books).header, { total: 1n })],
  [13, "a chunk that was not certified", (books) => (paidChunk(books, 1).bindings = `0x${"1".repeat(64)}`)],
  [13, "lines that were not certified", (books) => addressOthers(paidChunk(books, 1))],
  [13, "less left than is due", (books) => (books.schedules.get(vendorIn(books))!.left -= 1n)],
  [
    14,
    "a line that paid for its neighbour",
    (books) => Object.assign(scheduleOf(books).chunks.get(0)!.paid!, { amount: 1n }),
  ],
  [17, "a payment in a halt", (books) => books.halts.set(2, HALT)],
  [17, "a payment in a halt of all", (books) => books.halts.set(0, HALT)],
  [
    17,
    "a payment in a halt before the last one",
    (books) => books.halts.set(2, { ...HALT, from: 2 ** 40, former: HALT }),
  ],
  [
    18,
    "a voucher certified for details that waited",
    (books, all) => Object.assign(payeeOf(books, all).rails[0].details[0]!, { from: 2 ** 40 }),
  ],
  [18, "a voucher certified for no details", (books, all) => payeeOf(books, all).rails[0].details.splice(0)],
  [21, "a part that never came", (books) => books.announced.set("0x", { invoice: one, amount: 1n })],
  [21, "a certificate that never came", (books) => (voucherOf(books, "held").version = 0)],
  [
    21,
    "a claim that never came",
    (books) => (voucherOf(books).expected = { name: "Returned", amount: 1n, back: undefined }),
  ],
  [21, "interest that was never charged", (books) => (chargedIn(books).charged = undefined)],
  [21, "a return that nobody attests", (books) => (attestedIn(books).attestation = undefined)],
  [21, "a return for which nobody brought tokens", (books) => (broughtIn(books).token = undefined)],
  [21, "a chunk that never ended", (books) => (scheduleOf(books).released = 1n)],
  [
    21,
    "an attestation that never came",
    (books) => (books.payments.find(({ rail }) => rail === 1)!.traces = undefined),
  ],
];

const HALT = { from: 0, until: 2 ** 40, again: 2 ** 40, reason: "", former: undefined };

const vendorIn = (books: Books): string =>
  [...books.schedules.values()].find(({ header }) => header.kind === 1)!.id;

describe("the audit of payments", () => {
  it("finds every kind of event on the chain, so that the rest of this suite covers all of them", async () => {
    const { events } = await loadFixture(audited);
    const names = new Set(events.map(({ name }) => name));
    expect([...names]).to.include.members([...Object.keys(DISBURSEMENT_EVENTS), ...Object.keys(LINE_EVENTS)]);
  });

  it("finds that the journal gives the whole storage, field by field", async () => {
    const { books, compare } = await loadFixture(audited);
    const { differences, compared } = await compare(books);
    expect(differences).to.deep.equal([]);
    expect(compared).to.be.greaterThan(1_000);
    expect(findBrokenInvariants(books)).to.deep.equal([]);
  });

  for (const [path, alter] of ALTERATIONS) {
    it(`finds a difference at ${path.source}`, async () => {
      const all = await loadFixture(audited);
      const altered = cloneBooks(all.books);
      alter(altered, all);
      const { differences } = await all.compare(altered);
      expect(differences.some((difference) => path.test(difference.path))).to.equal(true);
    });
  }

  for (const [invariant, what, tamper] of TAMPERINGS) {
    it(`finds ${what} (invariant ${invariant})`, async () => {
      const all = await loadFixture(audited);
      const altered = cloneBooks(all.books);
      tamper(altered, all);
      const found = findBrokenInvariants(altered).map((finding) => finding.invariant);
      expect(found).to.include(invariant);
      expect(INVARIANTS).to.include.keys(found.map(String));
    });
  }

  it("finds a vault that holds less than it should, and payees who received something else", async () => {
    const { books, token, tokenRail } = await loadFixture(audited);
    const address = await token.getAddress();
    const vault = await token.balanceOf(tokenRail);
    // To the cent, in six decimals.
    expect(vaultOf(books.tokens.get(address)!) * 10_000n).to.equal(vault);
    const paid = books.payments
      .filter(({ rail }) => rail === 0)
      .flatMap(({ amount, returns }) => [amount, ...returns.map((back) => -back.amount)])
      .reduce((sum, amount) => sum + amount, 0n);
    const received = paid * 10_000n;
    const find = (held: bigint, got?: bigint) =>
      findBrokenInvariants(
        books,
        new Map([[address, got === undefined ? { vault: held } : { vault: held, received: got }]]),
      ).map(({ invariant }) => invariant);
    expect(find(vault, received)).to.deep.equal([]);
    expect(find(vault)).to.deep.equal([]);
    expect(find(vault + 10n ** 9n), "anyone may send tokens").to.deep.equal([]);
    expect(find(vault - 1n)).to.deep.equal([12]);
    expect(find(vault, received + 10_000n)).to.deep.equal([11]);
    expect(findBrokenInvariants(books, new Map([["0xunknown", { vault: 1n }]]))).to.deep.equal([]);
  });

  it("counts what came back against the token that was brought, whichever paid", async () => {
    const all = await loadFixture(audited);
    const books = cloneBooks(all.books);
    const [mine, other] = [await all.token.getAddress(), "0xother"];
    const back = broughtIn(books);
    expect(back.token).to.equal(mine);
    const token = books.tokens.get(mine)!;
    const sumOf = (amounts: readonly bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n);
    const returns = books.payments.flatMap((payment) => payment.returns);
    const brought = sumOf(returns.filter((one) => one.token === mine).map(({ amount }) => amount));
    const find = (received: bigint, receivedInOther: bigint) =>
      findBrokenInvariants(
        books,
        new Map([
          [mine, { vault: vaultOf(token) * token.unitsPerCent, received: received * token.unitsPerCent }],
          [other, { vault: back.amount, received: receivedInOther }],
        ]),
      ).map(({ subject }) => subject);
    expect(find(token.paid - brought, 0n)).to.deep.equal([]);
    back.token = other;
    token.funded -= back.amount;
    const none = { scale: 1n, unitsPerCent: 1n, paid: 0n, withdrawn: 0n };
    books.tokens.set(other, { ...token, ...none, token: other, funded: back.amount });
    // They had it from elsewhere.
    expect(find(token.paid - brought + back.amount, -back.amount)).to.deep.equal([]);
    expect(find(token.paid - brought, 0n)).to.deep.equal([`payees, ${mine}`, `payees, ${other}`]);
  });
});
