import type { Books } from "../../sdk/books/model.js";
import type { ChunkBook } from "../../sdk/books/paymentModel.js";
import { decodeLines, type Rail, RAILS } from "../../sdk/disbursement/lines.js";

/** What the books say became of a schedule's lines; cents. */
export interface ScheduleTally {
  readonly rail: Rail;
  lines: number;
  cents: bigint;
  /** Those that failed or came back. */
  returned: number;
  returnedCents: bigint;
}

export interface Tally {
  /** By the schedule's salt. */
  readonly schedules: ReadonlyMap<string, ScheduleTally>;
  /** Cents that each address was paid in tokens; 0 where all of it failed. */
  readonly byAddress: ReadonlyMap<string, bigint>;
}

/** Counts the lines of every chunk that the books hold. */
export function tally(books: Books): Tally {
  const schedules = new Map<string, ScheduleTally>();
  const byAddress = new Map<string, bigint>();
  for (const { header, chunks } of books.schedules.values()) {
    const rail = RAILS[header.rail] ?? "token";
    const sums = { rail, lines: 0, cents: 0n, returned: 0, returnedCents: 0n };
    schedules.set(header.salt, sums);
    for (const chunk of chunks.values()) {
      for (const [i, { payee, amount }] of decodeLines(rail, chunk.paid?.lines ?? "0x").entries()) {
        const isBack = isReturned(chunk, i);
        sums.lines += 1;
        sums.cents += amount;
        if (isBack) {
          sums.returned += 1;
          sums.returnedCents += amount;
        }
        if (rail === "token") byAddress.set(payee, (byAddress.get(payee) ?? 0n) + (isBack ? 0n : amount));
      }
    }
  }
  return { schedules, byAddress };
}

/** Whether a line failed or came back. */
function isReturned({ failed, returned }: ChunkBook, line: number): boolean {
  const word = line >> 8;
  return (((failed[word] ?? 0n) | (returned[word] ?? 0n)) >> BigInt(line & 255)) % 2n === 1n;
}
