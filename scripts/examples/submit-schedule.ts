/**
 * Submits a schedule that pays many payees in tokens, as a CSV file with the columns `payee` (their index in the
 * registry) and `amount` says. Nothing is sent while a line of it can't be paid, unless `--accept-valid yes` leaves such
 * lines out.
 *
 * By a submitting officer, who hands the file that it makes on in private: it tells which line is whose. Two others follow
 * with `certify-schedule.ts` and `pay-schedule.ts`. Run again after a break, it goes on with the same schedule.
 *
 *     FISC_KEY_SUBMITTING=… node tools/run.js scripts/examples/submit-schedule.ts \
 *       --book book.json --rpc http://127.0.0.1:8545 --csv june.csv --obligation 3/7 --file june.json
 */
import { formatCents } from "../../sdk/money.js";
import { type Example, start } from "./support/example.js";
import { makeSchedule } from "./support/makeSchedule.js";
import { readSchedule, writeSchedule } from "./support/scheduleFile.js";

export const submitSchedule: Example<"csv" | "obligation" | "file", "acceptValid"> = {
  summary: "Submits a schedule of the payments in a CSV file.",
  options: {
    csv: "the payments: columns payee and amount",
    obligation: "what they are paid on, as account/sequence: one to many payees",
    file: "where the schedule is kept, with what its lines stand for: private",
  },
  optional: { acceptValid: "yes leaves out lines that can't be paid" },

  run: async ({ fisc, as }, { csv, obligation, file, acceptValid }) => {
    const before = await readSchedule(file);
    const made = before ?? (await makeSchedule(fisc, csv, obligation, acceptValid === "yes"));
    // On disk first: made anew, it would be another schedule, which pays the same payees again.
    if (before === undefined) await writeSchedule(file, made);
    const { header, shown } = made;
    const schedule = await fisc.payments.schedules.idOf(header);
    const { submitter, state } = await fisc.payments.schedules.progress(schedule);
    if (submitter !== 0) return [`schedule ${schedule} was submitted before, and is ${state}`];
    await (await as("submitting")).payments.schedules.submit({ header });
    return [`submitted schedule ${schedule}: ${formatCents(header.total)} to ${shown.length} payees`];
  },
};

await start(import.meta, submitSchedule);
