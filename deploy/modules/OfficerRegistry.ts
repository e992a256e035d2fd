import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import topAdministrator from "./TopAdministrator.js";

/** Who may act. The timelock is at its top from the first block on, and for ever. */
export default buildModule("OfficerRegistry", (m) => {
  const { timelock } = m.useModule(topAdministrator);
  const settings = {
    top: timelock,
    keyDelay: m.getParameter<number>("keyDelay"),
    appointmentDelay: m.getParameter<number>("appointmentDelay"),
    haltMaximum: m.getParameter<number>("haltMaximum"),
    haltCooldown: m.getParameter<number>("haltCooldown"),
  };
  const founders = {
    registrar: m.getParameter<string>("registrar"),
    inspector: m.getParameter<string>("inspector"),
    administrator: m.getParameter<string>("administrator"),
  };
  const registry = m.contract(
    "OfficerRegistry",
    [settings, founders, m.getParameter<string>("treasuryCode")],
    {
      id: "registry",
    },
  );
  return { registry };
});
