import { expect } from "chai";

import { fold } from "../../../sdk/books/fold.js";
import { US_FEDERAL } from "../../../sdk/calendar.js";
import { decodeLines } from "../../../sdk/disbursement/lines.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { MANY_PAYEES } from "../../../sdk/ids.js";
import { cashByOrganisation } from "../../../sdk/statements/cash.js";
import { outlays, outlaysBetween } from "../../../sdk/statements/outlays.js";
import { printCash, printRegister } from "../../../sdk/statements/printPayments.js";
import { paymentRegister, type RegisterRow } from "../../../sdk/statements/register.js";
import { sf133 } from "../../../sdk/statements/sf133.js";
import { statement } from "../../../sdk/statements/statement.js";
import { EVIDENCE } from "../../fixtures/funded.js";
import { loadFixture } from "../../fixtures/network.js";
import { BANK } from "../../fixtures/paying.js";
import { invoice } from "../helpers/everyPayment.js";
import { paymentJournal } from "../helpers/paymentJournal.js";

async function reported() {
  const all = await paymentJournal();
  const books = fold(all.events);
  const rows = paymentRegister(books);
  const of = (name: string): RegisterRow[] => rows.filter(({ voucher }) => voucher === invoice(name));
  return { ...all, books, rows, of, now: books.position!.timestamp };
}

const sum = (rows: readonly RegisterRow[]): bigint => rows.reduce((total, { amount }) => total + amount, 0n);

describe("payment register", () => {
  it("adds up to the gross outlays of the books, and numbers its rows in the journal's order", async () => {
    const { books, rows } = await loadFixture(reported);
    const { total } = outlays(books);
    expect(sum(rows)).to.equal(total.gross);
    const paid = [...books.obligations.values()].reduce((all, obligation) => all + obligation.paid, 0n);
    expect(total.gross).to.equal(paid);
    expect(rows.map(({ number }) => number)).to.deep.equal(rows.map((_, i) => i + 1));
    expect(rows.every((row, i) => row.time >= (rows[i - 1]?.time ?? 0))).to.equal(true);
  });

  it("shows a voucher's payment with payee, rail and trace, and what came back as an entry against it", async () => {
    const { of, a, builder, contract, project, treasury } = await loadFixture(reported);
    const [payment, back, again] = of("bank two");
    expect(payment).to.deep.include({
      entry: "payment",
      organisation: a.id,
      account: project,
      obligation: contract,
      payee: builder.id,
      rail: "attested",
      amount: 400_00n,
      code: "",
      officer: treasury.disbursing.id,
      against: undefined,
      schedule: undefined,
    });
    expect(payment!.traces).to.include({ bank: BANK, firstTrace: 2n, count: 1n, method: 1 });
    expect(back).to.deep.include({
      entry: "returned",
      amount: -400_00n,
      code: "R02",
      against: payment!.number,
      officer: a.disbursing.id,
    });
    // Certified anew, it was paid by a vendor schedule.
    expect(again).to.deep.include({ entry: "payment", amount: 400_00n, rail: "token", chunk: 1 });
    expect(again!.schedule).to.match(/^0x/);
    expect(again!.traces).to.equal(undefined);
  });

  it("shows failures and refunds likewise", async () => {
    const { of } = await loadFixture(reported);
    const entries = (name: string) => of(name).map(({ entry, amount }) => [entry, amount]);
    expect(entries("one")).to.deep.equal([
      ["payment", 100_00n],
      ["refunded", -30_00n],
    ]);
    expect(entries("wrong")).to.deep.equal([
      ["payment", 60_00n],
      ["failed", -60_00n],
    ]);
  });

  it("shows a chunk's lines as one row, whose lines can be read", async () => {
    const { rows, books } = await loadFixture(reported);
    const chunk = rows.find(({ voucher, rail }) => voucher === undefined && rail === "attested")!;
    // The second of eight lines was stopped.
    expect(chunk).to.deep.include({ payee: MANY_PAYEES, chunk: 0, amount: 34_00n });
    const [back] = rows.filter(({ against }) => against === chunk.number);
    expect(back!.attestation).to.deep.equal({ bank: BANK, evidence: EVIDENCE });
    expect(chunk.attestation).to.equal(undefined);
    expect(chunk.traces).to.include({ firstTrace: 1_000n, count: 7n });
    const { paid } = books.schedules.get(chunk.schedule!)!.chunks.get(0)!;
    expect(decodeLines("attested", paid!.lines).map(({ amount }) => amount)).to.deep.equal(
      [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n].map((dollars) => dollars * 100n),
    );
  });

  it("can be cut to a period and an organisation, with the same numbers", async () => {
    const { books, rows, a, b } = await loadFixture(reported);
    const [from, until] = [rows[3]!.time, rows.at(-1)!.time];
    const cut = paymentRegister(books, { from, until, organisation: a.id });
    expect(cut).to.deep.equal(rows.filter(({ time }) => time >= from && time < until));
    expect(paymentRegister(books, { organisation: b.id })).to.deep.equal([]);
  });

  it("prints, with a total", async () => {
    const { rows } = await loadFixture(reported);
    const text = printRegister(rows, US_FEDERAL);
    expect(text).to.match(/returned R02 +\d+ /);
    expect(text).to.include(`${EVIDENCE.slice(0, 10)}…`);
    expect(text).to.match(/ many +schedule/);
    expect(text).to.match(new RegExp(`${BANK}/1000-1006 +34\\.00\\n`));
    expect(text).to.match(/voucher 0x\w{8}…, schedule 0x\w{8}… chunk 1/);
    expect(text.trimEnd().split("\n").at(-1)).to.match(/^\d+ entries, [\d,]+\.\d\d in all$/);
  });
});

