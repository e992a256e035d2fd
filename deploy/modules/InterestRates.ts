import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import officerRegistry from "./OfficerRegistry.js";

/** What late payments cost. */
export default buildModule("InterestRates", (m) => {
  const { registry } = m.useModule(officerRegistry);
  const rates = m.contract("InterestRates", [registry], { id: "rates" });
  return { rates };
});
