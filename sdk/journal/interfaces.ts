import type { Interface } from "ethers";

import {
  AttestedRail__factory,
  BudgetLedger__factory,
  BuildingRegistry__factory,
  CashCeilings__factory,
  InspectorVeto__factory,
  InterestRates__factory,
  OfficerRegistry__factory,
  PayeeRegistry__factory,
  RecordRegistry__factory,
  Schedules__factory,
  TokenRail__factory,
  Vouchers__factory,
} from "../../types/ethers-contracts/index.js";

/** The interfaces of the contracts that write the journal, from the ABIs that the build generates. */
export function journalInterfaces(): Interface[] {
  return [
    OfficerRegistry__factory.createInterface(),
    InspectorVeto__factory.createInterface(),
    BudgetLedger__factory.createInterface(),
    PayeeRegistry__factory.createInterface(),
    CashCeilings__factory.createInterface(),
    InterestRates__factory.createInterface(),
    TokenRail__factory.createInterface(),
    AttestedRail__factory.createInterface(),
    Vouchers__factory.createInterface(),
    Schedules__factory.createInterface(),
    BuildingRegistry__factory.createInterface(),
    RecordRegistry__factory.createInterface(),
  ];
}
