import path from "node:path";

import { expect } from "chai";
import { ZeroHash } from "ethers";

import { appointCast } from "../../../scripts/story/cast.js";
import {
  readSampleYear,
  type SampleAct,
  type SamplePayment,
  type SampleYear,
} from "../../../scripts/story/sample.js";
import type { StoryVersion } from "../../../scripts/story/records/archive.js";
import type { SampleRecordStep } from "../../../scripts/story/records/sample.js";
import type { SamplePropertyStep } from "../../../scripts/story/property/sample.js";
import { runYear, type Year } from "../../../scripts/story/year.js";
import { connect } from "../../../scripts/support/network.js";
import { startOfDay, US_FEDERAL } from "../../../sdk/calendar.js";
import { evidenceOf } from "../../../sdk/records/evidence.js";
import { FolderStore } from "../../../sdk/records/store/folder.js";
import { expectInputError, temporaryFile } from "../helpers/files.js";

const FOLDER = path.resolve(import.meta.dirname, "../../../data/sample-year");
const YEAR_STARTS = startOfDay("2015-10-01", US_FEDERAL);

/** What there is to the first invoice. */
const isFirst = ({ obligation }: SampleAct | SamplePayment): boolean => obligation === "TIRSE13C00003";

/** The sample's first months of the IRS, with other payments. */
async function run(
  change: (payments: readonly SamplePayment[]) => readonly SamplePayment[],
  {
    buildings = [],
    property = [],
    records = [],
  }: Partial<Pick<SampleYear, "buildings" | "property" | "records">> = {},
): Promise<Year> {
  const sample = await readSampleYear(FOLDER, US_FEDERAL);
  const small: SampleYear = {
    ...sample,
    officers: sample.officers.filter(({ organisation }) => /^(0|020|2050|12K3)$/.test(organisation)),
    accounts: sample.accounts.filter(({ key }) => key.startsWith("IRS-OPS")),
    acts: sample.acts.filter((act) => isFirst(act) || /^IRS-OPS(\/Q1)?$/.test(act.account)).slice(0, 7),
    payments: change(sample.payments.filter(isFirst)),
    benefits: [],
    buildings: buildings.map((building) => ({ ...building, occupants: [] })),
    leases: [],
    property,
    records,
  };
  const connection = await connect({ startsAt: YEAR_STARTS });
  try {
    const store = new FolderStore(path.dirname(temporaryFile("")));
    return await runYear(connection, await appointCast(connection, small), small, US_FEDERAL, store);
  } finally {
    await connection.close();
  }
}

/** One more step after the sample's first submission. */
const followedBy =
  (change: Partial<SamplePayment>) =>
  (payments: readonly SamplePayment[]): SamplePayment[] => [
    ...payments.slice(0, 1),
    ...payments.slice(0, 1).map((line) => ({ ...line, place: "payments.csv, line 99", ...change })),
  ];

