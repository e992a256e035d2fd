import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { BaseContract } from "ethers";

import type { ActKind } from "../../sdk/acts.js";
import type { ClaimKind } from "../../sdk/claims.js";
import { TREASURY } from "../../sdk/ids.js";
import { refusalOf } from "../../sdk/refusal.js";
import type { Person } from "../fixtures/freshLedger.js";
import { nextTime } from "../fixtures/network.js";
import { signerNamed } from "../fixtures/signers.js";
import type { Organisation, Staffed } from "../fixtures/staffed.js";
import type { Random } from "./random.js";

export const DAY = 86_400;

/** What happened in a run of histories. */
export interface Tally {
  /** How often each kind of act was done. */
  readonly done: Map<ActKind, number>;
  /** How often claims of each kind were posted. */
  readonly posted: Map<ClaimKind, number>;
  /** How often each rule refused a call. */
  readonly refused: Map<string, number>;
  /** The names of all events in the journals. */
  readonly events: Set<string>;
}

/** The desks that change hands in a history. */
export const DESKS = [
  "budget",
  "contracting",
  "receiving",
  "submitting",
  "certifying",
  "disbursing",
  "collecting",
  "property",
] as const;
export type Desk = (typeof DESKS)[number];

/** An organisation with those who sit at its desks now. */
export interface Agency {
  readonly id: number;
  readonly people: Record<Desk | "administrator", Person>;
}

/** What a history plays on: the world, who is who in it by now, and the dice. */
export class Stage {
  readonly accounts: number[] = [];
  readonly obligations: bigint[] = [];
  /** The treasury first. */
  readonly agencies: readonly Agency[];
  /** How many payees there are to obligate to; their ids count from 1. */
  payees = 9;
  inspector: Person;
  payer: Staffed["payer"];
  #names = 0;

  constructor(
    readonly world: Staffed,
    readonly random: Random,
    readonly tally: Tally,
  ) {
    const { treasury, a, b, bureau } = world;
    this.agencies = [treasury, a, b, bureau].map(agencyOf);
    this.inspector = world.founders.inspector;
    this.payer = world.payer;
  }

  /** Makes a call; counts it as refused if a rule of ours refuses it, and throws whatever else went wrong. */
  async attempt(call: () => Promise<unknown>): Promise<boolean> {
    // The chain's clock follows the machine's, but here: the same seed gives the same history.
    await nextTime();
    try {
      await call();
      return true;
    } catch (error) {
      const refusal = refusalOf(
        error,
        this.contracts().map((contract) => contract.interface),
      );
      // Custom errors are rules; a failed assertion or arithmetic is a fault.
      if (refusal === undefined || refusal.rule === "Panic" || refusal.rule === "Error") throw error;
      this.tally.refused.set(refusal.rule, (this.tally.refused.get(refusal.rule) ?? 0) + 1);
      return false;
    }
  }

  /** Those whose rules may refuse a call. */
  contracts(): readonly BaseContract[] {
    const { ledger, registry, veto, timelock } = this.world;
    return [ledger, registry, veto, timelock];
  }

  /** An agency or a bureau; not the treasury. */
  agency(): Agency {
    return this.random.oneOf(this.agencies.slice(1));
  }

  agencyWith(id: number): Agency | undefined {
    return this.agencies.find((agency) => agency.id === id);
  }

  /** The organisation above an account, given its parent. */
  async superiorOf(parent: number): Promise<number> {
    return parent === 0 ? TREASURY : Number((await this.world.ledger.account(parent)).terms.owner);
  }

  /** A key that nobody in this history has had. */
  newKey(): Promise<HardhatEthersSigner> {
    return signerNamed(this.newName("key "));
  }

  newName(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  evidence(): string {
    return `0x${this.random
      .below(2 ** 31)
      .toString(16)
      .padStart(64, "0")}`;
  }
}

function agencyOf({ id, ...people }: Organisation): Agency {
  return { id, people };
}
