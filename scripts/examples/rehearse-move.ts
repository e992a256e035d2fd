/**
 * Says what moving to a new version of the ledger would carry over, and whether anything stands in its way. Sends nothing.
 * The move itself is `deploy-successor.ts`, `switch-ledger.ts` and `enter-openings.ts`; see `docs/guide/succession.md`.
 *
 * By anyone.
 *
 *     node tools/run.js scripts/examples/rehearse-move.ts --book book.json --rpc http://127.0.0.1:8545
 */
import { formatCents } from "../../sdk/money.js";
import { planSuccession } from "../../sdk/succession/plan.js";
import { type Example, start } from "./support/example.js";
import { ledgerBooks } from "./support/succession.js";

export const rehearseMove: Example<never> = {
  summary: "Says what moving to a new version of the ledger would carry over.",
  options: {},

  run: async ({ fisc }) => {
    const books = await ledgerBooks(fisc);
    const now = (await fisc.provider.getBlock("latest"))?.timestamp ?? 0;
    // Refuses while claims are certified and not paid, and lists them.
    const plan = planSuccession(books, books.status.isFrozen ? (books.position?.timestamp ?? now) : now);
    const desks = new Set(
      plan.steps.map(({ office, organisation }) => `${office} in organisation ${organisation}`),
    );
    return [
      `${plan.accounts.size} accounts and ${plan.obligations.length} obligations go along, in ${plan.steps.length} calls`,
      `opening authority ${formatCents(plan.openingAuthority)}, obligated ${formatCents(plan.openingObligated)}`,
      ...plan.leftBehind.map(
        ({ account, cancelled, reserved, anticipated }) =>
          `account ${account} leaves behind: ${formatCents(cancelled)} cancelled, ${formatCents(anticipated)} expected ` +
          `that can't come any more; ${formatCents(reserved)} reserved become available`,
      ),
      `officers that enter it: ${[...desks].sort().join(", ")}`,
    ];
  },
};

await start(import.meta, rehearseMove);
