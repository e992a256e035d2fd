import { BUILDING_EVENTS } from "./buildingSchema.js";
import { DISBURSEMENT_BULK, DISBURSEMENT_EVENTS, DISBURSEMENT_LINES } from "./disbursementSchema.js";
import type { FieldKind } from "./event.js";
import { RECORD_EVENTS } from "./recordSchema.js";

/**
 * Every event of the journal, with the fields that it carries, in the contracts' words.
 *
 * The one place that lists them: the types of events follow from it, and the decoder checks the contracts' ABIs
 * against it before it reads anything.
 *
 * What a field holds: `id` a registered thing's index, `sequence` a number of acts, `number` any other count, day, rate or
 * bank, `day` a civil day from 1970-01-01, negative before, `time` UTC seconds and `duration` seconds, `offset` seconds
 * either way, `area` hundredths of a square foot, `percent` up to 100, or 255 for none, `mask` offices, `kind` one of a
 * contract's enum or of a code list (all numbers); `cents`, `obligation`, `trace` and `word` bigints, `words` several of
 * the latter; `hash` 32 bytes, `account` 20, `code` 3, `address` and `bytes`, as hexadecimal strings; `text`, and `ascii`
 * a short one, the code of a building or lease; `flag` true or false; `header` that of a schedule, `facts` those of a
 * building.
 */
const act = {
  account: "id",
  officer: "id",
  sequence: "sequence",
  amount: "cents",
  evidence: "hash",
} as const;
const obligationAct = {
  obligation: "obligation",
  officer: "id",
  sequence: "sequence",
  amount: "cents",
  evidence: "hash",
} as const;
const receipt = {
  account: "id",
  officer: "id",
  sequence: "sequence",
  kind: "kind",
  amount: "cents",
  evidence: "hash",
} as const;
const obligation = {
  obligation: "obligation",
  payee: "id",
  officer: "id",
  amount: "cents",
  classification: "hash",
  evidence: "hash",
} as const;

/** Events of the officer registry and the inspector's veto. */
export const REGISTRY_EVENTS = {
  RegistryCreated: {
    top: "address",
    keyDelay: "duration",
    appointmentDelay: "duration",
    haltMaximum: "duration",
    haltCooldown: "duration",
  },
  OrganisationCreated: { organisation: "id", parent: "id", by: "address", code: "text" },
  OfficerEnrolled: { officer: "id", by: "address", isContract: "flag", file: "hash" },
  KeyProposed: { officer: "id", key: "address" },
  KeyAdded: { officer: "id", key: "address", by: "address", from: "time" },
  KeyRevoked: { officer: "id", key: "address", by: "address" },
  OfficerDismissed: { officer: "id", by: "address", reason: "hash" },
  OfficerAppointed: {
    officer: "id",
    organisation: "id",
    by: "address",
    offices: "mask",
    from: "time",
    until: "time",
    limit: "cents",
  },
  AppointmentRevoked: { officer: "id", organisation: "id", by: "address" },
  PaymentsHalted: { organisation: "id", inspector: "id", until: "time", reason: "hash" },
  HaltLifted: { organisation: "id", by: "address" },
  OperationVetoed: { operation: "hash", inspector: "id" },
  ReplacementVetoed: { operation: "hash", inspector: "id", opened: "time" },
} as const;

