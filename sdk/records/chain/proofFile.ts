import { isAddress, isHexString } from "ethers";

import { FiscInputError } from "../../errors.js";
import { parseFile } from "../json/parse.js";
import type { StateProof } from "./proof.js";

const FORMAT = "fisc proof 1";

/** A proof as a file, to be kept beside the record. */
export const writeProof = ({ chainId, register, header, account, slots }: StateProof): string =>
  `${JSON.stringify({ format: FORMAT, chainId, register, header, account, slots }, null, 2)}\n`;

/** @throws FiscInputError for a file that is none; whether it proves anything is for `offlineWitness` to tell. */
export function readProof(json: string | Uint8Array, name = "proof"): StateProof {
  const read = parseFile(json, name);
  if (isProof(read)) {
    const { chainId, register, header, account, slots } = read;
    return { chainId, register, header, account, slots };
  }
  throw new FiscInputError(name, `it is no "${FORMAT}", or lacks something`, "give the file as it was saved");
}

function isProof(read: unknown): read is StateProof {
  if (!isObject(read) || read.format !== FORMAT) return false;
  const { chainId, register, header, account, slots } = read;
  return (
    Number.isSafeInteger(chainId) &&
    isAddress(register) &&
    isHexString(header) &&
    isNodes(account) &&
    Array.isArray(slots) &&
    slots.every(isSlot)
  );
}

const isSlot = (read: unknown): boolean =>
  isObject(read) && isHexString(read.record, 32) && Number.isInteger(read.version) && isNodes(read.nodes);

const isNodes = (read: unknown): boolean => Array.isArray(read) && read.every((it) => isHexString(it));
const isObject = (read: unknown): read is Record<string, unknown> =>
  typeof read === "object" && read !== null;
