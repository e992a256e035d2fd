import { isAddress, isHexString } from "ethers";

import { parseAddressBook } from "../client/addressBook.js";
import { CONTRACT_NAMES } from "../contracts.js";
import { FiscInputError } from "../errors.js";
import type { DeploymentBook } from "./book.js";

/**
 * Reads a deployment's book as it stands in a file.
 *
 * @param place The file's name, for errors.
 * @throws FiscInputError that names the first field that can't be used.
 */
export function parseBook(text: string, place: string): DeploymentBook {
  const { contracts: _, ...addressBook } = parseAddressBook(text, place);
  const book: unknown = JSON.parse(text);
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
  const { name, toBlock, deployer, contracts, parameters } = book as DeploymentBook;
  return { ...addressBook, name, toBlock, deployer, contracts, parameters };
}

const inside = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === "string" && value !== "";
const isNumber: Test = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isAccount: Test = (value) => isAddress(value);
const isHash: Test = (value) => isHexString(value, 32);

const SECONDS = [
  "minimumDelay",
  "keyDelay",
  "appointmentDelay",
  "haltMaximum",
  "haltCooldown",
  "changeDelay",
  "excessWait",
  "surplusWait",
] as const;
const IDENTITY = ["name", "currency", "timeZone", "fiscalYearStart"] as const;
const FOUNDERS = ["registrar", "inspector", "administrator"] as const;

/** What a deployment's book has beyond the addresses. */
const FIELDS: readonly (readonly [string, Test])[] = [
  ["name", isText],
  ["toBlock", isNumber],
  ["deployer", isAccount],
  ...CONTRACT_NAMES.flatMap((name): [string, Test][] => [
    [`contracts.${name}.codeHash`, isHash],
    [`contracts.${name}.block`, isNumber],
  ]),
  ...SECONDS.map((name): [string, Test] => [`parameters.${name}`, isNumber]),
  ["parameters.treasuryCode", isText],
  ...IDENTITY.map((name): [string, Test] => [`parameters.identity.${name}`, isText]),
  ...FOUNDERS.map((name): [string, Test] => [`parameters.founders.${name}`, isAccount]),
  ["parameters.council", (value) => Array.isArray(value) && value.length > 0 && value.every(isAccount)],
  ["parameters.predecessor", (value) => value === undefined || isAddress(value)],
];
