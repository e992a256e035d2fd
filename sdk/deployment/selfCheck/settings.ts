import type { ContractName } from "../../contracts.js";
import { SOLIDITY_NAMES } from "../solidityNames.js";
import type { CheckContext } from "./context.js";
import type { DeploymentFinding, DeploymentRule } from "./finding.js";

/** A value that a contract gives, and the one that it should. */
interface Reading {
  readonly contract: ContractName;
  readonly rule: DeploymentRule;
  readonly what: string;
  readonly is: string;
  readonly should: string;
}

/** Compares what the contracts say of themselves with the book. */
export async function checkSettings(context: CheckContext): Promise<DeploymentFinding[]> {
  const { book, addresses, overrides, timelock, registry, ledger, payees, buildings } = context;
  const { parameters } = book;
  const [delay, top, settings, treasury] = await Promise.all([
    timelock.getMinDelay(overrides),
    registry.top(overrides),
    registry.settings(overrides),
    registry.organisationByCode(parameters.treasuryCode, overrides),
  ]);
  const [ledgerId, owner, identity, changeDelay, waits] = await Promise.all([
    ledger.ledgerId(overrides),
    ledger.registry(overrides),
    ledger.identity(overrides),
    payees.changeDelay(overrides),
    buildings.waits(overrides),
  ]);
  const reading =
    (contract: ContractName, rule: DeploymentRule) =>
    (what: string, is: unknown, should: unknown): Reading => ({
      contract,
      rule,
      what,
      is: String(is),
      should: String(should),
    });
  const ofRegistry = reading("registry", "settings");
  const ofLedger = reading("ledger", "settings");
  const ofBuildings = reading("buildings", "settings");
  const delays = ["keyDelay", "appointmentDelay", "haltMaximum", "haltCooldown"] as const;
  const names = ["name", "currency", "timeZone", "fiscalYearStart"] as const;
  const readings = [
    reading("timelock", "settings")("minimum delay", delay, parameters.minimumDelay),
    reading("registry", "wiring")("top administrator", top, addresses.timelock),
    ...delays.map((name) => ofRegistry(name, settings[name], parameters[name])),
    ofRegistry(`organisation with the code ${parameters.treasuryCode}`, treasury, 1),
    reading("ledger", "chain")("ledger id", ledgerId, book.ledgerId),
    reading("ledger", "wiring")("registry", owner, addresses.registry),
    ...names.map((name) => ofLedger(name, identity[name], parameters.identity[name])),
    reading("payees", "settings")("changeDelay", changeDelay, parameters.changeDelay),
    ofBuildings("excessWait", waits.excessWait, parameters.excessWait),
    ofBuildings("surplusWait", waits.surplusWait, parameters.surplusWait),
  ];
  return readings
    .filter(({ is, should }) => is.toLowerCase() !== should.toLowerCase())
    .map(({ contract, rule, what, is, should }) => ({
      rule,
      contract,
      sentence: `${SOLIDITY_NAMES[contract]} gives ${is} as its ${what} instead of ${should}.`,
    }));
}
