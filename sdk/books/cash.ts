import { TREASURY } from "../ids.js";
import type { Position } from "../journal/event.js";
import { expectOrganisation } from "./access.js";
import type { Handlers } from "./handlers.js";
import type { Books } from "./model.js";
import { BUDGET, expectOffice } from "./offices.js";
import { violation } from "./rules.js";

/** Checks that the organisation's ceiling, if it has one, leaves room for a payment now. */
export function expectCash(books: Books, position: Position, organisation: number, amount: bigint): void {
  const ceiling = books.ceilings.get(organisation);
  if (ceiling === undefined || ceiling.until === 0) return;
  const time = position.timestamp;
  const isOutside = time < ceiling.from || time >= ceiling.until;
  if (isOutside || ceiling.spent + amount > ceiling.ceiling) {
    throw violation(
      position,
      `organisation ${organisation}`,
      "no more cash leaves than the ceiling of the period holds",
      `${amount} at ${time}, spent ${ceiling.spent} of ${ceiling.ceiling} from ${ceiling.from} to ${ceiling.until}`,
    );
  }
}

/** Counts a payment that was checked. */
export function spendCash(books: Books, organisation: number, amount: bigint): void {
  const ceiling = books.ceilings.get(organisation);
  if (ceiling !== undefined && ceiling.until !== 0) ceiling.spent += amount;
}

/** Counts what came back, which may have been paid in an earlier period. */
export function restoreCash(books: Books, organisation: number, amount: bigint): void {
  const ceiling = books.ceilings.get(organisation);
  if (ceiling !== undefined) ceiling.spent = ceiling.spent > amount ? ceiling.spent - amount : 0n;
}

export const cashHandlers: Handlers<"CashCeilingSet"> = {
  CashCeilingSet(books, { args, position }) {
    const { organisation, officer, ceiling, from, until } = args;
    expectOffice(books, position, officer, BUDGET, 0n, TREASURY);
    expectOrganisation(books, position, organisation);
    if (until === 0 ? from !== 0 : from >= until) {
      throw violation(
        position,
        `organisation ${organisation}`,
        "a ceiling's period ends after it begins",
        `${from} to ${until}`,
      );
    }
    const former = books.ceilings.get(organisation);
    const spent = former?.from === from ? former.spent : 0n;
    books.ceilings.set(organisation, { ceiling, spent, from, until });
  },
};
