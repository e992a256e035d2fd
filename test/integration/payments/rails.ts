import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { ZeroHash } from "ethers";

import {
  bankReturn,
  bankSettlement,
  METHODS,
  type Method,
  tokenSettlement,
} from "../../../sdk/disbursement/settlement.js";
import type { PlainToken, StablecoinMock } from "../../../types/ethers-contracts/index.js";
import { asTop } from "../../fixtures/freshLedger.js";
import { ethers, time } from "../../fixtures/network.js";
import { DAY } from "../stage.js";
import type { Steps } from "../play.js";
import { addressIn, type PaymentStage, TOKEN } from "./stage.js";

const BANKS = [11_000_015, 21_000_021, 31_000_040] as const;
/** More trace numbers than may be passed over at once. */
const TOO_FAR = 10_000_001n;
const UNITS_IN_A_CENT = 10n ** 4n;

/** Money to bring back: who was paid it, and cents. */
export interface Brought {
  readonly from: string;
  readonly amount: bigint;
}

/** The rails, the vault and the tokens: what money moves on, and what fails on the way. */
export class Rails {
  readonly steps: Steps = {
    deposit: () => this.#deposit(),
    withdraw: () => this.#withdraw(),
    disallow: () => this.#disallow(),
    listPayee: () => this.#list(true),
    unlistPayee: () => this.#list(false),
    pauseToken: () => this.#pause(),
    blockVault: () => this.#block(),
  };
  #isUpset = false;

  constructor(private readonly stage: PaymentStage) {}

