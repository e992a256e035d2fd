import { amount, date, flag, listOf, number, object, optional, text } from "./kinds.js";
import type { Schema } from "./schema.js";

/** Whom a document names: privately, whatever is known of them. */
const party = object({
  name: text,
  reference: optional(text),
  address: optional(text),
});

const bankAccount = object({
  bank: text,
  account: text,
  holder: optional(text),
});

/** What was ordered, billed or received. */
const line = {
  description: text,
  quantity: optional(number),
  unit: optional(text),
  unitPrice: optional(amount),
};

/** A law that makes money available. */
export const APPROPRIATION_ACT: Schema = {
  name: "appropriation-act",
  version: 1,
  fields: {
    citation: text,
    title: text,
    enacted: date,
    fiscalYear: number,
    accounts: listOf(
      object({
        symbol: text,
        purpose: text,
        amount,
        availableFrom: date,
        availableUntil: optional(date),
      }),
    ),
    source: optional(text),
  },
};

/** How an appropriation is spread over periods or projects. */
export const APPORTIONMENT: Schema = {
  name: "apportionment",
  version: 1,
  fields: {
    account: text,
    fiscalYear: number,
    approvedBy: text,
    approved: date,
    lines: listOf(object({ line: text, period: optional(text), project: optional(text), amount })),
    footnotes: optional(listOf(text)),
  },
};

/** What an obligation rests on. */
export const CONTRACT: Schema = {
  name: "contract",
  version: 1,
  fields: {
    number: text,
    contractor: party,
    signed: date,
    begins: date,
    ends: optional(date),
    amount,
    purpose: text,
    lines: optional(listOf(object({ ...line, amount }))),
    modifies: optional(text),
  },
};

/** What a payee asks for. */
export const INVOICE: Schema = {
  name: "invoice",
  version: 1,
  fields: {
    number: text,
    issued: date,
    received: date,
    due: optional(date),
    payee: party,
    contract: optional(text),
    lines: optional(listOf(object({ ...line, amount }))),
    amount,
    account: optional(bankAccount),
  },
};

/** What an acceptance rests on. */
export const RECEIVING_REPORT: Schema = {
  name: "receiving-report",
  version: 1,
  fields: {
    number: text,
    contract: text,
    received: date,
    accepted: date,
    place: text,
    lines: listOf(object({ ...line, accepted: flag, remark: optional(text) })),
    amount,
  },
};

/** Who a payee is. */
export const PAYEE_IDENTITY: Schema = {
  name: "payee-identity",
  version: 1,
  fields: {
    name: text,
    person: flag,
    identifiers: listOf(object({ kind: text, number: text })),
    born: optional(date),
    address: optional(text),
    account: optional(bankAccount),
    checked: date,
  },
};

/** What is kept of a building. */
export const BUILDING_FILE: Schema = {
  name: "building-file",
  version: 1,
  fields: {
    code: text,
    name: text,
    address: text,
    title: text,
    built: optional(number),
    area: number,
    use: text,
    plans: optional(listOf(text)),
    restrictions: optional(listOf(text)),
  },
};

/** What was found of a building's condition and use. */
export const SURVEY: Schema = {
  name: "survey",
  version: 1,
  fields: {
    building: text,
    surveyed: date,
    surveyor: party,
    condition: number,
    utilisation: optional(number),
    area: optional(number),
    repairs: optional(amount),
    findings: optional(listOf(object({ place: text, finding: text, urgent: flag }))),
  },
};

/** The schemas of the evidence that the system's acts rest on. */
export const EVIDENCE: readonly Schema[] = [
  APPROPRIATION_ACT,
  APPORTIONMENT,
  CONTRACT,
  INVOICE,
  RECEIVING_REPORT,
  PAYEE_IDENTITY,
  BUILDING_FILE,
  SURVEY,
];
