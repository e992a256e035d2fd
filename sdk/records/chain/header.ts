import { decodeRlp, encodeRlp, getNumber, isHexString, keccak256, toBeArray } from "ethers";

import { FiscInputError } from "../../errors.js";

/** A block's header: what its hash is the hash of. */
export interface Header {
  readonly hash: string;
  readonly stateRoot: string;
  readonly number: number;
  /** UTC seconds. */
  readonly timestamp: number;
}

/** Fields of a header in their order, as nodes name them; each hard fork that had more put them at the end. */
const FIELDS = [
  "parentHash",
  "sha3Uncles",
  "miner",
  "stateRoot",
  "transactionsRoot",
  "receiptsRoot",
  "logsBloom",
  "difficulty",
  "number",
  "gasLimit",
  "gasUsed",
  "timestamp",
  "extraData",
  "mixHash",
  "nonce",
  "baseFeePerGas",
  "withdrawalsRoot",
  "blobGasUsed",
  "excessBlobGas",
  "parentBeaconBlockRoot",
  "requestsHash",
  "blockAccessListHash",
  "slotNumber",
] as const;

/** Which of them are numbers: without leading zeros. */
const NUMBERS: ReadonlySet<string> = new Set([
  "difficulty",
  "number",
  "gasLimit",
  "gasUsed",
  "timestamp",
  "baseFeePerGas",
  "blobGasUsed",
  "excessBlobGas",
  "slotNumber",
]);

/** Before the fork that added base fees there were so many. */
const LEAST_FIELDS = 15;

const PLACES = { stateRoot: 3, number: 8, timestamp: 11 };

/**
 * The header of a block, encoded, by what a node says of the block.
 *
 * @throws FiscInputError if no known header with these fields has the block's hash.
 */
export function encodeHeader(block: Readonly<Record<string, unknown>>): string {
  const values: (string | Uint8Array)[] = [];
  for (const name of FIELDS) {
    const value = block[name];
    if (typeof value !== "string" || !isHexString(value)) break;
    values.push(NUMBERS.has(name) ? toBeArray(value) : value);
  }
  // A node may name fields that its chain's blocks do not have yet.
  for (let count = values.length; count >= LEAST_FIELDS; --count) {
    const encoded = encodeRlp(values.slice(0, count));
    if (keccak256(encoded) === block.hash) return encoded;
  }
  throw new FiscInputError(
    `block ${String(block.hash)}`,
    "its header has fields that this version does not know",
    "use a newer version of the SDK",
  );
}

/**
 * What an encoded header says. Whether its hash is that of a block of the chain is for whoever trusts one to tell.
 *
 * @throws FiscInputError for what is no header.
 */
export function decodeHeader(encoded: string): Header {
  try {
    const fields = decodeRlp(encoded);
    const [stateRoot, number, timestamp] = [
      fields[PLACES.stateRoot],
      fields[PLACES.number],
      fields[PLACES.timestamp],
    ];
    if (isHexString(stateRoot, 32) && typeof number === "string" && typeof timestamp === "string") {
      return {
        hash: keccak256(encoded),
        stateRoot,
        number: numberOf(number),
        timestamp: numberOf(timestamp),
      };
    }
  } catch {
    // Told below.
  }
  throw new FiscInputError("header", "it is no block's header", "fetch the proof anew");
}

const numberOf = (bytes: string): number => (bytes === "0x" ? 0 : getNumber(bytes));
