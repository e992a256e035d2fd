import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { ZeroAddress } from "ethers";

import attestedRail from "./AttestedRail.js";
import budgetLedger from "./BudgetLedger.js";
import cashCeilings from "./CashCeilings.js";
import interestRates from "./InterestRates.js";
import officerRegistry from "./OfficerRegistry.js";
import payeeRegistry from "./PayeeRegistry.js";
import tokenRail from "./TokenRail.js";

/**
 * The contracts that pay. They do so once `Fisc` has had the top administrator appoint them. Where they take the place of
 * others, `predecessor` names the `Vouchers` before, which the top administrator dismisses first.
 */
export default buildModule("Payers", (m) => {
  const parts = {
    ...m.useModule(officerRegistry),
    ...m.useModule(budgetLedger),
    ...m.useModule(payeeRegistry),
    ...m.useModule(cashCeilings),
    ...m.useModule(interestRates),
    ...m.useModule(tokenRail),
    ...m.useModule(attestedRail),
    predecessor: m.getParameter<string>("predecessor", ZeroAddress),
  };
  const vouchers = m.contract("Vouchers", [parts], { id: "vouchers" });
  const schedules = m.contract("Schedules", [parts, vouchers], { id: "schedules" });
  return { vouchers, schedules };
});
