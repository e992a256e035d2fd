import type { ContractName } from "../../contracts.js";

/** What a check of a deployment looks at. */
export type DeploymentRule =
  /** The node is on the book's chain, and the ledger says that it is the book's. */
  | "chain"
  /** There is a contract at each address. */
  | "no-code"
  /** Its code is what this build gives, and what the book wrote down. */
  | "code"
  /** Each contract refers to the others of the book. */
  | "wiring"
  /** Delays, waits, identity and code of the treasury are those asked for. */
  | "settings"
  /** The timelock alone gives out its roles. */
  | "administrator"
  /** The council proposes, and nobody else. */
  | "proposer"
  /** The veto cancels, and nobody else. */
  | "canceller"
  /** Anyone executes. */
  | "executor"
  /** Nothing that was scheduled while the deployer had power still waits. */
  | "pending"
  /** The deployer holds no role, no office and no key. */
  | "deployer"
  /** The founders hold their offices, and nobody else got in while it was deployed. */
  | "officers"
  /** The payers are in office. */
  | "payers";

/** Something of a deployment that is not as it should be. */
export interface DeploymentFinding {
  readonly rule: DeploymentRule;
  /** The contract that it is about; of the veto's power, the timelock that gives it. */
  readonly contract?: ContractName;
  /** What is wrong, in one sentence. */
  readonly sentence: string;
}
