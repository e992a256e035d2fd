import { id as hashOf } from "ethers";

import { voucherIdOf } from "../../../sdk/disbursement/fingerprint.js";
import { MANY_PAYEES } from "../../../sdk/ids.js";
import type { IVouchers } from "../../../types/ethers-contracts/contracts/disbursement/Vouchers.js";
import type { Brought, Rails } from "./rails.js";
import type { Steps } from "../play.js";
import { addressIn, ATTESTED, type PaymentStage, TOKEN } from "./stage.js";

/** States, as the contract numbers them. */
const [SUBMITTED, CERTIFIED, PAID, RETURNED, CANCELLED] = [1, 2, 3, 4, 5] as const;
/** The marks of a voucher. */
const [HELD, ON_ATTESTED_RAIL] = [1n, 4n] as const;

const CODES = ["R02", "R03", "R16"].map((code) => `0x${Buffer.from(code).toString("hex")}`);
const NO_CODE = "0x000000";

/** Vouchers that a call may be made for, with what they say, and whose they are. */
interface Batch {
  readonly ids: string[];
  readonly amounts: readonly bigint[];
  readonly organisation: number;
  readonly rail: number;
}

/** The way of vouchers, from invoice to payment and back. */
export class Vouchers {
  /** The straight way. */
  readonly way: Steps = {
    submit: () => this.#submit(),
    certify: () => this.#certify(),
    pay: () => this.#pay(),
  };
  readonly steps: Steps = {
    supersede: () => this.#supersede(),
    openInvoice: () => this.#openInvoice(),
    submitParts: () => this.#submitParts(),
    cancel: () => this.#cancel(),
    hold: () => this.#hold(),
    release: () => this.#release(),
    free: () => this.#free(),
    returnPayments: () => this.#returnPayments(),
    refund: () => this.#refund(),
  };

  constructor(
    private readonly stage: PaymentStage,
    private readonly rails: Rails,
  ) {}

