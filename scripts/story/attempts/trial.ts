import type { Signer } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import type { Act } from "../../../sdk/acts.js";
import { refusalOf } from "../../../sdk/refusal.js";
import { chainTime, moveClock } from "../../support/network.js";
import type { Cast, CastOfficer } from "../cast.js";
import { need } from "../need.js";
import { interfacesOf } from "../stage.js";
import type { Year } from "../year.js";

/** What somebody tried and a rule refused, or should have. */
export interface Attempt {
  readonly title: string;
  /** The rule that must refuse it. */
  readonly expected: string;
  /** The rule that did; undefined where none did. */
  readonly refusedBy: string | undefined;
}

/** How long a new key waits, with a day to spare. */
const KEY_DELAY = 4 * 86_400;

const PLACE = "the attempts";

/** After the year, what the attempts work with and what became of them. */
export class Trial {
  readonly attempts: Attempt[] = [];

  constructor(
    readonly connection: NetworkConnection,
    readonly cast: Cast,
    readonly year: Year,
  ) {}

  /** Makes a call that a rule must refuse. */
  async attempt(title: string, expected: string, call: () => Promise<unknown>): Promise<void> {
    let refusedBy: string | undefined;
    try {
      await call();
    } catch (error) {
      refusedBy = refusalOf(error, interfacesOf(this.cast))?.rule;
      if (refusedBy === undefined) throw error;
    }
    this.attempts.push({ title, expected, refusedBy });
  }

  officer(name: string): CastOfficer {
    return need(this.cast.officers, name, PLACE);
  }

  account(key: string): number {
    return need(this.year.accounts, key, PLACE);
  }

  obligation(key: string): bigint {
    return need(this.year.obligations, key, PLACE);
  }

  voucher(name: string): string {
    return need(this.year.vouchers, name, PLACE).id;
  }

  /** An officer's batch of acts, not sent. */
  async acting(name: string, ...batch: readonly Act[]): Promise<unknown> {
    const { key, organisationId } = this.officer(name);
    return this.cast.fisc.ledger.connect(key).execute.staticCall(organisationId, [...batch]);
  }

  async sequenceOf(account: number): Promise<number> {
    return Number((await this.cast.fisc.ledger.account(account)).totals.sequence);
  }

  /** Gives officers a second key each, and waits until it works. */
  async secondKeys(...names: readonly string[]): Promise<Signer[]> {
    const { registry } = this.cast.fisc;
    const registrar = registry.connect(this.cast.founders.registrar);
    const keys: Signer[] = [];
    for (const name of names) {
      const { id, key } = this.officer(name);
      const second = await this.cast.newKey();
      const address = await second.getAddress();
      await (await registry.connect(key).proposeKey(address)).wait();
      await (await registrar.addKey(id, address)).wait();
      keys.push(second);
    }
    await moveClock(this.connection, (await chainTime(this.connection)) + KEY_DELAY);
    return keys;
  }
}