describe("runYear", () => {
  it("runs what is lawful, and tells no more than there is to tell", async () => {
    const year = await run((payments) => payments.slice(0, 1));
    expect([...year.vouchers.keys()]).to.deep.equal(["TIRSE13C00003/1"]);
    expect([...year.obligations.keys()]).to.include("TIRSE13C00003");
    expect(year.told).to.deep.equal([]);
  });

  for (const [what, change, problem] of [
    [
      "step that a rule refuses",
      {},
      /^VouchersAlreadyClaimed refuses irs-vouchers's "submit" \(voucher 0x[0-9a-f]{64}, state 1\)$/,
    ],
    [
      "step by another officer's office",
      { officer: "irs-certifier" },
      /^OfficerRegistryMissingOffices refuses/,
    ],
    ["step that there is not", { step: "toString" }, /^"toString" is no step of a payment$/],
    ["voucher that there is not", { step: "certify", names: ["X/1"], means: "ach" }, /^"X\/1" is not in the/],
    ["certification without a rail", { step: "certify" }, /^"certify" names no rail$/],
    ["submission of two invoices", { names: ["X/1", "X/2"] }, /^"submit" is about one invoice$/],
    ["rate that is none", { step: "rate", officer: "apportioner", to: "2.5" }, /^"2\.5" is no rate$/],
    ["person whose record there is not", { step: "enrol", to: "P05" }, /^there is no record of who P05 is$/],
    ["schedule without lines", { step: "schedule", names: ["S"], means: "ach" }, /^"S" has no lines$/],
    ["change stopped by nobody", { step: "undo", to: "99", means: "ach" }, /^"99" is not in the sample$/],
  ] as const) {
    it(`names the place of a ${what}`, async () => {
      await expectInputError(run(followedBy(change)), "payments.csv, line 99", problem);
    });
  }

  /** The year with one building of the sample, and one step about it. */
  async function runWith(code: string, change: Partial<SamplePropertyStep>): Promise<Year> {
    const sample = await readSampleYear(FOLDER, US_FEDERAL);
    return run((payments) => payments.slice(0, 1), {
      buildings: sample.buildings.filter((building) => building.code === code),
      property: sample.property
        .slice(0, 1)
        .map((line) => ({ ...line, building: code, place: "property.csv, line 99", ...change })),
    });
  }

  it("tells of buildings what is done about them, and what is delivered and paid there", async () => {
    const order = {
      step: "order",
      subject: "TIRSE13C00003",
      to: "repair",
      time: startOfDay("2015-12-01", US_FEDERAL),
    };
    const { toldOfBuildings, orders } = await runWith("IRS-101", order);
    expect([...orders]).to.deep.equal([["TIRSE13C00003", "IRS-101"]]);
    expect(toldOfBuildings.map(({ what, subject, how }) => [what, subject, how])).to.deep.equal([
      ["repair ordered", "IRS-101", "TIRSE13C00003"],
      ["accepted", "IRS-101", "TIRSE13C00003"],
    ]);
  });

  for (const [what, building, change, problem] of [
    [
      "step about a building that a rule refuses",
      "IRS-102",
      { step: "report" },
      /^BuildingRegistryWrongTitle refuses irs-property's "report" \(building 0x4952532d313032/,
    ],
    [
      "step that there is not of a building",
      "IRS-101",
      { step: "toString" },
      /^"toString" is no step of a building$/,
    ],
    ["finding that is none", "IRS-101", { to: "71%" }, /^"71%" is no finding$/],
    ["custody offered to nobody", "IRS-101", { step: "offer", to: "99" }, /^"99" is not in the sample$/],
    ["cost that is none", "IRS-101", { step: "order", to: "paint" }, /^"paint" is no kind of cost$/],
    ["standing that is none", "IRS-101", { step: "report", standing: "Lost" }, /^list excess has no "Lost"$/],
  ] as const) {
    it(`names the place of a ${what}`, async () => {
      await expectInputError(runWith(building, change), "property.csv, line 99", problem);
    });
  }

  /** The year with the sample's invoice as a record of the IRS, and one step about it. */
  async function runRecords(change: Partial<SampleRecordStep>): Promise<Year> {
    const { records } = await readSampleYear(FOLDER, US_FEDERAL);
    const [retained] = records;
    const anchored = records.find(({ record }) => record === "TEPB1633712/1");
    const own = {
      officer: "irs-vouchers",
      to: "accept:TIRSE13C00003 accept:X",
      time: startOfDay("2015-10-20", US_FEDERAL),
    };
    return run((payments) => payments.slice(0, 1), {
      records: [
        retained!,
        { ...anchored!, ...own },
        { ...anchored!, ...own, document: undefined, to: "", place: "records.csv, line 99", ...change },
      ],
    });
  }

  it("keeps a record as evidence for an acceptance, and lets its officer read it", async () => {
    const { toldOfRecords, archive } = await runRecords({ step: "read" });
    expect(toldOfRecords.map(({ what, how, note }) => [what, how, note])).to.deep.equal([
      ["retention set", "2190 days", "documents of payments: six years"],
      ["anchored", "invoice, version 1", "as received"],
      ["opened", "all 14 fields", "verdict: yes"],
    ]);
    const [{ commitment }] = archive.records.get("TEPB1633712/1")!.versions as [StoryVersion];
    // A claim rests on the record that has its invoice's name, where there is one.
    expect(archive.evidenceFor("TEPB1633712/1")).to.equal(evidenceOf(commitment));
    expect(archive.evidenceFor("TIRSE13C00003/1")).to.equal(ZeroHash);
    expect(archive.unused, "the other one took it, once").to.deep.equal(["accept:X"]);
    expect(archive.takeEvidence("accept", "X")).to.equal(evidenceOf(commitment));
  });

  for (const [what, change, problem] of [
    [
      "step about a record that a rule refuses",
      { step: "retain", to: "1" },
      /^RecordRegistryInvalidClass refuses/,
    ],
    ["step that there is not of a record", { step: "toString" }, /^"toString" is no step of a record$/],
    ["record that there is not", { step: "read", record: "X" }, /^"X" is not in the sample$/],
    ["record without a document", { step: "supersede" }, /^it names no document$/],
    ["check of what nobody was shown", { step: "check" }, /^nothing of "TEPB1633712\/1" was disclosed$/],
    ["time that is none", { step: "retain", to: "years" }, /^"years" is not a whole number/],
    ["erasure by another office", { step: "erase" }, /^OfficerRegistryMissingOffices refuses/],
  ] as const) {
    it(`names the place of a ${what}`, async () => {
      await expectInputError(runRecords(change), "records.csv, line 99", problem);
    });
  }

  it("names the custodian that has no property officer", async () => {
    await expectInputError(
      runWith("BEP-201", {}),
      "organisation 2041",
      /^no property officer enters its buildings$/,
    );
  });
});
