import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";

import { wordsOf } from "../../../scripts/story/rows.js";
import { readSampleYear, TREASURY_CODE } from "../../../scripts/story/sample.js";
import { DEFAULTS } from "../../../deploy/deployFisc.js";
import { ACT_KINDS } from "../../../sdk/acts.js";
import { ACQUISITION, BUILDING_STATUS, TITLE } from "../../../sdk/buildings/facts.js";
import { NO_END, startOfDay, US_FEDERAL } from "../../../sdk/calendar.js";
import { encodeClassification } from "../../../sdk/classification.js";
import { MAX_CENTS } from "../../../sdk/money.js";
import { EVIDENCE } from "../../../sdk/records/schema/evidence.js";
import { readDocument } from "../../../sdk/records/readDocument.js";
import { expectInputError, temporaryFile } from "../helpers/files.js";

const FOLDER = path.resolve(import.meta.dirname, "../../../data/sample-year");

/** The sample with one place of one of its files changed. */
function changed(file: string, from: string, to: string): string {
  const folder = path.dirname(temporaryFile("", "any"));
  cpSync(FOLDER, folder, { recursive: true });
  const text = readFileSync(path.join(folder, file), "utf8");
  expect(text).to.include(from);
  writeFileSync(path.join(folder, file), text.replace(from, to));
  return folder;
}

const lineOf = (file: string, text: string): number =>
  readFileSync(path.join(FOLDER, file), "utf8")
    .split("\n")
    .findIndex((line) => line.includes(text)) + 1;

