import path from "node:path";

import { expect } from "chai";
import { encodeBytes32String, type Signer, ZeroHash } from "ethers";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { Staff } from "../../../deploy/staff.js";
import { type CodeLists, readCodeLists } from "../../../scripts/buildings/codeLists.js";
import { addCodes, allocateCodes } from "../../../scripts/buildings/loadCodes.js";
import { openPropertyOffice, type PropertyOffice } from "../../../scripts/buildings/office.js";
import { compareExport } from "../../../scripts/buildings/compareExport.js";
import { exportInventory } from "../../../scripts/buildings/exportInventory.js";
import { layoutOf } from "../../../scripts/buildings/layout.js";
import { readInventory } from "../../../scripts/buildings/readInventory.js";
import { runImport } from "../../../scripts/buildings/runImport.js";
import { prepareExport, writeExport } from "../../../scripts/buildings/writeExport.js";
import { columnsIn, decodeDescription, encodeDescription } from "../../../sdk/buildings/description.js";
import { encodeFacts, NOT_SURVEYED } from "../../../sdk/buildings/facts.js";
import { CODE_LIST } from "../../../sdk/buildings/kinds.js";
import { TREASURY } from "../../../sdk/ids.js";
import { expectRevert } from "../../helpers/expect.js";
import { csv, temporaryFile } from "../helpers/files.js";
import { buildingRow, inventoryFiles, LEASED, leaseRow } from "../helpers/inventory.js";

/** The same contracts under another jurisdiction's words, on a network of its own. */
describe("code lists of British Columbia", () => {
  let connection: NetworkConnection;
  let office: PropertyOffice;
  let codes: CodeLists;

  before(async () => {
    connection = await network.create();
    office = await openPropertyOffice(connection, "REAL-PROPERTY");
    codes = await readCodeLists("data/buildings/bc-codes.csv");
    const { codeLists } = await office.read();
    await addCodes(office.fisc.buildings, office.administrator, allocateCodes(codeLists, codes).missing);
  });

  after(() => connection.close());

  const as = (signer: Signer) => office.fisc.buildings.connect(signer);
  const word = encodeBytes32String;
  const BURNABY = {
    Name: "Courthouse annex",
    Description: "Three storeys, brick",
    Agency: "CITZ",
    "Administrative Area": "Burnaby",
    Latitude: "49.2488",
    Longitude: "-122.9805",
    "Floor Count": "3",
  };

  const registration = (code: string, standing: string) => ({
    id: word(code),
    facts: encodeFacts({
      area: 2_500_000,
      condition: NOT_SURVEYED,
      utilisation: NOT_SURVEYED,
      standing: codes.valueOf("active", standing) ?? 255,
      use: 0,
      kind: codes.valueOf("kind", "Building") ?? 255,
      title: 1,
      status: 2,
      acquisition: 0,
    }),
    record: ZeroHash,
    description: encodeDescription(schema(), [BURNABY]),
  });

  const schema = () => layoutOf("buildings", codes).schema;

  it("loads into the contract as it is, and needs no second time", async () => {
    const { codeLists } = await office.read();
    expect(allocateCodes(codeLists, codes).missing).to.deep.equal([]);
    expect(await office.fisc.buildings.codes(CODE_LIST.active)).to.equal(0b110n);
    expect(await office.fisc.buildings.codes(CODE_LIST.excess)).to.equal(0n);
    expect(codeLists.get(CODE_LIST.surplus)?.get(2)).to.deep.equal({
      value: 2,
      code: "SURPENCUM",
      label: "Surplus Encumbered",
      isWithdrawn: false,
    });
  });

  it("takes buildings from core operational to surplus and gone, under its own names", async () => {
    const { officer, organisation } = office;
    const register = as(officer);
    await (
      await register.register(organisation, [
        registration("BC-001", "COREOPER"),
        registration("BC-002", "CORESTRAT"),
      ])
    ).wait();

    // There is no word for excess: it is not stated until the treasury declares surplus.
    await (await register.reportExcess(word("BC-001"), 0, ZeroHash)).wait();
    const { building } = await surplus("BC-001", "SURPENCUM");
    expect(building.facts).to.include({ status: 4, standing: 2 });
    await connection.networkHelpers.time.increase(60 * 86_400);
    await (
      await register.dispose(word("BC-001"), 4, codes.valueOf("disposed", "DEMOLISHED") ?? 0, ZeroHash)
    ).wait();

    const { buildings, codeLists } = await office.read();
    const nameOf = (list: keyof typeof CODE_LIST, value = 0) =>
      codeLists.get(CODE_LIST[list])?.get(value)?.label;
    const [gone, kept] = [buildings.get("BC-001"), buildings.get("BC-002")];
    expect(nameOf("disposed", gone?.facts.standing)).to.equal("Demolished");
    expect(nameOf("active", kept?.facts.standing)).to.equal("Core Strategic");
    const columnsOf = (value: number) => columnsIn(codeLists.get(CODE_LIST.schema)?.get(value)?.label ?? "");
    expect(decodeDescription(kept?.description ?? "", columnsOf).lines[0]).to.include(BURNABY);
  });

  it("gives nothing a standing of another jurisdiction", async () => {
    const { officer, organisation, fisc } = office;
    const facts = registration("BC-003", "COREOPER").facts | (255n << 48n);
    await expectRevert(
      as(officer).register(organisation, [{ ...registration("BC-003", "COREOPER"), facts }]),
      fisc.buildings,
      "BuildingRegistryUnknownCode",
      CODE_LIST.active,
      255,
    );
  });

  /** Screened, then declared surplus by a property officer of the treasury. */
  async function surplus(code: string, standing: string) {
    const [, registrar, , administrator, , , declarer] = await connection.ethers.getSigners();
    const { registry } = office.fisc;
    await (await registry.connect(registrar).enrolPerson(declarer!.address, ZeroHash)).wait();
    const person = await registry.officerOf(declarer!.address);
    await (
      await registry.connect(administrator).appoint(person, TREASURY, 1 << 10, 0, 2 ** 40 - 1, 2n ** 64n - 1n)
    ).wait();
    await connection.networkHelpers.time.increase(30 * 86_400);
    await (
      await as(declarer!).declareSurplus(word(code), codes.valueOf("surplus", standing) ?? 0, ZeroHash)
    ).wait();
    const { buildings } = await office.read();
    return { building: buildings.get(code)! };
  }
});

