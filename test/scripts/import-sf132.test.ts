import { expect } from "chai";

import { itReads, sharedFile, temporaryFile } from "./helpers/files.js";
import { expectRefusal, runScript } from "./helpers/run.js";
import { sheets } from "./helpers/sf132.js";

const SCRIPT = "scripts/import-sf132.ts";
const PUBLISHED = sharedFile("us-apportionment/sf132_four_real_apportionments.csv");

describe("npm run import:sf132", () => {
  itReads("imports the published apportionments, and not one cent more", [PUBLISHED], async () => {
    const { code, stdout, stderr } = await runScript(SCRIPT, PUBLISHED.path, "--json");
    expect(stderr).to.match(/^(Importing apportionments: \d of 4\n){4}$/);
    const result = JSON.parse(stdout) as { accounts: Record<string, unknown>[] };
    expect(result).to.include({
      apportionments: 4,
      footed: 4,
      calendarShiftYears: 0,
      oneCentMoreTried: 24,
      oneCentMoreRefused: 24,
      rule: "BudgetLedgerInsufficientAuthority",
    });
    const figures = result.accounts.map(
      ({ symbol, authority, anticipated, allotted, withheld, awaiting }) => [
        [symbol, authority, anticipated],
        [allotted, withheld, awaiting],
      ],
    );
    expect(figures[0]).to.deep.equal([
      ["070-2020/2022-0532", "86005006.00", "6125879.00"],
      ["86005006.00", "0.00", "6125879.00"],
    ]);
    expect(figures).to.have.length(4);
    expect(code).to.equal(0);
  });

  it("tells people the same", async () => {
    const file = sheets({
      lines: [
        [1000, "10"],
        [1920, "10"],
        [6011, "10"],
        [6190, "10"],
      ],
    });
    const { code, stdout } = await runScript(SCRIPT, file);
    expect(stdout).to.match(/oneCentMoreTried: 1,\n\s+oneCentMoreRefused: 1,/);
    expect(code).to.equal(0);
  });

  it("refuses what it can't use in one line, before anything is done", async () => {
    const broken = sheets({
      lines: [
        [1000, "10"],
        [1920, "11"],
      ],
    });
    const steering = sheets({ lines: [[1000, "1\n\u001b[2J0"]] });
    await Promise.all([
      expectRefusal(SCRIPT, [], /^error: missing required argument 'csv'\n$/),
      expectRefusal(SCRIPT, ["no-such.csv", "--json"], /^no-such\.csv: the file can't be read \(ENOENT\);/),
    ]);
    await Promise.all([
      expectRefusal(SCRIPT, [broken], /^apportionment of 073-X-0100: line 1920 says 11\.00, .* 10\.00;/),
      expectRefusal(SCRIPT, [steering], /^line 2, approved_amount: "1 \[2J0" is not an amount;/),
    ]);
    const cut = temporaryFile('tafs,fiscal_year\n"073', "cut.csv");
    await Promise.all([
      expectRefusal(SCRIPT, [cut], /^cut\.csv, line 1: the header lacks iteration, /),
      expectRefusal(SCRIPT, [broken, "--quickly"], /^error: unknown option '--quickly'\n$/),
    ]);
  });

  it("finds before it connects what only the ledger would refuse", async () => {
    const closed = sheets({
      symbol: "073-2026/2026-0100",
      lines: [
        [1000, "10"],
        [1920, "10"],
        [6170, "10"],
        [6190, "10"],
      ],
    });
    const nothing = sheets({ lines: [[1000, "0"]] });
    await Promise.all([
      // A node that isn't there: nobody has asked it yet.
      expectRefusal(
        SCRIPT,
        [closed, "--rpc", "http://127.0.0.1:1"],
        /^line 4: line 6170 of fiscal year 2026 /,
      ),
      expectRefusal(SCRIPT, [nothing], /^sf132\.csv: no line apportions an amount;/),
    ]);
  });

  it("tries each line while its account is there, and takes the first and the last year", async () => {
    const lines = [
      [1000, "10"],
      [1920, "10"],
      [6011, "10"],
      [6190, "10"],
    ] as const;
    const file = sheets(
      { symbol: "073-1971/1971-0100", fiscalYear: "1971", approved: "1971-01-01", lines },
      { symbol: "073-2199/2199-0100", fiscalYear: "2199", approved: "2199-12-31", lines },
    );
    const { code, stdout } = await runScript(SCRIPT, file, "--json");
    expect(JSON.parse(stdout)).to.include({ oneCentMoreTried: 2, oneCentMoreRefused: 2 });
    expect(code).to.equal(0);
  });

  it("prints its help for whoever asks", async () => {
    const { code, stdout, stderr } = await runScript(SCRIPT, "--help");
    expect(stdout).to.include(
      "Exit codes: 0 all agrees, 1 something does not, 2 the input can't be used and no transaction was sent.",
    );
    expect(stderr).to.equal("");
    expect(code).to.equal(0);
  });
});
