import type { JournalHeader, Position } from "../journal/event.js";

/** Where payees stand: active, suspended or excluded, with the contracts' numbers. */
export const PAYEE_STATUSES = ["active", "suspended", "excluded"] as const;

/** Where a voucher is in its life, in the contracts' order; "none" is no voucher. */
export const VOUCHER_STATES = [
  "none",
  "submitted",
  "certified",
  "paid",
  "returned",
  "cancelled",
  "invoice",
] as const;

/** Where a schedule is in its life, in the contracts' order. */
export const SCHEDULE_STATES = ["none", "submitted", "certified", "closed"] as const;

/** Payment details, as they were set. */
export interface DetailsBook {
  readonly version: number;
  /** An address, or a salted commitment to a bank account: 20 bytes. */
  readonly account: string;
  /** First second at which they are in force. */
  readonly from: number;
  readonly officer: number;
}

/** A payee's details on one rail. */
export interface PayeeRailBook {
  /** By version, the first one 1; stopped ones are not among them, and leave their number to the next. */
  readonly details: DetailsBook[];
  /** First second at which the last one is in force; 0 once a change was stopped. */
  from: number;
  readonly stopped: DetailsBook[];
}

/** What a payee rests on: its enrolment, by which a person is named, and each attestation that it is eligible. */
export interface PayeeAct {
  readonly name: "EntityEnrolled" | "PersonEnrolled" | "EligibilityAttested";
  readonly officer: number;
  readonly evidence: string;
  readonly position: Position;
}

export interface PayeeBook {
  readonly id: number;
  readonly isPerson: boolean;
  /** An entity's public key; "" for a person. */
  readonly key: string;
  /** A person's salted commitment; "" for an entity. */
  readonly identity: string;
  /** Where it stands with the registrar. The contracts' number: see `PAYEE_STATUSES`. */
  status: number;
  /** Likewise with the inspectors. */
  inspectorStatus: number;
  /** First second at which the attestation of eligibility no longer holds; 0 for none yet. */
  eligibleUntil: number;
  /** The payee's own key, or the zero address. */
  controller: string;
  /** By the rail's number. */
  readonly rails: readonly [PayeeRailBook, PayeeRailBook];
  readonly acts: PayeeAct[];
}

/** Amounts are cents, times UTC seconds. */
export interface CeilingBook {
  readonly ceiling: bigint;
  spent: bigint;
  readonly from: number;
  /** 0 where there is no ceiling. */
  readonly until: number;
}

export interface RateBook {
  /** First civil day on which it is in force, counted from 1970-01-01. */
  readonly fromDay: number;
  /** A year's, in thousandths of a percent. */
  readonly rate: number;
}

export interface OffsetBook {
  readonly from: number;
  /** Seconds that civil time is ahead of UTC. */
  readonly offset: number;
}

export interface TokenBook {
  readonly token: string;
  /** What its code hashes to; zero where it is not allowed. */
  codeHash: string;
  /** Units of the token in a cent; 0 where it is not allowed. */
  scale: bigint;
  /** The same, as it was last allowed. */
  readonly unitsPerCent: bigint;
  /** Cents that came into the vault: deposits, and payments brought back. */
  funded: bigint;
  /** Cents that were paid out of the vault. */
  paid: bigint;
  /** Cents that the top took out. */
  withdrawn: bigint;
}

/** Trace numbers that a bank used at once. */
export interface TraceRange {
  readonly bank: number;
  readonly payer: string;
  /** See `METHODS`. */
  readonly method: number;
  /** Civil day, counted from 1970-01-01. */
  readonly settlementDay: number;
  readonly firstTrace: bigint;
  readonly count: bigint;
}

export interface BankBook {
  readonly bank: number;
  /** The first trace number that is free. */
  next: bigint;
  readonly ranges: TraceRange[];
}

/** What the next claim on a document has to be: its own event came before. Cents. */
export interface ExpectedClaim {
  readonly name: "Returned" | "Decertified";
  readonly amount: bigint;
  /** Why a payment comes back; undefined for what is given up. */
  readonly back: Pick<ReturnBook, "reason" | "code" | "evidence"> | undefined;
}

/** What came back of a payment: an entry against it. */
export interface ReturnBook {
  /** By the rail at once, by the bank or payee later, or a part that the payee gave back. */
  readonly reason: "failed" | "returned" | "refunded";
  /** The bank's reason, in ASCII, as 3 bytes; "" for none. */
  readonly code: string;
  /** What a refund rests on; undefined for what came back another way. */
  readonly evidence?: string;
  readonly officer: number;
  /** Cents. */
  readonly amount: bigint;
  /** On the attested rail, of what came back later: what the disbursing officer attests. */
  attestation: ReturnAttestation | undefined;
  /** On the token rail, of what came back later: the token that it was brought in, whichever paid. */
  token: string | undefined;
  readonly position: Position;
}

/** By which bank payments came back, and a commitment to its return file or advice. */
export interface ReturnAttestation {
  readonly bank: number;
  readonly evidence: string;
}

/** One payment posted: a voucher's, or a chunk's of a benefit schedule. */
export interface PaymentBook {
  /** The voucher or schedule. */
  readonly document: string;
  readonly of: "voucher" | "schedule" | "other";
  readonly organisation: number;
  readonly account: number;
  readonly obligation: bigint;
  /** Whom a voucher pays; `MANY_PAYEES` for the many of a schedule. */
  readonly payee: number;
  readonly officer: number;
  /** The contracts' number; undefined if its payer is unknown. */
  readonly rail: number | undefined;
  /** Cents, whatever comes back. */
  readonly amount: bigint;
  /** On the token rail: the token. */
  token: string | undefined;
  /** On the attested rail: the trace numbers of its lines. */
  traces: TraceRange | undefined;
  /** Cents of interest that it bears for being late, by the rates as they were known; 0 in time. A bank's pays on the settlement day. */
  interest: bigint;
  /** The voucher that was made for the interest. */
  charged: string | undefined;
  /** The schedule that paid it, and the chunk. */
  schedule: string | undefined;
  chunk: number | undefined;
  readonly returns: ReturnBook[];
  readonly position: Position;
}

