import { keccak256, toUtf8Bytes } from "ethers";

import { type Fields, readFields, readHash, readNumber } from "./answers.js";
import { BadAnswer } from "./endpoint.js";

/** What a node says became of a transaction. */
export interface Told {
  readonly hash: string;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly isSuccess: boolean;
  /** The node's own words, as JSON. */
  readonly raw: string;
  /** The same for all that counts, logs included: endpoints agree if theirs are the same. */
  readonly key: string;
}

/**
 * Reads the receipt of a transaction of ours, which must be all there: what is cut short is no receipt.
 *
 * @throws BadAnswer for one that is another's, or is not whole.
 */
export function readReceipt(answer: unknown, hash: string, from: string): Told | undefined {
  const fields = readFields(answer, "receipt");
  if (fields === undefined) return undefined;
  if (readHash(fields.transactionHash, "receipt's transaction") !== hash)
    throw new BadAnswer("its receipt is another transaction's");
  if (String(fields.from).toLowerCase() !== from.toLowerCase())
    throw new BadAnswer("its receipt names another sender");
  const status = readNumber(fields.status, "receipt's status");
  if (status > 1) throw new BadAnswer("its receipt has no such status");
  const blockNumber = readNumber(fields.blockNumber, "receipt's block number");
  const blockHash = readHash(fields.blockHash, "receipt's block");
  readNumber(fields.gasUsed, "receipt's gas");
  const logs = readLogs(fields.logs, blockHash, hash);
  return {
    hash,
    blockNumber,
    blockHash,
    isSuccess: status === 1,
    raw: JSON.stringify(fields),
    key: [hash, blockHash, blockNumber, status, keccak256(toUtf8Bytes(logs))].join(" "),
  };
}

function readLogs(answer: unknown, blockHash: string, transaction: string): string {
  if (!Array.isArray(answer)) throw new BadAnswer("its receipt has no logs");
  const logs = answer.map((log: unknown): readonly unknown[] => {
    const fields: Fields = readFields(log, "log") ?? {};
    if (readHash(fields.blockHash, "log's block") !== blockHash)
      throw new BadAnswer("its log is of another block");
    if (readHash(fields.transactionHash, "log's transaction") !== transaction)
      throw new BadAnswer("its log is another transaction's");
    return [fields.address, fields.topics, fields.data, readNumber(fields.logIndex, "log's index")];
  });
  return JSON.stringify(logs).toLowerCase();
}
