import { expect } from "chai";

import { type Totals } from "../../scripts/file-b/figures.js";
import { parseCents } from "../../sdk/money.js";
import { fileB, recordOf, TREASURY_LIST } from "./helpers/fileB.js";
import { itReads, sharedFile, temporaryFile } from "./helpers/files.js";
import { expectRefusal, runScript } from "./helpers/run.js";

const SCRIPT = "scripts/replay.ts";
const FILE_B = sharedFile("us-daims/file_b_usda_012.csv");
const LIST = sharedFile("us-budget/cars_tas_2016.csv");
const SOUND = { opening: { undelivered: 500n }, closing: { undelivered: 400n, delivered: 50n, paid: 200n } };

interface Result {
  readonly totals: Record<keyof Totals, string>;
  readonly replayedTotals: Record<keyof Totals, string>;
  readonly refusedTotals: Record<keyof Totals, string>;
  readonly refusedByRule: Record<string, number>;
  readonly malformedRows: { line: number }[];
  readonly refusals: { line: number; rule: string }[];
}

/** Expects the two heaps to be the whole, figure by figure, to the cent. */
function expectToAddUp({ totals, replayedTotals, refusedTotals }: Result): void {
  for (const [figure, total] of Object.entries(totals) as [keyof Totals, string][]) {
    expect(parseCents(replayedTotals[figure]) + parseCents(refusedTotals[figure]), figure).to.equal(
      parseCents(total),
    );
  }
}

