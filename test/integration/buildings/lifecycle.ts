import { encodeCode } from "../../../sdk/buildings/codes.js";
import { ACQUISITION, BUILDING_STATUS, encodeFacts, TITLE } from "../../../sdk/buildings/facts.js";
import { DISPOSAL } from "../../../sdk/buildings/kinds.js";
import { TREASURY } from "../../../sdk/ids.js";
import { time } from "../../fixtures/network.js";
import type { Steps } from "../play.js";
import type { BuildingStage } from "./stage.js";

const FROM_SURPLUS = [DISPOSAL.transfer, DISPOSAL.publicBenefit, DISPOSAL.demolition] as const;

/** Buildings come, are wanted no longer, and go; custody moves. */
export class Lifecycle {
  readonly steps: Steps = {
    activate: () => this.#activate(),
    reportExcess: () => this.#reportExcess(),
    declareSurplus: () => this.#declareSurplus(),
    restore: () => this.#restore(),
    dispose: () => this.#dispose(),
    abandon: () => this.#abandon(),
    endLeased: () => this.#endLeased(),
    sell: () => this.#sell(),
  };
  readonly custody: Steps = {
    offer: () => this.#offer(),
    withdrawOffer: () => this.#withdrawOffer(),
    accept: () => this.#accept(),
  };

  constructor(private readonly stage: BuildingStage) {}

