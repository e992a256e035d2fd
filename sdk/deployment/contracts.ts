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
  TimelockController__factory,
  TokenRail__factory,
  Vouchers__factory,
} from "../../types/ethers-contracts/index.js";

/** The contracts of a deployment, by their names in books and code. */
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

/** Their names in Solidity. */
export const SOLIDITY_NAMES: Readonly<Record<ContractName, string>> = {
  timelock: "TimelockController",
  registry: "OfficerRegistry",
  veto: "InspectorVeto",
  ledger: "BudgetLedger",
  payees: "PayeeRegistry",
  cash: "CashCeilings",
  rates: "InterestRates",
  tokenRail: "TokenRail",
  attestedRail: "AttestedRail",
  vouchers: "Vouchers",
  schedules: "Schedules",
  buildings: "BuildingRegistry",
  records: "RecordRegistry",
};
