import { expect } from "chai";
import { DateTime } from "luxon";

import { US_FEDERAL } from "../../sdk/calendar.js";
import { promptPaymentInterest } from "../../sdk/disbursement/promptPayment.js";
import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import type { InterestRates } from "../../types/ethers-contracts/index.js";
import { asTop, freshLedger } from "../fixtures/freshLedger.js";
import { ethers, loadFixture, nextTime, time } from "../fixtures/network.js";
import { staffed } from "../fixtures/staffed.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { Random } from "../integration/random.js";

const DAY = 86_400;
const HOUR = 3_600;
const TWO_YEARS = 731 * DAY;
const REASON = `0x${"4e".repeat(32)}`;
const zone = US_FEDERAL.timeZone;

const instant = (seconds: number) => DateTime.fromSeconds(seconds, { zone });

/** The civil day of an instant, counted from 1970-01-01, as the time-zone database has it. */
const civilDay = (seconds: number): number => {
  const { year, month, day } = instant(seconds);
  return Date.UTC(year, month - 1, day) / (1000 * DAY);
};

/** The second at which a civil day begins. */
const beginning = (day: number): number =>
  DateTime.fromSeconds(day * DAY, { zone: "utc" })
    .setZone(zone, { keepLocalTime: true })
    .toSeconds();

async function rated() {
  const all = await staffed();
  const asBudget = all.rates.connect(all.treasury.budget.signer);
  return { ...all, asBudget };
}

const story = () => loadFixture(rated);

/** Interest on what is paid today. */
const interestNow = async (rates: InterestRates, principal: bigint, dueDay: number) =>
  rates.interestOn(principal, dueDay, await rates.today());

