import { expect } from "chai";

import { emptyBooks } from "../../../sdk/books/emptyBooks.js";
import { printSf133, printStatement, printTable } from "../../../sdk/statements/print.js";
import { sf133 } from "../../../sdk/statements/sf133.js";
import { statement } from "../../../sdk/statements/statement.js";
import { act, AGENCY, CLOSES, fundedJournal, OFFICERS, OPENS } from "../helpers/journal.js";

describe("printing", () => {
  it("prints a table as wide as its contents, amounts on the right", () => {
    const columns = [
      { title: "name", text: ([name]: [string, string]) => name },
      { title: "n", text: ([, n]: [string, string]) => n, align: "right" as const },
    ];
    const table = printTable(columns, [
      ["a", "1"],
      ["longer", "1,000"],
    ]);
    expect(table).to.equal(
      ["name        n", "------  -----", "a           1", "longer  1,000", ""].join("\n"),
    );
    expect(printTable(columns, [])).to.equal("name  n\n----  -\n");
  });

  it("lets no code from the journal steer the terminal", () => {
    const table = printTable([{ title: "t", text: (text: string) => text }], ["\u001b[2J\u202Eok\nnext"]);
    expect(table).to.equal("t\n------------\n\uFFFD[2J\uFFFDok\uFFFDnext\n");
  });

  it("prints a statement: children below their parents, then the total", () => {
    const journal = fundedJournal();
    const terms = { owner: AGENCY, officer: OFFICERS.budget, opensAt: OPENS, closesAt: CLOSES };
    journal.emit("AllotmentOpened", { account: 5, parent: 3, ...terms, code: "TASK" });
    act(journal, "Allotted", 5, 100_00n);
    const lines = printStatement(statement(journal.books, CLOSES - 1)).split("\n");
    expect(lines.slice(2).map((line) => line.split(/ {2,}(?=open|\d)/)[0]!.trimEnd())).to.deep.equal([
      "012-2025-0100",
      "  NORTH",
      "    TASK",
      "  SOUTH",
      "070-2025-0200",
      "total",
      "",
    ]);
    expect(lines[3]).to.match(/NORTH +open +400\.00 +100\.00 +0\.00 +0\.00 +300\.00 +0\.00 +0\.00 +400\.00$/);
    expect(lines[7]).to.match(/^total +1,000\.00 +0\.00 .* 1,000\.00$/);
  });

  it("prints the report on budget execution: totals always, details where there is an amount", () => {
    const { books } = fundedJournal();
    const report = sf133({ opening: emptyBooks(), closing: books, root: 1, from: OPENS, asOf: CLOSES - 1 });
    const text = printSf133(report);
    expect(text).to.match(/^line {2}012-2025-0100 +amount\n/);
    expect(text).to.match(/\n1100 +BA: Disc: Appropriation +1,000\.00\n/);
    expect(text).to.match(/\n3050 {2}Unpaid obligations, end of year +0\.00\n/);
    expect(text).not.to.include("1021");
  });
});
