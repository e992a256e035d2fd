import { expect } from "chai";

import { MAX_CENTS } from "../../../sdk/money.js";
import { busy } from "../helpers/busy.js";
import {
  addOfficer,
  AGENCY,
  appoint,
  type ClaimName,
  DAY,
  enrol,
  type Journal,
  keyOf,
  move,
  NONE,
  OFFICERS,
  onObligation,
  OTHER_AGENCY,
  TOP,
} from "../helpers/journal.js";
import { expectViolation } from "../helpers/refuse.js";

const { certifying, inspector, paying } = OFFICERS;

const CLAIMS: readonly ClaimName[] = ["Certified", "Decertified", "Paid", "Returned", "InterestAccrued"];

const claim = (journal: Journal, name: ClaimName, id: bigint, changes: object = {}, line = 0) =>
  journal.next(name, { ...onObligation(journal, name, id, 1n), ...changes }, line);

describe("books of claims", () => {
  for (const name of CLAIMS) {
    it(`${name}: by a payer that the top appointed, for the account's owner`, () => {
      const { journal, id } = busy();
      const strangers = [keyOf(certifying), keyOf(OFFICERS.collecting), TOP, "0xStranger"];
      for (const payer of strangers) {
        expectViolation(journal, claim(journal, name, id, { payer }), /live appointment/);
      }
      for (const organisation of [1, OTHER_AGENCY]) {
        expectViolation(journal, claim(journal, name, id, { organisation }), /account's owner/);
      }
      enrol(journal, 12, true);
      expectViolation(journal, claim(journal, name, id, { payer: keyOf(12) }), /live appointment/);
      appoint(journal, 12, 1, "paying", MAX_CENTS, TOP);
      const other = claim(journal, name, id, { payer: keyOf(12) });
      journal.emit(other.name, other.args);
      journal.emit("AppointmentRevoked", { officer: paying, organisation: 1, by: TOP });
      expectViolation(journal, claim(journal, name, id), /live appointment/);
    });

    it(`${name}: within the payer's limit for the whole posting, to the cent`, () => {
      const { journal, id } = busy();
      appoint(journal, paying, 1, "paying", 1_00n, TOP);
      const lines = [50n, 30n, 20n];
      for (const [line, amount] of lines.entries()) {
        const args = onObligation(journal, name, id, amount);
        const tooMuch = { amount: args.amount + (line === 2 ? 1n : 51n) };
        expectViolation(journal, claim(journal, name, id, tooMuch, line), /its limit/);
        journal.emit(name, args, line);
      }
      expect(journal.books.posted).to.equal(1_00n);
      expectViolation(journal, claim(journal, name, id, {}, 3), /its limit/);
      // The next posting counts for itself.
      move(journal, name, id, 1_00n);
    });
  }

  it("Certified: by one who holds the office for the owner, within the limit; others are the payer's to check", () => {
    const { journal, id } = busy();
    for (const organisation of [1, OTHER_AGENCY]) {
      const officer = addOfficer(journal, organisation, "certifying");
      expectViolation(journal, claim(journal, "Certified", id, { officer }), /live appointment/);
    }
    const officer = addOfficer(journal, AGENCY, "certifying");
    appoint(journal, officer, AGENCY, "certifying", 10n);
    expectViolation(journal, claim(journal, "Certified", id, { officer, amount: 11n }), /its limit/);
    const within = claim(journal, "Certified", id, { officer, amount: 10n });
    journal.emit(within.name, within.args);
    expect(journal.obligation(id).certifiers).to.deep.equal([certifying, officer]);
    for (const name of ["Decertified", "Paid", "Returned", "InterestAccrued"] as const) {
      const byAnother = claim(journal, name, id, { officer: OFFICERS.receiving });
      journal.emit(byAnother.name, byAnother.args);
    }
  });

  it("Certified: not by one whose key is gone", () => {
    const { journal, id } = busy();
    const by = keyOf(OFFICERS.registrar);
    journal.emit("KeyRevoked", { officer: certifying, key: keyOf(certifying), by });
    expectViolation(journal, claim(journal, "Certified", id), /live key/);
  });

  it("InterestAccrued: names no certifier, and counts as an increase", () => {
    const { journal, id } = busy();
    move(journal, "InterestAccrued", id, 3n);
    expect(journal.obligation(id)).to.deep.include({ increased: 3n, certifiers: [certifying] });
    move(journal, "Paid", id, 30_03n);
  });

  it("Paid: not while payments of the owner or of all are halted; other claims go on", () => {
    for (const organisation of [AGENCY, 0]) {
      const { journal, id } = busy();
      const until = journal.time + 1000;
      journal.emit("PaymentsHalted", { organisation, inspector, until, reason: NONE });
      expectViolation(journal, claim(journal, "Paid", id), /halt stops/);
      for (const name of CLAIMS) if (name !== "Paid") move(journal, name, id, 1n);
      journal.time = until - 1;
      move(journal, "Paid", id, 1n);
    }
  });

  it("Paid: a halt of all does not stop an organisation that cools down from its own", () => {
    const { journal, id } = busy();
    const halt = (organisation: number) =>
      journal.emit("PaymentsHalted", { organisation, inspector, until: journal.time + 60, reason: NONE });
    halt(AGENCY);
    halt(0);
    // Its own ends one second before that of all.
    journal.time += 56;
    expectViolation(journal, claim(journal, "Paid", id), /halt stops/);
    journal.time += 1;
    move(journal, "Paid", id, 1n);
    // Once its own cooldown is over, the next halt of all stops it too.
    journal.time += 3 * DAY;
    halt(0);
    expectViolation(journal, claim(journal, "Paid", id), /halt stops/);
  });
});
