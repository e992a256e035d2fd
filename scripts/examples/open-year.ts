/**
 * Opens a fiscal year for an annual appropriation: the law's amount, allotted by quarter. Authority that a quarter leaves
 * unused stays usable until the year ends.
 *
 * By an appropriating officer of the treasury, who enters the law, and a budget officer of the owner, who allots. Run
 * again after a break, it does what is still to be done.
 *
 *     FISC_KEY_APPROPRIATING=… FISC_KEY_BUDGET=… node tools/run.js scripts/examples/open-year.ts \
 *       --book book.json --rpc http://127.0.0.1:8545 \
 *       --symbol 012-2027/2027-0100 --owner 012 --year 2027 --quarters 250000.00,250000.00,250000.00,250000.00
 */
import { civilDate, startOfFiscalYear, startOfQuarter } from "../../sdk/calendar.js";
import { FiscInputError } from "../../sdk/errors.js";
import { formatCents, parseCents } from "../../sdk/money.js";
import { yearNamed } from "./support/yearNamed.js";
import { type Example, start } from "./support/example.js";

/** For how long an expired appropriation is still paid from (31 USC 1552). */
const YEARS_UNTIL_CANCELLED = 5;

export const openYear: Example<"symbol" | "owner" | "year" | "quarters"> = {
  summary: "Opens a fiscal year: appropriates, and allots by quarter.",
  options: {
    symbol: "the appropriation's account symbol",
    owner: "code of the organisation that it belongs to",
    year: "the fiscal year, named after the calendar year in which it ends",
    quarters: "four amounts with commas between, which come to what the law gives",
  },

  run: async ({ fisc, as }, { symbol, owner, year: named, quarters }) => {
    const year = yearNamed(named);
    const amounts = quarters
      .split(",")
      .map((amount, i) => parseCents(amount.trim(), `--quarters, amount ${i + 1}`));
    if (amounts.length !== 4 || amounts.some((amount) => amount <= 0n)) {
      throw new FiscInputError(
        "--quarters",
        `"${quarters}" is not four amounts above 0`,
        "give one for each quarter",
      );
    }
    const { calendar, contracts } = fisc;
    const dayAt = (seconds: number): string => civilDate(seconds, calendar);
    const [opens, closes, cancels] = [year, year + 1, year + 1 + YEARS_UNTIL_CANCELLED].map((it) =>
      dayAt(startOfFiscalYear(it, calendar)),
    ) as [string, string, string];
    const law = await as("appropriating");
    const budget = await as("budget");
    const told: string[] = [];

    if ((await contracts.ledger.accountByCode(0, symbol)) === 0n) {
      await law.budget.openAppropriation({ symbol, owner, opens, closes, cancels });
      told.push(`opened ${symbol}, ${opens} to ${closes}, cancelled ${cancels}`);
    }
    const total = formatCents(amounts.reduce((sum, amount) => sum + amount, 0n));
    // With the sequence number of what was looked at: of two runs at once, one is refused.
    const { account: root, authority, sequence } = await fisc.budget.account(symbol);
    if (authority === "0.00") {
      await law.budget.appropriate({ account: symbol, amount: total, sequence });
      told.push(`appropriated ${total}`);
    }
    for (const [i, amount] of amounts.entries()) {
      const code = `Q${i + 1}`;
      const quarter = `${symbol} ${code}`;
      if ((await contracts.ledger.accountByCode(root, code)) === 0n) {
        const first = dayAt(startOfQuarter(year, i + 1, calendar));
        await budget.budget.openAllotment({ parent: symbol, code, owner, opens: first, closes: "none" });
      }
      const seen = await fisc.budget.account(quarter);
      if (seen.authority !== "0.00") continue;
      await budget.budget.allot({ account: quarter, amount: formatCents(amount), sequence: seen.sequence });
      told.push(`allotted ${formatCents(amount)} to ${quarter}`);
    }
    return told.length === 0 ? [`${symbol} is open already: nothing to do`] : told;
  },
};

await start(import.meta, openYear);
