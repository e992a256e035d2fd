import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { AbiCoder, dataSlice, id, keccak256, ZeroHash } from "ethers";

import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import type { RecordRegistry } from "../../types/ethers-contracts/index.js";
import { asTop, freshLedger } from "../fixtures/freshLedger.js";
import { ethers, loadFixture, time } from "../fixtures/network.js";
import { CLASSES, commitmentOf, DURATIONS, recordId, recorded, YEAR } from "../fixtures/recorded.js";
import { appoint } from "../fixtures/staffed.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";

const DAY = 86_400;
const CENTURY = 36_525 * DAY;
const REASON = `0x${"4e".repeat(32)}`;
const READER = id("reader");
const BLOB = id("blob");
const [HELD, HELD_BY_INSPECTOR, ERASED, BATCH] = [1n, 2n, 4n, 8n] as const;
const NO_ANCHOR = [`0x${"0".repeat(56)}`, 0n, 0n, 0n];
const NO_VERDICT = [false, false, false, false, 0n];

const story = () => loadFixture(anchoredOnce);

type Story = Awaited<ReturnType<typeof story>>;

/** A record of agency A's, "one", with one version that may be erased at once, and one that is kept for a year. */
async function anchoredOnce() {
  const all = await recorded();
  const one = commitmentOf(all.a.id, "one");
  const kept = commitmentOf(all.a.id, "kept", { class: CLASSES.year });
  await all.asOfficer.anchorAll([one, kept]);
  return { ...all, one, kept };
}

const today = async (): Promise<bigint> => BigInt(Math.floor((await time.latest()) / DAY));

/** What is stored for a version, computed apart from the contract. */
async function commitmentIn(
  records: RecordRegistry,
  { id: record, schema, root }: { id: string; schema: string; root: string },
  version: number,
): Promise<string> {
  const { chainId } = await ethers.provider.getNetwork();
  const types = ["uint256", "address", "bytes32", "bytes32", "uint16", "bytes32"];
  const values = [chainId, await records.getAddress(), schema, record, version, root];
  return dataSlice(keccak256(AbiCoder.defaultAbiCoder().encode(types, values)), 0, 28);
}

/** What the records officer alone does, by name. */
const clerksCalls = (record: string): [string, (by: RecordRegistry) => Promise<unknown>][] => [
  ["grant", (by) => by.grant(record, READER, BLOB)],
  ["withdrawGrant", (by) => by.withdrawGrant(record, READER)],
  ["disclose", (by) => by.disclose(record, 1, BLOB)],
  ["erase", (by) => by.erase(record, 1, REASON)],
];

/** What any officer of the organisation does. */
const officersCalls = ({ one }: Story): [string, (by: RecordRegistry) => Promise<unknown>][] => [
  ["anchor", (by) => by.anchor({ ...one, id: recordId(2, "another") })],
  ["anchorAll", (by) => by.anchorAll([{ ...one, id: recordId(2, "further") }])],
  ["supersede", (by) => by.supersede(one, 2)],
  ["anchorBatch", (by) => by.anchorBatch({ ...one, id: recordId(2, "batch") }, 3)],
];