/** Events of the budget ledger. */
export const LEDGER_EVENTS = {
  LedgerCreated: {
    ledger: "hash",
    registry: "address",
    name: "text",
    currency: "text",
    timeZone: "text",
    fiscalYearStart: "text",
  },
  OpeningSealed: { officer: "id", openingAuthority: "cents", openingObligated: "cents" },
  LedgerFrozen: {},

  AppropriationOpened: {
    account: "id",
    owner: "id",
    officer: "id",
    opensAt: "time",
    closesAt: "time",
    cancelsAt: "time",
    symbol: "text",
  },
  AllotmentOpened: {
    account: "id",
    parent: "id",
    owner: "id",
    officer: "id",
    opensAt: "time",
    closesAt: "time",
    code: "text",
  },
  AccountExtended: { account: "id", officer: "id", closesAt: "time", cancelsAt: "time" },
  AccountReassigned: { account: "id", owner: "id", officer: "id" },

  Appropriated: act,
  Rescinded: act,
  Anticipated: act,
  Forgone: act,
  Realised: act,
  Transferred: {
    account: "id",
    to: "id",
    officer: "id",
    sequence: "sequence",
    amount: "cents",
    evidence: "hash",
  },
  Withheld: act,
  Released: act,
  Allotted: act,
  Withdrawn: act,
  Reserved: act,
  Unreserved: act,
  Collected: receipt,
  Uncollected: receipt,

  Obligated: obligation,
  ObligationOpened: obligation,
  Increased: obligationAct,
  Deobligated: obligationAct,
  Novated: {
    obligation: "obligation",
    payee: "id",
    officer: "id",
    sequence: "sequence",
    amount: "cents",
    evidence: "hash",
  },
  Accepted: obligationAct,
  Reversed: obligationAct,
  Advanced: obligationAct,
  Liquidated: obligationAct,
  Recalled: obligationAct,
  Retained: obligationAct,
  Unretained: obligationAct,
} as const;

const claim = {
  obligation: "obligation",
  organisation: "id",
  officer: "id",
  payer: "address",
  amount: "cents",
  document: "hash",
} as const;

/** What payers post on obligations. */
export const CLAIM_EVENTS = {
  Certified: claim,
  Decertified: claim,
  Paid: claim,
  Returned: claim,
  InterestAccrued: claim,
} as const;

/** Events that no log of their own stands for: each is a line of one in `BULK_LOGS`. */
export const LINE_EVENTS = { ...CLAIM_EVENTS, ...DISBURSEMENT_LINES } as const;

/** A log of many lines, packed. Each line becomes an event: of the log's other fields and its own. */
export interface BulkLog {
  /** The log's own fields, in the ABI's order. */
  readonly fields: Readonly<Record<string, FieldKind>>;
  /** Which of them holds the lines. */
  readonly packed: string;
  /** What a line becomes: the one event, or that at the number in the field `by`, which it then stands for. */
  readonly events: readonly (keyof typeof LINE_EVENTS)[];
  readonly by?: string;
  /** By the codec's number, which is the first byte: a line's fields, in order, each with its bytes. Big-endian. */
  readonly codecs: Readonly<Record<number, readonly LineField[]>>;
}

export type LineField = readonly [name: string, kind: FieldKind, bytes: number];

/** Every log that is packed. */
export const BULK_LOGS: Readonly<Record<string, BulkLog>> = {
  ClaimsPosted: {
    fields: { kind: "kind", organisation: "id", officer: "id", payer: "address", lines: "bytes" },
    packed: "lines",
    // In the order of `ClaimKind` in `contracts/types/ClaimKind.sol`.
    events: ["Certified", "Decertified", "Paid", "Returned", "InterestAccrued"],
    by: "kind",
    codecs: {
      1: [
        ["obligation", "obligation", 8],
        ["amount", "cents", 8],
        ["document", "hash", 32],
      ],
    },
  },
  ...DISBURSEMENT_BULK,
};

/** Events that each have a log of their own. */
export const PLAIN_EVENTS = {
  ...REGISTRY_EVENTS,
  ...LEDGER_EVENTS,
  ...DISBURSEMENT_EVENTS,
  ...BUILDING_EVENTS,
  ...RECORD_EVENTS,
} as const;

/** Our names for events whose own is another contract's too, by their signatures. */
export const ALIASES: Readonly<Record<string, string>> = {
  "Withdrawn(address,address,uint64)": "VaultWithdrawn",
};

export const JOURNAL_SCHEMA = { ...PLAIN_EVENTS, ...LINE_EVENTS } as const;
