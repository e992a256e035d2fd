import { ACT_KINDS, type Act, type ActKind, NO_EVIDENCE } from "../../sdk/acts.js";
import { NO_END } from "../../sdk/calendar.js";
import { encodeClassification } from "../../sdk/classification.js";
import { accountOf, obligationId, TREASURY } from "../../sdk/ids.js";
import { OFFICES, officesMask } from "../../sdk/offices.js";
import { refusalOf } from "../../sdk/refusal.js";
import { addKey, appoint, enrolled, type Organisation, type Staffed } from "../fixtures/staffed.js";
import type { Person } from "../fixtures/freshLedger.js";
import { ethers, time } from "../fixtures/network.js";
import { signerNamed } from "../fixtures/signers.js";
import type { Random } from "./random.js";

const DAY = 86_400;
const CLASSIFICATION = encodeClassification({
  objectClass: "252",
  programActivity: "0001",
  fundingSource: "D",
});

/** What happened in a history. */
export interface Tally {
  /** How often each kind of act was done. */
  readonly done: Map<ActKind, number>;
  /** How often each rule refused a call. */
  readonly refused: Map<string, number>;
}

/**
 * A random history: acts of every kind, right and wrong ones, by right and wrong officers, time moving, officers coming
 * and going, halts. Whatever a rule refuses is counted; anything else that fails is thrown.
 */
export class History {
  readonly #accounts: number[] = [];
  readonly #obligations: bigint[] = [];
  readonly #organisations: Organisation[];
  #names = 0;

  constructor(
    private readonly world: Staffed,
    private readonly random: Random,
    private readonly tally: Tally,
  ) {
    this.#organisations = [world.a, world.b, world.bureau];
  }

  async run(steps: number): Promise<void> {
    for (let i = 0; i < 3; ++i) await this.#openRoot();
    for (let step = 0; step < steps; ++step) {
      const dice = this.random.fraction();
      if (dice < 0.82) await this.#batch();
      else if (dice < 0.88) await this.#openChild();
      else if (dice < 0.9) await this.#openRoot();
      else if (dice < 0.94) await time.increase(this.random.below(40 * DAY));
      else if (dice < 0.985) await this.#officers();
      else await this.#ledgerWide();
    }
  }

