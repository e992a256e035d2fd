import type { BudgetLedger } from "../../types/ethers-contracts/index.js";

/** What an author who has just looked would write into an act on this account. */
export async function onAccount(ledger: BudgetLedger, account: number, amount: bigint) {
  const { totals } = await ledger.account(account);
  return { account, amount, sequence: Number(totals.sequence) };
}

/** The same for an act on an obligation. */
export async function onObligation(ledger: BudgetLedger, obligation: bigint, amount: bigint) {
  const { commitment } = await ledger.obligation(obligation);
  return { obligation, amount, sequence: Number(commitment.sequence) };
}
