import { OFFICER_SENTENCES, VETO_SENTENCES } from "./authority.js";
import { BUDGET_SENTENCES } from "./budget.js";
import { BUILDING_SENTENCES } from "./buildings.js";
import { OPENZEPPELIN_SENTENCES } from "./openzeppelin.js";
import { PAYEE_SENTENCES } from "./payees.js";
import {
  ATTESTED_RAIL_SENTENCES,
  CASH_SENTENCES,
  INTEREST_SENTENCES,
  TOKEN_RAIL_SENTENCES,
} from "./rails.js";
import { RECORD_SENTENCES } from "./records.js";
import { LINE_SENTENCES, SCHEDULE_SENTENCES } from "./schedules.js";
import type { Sentence, Sentences } from "./sentence.js";
import { PAYER_SENTENCES, VOUCHER_SENTENCES } from "./vouchers.js";

/** Every custom error that a call can meet, by the page that explains it. */
export const ERROR_PAGES: Readonly<Record<string, Sentences>> = {
  OfficerRegistry: OFFICER_SENTENCES,
  InspectorVeto: VETO_SENTENCES,
  BudgetLedger: BUDGET_SENTENCES,
  PayeeRegistry: PAYEE_SENTENCES,
  Payers: PAYER_SENTENCES,
  Vouchers: VOUCHER_SENTENCES,
  Schedules: SCHEDULE_SENTENCES,
  Lines: LINE_SENTENCES,
  TokenRail: TOKEN_RAIL_SENTENCES,
  AttestedRail: ATTESTED_RAIL_SENTENCES,
  CashCeilings: CASH_SENTENCES,
  InterestRates: INTEREST_SENTENCES,
  BuildingRegistry: BUILDING_SENTENCES,
  RecordRegistry: RECORD_SENTENCES,
  OpenZeppelin: OPENZEPPELIN_SENTENCES,
};

const entries = Object.entries(ERROR_PAGES).flatMap(([page, sentences]) =>
  Object.entries(sentences).map(([rule, sentence]) => [rule, { page, sentence }] as const),
);

const BY_RULE: ReadonlyMap<string, { readonly page: string; readonly sentence: Sentence }> = new Map(entries);

/** What a custom error means, and the page that explains it; undefined for one that is not known. */
export const sentenceOf = (rule: string) => BY_RULE.get(rule);
