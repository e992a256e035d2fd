import type { DeployConfig, DeploymentParameters } from "@nomicfoundation/ignition-core";
import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";
import type { NetworkConnection } from "hardhat/types/network";

import type {
  AttestedRail,
  BudgetLedger,
  BuildingRegistry,
  CashCeilings,
  InspectorVeto,
  InterestRates,
  OfficerRegistry,
  PayeeRegistry,
  RecordRegistry,
  Schedules,
  TimelockController,
  TokenRail,
  Vouchers,
} from "../types/ethers-contracts/index.js";
import type { FiscParameters } from "../sdk/deployment/parameters.js";
import { councillor, fisc } from "./modules/Fisc.js";

export type { FiscParameters };

const DAY = 86_400;

/** The contracts, connected to the deployer's account. */
export interface Fisc {
  readonly timelock: TimelockController;
  readonly registry: OfficerRegistry;
  readonly veto: InspectorVeto;
  readonly ledger: BudgetLedger;
  readonly payees: PayeeRegistry;
  readonly cash: CashCeilings;
  readonly rates: InterestRates;
  readonly tokenRail: TokenRail;
  readonly attestedRail: AttestedRail;
  readonly vouchers: Vouchers;
  readonly schedules: Schedules;
  readonly buildings: BuildingRegistry;
  readonly records: RecordRegistry;
}

/** Everything but the persons: the delays and the identity of a US ledger. */
export const DEFAULTS: Omit<FiscParameters, "founders" | "council"> = {
  minimumDelay: 2 * DAY,
  // Longer than the timelock's, so that the top administrator can revoke a key before it works.
  keyDelay: 3 * DAY,
  appointmentDelay: 0,
  haltMaximum: 7 * DAY,
  haltCooldown: 30 * DAY,
  changeDelay: 3 * DAY,
  excessWait: 30 * DAY,
  surplusWait: 60 * DAY,
  treasuryCode: "TREASURY",
  identity: {
    name: "Fisc",
    currency: "USD",
    timeZone: "America/New_York",
    fiscalYearStart: "10-01",
  },
};

/**
 * Deploys Fisc through its Ignition modules, from the first account of `connection`.
 *
 * In process nothing is written. Over a URL, Ignition keeps a journal under `deploy/deployments/<deployment>`, from
 * which the same call resumes after an interruption, or finds the contracts again.
 *
 * @param deployment The journal's name. By default it names the chain by its id and its first block, so that a
 * development node that was restarted starts afresh.
 */
export async function deployFisc(
  connection: NetworkConnection,
  parameters: FiscParameters,
  deployment?: string,
): Promise<Fisc> {
  const { ethers, ignition, networkConfig } = connection;
  const inProcess = networkConfig.type === "edr-simulated";
  const deployed = await ignition.deploy(fisc(parameters.council.length), {
    parameters: moduleParameters(parameters),
    config: inProcess ? IN_PROCESS : OVER_HTTP,
    ...(inProcess ? {} : { deploymentId: deployment ?? (await nameOf(ethers)) }),
  });
  const at = async (name: keyof typeof deployed): Promise<string> => deployed[name].getAddress();
  return {
    timelock: await ethers.getContractAt("TimelockController", await at("timelock")),
    registry: await ethers.getContractAt("OfficerRegistry", await at("registry")),
    veto: await ethers.getContractAt("InspectorVeto", await at("veto")),
    ledger: await ethers.getContractAt("BudgetLedger", await at("ledger")),
    payees: await ethers.getContractAt("PayeeRegistry", await at("payees")),
    cash: await ethers.getContractAt("CashCeilings", await at("cash")),
    rates: await ethers.getContractAt("InterestRates", await at("rates")),
    tokenRail: await ethers.getContractAt("TokenRail", await at("tokenRail")),
    attestedRail: await ethers.getContractAt("AttestedRail", await at("attestedRail")),
    vouchers: await ethers.getContractAt("Vouchers", await at("vouchers")),
    schedules: await ethers.getContractAt("Schedules", await at("schedules")),
    buildings: await ethers.getContractAt("BuildingRegistry", await at("buildings")),
    records: await ethers.getContractAt("RecordRegistry", await at("records")),
  };
}

/** The contracts' addresses, by their names here. */
export async function addressesOf(fisc: Fisc): Promise<Record<keyof Fisc, string>> {
  const named = Object.entries(fisc).map(async ([name, contract]: [string, Fisc[keyof Fisc]]) => [
    name,
    await contract.getAddress(),
  ]);
  // Safe: the names are those of the contracts given.
  return Object.fromEntries(await Promise.all(named)) as Record<keyof Fisc, string>;
}

/** A block is there as soon as its transaction is: waiting for it would only cost time. */
const IN_PROCESS: Partial<DeployConfig> = { blockPollingInterval: 1, requiredConfirmations: 1 };

/** Nor does a development node, which Ignition knows by itself, let anybody wait. */
const OVER_HTTP: Partial<DeployConfig> = { blockPollingInterval: 50 };

/** The same as the modules name them. */
export function moduleParameters({
  founders,
  council,
  identity,
  ...rest
}: FiscParameters): DeploymentParameters {
  const { minimumDelay, treasuryCode, keyDelay, appointmentDelay, haltMaximum, haltCooldown } = rest;
  const { changeDelay, excessWait, surplusWait, predecessor } = rest;
  return {
    OfficerRegistry: { treasuryCode, keyDelay, appointmentDelay, haltMaximum, haltCooldown, ...founders },
    BudgetLedger: { ...identity },
    PayeeRegistry: { changeDelay },
    BuildingRegistry: { excessWait, surplusWait },
    ...(predecessor === undefined ? {} : { Payers: { predecessor } }),
    Fisc: {
      minimumDelay,
      ...Object.fromEntries(council.map((address, index) => [councillor(index + 1), address])),
    },
  };
}

async function nameOf({ provider }: HardhatEthers): Promise<string> {
  const [{ chainId }, first] = await Promise.all([provider.getNetwork(), provider.getBlock(0)]);
  return `chain-${chainId}-${first?.hash?.slice(2, 10) ?? "unknown"}`;
}
