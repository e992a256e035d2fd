import type { Provider } from "ethers";

import type { DeploymentBook } from "../book.js";
import { CONTRACT_NAMES, type ContractName, FACTORIES } from "../../contracts.js";
import { checkCode, missingCode } from "./code.js";
import { contextOf } from "./context.js";
import type { DeploymentFinding } from "./finding.js";
import { checkOfficers } from "./officers.js";
import { checkRoles } from "./roles.js";
import { checkSettings } from "./settings.js";

export interface CheckDeploymentOptions {
  readonly provider: Provider;
  readonly book: DeploymentBook;
  /** The creation code to compare with, when not the generated one. */
  readonly bytecodes?: Readonly<Record<ContractName, string>>;
}

/**
 * Checks a deployment against its book and this build, by reads alone: the code and what it refers to, who holds which
 * power, and that whoever deployed it holds none.
 *
 * @returns What is not as it should be; nothing, if all is. What the ledger decides later (another councillor, a
 * dismissed founder) is found too: it is no longer what was deployed.
 */
export async function checkDeployment({
  provider,
  book,
  bytecodes = generatedBytecodes(),
}: CheckDeploymentOptions): Promise<DeploymentFinding[]> {
  const { chainId } = await provider.getNetwork();
  if (chainId !== BigInt(book.chainId)) {
    const sentence = `The node is on chain ${String(chainId)}, the book on chain ${String(book.chainId)}.`;
    return [{ rule: "chain", sentence }];
  }
  const context = await contextOf(provider, book, bytecodes);
  const missing = await missingCode(context);
  // Nothing else can be asked of what is not there.
  if (missing.length > 0) return missing;
  const found: DeploymentFinding[] = [];
  for (const check of [checkCode, checkSettings, checkRoles, checkOfficers]) {
    found.push(...(await check(context)));
  }
  return found;
}

function generatedBytecodes(): Record<ContractName, string> {
  // Safe: the names are those of the factories.
  return Object.fromEntries(CONTRACT_NAMES.map((name) => [name, FACTORIES[name].bytecode])) as Record<
    ContractName,
    string
  >;
}
