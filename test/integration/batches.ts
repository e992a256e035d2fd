import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { ACT_KINDS, type Act, type ActKind, NO_EVIDENCE } from "../../sdk/acts.js";
import { encodeClassification } from "../../sdk/classification.js";
import { accountOf, MANY_PAYEES, obligationId, TREASURY } from "../../sdk/ids.js";
import { MAX_CENTS } from "../../sdk/money.js";
import type { Desk, Stage } from "./stage.js";

const CLASSIFICATION = encodeClassification({
  objectClass: "252",
  programActivity: "0001",
  fundingSource: "D",
});

/** Phases of a root, as the ledger numbers them. */
const OPEN = 1n;
const EXPIRED = 2n;

/** How many subjects are looked at for one on which an act may succeed. */
const LOOKS = 6;

/** The desk that does each kind of act; the law's acts are the treasury's. */
const DESK_OF: Readonly<Record<ActKind, Desk | "law">> = {
  Appropriate: "law",
  Rescind: "law",
  Anticipate: "law",
  Forgo: "law",
  Realise: "law",
  Transfer: "budget",
  Withhold: "budget",
  Release: "budget",
  Allot: "budget",
  Withdraw: "budget",
  Reserve: "budget",
  Unreserve: "budget",
  Collect: "collecting",
  Uncollect: "collecting",
  Obligate: "contracting",
  OpenObligation: "contracting",
  Increase: "contracting",
  Deobligate: "contracting",
  Novate: "contracting",
  Accept: "receiving",
  Reverse: "receiving",
  Advance: "budget",
  Liquidate: "receiving",
  Recall: "budget",
  Retain: "receiving",
  Unretain: "receiving",
};

/** Acts of the organisation above the account. */
const BY_SUPERIOR: ReadonlySet<ActKind> = new Set<ActKind>([
  "Transfer",
  "Withhold",
  "Release",
  "Allot",
  "Withdraw",
]);
const FOR_ROOTS: ReadonlySet<ActKind> = new Set<ActKind>([
  "Appropriate",
  "Rescind",
  "Anticipate",
  "Forgo",
  "Realise",
  "Collect",
  "Uncollect",
]);
const FOR_CHILDREN: ReadonlySet<ActKind> = new Set<ActKind>(["Allot", "Withdraw"]);
const BEFORE_EXPIRY: ReadonlySet<ActKind> = new Set<ActKind>(["Anticipate", "Realise", "Transfer"]);
const WHILE_OPEN: ReadonlySet<ActKind> = new Set<ActKind>(["Obligate", "Reserve"]);

type Subject = number | bigint;

/** What an act can be done to, and how much it may move as far as balances go. */
interface Prospect {
  readonly subject: Subject;
  readonly sequence: number;
  readonly bound: bigint;
  readonly owner: number;
  readonly parent: number;
}

/** Random batches of acts: right and wrong ones, by right and wrong officers. */
export class Batches {
  /** @param kinds The kinds of acts that are tried. */
  constructor(
    private readonly stage: Stage,
    private readonly kinds: readonly ActKind[] = ACT_KINDS,
  ) {}

  /** Tries a batch of some kind: mostly the first of a few for which there is something to move. */
  async next(): Promise<void> {
    const { random } = this.stage;
    let kind = this.#kind();
    let prospect = await this.#prospect(kind);
    for (let look = 0; look < LOOKS && !((prospect?.bound ?? 0n) > 0n) && random.chance(0.85); look++) {
      kind = this.#kind();
      prospect = await this.#prospect(kind);
    }
    if (prospect !== undefined) await this.#batch(kind, prospect);
  }

  /** Puts authority where there was none. */
  async appropriate(): Promise<void> {
    await this.try("Appropriate");
  }

  /** Tries a batch of this kind. */
  async try(kind: ActKind): Promise<void> {
    const prospect = await this.#prospect(kind);
    if (prospect !== undefined) await this.#batch(kind, prospect);
  }

