import type { Books } from "../../sdk/books/model.js";
import type { Progress } from "../support/progress.js";
import type { CodeLists } from "./codeLists.js";
import type { Inventory, KeptRow, RefusedRow } from "./inventory.js";
import { addCodes, allocateCodes } from "./loadCodes.js";
import type { PropertyOffice } from "./office.js";
import { type Plan, planImport } from "./plan.js";
import { sendSteps } from "./send.js";
import type { Step, StepKind } from "./steps.js";

/** What one run did. */
export interface ImportRun {
  /** How many rows or leases asked for each kind of step; those that a rule refused are counted too. */
  readonly steps: Readonly<Partial<Record<StepKind, number>>>;
  readonly transactions: number;
  readonly alreadyThere: Plan["alreadyThere"];
  readonly absent: Plan["absent"];
  /** Rows that the register does not follow in all, since an officer decided otherwise. */
  readonly kept: readonly KeptRow[];
  /** Rows of sound files that the register can't take. */
  readonly refused: readonly RefusedRow[];
}

/**
 * Imports an inventory: reads the register back from the journal, plans what is missing, and sends that. It keeps no
 * record of its own, so that a run that was broken off goes on where it was, and one that is over has nothing to do.
 *
 * @param evidence Commitment to the file of buildings.
 * @param begin Shows how far it has come, where there is something to do.
 */
export async function runImport(
  office: PropertyOffice,
  inventory: Inventory,
  codes: CodeLists,
  evidence: string,
  begin: (steps: number) => Progress | undefined,
): Promise<ImportRun> {
  const { fisc, administrator, officer, organisation } = office;
  const books: Books = await office.read();
  const { codes: own, missing } = allocateCodes(books.codeLists, codes);
  const plan = planImport(books, inventory, own, organisation);
  const added = await addCodes(fisc.buildings, administrator, missing);
  const progress = plan.steps.length === 0 ? undefined : begin(plan.steps.length);
  const desk = { buildings: fisc.buildings, officer, organisation, evidence };
  const { transactions, refused } = await sendSteps(desk, plan.steps, progress).finally(progress?.stop);
  return {
    steps: countKinds(plan.steps),
    transactions: added + transactions,
    alreadyThere: plan.alreadyThere,
    absent: plan.absent,
    kept: plan.kept,
    refused: [...plan.refused, ...refused],
  };
}

function countKinds(steps: readonly Step[]): Partial<Record<StepKind, number>> {
  const counts: Partial<Record<StepKind, number>> = {};
  for (const { kind } of steps) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
