import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { acts } from "../../../sdk/acts.js";
import { accountOf, TREASURY } from "../../../sdk/ids.js";
import { OFFICES } from "../../../sdk/offices.js";
import { asTop } from "../../fixtures/freshLedger.js";
import { time } from "../../fixtures/network.js";
import { appoint } from "../../fixtures/staffed.js";
import { DAY } from "../stage.js";
import type { Steps } from "../play.js";
import type { PaymentStage } from "./stage.js";

/** Officers' ids of the contracts that pay, as they were enrolled: vouchers, schedules. */
const PAYERS = [4, 5] as const;

/** What the treasury and the top administrator decide about payments: ceilings, rates, the clock, who pays. */
export class Treasury {
  readonly steps: Steps = {
    setCeiling: () => this.#setCeiling(),
    liftCeiling: () => this.#liftCeiling(),
    setRate: () => this.#setRate(),
    setOffset: () => this.#setOffset(),
    reserveAll: () => this.#reserveAll(),
    limitPayer: () => this.#limitPayer(),
    revokePayer: () => this.#revokePayer(),
  };
  #upset: number | undefined;

  constructor(private readonly stage: PaymentStage) {}

  /** Appoints a payer again, after a while, that pays little or nothing. */
  async settle(): Promise<void> {
    const { stage } = this;
    const payer = this.#upset;
    if (payer === undefined || stage.random.chance(0.7)) return;
    await stage.attempt(() => appoint(stage.world, payer, TREASURY, OFFICES.paying));
    this.#upset = undefined;
  }

  get #budget(): HardhatEthersSigner {
    return this.stage.at(TREASURY, "budget");
  }

  /** Mostly around what was spent, for a period that is now. */
  async #setCeiling(): Promise<boolean> {
    const { stage } = this;
    const { random, world } = stage;
    const { id } = stage.agency();
    const former = await world.cash.ceiling(id);
    const now = await time.latest();
    const from = random.chance(0.5) && former.from !== 0n ? Number(former.from) : now - random.below(DAY);
    const until = random.chance(0.05) ? from : from + (1 + random.below(60)) * DAY;
    const ceiling = former.spent + 10n ** BigInt(4 + random.below(6));
    return stage.attempt(() => world.cash.connect(this.#budget).setCeiling(id, ceiling, from, until));
  }

  async #liftCeiling(): Promise<boolean> {
    const { stage } = this;
    const { cash } = stage.world;
    const agency = await stage.find(stage.agencies, async ({ id }) => (await cash.ceiling(id)).until !== 0n);
    if (agency === undefined) return false;
    return stage.attempt(() => cash.connect(this.#budget).setCeiling(agency.id, 0, 0, 0));
  }

  async #setRate(): Promise<boolean> {
    const { stage } = this;
    const { random, world } = stage;
    const last = (await world.rates.rates()).at(-1)?.fromDay ?? 0n;
    const today = await world.rates.today();
    const first = last > today ? last : today - 60n;
    const fromDay = (first > last ? first : last) + BigInt(random.below(40));
    const rate = random.chance(0.03) ? 100_001 : random.below(9_000);
    return stage.attempt(() => world.rates.connect(this.#budget).setRate(fromDay, rate));
  }

  async #setOffset(): Promise<boolean> {
    const { stage } = this;
    const { random, world } = stage;
    const last = Number((await world.rates.offsets()).at(-1)?.from ?? 0n);
    const from = Math.max(last, await time.latest()) + random.below(30 * DAY);
    const offset = (random.below(random.chance(0.1) ? 40 : 29) - 14) * 3_600;
    return stage.attempt(() => world.rates.connect(this.#budget).setOffset(from, offset));
  }

  /** Sets aside what an account has left, so that there is no authority for interest. */
  async #reserveAll(): Promise<boolean> {
    const { stage } = this;
    const { ledger } = stage.world;
    const obligation = await stage.find(
      stage.obligations,
      async (one) => (await ledger.account(accountOf(one))).totals.available > 0n,
    );
    if (obligation === undefined) return false;
    const account = accountOf(obligation);
    const { totals, terms } = await ledger.account(account);
    const owner = Number(terms.owner);
    const amount = totals.available || 1n;
    const act = acts.reserve({ account, sequence: Number(totals.sequence), amount });
    return stage.attempt(() => ledger.connect(stage.at(owner, "budget")).execute(owner, [act]));
  }

  async #limitPayer(): Promise<boolean> {
    const { stage } = this;
    const payer = stage.random.oneOf(PAYERS);
    const limit = 10n ** BigInt(4 + stage.random.below(6));
    this.#upset ??= payer;
    if (this.#upset !== payer) return false;
    return stage.attempt(() => appoint(stage.world, payer, TREASURY, OFFICES.paying, { limit }));
  }

  async #revokePayer(): Promise<boolean> {
    const { stage } = this;
    const { registry, founders } = stage.world;
    const payer = stage.random.oneOf(PAYERS);
    if (this.#upset !== undefined) return false;
    const by = stage.random.chance(0.5) ? founders.registrar.signer : await asTop(stage.world);
    const revoked = await stage.attempt(() => registry.connect(by).revoke(payer, TREASURY));
    if (revoked) this.#upset = payer;
    return revoked;
  }
}
