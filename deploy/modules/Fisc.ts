import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import { id, ZeroAddress, ZeroHash } from "ethers";

import budgetLedger from "./BudgetLedger.js";
import inspectorVeto from "./InspectorVeto.js";
import officerRegistry from "./OfficerRegistry.js";
import topAdministrator from "./TopAdministrator.js";

/** The name of a councillor's parameter; the first is 1. */
export const councillor = (seat: number): string => `councillor${seat}`;

/**
 * The whole of Fisc, with nobody left in charge but those it names:
 * the council proposes to the timelock, the inspector vetoes, anyone executes what has waited, and the deployer
 * keeps nothing.
 *
 * A module can't count its parameters, so the number of councillors is fixed when it is built.
 */
export const fisc = (councillors: number) => buildModule("Fisc", (m) => compose(m, councillors));

/** With one councillor, as a council that decides by multi-signature is: for Ignition's command line. */
export default fisc(1);

function compose(m: IgnitionModuleBuilder, councillors: number) {
  const { timelock } = m.useModule(topAdministrator);
  const { registry } = m.useModule(officerRegistry);
  const { veto } = m.useModule(inspectorVeto);
  const { ledger } = m.useModule(budgetLedger);

  const seats = Array.from({ length: councillors }, (_, index) => councillor(index + 1));
  const granted = [
    ...seats.map((seat) =>
      m.call(timelock, "grantRole", [id("PROPOSER_ROLE"), m.getParameter<string>(seat)], {
        id: `${seat}Proposes`,
      }),
    ),
    m.call(timelock, "grantRole", [id("CANCELLER_ROLE"), veto], { id: "onlyTheVetoCancels" }),
    // The zero address stands for anyone.
    m.call(timelock, "grantRole", [id("EXECUTOR_ROLE"), ZeroAddress], { id: "anyoneExecutes" }),
  ];
  m.call(timelock, "renounceRole", [ZeroHash, m.getAccount(0)], {
    id: "deployerLeaves",
    after: [...granted, ledger],
  });
  return { timelock, registry, veto, ledger };
}
