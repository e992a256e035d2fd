import { expect } from "chai";

import { runScript, type Run } from "./helpers/run.js";

describe("npm start", () => {
  let story: Run;

  before(async () => {
    story = await runScript("scripts/start.ts");
  });

  /** The lines of the year's payments on which each of these stands. */
  const linesWith = (...texts: readonly string[]): string[] =>
    story.stdout.split("\n").filter((line) => texts.every((text) => line.includes(text)));

  it("tells the sample year to its end, and everything agrees", () => {
    const { code, stdout, stderr } = story;
    expect(stderr).to.equal("");
    expect(stdout).to.match(/\nEverything agrees: contracts, books and rules\.\n$/);
    expect(stdout).to.match(/\n {2}\d+ events folded; \d+ fields compared, 0 differ\.\n/);
    expect(stdout).to.include("\n  Invariants broken: 0.\n");
    expect(stdout.match(/^ {2}refused {2}/gm)).to.have.length(23);
    expect(stdout).not.to.include("WRONG");
    expect(code).to.equal(0);
    expect(stdout.split("\n")).to.have.length.lessThan(180);
  });

  it("finds the payees' tokens where the books say that they are", () => {
    expect(story.stdout).to.include(
      "\n  Tokens by their own account: 4,746.94 in the vault, 2,085,253.06 with payees.\n",
    );
  });

  it("reports gross outlays by organisation, and a register that comes to the same", () => {
    expect(linesWith("2041", "3,440,431.58", "1,377.29", "3,439,054.29")).to.have.length(1);
    expect(linesWith("2050", "464,770.01", "100,000.00", "11,039.61")).to.have.length(1);
    expect(linesWith("total", "33,675,059.95", "14,855.66")).to.have.length(1);
    expect(story.stdout).to.include("\n  8 entries, 3,439,054.29 in all\n");
  });

  for (const [what, ...texts] of [
    ["a batch through the bank", "2016-02-10", "paid", "TIRNE14C00002/1", "ach 12345678-0000002"],
    ["the three officers of a payment", "irs-vouchers 02-04, irs-certifier 02-08, disburser", "in one batch"],
    ["a late payment", "2016-03-01", "FILE-B-11/1 ", "21,392,146.72", "late: due 2016-02-20"],
    ["its interest", "interest", "FILE-B-11/1+interest", "14,855.66", "10 days at 2.5% a year"],
    ["the interest's own payment", "2016-03-02", "paid", "FILE-B-11/1+interest", "14,855.66"],
    ["a payment in tokens before one that fails", "paid", "TEPB1633709/1", "10,000.00", "token 0x"],
    ["the one that fails", "FAILED", "TEPC111113/1", "1,377.29", "token 0x"],
    ["the one after it", "paid", "TEPW1621621/1", "580,509.00", "token 0x"],
    ["its payment by the bank", "2016-07-26", "paid", "TEPC111113/1", "ach 12345678-"],
    ["a bank's return", "returned R03", "TIRMS16C00007/1", "44,056.25"],
    ["its second payment", "2016-04-06", "paid", "TIRMS16C00007/1", "paid again"],
    ["a refund", "refunded", "FILE-B-20/1", "12,000.00"],
    ["what is held back", "  held back  ", "TIRNE14C00002", "26,460.45"],
    ["what is let go", "let go", "TIRNE14C00002", "26,460.45"],
    ["its payment", "paid", "TIRNE14C00002/2", "26,460.45"],
    ["the second part of an invoice", "paid", "TEPW1621620/1#2", "699,648.00"],
    ["a stopped line", "INDEMNITY-TOKEN 1/2", "48,996.74", "5 of 6 lines, P03 is stopped"],
    ["a line that fails", "INDEMNITY-TOKEN 2/2", "46,451.32", "5 of 6 lines, P08 FAILED"],
    ["trace numbers of a chunk", "INDEMNITY-BANK 1/2", "ach 12345678-0000010..14", "P03 is stopped"],
    ["a line that comes back", "returned R02", "INDEMNITY-BANK:P07", "5,303.48"],
    ["a person's proof", "proved", "INDEMNITY-BANK:P05", "5,820.79", "their own line: 0x"],
    ["a payment in spite of forged details", "TIRNO11D000410012/1", "to details 1, as certified, not 2"],
    ["a change that the payee stops", "2016-08-12", "change stopped", "payee 6", "controller"],
  ] as const) {
    it(`shows ${what}`, () => {
      expect(linesWith(...texts)).to.have.length(1);
    });
  }

  for (const [title, rule] of [
    ["claim an invoice twice", "VouchersAlreadyClaimed"],
    ["certify one's own voucher", "VouchersDutiesNotSeparate"],
    ["certify more than was accepted", "BudgetLedgerExceedsOwed"],
    ["pay a payee who was excluded", "VouchersNonePayable"],
    ["pay a chunk of a schedule twice", "SchedulesAlreadyPaid"],
    ["pay a chunk with a line altered", "SchedulesInvalidProof"],
    ["pay while the inspector halts", "OfficerRegistryHalted"],
    ["pay beyond the cash ceiling", "CashCeilingsExceeded"],
    ["pay from a vault that is short", "TokenRailVaultShort"],
  ] as const) {
    it(`has ${rule} refuse to ${title}`, () => {
      expect(linesWith(`refused  ${title}`, rule)).to.have.length(1);
    });
  }
});
