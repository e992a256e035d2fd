import type { Interface } from "ethers";

import {
  BudgetLedger__factory,
  InspectorVeto__factory,
  OfficerRegistry__factory,
} from "../../types/ethers-contracts/index.js";

/** The interfaces of the contracts that write the journal, from the ABIs that the build generates. */
export function journalInterfaces(): Interface[] {
  return [
    OfficerRegistry__factory.createInterface(),
    InspectorVeto__factory.createInterface(),
    BudgetLedger__factory.createInterface(),
  ];
}
