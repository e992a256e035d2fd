import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";

import { ERROR_PAGES, sentenceOf } from "../../sdk/client/refusals/sentences.js";
import { errorPages, ERRORS } from "../../tools/reference/errors.js";

describe("the pages of errors", () => {
  let pages: ReadonlyMap<string, string>;

  before(async () => {
    pages = await errorPages();
  });

  it("are what sentences and NatSpec say: run `npm run docs`", async () => {
    expect([...pages.keys()].sort()).to.deep.equal((await readdir(ERRORS)).sort());
    for (const [name, text] of pages) {
      expect(await readFile(path.join(ERRORS, name), "utf8")).to.equal(text, name);
    }
  });

  it("have a heading for each error, on the page that its refusal names", () => {
    for (const rule of Object.values(ERROR_PAGES).flatMap((sentences) => Object.keys(sentences))) {
      expect(pages.get(`${sentenceOf(rule)?.page ?? ""}.md`), rule).to.include(`\n## ${rule}\n`);
    }
  });
});