  /** How to pay over a rail; at times how nobody can. */
  async settlement(rail: number): Promise<string> {
    const { random, world } = this.stage;
    if (rail === TOKEN) {
      if (random.chance(0.01)) return tokenSettlement(await world.cash.getAddress());
      return tokenSettlement(await this.#token().getAddress());
    }
    const bank = random.oneOf(BANKS);
    const next = await world.attestedRail.nextTrace(bank);
    let firstTrace = next + BigInt(random.chance(0.3) ? random.below(9) : 0);
    if (random.chance(0.02)) firstTrace = next === 0n || random.chance(0.5) ? next + TOO_FAR : next - 1n;
    const ahead = random.chance(0.02) ? 100 : random.below(30);
    const method = random.oneOf(Object.keys(METHODS) as Method[]);
    const settlementDay = Math.floor((await time.latest()) / DAY) + ahead;
    return bankSettlement({ bank: random.chance(0.01) ? 0 : bank, method, settlementDay, firstTrace });
  }

  /** Has the stablecoin refuse a payee before a payment, for as long as it takes or for good. */
  async refusing<T>(payee: string, pay: () => Promise<T>): Promise<T> {
    const { stage } = this;
    const { stable } = stage.world;
    await stage.set(() => stable.list(payee, true));
    const done = await pay();
    // A line may name the vault, too.
    this.#isUpset ||= payee === (await stage.world.tokenRail.getAddress());
    if (stage.random.chance(0.6)) await stage.set(() => stable.list(payee, false));
    return done;
  }

  /**
   * Has `officer` take back what payees were paid, by a call that may be refused, for which they bring the officer the
   * money: then they have it again.
   */
  async takeBack(
    rail: number,
    officer: HardhatEthersSigner,
    brought: readonly Brought[],
    call: (settlement: string) => Promise<unknown>,
  ): Promise<boolean> {
    const { stage } = this;
    if (rail !== TOKEN) {
      const { random } = stage;
      const bank = random.chance(0.02) ? 0 : random.oneOf(BANKS);
      const evidence = random.chance(0.02) ? ZeroHash : stage.evidence();
      const settlement = bankReturn({ bank, evidence });
      return stage.attempt(() => call(settlement));
    }
    const { stable, tokenRail } = stage.world;
    const token = this.#token();
    const settlement = tokenSettlement(await token.getAddress());
    const moved: { payee: HardhatEthersSigner; units: bigint }[] = [];
    // Whom the token does not pay, or nobody at the time, does not give back either.
    const isPaused = token === stable && (await stable.paused());
    for (const { from, amount } of isPaused ? [] : brought) {
      const units = amount * UNITS_IN_A_CENT;
      // Nobody has the keys of the vault, or of address 0.
      if (!stage.addresses.includes(from)) continue;
      if (token === stable && (await stable.isListed(from))) continue;
      if ((await token.balanceOf(from)) < units && !(await this.#provide(token, from, units))) continue;
      const payee = await ethers.getImpersonatedSigner(from);
      await stage.set(() => token.connect(payee).transfer(officer, units));
      moved.push({ payee, units });
    }
    const total = brought.reduce((sum, { amount }) => sum + amount, 0n) * UNITS_IN_A_CENT;
    await stage.set(() => token.connect(officer).approve(tokenRail, total));
    if (await stage.attempt(() => call(settlement))) return true;
    for (const { payee, units } of moved) {
      await stage.set(() => token.connect(officer).transfer(payee, units));
    }
    return false;
  }

  /** At times a payee has from elsewhere what it was not paid in this token. */
  async #provide(token: StablecoinMock | PlainToken, to: string, units: bigint): Promise<boolean> {
    const { stage } = this;
    if (stage.random.chance(0.3)) return false;
    await stage.set(() => token.connect(stage.world.treasurer).transfer(to, units));
    const address = await token.getAddress();
    stage.provided.set(address, (stage.provided.get(address) ?? 0n) + units);
    return true;
  }

  /** Puts right, after a while, what stops all payments. */
  async settle(): Promise<void> {
    const { stage } = this;
    if (!this.#isUpset || stage.random.chance(0.7)) return;
    const { stable, token, tokenRail } = stage.world;
    if (await stable.isListed(tokenRail)) await stage.set(() => stable.list(tokenRail, false));
    if (await stable.paused()) await stage.set(() => stable.setPaused(false));
    for (const one of [stable, token]) {
      if ((await tokenRail.token(one)).scale !== 0n) continue;
      const byTop = tokenRail.connect(await asTop(stage.world));
      await stage.attempt(() => byTop.allow(one, stage.random.chance(0.1) ? "EUR" : "USD"));
    }
    this.#isUpset = false;
  }

  #token() {
    const { random, world } = this.stage;
    return random.chance(0.85) ? world.stable : world.token;
  }

  async #deposit(): Promise<boolean> {
    const { stage } = this;
    const { treasurer, tokenRail, stranger } = stage.world;
    const by = stage.random.chance(0.05) ? stranger : treasurer;
    const amount = BigInt(stage.random.below(100_000_000_00));
    return stage.attempt(async () => tokenRail.connect(by).deposit(this.#token(), amount));
  }

  async #withdraw(): Promise<boolean> {
    const { stage } = this;
    const { treasurer, tokenRail } = stage.world;
    const by = stage.random.chance(0.1) ? treasurer : await asTop(stage.world);
    const token = this.#token();
    const held = (await token.balanceOf(tokenRail)) / UNITS_IN_A_CENT;
    const amount = stage.amount(held);
    return stage.attempt(() => tokenRail.connect(by).withdraw(token, treasurer, amount));
  }

  async #disallow(): Promise<boolean> {
    const { stage } = this;
    const { stranger, tokenRail } = stage.world;
    const by = stage.random.chance(0.1) ? stranger : await asTop(stage.world);
    const done = await stage.attempt(() => tokenRail.connect(by).disallow(this.#token()));
    this.#isUpset ||= done;
    return done;
  }

  async #list(isListed: boolean): Promise<boolean> {
    const { stage } = this;
    const { stable } = stage.world;
    let address: string | undefined;
    // Mostly whom a voucher is about to pay.
    if (isListed && stage.random.chance(0.7)) address = await this.#nextPaid();
    address ??= await stage.find(stage.addresses, async (one) => (await stable.isListed(one)) !== isListed);
    const listed = address;
    if (listed === undefined) return false;
    await stage.set(() => stable.list(listed, isListed));
    return true;
  }

  async #nextPaid(): Promise<string | undefined> {
    const { stage } = this;
    const { payees, vouchers } = stage.world;
    const id = await stage.certifiedVoucher();
    if (id === undefined) return undefined;
    const { payee, version } = await vouchers.voucher(id);
    return addressIn(await payees.details(payee, TOKEN, version));
  }

  async #block(): Promise<boolean> {
    const { stage } = this;
    const { stable, tokenRail } = stage.world;
    await stage.set(() => stable.list(tokenRail, true));
    this.#isUpset = true;
    return true;
  }

  async #pause(): Promise<boolean> {
    const { stage } = this;
    await stage.set(() => stage.world.stable.setPaused(true));
    this.#isUpset = true;
    return true;
  }
}
