import type { Provider } from "ethers";

import type {
  BudgetLedger,
  BuildingRegistry,
  OfficerRegistry,
  PayeeRegistry,
  TimelockController,
} from "../../../types/ethers-contracts/index.js";
import type { DeploymentBook } from "../book.js";
import { type ContractName, FACTORIES } from "../contracts.js";

/** What every check works with. All reads are of one block. */
export interface CheckContext {
  readonly provider: Provider;
  readonly book: DeploymentBook;
  readonly block: number;
  readonly overrides: { readonly blockTag: number };
  /** Creation code by contract. */
  readonly bytecodes: Readonly<Record<ContractName, string>>;
  readonly timelock: TimelockController;
  readonly registry: OfficerRegistry;
  readonly ledger: BudgetLedger;
  readonly payees: PayeeRegistry;
  readonly buildings: BuildingRegistry;
}

/** What checks need, as of the chain's newest block. */
export async function contextOf(
  provider: Provider,
  book: DeploymentBook,
  bytecodes: Readonly<Record<ContractName, string>>,
): Promise<CheckContext> {
  const block = await provider.getBlockNumber();
  const { contracts } = book;
  return {
    provider,
    book,
    block,
    overrides: { blockTag: block },
    bytecodes,
    timelock: FACTORIES.timelock.connect(contracts.timelock, provider),
    registry: FACTORIES.registry.connect(contracts.registry, provider),
    ledger: FACTORIES.ledger.connect(contracts.ledger, provider),
    payees: FACTORIES.payees.connect(contracts.payees, provider),
    buildings: FACTORIES.buildings.connect(contracts.buildings, provider),
  };
}
