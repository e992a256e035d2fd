import type { Calendar } from "../../calendar.js";
import type { Refusal } from "../../refusal.js";
import { printValue } from "./formats.js";
import type { Sentence } from "./sentence.js";

/** An argument in a text: its name, and the format that it is read by, if any. */
export const PLACEHOLDER = /\{(\w+)(?::(\w+))?\}/g;

/** A text with the values of a refusal in it. */
export const render = (text: string, values: Refusal["values"], calendar: Calendar): string =>
  text.replace(PLACEHOLDER, (_, name: string, format?: string) => printValue(values[name], format, calendar));

/** A refusal in one sentence: what happened, which rule, what to do. */
export function renderSentence(sentence: Sentence, values: Refusal["values"], calendar: Calendar): string {
  const parts = [sentence.happened, sentence.rule, sentence.remedy];
  const [happened = "", rule = "", remedy = ""] = parts.map((text) => render(text, values, calendar));
  return `${happened.charAt(0).toUpperCase()}${happened.slice(1)}: ${rule}; ${remedy}.`;
}
