import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import officerRegistry from "./OfficerRegistry.js";

/** What proves documents. It outlives ledgers and payers. */
export default buildModule("RecordRegistry", (m) => {
  const { registry } = m.useModule(officerRegistry);
  const records = m.contract("RecordRegistry", [registry], { id: "records" });
  return { records };
});
