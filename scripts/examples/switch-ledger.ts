/**
 * Switches from a ledger to the new version that `deploy-successor.ts` deployed: the former payers are dismissed and the
 * former ledger is frozen, both for ever, and the new payers are appointed. All of it or nothing, and only while nothing
 * is certified and not paid: nobody could ever end that.
 *
 * By a councillor, who proposes it (`--step propose`); the inspector can veto it; after the timelock's delay anyone has it
 * done (`--step execute`). Before that, let payments end and take the certifying officers out of office.
 *
 *     FISC_KEY_COUNCILLOR=… node tools/run.js scripts/examples/switch-ledger.ts \
 *       --book book.json --rpc http://127.0.0.1:8545 --next next.json --step propose
 */
import { FiscInputError } from "../../sdk/errors.js";
import { expectNothingCertified } from "../../sdk/succession/certifiedClaims.js";
import { type Example, start } from "./support/example.js";
import { ledgerBooks, successorIn, switching } from "./support/succession.js";

export const switchLedger: Example<"next" | "step"> = {
  summary: "Switches from a ledger to its successor.",
  options: { next: "the address book that deploy-successor.ts wrote", step: "propose or execute" },

  run: async ({ fisc, as }, { next, step }) => {
    if (step !== "propose" && step !== "execute") {
      throw new FiscInputError("--step", `"${step}" is none`, "use propose or execute");
    }
    if ((await fisc.contracts.ledger.status()).isFrozen)
      return ["the ledger is frozen already: nothing to do"];
    const { book } = await successorIn(fisc, next);
    const operation = await switching(fisc, book);
    const named = fisc.council.batchOperationOf(operation);
    const state = await fisc.council.stateOf(named);
    if (step === "propose") {
      if (state !== "not proposed") return [`operation ${named} was proposed before, and is ${state}`];
      await (await as("councillor")).council.proposeBatch(operation);
      const delay = await fisc.contracts.timelock.getMinDelay();
      return [
        `proposed operation ${named}: anyone can have it executed in ${delay} seconds, unless it is vetoed`,
      ];
    }
    if (state !== "ready") {
      throw new FiscInputError(
        "--step",
        `operation ${named} is ${state}`,
        "propose it, and wait out the delay",
      );
    }
    const now = (await fisc.provider.getBlock("latest"))?.timestamp ?? 0;
    expectNothingCertified(await ledgerBooks(fisc), now);
    await (await as("councillor")).council.executeBatch(operation);
    return [`the ledger at ${fisc.book.contracts.ledger.address} is frozen`, `go on with enter-openings.ts`];
  },
};

await start(import.meta, switchLedger);
