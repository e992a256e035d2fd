/**
 * Closes a fiscal year for an annual appropriation, and opens the next: what nobody obligated goes back up to the
 * appropriation, where it expires with it; its obligations go on being accepted and paid; the next year's appropriation
 * is opened as `open-year.ts` does. Appropriations with later dates carry on by themselves.
 *
 * By a budget officer of the owner, who withdraws and allots, and an appropriating officer of the treasury. Once the year
 * is over, not before. Run again after a break, it does what is still to be done.
 *
 *     FISC_KEY_APPROPRIATING=… FISC_KEY_BUDGET=… node tools/run.js scripts/examples/close-year.ts \
 *       --book book.json --rpc http://127.0.0.1:8545 --closing 012-2026/2026-0100 \
 *       --symbol 012-2027/2027-0100 --owner 012 --year 2027 --quarters 250000.00,250000.00,250000.00,250000.00
 */
import { FiscInputError } from "../../sdk/errors.js";
import { printStatement } from "../../sdk/statements/print.js";
import { statement } from "../../sdk/statements/statement.js";
import { openYear } from "./open-year.js";
import { booksOf } from "./support/booksOf.js";
import { type Example, start } from "./support/example.js";
import { withdrawAll } from "./support/withdrawAll.js";

export const closeYear: Example<"closing" | "symbol" | "owner" | "year" | "quarters"> = {
  summary: "Closes a fiscal year for an annual appropriation, and opens the next.",
  options: { closing: "account symbol of the appropriation that has expired", ...openYear.options },

  run: async (bench, { closing, ...next }) => {
    const { account, phase, opens, closes } = await bench.fisc.budget.account(closing);
    if (phase !== "expired") {
      const remedy = phase === "cancelled" ? "nothing moves in it any more" : `wait until ${closes}`;
      throw new FiscInputError("--closing", `${closing} is ${phase}, not expired`, remedy);
    }
    const books = await booksOf(bench.fisc);
    const children = new Map([...books.accounts.values()].map((it) => [it.id, it.children]));
    const withdrawn = await withdrawAll(bench, account, children);
    const opened = await openYear.run(bench, next);

    const closed = await booksOf(bench.fisc);
    const asOf = closed.position?.timestamp ?? 0;
    const carrying = [...closed.accounts.values()].filter(
      ({ parent, closesAt, opensAt, code }) =>
        parent === 0 && opensAt <= asOf && asOf < closesAt && code !== next.symbol,
    );
    return [
      ...withdrawn,
      ...opened,
      ...carrying.map(({ code }) => `${code} carries on`),
      `${closing}, ${opens} to ${closes}, is closed; every account as it stands now:`,
      printStatement(statement(closed, asOf)),
    ];
  },
};

await start(import.meta, closeYear);
