import type { ContractRunner } from "ethers";

import { TimelockController__factory } from "../types/ethers-contracts/factories/@openzeppelin/contracts/governance/TimelockController__factory.js";
import { InspectorVeto__factory } from "../types/ethers-contracts/factories/contracts/authority/InspectorVeto__factory.js";
import { OfficerRegistry__factory } from "../types/ethers-contracts/factories/contracts/authority/OfficerRegistry__factory.js";
import { BudgetLedger__factory } from "../types/ethers-contracts/factories/contracts/budget/BudgetLedger__factory.js";
import { BuildingRegistry__factory } from "../types/ethers-contracts/factories/contracts/buildings/BuildingRegistry__factory.js";
import { AttestedRail__factory } from "../types/ethers-contracts/factories/contracts/disbursement/AttestedRail__factory.js";
import { CashCeilings__factory } from "../types/ethers-contracts/factories/contracts/disbursement/CashCeilings__factory.js";
import { InterestRates__factory } from "../types/ethers-contracts/factories/contracts/disbursement/InterestRates__factory.js";
import { PayeeRegistry__factory } from "../types/ethers-contracts/factories/contracts/disbursement/PayeeRegistry__factory.js";
import { Schedules__factory } from "../types/ethers-contracts/factories/contracts/disbursement/Schedules__factory.js";
import { TokenRail__factory } from "../types/ethers-contracts/factories/contracts/disbursement/TokenRail.sol/TokenRail__factory.js";
import { Vouchers__factory } from "../types/ethers-contracts/factories/contracts/disbursement/Vouchers__factory.js";
import { RecordRegistry__factory } from "../types/ethers-contracts/factories/contracts/records/RecordRegistry__factory.js";

/** Every contract of a ledger by its name here. One by one, so that what is published holds these and no others. */
export const FACTORIES = {
  timelock: TimelockController__factory,
  registry: OfficerRegistry__factory,
  veto: InspectorVeto__factory,
  ledger: BudgetLedger__factory,
  payees: PayeeRegistry__factory,
  cash: CashCeilings__factory,
  rates: InterestRates__factory,
  tokenRail: TokenRail__factory,
  attestedRail: AttestedRail__factory,
  vouchers: Vouchers__factory,
  schedules: Schedules__factory,
  buildings: BuildingRegistry__factory,
  records: RecordRegistry__factory,
} as const;

export type ContractName = keyof typeof FACTORIES;

export const CONTRACT_NAMES = Object.keys(FACTORIES) as ContractName[];

/** The contracts of one ledger. */
export type Contracts = {
  readonly [K in ContractName]: ReturnType<(typeof FACTORIES)[K]["connect"]>;
};

/** The contracts at their addresses. */
export function contractsAt(addresses: Record<ContractName, string>, runner: ContractRunner): Contracts {
  const connected = CONTRACT_NAMES.map((name) => [name, FACTORIES[name].connect(addresses[name], runner)]);
  // Safe: each name with the contract of its own factory.
  return Object.fromEntries(connected) as Contracts;
}
