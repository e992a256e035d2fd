import { BUDGET_SENTENCES } from "./budget.js";
import { OPENZEPPELIN_SENTENCES } from "./openzeppelin.js";
import type { Sentence, Sentences } from "./sentence.js";

/** Every custom error that a call can meet, by the page that explains it. */
export const ERROR_PAGES: Readonly<Record<string, Sentences>> = {
  BudgetLedger: BUDGET_SENTENCES,
  OpenZeppelin: OPENZEPPELIN_SENTENCES,
};

const entries = Object.entries(ERROR_PAGES).flatMap(([page, sentences]) =>
  Object.entries(sentences).map(([rule, sentence]) => [rule, { page, sentence }] as const),
);

const BY_RULE: ReadonlyMap<string, { readonly page: string; readonly sentence: Sentence }> = new Map(entries);

/** What a custom error means, and the page that explains it; undefined for one that is not known. */
export const sentenceOf = (rule: string) => BY_RULE.get(rule);
