import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { dataSlice, id, ZeroAddress } from "ethers";

import { asTop } from "../../fixtures/freshLedger.js";
import { ethers, time } from "../../fixtures/network.js";
import { NO_CODES } from "../../helpers/codes.js";
import { DAY } from "../stage.js";
import type { Steps } from "../play.js";
import { type PaymentStage, TOKEN } from "./stage.js";

const [ACTIVE, SUSPENDED, EXCLUDED] = [0, 1, 2] as const;

/** What happens to payees: they are enrolled, attested, suspended and excluded; their details change, or do not. */
export class Payees {
  readonly steps: Steps = {
    enrolEntity: () => this.#enrolEntity(),
    enrolPerson: () => this.#enrolPerson(),
    attest: () => this.#attest(this.stage.payee()),
    suspend: () => this.#bar(SUSPENDED),
    exclude: () => this.#bar(EXCLUDED),
    reinstate: () => this.#reinstate(),
    setDetails: () => this.#setDetails(this.stage.payee()),
    stopDetails: () => this.#stopDetails(),
    setController: () => this.#setController(),
  };

  constructor(private readonly stage: PaymentStage) {}

  /** The registrar; at times someone who is none. */
  get #registrar(): HardhatEthersSigner {
    const { random, world, inspector } = this.stage;
    if (random.chance(0.97)) return world.founders.registrar.signer;
    return random.chance(0.5) ? inspector.signer : world.stranger;
  }

  get #payees() {
    return this.stage.world.payees;
  }

  async #enrolEntity(): Promise<boolean> {
    const { stage } = this;
    const { random } = stage;
    let key = stage.newName("UEI");
    if (random.chance(0.05)) key = random.oneOf(NO_CODES);
    if (random.chance(0.05)) key = "BUILDERUEI";
    const controller = await stage.newController();
    return this.#enrol(controller, (by) => this.#payees.connect(by).enrolEntity(key, controller));
  }

  async #enrolPerson(): Promise<boolean> {
    const { stage } = this;
    const identity = stage.random.chance(0.05) ? `0x${"0".repeat(64)}` : id(stage.newName("identity "));
    const controller = await stage.newController();
    return this.#enrol(controller, (by) => this.#payees.connect(by).enrolPerson(identity, controller));
  }

  /** Most can be paid from the start: a payee's first details hold at once. */
  async #enrol(controller: string, enrol: (by: HardhatEthersSigner) => Promise<unknown>): Promise<boolean> {
    const { stage } = this;
    if (!(await stage.attempt(() => enrol(this.#registrar)))) return false;
    const payee = ++stage.payees;
    if (controller !== ZeroAddress) {
      stage.controllers.set(payee, await ethers.getImpersonatedSigner(controller));
    }
    if (stage.random.chance(0.9)) await this.#attest(payee);
    if (stage.random.chance(0.9)) await this.#setDetails(payee);
    return true;
  }

  /** Until some day in the next year; at times it is over before it begins. */
  async #attest(payee: number): Promise<boolean> {
    const { stage } = this;
    const now = await time.latest();
    const until = stage.random.chance(0.05) ? now : now + (10 + stage.random.below(300)) * DAY;
    return stage.attempt(() => this.#payees.connect(this.#registrar).attest(payee, until, stage.evidence()));
  }

  /** Mostly somebody who is about to be paid. */
  async #bar(status: number): Promise<boolean> {
    const { stage } = this;
    const id = stage.random.chance(0.6) ? await stage.certifiedVoucher() : undefined;
    const payee = id === undefined ? stage.payee() : (await stage.world.vouchers.voucher(id)).payee;
    const by = stage.random.chance(0.4) ? stage.inspector.signer : this.#registrar;
    return stage.attempt(() => this.#payees.connect(by).setStatus(payee, status, stage.evidence()));
  }

  async #reinstate(): Promise<boolean> {
    const { stage } = this;
    const payee = await stage.find(this.#all, async (one) => {
      const { status, inspectorStatus } = await this.#payees.payee(one);
      return status !== 0n || inspectorStatus !== 0n;
    });
    if (payee === undefined) return false;
    const isInspectors = (await this.#payees.payee(payee)).inspectorStatus !== 0n;
    const by = isInspectors !== stage.random.chance(0.1) ? stage.inspector.signer : this.#registrar;
    return stage.attempt(() => this.#payees.connect(by).setStatus(payee, ACTIVE, stage.evidence()));
  }

  async #setDetails(payee: number): Promise<boolean> {
    const { stage } = this;
    const { random } = stage;
    const rail = random.below(2);
    let account = rail === TOKEN ? await stage.newAddress() : dataSlice(id(stage.newName("account ")), 0, 20);
    if (random.chance(0.03)) account = ZeroAddress;
    // What holds already, or a payee's whose address it is too.
    if (random.chance(0.05) && rail === TOKEN) account = random.oneOf(stage.addresses);
    return stage.attempt(() => this.#payees.connect(this.#registrar).setDetails(payee, rail, account));
  }

  async #stopDetails(): Promise<boolean> {
    const { stage } = this;
    const { random, world } = stage;
    const now = BigInt(await time.latest());
    let rail = random.below(2);
    const isPending = async (one: number): Promise<boolean> => {
      const { tokenFrom, bankFrom } = await this.#payees.payee(one);
      if (tokenFrom > now) rail = 0;
      else if (bankFrom > now) rail = 1;
      return tokenFrom > now || bankFrom > now;
    };
    let payee = await stage.find(this.#all, isPending);
    if (payee === undefined) {
      // Somebody would have another's money.
      payee = stage.payee();
      await this.#setDetails(payee);
      await isPending(payee);
    }
    const controller = stage.controllers.get(payee) ?? world.stranger;
    const by = random.oneOf([controller, stage.inspector.signer, this.#registrar]);
    return stage.attempt(() => this.#payees.connect(by).stopDetails(payee, rail));
  }

  async #setController(): Promise<boolean> {
    const { stage } = this;
    const payee = stage.payee();
    const controller = await stage.newController();
    const own = stage.controllers.get(payee);
    // Nothing would change, and nothing would miss the event.
    if (controller === (own?.address ?? ZeroAddress)) return false;
    const by = stage.random.chance(0.1) ? await asTop(stage.world) : (own ?? this.#registrar);
    const set = await stage.attempt(() => this.#payees.connect(by).setController(payee, controller));
    if (!set) return false;
    if (controller === ZeroAddress) stage.controllers.delete(payee);
    else stage.controllers.set(payee, await ethers.getImpersonatedSigner(controller));
    return true;
  }

  get #all(): readonly number[] {
    return Array.from({ length: this.stage.payees }, (_, i) => i + 1);
  }
}
