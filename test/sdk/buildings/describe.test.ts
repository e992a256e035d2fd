import { expect } from "chai";

import { describing, labelOf } from "../../../sdk/buildings/describe.js";
import { CODE_LIST } from "../../../sdk/buildings/kinds.js";
import { estate } from "../helpers/estate.js";

const written = (schema: string, text: string): string => `0x${schema}${Buffer.from(text).toString("hex")}`;

describe("describing", () => {
  it("reads descriptions by the schemas in the books, and nothing into those that are not of theirs", () => {
    const describe = describing(estate().journal.books);
    const line = { "Real Property Asset Name": "A, B", State: "DC", Latitude: "1", Longitude: "2" };
    expect(describe(written("01", '"A, B",DC,1,2'))).to.deep.equal([line]);
    expect(describe(written("01", '"A, B",DC,1,2\n"A, B",DC,1,2'))).to.deep.equal([line, line]);
    for (const broken of ["0x", written("01", "A,DC"), written("01", '"'), written("02", "A,DC,1,2")]) {
      expect(describe(broken), broken).to.deep.equal([]);
    }
  });
});

describe("labelOf", () => {
  it("gives the jurisdiction's own code, withdrawn or not, and the number where there is none", () => {
    const { books } = estate().journal;
    expect(labelOf(books, CODE_LIST.kind, 1)).to.equal("OFFICE");
    books.codeLists.get(CODE_LIST.kind)!.get(1)!.isWithdrawn = true;
    expect(labelOf(books, CODE_LIST.kind, 1)).to.equal("OFFICE");
    expect(labelOf(books, CODE_LIST.kind, 7)).to.equal("7");
    expect(labelOf(books, CODE_LIST.disposed, 7)).to.equal("7");
    expect(labelOf(books, CODE_LIST.kind, 0)).to.equal("");
  });
});
