/**
 * Pays a certified schedule in tokens, chunk by chunk. Money moves here, so it goes through an outbox: killed at any
 * moment and run again, it pays what is not paid yet, and nobody twice.
 *
 * By a disbursing officer, who neither submitted nor certified the schedule.
 *
 *     FISC_KEY_DISBURSING=… node tools/run.js scripts/examples/pay-schedule.ts \
 *       --book book.json --rpc http://127.0.0.1:8545 --file june.json --token 0x…
 */
import { decodeLines } from "../../sdk/disbursement/lines.js";
import { gasForLines } from "../../sdk/disbursement/schedule.js";
import { type Example, start } from "./support/example.js";
import { requireSchedule } from "./support/scheduleFile.js";

export const paySchedule: Example<"file" | "token"> = {
  summary: "Pays a certified schedule in tokens.",
  options: { file: "the schedule, as it was submitted", token: "address of the token" },

  run: async ({ fisc, paying }, { file, token }) => {
    const { header, chunks } = await requireSchedule(file);
    const { schedules } = fisc.payments;
    const schedule = await schedules.idOf(header);
    const { paidChunks } = await schedules.progress(schedule);
    const told: string[] = [];
    for (const chunk of chunks.filter(({ index }) => !paidChunks.includes(index))) {
      const lines = decodeLines("token", chunk.lines).length;
      const disbursing = await paying("disbursing");
      const { paid } = await disbursing.payments.schedules.pay(
        { header, chunk, payment: { token } },
        // The chunk's name: whatever happens, it is sent once.
        { id: `${schedule}/${chunk.index}`, gasLimit: BigInt(gasForLines("token", "amsterdam", lines)) },
      );
      const unpaid = await schedules.unpaidLines(schedule, chunk.index, lines);
      const failed = unpaid.length === 0 ? "" : `; not paid: lines ${unpaid.map((i) => i + 1).join(", ")}`;
      told.push(`paid ${paid} by chunk ${chunk.index + 1} of ${chunks.length}${failed}`);
    }
    return told.length === 0 ? [`schedule ${schedule} is paid already: nothing to do`] : told;
  },
};

await start(import.meta, paySchedule);
