/**
 * Certifies a submitted schedule, once it was found to pay what the CSV file says: to these payees and no others, where
 * the registry has them paid by now, and within what one call can carry; and no other schedule pays as much on the same
 * obligation, unless `--again yes` says that both shall be paid.
 *
 * By a certifying officer, who neither made the obligation nor submitted the schedule, and has the CSV file from whoever
 * decided on the payments, not from the submitter.
 *
 *     FISC_KEY_CERTIFYING=… node tools/run.js scripts/examples/certify-schedule.ts \
 *       --book book.json --rpc http://127.0.0.1:8545 --csv june.csv --file june.json
 */
import { checkBindings } from "../../sdk/disbursement/checkBindings.js";
import { checkSchedule } from "../../sdk/disbursement/checkSchedule.js";
import { formatCents } from "../../sdk/money.js";
import { expectNoTwin } from "./support/expectNoTwin.js";
import { expectSamePayments } from "./support/expectSamePayments.js";
import { type Example, start } from "./support/example.js";
import { standingsOf } from "./support/paymentLines.js";
import { requireSchedule } from "./support/scheduleFile.js";

export const certifySchedule: Example<"csv" | "file", "acceptValid" | "again"> = {
  summary: "Certifies a schedule that pays what a CSV file says.",
  options: {
    csv: "the payments: columns payee and amount",
    file: "the schedule, as it was submitted",
  },
  optional: {
    acceptValid: "yes for a schedule that leaves lines of the file out",
    again: "yes where another schedule pays as much on the same obligation, and both shall be paid",
  },

  run: async ({ fisc, as }, { csv, file, acceptValid, again }) => {
    const made = await requireSchedule(file);
    const { header, shown } = made;
    await expectSamePayments(made, csv, acceptValid === "yes");
    checkSchedule(made);
    const standings = await standingsOf(
      fisc,
      shown.map(({ payee }) => payee),
    );
    checkBindings(made, shown, (payee) => standings.get(payee));
    const schedule = await fisc.payments.schedules.idOf(header);
    const { certifier } = await fisc.payments.schedules.progress(schedule);
    if (certifier !== 0) return [`schedule ${schedule} was certified before, by officer ${certifier}`];
    if (again !== "yes") await expectNoTwin(fisc, schedule, header);
    await (await as("certifying")).payments.schedules.certify({ header });
    return [`certified schedule ${schedule}: ${formatCents(header.total)} to ${shown.length} payees`];
  },
};

await start(import.meta, certifySchedule);
