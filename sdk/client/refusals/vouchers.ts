import type { Sentences } from "./sentence.js";

/** Of all that pay. */
export const PAYER_SENTENCES: Sentences = {
  PayerMissingCode: {
    happened: "payments come back without a reason",
    rule: "a bank always says why it sends money back",
    remedy: "give the bank's code, such as R02",
  },
  PayerWrongOrganisation: {
    happened: "an officer can't disburse for organisation {actingFor} what organisation {organisation} owes",
    rule: "disbursing officers pay for their own organisation, those of the treasury for all",
    remedy: "act for organisation {organisation}, or for the treasury",
  },
};

/** Of claims for payment. */
export const VOUCHER_SENTENCES: Sentences = {
  VouchersAlreadyClaimed: {
    happened: "invoice {voucher} is claimed, and {state:voucherState}",
    rule: "an invoice is claimed once, by whomever",
    remedy: "use the voucher that there is; if it is cancelled, supersede it",
  },
  VouchersDutiesNotSeparate: {
    happened: "officer {officer} has acted on voucher {voucher} before",
    rule: "submitter, certifier and disburser of a voucher are three officers, and who obligated does not certify",
    remedy: "have another officer do it",
  },
  VouchersExceedsInvoice: {
    happened: "{requested:cents} would be claimed of invoice {invoice}, of which {left:cents} is left",
    rule: "parts come to no more than their invoice, and a part or interest is superseded by no more",
    remedy: "claim {left:cents} at most",
  },
  VouchersExceedsPaid: {
    happened: "{requested:cents} would be refunded of voucher {voucher}, of which {paid:cents} is paid",
    rule: "a payee gives back something, and no more than was paid",
    remedy: "give an amount up to {paid:cents}",
  },
  VouchersHeld: {
    happened: "voucher {voucher} is held",
    rule: "what is held is neither certified nor paid, nor claimed in parts",
    remedy: "have whoever may release it, an inspector or a certifying officer, do so",
  },
  VouchersInvalidAmount: {
    happened: "voucher {voucher} of {amount:cents} can't be taken, the most being {most:cents}",
    rule: "a voucher has an amount that a line of its rail can carry, and what is given up has something left",
    remedy: "split the claim, use another rail, or leave it out",
  },
  VouchersInvalidBatch: {
    happened: "a batch of {vouchers} vouchers can't be taken",
    rule: "a batch holds 1 to 256 vouchers",
    remedy: "split it",
  },
  VouchersMayNotRelease: {
    happened: "voucher {voucher} is not held, or by an inspector",
    rule: "inspectors release every hold, certifying officers only those of certifying officers",
    remedy: "ask an inspector, or do nothing where it is not held",
  },
  VouchersNonePayable: {
    happened: "no voucher of the batch can be paid, the first, {voucher}, because {reason:refusal}",
    rule: "a payment pays something",
    remedy: "look at each voucher, and leave out or mend those that can't be paid",
  },
  VouchersPayeeNotPayable: {
    happened: "payee {payee} of voucher {voucher} can't be paid on this rail",
    rule: "a payee has details in force on the rail, is eligible, and is whom the obligation is owed to",
    remedy: "have a registrar attest the payee and set its details, or cancel the voucher after a novation",
  },
  VouchersReservedId: {
    happened: "no invoice can be claimed as {voucher}",
    rule: "ids that end in four bytes of ones are those of parts and interest",
    remedy: "take the invoice's fingerprint",
  },
  VouchersStaleView: {
    happened: "the vouchers are no longer as the officer saw them (seen {given}, now {current})",
    rule: "an officer certifies what they looked at",
    remedy: "look at them again, and decide again",
  },
  VouchersWrongOrganisation: {
    happened: "voucher {voucher} is for organisation {needed}, and not for {given}",
    rule: "claims are made and kept by the organisation that owns the obligation's account",
    remedy:
      "have an officer of organisation {needed} do it; a claim that bars another's invoice is freed by an inspector",
  },
  VouchersWrongPayee: {
    happened: "voucher {voucher} is on an obligation that is owed to payee {owedTo}",
    rule: "an invoice's fingerprint ends in its payee's index, and its obligation is owed to that payee",
    remedy: "name the obligation to the invoice's payee, or make the fingerprint for payee {owedTo}",
  },
  VouchersWrongState: {
    happened: "voucher {voucher} is {state:voucherState}",
    rule: "a voucher is submitted, certified and paid in this order; what came back is certified again, and what is cancelled superseded",
    remedy: "take the step that its state allows",
  },
};
