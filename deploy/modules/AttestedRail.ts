import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import officerRegistry from "./OfficerRegistry.js";

/** Payments that banks make. Its trace numbers outlive payers. */
export default buildModule("AttestedRail", (m) => {
  const { registry } = m.useModule(officerRegistry);
  const attestedRail = m.contract("AttestedRail", [registry], { id: "attestedRail" });
  return { attestedRail };
});
