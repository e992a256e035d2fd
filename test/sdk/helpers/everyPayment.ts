import { dataSlice, ZeroAddress } from "ethers";

import { acts } from "../../../sdk/acts.js";
import { voucherIdOf } from "../../../sdk/disbursement/fingerprint.js";
import { type Rail, railNumber } from "../../../sdk/disbursement/lines.js";
import { blindedBinding, blindedReference, scheduleSecret } from "../../../sdk/disbursement/reference.js";
import {
  benefitSchedule,
  type BoundLine,
  type Schedule,
  vendorSchedule,
} from "../../../sdk/disbursement/schedule.js";
import { obligationId, TREASURY } from "../../../sdk/ids.js";
import { OFFICES } from "../../../sdk/offices.js";
import { asTop } from "../../fixtures/freshLedger.js";
import { BUILDER, CLASSIFICATION, EVIDENCE, SUPPLIER } from "../../fixtures/funded.js";
import { ethers, time } from "../../fixtures/network.js";
import { FROM_BANK, type Paying, paying } from "../../fixtures/paying.js";
import { openProgram } from "../../fixtures/program.js";
import { signerNamed } from "../../fixtures/signers.js";
import { appoint, appointed } from "../../fixtures/staffed.js";
import { onAccount } from "../../helpers/views.js";
import { certifyAs } from "../../helpers/vouchers.js";

const DAY = 86_400;
/** The ledger's civil time beside UTC, in seconds. */
const OFFSET = -4 * 3_600;
const TOKEN = railNumber("token");
const ATTESTED = railNumber("attested");
/** "R02", as a bank writes it. */
const R02 = "0x523032";

/** What the stories of payments leave behind. */
export interface EveryPayment extends Paying {
  /** Owed to the supplier on the project: 2,000.00, accepted. */
  readonly supplies: bigint;
  /** Benefits on the project: 2,000.00, accepted. */
  readonly program: bigint;
  /** Owed to the builder on A's root, all that it has, 3,000.00 of it accepted. */
  readonly works: bigint;
  readonly benefits: Schedule;
}

/** An invoice's id in these stories: the builder's, but for one. */
export const invoice = (name: string): string =>
  voucherIdOf(ethers.id(`invoice ${name}`), name === "supplies" ? SUPPLIER : BUILDER);

/** What each claim in these stories rests on, by its voucher's id. */
export const evidenceOf = (voucher: string): string => ethers.id(`record of ${voucher}`);

/** A chain on which every event of the disbursement was emitted at least once, by the contracts themselves. */
export async function everyPayment(): Promise<EveryPayment> {
  const all = await paying();
  const { ledger, a, project, root } = all;
  const obligate = async (account: number, amount: bigint, payee: number, accepted: bigint) => {
    const line = await onAccount(ledger, account, amount);
    const rest = { payee, classification: CLASSIFICATION, evidence: EVIDENCE };
    await ledger.connect(a.contracting.signer).execute(a.id, [acts.obligate({ ...line, ...rest })]);
    const obligation = obligationId(account, line.sequence);
    await ledger
      .connect(a.receiving.signer)
      .execute(a.id, [acts.accept({ obligation, sequence: 1, amount: accepted })]);
    return obligation;
  };
  const supplies = await obligate(project, 2_000_00n, SUPPLIER, 2_000_00n);
  const works = await obligate(root, 50_000_00n, BUILDER, 3_000_00n);
  const program = await openProgram(all, 2_000_00n);
  const told = { ...all, supplies, program, works };
  await everyPayeeEvent(told);
  await everyRailEvent(told);
  await everyVoucherEvent(told);
  const benefits = await everyScheduleEvent(told);
  await lastly(told);
  return { ...told, benefits };
}

type Told = Omit<EveryPayment, "benefits">;