  /** Tries one to three acts of a kind, at times with one of another kind behind. */
  async #batch(kind: ActKind, prospect: Prospect): Promise<void> {
    const { stage } = this;
    const acts = await this.#acts(kind, prospect);
    const kinds = acts.map(() => kind);
    if (stage.random.chance(0.1)) {
      const other = stage.random.oneOf(ACT_KINDS.filter((one) => DESK_OF[one] === DESK_OF[kind]));
      const second = await this.#prospect(other);
      if (second !== undefined) {
        acts.push(await this.#act(other, second, second.sequence, 1n));
        kinds.push(other);
      }
    }
    const done = await stage.attempt(async () => this.#send(kind, prospect, acts));
    if (!done) return;
    for (const [i, one] of kinds.entries()) {
      stage.tally.done.set(one, (stage.tally.done.get(one) ?? 0) + 1);
      const { subject, sequence } = acts[i]!;
      if (isNew(one)) stage.obligations.push(obligationId(Number(subject), sequence));
    }
  }

  /** At times any kind, at times the one of a few that was done the least. */
  #kind(): ActKind {
    const { random, tally } = this.stage;
    const few = Array.from({ length: random.chance(0.5) ? 1 : 6 }, () => random.oneOf(this.kinds));
    const done = (kind: ActKind) => tally.done.get(kind) ?? 0;
    return few.reduce((least, kind) => (done(kind) < done(least) ? kind : least));
  }