describe("InterestRates", () => {
  it("has no rate and UTC at first, and says which registry it asks", async () => {
    const { rates, registry } = await loadFixture(freshLedger);
    expect(await rates.version()).to.equal("1.0.0");
    expect(await rates.rates()).to.deep.equal([]);
    expect(await rates.offsets()).to.deep.equal([]);
    expect(await rates.today()).to.equal(Math.floor((await time.latest()) / DAY));
    const deployed = await ethers.deployContract("InterestRates", [registry]);
    await expectEvent(
      Promise.resolve(deployed.deploymentTransaction()),
      deployed,
      "InterestRatesCreated",
      registry,
    );
  });

  it("is added to by a budget officer of the treasury alone", async () => {
    const all = await story();
    const { rates, registry, treasury, a, founders, stranger } = all;
    const calls = [
      (by: typeof rates) => by.setRate(1, 4_625),
      (by: typeof rates) => by.setOffset(0, -5 * HOUR),
    ];
    for (const call of calls) {
      for (const { id, signer } of [treasury.certifying, treasury.appropriating, founders.administrator]) {
        await expectRevert(
          call(rates.connect(signer)),
          registry,
          "OfficerRegistryMissingOffices",
          id,
          TREASURY,
          OFFICES.budget,
        );
      }
      await expectRevert(
        call(rates.connect(a.budget.signer)),
        registry,
        "OfficerRegistryNotAppointed",
        a.budget.id,
        TREASURY,
      );
      for (const other of [stranger, await asTop(all)]) {
        await expectRevert(call(rates.connect(other)), registry, "OfficerRegistryUnknownKey", other.address);
      }
    }
    await registry.connect(founders.registrar.signer).dismiss(treasury.budget.id, REASON);
    for (const call of calls) {
      await expectRevert(
        call(rates.connect(treasury.budget.signer)),
        registry,
        "OfficerRegistryUnknownKey",
        treasury.budget.signer.address,
      );
    }
    expect(await rates.rates()).to.deep.equal([]);
    expect(await rates.offsets()).to.deep.equal([]);
  });

  it("is added to while payments are halted", async () => {
    const { registry, founders, asBudget } = await story();
    await registry.connect(founders.inspector.signer).halt(0, DAY, REASON);
    await asBudget.setRate(1, 4_625);
    await asBudget.setOffset(0, -5 * HOUR);
  });

  describe("setRate", () => {
    it("adds one, from nothing to 100%, each after the one before it", async () => {
      const { rates, asBudget, treasury } = await story();
      const added = [
        [0, 4_625],
        [1, 0],
        [20_000, 100_000],
      ] as const;
      for (const rate of added) {
        await expectEvent(asBudget.setRate(...rate), rates, "InterestRateSet", treasury.budget.id, ...rate);
      }
      expect(await rates.rates()).to.deep.equal(added.map((rate) => rate.map(BigInt)));
    });

    it("refuses one above 100%, and one that begins no later than the last", async () => {
      const { rates, asBudget } = await story();
      await asBudget.setRate(100, 4_625);
      const wrong = [
        [101, 100_001],
        [101, 2 ** 32 - 1],
        [100, 1_000],
        [99, 1_000],
        [0, 1_000],
      ] as const;
      for (const rate of wrong) {
        await expectRevert(asBudget.setRate(...rate), rates, "InterestRatesInvalidRate", ...rate);
      }
      expect(await rates.rates()).to.deep.equal([[100n, 4_625n]]);
    });

    it("refuses one more than two years ahead, which would keep every nearer one out", async () => {
      const { rates, asBudget } = await story();
      const today = Number(await rates.today());
      for (const far of [today + 732, 2 ** 16 - 1]) {
        await expectRevert(asBudget.setRate(far, 1_000), rates, "InterestRatesInvalidRate", far, 1_000);
      }
      await asBudget.setRate(today + 731, 1_000);
    });
  });

  describe("setOffset", () => {
    it("adds one, up to 14 hours either way, each after the one before it", async () => {
      const { rates, asBudget, treasury } = await story();
      const added = [
        [0, -14 * HOUR],
        [1, 14 * HOUR],
        [1_000_000, 0],
      ] as const;
      for (const offset of added) {
        await expectEvent(
          asBudget.setOffset(...offset),
          rates,
          "ZoneOffsetSet",
          treasury.budget.id,
          ...offset,
        );
      }
      expect(await rates.offsets()).to.deep.equal(added.map((offset) => offset.map(BigInt)));
    });

    it("refuses more than 14 hours, and one that begins no later than the last", async () => {
      const { rates, asBudget } = await story();
      await asBudget.setOffset(100, -5 * HOUR);
      const wrong = [
        [101, 14 * HOUR + 1],
        [101, -14 * HOUR - 1],
        [101, 2 ** 31 - 1],
        [101, -(2 ** 31)],
        [100, 0],
        [0, 0],
      ] as const;
      for (const offset of wrong) {
        await expectRevert(asBudget.setOffset(...offset), rates, "InterestRatesInvalidOffset", ...offset);
      }
    });

    it("refuses one more than two years ahead: milliseconds are no seconds", async () => {
      const { rates, asBudget } = await story();
      const ahead = (await nextTime()) + TWO_YEARS;
      for (const far of [ahead + 1, 2 ** 40 - 1]) {
        await time.setNextBlockTimestamp(ahead - TWO_YEARS + (far === ahead + 1 ? 0 : 1));
        await expectRevert(asBudget.setOffset(far, 0), rates, "InterestRatesInvalidOffset", far, 0);
      }
      await time.setNextBlockTimestamp(ahead - TWO_YEARS + 2);
      await asBudget.setOffset(ahead + 2, 0);
    });
  });

  describe("today", () => {
    it("changes at the zone's midnight, to the second, in winter and in summer", async () => {
      const { rates, asBudget } = await story();
      await asBudget.setOffset(0, -5 * HOUR);
      const midnight = (Math.floor((await time.latest()) / DAY) + 2) * DAY + 5 * HOUR;
      const day = midnight / DAY - 5 / 24;
      await time.increaseTo(midnight - 1);
      expect(await rates.today()).to.equal(day - 1);
      await time.increaseTo(midnight);
      expect(await rates.today()).to.equal(day);
      // East of Greenwich a day begins before UTC's.
      await asBudget.setOffset(midnight + 1, 9 * HOUR);
      await time.increaseTo(midnight + 10 * HOUR - 1);
      expect(await rates.today()).to.equal(day);
      await time.increaseTo(midnight + 10 * HOUR);
      expect(await rates.today()).to.equal(day + 1);
    });

    it("does not know of an offset before its second", async () => {
      const { rates, asBudget } = await story();
      // An hour before midnight, where an hour more makes a day of difference.
      const from = (Math.floor((await time.latest()) / DAY) + 2) * DAY - HOUR;
      await asBudget.setOffset(from, HOUR);
      await time.increaseTo(from - 1);
      expect(await rates.today()).to.equal((from + HOUR) / DAY - 1);
      await time.increaseTo(from);
      expect(await rates.today()).to.equal((from + HOUR) / DAY);
    });

    it("agrees with the time-zone database at random instants of two years, and around every midnight", async () => {
      const { rates, asBudget } = await story();
      const start = (await time.latest()) + DAY;
      const random = new Random(1315);
      const changes = offsetChanges(start, start + TWO_YEARS + 5 * DAY);
      expect(changes.length).to.be.at.least(3);
      await asBudget.setOffset(0, instant(start).offset * 60);

      const around = (seconds: number) => [seconds - 1, seconds, seconds + 1];
      const instants = new Set<number>();
      for (let i = 0; i < 400; i++) instants.add(start + random.below(TWO_YEARS));
      for (let i = 0; i < 60; i++) {
        for (const it of around(beginning(civilDay(start + DAY + random.below(TWO_YEARS))))) instants.add(it);
      }
      for (const change of changes) {
        for (const it of around(change)) instants.add(it);
        // The days of 23 and of 25 hours, and both their neighbours.
        for (const days of [-1, 0, 1, 2]) {
          for (const it of around(beginning(civilDay(change) + days))) instants.add(it);
        }
      }

      const waiting = [...changes];
      for (const it of [...instants].sort((left, right) => left - right)) {
        if (it <= (await time.latest())) continue;
        // A month ahead, as an officer would.
        const [next] = waiting;
        if (next !== undefined && next - it < 30 * DAY) {
          await asBudget.setOffset(next, instant(next).offset * 60);
          waiting.shift();
        }
        if (it > (await time.latest())) await time.increaseTo(it);
        const now = await time.latest();
        expect(await rates.today(), instant(now).toISO() ?? "").to.equal(civilDay(now));
      }
      expect(waiting).to.deep.equal([]);
    });
  });

  describe("interestOn", () => {
    it("is nothing until the due date is over, and counts from the day after it", async () => {
      const { rates, asBudget } = await story();
      await asBudget.setOffset(0, -5 * HOUR);
      await asBudget.setRate(0, 6_500);
      const due = Number(await rates.today()) + 1;
      const midnightAfter = (days: number) => (due + days) * DAY + 5 * HOUR;
      const late = async (days: number) => {
        const interest = promptPaymentInterest({ principal: 1_500_00n, rate: 6_500, daysLate: days });
        expect(await interestNow(rates, 1_500_00n, due)).to.deep.equal([interest, BigInt(days), 6_500n]);
      };
      expect(await interestNow(rates, 1_500_00n, due + 1)).to.deep.equal([0n, 0n, 0n]);
      expect(await interestNow(rates, 1_500_00n, 2 ** 16 - 1)).to.deep.equal([0n, 0n, 0n]);
      await time.increaseTo(midnightAfter(1) - 1);
      expect(await interestNow(rates, 1_500_00n, due)).to.deep.equal([0n, 0n, 0n]);
      await time.increaseTo(midnightAfter(1));
      await late(1);
      await time.increaseTo(midnightAfter(11) - 1);
      await late(10);
      expect((await interestNow(rates, 1_500_00n, due)).interest).to.equal(2_71n);
      await time.increaseTo(midnightAfter(11));
      await late(11);
      // After a year the days go on, the interest does not.
      await time.increaseTo(midnightAfter(365));
      await late(365);
      const { interest } = await interestNow(rates, 1_500_00n, due);
      await time.increaseTo(midnightAfter(500));
      expect(await interestNow(rates, 1_500_00n, due)).to.deep.equal([interest, 500n, 6_500n]);
    });

    it("counts civil days over the change to summer time: due on April 1, paid on June 15", async () => {
      const { rates, asBudget } = await story();
      // The regulation's second example, in a year to come, and one in which the clocks change meanwhile.
      const year = instant(await time.latest()).year + 1;
      const days = (date: string) => Date.parse(date) / (1000 * DAY);
      const spring = offsetChanges(Date.UTC(year, 0, 1) / 1000, Date.UTC(year, 6, 1) / 1000)[0]!;
      await asBudget.setOffset(0, -5 * HOUR);
      await asBudget.setOffset(spring, -4 * HOUR);
      await asBudget.setRate(0, 6_000);
      const dueInApril = days(`${String(year)}-04-01`);
      const dueInMarch = days(`${String(year)}-03-01`);
      const paid = days(`${String(year)}-06-15`);
      // Until the last second of the day, which in summer is UTC's fourth hour.
      for (const at of [paid * DAY + 4 * HOUR, (paid + 1) * DAY + 4 * HOUR - 1]) {
        await time.increaseTo(at);
        expect(await interestNow(rates, 1_500_00n, dueInApril)).to.deep.equal([18_83n, 75n, 6_000n]);
        expect((await interestNow(rates, 1_500_00n, dueInMarch)).daysLate).to.equal(106);
      }
      await time.increaseTo((paid + 1) * DAY + 4 * HOUR);
      expect((await interestNow(rates, 1_500_00n, dueInApril)).daysLate).to.equal(76);
    });

    it("bears the rate of the day after the due date, whatever came later", async () => {
      const { rates, asBudget } = await story();
      const today = Number(await rates.today());
      const [first, second] = [today - 60, today - 30];
      await asBudget.setRate(first, 4_000);
      await asBudget.setRate(second, 5_000);
      // A rate that is published and not yet in force.
      await asBudget.setRate(today + 1, 9_000);
      const rateOn = async (due: number) => (await interestNow(rates, 10_000_00n, due)).rate;
      expect(await rateOn(second - 2)).to.equal(4_000);
      expect(await rateOn(second - 1)).to.equal(5_000);
      expect(await rateOn(second)).to.equal(5_000);
      expect(await rateOn(today - 1)).to.equal(5_000);
      expect(await rateOn(first - 1)).to.equal(4_000);
      // Before the first rate there is none.
      expect(await interestNow(rates, 10_000_00n, first - 2)).to.deep.equal([0n, 62n, 0n]);
    });

    it("is up to the day of the payment, whichever day it is", async () => {
      const { rates, asBudget } = await story();
      await asBudget.setRate(0, 6_500);
      for (const [paidDay, daysLate] of [
        [99, 0],
        [100, 0],
        [101, 1],
        [465, 365],
        [65_535, 65_435],
      ] as const) {
        const days = Math.min(daysLate, 365);
        const interest = promptPaymentInterest({ principal: 1_500_00n, rate: 6_500, daysLate: days });
        const rate = daysLate === 0 ? 0n : 6_500n;
        expect(await rates.interestOn(1_500_00n, 100, paidDay)).to.deep.equal([
          interest,
          BigInt(daysLate),
          rate,
        ]);
      }
    });

    it("is nothing without a rate", async () => {
      const { rates } = await story();
      const today = Number(await rates.today());
      expect(await interestNow(rates, 10_000_00n, today - 100)).to.deep.equal([0n, 100n, 0n]);
      expect(await interestNow(rates, 10_000_00n, 0)).to.deep.equal([0n, BigInt(today), 0n]);
    });
  });
});

/** The seconds at which the zone's offset changes between two instants. */
function offsetChanges(from: number, until: number): number[] {
  const changes: number[] = [];
  for (let day = from; day < until; day += DAY) {
    let [before, after] = [day, Math.min(day + DAY, until)];
    if (instant(before).offset === instant(after).offset) continue;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (instant(middle).offset === instant(before).offset) before = middle;
      else after = middle;
    }
    changes.push(after);
  }
  return changes;
}