/** That a voucher may be paid, and where. */
export interface Certificate {
  readonly officer: number;
  readonly version: number;
  readonly rail: number;
  readonly time: number;
}

export interface VoucherBook {
  readonly id: string;
  readonly obligation: bigint;
  /** Cents; of an invoice in parts what is not claimed yet, of a paid one less what was refunded. */
  amount: bigint;
  readonly payee: number;
  readonly submitter: number;
  /** 0 for nobody yet. */
  certifier: number;
  /** Of the payee's details, as certified; of an invoice, how many parts there are. 0 while a certification is incomplete. */
  version: number;
  /** Civil day, counted from 1970-01-01; 0 for an invoice in parts, 65,535 for interest and for what came back. */
  dueDay: number;
  /** What the claim is said to rest on: the commitment to the invoice's record; zero for nothing. */
  readonly evidence: string;
  /** How often its invoice was claimed again, modulo 256. */
  readonly round: number;
  state: (typeof VOUCHER_STATES)[number];
  /** The contracts' number of the rail that it was certified for. */
  rail: number;
  isHeld: boolean;
  heldByInspector: boolean;
  /** Given up for an inspector: any organisation may claim its invoice again. */
  isFreed: boolean;
  readonly isPart: boolean;
  /** The voucher whose lateness it pays for. */
  readonly interestOf: string | undefined;
  /** The parts of an invoice, in their order. */
  readonly parts: string[];
  /** Each time that this claim was paid: what came back is paid again. */
  readonly payments: PaymentBook[];
  /** The claim that was cancelled and made again by this one. */
  readonly former: VoucherBook | undefined;
  expected: ExpectedClaim | undefined;
  /** Each time that it was certified. */
  readonly certificates: Certificate[];
  /** Why it was left out of payments: the contracts' numbers. */
  readonly refusals: { readonly reason: number; readonly officer: number; readonly position: Position }[];
}

/** A chunk of a schedule, once something happened to it. */
export interface ChunkBook {
  readonly index: number;
  /** Bits by word of 256 lines: those stopped before payment, those that the rail could not pay, those that came back. */
  readonly stopped: Map<number, bigint>;
  failed: readonly bigint[];
  readonly returned: bigint[];
  /** Undefined until it is paid. */
  paid: ChunkPayment | undefined;
}

export interface ChunkPayment {
  readonly officer: number;
  /** Cents, less what failed. */
  readonly amount: bigint;
  readonly bindings: string;
  /** Packed: `decodeLines` reads them; of a vendor schedule, ids of vouchers. */
  readonly lines: string;
  /** Undefined where every line was stopped, and for a vendor schedule, whose vouchers have their own. */
  readonly payment: PaymentBook | undefined;
  readonly position: Position;
}

export interface ScheduleBook {
  readonly id: string;
  readonly header: JournalHeader;
  state: (typeof SCHEDULE_STATES)[number];
  readonly submitter: number;
  /** 0 for nobody yet. */
  certifier: number;
  /** Certified and not paid yet, in cents. */
  left: bigint;
  hasStops: boolean;
  readonly chunks: Map<number, ChunkBook>;
  /** A chunk's payment that was posted, of which the chunk's own event has not come yet. */
  paying: PaymentBook | undefined;
  /** Of it, cents that the rail could not pay, and of which chunk, once the event that names the lines has come. */
  failing: { readonly amount: bigint; readonly chunk: number | undefined } | undefined;
  /** Cents given up, of which the schedule's own event has not come yet. */
  released: bigint;
  expected: ExpectedClaim | undefined;
  /** What the expected claim comes back of. */
  returning: PaymentBook | undefined;
}

/** The payments of the last posting, in their order. */
export interface PostedPayments {
  readonly transactionHash: string;
  readonly payer: string;
  readonly payments: PaymentBook[];
  isSettled: boolean;
}

/** What the last posting of returns brought back. */
export interface PostedReturns {
  readonly transactionHash: string;
  readonly payer: string;
  /** Cents, whether the books know the documents or not. */
  amount: bigint;
  /** Those of documents that the books know, and the rail of each. */
  readonly returns: { readonly entry: ReturnBook; readonly rail: number | undefined }[];
  isSettled: boolean;
}

/** What the contracts of the disbursement hold. */
export interface PaymentBooks {
  payeeRegistry: { readonly registry: string; readonly changeDelay: number } | undefined;
  readonly payees: Map<number, PayeeBook>;
  /** By an entity's key. */
  readonly entityKeys: Map<string, number>;
  /** By a person's commitment. */
  readonly identities: Map<string, number>;
  /** By organisation. */
  readonly ceilings: Map<number, CeilingBook>;
  readonly rates: RateBook[];
  readonly offsets: OffsetBook[];
  readonly tokens: Map<string, TokenBook>;
  readonly banks: Map<number, BankBook>;
  readonly vouchers: Map<string, VoucherBook>;
  /** Parts of invoices that were announced and not submitted yet: their invoice and cents. */
  readonly announced: Map<string, { readonly invoice: string; readonly amount: bigint }>;
  readonly schedules: Map<string, ScheduleBook>;
  readonly payments: PaymentBook[];
  /** What came back for payers whose documents the books do not know, in cents, by obligation. */
  readonly otherReturns: Map<bigint, bigint>;
  lastPosting: PostedPayments | undefined;
  lastReturns: PostedReturns | undefined;
}
