import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { concat, type BaseContract, toBeHex, ZeroHash } from "ethers";

import { time } from "../../fixtures/network.js";
import { CLASSES, type Recorded } from "../../fixtures/recorded.js";
import type { Person } from "../../fixtures/freshLedger.js";
import { OFFICES } from "../../../sdk/offices.js";
import { appoint } from "../../fixtures/staffed.js";
import type { RecordRegistry } from "../../../types/ethers-contracts/index.js";
import type { Random } from "../random.js";
import { DAY, Stage, type Tally } from "../stage.js";

/** A record or batch that was anchored, and what the next call on it should name. */
interface Kept {
  readonly id: string;
  readonly organisation: number;
  versions: number;
  class: number;
}

/** Plays random histories of records, right and wrong ones. */
export class RecordStage extends Stage {
  readonly kept: Kept[] = [];
  /** The records officers, by organisation. */
  readonly #clerks: Map<number, Person>;
  #ids = 0;

  constructor(
    override readonly world: Recorded,
    random: Random,
    tally: Tally,
  ) {
    super(world, random, tally);
    const { a, b, treasury, clerk, clerkOfB, clerkOfTreasury } = world;
    this.#clerks = new Map([
      [a.id, clerk],
      [b.id, clerkOfB],
      [treasury.id, clerkOfTreasury],
    ]);
  }

  override contracts(): readonly BaseContract[] {
    return [...super.contracts(), this.world.records];
  }

  /** The next thing that happens. */
  async next(): Promise<void> {
    const dice = this.random.fraction();
    if (dice < 0.15) await this.#anchor();
    else if (dice < 0.22) await this.#anchorBatch();
    else if (dice < 0.4) await this.#supersede();
    else if (dice < 0.52) await this.#hold();
    else if (dice < 0.64) await this.#release();
    else if (dice < 0.76) await this.#erase();
    else if (dice < 0.9) await this.#tell();
    else if (dice < 0.92) await this.#setRetention();
    else if (dice < 0.94) await this.#replaceClerk();
    else await time.increase(this.random.below(this.random.chance(0.2) ? 700 * DAY : 3 * DAY));
  }

  async #anchor(): Promise<void> {
    const { random } = this;
    const { organisation, signer } = this.#officer();
    const by = this.world.records.connect(signer);
    const isSingle = random.chance(0.5);
    const count = isSingle ? 1 : random.below(4);
    const many = Array.from({ length: count }, () => this.#commitment(organisation));
    const [one] = many;
    const anchored = await this.attempt(() =>
      isSingle && one !== undefined ? by.anchor(one) : by.anchorAll(many),
    );
    if (!anchored) return;
    for (const { id, class: own } of many) this.kept.push({ id, organisation, versions: 1, class: own });
  }

  async #anchorBatch(): Promise<void> {
    const { organisation, signer } = this.#officer();
    const it = this.#commitment(organisation);
    const members = this.random.chance(0.1) ? 0 : 1 + this.random.below(10_000);
    const by = this.world.records.connect(signer);
    if (!(await this.attempt(() => by.anchorBatch(it, members)))) return;
    this.kept.push({ id: it.id, organisation, versions: 1, class: it.class });
  }

  async #supersede(): Promise<void> {
    const { random } = this;
    const kept = random.pick(this.kept);
    if (kept === undefined) return;
    // A class that lasts longer is the records officer's to give.
    const { organisation } = kept;
    const signer = random.chance(0.3) ? this.#clerk(organisation) : this.#officer(organisation).signer;
    const it = { ...this.#commitment(organisation), id: kept.id };
    if (random.chance(0.7)) it.class = kept.class;
    const version = kept.versions + 1 + (random.chance(0.1) ? random.below(3) - 1 : 0);
    if (!(await this.attempt(() => this.world.records.connect(signer).supersede(it, version)))) return;
    kept.versions += 1;
    kept.class = it.class;
  }

  async #hold(): Promise<void> {
    await this.#on(this.#holder.bind(this), (by, { id }) => by.hold(id, this.#hash()));
  }

  async #release(): Promise<void> {
    await this.#on(this.#holder.bind(this), (by, { id }) => by.release(id));
  }

  async #erase(): Promise<void> {
    const off = this.random.chance(0.1) ? 1 : 0;
    await this.#on(this.#clerk.bind(this), (by, { id, versions }) =>
      by.erase(id, versions - off, this.#hash()),
    );
  }

  /** Grants, withdraws or discloses. */
  async #tell(): Promise<void> {
    const { random } = this;
    const reader = toBeHex(1 + random.below(3), 32);
    await this.#on(this.#clerk.bind(this), (by, { id, versions }) => {
      const dice = random.below(3);
      if (dice === 0) return by.grant(id, reader, this.#hash());
      if (dice === 1) return by.withdrawGrant(id, reader);
      return by.disclose(id, random.below(versions + 2), this.#hash());
    });
  }

  async #setRetention(): Promise<void> {
    const { records, founders } = this.world;
    const [number, days] = [this.random.below(8), this.random.below(40_000)];
    await this.attempt(() => records.connect(founders.administrator.signer).setRetention(number, days * DAY));
  }

  /** The records officer changes with another of the same organisation. */
  async #replaceClerk(): Promise<void> {
    const { a, clerk } = this.world;
    const successor = this.#clerks.get(a.id) === clerk ? a.property : clerk;
    const former = successor === clerk ? a.property : clerk;
    await this.attempt(() => appoint(this.world, former.id, a.id, OFFICES.property));
    await this.attempt(() => appoint(this.world, successor.id, a.id, OFFICES.records));
    this.#clerks.set(a.id, successor);
  }

  async #on(
    who: (organisation: number) => HardhatEthersSigner,
    call: (by: RecordRegistry, kept: Kept) => Promise<unknown>,
  ): Promise<void> {
    const kept = this.random.pick(this.kept);
    if (kept === undefined) return;
    await this.attempt(() => call(this.world.records.connect(who(kept.organisation)), kept));
  }

  /** An officer of an organisation; of another one at times. */
  #officer(organisation = this.random.oneOf([...this.#clerks.keys()])): {
    readonly organisation: number;
    readonly signer: HardhatEthersSigner;
  } {
    const { random } = this;
    const agency = random.chance(0.05) ? this.agency() : this.agencyWith(organisation);
    const { signer } = (agency ?? this.agency()).people[random.oneOf(["budget", "receiving"] as const)];
    return { organisation, signer };
  }

  #clerk(organisation: number): HardhatEthersSigner {
    if (this.random.chance(0.05)) return this.#officer(organisation).signer;
    return (this.#clerks.get(organisation) ?? this.world.clerk).signer;
  }

  #holder(organisation: number): HardhatEthersSigner {
    return this.random.chance(0.4) ? this.inspector.signer : this.#clerk(organisation);
  }

  /** Rarely with nothing in it, or a class that may not be set, or an id that is taken. */
  #commitment(organisation: number) {
    const { random } = this;
    const taken = random.chance(0.03) ? random.pick(this.kept)?.id : undefined;
    this.#ids += 1;
    return {
      id: taken ?? concat([toBeHex(this.#ids, 28), toBeHex(organisation, 4)]),
      schema: toBeHex(1 + random.below(4), 32),
      root: random.chance(0.03) ? ZeroHash : this.#hash(),
      class: random.chance(0.05) ? random.below(9) : random.oneOf(Object.values(CLASSES)),
    };
  }

  #hash(): string {
    return concat(Array.from({ length: 8 }, () => toBeHex(this.random.below(2 ** 32 - 1) + 1, 4)));
  }
}
