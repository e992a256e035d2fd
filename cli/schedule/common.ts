import path from "node:path";

import { type Command, Option } from "commander";

import type { Schedule } from "../../sdk/disbursement/schedule.js";
import { nothingSent } from "../pay/badLines.js";
import { readScheduleLines, type ScheduleOptions, scheduleOf } from "../pay/readSchedule.js";
import { action, type Call } from "../support/command.js";
import type { Outcome } from "../support/outcome.js";
import type { Session } from "../support/session.js";
import { OPTIONS, whole } from "../write/options.js";
import { type ByKey, type Officer, type SenderOf, withOfficer } from "../write/withOfficer.js";

export interface Options extends ScheduleOptions, ByKey {
  readonly acceptValid?: boolean;
}

/** A schedule of the examples. */
export const EXAMPLE = "benefits.csv --rail token --obligation 2/3 --eligible-until 2026-05-01 --salt 0x…";

/**
 * A step of a schedule, which is rebuilt from its file: it is the same one whenever file and options are the same.
 *
 * @param senderOf Given the call, how the step's transactions are sent.
 */
export function scheduleStep<O extends Options>(
  verb: string,
  description: string,
  example: string,
  session: Session,
  act: (officer: Officer, schedule: Schedule, call: Call<O>) => Promise<Outcome>,
  senderOf: (call: Call<O>) => SenderOf | undefined = () => undefined,
): Command {
  const run = (call: Call<O>): Promise<Outcome> =>
    withOfficer(
      session,
      call.globals,
      call.options,
      async (officer) => {
        const { options, args } = call;
        const [csv = ""] = args;
        const { valid, bad } = await readScheduleLines(path.resolve(session.io.cwd, csv), options.rail);
        if (bad.length > 0 && options.acceptValid !== true) return nothingSent(csv, valid.length, bad);
        return act(officer, await scheduleOf(officer, valid, options), call);
      },
      senderOf(call),
    );
  return action<O>(`${verb} <csv>`, description, [[`fisc schedule ${verb} ${example}`, ""]], session, run)
    .addOption(OPTIONS.rail())
    .requiredOption("--obligation <obligation>", 'the obligation to many payees, such as "2/3"')
    .requiredOption("--eligible-until <date>", "until when its payees are eligible, at least")
    .requiredOption("--salt <hash>", "32 bytes that blind its lines; keep them, all steps need the same")
    .addOption(new Option("--per-chunk <number>", "lines of each chunk").argParser(whole))
    .option("--accept-valid", "take the lines that can be used, although others can't")
    .option("--key <name>", "whose key signs: a name of fisc.json; its only one, when left out");
}
