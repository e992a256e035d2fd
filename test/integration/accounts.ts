import { NO_END } from "../../sdk/calendar.js";
import { TREASURY } from "../../sdk/ids.js";
import { time } from "../fixtures/network.js";
import { NO_CODES } from "../helpers/codes.js";
import { DAY, type Stage } from "./stage.js";

/** Openings of accounts, changes of their terms, and the seal. */
export class Accounts {
  constructor(private readonly stage: Stage) {}

  async openRoot(): Promise<void> {
    const { stage } = this;
    const { random, world } = stage;
    const opensAt = (await time.latest()) - 10 * DAY + random.below(20 * DAY);
    const closesAt = random.chance(0.3) ? NO_END : opensAt + random.below(400 * DAY);
    const cancelsAt = closesAt === NO_END ? NO_END : closesAt + random.below(200 * DAY);
    const law = world.ledger.connect(world.treasury.appropriating.signer);
    const symbol = this.#code("R");
    const opened = await stage.attempt(() =>
      law.openAppropriation(stage.agency().id, opensAt, closesAt, cancelsAt, symbol),
    );
    if (opened) stage.accounts.push(Number(await world.ledger.accountCount()));
  }

  async openChild(): Promise<void> {
    const { stage } = this;
    const { random } = stage;
    const { ledger } = stage.world;
    const parent = this.#recent();
    const { terms } = await ledger.account(parent);
    const opensAt = Number(terms.opensAt) + random.below(20 * DAY);
    const closesAt = random.chance(0.5) ? NO_END : opensAt + random.below(200 * DAY);
    const superior = stage.agencyWith(Number(terms.owner)) ?? stage.agency();
    const budget = ledger.connect(superior.people.budget.signer);
    const opened = await stage.attempt(() =>
      budget.openAllotment(parent, stage.agency().id, opensAt, closesAt, this.#code("C")),
    );
    if (opened) stage.accounts.push(Number(await ledger.accountCount()));
  }

  /** Gives an account away, changes its dates, or, once in a while, seals the opening. */
  async change(): Promise<void> {
    const { stage } = this;
    const { random } = stage;
    const { ledger, treasury } = stage.world;
    const account = this.#recent();
    const { terms } = await ledger.account(account);
    const isRoot = terms.parent === 0n;
    const superior = stage.agencyWith(await stage.superiorOf(Number(terms.parent))) ?? stage.agency();
    const dice = random.fraction();
    if (dice < 0.5) {
      const budget = ledger.connect(superior.people.budget.signer);
      await stage.attempt(() => budget.reassign(account, stage.agency().id));
    } else if (dice < 0.9) {
      const later = terms.closesAt + BigInt(random.below(90 * DAY));
      const closesAt = terms.closesAt === BigInt(NO_END) ? terms.closesAt : later;
      const last = terms.cancelsAt > closesAt ? terms.cancelsAt : closesAt;
      const signer = isRoot ? treasury.appropriating.signer : superior.people.budget.signer;
      await stage.attempt(() => ledger.connect(signer).extend(account, closesAt, isRoot ? last : 0n));
    } else {
      // Off by a cent, now and then.
      await this.seal(random.chance(0.3) ? 1n : 0n);
    }
  }

  async seal(error = 0n): Promise<void> {
    const { stage } = this;
    const { ledger, treasury } = stage.world;
    const { openingAuthority, openingObligated } = await ledger.status();
    const law = ledger.connect(treasury.appropriating.signer);
    await stage.attempt(() => law.seal(openingAuthority + error, openingObligated));
  }

  #recent(): number {
    const { accounts, random } = this.stage;
    return random.pick(random.chance(0.7) ? accounts.slice(-8) : accounts) ?? TREASURY;
  }

  #code(prefix: string): string {
    const { random } = this.stage;
    return random.chance(0.05) ? random.oneOf(NO_CODES) : this.stage.newName(prefix);
  }
}
