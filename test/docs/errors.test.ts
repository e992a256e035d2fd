import { expect } from "chai";

import { ERROR_PAGES, sentenceOf } from "../../sdk/client/refusals/sentences.js";
import { errorPages } from "../../tools/reference/errors.js";

// That the pages are fresh is checked by `npm run docs:check`.
describe("the pages of errors", () => {
  let pages: ReadonlyMap<string, string>;

  before(async () => {
    pages = await errorPages();
  });

  it("have a heading for each error, on the page that its refusal names", () => {
    for (const rule of Object.values(ERROR_PAGES).flatMap((sentences) => Object.keys(sentences))) {
      expect(pages.get(`${sentenceOf(rule)?.page ?? ""}.md`), rule).to.include(`\n## ${rule}\n`);
    }
  });
});
