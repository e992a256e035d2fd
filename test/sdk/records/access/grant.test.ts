import { generateHybridIdentity, generateX25519Identity } from "age-encryption";
import { expect } from "chai";
import fc from "fast-check";

import { FiscInputError } from "../../../../sdk/errors.js";
import { encrypterFor, recipientOf } from "../../../../sdk/records/access/age.js";
import { grantTo, openGrant } from "../../../../sdk/records/access/grant.js";
import { newKeys } from "../../../../sdk/records/access/newKeys.js";
import { readerPseudonym } from "../../../../sdk/records/access/readerPseudonym.js";
import { newRecordId } from "../../../../sdk/records/recordId.js";
import { open } from "../../../../sdk/records/seal/open.js";
import { refused } from "../../helpers/refused.js";
import { altered, sealedInvoice } from "../helpers/sealing.js";
import { RUNS } from "../helpers/runs.js";

/** Quick to try, which a passphrase must not be outside tests. */
const work = 4;
const passphrase = "five random words go here";

const expectRefusal = async (attempt: Promise<unknown>, rule: RegExp): Promise<void> => {
  const error = await refused(attempt);
  expect(error).to.be.instanceOf(FiscInputError).with.property("message").that.matches(rule);
};

describe("a grant", () => {
  it("opens the version for its reader, by any kind of key", async () => {
    const { sealed, keys } = await sealedInvoice();
    const given = { record: sealed.record, version: 1, identity: keys.identity };
    for (const identity of [await generateX25519Identity(), await generateHybridIdentity()]) {
      const grant = await openGrant(await grantTo({ recipient: await recipientOf(identity) }, given), {
        identity,
      });
      expect(grant).to.deep.equal(given);
      expect((await open(sealed.content, grant.identity)).tree.root).to.equal(sealed.root);
    }
    expect(await openGrant(await grantTo({ passphrase, work }, given), { passphrase })).to.deep.equal(given);
  });

  it("opens for no other", async () => {
    const [identities, given] = await Promise.all([
      Promise.all(Array.from({ length: 6 }, () => generateX25519Identity())),
      newKeys().then(({ identity }) => ({ record: newRecordId(2), version: 1, identity })),
    ]);
    const grants = await Promise.all(
      identities.map(async (it) => grantTo({ recipient: await recipientOf(it) }, given)),
    );
    const index = fc.nat({ max: identities.length - 1 });
    await fc.assert(
      fc.asyncProperty(index, index, async (granted, tried) => {
        const attempt = openGrant(grants[granted]!, { identity: identities[tried]! });
        if (granted === tried) expect(await attempt).to.deep.equal(given);
        else await expectRefusal(attempt, /grant: it is not encrypted to this key or passphrase/);
      }),
      { numRuns: RUNS },
    );
    const hybrid = await generateHybridIdentity();
    await expectRefusal(openGrant(grants[0]!, { identity: hybrid }), /not encrypted to this key/);
    const locked = await grantTo({ passphrase, work }, given);
    await expectRefusal(
      openGrant(locked, { passphrase: `${passphrase}.` }),
      /not encrypted to this key or passphrase/,
    );
    await expectRefusal(openGrant(locked, { identity: hybrid }), /grant: /);
  });

  it("of one version opens no other: each has an identity of its own", async () => {
    const first = await sealedInvoice();
    const second = await sealedInvoice({ record: first.sealed.record, version: 2 });
    await expectRefusal(open(second.sealed.content, first.keys.identity), /not encrypted to this key/);
    expect((await open(first.sealed.content, first.keys.identity)).version).to.equal(1);
  });

  it("catches every altered byte", async () => {
    const identity = await generateX25519Identity();
    const given = { record: newRecordId(2), version: 1, identity: (await newKeys()).identity };
    const grant = await grantTo({ recipient: await recipientOf(identity) }, given);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        await expectRefusal(openGrant(altered(grant, at, by), { identity }), /grant: /);
      }),
      { numRuns: RUNS },
    );
    await expectRefusal(openGrant(grant.slice(0, -1), { identity }), /grant: it was altered or cut off/);
  });

  it("refuses readers that are none, and repeats no secret", async () => {
    const given = { record: newRecordId(2), version: 1, identity: (await newKeys()).identity };
    await expectRefusal(grantTo({ recipient: "age1xyz" }, given), /"age1xyz" is no public key of age/);
    await expectRefusal(grantTo({ passphrase: "short" }, given), /fewer than 16 characters/);
    const error = String(await refused(grantTo({ recipient: given.identity }, given)));
    expect(error)
      .to.match(/this is a secret key/)
      .and.not.include(given.identity);
  });

  it("is made of what a reader can use, or not at all", async () => {
    const identity = await generateX25519Identity();
    const reader = { recipient: await recipientOf(identity) };
    const given = { record: newRecordId(2), version: 1, identity: (await newKeys()).identity };
    const upper = { ...given, record: `0x${given.record.slice(2).toUpperCase()}` };
    expect(await openGrant(await grantTo(reader, upper), { identity })).to.deep.equal(given);
    await expectRefusal(grantTo(reader, { ...given, record: "0x12" }), /"0x12" is no record's id/);
    await expectRefusal(grantTo(reader, { ...given, version: 65_536 }), /no version 65536/);
    await expectRefusal(grantTo(reader, { ...given, identity: "AGE-SECRET-KEY-1QQQ" }), /^identity: /);
  });

  it("refuses what is encrypted to the reader but no grant", async () => {
    const identity = await generateX25519Identity();
    const encrypter = await encrypterFor({ recipient: await recipientOf(identity) });
    await expectRefusal(
      openGrant(await encrypter.encrypt("hello"), { identity }),
      /it holds no key of a record/,
    );
    const broken = `# fisc grant 1\n# record ${newRecordId(2)}\n# version 1\nAGE-SECRET-KEY-1QQQ\n`;
    await expectRefusal(openGrant(await encrypter.encrypt(broken), { identity }), /grant: /);
  });

  it("is journalled under a name that only the record tells", async () => {
    const [one, other] = [await newKeys(), await newKeys()];
    expect(readerPseudonym(one, "age1abc")).to.match(/^0x[\da-f]{64}$/);
    expect(readerPseudonym(one, "age1abc")).to.equal(readerPseudonym(one, "age1abc"));
    expect(readerPseudonym(one, "age1abc")).to.not.equal(readerPseudonym(one, "age1abd"));
    expect(readerPseudonym(one, "age1abc")).to.not.equal(readerPseudonym(other, "age1abc"));
  });

  it("keeps its reader's name through all versions, and tells it to a reader of a later one alone", async () => {
    const first = await sealedInvoice();
    const { record } = first.sealed;
    const opened = await open(first.sealed.content, first.keys.identity);
    const second = await sealedInvoice({ record, version: 2, keys: await newKeys({ after: opened }) });
    const later = await open(second.sealed.content, second.keys.identity);
    const third = await sealedInvoice({ record, version: 3, keys: await newKeys({ after: later }) });
    const last = await open(third.sealed.content, third.keys.identity);
    const names = [first.keys, opened, later, last].map((it) => readerPseudonym(it, "age1abc"));
    expect(new Set(names).size).to.equal(1);
    // It hands on nothing by which an earlier version could be opened, or guessed.
    const { identity, key } = first.keys;
    expect(third.keys.identity).to.not.equal(identity);
    expect(Buffer.compare(third.keys.key, key)).to.not.equal(0);
    expect(last.tree.saltOf("/amount")).to.not.equal(opened.tree.saltOf("/amount"));
    expect(Buffer.compare(last.names, key)).to.not.equal(0);
  });
});
