import type { JournalEventName, Position } from "../journal/event.js";
import type { BuildingBooks } from "./buildingModel.js";
import type { PaymentBooks } from "./paymentModel.js";
import type { RecordBooks } from "./recordModel.js";

/** What the ledger says of itself. */
export interface BooksIdentity {
  /** Hash of chain id and address. */
  readonly ledger: string;
  /** Address of the registry whose officers act in it. */
  readonly registry: string;
  readonly name: string;
  /** ISO 4217 code. */
  readonly currency: string;
  /** IANA name. */
  readonly timeZone: string;
  /** `MM-DD`. */
  readonly fiscalYearStart: string;
}

/** What the registry was deployed with: seconds, and the top administrator's address. */
export interface BooksSettings {
  readonly top: string;
  readonly keyDelay: number;
  readonly appointmentDelay: number;
  readonly haltMaximum: number;
  readonly haltCooldown: number;
}

export interface OrganisationBook {
  readonly id: number;
  /** 0 for the treasury. */
  readonly parent: number;
  readonly depth: number;
  readonly code: string;
}

export interface KeyBook {
  readonly key: string;
  readonly officer: number;
  /** The officer's term in which it was added. */
  readonly term: number;
  live: boolean;
  /** First second at which it works. */
  readonly from: number;
}

export interface AppointmentBook {
  /** Mask of offices. */
  readonly offices: number;
  /** The officer's term that it belongs to; of a former one it has no effect. */
  readonly term: number;
  readonly from: number;
  readonly until: number;
  /** The most that one call may move, in cents. */
  readonly limit: bigint;
  /** The key that appointed. */
  readonly by: string;
}

export interface OfficerBook {
  readonly id: number;
  readonly isContract: boolean;
  /** Salted commitment to the person's file, or zero. */
  readonly file: string;
  /** Whether a registrar or inspector. */
  independent: boolean;
  /** How often dismissed, plus one. */
  term: number;
  /** How many appointments stand in this term, ended or not. */
  appointmentCount: number;
  /** Every office held in this term, anywhere, even if given up since: a mask. */
  held: number;
  /** Live keys, in the registry's order. */
  readonly keys: string[];
  /** A further key that the officer proposed and that was not added yet; the zero address for none. */
  proposedKey: string;
  /** How many keys there ever were. */
  keysEver: number;
  /** By organisation, as stored: those of former terms included. */
  readonly appointments: Map<number, AppointmentBook>;
}

export interface HaltBook {
  readonly from: number;
  /** First second at which payments go on. */
  until: number;
  /** First second at which the scope can be halted again. */
  again: number;
  readonly reason: string;
  /** The one before it, in the same scope. */
  readonly former: HaltBook | undefined;
}

/** One act, or claim, as it took place: what reports show as history. */
export interface ActRecord {
  readonly name: JournalEventName;
  /** The account that it was addressed to; of an act on an obligation, the obligation's. */
  readonly account: number;
  /** Undefined for an act on an account. */
  readonly obligation: bigint | undefined;
  /** The receiving account, the payee or the kind of receipt, as `name` says; else 0. */
  readonly counterpart: number;
  readonly officer: number;
  /** Cents; for `Novated`, the whole obligation. */
  readonly amount: bigint;
  readonly evidence: string;
  /** The voucher or schedule that a claim belongs to; undefined for an act. */
  readonly document: string | undefined;
  readonly position: Position;
}

/**
 * Gross flows at an account since it was opened, in cents, each only ever rising. "In" and "out" are as seen from the
 * account. Those of obligations are sums over the account's own obligations, not its children's.
 */
