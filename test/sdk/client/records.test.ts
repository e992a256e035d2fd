import { expect } from "chai";
import { id } from "ethers";

import { FiscInputError } from "../../../sdk/errors.js";
import { FiscRefused } from "../../../sdk/client/refused.js";
import { merkleRoot } from "../../../sdk/disbursement/merkle.js";
import { CLASSES, recorded, recordId } from "../../fixtures/recorded.js";
import { loadFixture } from "../../fixtures/network.js";
import { agreed } from "../../helpers/agreed.js";
import { caught } from "../../helpers/caught.js";
import { clientOf } from "../../helpers/client.js";

async function desks() {
  const all = await recorded();
  const { fisc, by } = await clientOf(all);
  return {
    ...all,
    reader: fisc.records,
    officer: (await by(all.a.contracting)).records,
    clerk: (await by(all.clerk)).records,
    inspector: (await by(all.founders.inspector)).records,
    administrator: (await by(all.founders.administrator)).records,
    anchored: (name: string, version = 1) => ({
      record: recordId(all.a.id, name),
      schema: id("invoice/1"),
      root: id(`${name}, version ${version}`),
      class: CLASSES.none,
    }),
  };
}

describe("Fisc's records", () => {
  it("are anchored, superseded and verified", async () => {
    const { officer, reader, anchored } = await loadFixture(desks);
    const first = anchored("one");
    await agreed(officer.anchor, first);
    expect(await reader.verify({ ...first, version: 1 })).to.include({ anchored: true, current: true });
    await agreed(officer.supersede, { ...anchored("one", 2), version: 2 });
    const { day, ...verdict } = await reader.verify({ ...first, version: 1 });
    expect(verdict).to.deep.equal({ anchored: true, current: false, held: false, erased: false });
    expect(day).to.match(/^\d{4}-\d\d-\d\d$/);
    expect(await reader.verify({ ...anchored("other"), version: 1 })).to.include({
      anchored: false,
      day: undefined,
    });
    const again = await caught(FiscRefused, () => officer.anchor(first));
    expect(again.sentence).to.include(`Version 1 of record ${first.record} is anchored already`);
  });

  it("are anchored many at a time, or under one root", async () => {
    const { officer, reader, anchored } = await loadFixture(desks);
    const { events } = await agreed(officer.anchorAll, { records: [anchored("one"), anchored("two")] });
    expect(events).to.have.lengthOf(2);
    const batch = { ...anchored("batch"), root: merkleRoot([id("a leaf"), id("another")]) };
    await agreed(officer.anchorBatch, { ...batch, members: 2 });
    const member = { member: recordId(1, "member"), memberRoot: id("its root"), proof: [id("no proof")] };
    const { record, schema, root } = batch;
    expect(await reader.verifyMember({ batch: record, schema, root, ...member })).to.include({
      anchored: false,
    });
    const field = { path: "/total", value: '"1.00"', salt: id("salt"), proof: [] };
    const claim = { ...anchored("one"), version: 1, field };
    expect(await reader.verifyField(claim)).to.include({ anchored: false });
  });

  it("are held, released, granted, disclosed and erased", async () => {
    const { officer, clerk, inspector, anchored, reader } = await loadFixture(desks);
    const it = anchored("one");
    const { record } = it;
    await officer.anchor(it);
    await agreed(clerk.grant, { record, reader: id("a reader"), grant: id("a wrapped key") });
    await agreed(clerk.withdrawGrant, { record, reader: id("a reader") });
    await agreed(clerk.disclose, { record, version: 1, disclosure: id("fields") });
    await agreed(inspector.hold, { record, reason: id("an inquiry") });
    const held = await caught(FiscRefused, () => clerk.erase({ record, version: 1 }));
    expect(held.rule).to.equal("RecordRegistryHeld");
    await agreed(inspector.release, { record });
    await agreed(clerk.erase, { record, version: 1, reason: id("its time is over") });
    expect((await reader.verify({ ...it, version: 1 })).erased).to.equal(true);
  });

  it("are kept for as long as their class says", async () => {
    const { administrator, officer, clerk, anchored } = await loadFixture(desks);
    await agreed(administrator.setRetention, { class: 9, duration: "10 years" });
    const it = { ...anchored("kept"), class: 9 };
    await officer.anchor(it);
    const kept = await caught(FiscRefused, () => clerk.erase({ record: it.record, version: 1 }));
    expect(kept.sentence).to.match(/is kept until \d{4}-\d\d-\d\d/);
  });

  it("say what is wrong with input", async () => {
    const { officer, administrator, anchored } = await loadFixture(desks);
    const place = async (call: () => unknown) => (await caught(FiscInputError, call)).place;
    expect(await place(() => officer.anchor({ ...anchored("x"), record: "x" }))).to.equal("record");
    expect(await place(() => officer.anchor({ ...anchored("x"), root: "0x" }))).to.equal("record, root");
    expect(await place(() => officer.anchor({ ...anchored("x"), class: 0 }))).to.equal("record, class");
    expect(await place(() => officer.anchorAll({ records: [] }))).to.equal("records");
    expect(await place(() => officer.supersede({ ...anchored("x"), version: 0 }))).to.equal("version");
    expect(await place(() => administrator.setRetention({ class: 9, duration: "a while" }))).to.equal(
      "duration",
    );
  });
});
