import { printable } from "../../printable.js";
import { QUESTIONS, type Verdict } from "./verdict.js";

/** A verdict as lines for people: one a question, whatever the names of fields and files in it try. */
export const printVerdict = ({ subject, findings }: Verdict): string =>
  [
    printable(subject),
    ...findings.map(
      ({ question, answer, reason }) =>
        `  ${QUESTIONS[question]} ${answer.toUpperCase()}: ${printable(reason)}.`,
    ),
  ].join("\n");
