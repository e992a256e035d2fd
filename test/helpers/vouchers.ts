import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { concat, type EventLog, id as hashOf, type Result, toBeHex } from "ethers";

import { acts } from "../../sdk/acts.js";
import { invoiceFingerprint } from "../../sdk/disbursement/fingerprint.js";
import { type Rail, railNumber } from "../../sdk/disbursement/lines.js";
import { obligationId } from "../../sdk/ids.js";
import { BUILDER, CLASSIFICATION } from "../fixtures/funded.js";
import { FROM_BANK, type Paying } from "../fixtures/paying.js";
import { onAccount } from "./views.js";

/** The registrar's key for fingerprints. */
export const FINGERPRINT_KEY = `0x${"f1".repeat(32)}`;

/** States of a voucher, with the contracts' numbers: the order of `VoucherState`. */
export const STATE = {
  None: 0,
  Submitted: 1,
  Certified: 2,
  Paid: 3,
  Returned: 4,
  Cancelled: 5,
  Invoice: 6,
} as const;

/** Why a voucher was not paid, with the contracts' numbers: the order of `Refusal`. */
export const REFUSAL = {
  NotCertified: 1,
  Held: 2,
  PayeeNotEligible: 3,
  DutiesNotSeparate: 4,
  AccountClosed: 5,
} as const;

/** Marks of a voucher: see `VoucherSlot`. */
export const MARK = { held: 1, byInspector: 2, attested: 4, part: 8, freed: 16 } as const;

/** A commitment to some reason. */
export const REASON = `0x${"5e".repeat(32)}`;

export interface Invoice {
  readonly id: string;
  readonly obligation: bigint;
  readonly amount: bigint;
  readonly dueDay: number;
  readonly evidence: string;
}

interface Actor {
  readonly signer: HardhatEthersSigner;
}

/** What stands for the commitment to a document's record. */
export const evidenceOf = (name: string): string => hashOf(`record of ${name}`);

/** The id of an invoice with this number: the builder's, unless another payee is named. */
export const invoiceId = (invoiceNumber: string, payee = BUILDER): string =>
  invoiceFingerprint(FINGERPRINT_KEY, payee, invoiceNumber);

/** Certifies vouchers as they stand. */
export async function certifyAs(
  { vouchers }: Pick<Paying, "vouchers">,
  { signer }: Actor,
  organisation: number,
  rail: Rail,
  ids: string[],
) {
  const seen = await vouchers.viewOf(railNumber(rail), ids);
  return vouchers.connect(signer).certify(organisation, railNumber(rail), ids, seen);
}

/**
 * Vouchers as agency A's officers use them, each in their own office: invoices of the builder's on A's contract, due in
 * thirty days.
 */
