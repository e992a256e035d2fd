import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { encodeBytes32String, id, ZeroHash } from "ethers";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { Staff } from "../../../deploy/staff.js";
import { CodeLists, readCodeLists } from "../../../scripts/buildings/codeLists.js";
import { compareExport } from "../../../scripts/buildings/compareExport.js";
import { exportInventory } from "../../../scripts/buildings/exportInventory.js";
import { addCodes, allocateCodes } from "../../../scripts/buildings/loadCodes.js";
import { openPropertyOffice, type PropertyOffice } from "../../../scripts/buildings/office.js";
import { planImport } from "../../../scripts/buildings/plan.js";
import { readInventory } from "../../../scripts/buildings/readInventory.js";
import { runImport } from "../../../scripts/buildings/runImport.js";
import { sendSteps } from "../../../scripts/buildings/send.js";
import { prepareExport, writeExport } from "../../../scripts/buildings/writeExport.js";
import { TREASURY } from "../../../sdk/ids.js";
import { expectInputError, temporaryFile } from "../helpers/files.js";
import { buildingRow, inventoryFiles, LEASED, leaseRow } from "../helpers/inventory.js";

type Cells = Readonly<Record<string, string>>;

const EVIDENCE = id("files");
const QUIET = () => undefined;
const EXCESS = { "Building Status": "Excess" };

