import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import officerRegistry from "./OfficerRegistry.js";

/** What may be spent. One ledger, one currency. */
export default buildModule("BudgetLedger", (m) => {
  const { registry } = m.useModule(officerRegistry);
  const identity = {
    name: m.getParameter<string>("name"),
    currency: m.getParameter<string>("currency"),
    timeZone: m.getParameter<string>("timeZone"),
    fiscalYearStart: m.getParameter<string>("fiscalYearStart"),
  };
  const ledger = m.contract("BudgetLedger", [registry, identity], { id: "ledger" });
  return { ledger };
});
