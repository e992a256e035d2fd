import type { ActRecord } from "../books/model.js";
import type { JournalEventName } from "../journal/event.js";

/** Figures of an obligation that acts and claims on it add up to. */
export const OBLIGATION_FIGURES = ["obligated", "accepted", "advances", "paid"] as const;
export type ObligationFigure = (typeof OBLIGATION_FIGURES)[number];

type Effects = Partial<Record<JournalEventName, 1n | -1n>>;

/** What each act and claim on an obligation does to its figures, times its amount. */
const EFFECTS: Readonly<Record<ObligationFigure, Effects>> = {
  obligated: {
    Obligated: 1n,
    ObligationOpened: 1n,
    Increased: 1n,
    InterestAccrued: 1n,
    Deobligated: -1n,
  },
  accepted: { Accepted: 1n, Liquidated: 1n, InterestAccrued: 1n, Reversed: -1n },
  advances: { Advanced: 1n, Liquidated: -1n, Recalled: -1n },
  // What failed, came back or was refunded.
  paid: { Paid: 1n, Returned: -1n },
};

/** The same of an account's authority, at the account that the act is addressed to. */
const AUTHORITY: Effects = {
  Appropriated: 1n,
  Realised: 1n,
  Rescinded: -1n,
  Allotted: 1n,
  Withdrawn: -1n,
  Transferred: -1n,
};

/** Cents that an act adds to a figure of its obligation, or takes away; undefined for one that does neither. */
export function effectOn(figure: ObligationFigure, { name, amount }: ActRecord): bigint | undefined {
  const effect = EFFECTS[figure][name];
  return effect === undefined ? undefined : effect * amount;
}

/** The same of the authority of one account among those whose history has the act. */
export function effectOnAuthority(account: number, act: ActRecord): bigint | undefined {
  if (act.account === account) {
    const effect = AUTHORITY[act.name];
    return effect === undefined ? undefined : effect * act.amount;
  }
  // What a child is given stays the parent's authority.
  return act.name === "Transferred" ? act.amount : undefined;
}
