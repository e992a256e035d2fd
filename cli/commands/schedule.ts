import type { Command } from "commander";

import { EXAMPLE } from "../schedule/common.js";
import { deciding } from "../schedule/deciding.js";
import { paying } from "../schedule/paying.js";
import { group } from "../support/command.js";
import type { Session } from "../support/session.js";
import { showing } from "../write/showing.js";

export const command = (session: Session): Command =>
  group(
    "schedule",
    "Thousands of payments certified as one. Each step rebuilds the schedule from the same CSV file and options.",
    [
      [`fisc schedule submit ${EXAMPLE} --key submitting`, "columns payee, amount and binding"],
      [`fisc schedule pay ${EXAMPLE} --token 0x… --key disbursing`, "every chunk that is not paid yet"],
    ],
    [
      deciding("submit", session),
      deciding("certify", session),
      paying(session),
      deciding("close", session),
      showing(
        "show <schedule>",
        "How far a schedule is, by its id.",
        [["fisc schedule show 0x…", ""]],
        session,
        (fisc, { args: [schedule = ""] }) => fisc.payments.schedules.progress(schedule),
      ),
    ],
  );
