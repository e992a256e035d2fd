import { TREASURY } from "../ids.js";
import type { Position } from "../journal/event.js";
import { expectOrganisation, settingsOf } from "./access.js";
import { DAY } from "./constants.js";
import type { Handlers } from "./handlers.js";
import type { Books } from "./model.js";
import { expectOffice, INSPECTOR, officerByKey } from "./offices.js";
import { violation } from "./rules.js";

/** For how long after the first veto of a removal others can be vetoed, and when the next window can open. */
const REPLACEMENT_WINDOW = 30 * DAY;
const REPLACEMENT_INTERVAL = 365 * DAY;

/** Checks that the organisation's payments are not halted. */
export function expectNotHalted(books: Books, position: Position, organisation: number): void {
  const time = position.timestamp;
  const own = books.halts.get(organisation);
  // While an organisation cools down from its own halt, one of all does not stop it again.
  const isCooling = own !== undefined && time >= own.until && time < own.again;
  const until = Math.max(own?.until ?? 0, isCooling ? 0 : (books.halts.get(0)?.until ?? 0));
  if (time < until) {
    throw violation(
      position,
      `organisation ${organisation}`,
      "a halt stops payments, and accounts from being given away",
      `halted until ${until}`,
    );
  }
}

/** What an inspector does: halts, and vetoes. */
export const haltHandlers: Handlers<
  "PaymentsHalted" | "HaltLifted" | "OperationVetoed" | "ReplacementVetoed"
> = {
  PaymentsHalted(books, { args, position }) {
    const settings = settingsOf(books, position);
    const { organisation, inspector, until, reason } = args;
    const time = position.timestamp;
    if (organisation !== 0) expectOrganisation(books, position, organisation);
    expectOffice(books, position, inspector, INSPECTOR, 0n, TREASURY);
    // A halt of all cools down for each organisation.
    const again = Math.max(books.halts.get(0)?.again ?? 0, books.halts.get(organisation)?.again ?? 0);
    if (until <= time || until - time > settings.haltMaximum || time < again) {
      throw violation(
        position,
        `halt of organisation ${organisation}`,
        "a halt has a longest time and a cooldown",
        `until ${until}, not before ${again}`,
      );
    }
    // The cooldown is in proportion to the halt, in whole seconds.
    const cooldown = Math.floor((settings.haltCooldown * (until - time)) / settings.haltMaximum);
    const former = books.halts.get(organisation);
    books.halts.set(organisation, { from: time, until, again: until + cooldown, reason, former });
  },

  HaltLifted(books, { args, position }) {
    const settings = settingsOf(books, position);
    if (args.by !== settings.top) {
      const lifter = officerByKey(books, args.by, position.timestamp);
      expectOffice(books, position, lifter?.id ?? 0, INSPECTOR, 0n, TREASURY);
    }
    const halt = books.halts.get(args.organisation);
    if (halt === undefined || position.timestamp >= halt.until) {
      throw violation(
        position,
        `halt of organisation ${args.organisation}`,
        "what is halted is lifted",
        "it is not",
      );
    }
    // The halt ends now, and its cooldown begins.
    halt.again += position.timestamp - halt.until;
    halt.until = position.timestamp;
  },

  OperationVetoed(books, { args, position }) {
    expectOffice(books, position, args.inspector, INSPECTOR, 0n, TREASURY);
  },

  ReplacementVetoed(books, { args, position }) {
    expectOffice(books, position, args.inspector, INSPECTOR, 0n, TREASURY);
    const time = position.timestamp;
    const last = books.replacementWindowOpened;
    const opensNew = last === 0 || time >= last + REPLACEMENT_INTERVAL;
    if (opensNew ? args.opened !== time : args.opened !== last || time >= last + REPLACEMENT_WINDOW) {
      throw violation(
        position,
        `officer ${args.inspector}`,
        "replacements are vetoed in one window, which opens once in a while",
        `the last one opened at ${last}, this one at ${args.opened}`,
      );
    }
    books.replacementWindowOpened = args.opened;
  },
};
