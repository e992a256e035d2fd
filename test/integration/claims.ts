import { CLAIM_KINDS, packClaims, type Claim, type ClaimKind } from "../../sdk/claims.js";
import { accountOf } from "../../sdk/ids.js";
import { MAX_CENTS } from "../../sdk/money.js";
import { OFFICES } from "../../sdk/offices.js";
import { type Agency, DESKS, type Stage } from "./stage.js";

/** How many obligations are looked at for one on which a claim may succeed. */
const LOOKS = 6;

/** An obligation, whose it is, and how much may be claimed as far as balances go. */
interface Prospect {
  readonly obligation: bigint;
  readonly owner: number;
  readonly bound: bigint;
}

/** Random postings of claims: right and wrong ones, by right and wrong payers. */
export class Claims {
  constructor(private readonly stage: Stage) {}

  async next(): Promise<void> {
    const { stage } = this;
    const { random, tally } = stage;
    const kind = this.#kind();
    const first = await this.#prospect(kind);
    if (first === undefined) return;
    const { owner } = first;
    const claims = [this.#claim(first)];
    // Others of the same owner, or of another one now and then.
    while (claims.length < 6 && random.chance(0.5)) {
      const other = await this.#prospect(kind);
      if (other === undefined) break;
      if (other.owner === owner || random.chance(0.05)) claims.push(this.#claim(other));
    }
    const agency = stage.agencyWith(owner) ?? stage.agency();
    const posted = await stage.attempt(() => this.#post(kind, agency, claims));
    if (posted) tally.posted.set(kind, (tally.posted.get(kind) ?? 0) + 1);
  }

  /** At times any kind, at times the one of a few that was posted the least. */
  #kind(): ClaimKind {
    const { random, tally } = this.stage;
    const few = Array.from({ length: random.chance(0.5) ? 1 : 3 }, () => random.oneOf(CLAIM_KINDS));
    const posted = (kind: ClaimKind) => tally.posted.get(kind) ?? 0;
    return few.reduce((least, kind) => (posted(kind) < posted(least) ? kind : least));
  }

  /** Mostly the first of a few with something to claim. */
  async #prospect(kind: ClaimKind): Promise<Prospect | undefined> {
    const { random, obligations } = this.stage;
    const looks = random.chance(0.1) ? 1 : LOOKS;
    let prospect: Prospect | undefined;
    for (let look = 0; look < looks; look++) {
      const id = random.pick(random.chance(0.7) ? obligations.slice(-8) : obligations);
      if (id === undefined) return undefined;
      prospect = await this.#look(kind, id);
      if (prospect.bound > 0n) break;
    }
    return prospect;
  }

  async #look(kind: ClaimKind, obligation: bigint): Promise<Prospect> {
    const { ledger } = this.stage.world;
    const { commitment, claims, retained } = await ledger.obligation(obligation);
    const { terms, totals } = await ledger.account(accountOf(obligation));
    const bounds: Record<ClaimKind, bigint> = {
      Certify: commitment.owed - claims.certified - claims.paid - retained,
      Decertify: claims.certified,
      Pay: claims.certified,
      Return: claims.paid,
      // As late payments go.
      Interest: totals.available < 1_000n ? totals.available : 1_000n,
    };
    return { obligation, owner: Number(terms.owner), bound: bounds[kind] };
  }

  /** Mostly a part of what there is; at times all of it, a cent more, nothing, or more than anything holds. */
  #claim({ obligation, bound }: Prospect): Claim {
    const { random } = this.stage;
    let amount = (bound * BigInt(1 + random.below(400))) / 1_000n || 1n;
    if (random.chance(0.08)) amount = bound || 1n;
    if (random.chance(0.03)) amount = bound + 1n;
    if (random.chance(0.01)) amount = random.chance(0.5) ? 0n : MAX_CENTS;
    return { obligation, amount, document: this.stage.evidence() };
  }

  async #post(kind: ClaimKind, { id, people }: Agency, claims: Claim[]): Promise<unknown> {
    const { stage } = this;
    const { random, world } = stage;
    const { ledger, registry } = world;
    const desk = kind === "Certify" ? "certifying" : random.oneOf(DESKS);
    const officer = people[desk];
    if (kind === "Certify") {
      // What every payer asks before it lets an officer certify: at the second of the posting.
      const total = claims.reduce((sum, { amount }) => sum + amount, 0n);
      const asked = { blockTag: "pending" };
      await registry.authorise(officer.signer, id, OFFICES.certifying, total, asked);
    }
    const number = CLAIM_KINDS.indexOf(kind);
    // By no payer, now and then.
    if (random.chance(0.03)) {
      return ledger.connect(officer.signer).post(number, id, officer.id, packClaims(claims));
    }
    return stage.payer.contract.post(ledger, number, id, officer.id, claims);
  }
}
