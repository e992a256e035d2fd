import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { discloseField } from "../../../scripts/examples/disclose-field.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { recipientOf } from "../../../sdk/records/access/age.js";
import { newKeys } from "../../../sdk/records/access/newKeys.js";
import { readDisclosure } from "../../../sdk/records/seal/disclosureFile.js";
import { addressToHash } from "../../../sdk/records/store/address.js";
import { FolderStore } from "../../../sdk/records/store/folder.js";
import { loadFixture } from "../../fixtures/network.js";
import { recorded } from "../../fixtures/recorded.js";
import { benchOf } from "../../helpers/bench.js";
import { caught } from "../../helpers/caught.js";
import { anchoredInvoice, grantOf } from "../../sdk/records/helpers/anchoring.js";
import { sealedInvoice } from "../../sdk/records/helpers/sealing.js";
import { newRecordId } from "../../../sdk/records/recordId.js";
import { temporaryFile } from "../helpers/files.js";

describe("disclose-field.ts", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "fisc-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function stage() {
    const all = await loadFixture(recorded);
    const bench = await benchOf(all, { records: all.clerk });
    const store = new FolderStore(path.join(folder, "blobs"));
    const officer = await newKeys();
    const invoice = await anchoredInvoice(all);
    const input = {
      blobs: path.join(folder, "blobs"),
      content: await store.put(invoice.sealed.content),
      grant: await store.put(await grantOf(invoice, await recipientOf(officer.identity))),
      identity: temporaryFile(`# the officer's\n${officer.identity}\n`, "officer.key"),
      fields: "/amount",
      out: temporaryFile("", "shown.json"),
    };
    return { ...all, bench, store, invoice, officer, input };
  }

  it("shows the field that is named and no other, and journals where it is", async () => {
    const { bench, input, records, store } = await stage();
    const told = await discloseField.run(bench, input);
    expect(told[0]).to.match(/^shown: \/amount is "/);
    const text = await readFile(input.out);
    const { fields, commitment } = readDisclosure(text);
    expect(fields.map((it) => it.path)).to.deep.equal(["/amount"]);
    const [event] = await records.queryFilter(records.filters.RecordDisclosed());
    const address = await store.put(text);
    expect(event?.args.disclosure).to.equal(addressToHash(address));
    expect(event?.args.record).to.equal(commitment.record);
  });

  it("refuses a field that is none, a file without a key, and another's grant", async () => {
    const { bench, input, store, invoice } = await stage();
    const none = await caught(FiscInputError, () =>
      discloseField.run(bench, { ...input, fields: "/secret" }),
    );
    expect(none.place).to.equal("field /secret");
    const keyless = { ...input, identity: temporaryFile("no key", "officer.key") };
    expect((await caught(FiscInputError, () => discloseField.run(bench, keyless))).place).to.equal(
      keyless.identity,
    );
    const missing = { ...input, identity: "nowhere.key" };
    expect((await caught(FiscInputError, () => discloseField.run(bench, missing))).remedy).to.equal(
      "check its path",
    );
    const other = await recipientOf((await newKeys()).identity);
    const stolen = { ...input, grant: await store.put(await grantOf(invoice, other)) };
    expect((await caught(FiscInputError, () => discloseField.run(bench, stolen))).place).to.equal("grant");
  });

  it("shows nothing of a record that was never anchored", async () => {
    const { bench, input, store, a, officer } = await stage();
    const { sealed, keys } = await sealedInvoice({ record: newRecordId(a.id) });
    const { record, version } = sealed;
    const invoice = { sealed, keys, opened: undefined as never };
    const forged = {
      ...input,
      content: await store.put(sealed.content),
      grant: await store.put(await grantOf(invoice, await recipientOf(officer.identity))),
    };
    const error = await caught(FiscInputError, () => discloseField.run(bench, forged));
    expect(error.place).to.equal(`record ${record}`);
    expect(error.problem).to.equal("the register has no such version of it");
    expect(version).to.equal(1);
    expect(await readFile(input.out, "utf8")).to.equal("");
  });
});
