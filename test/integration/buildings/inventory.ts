import { encodeBytes32String } from "ethers";

import { encodeCode } from "../../../sdk/buildings/codes.js";
import { encodeDescription } from "../../../sdk/buildings/description.js";
import {
  ACQUISITION,
  BUILDING_STATUS,
  type BuildingFacts,
  encodeFacts,
  NOT_SURVEYED,
  TITLE,
} from "../../../sdk/buildings/facts.js";
import { CODE_LIST } from "../../../sdk/buildings/kinds.js";
import { time } from "../../fixtures/network.js";
import { SCHEMA } from "../../sdk/helpers/everyBuilding.js";
import { DAY } from "../stage.js";
import type { Steps } from "../play.js";
import type { BuildingStage } from "./stage.js";

/** What is entered, amended and surveyed, and the codes to do it with. */
export class Inventory {
  readonly steps: Steps = {
    register: () => this.#register(),
    amend: () => this.#amend(),
    survey: () => this.#survey(),
  };
  readonly codes: Steps = {
    addCode: () => this.#addCode(),
    withdrawCode: () => this.#withdrawCode(),
    transfer: () => this.#transfer(),
  };

  constructor(private readonly stage: BuildingStage) {}

  /** Enters a few buildings, without fail. */
  async begin(): Promise<void> {
    for (let i = 0; i < 6; i++) await this.#register();
  }

  async #register(): Promise<boolean> {
    const { stage } = this;
    const { random } = stage;
    const organisation = stage.organisation();
    const codes = Array.from({ length: 1 + random.below(4) }, () => this.#newCode());
    const registrations = codes.map((code) => ({
      id: random.chance(0.01) ? encodeBytes32String(`${code} B`) : encodeCode(code),
      facts: encodeFacts(this.#newFacts()),
      record: stage.evidence(),
      description: this.#description(code),
    }));
    const some = random.chance(0.02) ? [] : registrations;
    const done = await stage.attempt(() => stage.as(organisation).register(organisation, some));
    if (done) stage.codes.push(...codes);
    return done;
  }

  /** Mostly one that is free. */
  #newCode(): string {
    const { stage } = this;
    const taken = stage.random.chance(0.02) ? stage.random.pick(stage.codes) : undefined;
    return taken ?? stage.newName("B-");
  }

  #newFacts(): BuildingFacts {
    const { stage } = this;
    const { random } = stage;
    const title = random.oneOf([TITLE.owned, TITLE.owned, TITLE.leased, TITLE.leased, TITLE.managed]);
    const isPlanned = random.chance(0.3);
    const came = title === TITLE.leased ? ACQUISITION.leased : ACQUISITION.purchased;
    const facts: BuildingFacts = {
      area: random.chance(0.05) ? 0 : random.below(1_000_000),
      condition: NOT_SURVEYED,
      utilisation: NOT_SURVEYED,
      standing: stage.code(),
      use: stage.code(),
      kind: stage.code(),
      title,
      status: isPlanned ? BUILDING_STATUS.planned : BUILDING_STATUS.active,
      acquisition: isPlanned || random.chance(0.3) ? ACQUISITION.none : came,
    };
    if (!random.chance(0.04)) return facts;
    return { ...facts, ...random.oneOf([{ status: 3 }, { title: 0 }, { condition: 5 }, { acquisition: 4 }]) };
  }

  #description(code: string): string {
    const { random } = this.stage;
    if (random.chance(0.03)) return random.chance(0.5) ? "0x" : "0x0941";
    return encodeDescription(SCHEMA, [{ "Real Property Asset Name": `The ${code}, or so`, State: "DC" }]);
  }

  async #amend(): Promise<boolean> {
    const { stage } = this;
    const { random } = stage;
    const code = await stage.live();
    if (code === undefined) return false;
    const before = await stage.facts(code);
    const changes = random.oneOf<Partial<BuildingFacts>>([
      { area: random.below(1_000_000) },
      { area: Math.floor(before.area / 2) },
      { kind: stage.code(), use: stage.code() },
      { standing: stage.code() },
      this.#otherTitle(before),
      random.chance(0.2) ? { status: 1 + random.below(5) } : {},
    ]);
    const organisation = await stage.custodian(code);
    const amendment = {
      id: encodeCode(code),
      facts: encodeFacts({ ...before, ...changes }),
      record: stage.evidence(),
      description: this.#description(code),
    };
    return stage.attempt(() => stage.as(organisation).amend(organisation, [amendment]));
  }

  /** Mostly one that it may turn into, with how it came where that has to be said anew. */
  #otherTitle({ acquisition }: BuildingFacts): Partial<BuildingFacts> {
    const { random } = this.stage;
    const title = random.oneOf([TITLE.owned, TITLE.leased, TITLE.managed]);
    const isBought = acquisition === ACQUISITION.leased && title !== TITLE.leased && random.chance(0.8);
    return isBought ? { title, acquisition: ACQUISITION.purchased } : { title };
  }

  async #survey(): Promise<boolean> {
    const { stage } = this;
    const { random } = stage;
    const code = await stage.live();
    if (code === undefined) return false;
    const organisation = random.chance(0.03) ? stage.organisation() : await stage.custodian(code);
    const today = Math.floor((await time.latest()) / DAY);
    const surveys = Array.from({ length: 1 + random.below(3) }, () => ({
      id: encodeCode(code),
      condition: random.below(random.chance(0.02) ? 256 : 101),
      utilisation: random.below(101),
      day: random.chance(0.02) ? today + 9 : today - (random.chance(0.1) ? random.below(30) : 0),
      evidence: stage.evidence(),
    }));
    return stage.attempt(() => stage.as(organisation).survey(organisation, surveys));
  }

  async #addCode(): Promise<boolean> {
    const { stage } = this;
    const { random, world } = stage;
    const list = random.oneOf(Object.values(CODE_LIST));
    const value = random.chance(0.1) ? random.below(3) : 10 + random.below(246);
    const code = random.chance(0.05) ? "no code" : stage.newName("CODE-");
    const by = random.chance(0.05) ? world.stranger : world.founders.administrator.signer;
    return stage.attempt(() => world.buildings.connect(by).addCode(list, value, code, "Some columns"));
  }

  async #withdrawCode(): Promise<boolean> {
    const { stage } = this;
    const { random, world } = stage;
    const list = random.oneOf(Object.values(CODE_LIST));
    const values = await world.buildings.codes(list);
    // The first one stays, or nothing goes on.
    const given = Array.from({ length: 256 }, (_, i) => i).filter((i) => i > 1 && (values >> BigInt(i)) & 1n);
    const value = random.chance(0.1) ? 2 : random.pick(given);
    if (value === undefined) return false;
    const administrator = world.buildings.connect(world.founders.administrator.signer);
    return stage.attempt(() => administrator.withdrawCode(list, value));
  }

  /** What tokens elsewhere may do, and none of these. */
  async #transfer(): Promise<boolean> {
    const { stage } = this;
    const { random, world } = stage;
    const code = await stage.live();
    if (code === undefined) return false;
    const { stranger, buildings } = world;
    const id = BigInt(encodeCode(code));
    const from = await buildings.holderOf(await stage.custodian(code));
    const by = stage.as(await stage.custodian(code));
    const call = random.oneOf([
      () => by.transferFrom(from, stranger, id),
      () => by.approve(stranger, id),
      () => by.setApprovalForAll(stranger, true),
    ]);
    const moved = await stage.attempt(call);
    if (moved) throw new Error(`${code} moved without an offer`);
    return true;
  }
}