/** On networks of its own, so that nobody else's deployment is found. */
describe("runImport", () => {
  let connection: NetworkConnection;
  let office: PropertyOffice;
  let codes: CodeLists;

  before(async () => {
    codes = await readCodeLists("data/buildings/gsa-codes.csv");
  });

  beforeEach(async () => {
    connection = await network.create();
    office = await openPropertyOffice(connection, "GSA");
  });

  afterEach(() => connection.close());

  const read = (buildings: readonly Cells[], leases: readonly Cells[]) =>
    readInventory(inventoryFiles(buildings, leases), codes);

  const run = async (buildings: readonly Cells[], leases: readonly Cells[]) =>
    runImport(office, await read(buildings, leases), codes, EVIDENCE, QUIET);

  const exported = async () => exportInventory(await office.read(), codes, office.organisation);

  const BUILDINGS = [
    buildingRow("A"),
    buildingRow("B", LEASED),
    buildingRow("C", EXCESS),
    buildingRow("D", LEASED),
    buildingRow("E"),
  ];
  const LEASES = [leaseRow("B", "L1"), leaseRow("B", "L2")];

  it("enters everything once, and a second time nothing", async () => {
    const first = await run(BUILDINGS, LEASES);
    expect(first.steps).to.deep.equal({ register: 5, registerLease: 2, report: 1 });
    // Ten codes, one call of each kind.
    expect(first.transactions).to.equal(codes.entries.length - 2 + 3);
    expect(await exported()).to.deep.equal({ buildings: BUILDINGS, leases: LEASES });
    const second = await run(BUILDINGS, LEASES);
    expect(second).to.deep.equal({
      steps: {},
      transactions: 0,
      alreadyThere: { buildings: 5, leases: 2 },
      absent: { buildings: [], leases: [] },
      kept: [],
      refused: [],
    });
    const { buildings } = office.fisc;
    expect(await buildings.custodianOf(encodeBytes32String("C"))).to.equal(BigInt(office.organisation));
    const reports = await buildings.queryFilter(buildings.filters.ExcessReported());
    expect(reports.map(({ args }) => args.evidence)).to.deep.equal([EVIDENCE]);
  });

  it("goes on where it was broken off", async () => {
    const inventory = await read(BUILDINGS, LEASES);
    const missing = async () => allocateCodes((await office.read()).codeLists, codes).missing;
    await addCodes(office.fisc.buildings, office.administrator, (await missing()).slice(0, 8));
    await addCodes(office.fisc.buildings, office.administrator, await missing());
    const { steps } = planImport(await office.read(), inventory, codes, office.organisation);
    const desk = {
      buildings: office.fisc.buildings,
      officer: office.officer,
      organisation: office.organisation,
      evidence: EVIDENCE,
    };
    // Three of the buildings are there, one of them not reported yet.
    await sendSteps(desk, steps.slice(0, 3));
    const rest = await runImport(office, inventory, codes, EVIDENCE, QUIET);
    expect(rest.kept).to.deep.equal([]);
    expect(rest.steps).to.deep.equal({ register: 2, registerLease: 2, report: 1 });
    expect(rest.alreadyThere).to.deep.equal({ buildings: 2, leases: 0 });
    expect(await exported()).to.deep.equal({ buildings: BUILDINGS, leases: LEASES });
  });

  it("does what changed in a newer file, and nothing else", async () => {
    await run(BUILDINGS, LEASES);
    const newer = [
      buildingRow("A", { "Building Rentable Square Feet": "7", City: "BIRCHFIELD" }),
      buildingRow("B", LEASED),
      buildingRow("C", { "Building Status": "Decommissioned" }),
      // Bought: it had no lease on file.
      buildingRow("D"),
      buildingRow("E", EXCESS),
      buildingRow("F", LEASED),
    ];
    const newerLeases = [
      leaseRow("B", "L1", { "Lease Expiration Date": "2040-02-11" }),
      leaseRow("B", "L3"),
      leaseRow("F", "L1"),
    ];
    const it = await run(newer, newerLeases);
    expect(it.steps).to.deep.equal({
      register: 1,
      amend: 4,
      registerLease: 2,
      amendLease: 1,
      report: 1,
    });
    expect(it).to.deep.include({
      transactions: 5,
      alreadyThere: { buildings: 1, leases: 0 },
      absent: { buildings: [], leases: ["B L2"] },
      refused: [],
    });
    const { buildings, leases } = await exported();
    expect(buildings).to.deep.equal(newer);
    expect(leases).to.deep.equal([newerLeases[0], LEASES[1], newerLeases[1], newerLeases[2]]);
    expect((await run(newer, newerLeases)).transactions).to.equal(0);
  });

  it("finds the row that a rule refuses, and sends the rest of its call", async () => {
    const rows = ["A", "B", "C", "D", "E", "F", "G"].map((code) => buildingRow(code));
    const none = [leaseRow("X", "L1")];
    await run(rows, none);
    const { buildings } = office.fisc;
    await buildings
      .connect(office.officer)
      .setOccupancy(encodeBytes32String("D"), office.organisation, 100_000, ZeroHash)
      .then((sent) => sent.wait());
    const smaller = rows.map((row) => ({ ...row, "Building Rentable Square Feet": "10" }));
    const { refused, transactions } = await run(smaller, none);
    expect(refused.map(({ file, line, building }) => [file, line, building])).to.deep.equal([
      ["leases", 2, "X"],
      ["buildings", 5, "D"],
    ]);
    expect(refused[1]!.problem).to.match(
      /^line 5: a rule of the register refuses it, BuildingRegistryOverOccupied \(.*area 1000, occupied 100000\); /,
    );
    expect(transactions).to.be.greaterThan(1);
    const areas = (await exported()).buildings.map((row) => row["Building Rentable Square Feet"]);
    expect(areas).to.deep.equal(["10", "10", "10", "1000.5", "10", "10", "10"]);
  });

  it("refuses the row that changes a disposed building, on the chain as in the plan", async () => {
    const none = [leaseRow("X", "L1")];
    await run([buildingRow("A", LEASED), buildingRow("B")], none);
    const { buildings } = office.fisc;
    const sent = await buildings.connect(office.officer).dispose(encodeBytes32String("A"), 5, 0, ZeroHash);
    await sent.wait();
    const { refused, transactions } = await run(
      [buildingRow("A", { ...LEASED, City: "X" }), buildingRow("B", { City: "X" })],
      none,
    );
    expect(refused[0]!.problem).to.match(/^line 2: building A is disposed, /);
    expect(transactions).to.equal(1);
    expect((await exported()).buildings.map((row) => row.City)).to.deep.equal(["X"]);
  });

  it("stops at what is no row's fault", async () => {
    const inventory = await read(BUILDINGS, LEASES);
    await runImport(office, inventory, codes, EVIDENCE, QUIET);
    const stranger = { ...office, officer: office.administrator };
    let error: unknown;
    await runImport(stranger, await read([buildingRow("Z")], LEASES), codes, EVIDENCE, QUIET).catch(
      (it: unknown) => {
        error = it;
      },
    );
    expect(String(error)).to.match(/OfficerRegistry/);
  });

  it("undoes no officer's act when it takes the same files again", async () => {
    await run(BUILDINGS, LEASES);
    const word = encodeBytes32String;
    const register = office.fisc.buildings.connect(office.officer);
    await (await register.renewLease(word("B"), word("L1"), 30_000, 5, 100n, EVIDENCE)).wait();
    await (await register.reportExcess(word("A"), 1, EVIDENCE)).wait();
    await (await register.restore(word("C"), 1, EVIDENCE)).wait();
    const before = (await office.read()).buildings;
    const again = await run(BUILDINGS, LEASES);
    expect(again).to.deep.include({ steps: {}, transactions: 0, refused: [] });
    expect(again.kept.map(({ building, lease, columns }) => [building, lease, ...columns])).to.deep.equal([
      ["A", "", "Building Status"],
      ["C", "", "Building Status"],
      ["B", "L1", "Lease Expiration Date"],
    ]);
    expect((await office.read()).buildings).to.deep.equal(before);
  });

  it("gives a code with another meaning a value of its own", async () => {
    await run(BUILDINGS, LEASES);
    const other = new CodeLists(
      codes.entries.map((entry) => (entry.code === "LAND" ? { ...entry, label: "Ground" } : entry)),
    );
    const { codeLists } = await office.read();
    const { codes: own, missing } = allocateCodes(codeLists, other);
    expect(missing).to.deep.equal([{ list: "kind", value: 4, code: "LAND", label: "Ground" }]);
    expect([own.valueOf("kind", "LAND"), own.valueOf("kind", "BUILDING")]).to.deep.equal([4, 1]);
    // One that was withdrawn and added again is found where it stands now.
    const kinds = codeLists.get(1)!;
    kinds.get(1)!.isWithdrawn = true;
    expect(allocateCodes(codeLists, codes).codes.valueOf("kind", "BUILDING")).to.equal(1);
    kinds.set(9, { value: 9, code: "BUILDING", label: "Building", isWithdrawn: false });
    expect(allocateCodes(codeLists, codes).codes.valueOf("kind", "BUILDING")).to.equal(9);
    for (let value = 1; value <= 255; ++value) {
      kinds.set(value, { value, code: "X", label: "X", isWithdrawn: true });
    }
    await expectInputError(
      Promise.resolve().then(() => allocateCodes(codeLists, codes)),
      "code list kind",
      /^there is no value left for "BUILDING"$/,
    );
  });

  it("exports, compares and counts what the organisation has custody of", async () => {
    await run(BUILDINGS, LEASES);
    const signers = await connection.ethers.getSigners();
    const [, registrar, , , , , clerk] = signers;
    const staff = new Staff(office.fisc.registry, {
      registrar: registrar!,
      administrator: office.administrator,
    });
    const organisation = await staff.organisation(TREASURY, "VA");
    await staff.appoint(await staff.person(clerk!), organisation, ["property"]);
    const theirs = { ...office, organisation, officer: clerk! };
    const sources = inventoryFiles([buildingRow("V", LEASED)], [leaseRow("V", "L1")]);
    const inventory = await readInventory(sources, codes);
    await runImport(theirs, inventory, codes, EVIDENCE, QUIET);

    // A goes over, as it is, and the file of who gave it has it still; B's leases went with it.
    const ours = office.fisc.buildings.connect(office.officer);
    for (const code of ["A", "B"]) {
      const word = encodeBytes32String(code);
      await (await ours.offerCustody(word, organisation, EVIDENCE)).wait();
      const facts = await ours.facts(word);
      await (await ours.connect(clerk).acceptCustody(word, facts, EVIDENCE)).wait();
    }
    const given = await run(BUILDINGS, LEASES);
    expect(given).to.deep.include({
      transactions: 0,
      refused: [],
      alreadyThere: { buildings: 3, leases: 0 },
      absent: { buildings: [], leases: [] },
    });
    expect(given.kept.map(({ why }) => why.split(";")[0])).to.deep.equal([
      `organisation ${organisation} has custody of building A`,
      `organisation ${organisation} has custody of building B`,
      `organisation ${organisation} has custody of building B`,
      `organisation ${organisation} has custody of building B`,
    ]);
    const codesOf = (rows: readonly Cells[]) => rows.map((row) => row["Location Code"]);
    const kept = await exported();
    expect([codesOf(kept.buildings), codesOf(kept.leases)]).to.deep.equal([["C", "D", "E"], []]);
    const others = await runImport(theirs, inventory, codes, EVIDENCE, QUIET);
    const they = exportInventory(await office.read(), codes, organisation);
    expect([codesOf(they.buildings), codesOf(they.leases)]).to.deep.equal([
      ["A", "B", "V"],
      ["B", "B", "V"],
    ]);
    for (const [files, done, inventoryOf] of [
      [inventoryFiles(BUILDINGS, LEASES), given, kept],
      [sources, others, they],
    ] as const) {
      const out = await prepareExport(path.join(path.dirname(temporaryFile("")), "out"), []);
      await writeExport(out, inventoryOf, codes);
      expect((await compareExport(files, out, codes, done)).mismatches).to.deep.equal([]);
    }
  });

  it("calls a row that can't be read no absent building or lease", async () => {
    await run(BUILDINGS, LEASES);
    const { buildings, leases } = inventoryFiles(BUILDINGS, LEASES);
    for (const file of [buildings, leases]) {
      // A cell too many, in the first row.
      writeFileSync(file, readFileSync(file, "utf8").replace(/"?HOUSE [AB]"?/, "$&,more"));
    }
    const inventory = await readInventory({ buildings, leases }, codes);
    expect(inventory.refused.map(({ building, lease }) => [building, lease])).to.deep.equal([
      ["A", ""],
      ["B", ""],
    ]);
    const { absent } = await runImport(office, inventory, codes, EVIDENCE, QUIET);
    expect(absent).to.deep.equal({ buildings: [], leases: [] });
  });
});

