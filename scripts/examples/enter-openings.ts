/**
 * Enters into a new ledger what its frozen predecessor leaves open, compares the books of both figure by figure, and
 * seals the opening with the predecessor's totals: from then on nothing more can be brought along.
 *
 * By officers who hold these offices in every organisation with accounts, one person an office: appropriating (at the
 * treasury), budget, contracting, receiving and collecting. Run again after a break, it goes on where it was.
 *
 *     FISC_KEY_APPROPRIATING=… FISC_KEY_BUDGET=… FISC_KEY_CONTRACTING=… FISC_KEY_RECEIVING=… FISC_KEY_COLLECTING=… \
 *       node tools/run.js scripts/examples/enter-openings.ts \
 *       --book book.json --rpc http://127.0.0.1:8545 --next next.json
 */
import { formatCents } from "../../sdk/money.js";
import { compareSuccession } from "../../sdk/succession/compare.js";
import { expectEqual } from "../../sdk/succession/expectEqual.js";
import { isDone } from "../../sdk/succession/isDone.js";
import { planSuccession } from "../../sdk/succession/plan.js";
import { type Example, start } from "./support/example.js";
import { carryOut, frozenAt, ledgerBooks, successorIn } from "./support/succession.js";

export const enterOpenings: Example<"next"> = {
  summary: "Enters what a frozen ledger leaves open into its successor, and seals it.",
  options: { next: "the address book that deploy-successor.ts wrote" },

  run: async ({ fisc, sender }, { next: file }) => {
    const next = await successorIn(fisc, file);
    const { ledger } = next.contracts;
    if ((await ledger.status()).isSealed) return ["the successor is sealed already: nothing to do"];
    const predecessor = await ledgerBooks(fisc);
    const plan = planSuccession(predecessor, frozenAt(predecessor));
    let done = 0;
    for (const step of plan.steps) {
      if (await isDone(step, ledger)) continue;
      await carryOut(next, step, await sender(step.office));
      done += 1;
    }

    const check = compareSuccession(predecessor, await ledgerBooks(next), plan.asOf);
    // Lists what differs, by account, and seals nothing.
    expectEqual(check);
    const totals = {
      openingAuthority: formatCents(check.openingAuthority),
      openingObligated: formatCents(check.openingObligated),
    };
    await next.as(await sender("appropriating")).budget.seal(totals);
    return [
      `made ${done} of ${plan.steps.length} calls, and compared ${check.compared} figures: all are equal`,
      `sealed with authority ${totals.openingAuthority}, of it obligated ${totals.openingObligated}`,
    ];
  },
};

await start(import.meta, enterOpenings);
