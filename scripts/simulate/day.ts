import type { Rail } from "../../sdk/disbursement/lines.js";

/** What a day is made from; the same gives the same payments. */
export interface Day {
  readonly payments: number;
  /** How many in a hundred are paid in tokens. */
  readonly tokenShare: number;
  readonly seed: string;
}

/** A benefit schedule to come. */
export interface Plan {
  readonly rail: Rail;
  /** Tells the day's schedules apart; the first one is 1. */
  readonly number: number;
  readonly lines: number;
}

/** Lines of a schedule at most, well within its 128 chunks: agencies certify program by program. */
const MOST_LINES: Record<Rail, number> = { token: 25_000, attested: 60_000 };

/** The day's schedules, those of each rail of about one length. */
export function schedulesOf({ payments, tokenShare }: Day): Plan[] {
  const inTokens = Math.round((payments * tokenShare) / 100);
  const sizes = [
    ...split(inTokens, MOST_LINES.token).map((lines) => ({ rail: "token" as const, lines })),
    ...split(payments - inTokens, MOST_LINES.attested).map((lines) => ({ rail: "attested" as const, lines })),
  ];
  return sizes.map((plan, i) => ({ ...plan, number: i + 1 }));
}

/** A day in parts, each with about as many payments and a seed of its own. */
export const partsOf = (day: Day, most: number): Day[] =>
  split(day.payments, most).map((payments, i) => ({
    ...day,
    payments,
    seed: `${day.seed}/${String(i + 1)}`,
  }));

/** `total` in as few parts of at most `most` as will do, which differ by one at most. */
function split(total: number, most: number): number[] {
  const parts = Math.ceil(total / most);
  return Array.from(
    { length: parts },
    (_, i) => Math.floor(((i + 1) * total) / parts) - Math.floor((i * total) / parts),
  );
}
