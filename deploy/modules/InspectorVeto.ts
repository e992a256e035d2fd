import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import officerRegistry from "./OfficerRegistry.js";
import topAdministrator from "./TopAdministrator.js";

/** What the inspector cancels through. It can do so once `Fisc` has made it the timelock's canceller. */
export default buildModule("InspectorVeto", (m) => {
  const { timelock } = m.useModule(topAdministrator);
  const { registry } = m.useModule(officerRegistry);
  const veto = m.contract("InspectorVeto", [timelock, registry], { id: "veto" });
  return { veto };
});
