import type { Call } from "../client/sender.js";
import { BudgetLedger__factory } from "../../types/ethers-contracts/factories/contracts/budget/BudgetLedger__factory.js";
import type { SuccessionStep } from "./steps.js";

/** The call that carries a step out, at the successor's address. */
export function callOf(step: SuccessionStep, to: string): Call {
  const abi = BudgetLedger__factory.createInterface();
  if (step.kind === "openAppropriation") {
    const { owner, opensAt, closesAt, cancelsAt, code } = step;
    return {
      to,
      data: abi.encodeFunctionData("openAppropriation", [owner, opensAt, closesAt, cancelsAt, code]),
    };
  }
  if (step.kind === "openAllotment") {
    const { parent, owner, opensAt, closesAt, code } = step;
    return { to, data: abi.encodeFunctionData("openAllotment", [parent, owner, opensAt, closesAt, code]) };
  }
  return { to, data: abi.encodeFunctionData("execute", [step.organisation, [...step.acts]]) };
}
