import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import officerRegistry from "./OfficerRegistry.js";

/** Who can be paid, and where. It outlives ledgers and payers. */
export default buildModule("PayeeRegistry", (m) => {
  const { registry } = m.useModule(officerRegistry);
  const payees = m.contract("PayeeRegistry", [registry, m.getParameter<number>("changeDelay")], {
    id: "payees",
  });
  return { payees };
});
