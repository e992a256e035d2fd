import { expect } from "chai";

import { parseNatSpec } from "../../tools/reference/natspec.js";

// That the pages are fresh is checked by `npm run docs:check`.
describe("the reference of the contracts", () => {
  it("reads tags, what goes on in the next line, and paragraphs", () => {
    const lines = [
      "@title A",
      "@notice One",
      "goes on.",
      "",
      "Two.",
      "@param x What",
      "it is.",
      "@return Cents.",
    ];
    expect(parseNatSpec(lines)).to.deep.equal({
      title: "A",
      paragraphs: ["One goes on.", "Two."],
      params: [{ name: "x", text: "What it is." }],
      returns: ["Cents."],
    });
    expect(parseNatSpec(["No tag."]).paragraphs).to.deep.equal(["No tag."]);
  });
});
