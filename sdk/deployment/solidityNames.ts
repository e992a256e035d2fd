import type { ContractName } from "../contracts.js";

/** The contracts' names in Solidity. */
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
