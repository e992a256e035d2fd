import { expect } from "chai";
import { encodeBytes32String, id, ZeroHash } from "ethers";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { CodeLists, readCodeLists } from "../../../scripts/buildings/codeLists.js";
import { exportInventory } from "../../../scripts/buildings/exportInventory.js";
import { addCodes, missingCodes } from "../../../scripts/buildings/loadCodes.js";
import { openPropertyOffice, type PropertyOffice } from "../../../scripts/buildings/office.js";
import { planImport } from "../../../scripts/buildings/plan.js";
import { readInventory } from "../../../scripts/buildings/readInventory.js";
import { runImport } from "../../../scripts/buildings/runImport.js";
import { sendSteps } from "../../../scripts/buildings/send.js";
import { expectInputError } from "../helpers/files.js";
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

  const exported = async () => exportInventory(await office.read(), codes);

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
      refused: [],
    });
    const { buildings } = office.fisc;
    expect(await buildings.custodianOf(encodeBytes32String("C"))).to.equal(BigInt(office.organisation));
    const reports = await buildings.queryFilter(buildings.filters.ExcessReported());
    expect(reports.map(({ args }) => args.evidence)).to.deep.equal([EVIDENCE]);
  });

  it("goes on where it was broken off", async () => {
    const inventory = await read(BUILDINGS, LEASES);
    const books = await office.read();
    await addCodes(
      office.fisc.buildings,
      office.administrator,
      missingCodes(books.codeLists, codes).slice(0, 8),
    );
    await addCodes(
      office.fisc.buildings,
      office.administrator,
      missingCodes((await office.read()).codeLists, codes),
    );
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
    expect(rest.steps).to.deep.equal({ register: 2, registerLease: 2, report: 1 });
    expect(rest.alreadyThere).to.deep.equal({ buildings: 2, leases: 0 });
    expect(await exported()).to.deep.equal({ buildings: BUILDINGS, leases: LEASES });
  });

  it("does what changed in a newer file, and nothing else", async () => {
    await run(BUILDINGS, LEASES);
    const newer = [
      buildingRow("A", { "Building Rentable Square Feet": "7", City: "BIRCHFIELD" }),
      buildingRow("B", LEASED),
      buildingRow("C"),
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
      restore: 1,
      amend: 2,
      registerLease: 2,
      amendLease: 1,
      report: 1,
    });
    expect(it).to.deep.include({
      transactions: 6,
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
      [buildingRow("A", LEASED), buildingRow("B", { City: "X" })],
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

  it("keeps a code's meaning for ever", async () => {
    await run(BUILDINGS, LEASES);
    const other = new CodeLists(
      codes.entries.map((entry) => (entry.code === "LAND" ? { ...entry, label: "Ground" } : entry)),
    );
    await expectInputError(
      runImport(office, await read(BUILDINGS, LEASES), other, EVIDENCE, QUIET),
      "code list kind, value 3",
      /^it is "LAND" here and "LAND" in the register, or their labels differ$/,
    );
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
