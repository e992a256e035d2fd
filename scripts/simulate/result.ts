import { RAILS, type Rail } from "../../sdk/disbursement/lines.js";
import { formatCents } from "../../sdk/money.js";
import type { Checked, RailResult } from "./check.js";
import type { Day } from "./day.js";

/** Mismatches shown: the first ones tell enough. */
const MOST_SHOWN = 20;

const COUNTS = ["payments", "paid", "returned"] as const;
const AMOUNTS = ["paidCents", "returnedCents"] as const;

/** What the script prints. Amounts are decimal strings. */
export interface DayResult {
  readonly payments: number;
  readonly paid: number;
  readonly returned: number;
  readonly paidAmount: string;
  readonly returnedAmount: string;
  /** Whether the plan, the books, storage and the payees' balances agree to the cent. */
  readonly booksAgree: boolean;
  /** From the deployment to the last comparison. */
  readonly seconds: number;
  readonly paymentsPerSecond: number;
  readonly rails: Readonly<Record<Rail, ReturnType<typeof shown>>>;
  readonly seed: string;
  readonly networks: number;
  readonly journalEvents: number;
  readonly fieldsCompared: number;
  readonly mismatches: number;
  readonly firstMismatches: readonly string[];
}

/** Adds up what came of a day's parts. */
export function resultOf(day: Day, parts: readonly Checked[], seconds: number): DayResult {
  const rails = {
    token: addUp(parts.map((part) => part.rails.token)),
    attested: addUp(parts.map((part) => part.rails.attested)),
  };
  const all = addUp(RAILS.map((rail) => rails[rail]));
  const mismatches = parts.flatMap((part) => part.mismatches);
  if (all.payments !== day.payments) {
    mismatches.push(`${String(all.payments)} payments in the journals, not ${String(day.payments)}`);
  }
  return {
    ...shown(all),
    booksAgree: mismatches.length === 0,
    seconds: Math.round(seconds * 100) / 100,
    paymentsPerSecond: Math.round((10 * all.payments) / seconds) / 10,
    rails: { token: shown(rails.token), attested: shown(rails.attested) },
    seed: day.seed,
    networks: parts.length,
    journalEvents: parts.reduce((sum, { events }) => sum + events, 0),
    fieldsCompared: parts.reduce((sum, { fieldsCompared }) => sum + fieldsCompared, 0),
    mismatches: mismatches.length,
    firstMismatches: mismatches.slice(0, MOST_SHOWN),
  };
}

function addUp(results: readonly RailResult[]): RailResult {
  const sum = { payments: 0, paid: 0, returned: 0, paidCents: 0n, returnedCents: 0n };
  for (const result of results) {
    for (const count of COUNTS) sum[count] += result[count];
    for (const amount of AMOUNTS) sum[amount] += result[amount];
  }
  return sum;
}

function shown({ payments, paid, returned, paidCents, returnedCents }: RailResult) {
  return {
    payments,
    paid,
    returned,
    paidAmount: formatCents(paidCents),
    returnedAmount: formatCents(returnedCents),
  };
}