async function everyPayeeEvent(all: Told) {
  const { payees, founders, supplier, person } = all;
  const registrar = payees.connect(founders.registrar.signer);
  await payees.connect(founders.inspector.signer).setStatus(person.id, 1, EVIDENCE);
  await registrar.setStatus(person.id, 2, EVIDENCE);
  await registrar.setStatus(person.id, 0, EVIDENCE);
  await payees.connect(await asTop(all)).setStatus(person.id, 0, EVIDENCE);
  const account = (await signerNamed("a thief")).address;
  await registrar.setDetails(supplier.id, TOKEN, account);
  await payees.connect(supplier.controller).stopDetails(supplier.id, TOKEN);
  await registrar.setDetails(supplier.id, ATTESTED, dataSlice(EVIDENCE, 0, 20));
  await payees.connect(supplier.controller).setController(supplier.id, ZeroAddress);
  await registrar.setController(supplier.id, supplier.controller);
  await registrar.enrolPerson(ethers.id("salted"), ZeroAddress);
}

async function everyRailEvent(all: Told) {
  const { tokenRail, token, cash, rates, treasury, a } = all;
  const top = tokenRail.connect(await asTop(all));
  await top.withdraw(token, all.treasurer, 1_000_00n);
  const other = await ethers.deployContract("PlainToken");
  await top.allow(other, "USD");
  await top.disallow(other);
  const budget = cash.connect(treasury.budget.signer);
  const from = await time.latest();
  await budget.setCeiling(a.id, 30_000_00n, from, from + 400 * DAY);
  await budget.setCeiling(all.b.id, 5n, from, from + 9);
  await budget.setCeiling(all.b.id, 0n, 0, 0);
  await rates.connect(treasury.budget.signer).setOffset(from, OFFSET);
}

