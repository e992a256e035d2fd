import { encodeBytes32String } from "ethers";

import { encodeCode } from "../../../sdk/buildings/codes.js";
import { BUILDING_STATUS, TITLE } from "../../../sdk/buildings/facts.js";
import { costKindNumber, COST_KINDS } from "../../../sdk/buildings/kinds.js";
import { accountOf } from "../../../sdk/ids.js";
import { leaseEntry } from "../../sdk/helpers/everyBuilding.js";
import type { Steps } from "../play.js";
import type { BuildingStage } from "./stage.js";

/** Leases, occupants, and what buildings cost. */
export class Tenancies {
  readonly steps: Steps = {
    registerLeases: () => this.#register(),
    amendLeases: () => this.#amend(),
    renewLease: () => this.#renew(),
    endLease: () => this.#end(),
    moveIn: () => this.#occupy(false),
    moveOut: () => this.#occupy(true),
  };
  readonly orders: Steps = {
    orderWork: () => this.#order(),
    withdrawOrder: () => this.#withdraw(),
  };

  constructor(private readonly stage: BuildingStage) {}

  /** Terms, at times such as can't be. */
  #terms() {
    const { random } = this.stage;
    const from = random.below(30_000) - 5_000;
    return {
      from,
      until: random.chance(0.03) ? from - 1 : from + random.below(9_000),
      area: random.below(1_000_000),
      rent: BigInt(random.below(1_000_000_00)),
      parts: random.chance(0.02) ? 0 : 1 + random.below(4),
      description: random.chance(0.02) ? "0x0941" : "0x",
    };
  }

  async #register(): Promise<boolean> {
    const { stage } = this;
    const { random } = stage;
    const code = await stage.building(({ title, status }) => {
      return title === TITLE.leased && status !== BUILDING_STATUS.disposed;
    });
    if (code === undefined) return false;
    const organisation = random.chance(0.02) ? stage.organisation() : await stage.custodian(code);
    const leases = Array.from({ length: 1 + random.below(3) }, () => ({
      building: code,
      lease: (random.chance(0.05) ? random.pick(stage.leases)?.lease : undefined) ?? stage.newName("L-"),
    }));
    const entries = leases.map(({ lease }) => {
      const entry = leaseEntry(code, lease, this.#terms());
      return random.chance(0.01) ? { ...entry, id: encodeBytes32String("A B") } : entry;
    });
    const done = await stage.attempt(() => stage.as(organisation).registerLeases(organisation, entries));
    if (done) stage.leases.push(...leases);
    return done;
  }

  /** A lease that runs, mostly. */
  async #running() {
    const { stage } = this;
    const { random, world } = stage;
    for (let look = 0; look < 8; look++) {
      const one = random.pick(stage.leases);
      if (one === undefined) return undefined;
      const [building, id] = [encodeCode(one.building), encodeCode(one.lease)];
      const stored = await world.buildings.lease(building, id);
      if (!stored.isRunning && !random.chance(0.03)) continue;
      return { ...one, id, word: building, stored, custodian: await stage.custodian(one.building) };
    }
    return undefined;
  }

  async #amend(): Promise<boolean> {
    const { stage } = this;
    const it = await this.#running();
    if (it === undefined) return false;
    const entry = leaseEntry(it.building, it.lease, this.#terms());
    return stage.attempt(() => stage.as(it.custodian).amendLeases(it.custodian, [entry]));
  }

  async #renew(): Promise<boolean> {
    const { stage } = this;
    const it = await this.#running();
    if (it === undefined) return false;
    const until = Number(it.stored.until) + stage.random.below(2_000);
    const { area, rent } = this.#terms();
    const evidence = stage.evidence();
    return stage.attempt(() =>
      stage.as(it.custodian).renewLease(it.word, it.id, until, area, rent, evidence),
    );
  }

  async #end(): Promise<boolean> {
    const { stage } = this;
    const it = await this.#running();
    if (it === undefined) return false;
    return stage.attempt(() => stage.as(it.custodian).endLease(it.word, it.id, stage.evidence()));
  }

  async #occupy(isLeaving: boolean): Promise<boolean> {
    const { stage } = this;
    const { random, world } = stage;
    const code = await stage.building(async ({ area, status }, one) => {
      const { occupied } = await world.buildings.tenancy(encodeCode(one));
      return (
        status !== BUILDING_STATUS.disposed && (isLeaving ? occupied > 0n : area > 0 || random.chance(0.2))
      );
    });
    if (code === undefined) return false;
    // Where it is not stated, any amount will do.
    const area = (await stage.facts(code)).area || 1_000_000;
    const occupant = random.chance(0.02) ? 77 : stage.organisation();
    const part = isLeaving ? 0 : random.below(random.chance(0.1) ? area + 2 : Math.ceil(area / 3) + 1);
    const custodian = await stage.custodian(code);
    return stage.attempt(() =>
      stage.as(custodian).setOccupancy(encodeCode(code), occupant, part, stage.evidence()),
    );
  }

  /** Whose an obligation is. */
  async #ownerOf(obligation: bigint): Promise<number> {
    return Number((await this.stage.world.ledger.account(accountOf(obligation))).terms.owner);
  }

  async #order(): Promise<boolean> {
    const { stage } = this;
    const { random, world } = stage;
    const obligation = random.pick(stage.obligations);
    if (obligation === undefined) return false;
    const owner = await this.#ownerOf(obligation);
    const lease = random.chance(0.4) ? await this.#running() : undefined;
    const code =
      lease?.building ??
      (await stage.building(async (_, one) => {
        const occupied = await world.buildings.occupancy(encodeCode(one), owner);
        return occupied > 0n || (await stage.custodian(one)) === owner;
      }));
    if (code === undefined) return false;
    const kind = lease === undefined ? random.below(COST_KINDS.length) : costKindNumber("rent");
    const order = {
      building: encodeCode(code),
      obligation: random.chance(0.02) ? obligation + 999n : obligation,
      kind,
      lease: encodeCode(lease !== undefined && !random.chance(0.05) ? lease.lease : ""),
      evidence: stage.evidence(),
    };
    const by = random.chance(0.03) ? stage.organisation() : owner;
    return stage.attempt(() => stage.as(by).orderWork(by, random.chance(0.01) ? [] : [order]));
  }

  async #withdraw(): Promise<boolean> {
    const { stage } = this;
    const { random, world } = stage;
    for (let look = 0; look < 8; look++) {
      const obligation = random.pick(stage.obligations);
      if (obligation === undefined) return false;
      const isNamed = BigInt(await world.buildings.buildingOf(obligation)) !== 0n;
      if (!isNamed && !random.chance(0.03)) continue;
      const owner = random.chance(0.03) ? stage.organisation() : await this.#ownerOf(obligation);
      return stage.attempt(() => stage.as(owner).withdrawOrder(owner, obligation, stage.evidence()));
    }
    return false;
  }
}
