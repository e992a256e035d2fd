import type { Result } from "ethers";

import { NEVER_DUE } from "../../books/constants.js";
import { dateOf } from "../../calendar.js";
import { formatCents, parseCents } from "../../money.js";
import type { Rail } from "../../disbursement/lines.js";
import { lookAtVouchers, type SeenVoucher } from "../../disbursement/seen.js";
import { isMarked } from "../../disbursement/voucherMarks.js";
import { FiscInputError } from "../../errors.js";
import { Domain } from "../desk.js";
import type { EventOf } from "../events.js";
import { centsOf } from "../inputs/amounts.js";
import { civilDayOf } from "../inputs/dates.js";
import { hashOf, optionalHash, reasonCodeOf } from "../inputs/hex.js";
import { railOf } from "../payees/payees.js";
import { type ObligationRef, obligationOf, type OrganisationRef } from "../refs.js";
import { VOUCHER_STATES } from "../refusals/formats.js";
import type { ArgsOf } from "../write.js";
import { disburserFor } from "./disburserFor.js";
import { type Comeback, comebackOf, type Payment, railIn, settlementOf } from "./settlements.js";

/** An invoice to be claimed. */
export interface SubmissionInput {
  /** The invoice's fingerprint, from `invoiceFingerprint`. */
  readonly id: string;
  readonly obligation: ObligationRef;
  readonly amount: string;
  /** Civil date on which it is due. */
  readonly due: string;
  /** Commitment of the invoice's record; none by default. */
  readonly evidence?: string;
}

export interface PartInput {
  readonly amount: string;
  readonly due: string;
  readonly evidence?: string;
}

/** For which organisation; left out, the one that owns the account. */
interface ForOrganisation {
  readonly organisation?: OrganisationRef;
}

interface Disbursing extends ForOrganisation {
  /** For whom the officer disburses; left out, this organisation if appointed there, else the treasury. */
  readonly actingFor?: OrganisationRef;
}

/** A voucher as it stands now. */
export interface VoucherView {
  readonly voucher: string;
  readonly state: (typeof VOUCHER_STATES)[number];
  readonly obligation: bigint;
  readonly payee: number;
  readonly amount: string;
  /** Civil date; "never" for interest, and what failed or came back. */
  readonly due: string;
  /** Who certified it last; 0 for nobody yet. */
  readonly certifier: number;
  readonly submitter: number;
  readonly isHeld: boolean;
}

/** What a certifying officer sees before certifying. */
export interface Look {
  /** Each with the version of the payee's details that is in force on the rail. */
  readonly vouchers: readonly (VoucherView & { readonly version: number })[];
  readonly seen: string;
}

/** Claims for payment: each submitted, certified and paid by three officers. */
export class Vouchers extends Domain {
  /** How claims are made, the first time or again. */
  private readonly claiming = {
    events: ["VoucherSubmitted"] as const,
    args: async (
      input: ForOrganisation & { readonly vouchers: readonly SubmissionInput[] },
    ): Promise<ArgsOf<"vouchers", "submit">> => [
      await this.organisationOfObligations(input),
      input.vouchers.map(submissionOf),
    ],
    made: {
      told: vouchersIn,
      foreseen: (_: Result, [, vouchers]: ArgsOf<"vouchers", "submit">) => ({
        vouchers: vouchers.map(({ id }) => String(id)),
      }),
    },
  };

  /** Submits vouchers. By a submitting officer. */
  readonly submit = this.write("vouchers", "submit")(this.claiming);

  /** Claims invoices again whose vouchers were cancelled. By a submitting officer. */
  readonly supersede = this.write("vouchers", "supersede")(this.claiming);

  /** Claims an invoice that will be paid in parts. By a submitting officer. */
  readonly openInvoice = this.write(
    "vouchers",
    "openInvoice",
  )({
    events: ["InvoiceOpened"],
    args: async (input: ForOrganisation & { readonly invoice: SubmissionInput }) => [
      await this.organisationOfObligations({ ...input, vouchers: [input.invoice] }),
      submissionOf(input.invoice, 0, [input.invoice]),
    ],
  });

  /** Submits parts of an invoice, numbered on from the last one. By a submitting officer. */
  readonly submitParts = this.write(
    "vouchers",
    "submitParts",
  )({
    events: ["PartSubmitted", "VoucherSubmitted"],
    args: async (
      input: ForOrganisation & { readonly invoice: string; readonly parts: readonly PartInput[] },
    ) => [
      await this.organisationOfVouchers({ ...input, vouchers: [input.invoice] }),
      hashOf(input.invoice, "invoice"),
      input.parts.map(({ amount, due, evidence }, i) => ({
        amount: centsOf(amount, `part ${i + 1}, amount`),
        dueDay: civilDayOf(due, `part ${i + 1}, due`),
        evidence: optionalHash(evidence, `part ${i + 1}, evidence`),
      })),
    ],
  });

