import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { type BaseContract, getAddress, ZeroAddress } from "ethers";

import { MANY_PAYEES, TREASURY } from "../../../sdk/ids.js";
import type { Schedule } from "../../../sdk/disbursement/schedule.js";
import { nextTime } from "../../fixtures/network.js";
import { signerNamed } from "../../fixtures/signers.js";
import { playOne, type Steps } from "../play.js";
import type { Random } from "../random.js";
import { type Desk, Stage, type Tally } from "../stage.js";
import type { PaymentWorld } from "./world.js";

/** What happened in a run of histories of payments. */
export interface PaymentTally extends Tally {
  /** How often each step was done; 0 for those only tried. */
  readonly steps: Map<string, number>;
  /** Why vouchers were left out of payments: the contract's numbers. */
  readonly leftOut: Set<number>;
  /** Whether interest was certified as it arose: it waits where the account has no authority for it. */
  readonly interest: Set<boolean>;
}

export const TOKEN = 0;
export const ATTESTED = 1;

/** A voucher's state, as the contract numbers it. */
const CERTIFIED = 2n;

/** Payment details for tokens as the address that they are. */
export const addressIn = (account: string): string => getAddress(account);

/** How many things are looked at for one that a step may be done to. */
const LOOKS = 7;

/** How many steps are tried for one that is done. */
const TRIES = 2;

/** What a history of payments plays on, beside what budgets do. */
export class PaymentStage extends Stage {
  /** Ids of vouchers, interest and parts included. */
  readonly vouchers: string[] = [];
  /** Ids of invoices in parts. */
  readonly invoices: string[] = [];
  readonly schedules: Schedule[] = [];
  /** Addresses that payees are or were paid at. */
  readonly addresses: string[];
  /** What payees have from elsewhere, by token, in its units. */
  readonly provided = new Map<string, bigint>();
  /** Payees' own keys. */
  readonly controllers = new Map<number, HardhatEthersSigner>();

  constructor(
    override readonly world: PaymentWorld,
    random: Random,
    override readonly tally: PaymentTally,
    addresses: readonly string[],
  ) {
    super(world, random, tally);
    const { builder, supplier, person } = world;
    this.addresses = [...addresses];
    for (const { id, controller } of [builder, supplier, person]) this.controllers.set(id, controller);
  }

  override contracts(): readonly BaseContract[] {
    const { payees, cash, rates, tokenRail, attestedRail, vouchers, schedules, stable, token } = this.world;
    const paying = [payees, cash, rates, tokenRail, attestedRail, vouchers, schedules];
    // Last: ours come first where a token has an error of the same name.
    return [...super.contracts(), ...paying, stable, token];
  }

  /** See `playOne`. */
  async play(steps: Steps): Promise<void> {
    await playOne(this, steps, TRIES);
  }

  /** Does what no rule can refuse. */
  async set(call: () => Promise<unknown>): Promise<void> {
    await nextTime();
    await call();
  }

  /** The first of a few that is wanted, if there is one, and any at times; newer ones more often than old ones. */
  async find<T>(all: readonly T[], isWanted: (one: T) => Promise<boolean>): Promise<T | undefined> {
    const { random } = this;
    if (random.chance(0.04)) return random.pick(all);
    for (let look = 0; look < LOOKS; look++) {
      const one = random.pick(random.chance(0.7) ? all.slice(-12) : all);
      if (one === undefined || (await isWanted(one))) return one;
    }
    return undefined;
  }

  /** Who sits at an organisation's desk; someone else now and then. */
  at(organisation: number, desk: Desk): HardhatEthersSigner {
    const { random } = this;
    if (random.chance(0.015)) return this.world.stranger;
    const agency = random.chance(0.015) ? this.agency() : this.agencyWith(organisation);
    return (agency ?? this.agency()).people[desk].signer;
  }

  /** Who disburses for an organisation, and acting for whom: its own officer or the treasury's. */
  disburser(organisation: number): { readonly actingFor: number; readonly signer: HardhatEthersSigner } {
    const { random } = this;
    let actingFor = random.chance(0.3) ? TREASURY : organisation;
    if (random.chance(0.02)) actingFor = this.agency().id;
    return { actingFor, signer: this.at(actingFor, "disbursing") };
  }

  /** The owner of an obligation's account, whose officers act on it. */
  async ownerOf(obligation: bigint): Promise<number> {
    const [owner] = await this.world.ledger.parties(obligation);
    return Number(owner);
  }

  /** What may still be certified on an obligation, in cents. */
  async unclaimedOf(obligation: bigint): Promise<bigint> {
    const { commitment, claims, retained } = await this.world.ledger.obligation(obligation);
    return commitment.owed - claims.certified - claims.paid - retained;
  }

  /** Of which something is owed and not claimed, and whether to many payees, as is wanted mostly. */
  async owed(toMany: boolean): Promise<bigint | undefined> {
    return this.find(this.obligations, async (one) => {
      const [, payee] = await this.world.ledger.parties(one);
      return (payee === BigInt(MANY_PAYEES)) === toMany && (await this.unclaimedOf(one)) > 0n;
    });
  }

  /** A voucher that waits for its payment, whether it can be paid or not. */
  async certifiedVoucher(): Promise<string | undefined> {
    const { vouchers } = this.world;
    return this.find(this.vouchers, async (one) => (await vouchers.voucher(one)).state === CERTIFIED);
  }

  /** Mostly a part of what there is; at times all of it, a cent more, or nothing. */
  amount(bound: bigint): bigint {
    const { random } = this;
    if (random.chance(0.03)) return bound + 1n;
    if (random.chance(0.1)) return bound || 1n;
    if (random.chance(0.01)) return 0n;
    return (bound * BigInt(1 + random.below(400))) / 1_000n || 1n;
  }

  /** A payee; one that is not there now and then. */
  payee(): number {
    return 1 + this.random.below(this.payees + (this.random.chance(0.02) ? 2 : 0));
  }

  /** An address that nobody had; it can send what it was paid back. */
  async newAddress(): Promise<string> {
    const { address } = await signerNamed(this.newName("address "));
    this.addresses.push(address);
    return address;
  }

  /** A new key for a payee, or none. */
  async newController(): Promise<string> {
    return this.random.chance(0.3) ? ZeroAddress : (await this.newKey()).address;
  }
}
