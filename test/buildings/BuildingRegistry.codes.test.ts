import { expect } from "chai";

import { CODE_LIST } from "../../sdk/buildings/kinds.js";
import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { housed } from "../fixtures/housed.js";
import { freshLedger } from "../fixtures/freshLedger.js";
import { loadFixture } from "../fixtures/network.js";
import { NO_CODES } from "../helpers/codes.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";

const fresh = async () => {
  const all = await freshLedger();
  return { ...all, asAdministrator: all.buildings.connect(all.founders.administrator.signer) };
};
const story = () => loadFixture(fresh);

const bits = (...values: number[]) => values.reduce((word, value) => word | (1n << BigInt(value)), 0n);

describe("BuildingRegistry: code lists", () => {
  it("are empty at first, and filled by a jurisdiction's administrator", async () => {
    const { buildings, asAdministrator, founders } = await story();
    const { id } = founders.administrator;
    for (const list of Object.values(CODE_LIST)) {
      expect(await buildings.codes(list)).to.equal(0);
      for (const value of [1, 255, 7]) {
        const call = asAdministrator.addCode(list, value, `V${String(value)}`, "Surplus, active");
        await expectEvent(
          call,
          buildings,
          "CodeAdded",
          list,
          value,
          id,
          `V${String(value)}`,
          "Surplus, active",
        );
      }
      expect(await buildings.codes(list)).to.equal(bits(1, 7, 255));
    }
  });

  it("keep a value's meaning: none is added twice, withdrawn ones included", async () => {
    const { buildings, asAdministrator, founders } = await story();
    const { kind, use } = CODE_LIST;
    await asAdministrator.addCode(kind, 3, "OFFICE", "");
    await asAdministrator.addCode(use, 3, "OFFICE", "");
    const again = () => asAdministrator.addCode(kind, 3, "OTHER", "");
    await expectRevert(again(), buildings, "BuildingRegistryInvalidCode", kind, 3, "OTHER");
    const withdrawn = asAdministrator.withdrawCode(kind, 3);
    await expectEvent(withdrawn, buildings, "CodeWithdrawn", kind, 3, founders.administrator.id);
    expect(await buildings.codes(kind)).to.equal(0);
    expect(await buildings.codes(use)).to.equal(bits(3));
    await expectRevert(again(), buildings, "BuildingRegistryInvalidCode", kind, 3, "OTHER");
  });

  it("take a value above 0 and a text that is a code", async () => {
    const { buildings, asAdministrator } = await story();
    const zero = asAdministrator.addCode(1, 0, "ZERO", "");
    await expectRevert(zero, buildings, "BuildingRegistryInvalidCode", 1, 0, "ZERO");
    for (const text of NO_CODES) {
      const call = asAdministrator.addCode(1, 1, text, "");
      await expectRevert(call, buildings, "BuildingRegistryInvalidCode", 1, 1, text);
    }
  });

  it("withdraw what they have", async () => {
    const { buildings, asAdministrator } = await story();
    await asAdministrator.addCode(1, 1, "ONE", "");
    await asAdministrator.withdrawCode(1, 1);
    for (const value of [0, 1, 2]) {
      const call = asAdministrator.withdrawCode(1, value);
      await expectRevert(call, buildings, "BuildingRegistryUnknownCode", 1, value);
    }
  });

  it("are the treasury's administrator's alone", async () => {
    const { buildings, registry, a, treasury } = await loadFixture(housed);
    const calls = [
      (by: typeof buildings) => by.addCode(1, 9, "NINE", ""),
      (by: typeof buildings) => by.withdrawCode(1, 1),
    ];
    for (const call of calls) {
      const own = call(buildings.connect(a.administrator.signer));
      await expectRevert(own, registry, "OfficerRegistryNotAppointed", a.administrator.id, TREASURY);
      const { id, signer } = treasury.property;
      const other = call(buildings.connect(signer));
      await expectRevert(
        other,
        registry,
        "OfficerRegistryMissingOffices",
        id,
        TREASURY,
        OFFICES.administrator,
      );
    }
  });
});
