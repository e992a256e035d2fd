import { expect } from "chai";

import { printAddressBook } from "../../../sdk/client/addressBook.js";
import { loadFixture } from "../../fixtures/network.js";
import { staffed } from "../../fixtures/staffed.js";
import { bookOf } from "../../helpers/client.js";
import { expectRefusal, runScript } from "../helpers/run.js";
import { temporaryFile } from "../helpers/files.js";

const SCRIPT = "scripts/examples/rehearse-move.ts";

describe("An example, started by itself", () => {
  it("says what it takes and where keys come from", async () => {
    const { code, stdout } = await runScript("scripts/examples/submit-schedule.ts", "--help");
    expect(code).to.equal(0);
    expect(stdout).to.include("--accept-valid <value>").and.to.include("FISC_KEY_BUDGET");
  });

  it("refuses options that are missing, and an address book that is none", async () => {
    const rpc = ["--rpc", "http://127.0.0.1:1"];
    await expectRefusal(SCRIPT, rpc, /required option '--book <file>'/);
    await expectRefusal(SCRIPT, [...rpc, "--book", temporaryFile("{}", "book.json")], /its format is not/);
    const book = await bookOf(await loadFixture(staffed));
    const down = [...rpc, "--book", temporaryFile(printAddressBook(book), "book.json")];
    await expectRefusal(SCRIPT, down, /--rpc: 127\.0\.0\.1:1 can't be used \(ECONNREFUSED\)/);
  });
});
