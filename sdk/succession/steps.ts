import type { Act } from "../acts.js";
import { MAX_CENTS } from "../money.js";
import type { Office } from "../offices.js";

/** Who carries a step out: an officer with this office, for this organisation. */
export interface StepDesk {
  readonly organisation: number;
  readonly office: Office;
}

export interface OpenAppropriationStep extends StepDesk {
  readonly kind: "openAppropriation";
  /** The id that it gets. */
  readonly account: number;
  readonly owner: number;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly cancelsAt: number;
  readonly code: string;
}

export interface OpenAllotmentStep extends StepDesk {
  readonly kind: "openAllotment";
  /** The id that it gets. */
  readonly account: number;
  readonly parent: number;
  readonly owner: number;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly code: string;
}

/** One batch, done whole or not at all. */
export interface ActsStep extends StepDesk {
  readonly kind: "acts";
  readonly acts: readonly Act[];
}

/** One call of the successor's. */
export type SuccessionStep = OpenAppropriationStep | OpenAllotmentStep | ActsStep;

/** With a new slot at its dearest, and two of them for an act, a batch of these stays within a transaction's gas. */
const MOST_ACTS = 50;

/** Collects acts into batches: neighbours of one desk go together. */
export class Batcher {
  readonly steps: ActsStep[] = [];
  private acts: Act[] = [];
  private desk: StepDesk | undefined;
  private total = 0n;

  add(organisation: number, office: Office, act: Act): void {
    const { desk } = this;
    const goesAlong =
      desk?.organisation === organisation &&
      desk.office === office &&
      this.acts.length < MOST_ACTS &&
      // No limit of an appointment permits more in one call.
      this.total + act.amount <= MAX_CENTS;
    if (!goesAlong) {
      this.acts = [];
      this.total = 0n;
      this.desk = { organisation, office };
      this.steps.push({ kind: "acts", ...this.desk, acts: this.acts });
    }
    this.acts.push(act);
    this.total += act.amount;
  }
}
