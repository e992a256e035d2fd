import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { runScriptWith, type Run } from "./helpers/run.js";

describe("npm start", () => {
  let story: Run;
  let left: string[];

  before(async () => {
    // Of its own, so that nothing else comes and goes there.
    const own = mkdtempSync(path.join(tmpdir(), "fisc-"));
    try {
      story = await runScriptWith({ TMPDIR: own }, "scripts/start.ts");
      left = readdirSync(own).filter((name) => name.startsWith("fisc-"));
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  });

  /** The lines on which each of these stands. */
  const linesIn = (output: string, texts: readonly string[]): string[] =>
    output.split("\n").filter((line) => texts.every((text) => line.includes(text)));
  const linesWith = (...texts: readonly string[]): string[] => linesIn(story.stdout, texts);
  /** What is told of the year's payments, and what comes after it, from its buildings on. */
  const halves = (): string[] => story.stdout.split("\nIts buildings\n");
  /** What is told of its records. */
  const records = (): string =>
    story.stdout.split("\nIts records\n")[1]?.split("\nTry what the law forbids\n")[0] ?? "";

  it("tells the sample year to its end, and everything agrees", () => {
    const { code, stdout, stderr } = story;
    expect(stderr).to.equal("");
    expect(stdout).to.match(/\nEverything agrees: contracts, books and rules\.\n$/);
    expect(stdout).to.match(/\n {2}\d+ events folded; \d+ fields compared, 0 differ\.\n/);
    expect(stdout).to.include("\n  Invariants broken: 0.\n");
    expect(stdout.match(/^ {2}refused {2}/gm)).to.have.length(33);
    expect(stdout).not.to.include("WRONG");
    expect(code).to.equal(0);
    expect(stdout.split("\n")).to.have.length.lessThan(320);
  });

  it("finds the payees' tokens where the books say that they are", () => {
    expect(story.stdout).to.include(
      "\n  Tokens by their own account: 4,746.94 in the vault, 2,085,253.06 with payees.\n",
    );
  });

  it("reports gross outlays by organisation, and a register that comes to the same", () => {
    expect(linesWith("2041", "3,440,431.58", "1,377.29", "3,439,054.29")).to.have.length(1);
    expect(linesWith("2050", "464,770.01", "100,000.00", "11,039.61")).to.have.length(1);
    expect(linesWith("total", "33,732,659.95", "14,855.66")).to.have.length(1);
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
    ["a person enrolled under the record of who they are", "2016-02-01", "enrolled", "payee 28", "registrar"],
    ["a change that the payee stops", "2016-08-12", "change stopped", "payee 6", "controller"],
  ] as const) {
    it(`shows ${what}`, () => {
      const [payments = ""] = halves();
      expect(linesIn(payments, texts)).to.have.length(1);
    });
  }

  for (const [what, ...texts] of [
    ["a survey", "2015-10-20", "surveyed", "IRS-101", "condition 58%, in use 94%"],
    ["a custody offered", "2016-03-01", "custody offered", "NRCS-401", "to 12K3", "nrcs-property"],
    ["its acceptance by another's officer", "2016-03-10", "custody accepted", "NRCS-401", "aphis-property"],
    ["a lease renewed", "lease renewed", "IRS-102", "297,600.00", "until 2021-01-31"],
    ["a repair ordered", "2015-11-03", "repair ordered", "IRS-101", "TIRNE14C00002", "irs-property"],
    ["its acceptance", "2016-02-03", "accepted", "IRS-101", "264,604.50", "TIRNE14C00002"],
    ["its payment by three", "paid", "IRS-101", "238,144.05", "irs-vouchers 02-04, irs-certifier 02-08"],
    ["what is reported", "2016-04-01", "excess reported", "BEP-202", "bep-property"],
    ["what the treasury declares", "2016-05-03", "surplus declared", "BEP-202", "treasury-property"],
    ["who lets the register collect", "2016-07-05", "appointed", "the register", "administrator"],
    ["a sale", "2016-07-08", "sold", "BEP-202", "1,240,000.00", "received by BEP"],
    ["what is held", "12K3", "active", "2   ", "29,600.00", "57,600.00"],
    ["who sits in a building", "NRCS-401", "Field House", "12K3, 12D3, 12C3"],
    ["the repair in the building's cost", "IRS-101", "2016", "repair", "1,058,418.00", "264,604.50"],
    ["its operation", "IRS-101", "2016", "operation", "414,829.23", "19,779.26"],
    ["the cost a square foot", "IRS-101", "2016", "all", "284,383.76", "3.37"],
    ["a rent a square foot in use", "APHIS-301", "all", "57,600.00", "6.00", "150.00"],
    ["rent for an unused building", "APHIS-301", "rent for unused", "57,600.00 of rent paid, 4% in use"],
    ["a lease that nobody decided on", "APHIS-301", "L-0522", "ends in 92 days, on 2016-12-31"],
    ["since when the next one can be sold", "IRS-103", "surplus", "2016-11-05"],
    // 12,500.00 came of a worn press; 3,550,000.00 of other receipts became authority.
    ["the proceeds on their account", "BEP-202", "1,240,000.00", "020-X-4502-000", "1,252,500.00"],
  ] as const) {
    it(`shows of buildings ${what}`, () => {
      const [, buildings = ""] = halves();
      expect(linesIn(buildings, texts)).to.have.length(1);
    });
  }

  for (const [what, ...texts] of [
    ["how long records are kept", "2015-10-01", "retention set", "class 1", "2190 days", "administrator"],
    ["a sealed invoice", "2016-04-12", "anchored", "TEPB1633712/1", "invoice, version 1", "bep-records"],
    [
      "its amount, and not its bank account",
      "disclosed",
      "1,447,872.00",
      "yes",
      "11 fields stay hidden, the bank",
    ],
    [
      "a forged page",
      "passed on",
      "1,947,872.00",
      "verdict: no",
      "/amount: value, salt or proof do not lead",
    ],
    ["a reader granted", "2016-04-14", "granted", "to auditor", "as 0x"],
    ["what they open", "opened", "all 14 fields", "auditor", "verdict: yes"],
    ["another one refused", "CLOSED", "TEPB1633712/1", "competitor", "not encrypted to this key"],
    ["a correction", "2016-04-21", "superseded", "TEPB1633712/1", "invoice, version 2"],
    ["the old version as not current", "verified", "verdict: no", "current: no, version 2 superseded it"],
    ["an erasure after its time", "2016-09-07", "erased", "P05", "2 blobs: keys, salts, content"],
    ["that nobody opens it any more", "CLOSED", "P05", "blob ", "it is missing", "aphis-records"],
    [
      "that the payment stays proven",
      "proved",
      "P05",
      "5,820.79",
      "INDEMNITY-BANK:P05",
      "their own line: 0x",
    ],
  ] as const) {
    it(`shows of records ${what}`, () => {
      expect(linesIn(records(), texts)).to.have.length(1);
    });
  }

  it("leads from the payment register to the record that a payment rests on", () => {
    const [entry] = linesWith("payment", "1,447,872.00", "2016-04-29");
    const number = /^ *(\d+) /.exec(entry ?? "")?.[1] ?? "none";
    expect(linesWith("invoice", "superseded by version 2", "1,447,872.00")).to.satisfy(
      ([line, ...others]: string[]) => others.length === 0 && line?.trim().startsWith(`${number} `),
    );
  });

  it("walks from what an account paid down to the law, and says what each act rests on", () => {
    const [, walked = ""] = story.stdout.split("\nWhat do the 284,383.76 rest on that IRS-OPS/Q1 paid?\n");
    const lines = walked.split("\n\n")[0]?.split("\n").slice(2) ?? [];
    const texts = [
      ["paid of account", "Paid", "19,779.26"],
      ["Paid", "238,144.05", "invoice 0x", "version 1", "2016-02-04 by ", "current"],
      ["Paid", "26,460.45"],
      ["accepted of account", "19,779.26", "a bare hash"],
      ["Accepted", "264,604.50", "receiving-report 0x", "version 1", "2016-02-03 by ", "current"],
      ["obligated of account", "1,058,418.00", "contract 0x", "2015-11-02 by ", "current"],
      ["Obligated", "79,117.02", "a bare hash"],
      ["authority of account", "Allotted", "1,200,000.00", "apportionment 0x", "2015-10-02 by ", "current"],
      ["Transferred", "-62,000.00", "a bare hash"],
      ["authority of account", "Appropriated", "2,200,000.00", "appropriation-act 0x", "2015-10-01 by "],
      ["Transferred", "40,000.00", "a bare hash"],
    ];
    expect(lines).to.have.length(texts.length);
    texts.forEach((all, i) => expect(linesIn(lines[i] ?? "", all), lines[i]).to.have.length(1));
  });

  it("says nowhere what is hidden or erased", () => {
    for (const secret of ["0001234567", "0000055555", "Ana Example", "Jo Example", "Cellar"]) {
      expect(story.stdout).not.to.include(secret);
    }
  });

  it("leaves no records behind", () => {
    expect(left).to.deep.equal([]);
  });

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
    ["transfer a building as if it were any token", "BuildingRegistryCustodyByOfferOnly"],
    ["approve somebody to transfer it", "BuildingRegistryCustodyByOfferOnly"],
    ["accept custody that another was offered", "OfficerRegistryNotAppointed"],
    ["sell a surplus building before its waiting time", "BuildingRegistryWaiting"],
    ["amend a building that was sold", "BuildingRegistryDisposed"],
    ["enter a building under a code that is taken", "BuildingRegistryAlreadyRegistered"],
    ["erase a record that the inspector holds", "RecordRegistryHeld"],
    ["erase a record before its time is over", "RecordRegistryRetained"],
    ["correct another organisation's record", "OfficerRegistryNotAppointed"],
    ["anchor a version twice", "RecordRegistryAlreadyAnchored"],
  ] as const) {
    it(`has ${rule} refuse to ${title}`, () => {
      expect(linesWith(`refused  ${title}`, rule)).to.have.length(1);
    });
  }
});