describe("outlays", () => {
  it("are what was paid less what came back, by account and organisation, interest apart", async () => {
    const { books, project, root, a, b } = await loadFixture(reported);
    const report = outlays(books);
    const late = [...books.vouchers.values()].find(({ interestOf }) => interestOf === invoice("late"))!;
    // 40 days at 4.625%: a month, compounded, and ten days.
    expect(late.amount).to.equal(5_14n);
    expect(report.accounts.get(project)).to.deep.include({ interest: 5_14n, advances: 0n });
    // Its account went to another agency.
    expect(report.accounts.get(root)!.gross).to.equal(900_00n);
    expect(report.organisations.get(b.id)!.gross).to.equal(900_00n);
    expect(report.organisations.get(a.id)!.gross).to.equal(report.total.gross - 900_00n);
    const { paid, returned, gross } = report.total;
    expect(paid - returned).to.equal(gross);
  });

  it("of a period are those at its end less those at its start", async () => {
    const { events, books, rows } = await loadFixture(reported);
    const from = rows[2]!.time;
    const between = outlaysBetween(fold(events, from), books);
    expect(between.gross).to.equal(sum(paymentRegister(books, { from })));
    expect(between.interest).to.equal(5_14n);
  });

  it("stand in the statement and the SF-133", async () => {
    const { events, books, root, opensAt, now } = await loadFixture(reported);
    const { gross } = outlays(books).total;
    expect(statement(books, now).total.paid).to.equal(gross);
    const { amounts } = sf133({
      opening: fold(events, opensAt),
      closing: books,
      root,
      from: opensAt,
      asOf: now,
    });
    expect(amounts).to.include({ 3020: -gross, 4020: gross, 4010: gross, 4011: 0n });
  });
});

describe("cash by organisation", () => {
  it("is what the ceiling leaves, inside its period alone", async () => {
    const { books, rows, a, b, now } = await loadFixture(reported);
    const spent = sum(rows);
    const rowOf = (asOf: number, id: number) =>
      cashByOrganisation(books, asOf).find(({ organisation }) => organisation === id)!;
    const row = rowOf(now, a.id);
    expect(row).to.deep.include({ code: "A", ceiling: 30_000_00n, spent, left: 30_000_00n - spent });
    expect(rowOf(row.until, a.id)).to.deep.include({ left: 0n });
    expect(rowOf(now, b.id)).to.deep.include({ ceiling: undefined, left: undefined, until: 0 });
    expect(() => cashByOrganisation(books, now - 1)).to.throw(FiscInputError);
  });

  it("leaves nothing once a ceiling is lowered below what was spent", async () => {
    const { books, a, now } = await loadFixture(reported);
    const lower = { ...books.ceilings.get(a.id)!, ceiling: 1n };
    const ceilings = new Map([[a.id, lower]]);
    const row = cashByOrganisation({ ...books, ceilings }, now).find(
      ({ organisation }) => organisation === a.id,
    );
    expect(row!.left).to.equal(0n);
  });

  it("prints", async () => {
    const { books, now } = await loadFixture(reported);
    const text = printCash(cashByOrganisation(books, now), US_FEDERAL);
    expect(text).to.match(/^A +\d{4}-\d\d-\d\d +\d{4}-\d\d-\d\d +30,000\.00 +[\d,.]+ +[\d,.]+$/m);
    expect(text).to.match(/^B$/m);
  });
});
