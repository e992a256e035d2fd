import { expect } from "chai";
import { encodeBytes32String, type Signer, ZeroHash } from "ethers";
import { network } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import { type CodeLists, readCodeLists } from "../../../scripts/buildings/codeLists.js";
import { addCodes, missingCodes } from "../../../scripts/buildings/loadCodes.js";
import { openPropertyOffice, type PropertyOffice } from "../../../scripts/buildings/office.js";
import { schemaOf } from "../../../scripts/buildings/parseBuilding.js";
import { columnsIn, decodeDescription, encodeDescription } from "../../../sdk/buildings/description.js";
import { encodeFacts, NOT_SURVEYED } from "../../../sdk/buildings/facts.js";
import { CODE_LIST } from "../../../sdk/buildings/kinds.js";
import { TREASURY } from "../../../sdk/ids.js";
import { expectRevert } from "../../helpers/expect.js";

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
    await addCodes(office.fisc.buildings, office.administrator, missingCodes(codeLists, codes));
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

  /** Read off the file of codes: the importer's are GSA's. */
  const schema = () => {
    const entry = codes.entries.find(({ list }) => list === "schema");
    return { value: entry?.value ?? 0, columns: columnsIn(entry?.label ?? "") };
  };

  it("loads into the contract as it is, and needs no second time", async () => {
    const { codeLists } = await office.read();
    expect(missingCodes(codeLists, codes)).to.deep.equal([]);
    expect(await office.fisc.buildings.codes(CODE_LIST.active)).to.equal(0b110n);
    expect(await office.fisc.buildings.codes(CODE_LIST.excess)).to.equal(0n);
    expect(codeLists.get(CODE_LIST.surplus)?.get(2)).to.deep.equal({
      value: 2,
      code: "SURPENCUM",
      label: "Surplus Encumbered",
      isWithdrawn: false,
    });
    expect(() => schemaOf("building", codes)).to.throw(/there is no schema IOLP-BUILDING/);
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
