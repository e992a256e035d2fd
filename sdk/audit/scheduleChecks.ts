import { SCHEDULE_STATES, type ChunkBook, type ScheduleBook } from "../books/paymentModel.js";
import type { Check, DisbursementContext, Field } from "./compare.js";

/** Schedules with their ids, which hash their headers, and the lines of each chunk that are not paid, or no longer. */
export function scheduleChecks({ books, schedules, overrides }: DisbursementContext): Check[] {
  return [...books.schedules.values()].flatMap((schedule) => {
    const { id, header } = schedule;
    const path = `schedules[${id}]`;
    const own: Check = async () => {
      const stored = await schedules.progress(id, overrides);
      return [
        [`${path}.id`, id, await schedules.scheduleId(header, overrides)],
        [`${path}.paidChunks`, paidChunksOf(schedule), stored.paidChunks],
        [`${path}.left`, schedule.left, stored.left],
        [`${path}.submitter`, schedule.submitter, stored.submitter],
        [`${path}.certifier`, schedule.certifier, stored.certifier],
        [`${path}.state`, SCHEDULE_STATES.indexOf(schedule.state), stored.state],
        [`${path}.hasStops`, schedule.hasStops, stored.hasStops],
      ];
    };
    const chunks = Array.from({ length: header.chunks }, (_, index): Check => async () => {
      const fields: Field[] = [];
      for (const word of wordsOf(schedule.chunks.get(index))) {
        const unpaid = await schedules.unpaidLines(id, index, word, overrides);
        fields.push([
          `${path}.chunks[${index}].unpaid[${word}]`,
          unpaidOf(schedule.chunks.get(index), word),
          unpaid,
        ]);
      }
      return fields;
    });
    return [own, ...chunks];
  });
}

function paidChunksOf({ chunks }: ScheduleBook): bigint {
  let bits = 0n;
  for (const { index, paid } of chunks.values()) if (paid !== undefined) bits |= 1n << BigInt(index);
  return bits;
}

const unpaidOf = (chunk: ChunkBook | undefined, word: number): bigint =>
  (chunk?.stopped.get(word) ?? 0n) | (chunk?.failed[word] ?? 0n) | (chunk?.returned[word] ?? 0n);

/** The words that hold bits, and one past them. */
function wordsOf(chunk: ChunkBook | undefined): number[] {
  if (chunk === undefined) return [0];
  const known = [...chunk.stopped.keys(), ...chunk.failed.keys(), ...chunk.returned.keys()];
  return [...new Set([...known, Math.max(-1, ...known) + 1])];
}