describe("RecordRegistry", () => {
  it("has nothing at first, and says which registry it asks", async () => {
    const { records, registry } = await loadFixture(freshLedger);
    expect(await records.version()).to.equal("1.0.0");
    expect(await records.retention(1)).to.deep.equal([false, 0n]);
    expect(await records.anchored(recordId(1, "none"), 1)).to.deep.equal(NO_ANCHOR);
    const deployed = await ethers.deployContract("RecordRegistry", [registry]);
    await expectEvent(
      Promise.resolve(deployed.deploymentTransaction()),
      deployed,
      "RecordRegistryCreated",
      registry,
    );
  });

  describe("setRetention", () => {
    it("sets a class, from no time to a hundred years", async () => {
      const { records, founders } = await loadFixture(freshLedger);
      const { id: officer, signer } = founders.administrator;
      for (const [number, duration] of [
        [1, 0],
        [255, CENTURY],
        [7, YEAR],
      ] as const) {
        await expectEvent(
          records.connect(signer).setRetention(number, duration),
          records,
          "RetentionSet",
          number,
          officer,
          duration,
        );
        expect(await records.retention(number)).to.deep.equal([true, BigInt(duration)]);
      }
    });

    it("refuses class 0, more than a hundred years, and a class that is set, even to no time", async () => {
      const { records, founders } = await story();
      const by = records.connect(founders.administrator.signer);
      for (const wrong of [
        [0, 0],
        [9, CENTURY + 1],
        [9, 2 ** 40 - 1],
        [CLASSES.none, YEAR],
        [CLASSES.year, 0],
        [CLASSES.year, YEAR],
      ] as const) {
        await expectRevert(by.setRetention(...wrong), records, "RecordRegistryInvalidClass", ...wrong);
      }
      expect(await records.retention(0)).to.deep.equal([false, 0n]);
      expect(await records.retention(CLASSES.none)).to.deep.equal([true, 0n]);
    });

    it("is an administrator's of the treasury alone", async () => {
      const all = await story();
      const { records, registry, founders, treasury, a, stranger, clerkOfTreasury } = all;
      for (const { id: officer, signer } of [founders.inspector, treasury.budget, clerkOfTreasury]) {
        await expectRevert(
          records.connect(signer).setRetention(9, 1),
          registry,
          "OfficerRegistryMissingOffices",
          officer,
          TREASURY,
          OFFICES.administrator,
        );
      }
      await expectRevert(
        records.connect(a.administrator.signer).setRetention(9, 1),
        registry,
        "OfficerRegistryNotAppointed",
        a.administrator.id,
        TREASURY,
      );
      for (const other of [stranger, await asTop(all)]) {
        await expectRevert(
          records.connect(other).setRetention(9, 1),
          registry,
          "OfficerRegistryUnknownKey",
          other.address,
        );
      }
    });
  });

  describe("anchor", () => {
    it("anchors the first version, and journals it", async () => {
      const { records, asOfficer, a } = await story();
      const it = commitmentOf(a.id, "single", { class: CLASSES.year });
      const args = [it.id, a.contracting.id, it.schema, it.root, it.class] as const;
      await expectEvent(asOfficer.anchor(it), records, "RecordAnchored", ...args);
      const stored = [await commitmentIn(records, it, 1), await today(), BigInt(it.class), 0n];
      expect(await records.anchored(it.id, 1)).to.deep.equal(stored);
    });

    it("anchors many, and journals each", async () => {
      const { records, asOfficer, a } = await story();
      const two = [commitmentOf(a.id, "two"), commitmentOf(a.id, "three", { class: CLASSES.sixYears })];
      const anchoring = asOfficer.anchorAll(two);
      for (const it of two) {
        const { id: record, schema, root, class: number } = it;
        const args = [record, a.contracting.id, schema, root, number] as const;
        await expectEvent(anchoring, records, "RecordAnchored", ...args);
        const commitment = await commitmentIn(records, it, 1);
        expect(await records.anchored(record, 1)).to.deep.equal([
          commitment,
          await today(),
          BigInt(number),
          0n,
        ]);
      }
    });

    it("anchors nothing where nothing is given", async () => {
      const { records, asOfficer, stranger } = await story();
      await expect(asOfficer.anchorAll([])).not.to.emit(records, "RecordAnchored");
      await expect(records.connect(stranger).anchorAll([])).not.to.emit(records, "RecordAnchored");
    });

    it("anchors those of several organisations by an officer of each", async () => {
      const all = await story();
      const { records, registry, asOfficer, a, b } = all;
      const both = [commitmentOf(a.id, "x"), commitmentOf(b.id, "y"), commitmentOf(a.id, "z")];
      const { id: officer } = a.contracting;
      await expectRevert(asOfficer.anchorAll(both), registry, "OfficerRegistryNotAppointed", officer, b.id);
      await appoint(all, officer, b.id, OFFICES.property);
      await asOfficer.anchorAll(both);
      for (const it of both) {
        expect((await records.verify(it.id, 1, it.schema, it.root)).anchored).to.equal(true);
      }
    });

    it("refuses an organisation that there is not, the first of a call and a later one", async () => {
      const { registry, asOfficer, a } = await story();
      for (const none of [0, 99]) {
        await expectRevert(
          asOfficer.anchor(commitmentOf(none, "x")),
          registry,
          "OfficerRegistryNotAppointed",
          a.contracting.id,
          none,
        );
        for (const list of [[commitmentOf(none, "x")], [commitmentOf(a.id, "y"), commitmentOf(none, "x")]]) {
          await expectRevert(
            asOfficer.anchorAll(list),
            registry,
            "OfficerRegistryNotAppointed",
            a.contracting.id,
            none,
          );
        }
      }
    });

    it("refuses a class that was not set, and what commits to nothing", async () => {
      const { records, asOfficer, a } = await story();
      for (const number of [0, 9, 255]) {
        const wrong = commitmentOf(a.id, "wrong", { class: number });
        await expectRevert(asOfficer.anchor(wrong), records, "RecordRegistryUnknownClass", number);
        await expectRevert(asOfficer.anchorAll([wrong]), records, "RecordRegistryUnknownClass", number);
        await expectRevert(asOfficer.anchorBatch(wrong, 1), records, "RecordRegistryUnknownClass", number);
      }
      for (const nothing of [{ root: ZeroHash }, { schema: ZeroHash }]) {
        const wrong = commitmentOf(a.id, "wrong", nothing);
        const refused = ["RecordRegistryInvalidCommitment", wrong.id] as const;
        await expectRevert(asOfficer.anchor(wrong), records, ...refused);
        await expectRevert(asOfficer.anchorAll([wrong]), records, ...refused);
        await expectRevert(asOfficer.anchorBatch(wrong, 1), records, ...refused);
        const later = commitmentOf(a.id, "one", nothing);
        await expectRevert(
          asOfficer.supersede(later, 2),
          records,
          "RecordRegistryInvalidCommitment",
          later.id,
        );
      }
    });

    it("refuses a record that there is, and one twice in a call, with all beside it", async () => {
      const { records, asOfficer, a, one } = await story();
      const another = commitmentOf(a.id, "another");
      const already = "RecordRegistryAlreadyAnchored";
      await expectRevert(asOfficer.anchorAll([another, { ...one, root: BLOB }]), records, already, one.id, 1);
      await expectRevert(asOfficer.anchorAll([another, another]), records, already, another.id, 1);
      await expectRevert(asOfficer.anchor(one), records, already, one.id, 1);
      await expectRevert(asOfficer.anchorBatch(one, 1), records, already, one.id, 1);
      expect(await records.anchored(another.id, 1)).to.deep.equal(NO_ANCHOR);
      expect((await records.verify(one.id, 1, one.schema, one.root)).anchored).to.equal(true);
    });
  });

  describe("what any officer of the organisation does", () => {
    it("is open to each office, and to nobody outside", async () => {
      const all = await story();
      const { records, registry, founders, a, b, bureau, treasury, clerk, stranger } = all;
      for (const [, call] of officersCalls(all)) {
        for (const outside of [b.contracting, bureau.contracting, treasury.budget, founders.inspector]) {
          await expectRevert(
            call(records.connect(outside.signer)),
            registry,
            "OfficerRegistryNotAppointed",
            outside.id,
            a.id,
          );
        }
        await expectRevert(
          call(records.connect(stranger)),
          registry,
          "OfficerRegistryUnknownKey",
          stranger.address,
        );
      }
      for (const [i, { signer }] of [a.budget, a.property, a.administrator, clerk].entries()) {
        const it = commitmentOf(a.id, `by officer ${String(i)}`);
        await records.connect(signer).anchor(it);
        await records.connect(signer).supersede(it, 2);
        await records.connect(signer).anchorBatch(commitmentOf(a.id, `batch ${String(i)}`), 1);
      }
    });

    it("ends with the appointment, and goes on while payments are halted", async () => {
      const all = await story();
      const { records, registry, founders, asOfficer, asClerk, a, one } = all;
      await registry.connect(founders.inspector.signer).halt(0, DAY, REASON);
      for (const [, call] of officersCalls(all)) await call(asOfficer);
      for (const [, call] of clerksCalls(one.id).slice(0, 3)) await call(asClerk);
      await registry.connect(founders.registrar.signer).revoke(a.contracting.id, a.id);
      await expectRevert(
        asOfficer.supersede(one, 3),
        registry,
        "OfficerRegistryNotAppointed",
        a.contracting.id,
        a.id,
      );
      expect(await records.anchored(one.id, 3)).to.deep.equal(NO_ANCHOR);
    });
  });

  describe("supersede", () => {
    it("anchors the next version, and leaves the one before as it was", async () => {
      const { records, asOfficer, asClerk, clerk, kept } = await story();
      const first = await records.anchored(kept.id, 1);
      await time.increase(3 * DAY);
      const later = { ...kept, schema: id("invoice/2"), root: id("corrected"), class: CLASSES.sixYears };
      await expectEvent(
        asClerk.supersede(later, 2),
        records,
        "RecordSuperseded",
        kept.id,
        clerk.id,
        later.schema,
        2,
        later.root,
        later.class,
      );
      expect(await records.anchored(kept.id, 1)).to.deep.equal(first);
      expect(await records.anchored(kept.id, 2)).to.deep.equal([
        await commitmentIn(records, later, 2),
        await today(),
        BigInt(CLASSES.sixYears),
        0n,
      ]);
      expect((await records.verify(kept.id, 1, kept.schema, kept.root)).current).to.equal(false);
      expect((await records.verify(kept.id, 2, later.schema, later.root)).current).to.equal(true);
      // The same document may be put back.
      await asOfficer.supersede({ ...kept, class: CLASSES.sixYears }, 3);
      expect((await records.verify(kept.id, 3, kept.schema, kept.root)).current).to.equal(true);
      expect((await records.verify(kept.id, 2, later.schema, later.root)).current).to.equal(false);
    });

    it("refuses a version that is there, and one that skips", async () => {
      const { records, asOfficer, a, one } = await story();
      await asOfficer.supersede(one, 2);
      await expectRevert(
        asOfficer.supersede({ ...one, root: BLOB }, 2),
        records,
        "RecordRegistryAlreadyAnchored",
        one.id,
        2,
      );
      const unknown = "RecordRegistryUnknownRecord";
      await expectRevert(asOfficer.supersede(one, 4), records, unknown, one.id, 3);
      await expectRevert(asOfficer.supersede(one, 65_535), records, unknown, one.id, 65_534);
      // There is no version 0 to supersede.
      for (const version of [0, 1]) {
        await expectRevert(asOfficer.supersede(one, version), records, unknown, one.id, 0);
      }
      const none = commitmentOf(a.id, "none");
      await expectRevert(asOfficer.supersede(none, 2), records, unknown, none.id, 1);
    });

    it("refuses a class that lasts shorter, which would end the time of what is kept", async () => {
      const { records, asOfficer, asClerk, kept } = await story();
      await expectRevert(
        asOfficer.supersede({ ...kept, class: CLASSES.none }, 2),
        records,
        "RecordRegistryShorterRetention",
        kept.id,
        CLASSES.none,
        CLASSES.year,
      );
      await expectRevert(
        asOfficer.supersede({ ...kept, class: 9 }, 2),
        records,
        "RecordRegistryUnknownClass",
        9,
      );
      await asClerk.supersede({ ...kept, class: CLASSES.sixYears }, 2);
      // The latest version's counts.
      await expectRevert(
        asOfficer.supersede(kept, 3),
        records,
        "RecordRegistryShorterRetention",
        kept.id,
        CLASSES.year,
        CLASSES.sixYears,
      );
    });

    it("takes a class that lasts longer from the records officer alone", async () => {
      const { registry, asOfficer, asClerk, a, one } = await story();
      const longer = { ...one, class: CLASSES.year };
      await expectRevert(
        asOfficer.supersede(longer, 2),
        registry,
        "OfficerRegistryMissingOffices",
        a.contracting.id,
        a.id,
        OFFICES.records,
      );
      await asClerk.supersede(longer, 2);
      await asOfficer.supersede(longer, 3);
    });

    it("adds to what is held, and to nothing that is erased", async () => {
      const { records, asOfficer, asClerk, one } = await story();
      await asClerk.hold(one.id, REASON);
      await asOfficer.supersede(one, 2);
      expect((await records.anchored(one.id, 1)).marks).to.equal(HELD);
      await asClerk.release(one.id);
      await asClerk.erase(one.id, 2, REASON);
      await expectRevert(asOfficer.supersede(one, 3), records, "RecordRegistryErased", one.id);
    });
  });

  describe("anchorBatch", () => {
    it("anchors many under one root, and journals how many", async () => {
      const { records, asOfficer, a } = await story();
      const batch = commitmentOf(a.id, "batch", { class: CLASSES.year });
      await expectEvent(
        asOfficer.anchorBatch(batch, 2 ** 32 - 1),
        records,
        "BatchAnchored",
        batch.id,
        a.contracting.id,
        batch.schema,
        batch.root,
        2 ** 32 - 1,
        CLASSES.year,
      );
      const commitment = await commitmentIn(records, batch, 0);
      const stored = [commitment, await today(), BigInt(CLASSES.year), BATCH];
      expect(await records.anchored(batch.id, 1)).to.deep.equal(stored);
    });

    it("refuses none, a record's id, a batch's id, and any version of a batch", async () => {
      const { records, asOfficer, a } = await story();
      const batch = commitmentOf(a.id, "batch");
      await expectRevert(
        asOfficer.anchorBatch(batch, 0),
        records,
        "RecordRegistryInvalidCommitment",
        batch.id,
      );
      await asOfficer.anchorBatch(batch, 1);
      const already = ["RecordRegistryAlreadyAnchored", batch.id, 1] as const;
      await expectRevert(asOfficer.anchorBatch(batch, 1), records, ...already);
      await expectRevert(asOfficer.anchor(batch), records, ...already);
      for (const version of [0, 1, 2, 3]) {
        await expectRevert(asOfficer.supersede(batch, version), records, "RecordRegistryIsBatch", batch.id);
      }
    });

    it("is held, granted, disclosed and erased as a whole", async () => {
      const { records, asOfficer, asClerk, asInspector, a } = await story();
      const batch = commitmentOf(a.id, "batch");
      await asOfficer.anchorBatch(batch, 2);
      await asInspector.hold(batch.id, REASON);
      expect((await records.anchored(batch.id, 1)).marks).to.equal(BATCH | HELD_BY_INSPECTOR);
      await expectRevert(asClerk.erase(batch.id, 1, REASON), records, "RecordRegistryHeld", batch.id);
      await asInspector.release(batch.id);
      for (const [, call] of clerksCalls(batch.id)) await call(asClerk);
      expect((await records.anchored(batch.id, 1)).marks).to.equal(BATCH | ERASED);
    });
  });

  describe("hold and release", () => {
    it("are two, one of the records officer and one of the inspector, and neither lifts the other's", async () => {
      const { records, asClerk, asInspector, clerk, founders, one } = await story();
      const inspector = founders.inspector.id;
      const marks = async () => (await records.anchored(one.id, 1)).marks;
      const before = await records.anchored(one.id, 1);
      await expectEvent(asClerk.hold(one.id, REASON), records, "RecordHeld", one.id, clerk.id, false, REASON);
      expect(await marks()).to.equal(HELD);
      await expectRevert(asInspector.release(one.id), records, "RecordRegistryNotHeld", one.id);
      await expectRevert(asClerk.hold(one.id, REASON), records, "RecordRegistryHeld", one.id);
      await expectEvent(
        asInspector.hold(one.id, REASON),
        records,
        "RecordHeld",
        one.id,
        inspector,
        true,
        REASON,
      );
      expect(await marks()).to.equal(HELD | HELD_BY_INSPECTOR);
      await expectRevert(asInspector.hold(one.id, REASON), records, "RecordRegistryHeld", one.id);
      await expectEvent(asClerk.release(one.id), records, "RecordReleased", one.id, clerk.id, false);
      expect(await marks()).to.equal(HELD_BY_INSPECTOR);
      await expectRevert(asClerk.release(one.id), records, "RecordRegistryNotHeld", one.id);
      await expectRevert(asClerk.erase(one.id, 1, REASON), records, "RecordRegistryHeld", one.id);
      await expectEvent(asInspector.release(one.id), records, "RecordReleased", one.id, inspector, true);
      expect(await records.anchored(one.id, 1)).to.deep.equal(before);
    });

    it("are those of any officer with the office, whoever held it", async () => {
      const all = await story();
      const { records, asClerk, a, one } = all;
      await asClerk.hold(one.id, REASON);
      await appoint(all, a.property.id, a.id, OFFICES.records);
      await records.connect(a.property.signer).release(one.id);
      expect((await records.anchored(one.id, 1)).marks).to.equal(0n);
    });

    it("are refused to everyone else", async () => {
      const all = await story();
      const { records, founders, a, clerkOfB, clerkOfTreasury, stranger, one } = all;
      const others = [a.budget, a.administrator, clerkOfB, clerkOfTreasury, founders.registrar];
      const signers = [...others.map(({ signer }) => signer), stranger, await asTop(all)];
      for (const signer of signers) {
        const refused = ["RecordRegistryMayNotHold", signer.address, one.id] as const;
        await expectRevert(records.connect(signer).hold(one.id, REASON), records, ...refused);
        await expectRevert(records.connect(signer).release(one.id), records, ...refused);
      }
    });

    it("are refused on what is not there, and on what is erased", async () => {
      const { records, asClerk, asInspector, a, b, one } = await story();
      await asClerk.erase(one.id, 1, REASON);
      for (const by of [asClerk, asInspector]) {
        const none = recordId(by === asClerk ? a.id : b.id, "none");
        await expectRevert(by.hold(none, REASON), records, "RecordRegistryUnknownRecord", none, 1);
        await expectRevert(by.release(none), records, "RecordRegistryUnknownRecord", none, 1);
        await expectRevert(by.hold(one.id, REASON), records, "RecordRegistryErased", one.id);
        await expectRevert(by.release(one.id), records, "RecordRegistryErased", one.id);
      }
    });
  });

  describe("erase", () => {
    it("says so for ever, and leaves every version as it was", async () => {
      const { records, asOfficer, asClerk, clerk, one } = await story();
      await asOfficer.supersede({ ...one, root: BLOB }, 2);
      const [first, second] = [await records.anchored(one.id, 1), await records.anchored(one.id, 2)];
      await expectEvent(asClerk.erase(one.id, 2, REASON), records, "RecordErased", one.id, clerk.id, REASON);
      expect(await records.anchored(one.id, 1)).to.deep.equal([...first.slice(0, 3), ERASED]);
      expect(await records.anchored(one.id, 2)).to.deep.equal(second);
      await expectRevert(asClerk.erase(one.id, 2, REASON), records, "RecordRegistryErased", one.id);
      for (const [version, root] of [
        [1, one.root],
        [2, BLOB],
      ] as const) {
        const verdict = await records.verify(one.id, version, one.schema, root);
        expect(verdict).to.deep.equal([true, version === 2, false, true, first.day]);
      }
    });

    it("waits for the end of the class's time, counted from the end of the latest version's day", async () => {
      const { records, asOfficer, asClerk, kept } = await story();
      const of = (day: bigint): number => (Number(day) + 1) * DAY + DURATIONS.year;
      const first = of((await records.anchored(kept.id, 1)).day);
      await expectRevert(
        asClerk.erase(kept.id, 1, REASON),
        records,
        "RecordRegistryRetained",
        kept.id,
        first,
      );
      await time.increaseTo(first - 10);
      await asOfficer.supersede(kept, 2);
      const second = of((await records.anchored(kept.id, 2)).day);
      expect(second).to.be.greaterThan(first + YEAR - DAY);
      for (const early of [first + 1, second - 1]) {
        await time.setNextBlockTimestamp(early);
        await expectRevert(
          asClerk.erase(kept.id, 2, REASON),
          records,
          "RecordRegistryRetained",
          kept.id,
          second,
        );
      }
      await time.setNextBlockTimestamp(second);
      await asClerk.erase(kept.id, 2, REASON);
    });

    it("waits for no time where the class lasts none", async () => {
      const { records, asOfficer, asClerk, a } = await story();
      const it = commitmentOf(a.id, "brief");
      await asOfficer.anchor(it);
      await asClerk.erase(it.id, 1, REASON);
      expect((await records.anchored(it.id, 1)).marks).to.equal(ERASED);
    });

    it("names the latest version, which its author saw", async () => {
      const { records, asOfficer, asClerk, one } = await story();
      await asOfficer.supersede(one, 2);
      await expectRevert(asClerk.erase(one.id, 1, REASON), records, "RecordRegistrySuperseded", one.id, 1);
      for (const version of [0, 3, 65_535]) {
        await expectRevert(
          asClerk.erase(one.id, version, REASON),
          records,
          "RecordRegistryUnknownRecord",
          one.id,
          version,
        );
      }
    });
  });

  describe("what is a records officer's", () => {
    it("is refused to everyone else, an inspector too", async () => {
      const all = await story();
      const { records, registry, founders, a, clerkOfB, clerkOfTreasury, stranger, one } = all;
      for (const [, call] of clerksCalls(one.id)) {
        for (const { id: officer, signer } of [a.contracting, a.administrator, a.property]) {
          await expectRevert(
            call(records.connect(signer)),
            registry,
            "OfficerRegistryMissingOffices",
            officer,
            a.id,
            OFFICES.records,
          );
        }
        for (const { id: officer, signer } of [clerkOfB, clerkOfTreasury, founders.inspector]) {
          await expectRevert(
            call(records.connect(signer)),
            registry,
            "OfficerRegistryNotAppointed",
            officer,
            a.id,
          );
        }
        for (const other of [stranger, await asTop(all)]) {
          await expectRevert(
            call(records.connect(other)),
            registry,
            "OfficerRegistryUnknownKey",
            other.address,
          );
        }
      }
    });

    it("needs a record that is there and not erased", async () => {
      const { records, asClerk, a, one } = await story();
      const none = recordId(a.id, "none");
      for (const [, call] of clerksCalls(none)) {
        await expectRevert(call(asClerk), records, "RecordRegistryUnknownRecord", none, 1);
      }
      await asClerk.erase(one.id, 1, REASON);
      for (const [, call] of clerksCalls(one.id)) {
        await expectRevert(call(asClerk), records, "RecordRegistryErased", one.id);
      }
    });

    it("is journaled: grants, their withdrawal and disclosures", async () => {
      const { records, asOfficer, asClerk, clerk, one } = await story();
      await asOfficer.supersede(one, 2);
      const before = await records.anchored(one.id, 1);
      await expectEvent(
        asClerk.grant(one.id, READER, BLOB),
        records,
        "RecordGranted",
        one.id,
        clerk.id,
        READER,
        BLOB,
      );
      await expectEvent(
        asClerk.withdrawGrant(one.id, READER),
        records,
        "GrantWithdrawn",
        one.id,
        clerk.id,
        READER,
      );
      for (const version of [1, 2]) {
        await expectEvent(
          asClerk.disclose(one.id, version, BLOB),
          records,
          "RecordDisclosed",
          one.id,
          clerk.id,
          version,
          BLOB,
        );
      }
      for (const version of [0, 3]) {
        await expectRevert(
          asClerk.disclose(one.id, version, BLOB),
          records,
          "RecordRegistryUnknownRecord",
          one.id,
          version,
        );
      }
      expect(await records.anchored(one.id, 1)).to.deep.equal(before);
    });
  });

  describe("verify", () => {
    it("says of each version whether it is anchored, current, held, erased, and since when", async () => {
      const { records, asOfficer, asClerk, asInspector, one } = await story();
      const day = await today();
      const verdict = (version: number, root = one.root) => records.verify(one.id, version, one.schema, root);
      expect(await verdict(1)).to.deep.equal([true, true, false, false, day]);
      await time.increase(2 * DAY);
      await asOfficer.supersede({ ...one, root: BLOB }, 2);
      await asClerk.hold(one.id, REASON);
      expect(await verdict(1)).to.deep.equal([true, false, true, false, day]);
      expect(await verdict(2, BLOB)).to.deep.equal([true, true, true, false, day + 2n]);
      await asClerk.release(one.id);
      await asInspector.hold(one.id, REASON);
      expect((await verdict(1)).held).to.equal(true);
      await asInspector.release(one.id);
      await asClerk.erase(one.id, 2, REASON);
      expect(await verdict(1)).to.deep.equal([true, false, false, true, day]);
      expect(await verdict(2, BLOB)).to.deep.equal([true, true, false, true, day + 2n]);
    });

    it("is bound to record, version, schema, root and register", async () => {
      const { records, registry, asOfficer, a, founders, one } = await story();
      await asOfficer.supersede({ ...one, root: BLOB }, 2);
      for (const [record, version, schema, root] of [
        [one.id, 1, one.schema, BLOB],
        [one.id, 2, one.schema, one.root],
        [one.id, 0, one.schema, one.root],
        [one.id, 3, one.schema, one.root],
        [one.id, 65_535, one.schema, one.root],
        [one.id, 1, id("other"), one.root],
        [recordId(a.id, "kept"), 1, one.schema, one.root],
        [recordId(a.id, "none"), 1, one.schema, one.root],
      ] as const) {
        expect(await records.verify(record, version, schema, root)).to.deep.equal(NO_VERDICT);
      }
      const other = await ethers.deployContract("RecordRegistry", [registry]);
      await other.connect(founders.administrator.signer).setRetention(one.class, 0);
      await other.connect(a.contracting.signer).anchor(one);
      const [here, there] = [await records.anchored(one.id, 1), await other.anchored(one.id, 1)];
      expect(here.commitment).not.to.equal(there.commitment);
    });
  });

  describe("verifyField", () => {
    const FIELDS = [
      ["/amount", "12345", id("salt 1")],
      ["/payee/account", '"DE89"', id("salt 2")],
      ["/ünï.cödé", "null", id("salt 3")],
    ] as const;
    const tree = StandardMerkleTree.of(
      FIELDS.map((field) => [...field]),
      ["string", "string", "bytes32"],
    );
    const fieldAt = (i: number) => {
      const [path, value, salt] = FIELDS[i]!;
      return { path, value, salt, proof: tree.getProof(i) };
    };

    async function sealed() {
      const all = await recorded();
      const it = commitmentOf(all.a.id, "document", { root: tree.root });
      await all.asOfficer.anchor(it);
      return { ...all, it };
    }

    it("verifies each field by itself, as OpenZeppelin's trees have it", async () => {
      const { records, it } = await loadFixture(sealed);
      const day = await today();
      for (const i of FIELDS.keys()) {
        const verdict = await records.verifyField(it.id, 1, it.schema, it.root, fieldAt(i));
        expect(verdict).to.deep.equal([true, true, false, false, day]);
      }
    });

    it("verifies no other value, path, salt or proof, nor under another version or root", async () => {
      const { records, it } = await loadFixture(sealed);
      const field = fieldAt(0);
      for (const change of [
        { value: "12346" },
        { path: "/amounts" },
        { salt: id("salt 2") },
        { proof: fieldAt(1).proof },
        { proof: [] },
        { path: "/amount1", value: "2345" },
      ]) {
        const changed = { ...field, ...change };
        expect(await records.verifyField(it.id, 1, it.schema, it.root, changed)).to.deep.equal(NO_VERDICT);
      }
      expect(await records.verifyField(it.id, 2, it.schema, it.root, field)).to.deep.equal(NO_VERDICT);
      const small = StandardMerkleTree.of([[...FIELDS[0]]], ["string", "string", "bytes32"]);
      const alone = { ...field, proof: [] };
      expect(await records.verifyField(it.id, 1, it.schema, small.root, alone)).to.deep.equal(NO_VERDICT);
    });

    it("says what became of the record", async () => {
      const { records, asClerk, asOfficer, it } = await loadFixture(sealed);
      await asOfficer.supersede({ ...it, root: BLOB }, 2);
      await asClerk.erase(it.id, 2, REASON);
      const verdict = await records.verifyField(it.id, 1, it.schema, it.root, fieldAt(2));
      expect([...verdict].slice(0, 4)).to.deep.equal([true, false, false, true]);
    });
  });

  describe("verifyMember", () => {
    const MEMBERS = Array.from({ length: 5 }, (_, i) => [
      recordId(2, `member ${String(i)}`),
      id(`member's root ${String(i)}`),
    ]);
    const tree = StandardMerkleTree.of(MEMBERS, ["bytes32", "bytes32"]);

    async function batched() {
      const all = await recorded();
      const batch = commitmentOf(all.a.id, "batch", { root: tree.root });
      await all.asOfficer.anchorBatch(batch, MEMBERS.length);
      const verdict = (i: number, changes: object = {}) => {
        const it = {
          ...batch,
          member: MEMBERS[i]![0]!,
          of: MEMBERS[i]![1]!,
          proof: tree.getProof(i),
          ...changes,
        };
        return all.records.verifyMember(it.id, it.schema, it.root, it.member, it.of, it.proof);
      };
      return { ...all, batch, verdict };
    }

    it("verifies each member; its batch is always current", async () => {
      const { asClerk, asInspector, batch, verdict } = await loadFixture(batched);
      const day = await today();
      for (const i of MEMBERS.keys()) {
        expect(await verdict(i)).to.deep.equal([true, true, false, false, day]);
      }
      await asInspector.hold(batch.id, REASON);
      expect(await verdict(1)).to.deep.equal([true, true, true, false, day]);
      await asInspector.release(batch.id);
      await asClerk.erase(batch.id, 1, REASON);
      expect(await verdict(1)).to.deep.equal([true, true, false, true, day]);
    });

    it("verifies no other member, root, schema or batch", async () => {
      const { a, verdict } = await loadFixture(batched);
      for (const change of [
        { member: MEMBERS[1]![0] },
        { of: MEMBERS[1]![1] },
        { schema: BLOB },
        { id: recordId(a.id, "none") },
        { proof: tree.getProof(1) },
        { proof: [] },
      ]) {
        expect(await verdict(0, change)).to.deep.equal(NO_VERDICT);
      }
    });

    it("takes no batch for a record, nor a record for a batch", async () => {
      const { records, asOfficer, a, batch, verdict } = await loadFixture(batched);
      for (const version of [0, 1, 2]) {
        expect(await records.verify(batch.id, version, batch.schema, batch.root)).to.deep.equal(NO_VERDICT);
      }
      const record = commitmentOf(a.id, "record", { root: tree.root });
      await asOfficer.anchor(record);
      expect((await records.verify(record.id, 1, record.schema, record.root)).anchored).to.equal(true);
      expect(await verdict(0, { id: record.id })).to.deep.equal(NO_VERDICT);
    });
  });
});
