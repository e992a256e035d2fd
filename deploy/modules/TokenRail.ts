import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import budgetLedger from "./BudgetLedger.js";
import officerRegistry from "./OfficerRegistry.js";

/** The treasury's vault, and payments in tokens out of it. */
export default buildModule("TokenRail", (m) => {
  const { registry } = m.useModule(officerRegistry);
  const { ledger } = m.useModule(budgetLedger);
  const tokenRail = m.contract("TokenRail", [registry, ledger], { id: "tokenRail" });
  return { tokenRail };
});
