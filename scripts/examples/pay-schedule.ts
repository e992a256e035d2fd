/**
 * Pays a certified schedule in tokens, chunk by chunk. Money moves here, so it goes through an outbox: killed at any
 * moment and run again, it pays what is not paid yet, and nobody twice.
 *
 * By a disbursing officer, who neither submitted nor certified the schedule.
 *
 *     FISC_KEY_DISBURSING=… node tools/run.js scripts/examples/pay-schedule.ts \
 *       --book book.json --rpc http://127.0.0.1:8545 --file june.json --token 0x…
 */
import { Unfinished } from "./support/unfinished.js";
import { type Example, start } from "./support/example.js";
import { finalChunks } from "./support/finalChunks.js";
import { payChunk } from "./support/payChunk.js";
import { requireSchedule } from "./support/scheduleFile.js";

export const paySchedule: Example<"file" | "token"> = {
  summary: "Pays a certified schedule in tokens.",
  options: { file: "the schedule, as it was submitted", token: "address of the token" },

  run: async (bench, { file, token }) => {
    const { fisc } = bench;
    const { header, chunks } = await requireSchedule(file);
    const schedule = await fisc.payments.schedules.idOf(header);
    const isFinal = await finalChunks(fisc, schedule);
    const told: string[] = [];
    const failures: { readonly what: string; readonly error: Error }[] = [];
    // One that is mined and not final is among them: the outbox remembers it, and waits for it.
    for (const chunk of chunks.filter(({ index }) => !isFinal(index))) {
      const what = `chunk ${chunk.index + 1} of ${chunks.length}`;
      const done = await payChunk(bench, { header, schedule, chunk, token });
      if (done instanceof Error) failures.push({ what, error: done });
      else told.push(`paid ${done.paid} by ${what}${done.failed}`);
    }
    if (failures.length > 0) throw new Unfinished(told, failures);
    return told.length === 0 ? [`schedule ${schedule} is paid already: nothing to do`] : told;
  },
};

await start(import.meta, paySchedule);
