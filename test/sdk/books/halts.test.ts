import { expect } from "chai";

import { AGENCY, DAY, keyOf, NONE, OFFICERS, OTHER_AGENCY, staffedJournal, TOP } from "../helpers/journal.js";
import { expectViolation } from "../helpers/refuse.js";

describe("books of halts and vetoes", () => {
  it("PaymentsHalted and HaltLifted: a longest time and a cooldown, by an inspector", () => {
    const journal = staffedJournal();
    const { inspector, receiving } = OFFICERS;
    const halt = (until: number, by: number = inspector) =>
      ({ organisation: AGENCY, inspector: by, until, reason: NONE }) as const;
    expectViolation(journal, journal.next("PaymentsHalted", halt(journal.time + DAY + 2)), /longest time/);
    expectViolation(
      journal,
      journal.next("PaymentsHalted", halt(journal.time + 60, receiving)),
      /live appointment/,
    );
    const until = journal.time + 1 + DAY / 2;
    journal.emit("PaymentsHalted", halt(until));
    // Half of the longest halt, half of its cooldown.
    const from = journal.time;
    expect(journal.books.halts.get(AGENCY)).to.deep.equal({
      from,
      until,
      again: until + DAY,
      reason: NONE,
      former: undefined,
    });
    expectViolation(
      journal,
      journal.next("HaltLifted", { organisation: AGENCY, by: keyOf(receiving) }),
      /live app/,
    );
    journal.emit("HaltLifted", { organisation: AGENCY, by: keyOf(inspector) });
    const lifted = journal.time;
    expect(journal.books.halts.get(AGENCY)).to.include({ until: lifted, again: lifted + DAY });
    expectViolation(journal, journal.next("PaymentsHalted", halt(journal.time + 60)), /cooldown/);
    // What is not halted, or not any more, can't be lifted.
    for (const organisation of [AGENCY, OTHER_AGENCY]) {
      expectViolation(journal, journal.next("HaltLifted", { organisation, by: TOP }), /what is halted/);
    }
    journal.time = lifted + DAY - 2;
    expectViolation(journal, journal.next("PaymentsHalted", halt(journal.time + 60)), /cooldown/);
    journal.time += 1;
    journal.emit("PaymentsHalted", halt(journal.time + 61));
  });

  it("PaymentsHalted: the cooldown is in proportion to the halt, in whole seconds", () => {
    const journal = staffedJournal();
    const { inspector } = OFFICERS;
    journal.books.settings = { ...journal.books.settings!, haltMaximum: 7, haltCooldown: 9 };
    for (const [duration, cooldown] of [
      [1, 1],
      [4, 5],
      [6, 7],
      [7, 9],
    ] as const) {
      const until = journal.time + 1 + duration;
      journal.emit("PaymentsHalted", { organisation: AGENCY, inspector, until, reason: NONE });
      expect(journal.books.halts.get(AGENCY)).to.include({ until, again: until + cooldown });
      journal.time = until + cooldown;
    }
  });

  it("PaymentsHalted: a halt of all cools down for each organisation, and not the other way round", () => {
    const journal = staffedJournal();
    const halt = (organisation: number) => {
      const { inspector } = OFFICERS;
      return { organisation, inspector, until: journal.time + 60, reason: NONE } as const;
    };
    journal.emit("PaymentsHalted", halt(AGENCY));
    journal.emit("PaymentsHalted", halt(0));
    expectViolation(journal, journal.next("PaymentsHalted", halt(OTHER_AGENCY)), /cooldown/);
    journal.time += 3 * DAY;
    journal.emit("PaymentsHalted", halt(OTHER_AGENCY));
  });

  it("OperationVetoed and ReplacementVetoed: by an inspector, the latter once in a while", () => {
    const journal = staffedJournal();
    const { inspector, receiving } = OFFICERS;
    journal.emit("OperationVetoed", { operation: NONE, inspector });
    expectViolation(
      journal,
      journal.next("OperationVetoed", { operation: NONE, inspector: receiving }),
      /live/,
    );
    const veto = (opened: number) => ({ operation: NONE, inspector, opened });
    expectViolation(journal, journal.next("ReplacementVetoed", veto(journal.time)), /one window/);
    const opened = journal.time + 1;
    journal.emit("ReplacementVetoed", veto(opened));
    journal.time = opened + 30 * DAY - 2;
    expectViolation(journal, journal.next("ReplacementVetoed", veto(journal.time + 1)), /one window/);
    journal.emit("ReplacementVetoed", veto(opened));
    expect(journal.books.replacementWindowOpened).to.equal(opened);
    for (const time of [opened + 30 * DAY, opened + 365 * DAY - 1]) {
      journal.time = time - 1;
      expectViolation(journal, journal.next("ReplacementVetoed", veto(opened)), /one window/);
      expectViolation(journal, journal.next("ReplacementVetoed", veto(time)), /one window/);
    }
    journal.time = opened + 365 * DAY - 1;
    journal.emit("ReplacementVetoed", veto(opened + 365 * DAY));
    expect(journal.books.replacementWindowOpened).to.equal(opened + 365 * DAY);
  });
});
