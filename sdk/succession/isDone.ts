import type { BudgetLedger } from "../../types/ethers-contracts/contracts/budget/BudgetLedger.js";
import type { SuccessionStep } from "./steps.js";

/** Whether a step was carried out already, so that a run that broke off goes on where it was. */
export async function isDone(
  step: SuccessionStep,
  ledger: Pick<BudgetLedger, "account" | "accountCount" | "obligation">,
): Promise<boolean> {
  if (step.kind !== "acts") return (await ledger.accountCount()) >= BigInt(step.account);
  const [act] = step.acts;
  if (act === undefined) return true;
  // Obligations' ids hold their account's above 32 bits.
  const { sequence } =
    act.subject >> 32n === 0n
      ? (await ledger.account(act.subject)).totals
      : (await ledger.obligation(act.subject)).commitment;
  return sequence > BigInt(act.sequence);
}