async function everyVoucherEvent(all: Told) {
  const { vouchers, a, contract, supplies, works, founders, inTokens, byBank, payees, supplier, token } = all;
  const today = Math.floor(((await time.latest()) + OFFSET) / DAY);
  const submission = (name: string, amount: bigint, obligation = contract, dueDay = today + 90) => {
    return { id: invoice(name), obligation, amount, dueDay, evidence: evidenceOf(invoice(name)) };
  };
  const submitting = vouchers.connect(a.submitting.signer);
  const certifying = vouchers.connect(a.certifying.signer);
  const certify = async (rail: Rail, named: string[]) => certifyAs(all, a.certifying, a.id, rail, named);
  const disbursing = vouchers.connect(a.disbursing.signer);
  const ids = (...names: string[]) => names.map(invoice);

  await submitting.submit(a.id, [
    submission("one", 100_00n),
    submission("two", 200_00n),
    submission("late", 1_000_00n, contract, today - 40),
    submission("held", 40_00n),
    submission("bank one", 300_00n),
    submission("bank two", 400_00n),
    submission("wrong", 60_00n),
    submission("given up", 70_00n),
    submission("supplies", 500_00n, supplies),
    submission("late works", 900_00n, works, today - 70),
    submission("moved", 100_00n, works),
    submission("vendor one", 10_00n),
    submission("vendor two", 20_00n),
    submission("freed", 15_00n),
  ]);
  const part = async (number: number, amount: bigint, days: number) => {
    const id = await vouchers.partOf(invoice("whole"), number);
    return { amount, dueDay: today + days, evidence: evidenceOf(id) };
  };
  await submitting.openInvoice(a.id, submission("whole", 1_000_00n));
  const both = [await part(1, 250_00n, 30), await part(2, 150_00n, 60)];
  await submitting.submitParts(a.id, invoice("whole"), both);
  await submitting.submitParts(a.id, invoice("whole"), [await part(3, 50_00n, 90)]);
  await submitting.openInvoice(a.id, submission("dropped", 80_00n));
  await certifying.cancel(a.id, [invoice("dropped")], EVIDENCE);
  const parts = await Promise.all([1, 2, 3].map((number) => vouchers.partOf(invoice("whole"), number)));

  await certify("token", [
    ...ids("one", "two", "late", "held", "wrong", "given up", "supplies", "late works", "moved"),
    ...ids("vendor one", "vendor two"),
    ...parts.slice(0, 2),
  ]);
  await certify("attested", ids("bank one", "bank two"));
  await certifying.cancel(a.id, [invoice("given up"), parts[2]!], EVIDENCE);
  await submitting.supersede(a.id, [
    {
      id: parts[2]!,
      obligation: contract,
      amount: 45_00n,
      dueDay: today + 91,
      evidence: evidenceOf(parts[2]!),
    },
    submission("given up", 75_00n),
  ]);
  await vouchers.connect(founders.inspector.signer).hold(invoice("held"), EVIDENCE);
  await certifying.hold(invoice("two"), EVIDENCE);
  await certifying.release(invoice("two"));
  await vouchers.connect(founders.inspector.signer).free([invoice("freed")], EVIDENCE);

  // Refused: one unknown, one held, one whose payee is suspended; paid: the others, one of them late.
  await payees.connect(founders.inspector.signer).setStatus(supplier.id, 1, EVIDENCE);
  await disbursing.pay(a.id, a.id, TOKEN, ids("one", "unknown", "held", "supplies", "late", "one"), inTokens);
  await payees.connect(founders.inspector.signer).setStatus(supplier.id, 0, EVIDENCE);
  await disbursing.pay(a.id, a.id, TOKEN, [await vouchers.interestOf(invoice("late"))], inTokens);
  // Without authority for the interest.
  await disbursing.pay(a.id, a.id, TOKEN, ids("late works"), inTokens);
  // It waits, is given up, and claimed again as if it were due.
  const waiting = await vouchers.interestOf(invoice("late works"));
  const { amount } = await vouchers.voucher(waiting);
  await certifying.cancel(a.id, [waiting], EVIDENCE);
  await submitting.supersede(a.id, [
    { id: waiting, obligation: works, amount, dueDay: today, evidence: evidenceOf(waiting) },
  ]);
  await vouchers
    .connect(all.treasury.disbursing.signer)
    .pay(a.id, TREASURY, ATTESTED, ids("bank one", "bank two"), await byBank());
  await disbursing.returnPayments(a.id, a.id, ids("bank two"), R02, FROM_BANK);
  // It pays by another rail next.
  await certify("token", ids("bank two"));

  // One who submitted and may now disburse pays nothing of their own.
  const turncoat = await appointed(all, "A turncoat", a.id, OFFICES.submitting);
  await vouchers.connect(turncoat.signer).submit(a.id, [submission("own", 5_00n)]);
  await certify("token", ids("own"));
  await appoint(all, turncoat.id, a.id, OFFICES.disbursing);
  await vouchers.connect(turncoat.signer).pay(a.id, a.id, TOKEN, [invoice("own"), parts[0]!], inTokens);

  // What comes back is brought by the disbursing officer.
  await token.mint(a.disbursing.signer, 10n ** 12n);
  await token.connect(a.disbursing.signer).approve(all.tokenRail, 10n ** 12n);
  await disbursing.refund(a.id, a.id, invoice("one"), 30_00n, EVIDENCE, inTokens);
  await disbursing.returnPayments(a.id, a.id, [parts[0]!], R02, inTokens);
  await everyFailure(all);
}

/** A payee whose address is the vault's own: no token can be sent there. */
async function everyFailure(all: Told) {
  const { vouchers, payees, founders, builder, a, inTokens, tokenRail } = all;
  const registrar = payees.connect(founders.registrar.signer);
  const vault = await tokenRail.getAddress();
  const wrong = invoice("wrong");
  await registrar.setDetails(builder.id, TOKEN, vault);
  await time.increase(await payees.changeDelay());
  // Its certificate is for the details before, so it has to be certified anew.
  const certifying = vouchers.connect(a.certifying.signer);
  await certifying.cancel(a.id, [wrong], EVIDENCE);
  const { obligation, amount, dueDay } = await vouchers.voucher(wrong);
  await vouchers
    .connect(a.submitting.signer)
    .supersede(a.id, [{ id: wrong, obligation, amount, dueDay, evidence: evidenceOf(wrong) }]);
  await certifyAs(all, a.certifying, a.id, "token", [wrong]);
  const both = [wrong, invoice("two")];
  await vouchers.connect(a.disbursing.signer).pay(a.id, a.id, TOKEN, both, inTokens);
}

