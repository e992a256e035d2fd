import { expect } from "chai";
import fc from "fast-check";

import {
  type Calendar,
  civilDate,
  civilDayAt,
  dateOf,
  dayOf,
  fiscalYearOf,
  NO_END,
  startOfDay,
  startOfFiscalYear,
  startOfQuarter,
  US_FEDERAL,
} from "../../sdk/calendar.js";
import { FiscInputError } from "../../sdk/errors.js";

const utc = (iso: string): number => Date.parse(iso) / 1000;

const LONDON: Calendar = { timeZone: "Europe/London", fiscalYearStart: "04-01" };
const BERLIN: Calendar = { timeZone: "Europe/Berlin", fiscalYearStart: "01-01" };
/** Whose clocks once went forward at midnight of 1 October. */
const ASUNCION: Calendar = { timeZone: "America/Asuncion", fiscalYearStart: "10-01" };
const KATHMANDU: Calendar = { timeZone: "Asia/Kathmandu", fiscalYearStart: "07-16" };
const calendar = fc.constantFrom(US_FEDERAL, LONDON, BERLIN, ASUNCION, KATHMANDU);

describe("calendar", () => {
  it("begins a day at its zone's midnight, in winter and in summer", () => {
    expect(startOfDay("2016-01-15", US_FEDERAL)).to.equal(utc("2016-01-15T05:00Z"));
    expect(startOfDay("2016-07-15", US_FEDERAL)).to.equal(utc("2016-07-15T04:00Z"));
    expect(startOfDay("2016-07-15", KATHMANDU)).to.equal(utc("2016-07-14T18:15Z"));
  });

  it("gives the days on which clocks change 23 and 25 hours", () => {
    const hours = (from: string, to: string) =>
      (startOfDay(to, US_FEDERAL) - startOfDay(from, US_FEDERAL)) / 3600;
    expect(hours("2016-03-13", "2016-03-14")).to.equal(23);
    expect(hours("2016-11-06", "2016-11-07")).to.equal(25);
    expect(hours("2016-11-07", "2016-11-08")).to.equal(24);
  });

  it("begins a day that has no midnight at its first second", () => {
    expect(startOfDay("2023-10-01", ASUNCION)).to.equal(utc("2023-10-01T04:00Z"));
    expect(civilDate(utc("2023-10-01T04:00Z") - 1, ASUNCION)).to.equal("2023-09-30");
  });

  it("begins fiscal years on their civil day, named after the year in which they end", () => {
    expect(startOfFiscalYear(2016, US_FEDERAL)).to.equal(utc("2015-10-01T04:00Z"));
    expect(startOfFiscalYear(2016, LONDON)).to.equal(utc("2015-03-31T23:00Z"));
    expect(startOfFiscalYear(2016, BERLIN)).to.equal(utc("2015-12-31T23:00Z"));
  });

  it("begins quarters on civil days, whatever the clocks do in between", () => {
    const quarters = (year: number, of: Calendar) => [1, 2, 3, 4].map((n) => startOfQuarter(year, n, of));
    expect(quarters(2016, US_FEDERAL)).to.deep.equal(
      ["2015-10-01T04:00Z", "2016-01-01T05:00Z", "2016-04-01T04:00Z", "2016-07-01T04:00Z"].map(utc),
    );
    expect(quarters(2016, BERLIN)).to.deep.equal(
      ["2015-12-31T23:00Z", "2016-03-31T22:00Z", "2016-06-30T22:00Z", "2016-09-30T22:00Z"].map(utc),
    );
    expect(quarters(2024, ASUNCION).map((start) => civilDate(start, ASUNCION))).to.deep.equal([
      "2023-10-01",
      "2024-01-01",
      "2024-04-01",
      "2024-07-01",
    ]);
    // Not one hour late, because the year's first day was.
    expect(startOfQuarter(2024, 2, ASUNCION)).to.equal(startOfDay("2024-01-01", ASUNCION));
  });

  it("puts each second in exactly one fiscal year", () => {
    expect(fiscalYearOf(utc("2015-10-01T04:00Z"), US_FEDERAL)).to.equal(2016);
    expect(fiscalYearOf(utc("2015-10-01T04:00Z") - 1, US_FEDERAL)).to.equal(2015);
    fc.assert(
      fc.property(calendar, fc.integer({ min: 0, max: utc("2100-01-01T00:00Z") }), (of, seconds) => {
        const year = fiscalYearOf(seconds, of);
        expect(startOfFiscalYear(year, of)).to.be.at.most(seconds);
        expect(startOfFiscalYear(year + 1, of)).to.be.greaterThan(seconds);
      }),
    );
  });

  it("keeps quarters in order inside their year, each at the start of a day", () => {
    fc.assert(
      fc.property(calendar, fc.integer({ min: 1971, max: 2099 }), (of, year) => {
        const starts = [1, 2, 3, 4].map((quarter) => startOfQuarter(year, quarter, of));
        expect(starts[0]).to.equal(startOfFiscalYear(year, of));
        for (const [i, start] of starts.entries()) {
          expect(startOfDay(civilDate(start, of), of)).to.equal(start);
          expect(start).to.be.lessThan(starts[i + 1] ?? startOfFiscalYear(year + 1, of));
        }
      }),
    );
  });

  it("reads the civil days that it writes", () => {
    fc.assert(
      fc.property(calendar, fc.integer({ min: 0, max: utc("2100-01-01T00:00Z") }), (of, seconds) => {
        const day = civilDate(seconds, of);
        const begins = startOfDay(day, of);
        expect(begins).to.be.at.most(seconds);
        expect(seconds - begins).to.be.lessThan(25 * 3600);
        expect(civilDate(begins, of)).to.equal(day);
      }),
    );
  });

  it("counts civil days from 1970-01-01, and back", () => {
    expect([dayOf("1970-01-01"), dayOf("1969-12-31"), dayOf("2024-02-29")]).to.deep.equal([0, -1, 19_782]);
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (day) => {
        expect(dayOf(dateOf(day))).to.equal(day);
      }),
    );
    for (const wrong of ["2025-02-29", "1/1/2025", ""]) {
      expect(() => dayOf(wrong, "line 3"))
        .to.throw(FiscInputError)
        .with.property("place", "line 3");
    }
  });

  it("knows which civil day it is, where the clock says so", () => {
    const midnight = startOfDay("2025-07-04", US_FEDERAL);
    expect(civilDayAt(midnight, US_FEDERAL)).to.equal(dayOf("2025-07-04"));
    expect(civilDayAt(midnight - 1, US_FEDERAL)).to.equal(dayOf("2025-07-03"));
  });

  it("writes an end that never comes as none", () => {
    expect(NO_END).to.equal(2 ** 40 - 1);
    expect(civilDate(NO_END, US_FEDERAL)).to.equal("none");
  });

  it("refuses what is no civil day, with the place", () => {
    for (const date of [
      ...["", "2015-02-29", "2015-13-01", "2015-00-10", "2015-1-1", "15-01-01", "20150101", "2015-W01-1"],
      ...["2015-01-01T00:00", " 2015-01-01", "2015-01-01\n", "1 October 2015"],
    ]) {
      expect(() => startOfDay(date, US_FEDERAL, "line 3"), JSON.stringify(date)).to.throw(
        FiscInputError,
        /^line 3: .* is not a date; write it as/s,
      );
    }
    expect(() => startOfDay("soon", US_FEDERAL)).to.throw(FiscInputError, /^date: "soon"/);
  });
});
