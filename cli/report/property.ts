import type { Command } from "commander";

import {
  printBuildingCosts,
  printFindings,
  printHoldings,
  printProperty,
} from "../../sdk/statements/printBuildings.js";
import { propertyReport, reportJson } from "../../scripts/buildings/propertyReport.js";
import type { Session } from "../support/session.js";
import { type AsOf, report } from "./reading.js";

interface Options extends AsOf {
  readonly nameColumn: string;
}

export const propertyReportCommand = (session: Session): Command =>
  report<Options>(
    "property",
    "The register of property: what is held, who sits in it, what it costs by the payments themselves, what to give up.",
    [["fisc report property --json", "for a script"]],
    session,
    ({ books, time }, { options }) => {
      const made = propertyReport(books, time, options.nameColumn);
      const { register, costs, findings } = made;
      const parts = [
        printHoldings(register),
        printProperty(register),
        printBuildingCosts(costs),
        printFindings(findings),
      ];
      return { text: parts.join("\n"), json: reportJson(books, made) };
    },
  ).option("--name-column <column>", "which column of the descriptions names a building", "Name");
