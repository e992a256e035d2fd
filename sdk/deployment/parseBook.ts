import { isAddress, isHexString } from "ethers";

import { FiscInputError } from "../errors.js";
import { BOOK_FORMAT, type DeploymentBook } from "./book.js";
import { CONTRACT_NAMES } from "./contracts.js";

/**
 * Reads a book as it stands in a file.
 *
 * @param place The file's name, for errors.
 * @throws FiscInputError that names the first field that can't be used.
 */
export function parseBook(text: string, place: string): DeploymentBook {
  let book: unknown;
  try {
    book = JSON.parse(text);
  } catch (error) {
    throw new FiscInputError(
      place,
      `it is no JSON (${error instanceof Error ? error.message : String(error)})`,
      "give the book.json that a deployment wrote",
    );
  }
  for (const [field, isSound] of FIELDS) {
    const value = field.split(".").reduce<unknown>(inside, book);
    if (isSound(value)) continue;
    throw new FiscInputError(
      `${place}, ${field}`,
      value === undefined ? "it is missing" : `${JSON.stringify(value)} can't be used`,
      "give the book.json that a deployment wrote",
    );
  }
  // Safe: every field was looked at.
  return book as DeploymentBook;
}

const inside = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === "string" && value !== "";
const isNumber: Test = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isAccount: Test = (value) => isAddress(value);
const isHash: Test = (value) => isHexString(value, 32);

const FIELDS: readonly (readonly [string, Test])[] = [
  ["format", (value) => value === BOOK_FORMAT],
  ["name", isText],
  ["chainId", isNumber],
  ["ledgerId", isHash],
  ["fromBlock", isNumber],
  ["toBlock", isNumber],
  ["deployer", isAccount],
  ...CONTRACT_NAMES.flatMap((name): [string, Test][] => [
    [`contracts.${name}`, isAccount],
    [`details.${name}.address`, isAccount],
    [`details.${name}.version`, (value) => typeof value === "string"],
    [`details.${name}.codeHash`, isHash],
    [`details.${name}.block`, isNumber],
  ]),
  ...[
    "minimumDelay",
    "keyDelay",
    "appointmentDelay",
    "haltMaximum",
    "haltCooldown",
    "changeDelay",
    "excessWait",
    "surplusWait",
  ].map((name): [string, Test] => [`parameters.${name}`, isNumber]),
  ...[
    "treasuryCode",
    "identity.name",
    "identity.currency",
    "identity.timeZone",
    "identity.fiscalYearStart",
  ].map((name): [string, Test] => [`parameters.${name}`, isText]),
  ...["registrar", "inspector", "administrator"].map((name): [string, Test] => [
    `parameters.founders.${name}`,
    isAccount,
  ]),
  ["parameters.council", (value) => Array.isArray(value) && value.length > 0 && value.every(isAccount)],
  ["parameters.predecessor", (value) => value === undefined || isAddress(value)],
];
