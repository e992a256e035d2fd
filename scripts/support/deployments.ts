import path from "node:path";

import type { PublicNetwork } from "../../deploy/networks.js";
import type { DeploymentBook } from "../../sdk/deployment/book.js";
import { CONTRACT_NAMES } from "../../sdk/contracts.js";
import { FiscInputError } from "../../sdk/errors.js";
import type { DeploymentFinding } from "../../sdk/deployment/selfCheck/finding.js";

/**
 * The folder of a deployment.
 *
 * @throws FiscInputError for a name that is none, or would lead elsewhere.
 */
export function deploymentFolder(name: string): string {
  if (/^[a-zA-Z0-9][a-zA-Z0-9_-]*$/.test(name))
    return path.resolve(import.meta.dirname, "../../deploy/deployments", name);
  throw new FiscInputError("--name", `"${name}" is no name`, "use letters, digits, dashes and underscores");
}

/** A book, as a person reads it. */
export function printBook(book: DeploymentBook, network?: PublicNetwork): string {
  return [
    `${book.name}: ledger ${book.ledgerId}`,
    `chain ${String(book.chainId)}, blocks ${String(book.fromBlock)} to ${String(book.toBlock)}, by ${book.deployer}`,
    ...CONTRACT_NAMES.map((name) => {
      const { address, version = "" } = book.contracts[name];
      const link = network === undefined ? "" : `  ${network.explorer}/address/${address}`;
      return `  ${name.padEnd(12)} ${address} ${version.padEnd(6)}${link}`.trimEnd();
    }),
  ].join("\n");
}

/** What a check found, a sentence a line. */
export function printFindings(findings: readonly DeploymentFinding[]): string {
  if (findings.length === 0)
    return "Checked: code, references, settings, roles and offices are as they should be; the deployer keeps nothing.";
  return findings.map(({ rule, sentence }) => `wrong (${rule}): ${sentence}`).join("\n");
}
