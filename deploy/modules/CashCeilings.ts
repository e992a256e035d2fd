import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import officerRegistry from "./OfficerRegistry.js";

/** How much cash may leave in a period. */
export default buildModule("CashCeilings", (m) => {
  const { registry } = m.useModule(officerRegistry);
  const cash = m.contract("CashCeilings", [registry], { id: "cash" });
  return { cash };
});
