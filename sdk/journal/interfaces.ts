import type { Interface } from "ethers";

import { InspectorVeto__factory } from "../../types/ethers-contracts/factories/authority/InspectorVeto__factory.js";
import { OfficerRegistry__factory } from "../../types/ethers-contracts/factories/authority/OfficerRegistry__factory.js";
import { BudgetLedger__factory } from "../../types/ethers-contracts/factories/budget/BudgetLedger__factory.js";

/** The interfaces of the contracts that write the journal, from the ABIs that the build generates. */
export function journalInterfaces(): Interface[] {
  return [
    OfficerRegistry__factory.createInterface(),
    InspectorVeto__factory.createInterface(),
    BudgetLedger__factory.createInterface(),
  ];
}
