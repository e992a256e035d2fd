import { id as hashOf } from "ethers";

import { decodeLines, type Rail, RAILS } from "../../../sdk/disbursement/lines.js";
import { blindedBinding, blindedReference, scheduleSecret } from "../../../sdk/disbursement/reference.js";
import {
  benefitSchedule,
  type BoundLine,
  type Chunk,
  type Header,
  type Schedule,
  SCHEDULE_KINDS,
  vendorSchedule,
} from "../../../sdk/disbursement/schedule.js";
import type { ChunkStruct } from "../../../types/ethers-contracts/contracts/disbursement/Schedules.js";
import { time } from "../../fixtures/network.js";
import { DAY } from "../stage.js";
import type { Rails } from "./rails.js";
import type { Steps } from "../play.js";
import { type PaymentStage, TOKEN } from "./stage.js";
import type { Vouchers } from "./vouchers.js";

/** States, as the contract numbers them. */
const [SUBMITTED, CERTIFIED, CLOSED] = [1, 2, 3] as const;

/** More lines than a word has bits. */
const MANY = 300;
const KEY = `0x${"b1".repeat(32)}`;
const CODE = `0x${Buffer.from("R02").toString("hex")}`;

/** The way of schedules of both kinds, chunk by chunk. */
export class Schedules {
  /** The straight way. */
  readonly way: Steps = {
    submitBenefitSchedule: () => this.#submitBenefits(),
    submitVendorSchedule: () => this.#submitVendors(),
    certifySchedule: () => this.#certify(),
    payBenefitChunk: () => this.#pay(SCHEDULE_KINDS.benefit),
    payVendorChunk: () => this.#pay(SCHEDULE_KINDS.vendor),
  };
  readonly steps: Steps = {
    stopLines: () => this.#stop(),
    returnLines: () => this.#returnLines(),
    closeSchedule: () => this.#close(),
  };

  constructor(
    private readonly stage: PaymentStage,
    private readonly rails: Rails,
    private readonly vouchers: Vouchers,
  ) {}