/** Two lists that number their codes from 1, on a network of its own. */
describe("two jurisdictions in one register", () => {
  it("each have their codes, columns and inventory", async () => {
    const connection = await network.create();
    const office = await openPropertyOffice(connection, "GSA");
    const run = async (desk: PropertyOffice, files: Files, codes: CodeLists) => {
      const inventory = await readInventory(files, codes);
      expect(inventory.refused).to.deep.equal([]);
      return runImport(desk, inventory, codes, ZeroHash, () => undefined);
    };
    const gsa = await readCodeLists("data/buildings/gsa-codes.csv");
    const gsaFiles = inventoryFiles(
      [
        buildingRow("ME0001"),
        buildingRow("ME0002", LEASED),
        buildingRow("ME0003", { "Building Status": "Excess" }),
      ],
      [leaseRow("ME0002", "L1")],
    );
    expect((await run(office, gsaFiles, gsa)).refused).to.deep.equal([]);

    const bc = await readCodeLists("data/buildings/bc-codes.csv");
    const bcFiles = provincialFiles(bc);
    const [, registrar, , , , , clerk] = await connection.ethers.getSigners();
    const staff = new Staff(office.fisc.registry, {
      registrar: registrar!,
      administrator: office.administrator,
    });
    const organisation = await staff.organisation(TREASURY, "REAL-PROPERTY");
    await staff.appoint(await staff.person(clerk!), organisation, ["property"]);
    const province = { ...office, organisation, officer: clerk! };
    const first = await run(province, bcFiles, bc);
    expect(first.steps).to.deep.equal({ register: 2, registerLease: 1 });
    expect(first.refused).to.deep.equal([]);
    expect((await run(province, bcFiles, bc)).transactions).to.equal(0);
    expect((await run(office, gsaFiles, gsa)).transactions).to.equal(0);

    const books = await province.read();
    expect([...books.codeLists.get(CODE_LIST.kind)!.values()].map(({ code }) => code)).to.deep.equal([
      ...["BUILDING", "STRUCTURE", "LAND"],
      ...["Land", "Building"],
    ]);
    expect(books.buildings.get("BC-001")!.facts).to.include({ kind: 5, standing: 3, title: 1 });
    for (const [desk, codes, files, names] of [
      [office, gsa, gsaFiles, ["ME0001", "ME0002", "ME0003"]],
      [province, bc, bcFiles, ["BC-001", "BC-002"]],
    ] as const) {
      const inventory = exportInventory(books, codes, desk.organisation);
      expect(inventory.buildings.map((row) => row["Location Code"])).to.deep.equal(names);
      const out = await prepareExport(path.join(path.dirname(temporaryFile("")), "out"), []);
      await writeExport(out, inventory, codes);
      const left = { refused: [], kept: [], absent: { buildings: [], leases: [] } };
      expect((await compareExport(files, out, codes, left)).mismatches).to.deep.equal([]);
    }
    await connection.close();
  });

  type Files = Parameters<typeof readInventory>[0];

  function provincialFiles(codes: CodeLists): Files {
    const file = (of: "buildings" | "leases", rows: readonly Readonly<Record<string, string>>[]): string => {
      const { columns } = layoutOf(of, codes);
      return temporaryFile(
        csv([...columns], ...rows.map((row) => columns.map((column) => row[column] ?? ""))),
        of,
      );
    };
    const building = {
      "Owned or Leased": "OWNED",
      "Administrative Area": "Burnaby",
      Latitude: "49.2488",
      Longitude: "-122.9805",
      "Building Rentable Square Feet": "25000",
      "Building Status": "COREOPER",
      "Real Property Asset Type": "Building",
    };
    return {
      buildings: file("buildings", [
        { ...building, "Location Code": "BC-001", "Building Status": "CORESTRAT" },
        { ...building, "Location Code": "BC-002", "Owned or Leased": "LEASED" },
      ]),
      leases: file("leases", [
        {
          "Location Code": "BC-002",
          "Real Property Asset Name": "Second floor",
          "Lease Number": "L-77",
          "Lease Effective Date": "2020-04-01",
          "Lease Expiration Date": "2030-03-31",
        },
      ]),
    };
  }
});