  /** Certifies vouchers for payment on a rail, all or none. By a certifying officer, who looked at them before. */
  readonly certify = this.write(
    "vouchers",
    "certify",
  )({
    events: ["VoucherCertified"],
    args: async (
      input: ForOrganisation & {
        readonly rail: Rail;
        readonly vouchers: readonly string[];
        /** What the officer saw, from `look`: refused where the vouchers are others by now. */
        readonly seen: string;
      },
    ) => [
      await this.organisationOfVouchers(input),
      railOf(input.rail),
      idsOf(input.vouchers),
      hashOf(input.seen, "seen"),
    ],
  });

  /** Pays certified vouchers; one that can't be paid touches no other. By a disbursing officer. */
  readonly pay = this.write(
    "vouchers",
    "pay",
  )({
    events: ["Paid", "VoucherFailed", "VoucherRefused"],
    args: async (input: Disbursing & { readonly vouchers: readonly string[]; readonly payment: Payment }) => {
      const organisation = await this.organisationOfVouchers(input);
      return [
        organisation,
        await disburserFor(this.desk, organisation, input.actingFor),
        railOf(railIn(input.payment)),
        idsOf(input.vouchers),
        await settlementOf(this.desk.contracts, input.payment),
      ];
    },
    made: {
      told: (events) => ({ paid: totalOf(events) }),
      foreseen: (returned) => ({ paid: formatCents(returned[0] as bigint) }),
    },
  });

  /** Gives vouchers up that are not paid, and what is left of opened invoices. By a certifying officer. */
  readonly cancel = this.write(
    "vouchers",
    "cancel",
  )({
    events: ["VoucherCancelled", "InvoiceGivenUp"],
    args: async (
      input: ForOrganisation & { readonly vouchers: readonly string[]; readonly reason?: string },
    ) => [
      await this.organisationOfVouchers(input),
      idsOf(input.vouchers),
      optionalHash(input.reason, "reason"),
    ],
  });

  /** Keeps a voucher from being certified and paid. By a certifying officer, or an inspector. */
  readonly hold = this.write(
    "vouchers",
    "hold",
  )({
    events: ["VoucherHeld"],
    args: (input: { readonly voucher: string; readonly reason?: string }) => [
      hashOf(input.voucher, "voucher"),
      optionalHash(input.reason, "reason"),
    ],
  });

  /** Ends a hold. By an inspector; a certifying officer's by any of them too. */
  readonly release = this.write(
    "vouchers",
    "release",
  )({
    events: ["VoucherReleased"],
    args: (input: { readonly voucher: string }) => [hashOf(input.voucher, "voucher")],
  });

  /** Frees claims that bar an invoice's own organisation from it. By an inspector. */
  readonly free = this.write(
    "vouchers",
    "free",
  )({
    events: ["VoucherFreed"],
    args: (input: { readonly vouchers: readonly string[]; readonly reason?: string }) => [
      idsOf(input.vouchers),
      optionalHash(input.reason, "reason"),
    ],
  });

  /** Records payments that came back whole. By a disbursing officer; on the token rail with the money. */
  readonly returnPayments = this.write(
    "vouchers",
    "returnPayments",
  )({
    events: ["VoucherReturned"],
    args: async (
      input: Disbursing & {
        readonly vouchers: readonly string[];
        /** The bank's reason, such as "R02". */
        readonly code: string;
        readonly comeback: Comeback;
      },
    ) => {
      const organisation = await this.organisationOfVouchers(input);
      return [
        organisation,
        await disburserFor(this.desk, organisation, input.actingFor),
        idsOf(input.vouchers),
        reasonCodeOf(input.code),
        comebackOf(input.comeback),
      ];
    },
  });

  /** Records that a payee gave back a part of what was rightly paid, or all of it. By a disbursing officer. */
  readonly refund = this.write(
    "vouchers",
    "refund",
  )({
    events: ["VoucherRefunded"],
    args: async (
      input: Disbursing & {
        readonly voucher: string;
        readonly amount: string;
        readonly evidence?: string;
        readonly comeback: Comeback;
      },
    ) => {
      const organisation = await this.organisationOfVouchers({ ...input, vouchers: [input.voucher] });
      return [
        organisation,
        await disburserFor(this.desk, organisation, input.actingFor),
        hashOf(input.voucher, "voucher"),
        centsOf(input.amount),
        optionalHash(input.evidence, "evidence"),
        comebackOf(input.comeback),
      ];
    },
  });