  get #contract() {
    return this.stage.world.vouchers;
  }

  /** Certified vouchers of one organisation on one rail, or others now and then. */
  async certified(most: number): Promise<Batch | undefined> {
    return this.#find(most, CERTIFIED);
  }

  /** Looks for the interest on vouchers that were paid. */
  async expectInterest(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const interest = await this.#contract.interestOf(id);
      const { state } = await this.#contract.voucher(interest);
      if (state !== 0n && !this.stage.vouchers.includes(interest)) this.stage.vouchers.push(interest);
    }
  }

  async #submit(): Promise<boolean> {
    const { stage } = this;
    const claimed = await this.#owed();
    if (claimed === undefined) return false;
    const { obligation, organisation } = claimed;
    const submissions: IVouchers.SubmissionStruct[] = [];
    do submissions.push(await this.#submission(obligation));
    while (submissions.length < 4 && stage.random.chance(0.5));
    const by = this.#contract.connect(stage.at(organisation, "submitting"));
    if (!(await stage.attempt(() => by.submit(organisation, submissions)))) return false;
    stage.vouchers.push(...submissions.map(({ id }) => String(id)));
    return true;
  }

  /** By the same amount or another one, at times on another obligation. */
  async #supersede(): Promise<boolean> {
    const { stage } = this;
    const { random } = stage;
    const batch = await this.#find(2, CANCELLED);
    if (batch === undefined) return false;
    const submissions = await Promise.all(
      batch.ids.map(async (id, i) => {
        const { obligation } = await this.#contract.voucher(id);
        const other = random.chance(0.1) ? random.oneOf(stage.obligations) : obligation;
        const amount = random.chance(0.7) ? batch.amounts[i]! : stage.amount(batch.amounts[i]!);
        return { ...(await this.#submission(other)), id, amount };
      }),
    );
    const by = this.#contract.connect(stage.at(batch.organisation, "submitting"));
    return stage.attempt(() => by.supersede(batch.organisation, submissions));
  }

  async #openInvoice(): Promise<boolean> {
    const { stage } = this;
    const claimed = await this.#owed();
    if (claimed === undefined) return false;
    const { obligation, organisation } = claimed;
    const invoice = await this.#submission(obligation);
    const by = this.#contract.connect(stage.at(organisation, "submitting"));
    if (!(await stage.attempt(() => by.openInvoice(organisation, invoice)))) return false;
    stage.invoices.push(invoice.id);
    return true;
  }

  async #submitParts(): Promise<boolean> {
    const { stage } = this;
    const invoice = await stage.find(
      stage.invoices,
      async (one) => (await this.#contract.voucher(one)).amount > 0n,
    );
    if (invoice === undefined) return false;
    const { obligation, amount: left, version } = await this.#contract.voucher(invoice);
    const organisation = await stage.ownerOf(obligation);
    const parts: IVouchers.PartStruct[] = [];
    do
      parts.push({
        amount: stage.amount(left / 2n),
        dueDay: await this.#dueDay(),
        evidence: stage.evidence(),
      });
    while (parts.length < 3 && stage.random.chance(0.5));
    const by = this.#contract.connect(stage.at(organisation, "submitting"));
    if (!(await stage.attempt(() => by.submitParts(organisation, invoice, parts)))) return false;
    for (let i = 1; i <= parts.length; i++) {
      stage.vouchers.push(await this.#contract.partOf(invoice, version + BigInt(i)));
    }
    return true;
  }

  /** Mostly on a rail on which the payee has details. */
  async #certify(): Promise<boolean> {
    const { stage } = this;
    const batch = await this.#find(4, SUBMITTED, RETURNED);
    if (batch === undefined) return false;
    const { payee } = await this.#contract.voucher(batch.ids[0]!);
    const [onTokens] = await stage.world.payees.standingOf(payee, TOKEN);
    const [atBank] = await stage.world.payees.standingOf(payee, ATTESTED);
    let rail = stage.random.below(2);
    if (stage.random.chance(0.95) && (onTokens === 0n) !== (atBank === 0n)) rail = onTokens === 0n ? 1 : 0;
    const by = this.#contract.connect(stage.at(batch.organisation, "certifying"));
    const seen = await this.#contract.viewOf(rail, batch.ids);
    // Now and then on the other rail than was looked at.
    if (stage.random.chance(0.03)) rail = 1 - rail;
    return stage.attempt(() => by.certify(batch.organisation, rail, batch.ids, seen));
  }

  async #pay(): Promise<boolean> {
    const { stage } = this;
    const { random } = stage;
    const batch = await this.certified(6);
    if (batch === undefined) return false;
    const { ids, organisation, rail } = batch;
    // Whatever else stands in the batch is left out.
    if (random.chance(0.4)) {
      const other = (random.chance(0.8) ? await stage.certifiedVoucher() : undefined) ?? ids[0]!;
      ids.splice(random.below(ids.length + 1), 0, other);
    }
    const { actingFor, signer } = stage.disburser(organisation);
    const settlement = await this.rails.settlement(rail);
    const by = this.#contract.connect(signer);
    const pay = () => stage.attempt(() => by.pay(organisation, actingFor, rail, ids, settlement));
    const [payee] = await this.#brought(batch);
    const isRefused = rail === TOKEN && random.chance(0.25) && payee !== undefined;
    const paid = isRefused ? await this.rails.refusing(payee.from, pay) : await pay();
    if (paid) await this.expectInterest(ids);
    return paid;
  }

  async #cancel(): Promise<boolean> {
    const { stage } = this;
    if (stage.invoices.length > 0 && stage.random.chance(0.1)) return this.#giveUp();
    const batch = await this.#find(2, SUBMITTED, CERTIFIED, RETURNED);
    if (batch === undefined) return false;
    const by = this.#contract.connect(stage.at(batch.organisation, "certifying"));
    return stage.attempt(() => by.cancel(batch.organisation, batch.ids, stage.evidence()));
  }

  /** What is left of an opened invoice. */
  async #giveUp(): Promise<boolean> {
    const { stage } = this;
    const invoice = stage.random.oneOf(stage.invoices);
    const organisation = await stage.ownerOf((await this.#contract.voucher(invoice)).obligation);
    const by = this.#contract.connect(stage.at(organisation, "certifying"));
    return stage.attempt(() => by.cancel(organisation, [invoice], stage.evidence()));
  }

  async #hold(): Promise<boolean> {
    const { stage } = this;
    const isInvoice = stage.random.chance(0.1) && stage.invoices.length > 0;
    const batch = isInvoice ? undefined : await this.#find(1, SUBMITTED, CERTIFIED, RETURNED);
    const id = isInvoice ? stage.random.oneOf(stage.invoices) : batch?.ids[0];
    if (id === undefined) return false;
    const { obligation } = await this.#contract.voucher(id);
    const by = this.#contract.connect(this.#holder(await stage.ownerOf(obligation)));
    return stage.attempt(() => by.hold(id, stage.evidence()));
  }

  async #release(): Promise<boolean> {
    const { stage } = this;
    const isHeld = async (one: string) => ((await this.#contract.voucher(one)).marks & HELD) !== 0n;
    const id = await stage.find([...stage.invoices, ...stage.vouchers], isHeld);
    if (id === undefined) return false;
    const { obligation } = await this.#contract.voucher(id);
    const by = this.#contract.connect(this.#holder(await stage.ownerOf(obligation)));
    return stage.attempt(() => by.release(id));
  }

  /** By an inspector; by whoever certifies now and then. */
  async #free(): Promise<boolean> {
    const { stage } = this;
    const { random, inspector } = stage;
    const all = random.chance(0.1) ? stage.invoices : stage.vouchers;
    const id = await stage.find(all, async (one) => {
      const { state } = await this.#contract.voucher(one);
      return Number(state) === SUBMITTED || Number(state) === CANCELLED;
    });
    if (id === undefined) return false;
    const { obligation } = await this.#contract.voucher(id);
    const certifying = stage.at(await stage.ownerOf(obligation), "certifying");
    const by = this.#contract.connect(random.chance(0.95) ? inspector.signer : certifying);
    return stage.attempt(() => by.free([id], stage.evidence()));
  }

  async #returnPayments(): Promise<boolean> {
    const { stage } = this;
    const batch = await this.#find(3, PAID);
    if (batch === undefined) return false;
    const { ids, organisation, rail } = batch;
    const { actingFor, signer } = stage.disburser(organisation);
    const by = this.#contract.connect(signer);
    const brought = await this.#brought(batch);
    const code = stage.random.chance(0.03) ? NO_CODE : stage.random.oneOf(CODES);
    return this.rails.takeBack(rail, signer, brought, (settlement) =>
      by.returnPayments(organisation, actingFor, ids, code, settlement),
    );
  }

  async #refund(): Promise<boolean> {
    const { stage } = this;
    const batch = await this.#find(1, PAID);
    if (batch === undefined) return false;
    const { organisation, rail } = batch;
    const [id, amount] = [batch.ids[0]!, stage.amount(batch.amounts[0]!)];
    const { actingFor, signer } = stage.disburser(organisation);
    const by = this.#contract.connect(signer);
    const brought = await this.#brought({ ...batch, amounts: [amount] });
    return this.rails.takeBack(rail, signer, brought, (settlement) =>
      by.refund(organisation, actingFor, id, amount, stage.evidence(), settlement),
    );
  }

  #holder(organisation: number) {
    const { random, inspector } = this.stage;
    return random.chance(0.5) ? inspector.signer : this.stage.at(organisation, "certifying");
  }

  /** An obligation of which something is owed and not claimed, and whose it is. */
  async #owed(): Promise<{ obligation: bigint; organisation: number } | undefined> {
    const { stage } = this;
    const obligation = await stage.owed(false);
    if (obligation === undefined) return undefined;
    return { obligation, organisation: await stage.ownerOf(obligation) };
  }

  /** An invoice that is new, or claimed before now and then. */
  async #submission(obligation: bigint) {
    const { stage } = this;
    const isDouble = stage.random.chance(0.03) && stage.vouchers.length > 0;
    const payee = Number((await stage.world.ledger.parties(obligation)).payee);
    // Now and then somebody else's, and always where it is owed to nobody in particular.
    const whose = payee === MANY_PAYEES ? 1 : payee + (stage.random.chance(0.03) ? 1 : 0);
    const own = voucherIdOf(hashOf(stage.newName("invoice ")), whose);
    const id = isDouble ? stage.random.oneOf(stage.vouchers) : own;
    const amount = stage.amount(await stage.unclaimedOf(obligation));
    return { id, obligation, amount, dueDay: await this.#dueDay(), evidence: stage.evidence() };
  }

  /** Mostly near; now and then the day is long past, so that interest is more than a year's. */
  async #dueDay(): Promise<bigint> {
    const { random, world } = this.stage;
    const today = await world.rates.today();
    if (random.chance(0.05)) return today - BigInt(300 + random.below(200));
    return today + BigInt(random.below(60)) - 40n;
  }

  /** Vouchers in one of these states: of one organisation, one rail and, mostly, not held. */
  async #find(most: number, ...states: readonly number[]): Promise<Batch | undefined> {
    const { stage } = this;
    const found = new Map<string, bigint>();
    let head: Pick<Batch, "organisation" | "rail"> | undefined;
    while (found.size < most) {
      const id = await stage.find(stage.vouchers, async (one) => {
        const { state, marks } = await this.#contract.voucher(one);
        return states.includes(Number(state)) && (marks & HELD) === 0n && !found.has(one);
      });
      if (id === undefined || found.has(id)) break;
      const { obligation, amount, marks, state } = await this.#contract.voucher(id);
      if (state === 0n) break;
      const rail = (marks & ON_ATTESTED_RAIL) === 0n ? TOKEN : ATTESTED;
      const organisation = await stage.ownerOf(obligation);
      head ??= { organisation, rail };
      const fits = head.organisation === organisation && head.rail === rail;
      if (fits || stage.random.chance(0.05)) found.set(id, amount);
      if (stage.random.chance(0.3)) break;
    }
    if (head === undefined || found.size === 0) return undefined;
    return { ids: [...found.keys()], amounts: [...found.values()], ...head };
  }

  /** What those who were paid give back. */
  async #brought({ ids, amounts }: Pick<Batch, "ids" | "amounts">): Promise<Brought[]> {
    const { payees } = this.stage.world;
    return Promise.all(
      ids.map(async (id, i) => {
        const { payee, version } = await this.#contract.voucher(id);
        return { from: addressIn(await payees.details(payee, TOKEN, version)), amount: amounts[i]! };
      }),
    );
  }
}
