import { expect } from "chai";
import { id, zeroPadBytes } from "ethers";

import { apply } from "../../../sdk/books/apply.js";
import type { Books } from "../../../sdk/books/model.js";
import type { RecordBook } from "../../../sdk/books/recordModel.js";
import { US_FEDERAL } from "../../../sdk/calendar.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { type EvidenceIndex, evidenceOf, recordsByEvidence } from "../../../sdk/records/evidence.js";
import { newRecordId } from "../../../sdk/records/recordId.js";
import { CONTRACT } from "../../../sdk/records/schema/evidence.js";
import { schemaHash } from "../../../sdk/records/schema/schemaHash.js";
import { printWalk } from "../../../sdk/statements/printWalk.js";
import { paymentRegister } from "../../../sdk/statements/register.js";
import type { Figure } from "../../../sdk/statements/walk/figure.js";
import type { Stage } from "../../../sdk/statements/walk/ground.js";
import { walk } from "../../../sdk/statements/walk/walk.js";
import { loadFixture } from "../../fixtures/network.js";
import { fold } from "../../integration/fold.js";
import { estate } from "../helpers/estate.js";
import {
  act,
  addOfficer,
  AGENCY,
  DAY,
  EVIDENCE,
  fundedJournal,
  type Journal,
  move,
  NONE,
  obligate,
  onObligation,
  OFFICERS,
} from "../helpers/journal.js";
import { changed, paymentJournal } from "../helpers/paymentJournal.js";
import { ANCHORED_IN } from "../records/helpers/sealing.js";

const SCHEMA = schemaHash(CONTRACT);

const indexOf = (books: Books): EvidenceIndex => recordsByEvidence(books.records.values(), ANCHORED_IN);
const stages = (books: Books, figure: Figure): Stage[] => walk(books, figure, indexOf(books));
/** Each stage's figure and subject, its sum, and the names of its acts. */
const told = (all: readonly Stage[]) =>
  all.map(({ figure, subject, amount, grounds }) => [
    `${figure} of ${subject}`,
    amount,
    grounds.map(({ name }) => name).join(" "),
  ]);

/** Anchors a record's next version, or a batch; returns what acts name. */
function anchor(journal: Journal, record: string, version: number, members?: number): string {
  const root = id(`${record} ${String(version)}`);
  const by = { officer: OFFICERS.receiving, schema: SCHEMA, root, class: 1 };
  if (members !== undefined) journal.emit("BatchAnchored", { batch: record, members, ...by });
  else if (version === 1) journal.emit("RecordAnchored", { record, ...by });
  else journal.emit("RecordSuperseded", { record, version, ...by });
  return commitmentTo(record, members === undefined ? version : 0, root);
}

const commitmentTo = (record: string, version: number, root: string): string =>
  evidenceOf({ ...ANCHORED_IN, schema: SCHEMA, record, version, root });

/** A funded journal in which records can be anchored. */
function recordingJournal(): Journal {
  const journal = fundedJournal();
  journal.emit("RetentionSet", { class: 1, officer: OFFICERS.administrator, duration: 0 });
  return journal;
}

/** An obligation of 50.00 of account 3, of which 30.00 are accepted on some evidence. */
function acceptedOn(journal: Journal, evidence: string): bigint {
  const obligation = obligate(journal, 3, 50_00n);
  journal.emit("Accepted", { ...onObligation(journal, "Accepted", obligation, 30_00n), evidence });
  return obligation;
}

/** What the register says of the evidence of the only acceptance of an obligation. */
const evidenceIn = ({ books }: Journal, obligation: bigint) =>
  stages(books, { of: "obligation", obligation, figure: "accepted" })[0]!.grounds[0]!.evidence;