  /** A voucher as it stands now. */
  async voucher(id: string): Promise<VoucherView> {
    return viewVoucher(id, await this.desk.contracts.vouchers.voucher(hashOf(id, "voucher")));
  }

  /** What a certifying officer is to look at, and the hash of it that `certify` takes as seen. */
  async look(rail: Rail, vouchers: readonly string[]): Promise<Look> {
    railOf(rail);
    const ids = idsOf(vouchers);
    const { vouchers: found, seen } = await lookAtVouchers(this.desk.contracts, rail, ids);
    const views = found.map((it, i) => ({ ...viewVoucher(ids[i] ?? "", it), version: Number(it.version) }));
    return { vouchers: views, seen };
  }

  /** The id of an invoice's part, the first one 1. */
  partOf(invoice: string, number: number): Promise<string> {
    return this.desk.contracts.vouchers.partOf(hashOf(invoice, "invoice"), number);
  }

  /** The id of the voucher that pays the interest on another. */
  interestOf(voucher: string): Promise<string> {
    return this.desk.contracts.vouchers.interestOf(hashOf(voucher, "voucher"));
  }

  private async organisationOfVouchers(
    input: ForOrganisation & { readonly vouchers: readonly string[] },
  ): Promise<number> {
    const { refs } = this.desk;
    if (input.organisation !== undefined) return refs.organisation(input.organisation);
    return refs.organisationOfVoucher(firstOf(input.vouchers), "voucher 1");
  }

  private async organisationOfObligations(
    input: ForOrganisation & { readonly vouchers: readonly SubmissionInput[] },
  ): Promise<number> {
    const { refs } = this.desk;
    if (input.organisation !== undefined) return refs.organisation(input.organisation);
    return refs.organisationOfObligation(firstOf(input.vouchers).obligation, "voucher 1, obligation");
  }
}

function viewVoucher(id: string, it: Omit<SeenVoucher, "version">): VoucherView {
  if (BigInt(it.state) === 0n) {
    throw new FiscInputError("voucher", `there is no voucher ${id}`, "submit it, or give the id that it has");
  }
  const due = Number(it.dueDay);
  return {
    voucher: id,
    state: VOUCHER_STATES[Number(it.state)] ?? "unknown",
    obligation: BigInt(it.obligation),
    payee: Number(it.payee),
    amount: formatCents(BigInt(it.amount)),
    due: due === NEVER_DUE ? "never" : dateOf(due),
    certifier: Number(it.certifier),
    submitter: Number(it.submitter),
    isHeld: isMarked(BigInt(it.marks), "held"),
  };
}

function firstOf<T>(items: readonly T[]): T {
  const [first] = items;
  if (first !== undefined) return first;
  throw new FiscInputError("vouchers", "there is none", "give one at least");
}

const idsOf = (vouchers: readonly string[]): string[] => {
  firstOf(vouchers);
  return vouchers.map((id, i) => hashOf(id, `voucher ${i + 1}`));
};

function submissionOf(
  { id, obligation, amount, due, evidence }: SubmissionInput,
  i: number,
  all: readonly SubmissionInput[],
) {
  const place = all.length === 1 ? "voucher" : `voucher ${i + 1}`;
  return {
    id: hashOf(id, `${place}, id`),
    obligation: obligationOf(obligation, `${place}, obligation`),
    amount: centsOf(amount, `${place}, amount`),
    dueDay: civilDayOf(due, `${place}, due`),
    evidence: optionalHash(evidence, `${place}, evidence`),
  };
}

const vouchersIn = (
  events: readonly EventOf<"VoucherSubmitted">[],
): { readonly vouchers: readonly string[] } => ({
  vouchers: events.map(({ args }) => args.voucher),
});

/** What was paid, in all: each voucher's, but for those that the rail could not pay. */
function totalOf(events: readonly EventOf<"Paid" | "VoucherFailed" | "VoucherRefused">[]): string {
  const paid = new Map<string, bigint>();
  for (const event of events) {
    if (event.name === "Paid") paid.set(event.args.document, parseCents(event.args.amount));
    else if (event.name === "VoucherFailed") paid.delete(event.args.voucher);
  }
  return formatCents([...paid.values()].reduce((sum, amount) => sum + amount, 0n));
}
