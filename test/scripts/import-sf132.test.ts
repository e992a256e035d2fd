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

  it("prints its help for whoever asks", async () => {
    const { code, stdout, stderr } = await runScript(SCRIPT, "--help");
    expect(stdout).to.include("Exit codes: 0 all agrees, 1 something does not, 2 the input can't be used.");
    expect(stderr).to.equal("");
    expect(code).to.equal(0);
  });
});