async function everyScheduleEvent(all: Told): Promise<Schedule> {
  const { schedules, program, a, person, founders, inTokens, byBank, tokenRail } = all;
  const eligibleUntil = (await time.latest()) + 90 * DAY;
  const vault = await tokenRail.getAddress();
  const submitting = schedules.connect(a.submitting.signer);
  const certifying = schedules.connect(a.certifying.signer);
  const disbursing = schedules.connect(a.disbursing.signer);
  const base = { organisation: a.id, obligation: program, eligibleUntil };
  const lineTo = async (name: string, amount: bigint, salt: string, rail: "token" | "attested") => {
    const { address } = name === "vault" ? { address: vault } : await signerNamed(name);
    const secret = scheduleSecret(ethers.id("blinding"), salt);
    const binding = blindedBinding(secret, { payee: person.id, version: 1, account: address, eligibleUntil });
    const payee = rail === "token" ? address : blindedReference(binding);
    return { payee, amount, binding } satisfies BoundLine;
  };
  const linesTo = (names: readonly string[], salt: string, rail: "token" | "attested") =>
    Promise.all(names.map((name, i) => lineTo(name, BigInt(i + 1) * 1_00n, salt, rail)));
  const begin = async ({ header }: Schedule) => {
    await submitting.submit(header);
    await certifying.certify(header);
  };
  const pay = ({ header, chunks }: Schedule, index: number, settlement: string) =>
    disbursing.pay(header, a.id, mutable(chunks[index]!), settlement);

  const salts = ["tokens", "bank", "none", "never"].map((name) => ethers.id(name));
  const names = ["p1", "vault", "p2", "p3", "p4", "p5", "p6", "p7"];
  const tokens = benefitSchedule({
    ...base,
    rail: "token",
    salt: salts[0]!,
    lines: await linesTo(names, salts[0]!, "token"),
    perChunk: 4,
  });
  await begin(tokens);
  // The first line is stopped, the second one fails, the third comes back; the second chunk is given up.
  await schedules.connect(founders.registrar.signer).stop(tokens.header, 0, 0, 1n, EVIDENCE);
  await schedules.connect(founders.inspector.signer).stop(tokens.header, 1, 7, 1n << 255n, EVIDENCE);
  await pay(tokens, 0, inTokens);
  await disbursing.returnLines(tokens.header, a.id, mutable(tokens.chunks[0]!), [4n], R02, inTokens);
  await certifying.close(tokens.header);

  const bank = benefitSchedule({
    ...base,
    rail: "attested",
    salt: salts[1]!,
    lines: await linesTo(names, salts[1]!, "attested"),
  });
  await begin(bank);
  await certifying.stop(bank.header, 0, 0, 2n, EVIDENCE);
  await pay(bank, 0, await byBank({ firstTrace: 1_000n }));
  await disbursing.returnLines(bank.header, a.id, mutable(bank.chunks[0]!), [5n], R02, FROM_BANK);

  const none = benefitSchedule({
    ...base,
    rail: "token",
    salt: salts[2]!,
    lines: await linesTo(["p1"], salts[2]!, "token"),
  });
  await begin(none);
  await certifying.stop(none.header, 0, 0, 1n, EVIDENCE);
  await pay(none, 0, inTokens);
  await submitting.submit({ ...none.header, salt: salts[3]! });
  await certifying.close({ ...none.header, salt: salts[3]! });

  const vendor = vendorSchedule({
    rail: "token",
    organisation: a.id,
    salt: salts[0]!,
    vouchers: [
      { id: invoice("vendor one"), amount: 10_00n },
      { id: invoice("vendor two"), amount: 20_00n },
      { id: invoice("bank two"), amount: 400_00n },
    ],
    perChunk: 2,
  });
  await begin(vendor);
  await pay(vendor, 1, inTokens);
  return tokens;
}

/** A voucher is left out whose account has gone to another agency. */
async function lastly({ ledger, vouchers, treasury, a, b, root, inTokens }: Told) {
  await ledger.connect(treasury.budget.signer).reassign(root, b.id);
  const both = [invoice("moved"), invoice("vendor one")];
  await vouchers.connect(a.disbursing.signer).pay(a.id, a.id, TOKEN, both, inTokens);
}

/** A chunk as the contracts' types take it. */
const mutable = (chunk: Schedule["chunks"][number]) => ({ ...chunk, proof: [...chunk.proof] });
