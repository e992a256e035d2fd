import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { generateX25519Identity } from "age-encryption";
import { expect } from "chai";
import { hexlify, id, randomBytes } from "ethers";

import { FiscInputError } from "../../../../sdk/errors.js";
import { readJournal } from "../../../../sdk/journal/reader.js";
import { RECORD_EVENTS } from "../../../../sdk/journal/recordSchema.js";
import { recipientOf } from "../../../../sdk/records/access/age.js";
import { erase } from "../../../../sdk/records/access/erase.js";
import type { Holding } from "../../../../sdk/records/access/holding.js";
import { readerPseudonym } from "../../../../sdk/records/access/readerPseudonym.js";
import { newRecordId } from "../../../../sdk/records/recordId.js";
import { disclose } from "../../../../sdk/records/seal/disclose.js";
import { writeDisclosure } from "../../../../sdk/records/seal/disclosureFile.js";
import { addressToHash } from "../../../../sdk/records/store/address.js";
import { FolderStore } from "../../../../sdk/records/store/folder.js";
import { readExport, writeExport } from "../../../../sdk/records/verdict/exportFile.js";
import { onlineWitness } from "../../../../sdk/records/verdict/onlineWitness.js";
import type { RecordEvent, RecordExport } from "../../../../sdk/records/verdict/recordExport.js";
import { conclusionOf, type Question } from "../../../../sdk/records/verdict/verdict.js";
import { verify } from "../../../../sdk/records/verdict/verify.js";
import { ethers, loadFixture } from "../../../fixtures/network.js";
import { CLASSES, recorded, type Recorded } from "../../../fixtures/recorded.js";
import {
  type AnchoredInvoice,
  anchoredInvoice,
  answersOf,
  findingOf,
  grantOf,
  trustIn,
} from "../helpers/anchoring.js";

const WELL = { intact: "yes", anchored: "yes", author: "yes", current: "yes", erased: "no", trusted: "yes" };

