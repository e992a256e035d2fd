import { expect } from "chai";
import fc from "fast-check";

import { FiscInputError } from "../../../../sdk/errors.js";
import { decrypterWith, encrypterFor, recipientOf } from "../../../../sdk/records/access/age.js";
import { newKeys } from "../../../../sdk/records/access/newKeys.js";
import { newRecordId, recordOrganisation, requireRecordId } from "../../../../sdk/records/recordId.js";
import { attachmentFields } from "../../../../sdk/records/seal/attachment.js";
import { open } from "../../../../sdk/records/seal/open.js";
import { seal } from "../../../../sdk/records/seal/seal.js";
import type { Schema } from "../../../../sdk/records/schema/schema.js";
import { schemaHash } from "../../../../sdk/records/schema/schemaHash.js";
import { refused } from "../../helpers/refused.js";
import { INVOICE_JSON } from "../helpers/documents.js";
import { altered, sealedInvoice } from "../helpers/sealing.js";
import { RUNS } from "../helpers/runs.js";

const scan = { name: "scan.pdf", size: 3, sha256: "0".repeat(64), blob: "1".repeat(64) };

const expectRefusal = async (work: Promise<unknown>, rule: RegExp): Promise<void> => {
  expect(await refused(work))
    .to.be.instanceOf(FiscInputError)
    .with.property("message")
    .that.matches(rule);
};

describe("sealing a record", () => {
  it("is opened by its identity, to the same document and root", async () => {
    for (const postQuantum of [false, true]) {
      const keys = await newKeys({ postQuantum });
      const { sealed } = await sealedInvoice({ keys, attachments: [scan] });
      const opened = await open(sealed.content, keys.identity);
      expect(JSON.parse(opened.document)).to.deep.equal(INVOICE_JSON);
      expect(opened.attachments).to.deep.equal([scan]);
      expect(opened.tree.root).to.equal(sealed.root);
      expect(opened.tree.fields).to.deep.include(attachmentFields([scan])[0]);
      expect([opened.record, opened.version, opened.schema]).to.deep.equal([sealed.record, 1, sealed.schema]);
    }
  });

  it("shows nothing of it", async () => {
    const { sealed, keys } = await sealedInvoice();
    const text = Buffer.from(sealed.content).toString("latin1");
    for (const it of ["Hillside", "9876543210", Buffer.from(keys.key).toString("hex")])
      expect(text).to.not.include(it);
    const again = await sealedInvoice({ record: sealed.record });
    expect(again.sealed.root, "the same document has another root each time").to.not.equal(sealed.root);
  });

  it("is opened by no other identity", async () => {
    const { sealed } = await sealedInvoice();
    const other = await newKeys();
    await expectRefusal(open(sealed.content, other.identity), /content: it is not encrypted to this key/);
    await expectRefusal(open(sealed.content, "AGE-SECRET-KEY-1XYZ"), /identity: it is no secret key of age/);
  });

  it("catches every altered byte, and every missing one", async () => {
    const { sealed, keys } = await sealedInvoice();
    const bytes = { at: fc.nat(), by: fc.integer({ min: 1, max: 255 }) };
    await fc.assert(
      fc.asyncProperty(fc.record(bytes), async ({ at, by }) => {
        await expectRefusal(open(altered(sealed.content, at, by), keys.identity), /content: /);
      }),
      { numRuns: RUNS },
    );
    for (let length = 0; length < sealed.content.length; length += 97) {
      await expectRefusal(
        open(sealed.content.slice(0, length), keys.identity),
        /content: it was altered or cut off/,
      );
    }
  });

  it("refuses what is encrypted but no record, and schemas that it does not know", async () => {
    const keys = await newKeys();
    const { identity } = keys;
    const encrypter = await encrypterFor({ recipient: await recipientOf(identity) });
    const { sealed } = await sealedInvoice({ keys });
    const whole = JSON.parse(
      Buffer.from(await decrypterWith({ identity }).decrypt(sealed.content)).toString("utf8"),
    ) as object;
    const bad = [
      ...[{ version: -1 }, { version: 1.5 }, { version: 65_536 }, { record: "0x12" }, { schema: "x" }],
      ...[{ key: "" }, { key: "zz" }, { names: undefined }, { attachments: [{ ...scan, size: -1 }] }],
      ...[{ attachments: [{ ...scan, blob: "../../secret" }] }, { document: 1 }],
    ].map((changes) => JSON.stringify({ ...whole, ...changes }));
    for (const text of ["hello", "{}", "null", '{"format": "fisc record 1", "attachments": [{}]}', ...bad]) {
      await expectRefusal(open(await encrypter.encrypt(text), identity), /content: it is no "fisc record 1"/);
    }
    const own: Schema = { name: "own", version: 1, fields: { a: { is: { kind: "flag" } } } };
    const draft = {
      record: newRecordId(3),
      version: 0,
      schema: own,
      document: '{"a": true}',
      keys,
    };
    const { content } = await seal(draft);
    await expectRefusal(open(content, identity), /its schema 0x.* is unknown here/);
    const schemas = new Map([[schemaHash(own), own]]);
    expect((await open(content, identity, schemas)).tree.fields).to.deep.equal([
      { path: "/a", value: "true" },
    ]);
  });

  it("refuses documents that the schema does not allow, and impossible versions and names", async () => {
    await expectRefusal(sealedInvoice({ document: "{}" }), /the document is empty/);
    await expectRefusal(sealedInvoice({ document: '{"number": "1"}' }), /it lacks issued/);
    await expectRefusal(sealedInvoice({ version: 65_536 }), /no version 65536/);
    await expectRefusal(sealedInvoice({ version: 1.5 }), /no version 1.5/);
    await expectRefusal(sealedInvoice({ record: "0x12" }), /"0x12" is no record's id/);
    const keys = await newKeys();
    for (const short of [{ key: new Uint8Array() }, { names: keys.key.slice(1) }]) {
      await expectRefusal(sealedInvoice({ keys: { ...keys, ...short } }), /its keys are not 32 bytes each/);
    }
    await expectRefusal(sealedInvoice({ attachments: [scan, scan] }), /two are named "scan.pdf"/);
    await expectRefusal(sealedInvoice({ attachments: [{ ...scan, name: "" }] }), /one has no name/);
    await expectRefusal(sealedInvoice({ attachments: [{ ...scan, name: "\ud800" }] }), /half a character/);
  });

  it("names the organisation in the record's id, and nothing else", () => {
    const [one, other] = [newRecordId(513), newRecordId(513)];
    expect(one).to.not.equal(other);
    expect(recordOrganisation(one)).to.equal(513);
    expect(requireRecordId(`0x${one.slice(2).toUpperCase()}`)).to.equal(one);
  });
});
