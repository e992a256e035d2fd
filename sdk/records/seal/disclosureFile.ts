import { isAddress, isHexString } from "ethers";

import { FiscInputError } from "../../errors.js";
import { parseFile } from "../json/parse.js";
import type { Disclosure } from "./disclosure.js";

const FORMAT = "fisc disclosure 1";

/** A disclosure as a file that anyone can keep and send on. */
export const writeDisclosure = ({ commitment, fields }: Disclosure): string =>
  `${JSON.stringify({ format: FORMAT, commitment, fields }, null, 2)}\n`;

/**
 * @throws FiscInputError for a file that is none; whether what it says is true is for `verify` to tell.
 */
export function readDisclosure(json: string | Uint8Array, name = "disclosure"): Disclosure {
  const read = parseFile(json, name);
  if (isDisclosure(read)) return { commitment: read.commitment, fields: read.fields };
  throw new FiscInputError(
    name,
    `it is no "${FORMAT}", or lacks something`,
    "give the file as it was disclosed",
  );
}

function isDisclosure(read: unknown): read is Disclosure {
  if (!isObject(read) || read.format !== FORMAT || !Array.isArray(read.fields)) return false;
  return isCommitment(read.commitment) && read.fields.length > 0 && read.fields.every(isField);
}

function isCommitment(read: unknown): boolean {
  if (!isObject(read)) return false;
  const { chainId, register, schema, record, version, root, batch } = read;
  return (
    Number.isSafeInteger(chainId) &&
    isAddress(register) &&
    [schema, record, root].every(isHash) &&
    Number.isInteger(version) &&
    Number(version) >= 0 &&
    Number(version) < 2 ** 16 &&
    (batch === undefined || isBatchPlace(batch))
  );
}

const isBatchPlace = (read: unknown): boolean =>
  isObject(read) && isHash(read.record) && isHash(read.root) && isProof(read.proof);

const isField = (read: unknown): boolean =>
  isObject(read) &&
  typeof read.path === "string" &&
  typeof read.value === "string" &&
  isHash(read.salt) &&
  isProof(read.proof);

const isObject = (read: unknown): read is Record<string, unknown> =>
  typeof read === "object" && read !== null;
const isHash = (read: unknown): boolean => isHexString(read, 32);
const isProof = (read: unknown): boolean => Array.isArray(read) && read.every(isHash);