describe("a whole export", () => {
  let folder: string;
  let store: FolderStore;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "fisc-test-"));
    store = new FolderStore(folder);
  });
  after(() => rm(folder, { recursive: true }));

  /** Two versions of a record, granted and disclosed; another that was erased; a batch. */
  const kept = async () => {
    const all = await recorded();
    const reader = await recipientOf(await generateX25519Identity());
    const first = await anchoredInvoice(all);
    const second = await anchoredInvoice(all, { record: first.sealed.record, version: 2 });
    const gone = await anchoredInvoice(all);
    const batch = { id: newRecordId(all.a.id), schema: id("schema"), root: id("root"), class: CLASSES.none };
    await all.asOfficer.anchorBatch(batch, 5);
    const holdings = [await hold(all, reader, first, second), await hold(all, reader, gone)];
    const { chainId, register } = await trustIn(all);
    const disclosure = disclose(second.opened, { chainId, register }, ["/amount"]);
    const shown = await store.put(Buffer.from(writeDisclosure(disclosure)));
    await all.asClerk.disclose(first.sealed.record, 2, addressToHash(shown));
    await erase(store, holdings[1]!);
    await all.asClerk.erase(gone.sealed.record, 1, hexlify(randomBytes(32)));
    const exported: RecordExport = { chainId, register, events: await eventsOf(all), holdings };
    return { all, exported, first, second, gone, shown };
  };

  const hold = async (all: Recorded, reader: string, ...versions: AnchoredInvoice[]): Promise<Holding> => {
    const { record } = versions[0]!.sealed;
    const held = [];
    for (const it of versions) {
      const content = await store.put(it.sealed.content);
      const grant = await store.put(await grantOf(it, reader));
      const name = readerPseudonym(versions[0]!.keys, reader);
      await all.asClerk.grant(record, name, addressToHash(grant));
      held.push({ version: it.sealed.version, content, attachments: [], grants: [{ reader: name, grant }] });
    }
    return { record, versions: held };
  };

  const eventsOf = async ({ records }: Recorded): Promise<RecordEvent[]> => {
    const events: RecordEvent[] = [];
    for await (const page of readJournal({
      provider: ethers.provider,
      addresses: [await records.getAddress()],
      from: 0,
    })) {
      events.push(...page.events.filter((it): it is RecordEvent => Object.hasOwn(RECORD_EVENTS, it.name)));
    }
    return events;
  };

  const verdictOn = async (exported: RecordExport, all: Recorded) => {
    const blockHash = (await ethers.provider.getBlock(0))!.hash!;
    const witness = await onlineWitness(ethers.provider, await trustIn(all, { blockHash }));
    return verify({ kind: "export", exported, store }, witness);
  };

  it("holds when every blob and every version is there, through a file as well", async () => {
    const { all, exported } = await loadFixture(kept);
    expect(readExport(writeExport(exported))).to.deep.equal(exported);
    expect(readExport(Buffer.from(`\uFEFF${writeExport(exported)}`))).to.deep.equal(exported);
    const verdict = await verdictOn(exported, all);
    expect(answersOf(verdict)).to.deep.equal(WELL);
    expect(verdict.subject).to.equal("an export of 3 records and batches");
    expect(findingOf(verdict, "erased").reason).to.match(/1 of its records were, and it says so/);
    expect(conclusionOf(verdict)).to.equal("yes");
  });

  it("names what is missing, altered or made up", async () => {
    const { all, exported, first, gone, shown } = await loadFixture(kept);
    const [holding, erased] = exported.holdings;
    const { record } = first.sealed;
    const content = holding!.versions[1]!.content;
    const edit = (change: (event: RecordEvent) => RecordEvent | undefined): RecordExport => ({
      ...exported,
      events: exported.events.flatMap((it) => change(it) ?? []),
    });
    const without = (name: string): RecordExport => edit((it) => (it.name === name ? undefined : it));
    const withArgs = (name: string, args: object): RecordExport =>
      edit((it) => (it.name === name ? ({ ...it, args: { ...it.args, ...args } } as RecordEvent) : it));
    const last = exported.events.at(-1)!;
    const { chainId, register } = exported;
    // True by itself, of fields that were never anchored as that version.
    const made = disclose({ ...first.opened, version: 2 }, { chainId, register }, ["/amount"]);
    const madeUp = writeDisclosure(made);
    const disclosure = addressToHash(await store.put(Buffer.from(madeUp)));

    const cases: [RecordExport, Question, string, RegExp][] = [
      [{ ...exported, holdings: [] }, "intact", "no", /version 1 of 0x.* is not in the export; version 2/],
      [
        { ...exported, holdings: [...exported.holdings, { record: newRecordId(1), versions: [] }] },
        "intact",
        "no",
        /is held, and no event anchors it/,
      ],
      [without("RecordAnchored"), "intact", "no", /which no event anchors/],
      [
        edit((it) => (it.name === "RecordSuperseded" ? { ...it, args: { ...it.args, version: 3 } } : it)),
        "intact",
        "no",
        /version 3 of 0x.* follows 1/,
      ],
      [
        {
          ...exported,
          events: [...exported.events, ...exported.events.filter(({ name }) => name === "BatchAnchored")],
        },
        "intact",
        "no",
        /is anchored twice/,
      ],
      [without("RecordSuperseded"), "current", "no", /version 2 superseded it/],
      [without("RecordErased"), "erased", "yes", /the export does not say so/],
      [
        {
          ...exported,
          events: [
            ...exported.events,
            { ...last, name: "RecordErased", args: { record, officer: 1, reason: id("") } },
          ],
        },
        "erased",
        "yes",
        /still there; .*the chain that it was not/,
      ],
      [
        withArgs("RecordSuperseded", { root: id("other") }),
        "anchored",
        "no",
        /with another content, schema or root/,
      ],
      [withArgs("BatchAnchored", { root: id("other") }), "anchored", "no", /batch 0x.* was anchored/],
      [withArgs("RecordSuperseded", { officer: 99 }), "author", "no", /anchored it, and the export says 99/],
      [withArgs("RecordDisclosed", { disclosure }), "intact", "no", /it is not of version 2/],
      [withArgs("RecordDisclosed", { version: 1 }), "intact", "no", /it is not of version 1/],
    ];
    for (const [it, question, answer, rule] of cases) {
      const verdict = await verdictOn(it, all);
      const found = findingOf(verdict, question);
      expect(found.reason).to.match(rule);
      expect(found.answer).to.equal(answer);
      if (question !== "author") expect(conclusionOf(verdict)).to.equal("no");
    }
    const elsewhere = await verdictOn({ ...exported, chainId: 1 }, all);
    expect(findingOf(elsewhere, "anchored").reason).to.match(
      /it is for chain 1.*; and \d more|it is for chain 1/,
    );

    await writeFile(path.join(folder, content.slice(0, 2), content), "x");
    const altered = await verdictOn(exported, all);
    expect(findingOf(altered, "intact").reason).to.equal(
      `blob ${content}: it is altered or cut off: its 1 bytes hash to 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881`,
    );
    await store.put(first.sealed.content);
    await store.delete(content);
    expect(findingOf(await verdictOn(exported, all), "intact").reason).to.match(/it is missing/);
    await store.delete(shown);
    expect(findingOf(await verdictOn(exported, all), "intact").reason).to.include(
      `blob ${shown}: it is missing`,
    );

    // What should be gone, and is not.
    await store.put(gone.sealed.content);
    const remains = await verdictOn(exported, all);
    expect(findingOf(remains, "erased")).to.include({ answer: "yes" });
    expect(findingOf(remains, "erased").reason).to.include(
      `blob ${erased!.versions[0]!.content} is still there`,
    );
  });

  it("names grants that an erased record left, though they were withdrawn or replaced, and nobody lists them", async () => {
    const all = await loadFixture(recorded);
    const it = await anchoredInvoice(all);
    const { record } = it.sealed;
    const reader = await recipientOf(await generateX25519Identity());
    const grants: string[] = [];
    for (let i = 0; i < 3; ++i) {
      const address = await store.put(await grantOf(it, reader));
      await all.asClerk.grant(record, id(`reader ${String(Math.min(i, 1))}`), addressToHash(address));
      grants.push(address);
    }
    await all.asClerk.withdrawGrant(record, id("reader 0"));
    const holdings = [
      {
        record,
        versions: [{ version: 1, content: await store.put(it.sealed.content), attachments: [], grants: [] }],
      },
    ];
    const { chainId, register } = await trustIn(all);
    const before = await verdictOn({ chainId, register, events: await eventsOf(all), holdings }, all);
    expect(findingOf(before, "intact").answer).to.equal("yes");
    await store.delete(grants[1]!);
    const missing = await verdictOn({ chainId, register, events: await eventsOf(all), holdings }, all);
    expect(findingOf(missing, "intact").reason).to.include(`blob ${grants[1]!}: it is missing`);
    await erase(store, holdings[0]!);
    await all.asClerk.erase(record, 1, id("reason"));
    const events = await eventsOf(all);
    const erased = await verdictOn({ chainId, register, events, holdings }, all);
    expect(findingOf(erased, "erased").answer).to.equal("yes");
    for (const address of [grants[0]!, grants[2]!]) {
      expect(findingOf(erased, "erased").reason).to.include(`blob ${address} is still there`);
    }
    const again = [...events, events.find(({ name }) => name === "RecordGranted")!];
    const impossible = await verdictOn({ chainId, register, events: again, holdings }, all);
    expect(findingOf(impossible, "intact").reason).to.match(/RecordGranted of 0x.*, which was erased before/);
  });

  it("refuses a file that is none, by the line of it that can't be used", async () => {
    const { exported } = await loadFixture(kept);
    const file = JSON.parse(writeExport(exported)) as { events: { args: object }[]; holdings: object[] };
    const bad: [object, RegExp][] = [
      [{ ...file, format: "x" }, /^export: it is no "fisc export 1"/],
      [{ ...file, register: "0x" }, /^export: it names no register/],
      [
        { ...file, events: [file.events[0], { ...file.events[1], name: "Else" }] },
        /^export, event 2: it is no event/,
      ],
      [{ ...file, events: [{ ...file.events[1], args: {} }] }, /^export, event 1/],
      [{ ...file, events: [{ ...file.events[1], position: {} }] }, /^export, event 1/],
      [{ ...file, holdings: [file.holdings[0], { record: "0x" }] }, /^export, holding 2: it lacks something/],
    ];
    for (const [it, rule] of bad) {
      expect(() => readExport(JSON.stringify(it))).to.throw(FiscInputError, rule);
    }
  });
});
