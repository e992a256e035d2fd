import { acts, type Act } from "../../../sdk/acts.js";
import { encodeClassification } from "../../../sdk/classification.js";
import type { Trial } from "./trial.js";

const CLASSIFICATION = encodeClassification({
  objectClass: "252",
  programActivity: "0001",
  fundingSource: "D",
});

/** An obligation on an account, as its contracting officer would make it now. */
export async function obligate(trial: Trial, key: string, amount: bigint, after = 0): Promise<Act> {
  const account = trial.account(key);
  const sequence = (await trial.sequenceOf(account)) + after;
  return acts.obligate({ account, sequence, payee: 1, amount, classification: CLASSIFICATION });
}

/** Tries to spend what the law did not make available, or not for this, or not now. */
export async function tryBudget(trial: Trial): Promise<void> {
  const { ledger } = trial.cast.fisc;
  const { available } = (await ledger.account(trial.account("IRS-ENF"))).totals;
  await trial.attempt(
    "obligate one cent more than is available",
    "BudgetLedgerInsufficientAuthority",
    async () => trial.acting("irs-contracts", await obligate(trial, "IRS-ENF", available + 1n)),
  );
  await trial.attempt(
    "make authority of money that was not collected",
    "BudgetLedgerInsufficientReserves",
    async () => {
      const account = trial.account("BEP");
      const sequence = await trial.sequenceOf(account);
      return trial.acting("law", acts.realise({ account, sequence, amount: 1n }));
    },
  );
  await trial.attempt("obligate in an expired account", "BudgetLedgerWrongPhase", async () =>
    trial.acting("nrcs-contracts", await obligate(trial, "NRCS-1415", 100n)),
  );
  await trial.attempt("obligate next year's allotment this year", "BudgetLedgerOutsideWindow", async () =>
    trial.acting("aphis-contracts", await obligate(trial, "APHIS/NEXT", 100n)),
  );
  await trial.attempt("enter an opening balance after the seal", "BudgetLedgerSealed", async () => {
    const account = trial.account("NRCS-1415");
    const sequence = await trial.sequenceOf(account);
    const line = { account, sequence, payee: 1, amount: 100n, classification: CLASSIFICATION };
    return trial.acting("nrcs-contracts", acts.openObligation(line));
  });
  await trial.attempt("spend another organisation's account", "BudgetLedgerWrongOrganisation", async () =>
    trial.acting("aphis-contracts", await obligate(trial, "IRS-ENF", 100n)),
  );
  await trial.attempt(
    "go over one's warrant in two halves of one call",
    "OfficerRegistryOverLimit",
    async () =>
      trial.acting(
        "bep-contracts",
        await obligate(trial, "BEP/INK", 100_000_001n),
        await obligate(trial, "BEP/INK", 100_000_000n, 1),
      ),
  );
  await trial.attempt(
    "take back money that a delivery has earned",
    "BudgetLedgerExceedsObligation",
    async () => {
      const obligation = trial.obligation("TEPB1633712");
      const sequence = Number((await ledger.obligation(obligation)).commitment.sequence);
      return trial.acting("bep-contracts", acts.deobligate({ obligation, sequence, amount: 1n }));
    },
  );

  const account = trial.account("IRS-ENF");
  const sequence = await trial.sequenceOf(account);
  const reserve = acts.reserve({ account, sequence, amount: 100n });
  const { key, organisationId } = trial.officer("irs-budget");
  await (await ledger.connect(key).execute(organisationId, [reserve])).wait();
  await trial.attempt("send the same act twice", "BudgetLedgerAlreadyDone", () =>
    trial.acting("irs-budget", reserve),
  );
  await trial.attempt("act on figures that have changed since", "BudgetLedgerStaleView", () =>
    trial.acting("irs-budget", acts.reserve({ account, sequence, amount: 200n })),
  );
}
