import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { BaseContract } from "ethers";

import { encodeCode } from "../../../sdk/buildings/codes.js";
import { BUILDING_STATUS, type BuildingFacts, decodeFacts } from "../../../sdk/buildings/facts.js";
import { TREASURY } from "../../../sdk/ids.js";
import type { BuildingRegistry } from "../../../types/ethers-contracts/index.js";
import type { Funded } from "../../fixtures/funded.js";
import { playOne, type Steps } from "../play.js";
import type { Random } from "../random.js";
import { Stage, type Tally } from "../stage.js";

/** What happened in a run of histories of buildings. */
export interface BuildingTally extends Tally {
  /** How often each step was done; 0 for those only tried. */
  readonly steps: Map<string, number>;
}

export const emptyTally = (): BuildingTally => ({
  done: new Map(),
  posted: new Map(),
  refused: new Map(),
  events: new Set(),
  steps: new Map(),
});

/** How many things are looked at for one that a step may be done to. */
const LOOKS = 12;
/** How many steps are tried for one that is done. */
const TRIES = 3;

/** What a history of buildings plays on, beside what budgets do. */
export class BuildingStage extends Stage {
  /** Codes of all buildings. */
  readonly codes: string[] = [];
  /** All leases. */
  readonly leases: { readonly building: string; readonly lease: string }[] = [];

  constructor(
    override readonly world: Funded,
    random: Random,
    override readonly tally: BuildingTally,
  ) {
    super(world, random, tally);
  }

  override contracts(): readonly BaseContract[] {
    return [...super.contracts(), this.world.buildings];
  }

  /** See `playOne`. */
  async play(steps: Steps): Promise<void> {
    await playOne(this, steps, TRIES);
  }

  /** The register, as a property officer of the organisation calls it; someone else now and then. */
  as(organisation: number): BuildingRegistry {
    return this.world.buildings.connect(this.#signer(organisation));
  }

  #signer(organisation: number): HardhatEthersSigner {
    const { random } = this;
    if (random.chance(0.015)) return this.world.stranger;
    const agency = random.chance(0.03) ? this.agency() : this.agencyWith(organisation);
    return (agency ?? this.agency()).people[random.chance(0.01) ? "budget" : "property"].signer;
  }

  /** Any organisation, the treasury less often. */
  organisation(): number {
    return this.random.chance(0.1) ? TREASURY : this.agency().id;
  }

  async facts(code: string): Promise<BuildingFacts> {
    return decodeFacts(await this.world.buildings.facts(encodeCode(code)));
  }

  async custodian(code: string): Promise<number> {
    return Number(await this.world.buildings.custodianOf(encodeCode(code)));
  }

  /** The first building of a few that is wanted, if there is one, and any at times, even one that is not there. */
  async building(isWanted: (facts: BuildingFacts, code: string) => boolean | Promise<boolean>) {
    const { random, codes } = this;
    if (random.chance(0.01)) return this.newName("GHOST");
    if (random.chance(0.04)) return random.pick(codes);
    for (let look = 0; look < LOOKS; look++) {
      const code = random.pick(random.chance(0.7) ? codes.slice(-12) : codes);
      if (code === undefined || (await isWanted(await this.facts(code), code))) return code;
    }
    return undefined;
  }

  /** A building that is not disposed of. */
  live(): Promise<string | undefined> {
    return this.building(({ status }) => status !== BUILDING_STATUS.disposed);
  }

  /** A value of a code list: 1 or not stated, and at times one that was withdrawn or never was. */
  code(): number {
    const { random } = this;
    if (random.chance(0.03)) return random.chance(0.5) ? 2 : 9;
    return random.chance(0.3) ? 0 : 1;
  }
}