describe("readSampleYear", () => {
  it("reads the sample, and every name in it is known", async () => {
    const { organisations, officers, accounts, payees, acts, payments } = await readSampleYear(
      FOLDER,
      US_FEDERAL,
    );
    const codes = [TREASURY_CODE];
    for (const { code, parent } of organisations) {
      expect(codes, code).to.include(parent);
      codes.push(code);
    }
    for (const { organisation } of officers) expect(codes).to.include(organisation);
    const keys = [""];
    for (const { key, parent, owner } of accounts) {
      expect(keys, key).to.include(parent);
      expect(codes).to.include(owner);
      keys.push(key);
    }
    const names = officers.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    for (const { officer, account, place } of acts) {
      expect(names, place).to.include(officer);
      expect(keys, place).to.include(account);
    }
    const made = acts.filter(({ act }) => /^(obligate|openObligation)$/.test(act));
    const obligations = ["", ...made.map(({ obligation }) => obligation)];
    for (const { obligation, place } of payments) expect(obligations, place).to.include(obligation);
    const ids = payees.map(({ id }) => id);
    expect(ids).to.deep.equal(ids.map((_, i) => i + 1));
    const scheduled = payments.filter(({ step }) => step === "schedule").map(({ obligation }) => obligation);
    for (const { to, obligation, place } of made) {
      // What benefit schedules pay is owed to many, and nothing else.
      if (scheduled.includes(obligation)) expect(to, place).to.equal("many");
      else expect(ids, place).to.include(Number(to));
    }
  });

  it("pays in the order of the year, a voucher after its submission and certification", async () => {
    const { payments } = await readSampleYear(FOLDER, US_FEDERAL);
    const times = payments.map(({ time }) => time);
    expect(times).to.deep.equal([...times].sort((a, b) => a - b));
    const seen = new Map<string, string[]>();
    for (const { names, step } of payments) {
      for (const name of names) seen.set(name, [...(seen.get(name) ?? []), step]);
    }
    for (const [name, steps] of seen) {
      if (!steps.includes("pay") || name.endsWith("+interest")) continue;
      expect(steps[0], name).to.match(/^(submit|part|schedule)$/);
      expect(steps[1], name).to.equal("certify");
    }
  });

  it("has the schedules come to what was obligated for them", async () => {
    const { acts, benefits, payments } = await readSampleYear(FOLDER, US_FEDERAL);
    const schedules = payments.filter(({ step }) => step === "schedule").map(({ names }) => names[0]);
    expect([...new Set(benefits.map(({ schedule }) => schedule))]).to.deep.equal(schedules);
    const total = benefits.reduce((sum, { amount }) => sum + amount, 0n);
    expect(total).to.equal(
      acts.find(({ act, obligation }) => act === "obligate" && obligation === "FILE-B-1112")?.amount,
    );
  });

  it("knows every building, lease, officer and obligation that is named of property", async () => {
    const { organisations, officers, acts, codes, buildings, leases, property } = await readSampleYear(
      FOLDER,
      US_FEDERAL,
    );
    const held = new Set(organisations.map(({ code }) => code));
    for (const { custodian, occupants, kind, use, place, area } of buildings) {
      expect(held, place).to.include.members([custodian, ...occupants.map((it) => it.organisation)]);
      expect(codes.codesOf("kind"), place).to.include(kind);
      expect(codes.codesOf("use"), place).to.include(use);
      const occupied = occupants.reduce((sum, it) => sum + it.area, 0);
      expect(occupied, place).to.be.at.most(area);
    }
    const known = buildings.map(({ code }) => code);
    for (const { building, until, from, place } of leases) {
      expect(known, place).to.include(building);
      expect(until, place).to.be.greaterThan(from);
    }
    const names = ["administrator", ...officers.map(({ name }) => name)];
    for (const { officer, building, place } of property) {
      expect(names, place).to.include(officer);
      expect(["", ...known], place).to.include(building);
    }
    const orders = property.filter(({ step }) => step === "order");
    expect(acts.map(({ obligation }) => obligation)).to.include.members(orders.map(({ subject }) => subject));
    const times = property.map(({ time }) => time);
    expect(times).to.deep.equal([...times].sort((a, b) => a - b));
  });

  it("reads what is done with records, and every name in it is known", async () => {
    const { officers, acts, property, payments, records } = await readSampleYear(FOLDER, US_FEDERAL);
    const anchored = records.filter(({ document }) => document !== undefined);
    const kinds = anchored.map(({ document }) => document?.schema.name);
    expect([...new Set(kinds)].sort()).to.deep.equal(EVIDENCE.map(({ name }) => name).sort());
    const names = officers.map(({ name }) => name);
    const steps = [
      ...acts.map(({ act, obligation, account }) => `${act}:${obligation === "" ? account : obligation}`),
      ...property.map(({ step, building }) => `${step}:${building}`),
      ...payments.map(({ step, to }) => `${step}:${to}`),
    ];
    for (const { officer, document, to, place } of anchored) {
      expect(names, place).to.include(officer);
      expect(() => readDocument(document!.json, document!.schema), place).not.to.throw();
      for (const use of wordsOf(to)) expect(steps, place).to.include(use);
    }
    const known = anchored.map(({ record }) => record);
    for (const { record, place } of records) expect(["", ...known], place).to.include(record);
    const times = records.map(({ time }) => time);
    expect(times).to.deep.equal([...times].sort((a, b) => a - b));
  });

  it("waits out the screening of what it disposes of", async () => {
    const { property } = await readSampleYear(FOLDER, US_FEDERAL);
    const timeOf = (step: string, building: string): number =>
      property.find((line) => line.step === step && line.building === building)?.time ?? 0;
    const [reported, declared, sold] = ["report", "declare", "sell"].map((step) => timeOf(step, "BEP-202"));
    expect(declared).to.be.greaterThan((reported ?? 0) + DEFAULTS.excessWait);
    expect(sold).to.be.greaterThan((declared ?? 0) + DEFAULTS.surplusWait);
  });

  it("tells the year in its order, with most kinds of acts", async () => {
    const { acts } = await readSampleYear(FOLDER, US_FEDERAL);
    const times = acts.map(({ time }) => time);
    expect(times).to.deep.equal([...times].sort((a, b) => a - b));
    expect(times[0]).to.equal(startOfDay("2015-10-01", US_FEDERAL));
    expect(times.at(-1)).to.be.lessThan(startOfDay("2016-10-01", US_FEDERAL));
    const verbs = new Set(acts.map(({ act }) => act.toLowerCase()));
    const untold = ACT_KINDS.filter((kind) => !verbs.has(kind.toLowerCase()));
    // Those that take back what was entered in error.
    expect(untold).to.deep.equal(["Uncollect", "Recall"]);
  });

  it("turns texts into offices, cents, dates and codes, and what is not said into its meaning", async () => {
    const { officers, accounts, payees, acts, payments, benefits, buildings, leases, property } =
      await readSampleYear(FOLDER, US_FEDERAL);
    expect(officers[0]).to.deep.equal({
      name: "law",
      organisation: TREASURY_CODE,
      offices: ["appropriating"],
      limit: MAX_CENTS,
    });
    expect(officers.find(({ name }) => name === "irs-contracts")?.limit).to.equal(200_000_000n);
    expect(accounts.find(({ key }) => key === "APHIS")).to.deep.include({
      opensAt: startOfDay("2001-10-01", US_FEDERAL),
      closesAt: NO_END,
      cancelsAt: NO_END,
    });
    expect(acts.find(({ obligation }) => obligation === "FILE-B-126")).to.deep.include({
      place: `acts.csv, line ${lineOf("acts.csv", "FILE-B-126")}`,
      amount: 3_081_965_046n,
      classification: encodeClassification({
        objectClass: "255",
        programActivity: "0001",
        fundingSource: "D",
      }),
    });
    expect(acts.find(({ act }) => act === "seal")?.amount).to.equal(0n);
    expect(payees.find(({ id }) => id === 11)).to.deep.equal({
      id: 11,
      key: "SICPA-SECURINK",
      rails: ["attested", "token"],
    });
    expect(payments.find(({ step }) => step === "submit")).to.deep.equal({
      place: `payments.csv, line ${lineOf("payments.csv", ",submit,")}`,
      time: startOfDay("2016-01-11", US_FEDERAL),
      officer: "irs-vouchers",
      step: "submit",
      names: ["TIRSE13C00003/1"],
      obligation: "TIRSE13C00003",
      to: "",
      amount: 1_977_926n,
      means: undefined,
      // 2016-02-10, counted from 1970-01-01.
      due: 16_841,
      note: "",
    });
    expect(payments.find(({ step }) => step === "pay")).to.deep.include({ means: "ach", due: 0, amount: 0n });
    expect(buildings[7]).to.deep.include({
      code: "NRCS-401",
      title: TITLE.owned,
      status: BUILDING_STATUS.active,
      acquisition: ACQUISITION.donated,
      area: 2_000_000,
      occupants: [
        { organisation: "12C3", area: 1_400_000 },
        { organisation: "12D3", area: 600_000 },
      ],
    });
    expect(buildings.find(({ code }) => code === "BEP-203")).to.deep.include({
      status: BUILDING_STATUS.planned,
      acquisition: ACQUISITION.none,
      occupants: [],
    });
    expect(leases[0]).to.deep.equal({
      place: "leases.csv, line 2",
      building: "IRS-102",
      number: "L-0417",
      // 2011-02-01 and 2016-01-31, counted from 1970-01-01.
      from: 15_006,
      until: 16_831,
      area: 1_240_000,
      rent: 28_520_000n,
      landlord: "Harbor Holdings",
    });
    expect(property.find(({ step }) => step === "renew")).to.deep.include({
      time: startOfDay("2016-01-15", US_FEDERAL),
      subject: "L-0417",
      amount: 29_760_000n,
      // 2021-01-31.
      until: 18_658,
    });
    expect(property[0]).to.deep.include({ standing: "", area: 0, amount: 0n, until: 0 });
    expect(benefits[0]).to.deep.equal({
      schedule: "INDEMNITY-TOKEN",
      person: "P01",
      amount: 1_008_099n,
    });
  });

  for (const [what, file, from, to, problem] of [
    [
      "office",
      "officers.csv",
      "irs-budget,2050,budget",
      "irs-budget,2050,treasurer",
      /"treasurer" is no office/,
    ],
    ["missing office", "officers.csv", "irs-budget,2050,budget", "irs-budget,2050,", /"" is no office/],
    [
      "office of the language's own",
      "officers.csv",
      "irs-budget,2050,budget",
      "irs-budget,2050,constructor",
      /is no office/,
    ],
    [
      "document that there is not",
      "records.csv",
      "P05.json",
      "P99.json",
      /"payee-identity\/P99\.json" can't be/,
    ],
    ["retention class", "records.csv", ",2190,1,", ",2190,one,", /"one" is not a whole number from 1 to 255/],
    [
      "kind of document",
      "records.csv",
      "invoice/TEPB1633712-1.json",
      "bill/1.json",
      /there is none named "bill"/,
    ],
    ["limit", "officers.csv", "2000000.00", "2e6", /"2e6" is not an amount/],
    ["limit of nothing", "officers.csv", "2000000.00", "0.00", /"0\.00" can't be entered/],
    ["limit that no limit can be", "officers.csv", "2000000.00", "184467440737095516.16", /can't be entered/],
    ["opening", "accounts.csv", "2001-10-01", "2001-10-32", /"2001-10-32" is not a date/],
    [
      "date",
      "acts.csv",
      "2016-01-11,irs-receiving",
      "11.1.2016,irs-receiving",
      /"11\.1\.2016" is not a date/,
    ],
    ["missing date", "acts.csv", "2016-01-11,irs-receiving", ",irs-receiving", /"" is not a date/],
    ["amount", "acts.csv", "30819650.46", "30819650.463", /"30819650\.463" is not an amount/],
    ["negative amount", "acts.csv", "30819650.46", "-30819650.46", /can't be entered/],
    ["rail of a payee", "payees.csv", "bank token", "bank cash", /"cash" is no rail/],
    ["rail of a payment", "payments.csv", ",wire,", ",toString,", /"toString" is no way to pay/],
    ["due date", "payments.csv", "2016-02-20", "2016-02-30", /"2016-02-30" is not a date/],
    ["benefit", "benefits.csv", "10080.99", "-1", /can't be entered/],
    ["title", "buildings.csv", "IRS-102,2050,leased", "IRS-102,2050,toString", /"toString" is not known of/],
    ["acquisition", "buildings.csv", "active,donated", "active,found", /"found" is not known of buildings/],
    ["area", "buildings.csv", "84500.00", "84500 sq ft", /is not an amount/],
    ["occupant", "buildings.csv", "2050:80000.00", "2050:all", /"all" is not an amount/],
    ["lease's end", "leases.csv", "2016-01-31", "2016-01-32", /"2016-01-32" is not a date/],
    ["renewal's end", "property.csv", "2021-01-31", "2021", /"2021" is not a date/],
  ] as const) {
    it(`names file and line of a bad ${what}`, async () => {
      await expectInputError(
        readSampleYear(changed(file, from, to), US_FEDERAL),
        `${file}, line ${lineOf(file, from)}`,
        problem,
      );
    });
  }

  it("names file, line and field of a bad classification", async () => {
    const folder = changed("acts.csv", "255/0001/D", "2550000/0001/D");
    await expectInputError(
      readSampleYear(folder, US_FEDERAL),
      `acts.csv, line ${lineOf("acts.csv", "255/0001/D")}, objectClass`,
      /does not fit/,
    );
  });

  it("names the file that lacks a column, and the one that is not there", async () => {
    await expectInputError(
      readSampleYear(changed("accounts.csv", "owner", "holder"), US_FEDERAL),
      "accounts.csv, line 1",
      /^the header lacks owner$/,
    );
    await expectInputError(
      readSampleYear(path.dirname(temporaryFile("")), US_FEDERAL),
      "organisations.csv",
      /ENOENT/,
    );
  });
});
