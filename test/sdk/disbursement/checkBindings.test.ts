import { expect } from "chai";
import { id } from "ethers";
import fc from "fast-check";

import { checkBindings, type ShownBinding, type Standing } from "../../../sdk/disbursement/checkBindings.js";
import { checkSchedule } from "../../../sdk/disbursement/checkSchedule.js";
import { encodeLines, type Rail, RAILS } from "../../../sdk/disbursement/lines.js";
import { blindedBinding, blindedReference, scheduleSecret } from "../../../sdk/disbursement/reference.js";
import {
  benefitSchedule,
  bindingsRoot,
  linesPerCall,
  type Schedule,
  vendorSchedule,
} from "../../../sdk/disbursement/schedule.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { rebuilt, withHeader } from "../../helpers/schedules.js";

const SALT = id("salt");
const SOON = 1_900_000_000;

/** A payee as the registry has it. */
interface Person extends Standing {
  readonly payee: number;
  readonly amount: bigint;
}

const people = fc.array(
  fc.record({
    amount: fc.bigInt({ min: 1n, max: 10n ** 9n }),
    version: fc.integer({ min: 1, max: 9 }),
    later: fc.nat(1_000),
  }),
  { minLength: 2, maxLength: 20 },
);
const plan = fc.record({
  rail: fc.constantFrom<Rail>(...RAILS),
  drawn: people,
  perChunk: fc.integer({ min: 1, max: 8 }),
  seed: fc.nat(),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

const accountOf = (payee: number): string => id(`account ${String(payee)}`).slice(0, 42);
const shownOf = ({ payee, version, account, eligibleUntil }: Person): ShownBinding => {
  const secret = scheduleSecret(id(`key ${String(payee)}`), SALT);
  return { payee, version, account, eligibleUntil, secret };
};

/** Makes a schedule, as it ought to be made, of what is shown. */
function made(
  rail: Rail,
  shown: readonly ShownBinding[],
  amounts: readonly bigint[],
  perChunk: number,
): Schedule {
  const lines = shown.map((binding, i) => {
    const blinded = blindedBinding(binding.secret, binding);
    const payee = rail === "token" ? binding.account : blindedReference(blinded);
    return { payee, amount: amounts[i]!, binding: blinded };
  });
  const eligibleUntil = Math.min(...shown.map((one) => one.eligibleUntil));
  return benefitSchedule({
    rail,
    organisation: 2,
    obligation: 5n,
    eligibleUntil,
    salt: SALT,
    lines,
    perChunk,
  });
}

function played({ rail, drawn, perChunk, seed }: Plan) {
  const persons = drawn.map(({ amount, version, later }, i): Person => {
    const payee = 7 + i;
    return { payee, version, account: accountOf(payee), eligibleUntil: SOON + later, amount };
  });
  const registry = new Map<number, Standing>(persons.map((person) => [person.payee, person]));
  const shown = persons.map(shownOf);
  const amounts = persons.map(({ amount }) => amount);
  const place = seed % persons.length;
  return {
    rail,
    perChunk,
    registry,
    shown,
    place,
    person: persons[place]!,
    of: (bindings: readonly ShownBinding[], cents = amounts) => made(rail, bindings, cents, perChunk),
    schedule: made(rail, shown, amounts, perChunk),
    amounts,
  };
}
type Played = ReturnType<typeof played>;

const refuse = (
  { registry, place }: Pick<Played, "registry" | "place">,
  schedule: Schedule,
  shown: readonly ShownBinding[],
  rule: RegExp,
  where = `line ${String(place + 1)}`,
): void => {
  expect(() => {
    checkBindings(schedule, shown, (payee) => registry.get(payee));
  })
    .to.throw(FiscInputError)
    .with.property("message")
    .that.matches(new RegExp(`^${where}.*(${rule.source})`));
};

/** What is shown, with one line's changed. */
const withLine = ({ shown, place }: Played, change: Partial<ShownBinding>): ShownBinding[] =>
  shown.map((one, i) => (i === place ? { ...one, ...change } : one));

const forAll = (check: (all: Played) => void): void => {
  fc.assert(
    fc.property(plan, (drawn) => {
      check(played(drawn));
    }),
  );
};

describe("the check of whom a schedule's lines stand for", () => {
  it("lets pass what is as the registry has it, in whatever case", () => {
    forAll(({ schedule, shown, registry }) => {
      checkSchedule(schedule);
      checkBindings(schedule, shown, (payee) => registry.get(payee));
      const { header, chunks } = schedule;
      const loud = chunks.map((chunk) => ({ ...chunk, lines: `0x${chunk.lines.slice(2).toUpperCase()}` }));
      const shouted = shown.map((one) => ({ ...one, account: `0x${one.account.slice(2).toUpperCase()}` }));
      checkBindings({ header, chunks: loud }, shouted, (payee) => registry.get(payee));
    });
  });

  it("finds a payee who is not to be paid", () => {
    forAll((all) => {
      all.registry.delete(all.person.payee);
      refuse(all, all.schedule, all.shown, /is not to be paid/);
    });
  });

  it("finds details that are not in force, though the schedule was made for them", () => {
    forAll((all) => {
      const { person, of } = all;
      for (const change of [{ version: person.version + 1 }, { account: accountOf(0) }]) {
        const shown = withLine(all, change);
        refuse(all, of(shown), shown, /is not the one in force/);
      }
    });
  });

  it("finds an eligibility that is said to last longer, and takes a shorter one", () => {
    forAll((all) => {
      const { person, of, registry } = all;
      const longer = withLine(all, { eligibleUntil: person.eligibleUntil + 1 });
      refuse(all, of(longer), longer, /is eligible until/);
      const shorter = withLine(all, { eligibleUntil: SOON - 1 });
      checkBindings(of(shorter), shorter, (payee) => registry.get(payee));
    });
  });

  it("finds a schedule that ends later, or earlier, than the first payee's eligibility", () => {
    forAll((all) => {
      for (const by of [-1, 1]) {
        const eligibleUntil = all.schedule.header.eligibleUntil + by;
        refuse(
          all,
          withHeader(all.schedule, { eligibleUntil }),
          all.shown,
          /the first payee until/,
          "schedule",
        );
      }
    });
  });

  it("finds a payee who is paid twice", () => {
    forAll((all) => {
      const { shown, amounts, of, place, person } = all;
      const twice = [...shown, shown[place]!];
      const last = { ...all, place: shown.length };
      refuse(last, of(twice, [...amounts, person.amount + 1n]), twice, /is paid in line \d+, too/);
      const other = [...shown, { ...shown[place]!, secret: id("another") }];
      refuse(last, of(other, [...amounts, person.amount]), other, /is paid in line \d+, too/);
    });
  });

  it("finds a line that stands there again, under another payee", () => {
    forAll((all) => {
      if (all.rail !== "token") return;
      const { shown, amounts, of, place, person, registry } = all;
      registry.set(1, person);
      const twice = [...shown, { ...shown[place]!, payee: 1 }];
      const last = { ...all, place: shown.length };
      refuse(last, of(twice, [...amounts, person.amount]), twice, /again, under another payee/);
      // Two who live together may be paid different amounts.
      checkBindings(of(twice, [...amounts, person.amount + 1n]), twice, (payee) => registry.get(payee));
    });
  });

  it("finds a line that pays another than for whom it is shown", () => {
    forAll((all) => {
      const { schedule, shown, place, amounts, rail, perChunk } = all;
      // All bindings are right, and bound: only the line leads elsewhere.
      const payee = rail === "token" ? accountOf(0) : id("another").slice(0, 22);
      const lines = encodeLines(rail, [{ payee, amount: amounts[place]! }]).slice(2);
      const size = lines.length;
      const parts = schedule.chunks.map(({ index, bindings, lines: packed }) => {
        const at = 2 + (place - index * perChunk) * size;
        const isHere = at >= 2 && at < packed.length;
        return {
          index,
          bindings,
          lines: isHere ? packed.slice(0, at) + lines + packed.slice(at + size) : packed,
        };
      });
      refuse(all, rebuilt(schedule, parts), shown, /it does not pay payee/);
    });
  });

  it("finds bindings that are not those under the root", () => {
    forAll((all) => {
      const { schedule, shown, rail } = all;
      const parts = schedule.chunks.map(({ index, lines }) => ({
        index,
        lines,
        bindings: bindingsRoot([SALT]),
      }));
      refuse(all, rebuilt(schedule, parts), shown, /its root of bindings/, "chunk 1");
      // On the attested rail the reference tells it before.
      const other = withLine(all, { secret: id("another") });
      if (rail === "token") refuse(all, schedule, other, /its root of bindings/, "chunk \\d+");
      else refuse(all, schedule, other, /it does not pay payee/);
    });
  });

  it("finds bindings too few or too many, and vouchers, which have none", () => {
    forAll((all) => {
      const { schedule, shown } = all;
      refuse(all, schedule, shown.slice(1), /bindings are shown for/, "schedule");
      refuse(all, schedule, [...shown, shown[0]!], /bindings are shown for/, "schedule");
    });
    const vouchers = [{ id: id("invoice"), amount: 1n }];
    const vendors = vendorSchedule({ rail: "token", organisation: 2, salt: SALT, vouchers });
    refuse({ registry: new Map(), place: 0 }, vendors, [], /vouchers/, "schedule");
  });
});

describe("a schedule's check before it is certified", () => {
  for (const rail of RAILS) {
    it(`finds a chunk that no call could pay, on the ${rail} rail`, () => {
      const most = linesPerCall(rail, "osaka");
      const lines = Array.from({ length: most + 1 }, (_, i) => {
        const payee = rail === "token" ? accountOf(i) : id(String(i)).slice(0, 22);
        return { payee, amount: 1n, binding: id(String(i)) };
      });
      const base = { rail, organisation: 2, obligation: 5n, eligibleUntil: SOON, salt: SALT };
      checkSchedule(benefitSchedule({ ...base, lines, perChunk: most }));
      expect(() => {
        checkSchedule(benefitSchedule({ ...base, lines, perChunk: most + 1 }));
      }).to.throw(FiscInputError, /^chunk 1: no call pays its/);
    });
  }
});
