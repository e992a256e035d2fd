import type { Command } from "commander";

import { outlaysReport } from "../report/outlays.js";
import { propertyReportCommand } from "../report/property.js";
import { registerReport } from "../report/register.js";
import { sf133Report } from "../report/sf133.js";
import { statementReport } from "../report/statement.js";
import { group } from "../support/command.js";
import type { Session } from "../support/session.js";

export const command = (session: Session): Command =>
  group(
    "report",
    "Reports that anyone can make: rebuilt from the journal, as of any day.",
    [
      ["fisc report statement --as-of 2016-09-30", "what stood at each account"],
      ["fisc report sf133 020-X-4502-000", "the US report on budget execution, of this fiscal year so far"],
    ],
    [
      statementReport(session),
      registerReport(session),
      sf133Report(session),
      outlaysReport(session),
      propertyReportCommand(session),
    ],
  );
