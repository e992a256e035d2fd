export type Answer = "yes" | "no" | "unknown";

/** What a verdict asks, in order. */
export const QUESTIONS = {
  intact: "Is it complete and unaltered?",
  anchored: "Was exactly this anchored?",
  author: "Is it known who anchored it, and when?",
  current: "Is it the current version?",
  erased: "Was it erased?",
  trusted: "Is the chain that says so the one that is trusted?",
} as const;

export type Question = keyof typeof QUESTIONS;

/** An answer to one question, and why it is that one. */
export interface Finding {
  readonly question: Question;
  readonly answer: Answer;
  readonly reason: string;
}

/** All questions with their answers. */
export interface Verdict {
  /** What was looked at. */
  readonly subject: string;
  readonly findings: readonly Finding[];
}

/** Answers that speak against a record. That nobody knows its author does not. */
const AGAINST: Partial<Record<Question, Answer>> = {
  intact: "no",
  anchored: "no",
  current: "no",
  erased: "yes",
  trusted: "no",
};

/** Without a yes to these, nothing is known. */
const NEEDED: readonly Question[] = ["intact", "anchored", "trusted"];

/** What speaks against a record, in order. */
export const findingsAgainst = ({ findings }: Verdict): Finding[] =>
  findings.filter(({ question, answer }) => AGAINST[question] === answer);

/**
 * The one word that a verdict comes to: no if any answer speaks against the record, yes if it is intact, anchored, on the
 * trusted chain, and nothing speaks against it.
 */
export function conclusionOf(verdict: Verdict): Answer {
  if (findingsAgainst(verdict).length > 0) return "no";
  const isShown = (question: Question): boolean =>
    verdict.findings.some((it) => it.question === question && it.answer === "yes");
  return NEEDED.every(isShown) ? "yes" : "unknown";
}