export interface AccountFlows {
  appropriated: bigint;
  /** Part of `appropriated`: entered before the seal, as an opening entry. */
  openingAppropriated: bigint;
  rescinded: bigint;
  anticipated: bigint;
  forgone: bigint;
  realised: bigint;
  transferredIn: bigint;
  transferredOut: bigint;
  withheld: bigint;
  released: bigint;
  /** From the parent. */
  allottedIn: bigint;
  /** To children. */
  allottedOut: bigint;
  /** From children. */
  withdrawnIn: bigint;
  /** To the parent. */
  withdrawnOut: bigint;
  reserved: bigint;
  unreserved: bigint;
  collectedProceeds: bigint;
  collectedRefunds: bigint;
  collectedReimbursements: bigint;
  /** Receipts taken out again, as the kind that they were posted as. */
  uncollectedProceeds: bigint;
  uncollectedRefunds: bigint;
  uncollectedReimbursements: bigint;
  /** By new obligations, opening ones included. */
  obligated: bigint;
  /** Part of `obligated`: opening entries. */
  openingObligated: bigint;
  increased: bigint;
  deobligated: bigint;
  accepted: bigint;
  reversed: bigint;
  advanced: bigint;
  liquidated: bigint;
  recalled: bigint;
  retained: bigint;
  unretained: bigint;
  certified: bigint;
  decertified: bigint;
  paid: bigint;
  returned: bigint;
  /** On late payments: obligated, accepted and certified at once, and counted in none of those flows. */
  interest: bigint;
}

/** An appropriation or an allotment. Amounts are cents. */
export interface AccountBook {
  readonly id: number;
  /** 0 for a root. */
  readonly parent: number;
  readonly root: number;
  readonly depth: number;
  /** A root's symbol, a child's code. */
  readonly code: string;
  owner: number;
  readonly opensAt: number;
  closesAt: number;
  /** 0 for a child. */
  cancelsAt: number;
  /** Acts so far, plus one. */
  sequence: number;
  available: bigint;
  allotted: bigint;
  obligated: bigint;
  withheld: bigint;
  reserved: bigint;
  anticipated: bigint;
  /** Receipts that have not become authority. */
  collected: bigint;
  readonly flows: AccountFlows;
  readonly children: number[];
  readonly obligations: bigint[];
  /** Acts addressed to it, and to its children and siblings where they moved its authority. */
  readonly acts: ActRecord[];
}

/** A legal commitment to a payee. Amounts are cents. */
export interface ObligationBook {
  readonly id: bigint;
  readonly account: number;
  payee: number;
  /** Whether entered from an earlier ledger. */
  readonly isOpening: boolean;
  /** 32 bytes, packed. */
  readonly classification: string;
  obligated: bigint;
  /** What was accepted, liquidated advances and interest included. */
  accepted: bigint;
  /** Advances outstanding. */
  advanced: bigint;
  /** Certified and not paid yet. */
  certified: bigint;
  /** Paid, less what came back. */
  paid: bigint;
  /** Of what is owed, what is held back and can't be claimed yet. */
  retained: bigint;
  /** Acts on it so far, plus one; claims are none. */
  sequence: number;
  /** Who made, raised or novated it, the first one first. */
  readonly obligators: number[];
  /** Who accepted, advanced, liquidated, held back or let go. */
  readonly acceptors: number[];
  /** Who certified. */
  readonly certifiers: number[];
  /** Gross, after it was made; interest is an increase. */
  increased: bigint;
  deobligated: bigint;
  /** From the act that made it on. */
  readonly acts: ActRecord[];
}

/** Everything that the contracts hold and what reports need beside it. Made by `emptyBooks`, moved by `apply`. */
export interface Books extends PaymentBooks, BuildingBooks, RecordBooks {
  /** Of the last event applied. */
  position: Position | undefined;
  /** How many events were applied. */
  events: number;
  /** What the claims of the posting that the last event belongs to come to so far, in cents: its payer's limit counts. */
  posted: bigint;

  settings: BooksSettings | undefined;
  /** The transaction that created the registry: its founders need no appointer. */
  registryCreation: string | undefined;
  readonly organisations: Map<number, OrganisationBook>;
  readonly organisationCodes: Map<string, number>;
  readonly officers: Map<number, OfficerBook>;
  /** Every key there ever was, by address. */
  readonly keys: Map<string, KeyBook>;
  /** By organisation; under 0 the halt of all. */
  readonly halts: Map<number, HaltBook>;
  /** When the last window for vetoes of an inspector's replacement, or a dismissal, opened; 0 for never. */
  replacementWindowOpened: number;

  identity: BooksIdentity | undefined;
  readonly status: {
    openingAuthority: bigint;
    openingObligated: bigint;
    isSealed: boolean;
    isFrozen: boolean;
  };
  readonly accounts: Map<number, AccountBook>;
  /** By `parent/code`. */
  readonly accountCodes: Map<string, number>;
  readonly obligations: Map<bigint, ObligationBook>;
}