export async function voucherDesk(all: Paying) {
  const { vouchers, ledger, cash, token, rates, inTokens, byBank, a, contract, project } = all;
  const dueDay = Number(await rates.today()) + 30;
  const as = ({ signer }: Actor) => vouchers.connect(signer);
  const settlementOf = async (rail: Rail) => (rail === "token" ? inTokens : byBank());
  const returnOf = (rail: Rail) => (rail === "token" ? inTokens : FROM_BANK);

  const desk = {
    dueDay,
    /** An invoice of the builder's, or another payee's, in cents. */
    invoice: (
      invoiceNumber: string,
      amount = 1_000_00n,
      { payee = BUILDER, ...terms }: Partial<Invoice> & { readonly payee?: number } = {},
    ): Invoice => ({
      id: invoiceId(invoiceNumber, payee),
      obligation: contract,
      amount,
      dueDay,
      evidence: evidenceOf(invoiceNumber),
      ...terms,
    }),
    submit: (...invoices: Invoice[]) => as(a.submitting).submit(a.id, invoices),
    supersede: (...invoices: Invoice[]) => as(a.submitting).supersede(a.id, invoices),
    open: (invoice: Invoice) => as(a.submitting).openInvoice(a.id, invoice),
    submitParts: (invoice: string, ...amounts: bigint[]) =>
      as(a.submitting).submitParts(
        a.id,
        invoice,
        amounts.map((amount, i) => ({ amount, dueDay, evidence: evidenceOf(`part ${String(i)}`) })),
      ),
    certify: async (rail: Rail, ...ids: string[]) => certifyAs(all, a.certifying, a.id, rail, ids),
    pay: async (rail: Rail, ...ids: string[]) =>
      as(a.disbursing).pay(a.id, a.id, railNumber(rail), ids, await settlementOf(rail)),
    /** What a payment would pay, in cents. */
    wouldPay: async (rail: Rail, ...ids: string[]) =>
      as(a.disbursing).pay.staticCall(a.id, a.id, railNumber(rail), ids, await settlementOf(rail)),
    payAs: async (by: Actor, organisation: number, actingFor: number, rail: Rail, ...ids: string[]) =>
      as(by).pay(organisation, actingFor, railNumber(rail), ids, await settlementOf(rail)),
    cancel: (...ids: string[]) => as(a.certifying).cancel(a.id, ids, REASON),
    giveBack: async (rail: Rail, ...ids: string[]) =>
      as(a.disbursing).returnPayments(a.id, a.id, ids, RETURN_CODE, returnOf(rail)),
    refund: async (rail: Rail, id: string, amount: bigint) =>
      as(a.disbursing).refund(a.id, a.id, id, amount, REASON, returnOf(rail)),

    /** Submits invoices and certifies them; gives their ids. */
    certified: async (rail: Rail, ...invoices: Invoice[]): Promise<string[]> => {
      const ids = invoices.map(({ id }) => id);
      await desk.submit(...invoices);
      await desk.certify(rail, ...ids);
      return ids;
    },
    /** The same, and pays them. */
    paid: async (rail: Rail, ...invoices: Invoice[]): Promise<string[]> => {
      const ids = await desk.certified(rail, ...invoices);
      await desk.pay(rail, ...ids);
      return ids;
    },
    /** Another obligation of A's, accepted whole. */
    obligation: async (amount: bigint, payee = BUILDER, account = project): Promise<bigint> => {
      const { sequence } = await onAccount(ledger, account, amount);
      await ledger
        .connect(a.contracting.signer)
        .execute(a.id, [acts.obligate({ account, sequence, amount, payee, classification: CLASSIFICATION })]);
      const made = obligationId(account, sequence);
      await ledger
        .connect(a.receiving.signer)
        .execute(a.id, [acts.accept({ obligation: made, sequence: 1, amount })]);
      return made;
    },

    /** All fields of a voucher. */
    fields: async (id: string): Promise<unknown> =>
      ((await vouchers.voucher(id)) as unknown as Result).toObject(),
    /** The states of vouchers, by their numbers. */
    states: async (...ids: string[]) =>
      Promise.all(ids.map(async (id) => Number((await vouchers.voucher(id)).state))),
    /** What is certified and paid on an obligation, in cents. */
    claims: async (obligation = contract) => {
      const { claims } = await ledger.obligation(obligation);
      return { certified: claims.certified, paid: claims.paid };
    },
    /** What A has spent of its ceiling, in cents. */
    spent: async () => (await cash.ceiling(a.id)).spent,
    /** What an address holds in tokens, in cents. */
    holds: async (address: string) => (await token.balanceOf(address)) / 10_000n,
  };
  return desk;
}

/** No account, no bank: the code of a bank's return. */
export const RETURN_CODE = "0x523032";

/** What `VouchersSubmitted` says of vouchers: codec 1, written apart from the contracts and the books. */
export function submittedLines(payee: number, invoices: readonly Invoice[]): string {
  const bytes = invoices.map(({ id, obligation, amount, dueDay, evidence }) => [
    id,
    toBeHex(obligation, 8),
    toBeHex(payee, 4),
    toBeHex(amount, 8),
    toBeHex(dueDay, 2),
    evidence,
  ]);
  return concat(["0x01", ...bytes.flat()]);
}

/** What `VouchersCertified` says of vouchers: codec 1, likewise. */
export const certifiedLines = (...lines: readonly (readonly [id: string, version: number])[]): string =>
  concat(["0x01", ...lines.flatMap(([id, version]) => [id, toBeHex(version, 2)])]);

/** How often a transaction emitted an event. */
export async function countEvents(
  sent: Promise<{ wait(): Promise<{ logs: readonly unknown[] } | null> }>,
  name: string,
): Promise<number> {
  const receipt = await (await sent).wait();
  return receipt!.logs.filter((log) => (log as Partial<EventLog>).eventName === name).length;
}
