/**
 * What the importer can do to the register, in the order in which it does it. A report comes before the amendment that
 * says so: an import that is broken off between them has not been heard yet.
 */
export const KINDS = ["register", "report", "amend", "registerLease", "amendLease"] as const;

export type StepKind = (typeof KINDS)[number];

/** Which rows ask for a step. */
interface Asked {
  readonly building: string;
  /** "" of a building's. */
  readonly lease: string;
  /** The lines of its file. */
  readonly lines: readonly number[];
}

/** A building entered, or amended to what the file says. */
export interface FactsStep extends Asked {
  readonly kind: "register" | "amend";
  /** Packed. */
  readonly facts: bigint;
  /** Commitment to its file. */
  readonly record: string;
  readonly description: string;
}

/** A building reported as excess. */
export interface StatusStep extends Asked {
  readonly kind: "report";
  readonly standing: number;
}

/** A lease entered, or amended to what the file says. */
export interface LeaseStep extends Asked {
  readonly kind: "registerLease" | "amendLease";
  readonly from: number;
  readonly until: number;
  readonly area: number;
  readonly rent: bigint;
  readonly parts: number;
  readonly description: string;
}

export type Step = FactsStep | StatusStep | LeaseStep;

/** What a row says and the register does not follow. */
export interface Kept {
  readonly columns: readonly string[];
  readonly why: string;
}

/** The steps that a row takes, none where there is nothing to do, and what stays otherwise; or why it can't be. */
export type Answer = { readonly steps: readonly Step[]; readonly kept?: Kept } | { readonly problem: string };
