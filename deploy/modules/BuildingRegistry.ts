import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import budgetLedger from "./BudgetLedger.js";
import officerRegistry from "./OfficerRegistry.js";

/** What is owned. Sales post their proceeds to the ledger. */
export default buildModule("BuildingRegistry", (m) => {
  const { registry } = m.useModule(officerRegistry);
  const { ledger } = m.useModule(budgetLedger);
  const excessWait = m.getParameter<number>("excessWait");
  const surplusWait = m.getParameter<number>("surplusWait");
  const buildings = m.contract("BuildingRegistry", [registry, ledger, excessWait, surplusWait], {
    id: "buildings",
  });
  return { buildings };
});