  /** Something to do the act to: mostly the first of a few on which there is something to move. */
  async #prospect(kind: ActKind): Promise<Prospect | undefined> {
    const { random } = this.stage;
    const looks = random.chance(0.1) ? 1 : LOOKS;
    let prospect: Prospect | undefined;
    for (let look = 0; look < looks; look++) {
      const subject = this.#subject(kind);
      if (subject === undefined) return undefined;
      prospect =
        typeof subject === "bigint"
          ? await this.#onObligation(kind, subject)
          : await this.#onAccount(kind, subject);
      if (prospect.bound > 0n) break;
    }
    return prospect;
  }

  /** Newer ones more often than old ones, which expire. */
  #subject(kind: ActKind): Subject | undefined {
    const { random, accounts, obligations } = this.stage;
    const all: readonly Subject[] = isOnObligation(kind) ? obligations : accounts;
    return random.pick(random.chance(0.7) ? all.slice(-8) : all);
  }

  async #onAccount(kind: ActKind, subject: number): Promise<Prospect> {
    const { ledger } = this.stage.world;
    const { totals, reserves, terms } = await ledger.account(subject);
    const parent = Number(terms.parent);
    const bounds: Partial<Record<ActKind, bigint>> = {
      Appropriate: 1_000_000_000n,
      Anticipate: 1_000_000n,
      Collect: 1_000_000n,
      Uncollect: reserves.collected,
      Forgo: reserves.anticipated,
      Realise: reserves.anticipated < reserves.collected ? reserves.anticipated : reserves.collected,
      Release: reserves.withheld,
      Unreserve: reserves.reserved,
      Allot: parent === 0 ? 0n : (await ledger.account(parent)).totals.available,
    };
    const phase = await ledger.phase(subject);
    const isPossible =
      phase <= EXPIRED &&
      !(BEFORE_EXPIRY.has(kind) && phase === EXPIRED) &&
      !(WHILE_OPEN.has(kind) && phase !== OPEN) &&
      !(FOR_ROOTS.has(kind) && parent !== 0) &&
      !(FOR_CHILDREN.has(kind) && parent === 0);
    const bound = isPossible ? (bounds[kind] ?? totals.available) : 0n;
    return { subject, sequence: Number(totals.sequence), bound, owner: Number(terms.owner), parent };
  }

  async #onObligation(kind: ActKind, subject: bigint): Promise<Prospect> {
    const { ledger } = this.stage.world;
    const account = accountOf(subject);
    const { commitment, claims, retained } = await ledger.obligation(subject);
    const { terms, totals } = await ledger.account(account);
    const pending = claims.certified + claims.advanced;
    const unclaimed = commitment.owed - claims.certified - claims.paid - retained;
    const accepted = commitment.owed - claims.advanced;
    const bounds: Partial<Record<ActKind, bigint>> = {
      Increase: totals.available,
      Novate: pending === 0n ? commitment.obligated : 0n,
      Reverse: accepted < unclaimed ? accepted : unclaimed,
      Liquidate: claims.advanced,
      Recall: claims.advanced < unclaimed ? claims.advanced : unclaimed,
      Retain: unclaimed,
      Unretain: retained,
    };
    const isPossible = (await ledger.phase(account)) <= EXPIRED;
    return {
      subject,
      sequence: Number(commitment.sequence),
      bound: isPossible ? (bounds[kind] ?? commitment.obligated - commitment.owed) : 0n,
      owner: Number(terms.owner),
      parent: Number(terms.parent),
    };
  }

  async #acts(kind: ActKind, prospect: Prospect): Promise<Act[]> {
    const { random } = this.stage;
    let count = 1;
    while (count < 3 && random.chance(0.2)) count++;
    // A view that is stale now and then.
    const first = prospect.sequence + (random.chance(0.03) ? 1 : 0);
    const acts: Act[] = [];
    while (acts.length < count)
      acts.push(await this.#act(kind, prospect, first + acts.length, BigInt(count)));
    return acts;
  }

  async #act(kind: ActKind, prospect: Prospect, sequence: number, parts: bigint): Promise<Act> {
    const { subject, parent, bound } = prospect;
    const { random } = this.stage;
    let counterpart = 0;
    if (isNew(kind) || kind === "Novate") {
      counterpart = random.chance(0.35) ? MANY_PAYEES : 1 + random.below(this.stage.payees);
    }
    if (kind === "Collect" || kind === "Uncollect") counterpart = 1 + random.below(3);
    if (kind === "Transfer") counterpart = await this.#sibling(Number(subject), parent);
    return {
      kind: ACT_KINDS.indexOf(kind),
      subject: BigInt(subject),
      counterpart,
      sequence,
      amount: kind === "Novate" ? bound || 1n : this.#amount(kind, bound, parts),
      classification: isNew(kind) ? CLASSIFICATION : NO_EVIDENCE,
      evidence: this.stage.evidence(),
    };
  }

  async #sibling(account: number, parent: number): Promise<number> {
    const { accounts, random, world } = this.stage;
    for (let look = 0; look < LOOKS; look++) {
      const other = random.oneOf(accounts);
      if (other !== account && Number((await world.ledger.account(other)).terms.parent) === parent)
        return other;
    }
    return random.oneOf(accounts);
  }

  /** Mostly a part of what there is; at times all of it, a cent more, nothing, or more than anything holds. */
  #amount(kind: ActKind, bound: bigint, parts: bigint): bigint {
    const { random } = this.stage;
    if (random.chance(0.05)) return bound + 1n < MAX_CENTS ? bound + 1n : MAX_CENTS;
    if (random.chance(0.08)) return bound || 1n;
    if (random.chance(0.01)) return 0n;
    if (kind !== "Appropriate" && random.chance(0.01)) return MAX_CENTS;
    const part = (bound * BigInt(1 + random.below(500))) / (1_000n * parts);
    return part || 1n;
  }

  async #send(kind: ActKind, { owner, parent }: Prospect, acts: Act[]): Promise<unknown> {
    const { stage } = this;
    const { random, world } = stage;
    const { ledger, treasury } = world;
    const desk = DESK_OF[kind];
    let organisation = BY_SUPERIOR.has(kind) ? await stage.superiorOf(parent) : owner;
    if (desk === "law" || (desk === "collecting" && random.chance(0.2))) organisation = TREASURY;
    // Someone else's account, or someone else's office, now and then.
    if (random.chance(0.02)) organisation = stage.agency().id;
    const people = stage.agencyWith(organisation)?.people;
    let signer: HardhatEthersSigner = treasury.appropriating.signer;
    if (people !== undefined && desk !== "law") signer = people[desk].signer;
    // Between roots it takes the law's officer too.
    if (kind === "Transfer" && parent === 0 && random.chance(0.9)) signer = treasury.transferring.signer;
    if (people !== undefined && random.chance(0.02)) signer = people.administrator.signer;
    return ledger.connect(signer).execute(organisation, acts);
  }
}

function isNew(kind: ActKind): boolean {
  return kind === "Obligate" || kind === "OpenObligation";
}

function isOnObligation(kind: ActKind): boolean {
  return ACT_KINDS.indexOf(kind) >= ACT_KINDS.indexOf("Increase");
}
