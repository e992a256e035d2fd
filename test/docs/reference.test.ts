import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";

import { parseNatSpec } from "../../tools/reference/natspec.js";
import { REFERENCE, referencePages } from "../../tools/reference/pages.js";

describe("the reference of the contracts", () => {
  it("is what the NatSpec says: run `npm run docs`", async () => {
    const pages = await referencePages();
    expect([...pages.keys()].sort()).to.deep.equal((await readdir(REFERENCE)).sort());
    for (const [name, text] of pages) {
      expect(await readFile(path.join(REFERENCE, name), "utf8")).to.equal(text, name);
    }
  });

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
