import { QUESTIONS, type Verdict } from "./verdict.js";

/** A verdict as lines for people. */
export const printVerdict = ({ subject, findings }: Verdict): string =>
  [
    subject,
    ...findings.map(
      ({ question, answer, reason }) => `  ${QUESTIONS[question]} ${answer.toUpperCase()}: ${reason}.`,
    ),
  ].join("\n");