describe("the importer's calls", () => {
  for (const hardfork of ["default", "amsterdam"]) {
    it(`stay below the most gas of a transaction on ${hardfork}`, async () => {
      const connection = await network.create(hardfork);
      const codes = await readCodeLists("data/buildings/gsa-codes.csv");
      const office = await openPropertyOffice(connection, "GSA");
      const codeOf = (i: number): string => `ME${String(i).padStart(4, "0")}`;
      const inventory = await readInventory(
        inventoryFiles(
          Array.from({ length: 110 }, (_, i) => buildingRow(codeOf(i), LEASED)),
          Array.from({ length: 110 }, (_, i) => leaseRow(codeOf(i), "LME00001")),
        ),
        codes,
      );
      const { provider } = connection.ethers;
      const before = await provider.getBlockNumber();
      const { transactions } = await runImport(office, inventory, codes, EVIDENCE, QUIET);
      // Two calls of buildings, two of leases.
      expect(transactions).to.equal(codes.entries.length - 2 + 4);
      const gas: number[] = [];
      for (let block = before + 1; block <= before + transactions; ++block) {
        gas.push(Number((await provider.getBlock(block))?.gasUsed));
      }
      expect(Math.max(...gas)).to.be.lessThan(16_777_216);
      await connection.close();
    });
  }
});
