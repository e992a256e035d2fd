import type { ContractTransactionResponse, Signer } from "ethers";

import { encodeCode } from "../../sdk/buildings/codes.js";
import { refusalOf } from "../../sdk/refusal.js";
import { TRANSACTION_GAS_CAP } from "../../sdk/transactionGas.js";
import type { BuildingRegistry } from "../../types/ethers-contracts/index.js";
import type { Progress } from "../support/progress.js";
import { batchesOf } from "./batches.js";
import type { RefusedRow } from "./inventory.js";
import type { FactsStep, LeaseStep, StatusStep, Step } from "./steps.js";

/** Who sends to which register. */
export interface Desk {
  readonly buildings: BuildingRegistry;
  /** A property officer of the organisation. */
  readonly officer: Signer;
  readonly organisation: number;
  /** Commitment to the file that the steps come from. */
  readonly evidence: string;
}

export interface Sent {
  readonly transactions: number;
  /** Rows that a rule of the contracts refused: the rest of their call was sent without them. */
  readonly refused: readonly RefusedRow[];
}

/**
 * Sends steps in their order, many to a call. Each call is tried first: one that a rule refuses is halved until the
 * step is found that the rule is about.
 */
export async function sendSteps(desk: Desk, steps: readonly Step[], progress?: Progress): Promise<Sent> {
  const refused: RefusedRow[] = [];
  let transactions = 0;
  const waiting = batchesOf(steps).reverse();
  for (let batch = waiting.pop(); batch !== undefined; batch = waiting.pop()) {
    const rule = await sendBatch(desk, batch);
    if (rule === undefined) transactions += 1;
    else if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2);
      waiting.push(batch.slice(half), batch.slice(0, half));
      continue;
    } else refused.push(...batch.flatMap((step) => refusedRows(step, rule)));
    progress?.step(batch.length);
  }
  return { transactions, refused };
}

function refusedRows({ building, lease, lines }: Step, rule: string): RefusedRow[] {
  return lines.map((line) => ({
    file: lease === "" ? "buildings" : "leases",
    line,
    building,
    lease,
    problem: `line ${String(line)}: a rule of the register refuses it, ${rule}; correct the row, or leave it out.`,
  }));
}

/** Sends one call; returns the rule that refused it. Nothing was sent then. */
async function sendBatch(desk: Desk, batch: readonly Step[]): Promise<string | undefined> {
  const call = callOf(desk, batch);
  try {
    await call.try();
  } catch (error) {
    // What the officers' registry refuses is no row's fault.
    const refusal = refusalOf(error, [desk.buildings.interface]);
    if (refusal === undefined) throw error;
    const values = Object.entries(refusal.values).map(([name, value]) => `${name} ${String(value)}`);
    return `${refusal.rule} (${values.join(", ")})`;
  }
  const sent = await call.send();
  await sent.wait();
  return undefined;
}

interface Call {
  readonly try: () => Promise<unknown>;
  readonly send: () => Promise<ContractTransactionResponse>;
}

/** The call that carries a batch out. Its steps are of one kind. */
function callOf({ buildings, officer, organisation, evidence }: Desk, batch: readonly Step[]): Call {
  const register = buildings.connect(officer);
  const options = { gasLimit: TRANSACTION_GAS_CAP };
  const [first] = batch;
  if (first === undefined) throw new Error("a batch is empty");
  switch (first.kind) {
    case "register":
    case "amend": {
      const entries = (batch as readonly FactsStep[]).map(factsEntry);
      const method = first.kind === "register" ? register.register : register.amend;
      return {
        try: () => method.staticCall(organisation, entries, options),
        send: () => method(organisation, entries, options),
      };
    }
    case "registerLease":
    case "amendLease": {
      const entries = (batch as readonly LeaseStep[]).map(leaseEntry);
      const method = first.kind === "registerLease" ? register.registerLeases : register.amendLeases;
      return {
        try: () => method.staticCall(organisation, entries, options),
        send: () => method(organisation, entries, options),
      };
    }
    case "report": {
      const { building, standing } = first satisfies StatusStep;
      const method = register.reportExcess;
      return {
        try: () => method.staticCall(encodeCode(building), standing, evidence, options),
        send: () => method(encodeCode(building), standing, evidence, options),
      };
    }
  }
}

const factsEntry = ({ building, facts, record, description }: FactsStep) => ({
  id: encodeCode(building),
  facts,
  record,
  description,
});

const leaseEntry = ({ building, lease, from, until, area, rent, parts, description }: LeaseStep) => ({
  building: encodeCode(building),
  id: encodeCode(lease),
  from,
  until,
  area,
  rent,
  parts,
  description,
});