  /** Makes a call; counts it as refused if a rule of ours refuses it. */
  async #try(call: () => Promise<unknown>): Promise<boolean> {
    try {
      await call();
      return true;
    } catch (error) {
      const { ledger, registry } = this.world;
      const refusal = refusalOf(error, [ledger.interface, registry.interface]);
      if (refusal === undefined || refusal.rule === "Panic") throw error;
      this.tally.refused.set(refusal.rule, (this.tally.refused.get(refusal.rule) ?? 0) + 1);
      return false;
    }
  }

  #organisation(): Organisation {
    return this.random.pick(this.#organisations) ?? this.world.a;
  }

  async #openRoot(): Promise<void> {
    const { ledger, treasury } = this.world;
    const now = await time.latest();
    const opensAt = now - 10 * DAY + this.random.below(30 * DAY);
    const closesAt = this.random.chance(0.3) ? NO_END : opensAt + this.random.below(400 * DAY);
    const cancelsAt = closesAt === NO_END ? NO_END : closesAt + this.random.below(200 * DAY);
    const owner = this.#organisation().id;
    const opened = await this.#try(() =>
      ledger
        .connect(treasury.appropriating.signer)
        .openAppropriation(owner, opensAt, closesAt, cancelsAt, `R${String(this.#names++)}`),
    );
    if (opened) this.#accounts.push(Number(await ledger.accountCount()));
  }

  async #openChild(): Promise<void> {
    const { ledger } = this.world;
    const parent = this.random.pick(this.#accounts) ?? 0;
    const { terms } = await ledger.account(parent);
    const opensAt = Number(terms.opensAt) + this.random.below(20 * DAY);
    const closesAt = this.random.chance(0.5) ? NO_END : opensAt + this.random.below(200 * DAY);
    const superior = this.#organisations.find(({ id }) => id === Number(terms.owner)) ?? this.world.a;
    const opened = await this.#try(() =>
      ledger
        .connect(superior.budget.signer)
        .openAllotment(parent, this.#organisation().id, opensAt, closesAt, `C${String(this.#names++)}`),
    );
    if (opened) this.#accounts.push(Number(await ledger.accountCount()));
  }

  /** A batch of up to three acts of one kind by one officer. */
  async #batch(): Promise<void> {
    const { ledger, payer, treasury } = this.world;
    const kind = this.random.pick(ACT_KINDS) ?? "Obligate";
    const subject = this.#isOnObligation(kind) ? this.random.pick(this.#obligations) : this.#account();
    if (subject === undefined) return;
    const first = await this.#act(kind, subject);
    const acts = [first];
    while (this.random.chance(0.2) && acts.length < 3) {
      acts.push({ ...first, sequence: first.sequence + acts.length, evidence: evidence(this.random) });
    }
    const account = typeof subject === "bigint" ? accountOf(subject) : subject;
    const { terms } = await ledger.account(account);
    const organisation = await this.#actsFor(kind, Number(terms.owner), Number(terms.parent));
    const done = await this.#try(async () => {
      if (kind === "Pay" || kind === "Return") {
        return payer.contract.execute(await ledger.getAddress(), TREASURY, acts);
      }
      const desks =
        organisation === TREASURY
          ? { ...treasury }
          : this.#organisations.find(({ id }) => id === organisation);
      const desk = this.random.chance(0.03) ? "administrator" : DESKS[kind];
      const officer: Person | undefined =
        desk === "appropriating"
          ? treasury.appropriating
          : desks?.[desk as Exclude<typeof desk, "appropriating">];
      const signer = officer?.signer ?? treasury.appropriating.signer;
      return ledger.connect(signer).execute(organisation, acts);
    });
    if (!done) return;
    this.tally.done.set(kind, (this.tally.done.get(kind) ?? 0) + acts.length);
    if (kind === "Obligate" || kind === "OpenObligation") {
      for (const { sequence } of acts) this.#obligations.push(obligationId(account, sequence));
    }
  }

  /** Newer accounts more often than old ones, which expire. */
  #account(): number | undefined {
    const recent = this.#accounts.slice(-8);
    return this.random.pick(this.random.chance(0.7) ? recent : this.#accounts);
  }

  #isOnObligation(kind: ActKind): boolean {
    return ACT_KINDS.indexOf(kind) >= ACT_KINDS.indexOf("Increase");
  }

  async #actsFor(kind: ActKind, owner: number, parent: number): Promise<number> {
    if (this.random.chance(0.03)) return this.#organisation().id;
    const bySuperior = ["Transfer", "Withhold", "Release", "Allot", "Withdraw"].includes(kind);
    if (ACT_KINDS.indexOf(kind) <= ACT_KINDS.indexOf("Realise")) return TREASURY;
    if (!bySuperior) return owner;
    return parent === 0 ? TREASURY : Number((await this.world.ledger.account(parent)).terms.owner);
  }

  async #act(kind: ActKind, subject: number | bigint): Promise<Act> {
    const { ledger } = this.world;
    const isNew = kind === "Obligate" || kind === "OpenObligation";
    const base = { kind: ACT_KINDS.indexOf(kind), subject: BigInt(subject), evidence: evidence(this.random) };
    const wrong = this.random.chance(0.03) ? 1 : 0;
    if (typeof subject === "bigint") {
      const { commitment, claims } = await ledger.obligation(subject);
      const isClaim = ACT_KINDS.indexOf(kind) >= ACT_KINDS.indexOf("Certify");
      const sequence = Number(isClaim ? claims.sequence : commitment.sequence) + wrong;
      const bounds: Partial<Record<ActKind, bigint>> = {
        Increase: (await ledger.account(accountOf(subject))).totals.available,
        Novate: commitment.obligated,
        Reverse: commitment.owed - claims.advanced,
        Liquidate: claims.advanced,
        Certify: commitment.owed - claims.certified - claims.paid,
        Decertify: claims.certified,
        Pay: claims.certified,
        Return: claims.paid,
      };
      const bound = bounds[kind] ?? commitment.obligated - commitment.owed;
      return {
        ...base,
        sequence,
        counterpart: kind === "Novate" ? 1 + this.random.below(9) : 0,
        amount: kind === "Novate" ? bound || 1n : this.#amount(bound),
        classification: NO_EVIDENCE,
      };
    }
    const { totals, reserves, terms } = await ledger.account(subject);
    const bounds: Partial<Record<ActKind, bigint>> = {
      Appropriate: 1_000_000_000n,
      Anticipate: 1_000_000n,
      Collect: 1_000_000n,
      Forgo: reserves.anticipated,
      Realise: reserves.anticipated < reserves.collected ? reserves.anticipated : reserves.collected,
      Release: reserves.withheld,
      Unreserve: reserves.reserved,
      Allot: (await ledger.account(terms.parent)).totals.available,
    };
    const bound = bounds[kind] ?? totals.available;
    let counterpart = 0;
    if (isNew) counterpart = 1 + this.random.below(9);
    if (kind === "Collect") counterpart = 1 + this.random.below(3);
    if (kind === "Transfer") counterpart = await this.#sibling(subject, Number(terms.parent));
    return {
      ...base,
      sequence: Number(totals.sequence) + wrong,
      counterpart,
      amount: this.#amount(bound),
      classification: isNew ? CLASSIFICATION : NO_EVIDENCE,
    };
  }

  async #sibling(account: number, parent: number): Promise<number> {
    const others: number[] = [];
    for (const other of this.#accounts) {
      if (other !== account && Number((await this.world.ledger.account(other)).terms.parent) === parent)
        others.push(other);
    }
    return this.random.pick(others) ?? account;
  }

  /** Mostly a part of what there is; at times all of it, or a cent more. */
  #amount(bound: bigint): bigint {
    if (this.random.chance(0.08)) return bound + 1n;
    if (this.random.chance(0.08)) return bound || 1n;
    const part = (bound * BigInt(1 + this.random.below(500))) / 1000n;
    return part || 1n;
  }

  async #officers(): Promise<void> {
    const { registry, founders } = this.world;
    const organisation = this.#organisation();
    const office =
      this.random.pick(["budget", "contracting", "receiving", "certifying", "collecting"] as const) ??
      "budget";
    const officer = organisation[office];
    const administrator = registry.connect(founders.administrator.signer);
    const registrar = registry.connect(founders.registrar.signer);
    const again = async (): Promise<unknown> =>
      appoint(this.world, officer.id, organisation.id, OFFICES[office]);
    switch (this.random.below(7)) {
      case 0:
        await this.#try(() => administrator.revoke(officer.id, organisation.id));
        if (this.random.chance(0.9)) await this.#try(again);
        break;
      case 1: {
        // Someone else takes over the desk, who may have held another office before.
        const offices = this.random.chance(0.5) ? officesMask("receiving") : OFFICES[office];
        const successor = await enrolled(this.world, `person ${String(this.#names++)}`);
        await this.#try(() =>
          appoint(this.world, successor.id, organisation.id, offices, { limit: 10n ** 12n }),
        );
        if (offices === OFFICES[office])
          (organisation as unknown as Record<string, Person>)[office] = successor;
        break;
      }
      case 2:
        await this.#try(() => registrar.dismiss(officer.id, NO_EVIDENCE));
        {
          const successor = await enrolled(this.world, `person ${String(this.#names++)}`);
          await this.#try(() => appoint(this.world, successor.id, organisation.id, OFFICES[office]));
          (organisation as unknown as Record<string, Person>)[office] = successor;
        }
        break;
      case 3:
        await this.#try(async () =>
          addKey(this.world, officer, await signerNamed(`key ${String(this.#names++)}`)),
        );
        break;
      case 4:
        // One person moves from a desk to another: duties stay apart all the same.
        await this.#try(() =>
          appoint(this.world, organisation.contracting.id, organisation.id, officesMask("receiving")),
        );
        await this.#try(() =>
          appoint(this.world, organisation.receiving.id, organisation.id, officesMask("contracting")),
        );
        {
          const { contracting, receiving } = organisation;
          Object.assign(organisation, { contracting: receiving, receiving: contracting });
        }
        break;
      case 5:
        await this.#try(() =>
          registry
            .connect(founders.inspector.signer)
            .halt(this.random.chance(0.3) ? 0 : organisation.id, 1 + this.random.below(7 * DAY), NO_EVIDENCE),
        );
        break;
      default:
        await this.#try(() => registry.connect(founders.inspector.signer).lift(organisation.id));
    }
  }

  /** What concerns an account's terms, or the whole ledger. */
  async #ledgerWide(): Promise<void> {
    const { ledger, treasury } = this.world;
    const account = this.#account() ?? 0;
    const { terms } = await ledger.account(account);
    const superior = terms.parent === 0n ? undefined : await ledger.account(terms.parent);
    const desk =
      superior === undefined
        ? undefined
        : this.#organisations.find(({ id }) => id === Number(superior.terms.owner));
    switch (this.random.below(3)) {
      case 0:
        await this.#try(() =>
          ledger.connect((desk ?? treasury).budget.signer).reassign(account, this.#organisation().id),
        );
        break;
      case 1: {
        const later =
          terms.closesAt === BigInt(NO_END)
            ? terms.closesAt
            : terms.closesAt + BigInt(this.random.below(90 * DAY));
        const cancels = desk === undefined ? (terms.cancelsAt > later ? terms.cancelsAt : later) : 0n;
        const signer = desk?.budget.signer ?? treasury.appropriating.signer;
        await this.#try(() => ledger.connect(signer).extend(account, later, cancels));
        break;
      }
      default: {
        const { openingAuthority, openingObligated, isSealed } = await ledger.status();
        if (isSealed || this.random.chance(0.7)) return;
        await this.#try(() =>
          ledger.connect(treasury.appropriating.signer).seal(openingAuthority, openingObligated),
        );
      }
    }
  }
}

/** The desk that does each kind of act. */
const DESKS = {
  Appropriate: "appropriating",
  Rescind: "appropriating",
  Anticipate: "appropriating",
  Forgo: "appropriating",
  Realise: "appropriating",
  Transfer: "budget",
  Withhold: "budget",
  Release: "budget",
  Allot: "budget",
  Withdraw: "budget",
  Reserve: "budget",
  Unreserve: "budget",
  Collect: "collecting",
  Obligate: "contracting",
  OpenObligation: "contracting",
  Increase: "contracting",
  Deobligate: "contracting",
  Novate: "contracting",
  Accept: "receiving",
  Reverse: "receiving",
  Advance: "budget",
  Liquidate: "receiving",
  Certify: "certifying",
  Decertify: "certifying",
} as const satisfies Partial<Record<ActKind, string>> as Record<
  ActKind,
  "appropriating" | "budget" | "collecting" | "contracting" | "receiving" | "certifying"
>;

function evidence(random: Random): string {
  return ethers.toBeHex(1 + random.below(2 ** 31), 32);
}
