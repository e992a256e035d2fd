import type { BulkLog } from "./schema.js";

/** Events of the contracts by which money leaves, each with a log of its own. See `JOURNAL_SCHEMA`. */
export const DISBURSEMENT_EVENTS = {
  PayeeRegistryCreated: { registry: "address", changeDelay: "duration" },
  EntityEnrolled: { payee: "id", officer: "id", controller: "address", key: "text" },
  PersonEnrolled: { payee: "id", officer: "id", controller: "address", identity: "hash" },
  EligibilityAttested: { payee: "id", officer: "id", eligibleUntil: "time", evidence: "hash" },
  PayeeStatusSet: { payee: "id", officer: "id", byInspector: "flag", status: "kind", reason: "hash" },
  DetailsSet: {
    payee: "id",
    officer: "id",
    rail: "kind",
    version: "number",
    account: "account",
    from: "time",
  },
  DetailsStopped: { payee: "id", by: "address", rail: "kind", version: "number" },
  ControllerSet: { payee: "id", by: "address", controller: "address" },

  CashCeilingsCreated: { registry: "address" },
  CashCeilingSet: { organisation: "id", officer: "id", ceiling: "cents", from: "time", until: "time" },

  InterestRatesCreated: { registry: "address" },
  InterestRateSet: { officer: "id", fromDay: "number", rate: "number" },
  ZoneOffsetSet: { officer: "id", from: "time", offset: "offset" },

  TokenRailCreated: { registry: "address", ledger: "address" },
  TokenAllowed: { token: "address", codeHash: "hash", scale: "word" },
  TokenDisallowed: { token: "address" },
  Deposited: { token: "address", from: "address", amount: "cents" },
  TokensPaid: { token: "address", payer: "address", amount: "cents" },
  /** `Withdrawn` of the token rail: the ledger has an event of that name. */
  VaultWithdrawn: { token: "address", to: "address", amount: "cents" },

  AttestedRailCreated: { registry: "address" },
  PaymentsAttested: {
    bank: "number",
    payer: "address",
    method: "kind",
    settlementDay: "number",
    firstTrace: "trace",
    count: "trace",
  },
  ReturnAttested: { bank: "number", payer: "address", amount: "cents", evidence: "hash" },

  VouchersCreated: {
    registry: "address",
    ledger: "address",
    payees: "address",
    rates: "address",
    predecessor: "address",
  },
  InvoiceOpened: {
    invoice: "hash",
    obligation: "obligation",
    officer: "id",
    payee: "id",
    amount: "cents",
    evidence: "hash",
  },
  PartSubmitted: { invoice: "hash", voucher: "hash", number: "number", left: "cents" },
  VoucherCancelled: { voucher: "hash", officer: "id", reason: "hash" },
  InvoiceGivenUp: { invoice: "hash", officer: "id", amount: "cents", reason: "hash" },
  VoucherHeld: { voucher: "hash", officer: "id", byInspector: "flag", reason: "hash" },
  VoucherReleased: { voucher: "hash", officer: "id" },
  VoucherFreed: { voucher: "hash", officer: "id", reason: "hash" },
  VoucherRefused: { voucher: "hash", officer: "id", reason: "kind" },
  VoucherFailed: { voucher: "hash", officer: "id" },
  VoucherReturned: { voucher: "hash", officer: "id", code: "code" },
  VoucherRefunded: { voucher: "hash", officer: "id", amount: "cents", evidence: "hash" },
  InterestCharged: {
    voucher: "hash",
    interest: "hash",
    amount: "cents",
    daysLate: "number",
    rate: "number",
    isCertified: "flag",
  },

  SchedulesCreated: { registry: "address", ledger: "address", vouchers: "address" },
  ScheduleSubmitted: { schedule: "hash", officer: "id", header: "header" },
  ScheduleCertified: { schedule: "hash", officer: "id" },
  ScheduleClosed: { schedule: "hash", officer: "id", released: "cents" },
  LinesStopped: {
    schedule: "hash",
    chunk: "number",
    officer: "id",
    word: "number",
    bits: "word",
    reason: "hash",
  },
  /** The lines stay packed: there are thousands, and few readers need them. `decodeLines` reads them. */
  ChunkPaid: {
    schedule: "hash",
    chunk: "number",
    officer: "id",
    paid: "cents",
    bindings: "hash",
    lines: "bytes",
  },
  LinesFailed: { schedule: "hash", chunk: "number", amount: "cents", bits: "words" },
  LinesReturned: {
    schedule: "hash",
    chunk: "number",
    officer: "id",
    amount: "cents",
    code: "code",
    bits: "words",
  },
} as const;

/** Lines of the vouchers' packed logs. */
export const DISBURSEMENT_LINES = {
  VoucherSubmitted: {
    organisation: "id",
    officer: "id",
    isSuperseding: "flag",
    voucher: "hash",
    obligation: "obligation",
    payee: "id",
    amount: "cents",
    dueDay: "number",
    evidence: "hash",
  },
  VoucherCertified: {
    organisation: "id",
    officer: "id",
    rail: "kind",
    voucher: "hash",
    version: "number",
  },
} as const;

/** The vouchers' packed logs. */
export const DISBURSEMENT_BULK: Readonly<Record<string, BulkLog>> = {
  VouchersSubmitted: {
    fields: { organisation: "id", officer: "id", isSuperseding: "flag", lines: "bytes" },
    packed: "lines",
    events: ["VoucherSubmitted"],
    codecs: {
      1: [
        ["voucher", "hash", 32],
        ["obligation", "obligation", 8],
        ["payee", "id", 4],
        ["amount", "cents", 8],
        ["dueDay", "number", 2],
        ["evidence", "hash", 32],
      ],
    },
  },
  VouchersCertified: {
    fields: { organisation: "id", officer: "id", rail: "kind", lines: "bytes" },
    packed: "lines",
    events: ["VoucherCertified"],
    codecs: {
      1: [
        ["voucher", "hash", 32],
        ["version", "number", 2],
      ],
    },
  },
};