describe("npm run replay", () => {
  itReads(
    "replays the published File B, and its two heaps add up to the cent",
    [FILE_B, LIST],
    async function () {
      this.timeout(600_000);
      const args = ["--file-b", FILE_B.path, "--tas", LIST.path, "--json"];
      const { code, stdout, stderr } = await runScript(SCRIPT, ...args);
      expect(stderr).to.match(/^(Replaying rows: \d+ of 2067\n){10}$/);
      const result = JSON.parse(stdout) as Result;
      expect(result).to.include({
        read: 2079,
        malformed: 12,
        replayed: 1799,
        refused: 268,
        mismatches: 0,
        heapsAddUp: true,
        asOf: "2015-09-30",
        calendarShiftYears: 0,
      });
      expect(result.totals).to.include({
        openingUndeliveredOrders: "2085685966.31",
        openingDeliveredOrdersUnpaid: "165245957.96",
        openingAdvances: "369577681.84",
        undeliveredOrders: "1899305207.55",
        deliveredOrdersUnpaid: "166714058.65",
        advances: "310736633.36",
        grossOutlays: "8175698890.31",
        obligationsIncurred: "10241718156.51",
      });
      expectToAddUp(result);
      expect(result.refusals).to.have.length(268);
      expect(result.refusedByRule).to.deep.equal({
        BudgetLedgerExceedsAccepted: 104,
        BudgetLedgerExceedsObligation: 53,
        VouchersWrongState: 102,
        BudgetLedgerExceedsAdvanced: 1,
        BudgetLedgerWrongPhase: 8,
      });
      expect(new Set(result.malformedRows.map(({ line }) => line)).size).to.equal(12);
      expect(code).to.equal(0);
    },
  );

  it("replays accounts without a period alone, and lists what is refused and what is malformed", async () => {
    const file = fileB(
      recordOf(SOUND),
      recordOf({ closing: { undelivered: -100n } }),
      recordOf(SOUND, { SUBACCOUNTCODE: "0" }),
    );
    const args = ["--file-b", temporaryFile(file), "--tas", temporaryFile(TREASURY_LIST)];
    const { code, stdout } = await runScript(SCRIPT, ...args, "--json");
    const result = JSON.parse(stdout) as Result;
    expect(result).to.include({ read: 3, malformed: 1, replayed: 1, refused: 1, mismatches: 0 });
    expect(result.refusals).to.have.length(1);
    expect(result.refusals[0]).to.deep.equal({
      line: 3,
      account: "012-X-1600-000",
      rule: "BudgetLedgerExceedsObligation",
    });
    expect(result.malformedRows.map(({ line }) => line)).to.deep.equal([4]);
    expectToAddUp(result);
    expect(code).to.equal(0);
  });

  it("replays a row of zeros with nothing to do, wherever it stands", async () => {
    const zeros = recordOf({});
    const file = fileB(zeros, recordOf(SOUND), zeros, recordOf(SOUND), zeros);
    const args = ["--file-b", temporaryFile(file), "--tas", temporaryFile(TREASURY_LIST), "--json"];
    const { code, stdout, stderr } = await runScript(SCRIPT, ...args);
    expect(stderr).not.to.match(/storage|books/);
    expect(JSON.parse(stdout)).to.include({ replayed: 5, refused: 0, mismatches: 0, heapsAddUp: true });
    expect(code).to.equal(0);
  });

  it("replays what is open by then beside an account of a far year, which a rule refuses", async () => {
    const far = {
      AVAILABILITYTYPECODE: "",
      BEGINNINGPERIODOFAVAILABILITY: "2100",
      ENDINGPERIODOFAVAILABILITY: "2101",
    };
    const huge = recordOf({ opening: { undelivered: 2n ** 64n } });
    const file = temporaryFile(fileB(recordOf(SOUND, far), huge, recordOf(SOUND)));
    const list = temporaryFile(`${TREASURY_LIST},012,2100,2101,,1600,000,Far\n`);
    const { code, stdout } = await runScript(SCRIPT, "--file-b", file, "--tas", list, "--json");
    const result = JSON.parse(stdout) as Result;
    expect(result).to.include({ read: 3, malformed: 1, replayed: 1, refused: 1, mismatches: 0 });
    expect(result.refusals[0]).to.include({ line: 2, rule: "BudgetLedgerWrongPhase" });
    expect(result.malformedRows[0]!.line).to.equal(3);
    expect(code).to.equal(0);
  });

  it("refuses what it can't use in one line, before anything is done", async () => {
    const tas = ["--tas", temporaryFile(TREASURY_LIST)];
    const sound = ["--file-b", temporaryFile(fileB(recordOf(SOUND)))];
    const period = {
      AVAILABILITYTYPECODE: "",
      BEGINNINGPERIODOFAVAILABILITY: "2014",
      ENDINGPERIODOFAVAILABILITY: "2015",
      MAINACCOUNTCODE: "1000",
    };
    const dated = ["--file-b", temporaryFile(fileB(recordOf(SOUND, period)))];
    const malformed = ["--file-b", temporaryFile(fileB(recordOf(SOUND, { MAINACCOUNTCODE: "1" })), "b.csv")];
    const cut = ["--file-b", temporaryFile(fileB(recordOf(SOUND)).slice(0, -40), "cut.csv")];
    await Promise.all([
      expectRefusal(SCRIPT, tas, /^error: required option '--file-b <csv>' not specified\n$/),
      expectRefusal(SCRIPT, ["--file-b", "no.csv", ...tas], /^no\.csv: the file can't be read \(ENOENT\);/),
    ]);
    await Promise.all([
      expectRefusal(SCRIPT, [...cut, ...tas], /^cut\.csv, line 2: the row has not as many fields/),
      expectRefusal(SCRIPT, [...malformed, ...tas], /b\.csv: no row can be used: line 2: .* symbol;/),
    ]);
    await Promise.all([
      expectRefusal(SCRIPT, [...sound, ...tas, "--as-of", "soon"], /^--as-of: "soon" is not a date;/),
      expectRefusal(SCRIPT, [...dated, ...tas, "--as-of", "2013-10-01"], /^--as-of: no account is open/),
    ]);
    await Promise.all([
      expectRefusal(
        SCRIPT,
        [...sound, ...tas, "--as-of", "0000-01-01"],
        /^--as-of: the year 0000 is outside/,
      ),
      expectRefusal(
        SCRIPT,
        [...sound, ...tas, "--as-of", "9999-01-01"],
        /^--as-of: the year 9999 is outside/,
      ),
    ]);
  });
});
