import { expect } from "chai";

import { readFileB } from "../../../scripts/file-b/heaps.js";
import { readTreasuryAccounts } from "../../../scripts/file-b/treasuryAccounts.js";
import { decimals, totalsOf } from "../../../scripts/file-b/figures.js";
import { MAX_CENTS } from "../../../sdk/money.js";
import { fileB, recordOf, rowOf, TREASURY_LIST } from "../helpers/fileB.js";
import { expectInputError, itReads, sharedFile, temporaryFile } from "../helpers/files.js";

const FILE_B = sharedFile("us-daims/file_b_usda_012.csv");
const LIST = sharedFile("us-budget/cars_tas_2016.csv");
const SOUND = { closing: { undelivered: 500n, paid: 20n } };

const period = (begins: string, ends: string) => ({
  BEGINNINGPERIODOFAVAILABILITY: begins,
  ENDINGPERIODOFAVAILABILITY: ends,
});

describe("readFileB", () => {
  const accounts = () => readTreasuryAccounts(temporaryFile(TREASURY_LIST));

  it("sets malformed rows apart, each with its line and what is wrong with it", async () => {
    const file = temporaryFile(
      fileB(
        recordOf(SOUND),
        recordOf(SOUND, { SUBACCOUNTCODE: "0" }),
        recordOf(SOUND, { OBLIGATIONSINCURREDBYPROGRAMOBJECTCLASS_CPE: "-1e3" }),
        recordOf(SOUND, { MAINACCOUNTCODE: "9999" }),
        recordOf(SOUND),
      ),
    );
    const { read, rows, malformed } = await readFileB(file, await accounts());
    expect(read).to.equal(5);
    expect(rows).to.deep.equal([rowOf(SOUND, 2), rowOf(SOUND, 6)]);
    expect(malformed.map(({ line }) => line)).to.deep.equal([3, 4, 5]);
    expect(malformed.map(({ problem }) => problem)).to.deep.equal([
      'line 3: "012-X-1600-0" is not an account symbol; agencies and the sub-account have three digits, the main ' +
        "account four.",
      'line 4, OBLIGATIONSINCURREDBYPROGRAMOBJECTCLASS_CPE: "-1e3" is not an amount; write digits with at most two ' +
        'decimals, such as "1234.50".',
      "line 5: account 012-X-9999-000 is not on Treasury's list; give the list of the file's year.",
    ]);
  });

  it("sets apart what the ledger has no room for, and goes on with the rest", async () => {
    const most = MAX_CENTS - 520n;
    const file = temporaryFile(
      fileB(
        recordOf(SOUND),
        recordOf({ opening: { undelivered: MAX_CENTS + 1n } }),
        recordOf({ closing: { undelivered: -MAX_CENTS - 1n } }),
        recordOf({ closing: { paid: most + 1n } }),
        recordOf({ closing: { paid: most } }),
        recordOf({ closing: { paid: 1n } }),
        recordOf({}),
        recordOf(SOUND, { AVAILABILITYTYPECODE: "", ...period("2014", "2015"), MAINACCOUNTCODE: "1000" }),
      ),
    );
    const { rows, malformed } = await readFileB(file, await accounts());
    expect(rows.map(({ line }) => line)).to.deep.equal([2, 6, 8, 9]);
    expect(malformed.map(({ line }) => line)).to.deep.equal([3, 4, 5, 7]);
    expect(malformed.map(({ problem }) => problem.split(",")[0])).to.deep.equal([
      "line 3: a balance comes to 184467440737095516.16",
      "line 4: a balance comes to 184467440737095516.17",
      "line 5: with it",
      "line 7: with it",
    ]);
    expect(malformed[3]!.problem).to.equal(
      "line 7: with it, the rows of account 012-X-1600-000 come to 184467440737095516.16, more than the ledger's 64 " +
        "bits of cents hold; correct the figure; the most is 184467440737095516.15.",
    );
  });

  it("takes no part of a file that is cut off", async () => {
    const whole = fileB(recordOf(SOUND), recordOf(SOUND));
    const cut = temporaryFile(whole.slice(0, -60), "cut.csv");
    await expectInputError(readFileB(cut, await accounts()), "cut.csv, line 3", /not as many fields/);
  });

  itReads("finds the published file's heaps and totals, to the cent", [FILE_B, LIST], async () => {
    const { read, rows, malformed } = await readFileB(FILE_B.path, await readTreasuryAccounts(LIST.path));
    expect([read, rows.length, malformed.length]).to.deep.equal([2079, 2067, 12]);
    expect(decimals(totalsOf(rows))).to.include({
      openingUndeliveredOrders: "2085685966.31",
      openingDeliveredOrdersUnpaid: "165245957.96",
      openingAdvances: "369577681.84",
      undeliveredOrders: "1899305207.55",
      deliveredOrdersUnpaid: "166714058.65",
      advances: "310736633.36",
      grossOutlays: "8175698890.31",
      obligationsIncurred: "10241718156.51",
    });
  });
});
