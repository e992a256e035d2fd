import { Interface } from "ethers";

import type { Calendar } from "../calendar.js";
import { FACTORIES } from "../contracts.js";
import { type Refusal, refusalOf, revertDataOf } from "../refusal.js";
import { OTHER_ERRORS } from "./refusals/openzeppelin.js";
import { renderSentence } from "./refusals/render.js";
import { sentenceOf } from "./refusals/sentences.js";

/** Where the pages of errors are, from the project's folder on. */
const DOCS = "docs/reference/errors";

/**
 * A rule of the contracts refused a call, which was not sent, or changed nothing.
 *
 * The message is one sentence: what happened, with its figures, which rule, and what to do.
 */
export class FiscRefused extends Error {
  override readonly name = "FiscRefused";
  /** The custom error's name. */
  readonly rule: string;
  /** Its arguments by name, as the contracts have them. */
  readonly values: Readonly<Record<string, unknown>>;

  /**
   * @param sentence For people.
   * @param docs The page that says why it happens and how to solve it, from the project's folder on.
   */
  constructor(
    refusal: Refusal,
    readonly sentence: string,
    readonly docs: string,
    options?: ErrorOptions,
  ) {
    super(`${sentence} See ${docs}.`, options);
    this.rule = refusal.rule;
    this.values = refusal.values;
  }
}

let interfaces: readonly Interface[] | undefined;

/** The interfaces of all that can refuse: the contracts, and the tokens that they move. */
function interfacesOfAll(): readonly Interface[] {
  interfaces ??= [
    ...Object.values(FACTORIES).map((factory) => factory.createInterface() as Interface),
    new Interface(OTHER_ERRORS),
  ];
  return interfaces;
}

/** The rule behind a failed call, in words; undefined where none refused it (a lost connection, say). */
export function refusedBy(error: unknown, calendar: Calendar): FiscRefused | undefined {
  const refusal = refusalOf(error, interfacesOfAll());
  if (refusal === undefined) return undefined;
  const { rule, values } = refusal;
  const known = sentenceOf(rule);
  // Every error of the contracts has a sentence, a test sees to it; those of later ones are named at least.
  const text = known === undefined ? `${rule}.` : renderSentence(known.sentence, values, calendar);
  const page = `${known?.page ?? "README"}.md#${rule.toLowerCase()}`;
  return new FiscRefused(refusal, text, `${DOCS}/${page}`, { cause: error });
}

/** Reverts that Solidity itself has words for. */
const BUILT_IN = new Interface(["error Error(string reason)", "error Panic(uint256 code)"]);

/**
 * The refusal of a contract that is none of the ledger's, such as a token; undefined where there was none. Its own words
 * are all that is known of it.
 */
export function refusedElsewhere(error: unknown): FiscRefused | undefined {
  const data = revertDataOf(error);
  if (data === undefined) return undefined;
  const parsed = BUILT_IN.parseError(data);
  // A failed assertion is a fault of the code, and no refusal.
  if (parsed?.name === "Panic") return undefined;
  const reason = parsed === null ? `error ${data.slice(0, 10)}` : `"${String(parsed.args[0])}"`;
  return new FiscRefused(
    { rule: "Revert", values: { reason, data } },
    `A contract outside the ledger refuses the call with ${reason}: this is none of the ledger's rules; look up what ` +
      "that contract means by it, a token mostly.",
    `${DOCS}/README.md`,
    { cause: error },
  );
}
