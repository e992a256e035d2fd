import type { Sentences } from "./sentence.js";

/** Errors of tokens, which are none of the ledger's contracts but may come through them (ERC-6093). */
export const OTHER_ERRORS: readonly string[] = [
  "error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)",
  "error ERC20InvalidSender(address sender)",
  "error ERC20InvalidReceiver(address receiver)",
  "error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)",
  "error ERC20InvalidApprover(address approver)",
  "error ERC20InvalidSpender(address spender)",
];

export const OPENZEPPELIN_SENTENCES: Sentences = {};
