import type { Books } from "../../../sdk/books/model.js";
import type { Calendar } from "../../../sdk/calendar.js";
import { buildingCosts } from "../../../sdk/statements/buildingCosts.js";
import {
  printBuildingCosts,
  printFindings,
  printHoldings,
  printProperty,
} from "../../../sdk/statements/printBuildings.js";
import { propertyRegister } from "../../../sdk/statements/propertyRegister.js";
import { printLeaving } from "./leaving.js";

/** A question that a property officer asks, and the table that answers it. */
export interface Answer {
  readonly question: string;
  readonly table: string;
}

/** The column of the sample's descriptions that names a building. */
const NAME_COLUMN = "Name";

/** The register of property, question by question. */
export function answersAboutProperty(books: Books, asOf: number, calendar: Calendar): Answer[] {
  const register = propertyRegister(books, asOf, { nameColumn: NAME_COLUMN });
  return [
    { question: "What do we hold", table: printHoldings(register) },
    { question: "Who sits in it", table: printProperty(register) },
    { question: "What does it cost", table: printBuildingCosts(buildingCosts(books, asOf)) },
    {
      question: "What should we give up",
      table: printFindings(register.rows.flatMap(({ reasons }) => reasons)),
    },
    { question: "What goes, and what is gone", table: printLeaving(books, register, calendar) },
  ];
}