  get #contract() {
    return this.stage.world.schedules;
  }

  async #submitBenefits(): Promise<boolean> {
    const { stage } = this;
    const { random } = stage;
    const obligation = await stage.owed(true);
    if (obligation === undefined) return false;
    const rail = random.oneOf(RAILS);
    const count = random.chance(0.05) ? MANY : 1 + random.below(10);
    const now = await time.latest();
    const request = {
      rail,
      organisation: await stage.ownerOf(obligation),
      obligation,
      eligibleUntil: random.chance(0.03) ? now : now + (1 + random.below(60)) * DAY,
      salt: hashOf(stage.newName("schedule ")),
      perChunk: count === MANY && random.chance(0.8) ? MANY : 1 + random.below(count),
    };
    const most = (stage.amount(await stage.unclaimedOf(obligation)) || 1n) / BigInt(count);
    const lines: BoundLine[] = [];
    while (lines.length < count) {
      lines.push(await this.#line(rail, request.salt, request.eligibleUntil, most));
    }
    // Only so many chunks can be.
    const perChunk = Math.max(request.perChunk, Math.ceil(count / 8));
    return this.#submit(benefitSchedule({ ...request, perChunk, lines }));
  }

  async #submitVendors(): Promise<boolean> {
    const { stage } = this;
    const batch = await this.vouchers.certified(5);
    if (batch === undefined) return false;
    const { ids, amounts, organisation, rail } = batch;
    const schedule = vendorSchedule({
      rail: railIn({ rail }),
      organisation,
      salt: hashOf(stage.newName("schedule ")),
      vouchers: ids.map((id, i) => ({ id, amount: amounts[i]! })),
      perChunk: 1 + stage.random.below(3),
    });
    if (!(await this.#submit(schedule))) return false;
    // Before its vouchers are paid without it, mostly.
    if (stage.random.chance(0.8)) await this.#certify(stage.schedules.at(-1));
    return true;
  }

  /** With a header that says something else than the lines, or can't be, now and then. */
  async #submit({ header, chunks }: Schedule): Promise<boolean> {
    const { stage } = this;
    const { random } = stage;
    let sent: Header = header;
    if (random.chance(0.05)) sent = { ...header, total: header.total - 1n };
    if (random.chance(0.02)) sent = { ...header, chunks: random.chance(0.5) ? 0 : 129 };
    if (random.chance(0.02)) sent = { ...header, kind: 1 - header.kind };
    if (random.chance(0.02)) sent = { ...header, organisation: stage.agency().id };
    const by = this.#contract.connect(stage.at(header.organisation, "submitting"));
    if (!(await stage.attempt(() => by.submit(sent)))) return false;
    stage.schedules.push({ header: sent, chunks });
    return true;
  }

  async #certify(submitted?: Schedule): Promise<boolean> {
    const { stage } = this;
    const schedule = submitted ?? (await this.#find(SUBMITTED));
    if (schedule === undefined) return false;
    const { header } = schedule;
    const by = this.#contract.connect(stage.at(await this.#ownerOf(header), "certifying"));
    return stage.attempt(() => by.certify(header));
  }

  async #stop(): Promise<boolean> {
    const { stage } = this;
    const { random, world } = stage;
    const schedule = await this.#find(random.chance(0.5) ? SUBMITTED : CERTIFIED, SCHEDULE_KINDS.benefit);
    if (schedule === undefined) return false;
    const { header } = schedule;
    const chunk = random.oneOf(schedule.chunks);
    const word = random.chance(0.8) ? 0 : random.below(3);
    // At times all lines that there are, or can be.
    const bits = random.chance(0.1) ? 2n ** 256n - 1n : this.#bits(16) | BigInt(random.below(2));
    const certifying = stage.at(await this.#ownerOf(header), "certifying");
    const signer = random.oneOf([certifying, stage.inspector.signer, world.founders.registrar.signer]);
    const by = this.#contract.connect(signer);
    return stage.attempt(() => by.stop(header, chunk.index, word, bits, stage.evidence()));
  }

  /** A vendor schedule is made where there is none, since its vouchers seldom wait for long. */
  async #pay(kind: number): Promise<boolean> {
    const { stage } = this;
    const { random } = stage;
    let schedule = await this.#find(CERTIFIED, kind);
    if (schedule === undefined && kind === SCHEDULE_KINDS.vendor && (await this.#submitVendors())) {
      schedule = stage.schedules.at(-1);
    }
    if (schedule === undefined) return false;
    const { header } = schedule;
    const chunk = (await this.#chunk(schedule, false)) ?? random.oneOf(schedule.chunks);
    const { actingFor, signer } = stage.disburser(await this.#ownerOf(header));
    const settlement = await this.rails.settlement(header.rail);
    const by = this.#contract.connect(signer);
    const sent = this.#forged(chunk);
    const pay = () => stage.attempt(() => by.pay(header, actingFor, sent, settlement));
    const isRefused = header.rail === TOKEN && header.kind === SCHEDULE_KINDS.benefit && random.chance(0.4);
    const first = isRefused ? decodeLines("token", chunk.lines)[0] : undefined;
    const paid = first === undefined ? await pay() : await this.rails.refusing(first.payee, pay);
    if (paid && header.kind === SCHEDULE_KINDS.vendor) {
      const ids = chunk.lines.slice(2).match(/.{64}/g) ?? [];
      await this.vouchers.expectInterest(ids.map((id) => `0x${id}`));
    }
    return paid;
  }

  /** Lines come back that were paid; at times others are said to. */
  async #returnLines(): Promise<boolean> {
    const { stage } = this;
    const { random } = stage;
    const isPaid = async (one: Schedule) =>
      one.header.kind === SCHEDULE_KINDS.benefit && (await this.#progress(one)).paidChunks !== 0n;
    const schedule = await stage.find(stage.schedules, isPaid);
    const chunk = schedule === undefined ? undefined : await this.#chunk(schedule, true);
    if (schedule === undefined || chunk === undefined) return false;
    const { header } = schedule;
    const id = await this.#contract.scheduleId(header);
    // What vouchers are paid does not come back by lines.
    const isVendor = header.kind === SCHEDULE_KINDS.vendor;
    const lines = isVendor ? [] : decodeLines(railIn(header), chunk.lines);
    const bits: bigint[] = [];
    for (let word = 0; word <= (lines.length - 1) / 256; word++) {
      const there = 2n ** BigInt(Math.min(256, lines.length - 256 * word)) - 1n;
      const unpaid = await this.#contract.unpaidLines(id, chunk.index, word);
      const some = random.chance(0.3) ? there : this.#bits(256);
      bits.push(random.chance(0.05) ? some : some & there & ~unpaid);
    }
    if (bits.every((word) => word === 0n) && random.chance(0.9)) return false;
    const brought = lines
      .filter((_, i) => ((bits[Math.floor(i / 256)]! >> BigInt(i % 256)) & 1n) === 1n)
      .map(({ payee, amount }) => ({ from: payee, amount }));
    const { actingFor, signer } = stage.disburser(await this.#ownerOf(header));
    const by = this.#contract.connect(signer);
    const sent = this.#forged(chunk);
    return this.rails.takeBack(header.rail, signer, brought, (settlement) =>
      by.returnLines(header, actingFor, sent, bits, CODE, settlement),
    );
  }

  async #close(): Promise<boolean> {
    const { stage } = this;
    const { random } = stage;
    const schedule = await this.#find(random.oneOf([SUBMITTED, CERTIFIED, CERTIFIED, CLOSED]));
    // Most are paid to their end, of which nothing tells.
    if (schedule === undefined || random.chance(0.4)) return false;
    const { header } = schedule;
    const by = this.#contract.connect(stage.at(await this.#ownerOf(header), "certifying"));
    return stage.attempt(() => by.close(header));
  }

  async #find(state: number, kind?: number): Promise<Schedule | undefined> {
    const { stage } = this;
    return stage.find(stage.schedules, async (one) => {
      if (kind !== undefined && one.header.kind !== kind) return false;
      const progress = await this.#progress(one);
      const isDone = progress.state === BigInt(CERTIFIED) && progress.left === 0n;
      return progress.state === BigInt(state) && !isDone;
    });
  }

  async #progress({ header }: Pick<Schedule, "header">) {
    return this.#contract.progress(await this.#contract.scheduleId(header));
  }

  /** A chunk that is paid, or is not. */
  async #chunk(schedule: Schedule, isPaid: boolean): Promise<Chunk | undefined> {
    const { paidChunks } = await this.#progress(schedule);
    const isWanted = ({ index }: Chunk) => (((paidChunks >> BigInt(index)) & 1n) === 1n) === isPaid;
    const { random } = this.stage;
    return random.pick(random.chance(0.05) ? schedule.chunks : schedule.chunks.filter(isWanted));
  }

  /** A chunk as it was certified; now and then another one. */
  #forged(certified: Chunk): ChunkStruct {
    const { random } = this.stage;
    const chunk = { ...certified, proof: [...certified.proof] };
    if (random.chance(0.96)) return chunk;
    const half = 2 * Math.floor(chunk.lines.length / 4);
    return random.oneOf([
      { ...chunk, index: chunk.index + 1 },
      { ...chunk, proof: [...chunk.proof, KEY] },
      { ...chunk, lines: chunk.lines.slice(0, half) },
      { ...chunk, bindings: KEY },
    ]);
  }

  /** Some of the first lines of a word; none now and then. */
  #bits(among: number): bigint {
    const { random } = this.stage;
    let bits = 0n;
    for (let i = 0; i < among; i++) if (random.chance(0.2)) bits |= 1n << BigInt(i);
    return bits;
  }

  async #ownerOf({ kind, organisation, obligation }: Header): Promise<number> {
    if (kind === SCHEDULE_KINDS.vendor) return organisation;
    return this.stage.ownerOf(obligation);
  }

  /** Of some payee, person or not; on the token rail to an address that may take no tokens. */
  async #line(rail: Rail, salt: string, eligibleUntil: number, most: bigint): Promise<BoundLine> {
    const { stage } = this;
    const { random, world } = stage;
    const amount = (most * BigInt(1 + random.below(1_000))) / 1_000n || 1n;
    let account = random.oneOf(stage.addresses);
    // The vault is nobody's account.
    if (random.chance(0.25)) account = await world.tokenRail.getAddress();
    const secret = scheduleSecret(KEY, salt);
    const payee = 1 + random.below(stage.payees);
    const binding = blindedBinding(secret, { payee, version: 1, account, eligibleUntil });
    return { payee: rail === "token" ? account : blindedReference(binding), amount, binding };
  }
}

const railIn = ({ rail }: Pick<Header, "rail">): Rail => RAILS[rail === TOKEN ? 0 : 1];
