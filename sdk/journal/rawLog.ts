import { JournalUnknownEvent } from "./errors.js";

/** What the decoder needs of a log: ethers' `Log` has it. */
export interface RawLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly transactionHash: string;
  readonly index: number;
}

/** The error for a log that can't be read. */
export function unreadable(log: RawLog, problem: string): JournalUnknownEvent {
  return new JournalUnknownEvent(`block ${log.blockNumber}, log ${log.index} of ${log.address}`, problem);
}

/** The bytes of a field of any length, as hexadecimal without a prefix: word `place` of the data says where they are. */
export function bytesAt(log: RawLog, place: number, what: string): string {
  return dynamicAt(log, place, 1, what);
}

/** The words of a field that is a list of words. */
export function wordsAt(log: RawLog, place: number, what: string): bigint[] {
  const packed = dynamicAt(log, place, 32, what);
  return Array.from({ length: packed.length / 64 }, (_, i) =>
    BigInt(`0x${packed.slice(64 * i, 64 * i + 64)}`),
  );
}

/** What stands behind a length, which counts items of so many bytes. */
function dynamicAt(log: RawLog, place: number, size: number, what: string): string {
  const { data } = log;
  // A number too large to be exact lies far beyond the data's end, too.
  const wordFrom = (at: number): number => Number(BigInt(`0x${data.slice(at, at + 64) || "0"}`));
  const length = 2 + 2 * wordFrom(2 + 64 * place);
  const start = length + 64;
  if (start <= data.length) {
    const end = start + 2 * size * wordFrom(length);
    if (end <= data.length) return data.slice(start, end);
  }
  throw unreadable(log, `${what} is cut short`);
}
