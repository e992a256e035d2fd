import type { Books } from "../../../sdk/books/model.js";
import { BUILDING_STATUS } from "../../../sdk/buildings/facts.js";
import { civilDate, type Calendar } from "../../../sdk/calendar.js";
import { displayCents } from "../../../sdk/money.js";
import { printTable, type Column } from "../../../sdk/statements/print.js";
import type { PropertyRegister, PropertyRow } from "../../../sdk/statements/propertyRegister.js";

/** What is on its way out and what is gone, with what a sale brought and what its account has collected. */
export function printLeaving(books: Books, { rows }: PropertyRegister, calendar: Calendar): string {
  const { excess, surplus } = BUILDING_STATUS;
  const next = ({ building }: PropertyRow): string => {
    const book = books.buildings.get(building);
    const isWaiting = book?.facts.status === excess || book?.facts.status === surplus;
    return isWaiting ? civilDate(book.screening.until, calendar) : "";
  };
  const accountOf = ({ building }: PropertyRow) => {
    const sale = books.proceeds.find((proceeds) => proceeds.building === building);
    return sale === undefined ? undefined : books.accounts.get(sale.account);
  };
  const columns: readonly Column<PropertyRow>[] = [
    { title: "building", text: ({ building }) => building },
    { title: "status", text: ({ status }) => status },
    { title: "next step from", text: next },
    {
      title: "sold for",
      text: ({ proceeds }) => (proceeds === 0n ? "" : displayCents(proceeds)),
      align: "right",
    },
    { title: "received by", text: (row) => accountOf(row)?.code ?? "" },
    {
      title: "collected there",
      text: (row) => {
        const account = accountOf(row);
        return account === undefined ? "" : displayCents(account.collected);
      },
      align: "right",
    },
  ];
  return printTable(
    columns,
    rows.filter(({ status }) => status === "excess" || status === "surplus" || status === "disposed"),
  );
}