  /** A building in a status that this step starts from, and its custodian. */
  async #from(...statuses: readonly number[]) {
    const { stage } = this;
    const code = await stage.building(({ status }) => statuses.includes(status));
    return code === undefined
      ? undefined
      : {
          code,
          id: encodeCode(code),
          custodian: await stage.custodian(code),
          facts: await stage.facts(code),
        };
  }

  async #activate(): Promise<boolean> {
    const { stage } = this;
    const { random } = stage;
    const it = await this.#from(BUILDING_STATUS.planned);
    if (it === undefined) return false;
    const came = it.facts.title === TITLE.leased ? ACQUISITION.leased : 1 + random.below(3);
    const acquisition = random.chance(0.1) ? random.below(5) : came;
    const [standing, evidence] = [stage.code(), stage.evidence()];
    return stage.attempt(() => stage.as(it.custodian).activate(it.id, acquisition, standing, evidence));
  }

  async #reportExcess(): Promise<boolean> {
    const { stage } = this;
    const code = await stage.building(({ status, title }) => {
      return status === BUILDING_STATUS.active && (title !== TITLE.leased || stage.random.chance(0.1));
    });
    if (code === undefined) return false;
    const custodian = await stage.custodian(code);
    const [standing, evidence] = [stage.code(), stage.evidence()];
    return stage.attempt(() => stage.as(custodian).reportExcess(encodeCode(code), standing, evidence));
  }

  /** Waits for what the building waits for, mostly. */
  async #wait(id: string): Promise<void> {
    const { random, world } = this.stage;
    const { until } = await world.buildings.screening(id);
    if (random.chance(0.8) && (await time.latest()) < Number(until)) await time.increaseTo(Number(until));
  }

  async #declareSurplus(): Promise<boolean> {
    const { stage } = this;
    const it = await this.#from(BUILDING_STATUS.excess);
    if (it === undefined) return false;
    await this.#wait(it.id);
    const [standing, evidence] = [stage.code(), stage.evidence()];
    return stage.attempt(() => stage.as(TREASURY).declareSurplus(it.id, standing, evidence));
  }

  async #restore(): Promise<boolean> {
    const { stage } = this;
    // Else few would come to an end.
    const it = stage.random.chance(0.6)
      ? undefined
      : await this.#from(BUILDING_STATUS.excess, BUILDING_STATUS.surplus);
    if (it === undefined) return false;
    const [standing, evidence] = [stage.code(), stage.evidence()];
    return stage.attempt(() => stage.as(it.custodian).restore(it.id, standing, evidence));
  }

  async #gone(
    it: { readonly id: string; readonly custodian: number } | undefined,
    way: number,
  ): Promise<boolean> {
    const { stage } = this;
    if (it === undefined) return false;
    const disposal = stage.random.chance(0.04) ? stage.random.below(7) : way;
    const [standing, evidence] = [stage.code(), stage.evidence()];
    return stage.attempt(() => stage.as(it.custodian).dispose(it.id, disposal, standing, evidence));
  }

  async #dispose(): Promise<boolean> {
    const it = await this.#from(BUILDING_STATUS.surplus);
    if (it !== undefined) await this.#wait(it.id);
    return this.#gone(it, this.stage.random.oneOf(FROM_SURPLUS));
  }

  async #abandon(): Promise<boolean> {
    return this.#gone(await this.#from(BUILDING_STATUS.planned), DISPOSAL.abandonment);
  }

  async #endLeased(): Promise<boolean> {
    const { stage } = this;
    const { buildings } = stage.world;
    const code = await stage.building(async ({ status, title }, one) => {
      const { leases, occupied } = await buildings.tenancy(encodeCode(one));
      const isFree = leases === 0n && occupied === 0n;
      return (
        title === TITLE.leased && status === BUILDING_STATUS.active && (isFree || stage.random.chance(0.05))
      );
    });
    if (code === undefined) return false;
    const it = { id: encodeCode(code), custodian: await stage.custodian(code) };
    return this.#gone(it, DISPOSAL.leaseEnd);
  }

  async #sell(): Promise<boolean> {
    const { stage } = this;
    const { random, world, accounts } = stage;
    const it = await this.#from(BUILDING_STATUS.surplus);
    if (it === undefined) return false;
    await this.#wait(it.id);
    const account = (await this.#rootOf(it.custodian)) ?? random.pick(accounts) ?? 1;
    const { totals, terms } = await world.ledger.account(account);
    const { sequence } = totals;
    const proceeds = {
      owner: random.chance(0.03) ? stage.organisation() : terms.owner,
      account,
      sequence: random.chance(0.05) ? sequence + 1n : sequence,
      proceeds: random.chance(0.03) ? 0n : BigInt(1 + random.below(1_000_000_00)),
    };
    const [standing, evidence] = [stage.code(), stage.evidence()];
    return stage.attempt(() => stage.as(it.custodian).sell(it.id, proceeds, standing, evidence));
  }

  /** A root of the organisation's, if there is one among a few, and at times another's. */
  async #rootOf(organisation: number): Promise<number | undefined> {
    const { random, world, accounts } = this.stage;
    if (random.chance(0.1)) return undefined;
    for (const account of accounts) {
      const { root, owner } = (await world.ledger.account(account)).terms;
      const isRoot = root === 0n || Number(root) === account;
      if (isRoot && Number(owner) === organisation && random.chance(0.6)) return account;
    }
    return undefined;
  }

  async #offer(): Promise<boolean> {
    const { stage } = this;
    const code = await stage.live();
    if (code === undefined) return false;
    const custodian = await stage.custodian(code);
    const to = stage.random.chance(0.05) ? 0 : stage.organisation();
    return stage.attempt(() => stage.as(custodian).offerCustody(encodeCode(code), to, stage.evidence()));
  }

  /** A building that is offered. */
  async #offered(): Promise<string | undefined> {
    const { stage } = this;
    const { buildings } = stage.world;
    return stage.building(async (_, code) => (await buildings.offer(encodeCode(code))).to !== 0n);
  }

  async #withdrawOffer(): Promise<boolean> {
    const { stage } = this;
    const code = stage.random.chance(0.5) ? undefined : await this.#offered();
    if (code === undefined) return false;
    const custodian = await stage.custodian(code);
    return stage.attempt(() => stage.as(custodian).withdrawOffer(encodeCode(code)));
  }

  async #accept(): Promise<boolean> {
    const { stage } = this;
    const { random, world } = stage;
    const code = await this.#offered();
    if (code === undefined) return false;
    const { to } = await world.buildings.offer(encodeCode(code));
    const facts = await stage.facts(code);
    const seen = encodeFacts(random.chance(0.05) ? { ...facts, area: facts.area ^ 1 } : facts);
    // Who offered can't accept: at times the same person tries.
    const by = random.chance(0.05) ? await stage.custodian(code) : Number(to);
    return stage.attempt(() => stage.as(by).acceptCustody(encodeCode(code), seen, stage.evidence()));
  }
}