describe("a walk from a figure to its evidence", () => {
  it("goes from what was paid to what was accepted, obligated, allotted and appropriated", () => {
    const journal = fundedJournal();
    const first = obligate(journal, 3, 50_00n);
    move(journal, "Accepted", first, 30_00n);
    move(journal, "Reversed", first, 5_00n);
    move(journal, "Certified", first, 20_00n);
    move(journal, "Paid", first, 20_00n);
    move(journal, "Returned", first, 20_00n);
    const second = obligate(journal, 4, 10_00n);
    move(journal, "Advanced", second, 4_00n);
    move(journal, "Certified", second, 4_00n);
    move(journal, "Paid", second, 4_00n);
    act(journal, "Withdrawn", 4, 1_00n);
    expect(told(stages(journal.books, { of: "account", account: 3, figure: "paid" }))).to.deep.equal([
      ["paid of account 3", 0n, "Paid Returned"],
      ["accepted of account 3", 25_00n, "Accepted Reversed"],
      ["obligated of account 3", 50_00n, "Obligated"],
      ["authority of account 3", 400_00n, "Allotted"],
      ["authority of account 1", 1_000_00n, "Appropriated"],
    ]);
    expect(
      told(stages(journal.books, { of: "account", account: 1, figure: "paid", withBelow: true })),
    ).to.deep.equal([
      ["paid of account 1 and below", 4_00n, "Paid Returned Paid"],
      ["accepted of account 1 and below", 25_00n, "Accepted Reversed"],
      ["advances of account 1 and below", 4_00n, "Advanced"],
      ["obligated of account 1 and below", 60_00n, "Obligated Obligated"],
      ["authority of account 3", 400_00n, "Allotted"],
      ["authority of account 4", 299_00n, "Allotted Withdrawn"],
      ["authority of account 1", 1_000_00n, "Appropriated"],
    ]);
    // Nothing is paid of the root's own: a stage of no acts, and its authority.
    expect(told(stages(journal.books, { of: "account", account: 1, figure: "paid" }))).to.deep.equal([
      ["paid of account 1", 0n, ""],
    ]);
  });

  it("shows authority with both sides of a transfer, and whom a novation put in a payee's place", () => {
    const journal = fundedJournal();
    const args = { account: 3, to: 4, officer: OFFICERS.budget, amount: 7_00n, evidence: EVIDENCE };
    journal.emit("Transferred", { ...args, sequence: journal.account(3).sequence });
    const authority = (account: number) =>
      told(stages(journal.books, { of: "account", account, figure: "authority" }))[0];
    expect(authority(3)).to.deep.equal(["authority of account 3", 393_00n, "Allotted Transferred"]);
    expect(authority(4)).to.deep.equal(["authority of account 4", 307_00n, "Allotted Transferred"]);
    const obligation = obligate(journal, 3, 50_00n);
    const { sequence } = journal.obligation(obligation);
    const by = { officer: OFFICERS.contracting, sequence, evidence: EVIDENCE };
    journal.emit("Novated", { obligation, payee: 9, amount: 50_00n, ...by });
    const [obligated] = stages(journal.books, { of: "obligation", obligation, figure: "obligated" });
    expect(told([obligated!])).to.deep.equal([
      [`obligated of obligation ${String(obligation)}`, 50_00n, "Obligated Novated"],
    ]);
  });

  it("says of each act by whom and when its record was anchored, and what became of it", () => {
    const journal = recordingJournal();
    const record = newRecordId(AGENCY);
    const evidence = anchor(journal, record, 1);
    const obligation = acceptedOn(journal, evidence);
    const book = (): RecordBook => journal.books.records.get(record)!;
    const current = evidenceIn(journal, obligation);
    expect(current).to.deep.equal({
      ...{ kind: "record", hash: evidence, record: book(), version: 1, anchor: book().versions[0] },
      ...{ supersededBy: undefined, erased: undefined, isLater: false },
    });
    anchor(journal, record, 2);
    expect(evidenceIn(journal, obligation)).to.include({ version: 1, supersededBy: 2 });
    anchor(journal, record, 3);
    expect(evidenceIn(journal, obligation)).to.include({ version: 1, supersededBy: 2 });
    const clerk = addOfficer(journal, AGENCY, "records");
    const { position } = journal.emit("RecordErased", { record, officer: clerk, reason: NONE });
    expect(evidenceIn(journal, obligation)).to.include({ version: 1, erased: position });
  });

  it("tells a bare hash from a record, nothing from either, and a record anchored afterwards from one before", () => {
    const journal = recordingJournal();
    expect(evidenceIn(journal, acceptedOn(journal, NONE))).to.deep.equal({ kind: "none" });
    expect(evidenceIn(journal, acceptedOn(journal, EVIDENCE))).to.deep.equal({
      kind: "bare",
      hash: EVIDENCE,
    });
    const record = newRecordId(AGENCY);
    const promised = commitmentTo(record, 1, id(`${record} 1`));
    const early = acceptedOn(journal, promised);
    expect(evidenceIn(journal, early)).to.deep.equal({ kind: "bare", hash: promised });
    expect(anchor(journal, record, 1)).to.equal(promised);
    expect(evidenceIn(journal, early)).to.include({ kind: "record", isLater: true });
    expect(evidenceIn(journal, acceptedOn(journal, promised))).to.include({ kind: "record", isLater: false });
    // Of another register or chain it is a hash like any other.
    const elsewhere = recordsByEvidence(journal.books.records.values(), { ...ANCHORED_IN, chainId: 1 });
    const figure: Figure = { of: "obligation", obligation: early, figure: "accepted" };
    expect(walk(journal.books, figure, elsewhere)[0]!.grounds[0]!.evidence.kind).to.equal("bare");
  });

  it("names the batch of a member, of which it can't tell more", () => {
    const journal = recordingJournal();
    const batch = newRecordId(AGENCY);
    const evidence = anchor(journal, batch, 1, 12);
    const found = evidenceIn(journal, acceptedOn(journal, evidence));
    expect(found).to.include({ kind: "record", version: 0, supersededBy: undefined, isLater: false });
    expect(found).to.have.property("anchor", journal.books.records.get(batch)!.versions[0]);
  });

  it("leads from a building's figures to surveys, custody and what was paid for it", () => {
    const { journal, register, survey, spend, occupy, officer } = estate();
    register("B1");
    register("B2");
    survey("B1", 40);
    survey("B1", 60);
    occupy("B1", AGENCY, 5_00);
    const { books } = journal;
    const names = (figure: Extract<Figure, { of: "building" }>["figure"]) =>
      told(stages(books, { of: "building", building: "B1", figure }));
    expect(names("survey")).to.deep.equal([
      ["survey of building B1", 0n, "BuildingSurveyed BuildingSurveyed"],
    ]);
    expect(names("use")).to.deep.equal([["use of building B1", 0n, "OccupancySet"]]);
    expect(names("custody")).to.deep.equal([["custody of building B1", 0n, "BuildingRegistered"]]);
    expect(names("facts")).to.deep.equal([["facts of building B1", 0n, "BuildingRegistered"]]);
    expect(names("status")).to.deep.equal([["status of building B1", 0n, "BuildingRegistered"]]);
    const wrong = obligate(journal, 3, 7_00n);
    const order = { building: "B1", obligation: wrong, officer, evidence: EVIDENCE };
    journal.emit("WorkOrdered", { ...order, kind: 1, lease: "" });
    journal.emit("WorkOrderWithdrawn", order);
    spend("B1", "repair", 20_00n);
    spend("B2", "repair", 1_00n);
    expect(names("cost")).to.deep.equal([
      ["paid of building B1", 20_00n, "Paid"],
      ["ordered of building B1", 0n, "WorkOrdered"],
      ["accepted of building B1", 20_00n, "Accepted"],
      ["obligated of building B1", 20_00n, "Obligated"],
      ["authority of account 3", 400_00n, "Allotted"],
      ["authority of account 1", 1_000_00n, "Appropriated"],
    ]);
    const [, ordered] = stages(books, { of: "building", building: "B1", figure: "cost" });
    expect(ordered!.grounds[0]).to.deep.include({ officer, evidence: { kind: "bare", hash: EVIDENCE } });
    const kept = books.buildings.get("B1")!.acts.map(({ name }) => name);
    expect(kept).to.include.members(["WorkOrderWithdrawn", "OccupancySet"]);
  });

  it("leads from a payment to whom it paid and what it rested on then, and from what came back to what shows it", async () => {
    const { events } = await loadFixture(paymentJournal);
    const books = fold(events);
    const register = paymentRegister(books);
    for (const { number, amount, position, payee, entry, attestation } of register) {
      const all = stages(books, { of: "entry", entry: number });
      expect(all[0]).to.include({ figure: "paid", amount });
      expect(all[0]!.grounds).to.have.length(1);
      expect(all.some(({ figure }) => figure === "payee")).to.equal(books.payees.has(payee));
      for (const ground of all.flatMap(({ grounds }) => grounds)) {
        expect(ground.position.blockNumber).to.be.at.most(position.blockNumber);
      }
      const { evidence } = all[0]!.grounds[0]!;
      if (attestation !== undefined && entry !== "refunded") {
        expect(evidence).to.deep.equal({ kind: "bare", hash: attestation.evidence });
      }
      if (entry === "refunded") expect(evidence.kind).to.equal("bare");
    }
    expect(register.filter(({ entry }) => entry === "refunded")).to.not.be.empty;
    const voucher = register.find((it) => it.voucher !== undefined)!.voucher!;
    const own = register.filter((it) => it.voucher === voucher);
    const [paid] = stages(books, { of: "voucher", voucher });
    expect(paid!.amount).to.equal(own.reduce((sum, { amount }) => sum + amount, 0n));
    expect(paid!.grounds).to.have.length(own.length);
  });

  it("leads from a voucher to its invoice, where it has one", async () => {
    const { events } = await loadFixture(paymentJournal);
    const books = fold(events);
    const voucher = paymentRegister(books).find((it) => it.voucher !== undefined)!.voucher!;
    const invoice = zeroPadBytes("0x1234", 32);
    Object.assign(books.vouchers.get(voucher)!, { evidence: invoice });
    const [paid] = stages(books, { of: "voucher", voucher });
    expect(
      paid!.grounds.filter(({ name }) => name === "Paid").map(({ evidence }) => evidence),
    ).to.deep.include({
      kind: "bare",
      hash: invoice,
    });
  });

  it("leads from a payee to who it is and the last attestation that it may be paid", async () => {
    const { events } = await loadFixture(paymentJournal);
    const books = fold(events);
    for (const { id: payee, isPerson, identity } of books.payees.values()) {
      const [stage] = stages(books, { of: "payee", payee });
      const [enrolled, ...attested] = stage!.grounds;
      expect(enrolled).to.deep.include({
        name: isPerson ? "PersonEnrolled" : "EntityEnrolled",
        evidence: isPerson ? { kind: "bare", hash: identity } : { kind: "none" },
      });
      expect(attested.length).to.be.at.most(1);
      expect(attested.every(({ name }) => name === "EligibilityAttested")).to.be.true;
    }
    const first = events.find((event) => event.name === "EligibilityAttested")!;
    const last = events.at(-1)!.position;
    const again = changed(
      { ...first, position: { ...last, logIndex: last.logIndex + 1 } },
      { evidence: EVIDENCE, eligibleUntil: 2 ** 40 - 1 },
    );
    apply(books, again);
    const [stage] = stages(books, { of: "payee", payee: first.args.payee });
    expect(stage!.grounds[1]!.evidence).to.deep.equal({ kind: "bare", hash: EVIDENCE });
    expect(stage!.grounds).to.have.length(2);
  });

  it("finds a person, and what was paid, as before once the record of who they are is erased", () => {
    const journal = recordingJournal();
    const record = newRecordId(AGENCY);
    const identity = anchor(journal, record, 1);
    journal.emit("PayeeRegistryCreated", { registry: "0xRegistry", changeDelay: DAY });
    const by = { officer: OFFICERS.registrar, controller: `0x${"0".repeat(40)}` };
    journal.emit("PersonEnrolled", { payee: 1, ...by, identity });
    const obligation = acceptedOn(journal, EVIDENCE);
    move(journal, "Certified", obligation, 20_00n);
    move(journal, "Paid", obligation, 20_00n);
    const paid = () => stages(journal.books, { of: "obligation", obligation, figure: "paid" });
    const [before, who] = [paid(), () => stages(journal.books, { of: "payee", payee: 1 })[0]!.grounds[0]!];
    expect(who().evidence).to.include({ kind: "record", erased: undefined });
    const clerk = addOfficer(journal, AGENCY, "records");
    const { position } = journal.emit("RecordErased", { record, officer: clerk, reason: NONE });
    expect(who()).to.include({ name: "PersonEnrolled" });
    expect(who().evidence).to.include({ kind: "record", hash: identity, erased: position });
    expect(journal.books.identities.get(identity)).to.equal(1);
    expect(paid()).to.deep.equal(before);
  });

  it("refuses figures of what there is not", () => {
    const { books } = fundedJournal();
    const none: readonly Figure[] = [
      { of: "account", account: 9, figure: "paid" },
      { of: "obligation", obligation: 9n, figure: "paid" },
      { of: "voucher", voucher: NONE },
      { of: "entry", entry: 9 },
      { of: "payee", payee: 9 },
      { of: "building", building: "B9", figure: "cost" },
    ];
    for (const figure of none) {
      expect(() => stages(books, figure))
        .to.throw(FiscInputError, `${figure.of} `)
        .and.match(/the books have none/);
    }
  });

  it("prints a line an act, with what became of its document", () => {
    const journal = recordingJournal();
    const record = newRecordId(AGENCY);
    const obligation = acceptedOn(journal, anchor(journal, record, 1));
    anchor(journal, record, 2);
    const early = newRecordId(AGENCY);
    const late = acceptedOn(journal, commitmentTo(early, 1, id(`${early} 1`)));
    journal.time += DAY;
    anchor(journal, early, 1);
    const batch = newRecordId(AGENCY);
    const member = acceptedOn(journal, anchor(journal, batch, 1, 2));
    const linesOf = (it: bigint): string[] =>
      printWalk(
        stages(journal.books, { of: "obligation", obligation: it, figure: "accepted" }),
        US_FEDERAL,
      ).split("\n");
    const [, , accepted, obligated, allotted, appropriated] = linesOf(obligation);
    expect(accepted).to.match(
      /^accepted of obligation \d+ +1970-01-12 +Accepted +30\.00 +7 +contract 0x[\da-f]{8}…, version 1 +1970-01-12 by 7 +superseded by version 2$/,
    );
    expect(obligated).to.match(/^obligated of .* Obligated +50\.00 +6 +0xe5e5e5e5…, a bare hash$/);
    expect(allotted).to.match(/^authority of account 3 .* Allotted +400\.00 +5 +none$/);
    expect(appropriated).to.match(/^authority of account 1 .* Appropriated +1,000\.00 +4 +none$/);
    expect(linesOf(late)[2]).to.match(/version 1 +1970-01-13 by 7, AFTER THE ACT +current$/);
    expect(linesOf(member)[2]).to.match(/contract 0x[\da-f]{8}…, one of a batch +1970-01-13 by 7$/);
  });
});
