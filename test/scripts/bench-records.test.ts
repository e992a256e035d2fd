import { expect } from "chai";

import { invoiceOf } from "../../scripts/records/invoices.js";
import type { BenchResult } from "../../scripts/records/run.js";
import { readDocument } from "../../sdk/records/readDocument.js";
import { INVOICE } from "../../sdk/records/schema/evidence.js";
import { expectRefusal, runScript } from "./helpers/run.js";

const SCRIPT = "scripts/bench-records.ts";

describe("npm run bench:records", () => {
  it("seals, anchors and verifies every record, and says how long it took", async () => {
    const args = ["--records", "30", "--per-batch", "20", "--workers", "2", "--json"];
    const { code, stdout, stderr } = await runScript(SCRIPT, ...args);
    expect(stderr).to.match(/^(Records: \d+ of 90\n)+$/);
    const result = JSON.parse(stdout) as BenchResult;
    expect(result).to.include({
      records: 30,
      perBatch: 20,
      workers: 2,
      fieldsPerRecord: 20,
      verified: 30,
      refusal: null,
    });
    const { seconds, sealSeconds, anchorSeconds, verifySeconds } = result;
    expect(sealSeconds + anchorSeconds + verifySeconds).to.be.within(seconds - 0.03, seconds + 0.03);
    for (const it of [sealSeconds, anchorSeconds, verifySeconds, result.gasPerRecord])
      expect(it).to.be.above(0);
    expect(code).to.equal(0);
  });

  it("has records of twenty fields", () => {
    for (const number of [0, 1, 9_999]) {
      expect(readDocument(invoiceOf(number), INVOICE)).to.have.length(20);
    }
  });

  it("refuses numbers that are none", async () => {
    await expectRefusal(SCRIPT, ["--records", "0"], /^--records: "0" is not a whole number from 1 to/);
    await expectRefusal(SCRIPT, ["--workers", "x"], /^--workers/);
  });
});
