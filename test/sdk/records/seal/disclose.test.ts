import { hkdfSync, randomBytes } from "node:crypto";

import { SimpleMerkleTree, StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { getBytes, hexlify } from "ethers";
import fc from "fast-check";

import { FiscInputError } from "../../../../sdk/errors.js";
import type { Field } from "../../../../sdk/records/field.js";
import { newRecordId } from "../../../../sdk/records/recordId.js";
import { disclosureFault } from "../../../../sdk/records/seal/checkDisclosure.js";
import { disclose } from "../../../../sdk/records/seal/disclose.js";
import type { DisclosedField, Disclosure } from "../../../../sdk/records/seal/disclosure.js";
import { readDisclosure, writeDisclosure } from "../../../../sdk/records/seal/disclosureFile.js";
import { isUnder } from "../../../../sdk/records/seal/isUnder.js";
import { fieldLeaf } from "../../../../sdk/records/seal/leaf.js";
import { saltsOf } from "../../../../sdk/records/seal/salts.js";
import { batchOf } from "../../../../sdk/records/seal/batch.js";
import { altered, alteredHex, ANCHORED_IN, openedFields } from "../helpers/sealing.js";
import { RUNS } from "../helpers/runs.js";

const paths = fc.uniqueArray(
  fc.string({ unit: "grapheme", maxLength: 12 }).map((it) => `/${it.replace(/[~/]/g, ".")}`),
  {
    minLength: 2,
    maxLength: 20,
  },
);
const fields = paths.chain((all) =>
  fc.tuple(
    ...all.map((path) =>
      fc.record({ path: fc.constant(path), value: fc.jsonValue().map((it) => JSON.stringify(it)) }),
    ),
  ),
);
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
/** Fields, a key, and which of the fields are shown: at least one. */
const shown = fc
  .record({ fields, key, mask: fc.bigInt({ min: 1n, max: 2n ** 20n - 1n }) })
  .map((it) => ({ ...it, open: it.fields.filter((_, i) => ((it.mask >> BigInt(i)) & 1n) === 1n) }))
  .filter(({ open }) => open.length > 0);

const shownOf = (all: readonly Field[], secret: Uint8Array, open: readonly Field[]): Disclosure =>
  disclose(
    openedFields(all, secret),
    ANCHORED_IN,
    open.map(({ path }) => path),
  );

describe("showing fields of a record", () => {
  it("proves any of them, alone or together, and shows no others", () => {
    fc.assert(
      fc.property(shown, ({ fields: all, key: secret, open }) => {
        const made = shownOf(all, secret, open);
        expect(disclosureFault(made)).to.equal(undefined);
        expect(made.fields.map(({ path, value }) => ({ path, value }))).to.deep.equal(open);
        const file = writeDisclosure(made);
        expect(readDisclosure(file)).to.deep.equal(made);
        expect(file).to.not.include(hexlify(secret).slice(2));
      }),
      { numRuns: RUNS },
    );
  });

  it("does not let the value of another be confirmed, even by who has all other salts", () => {
    fc.assert(
      fc.property(shown, fc.nat(), ({ fields: all, key: secret, open }, pick) => {
        const hidden = all.filter((field) => !open.includes(field));
        fc.pre(hidden.length > 0);
        const target = hidden[pick % hidden.length]!;
        const opened = openedFields(all, secret);
        const made = disclose(
          opened,
          ANCHORED_IN,
          open.map(({ path }) => path),
        );
        const seen = new Set([
          opened.tree.root,
          ...opened.tree.leaves,
          ...made.fields.flatMap(({ proof }) => proof),
        ]);
        // Guessed right: only the salt is missing, and none that the guesser has will do.
        const salts = all.filter((it) => it !== target).map(({ path }) => opened.tree.saltOf(path));
        const others = [...salts, `0x${"0".repeat(64)}`, opened.record, opened.tree.root];
        const mixed = salts.slice(1).map((salt, i) => xor(salt, salts[i]!));
        for (const salt of [...others, ...mixed]) expect(seen.has(fieldLeaf(target, salt))).to.be.false;
        // The guess is one that the true salt would confirm, so the test could fail.
        expect(seen.has(fieldLeaf(target, opened.tree.saltOf(target.path)))).to.be.true;
      }),
      { numRuns: RUNS },
    );
  });

  it("gives every field, record and version a salt of its own", () => {
    fc.assert(
      fc.property(paths, key, (all, secret) => {
        const [one, other] = [newRecordId(2), newRecordId(2)];
        const places = [saltsOf(secret, one, 1), saltsOf(secret, one, 2), saltsOf(secret, other, 1)];
        const salts = places.flatMap((saltOf) => all.map(saltOf));
        expect(new Set(salts).size).to.equal(3 * all.length);
      }),
      { numRuns: RUNS },
    );
  });

  it("catches any change of path, value, salt, proof or root", () => {
    fc.assert(
      fc.property(shown, fc.nat(), fc.nat(), ({ fields: all, key: secret, open }, pick, at) => {
        const made = shownOf(all, secret, open);
        const place = pick % made.fields.length;
        const field = made.fields[place]!;
        const withField = (change: Partial<DisclosedField>): Disclosure => ({
          ...made,
          fields: made.fields.map((it, i) => (i === place ? { ...it, ...change } : it)),
        });
        const text = (it: string): string => Buffer.from(altered(Buffer.from(it), at)).toString("latin1");
        const lie = [
          withField({ path: text(field.path) }),
          withField({ value: text(field.value) }),
          withField({ value: `${field.value} ` }),
          withField({ salt: alteredHex(field.salt, at) }),
          withField({
            proof: field.proof.map((it, i) => (i === at % field.proof.length ? alteredHex(it, at) : it)),
          }),
          withField({ proof: field.proof.slice(1) }),
          withField({ proof: [...field.proof, field.salt] }),
          { ...made, commitment: { ...made.commitment, root: alteredHex(made.commitment.root, at) } },
          { ...made, fields: [...made.fields, field] },
        ];
        for (const it of lie) expect(disclosureFault(it)).to.be.a("string");
      }),
      { numRuns: RUNS },
    );
  });

  it("shows all that a path holds, and refuses one that holds nothing", () => {
    const all = ["/a/0", "/a/1", "/ab", "/a.b"].map((path) => ({ path, value: "1" }));
    const opened = openedFields(all, randomBytes(32));
    expect(disclose(opened, ANCHORED_IN, ["/a"]).fields.map(({ path }) => path)).to.deep.equal([
      "/a/0",
      "/a/1",
    ]);
    expect(() => disclose(opened, ANCHORED_IN, ["/a", "/b"])).to.throw(
      FiscInputError,
      /field \/b: .*none there/,
    );
    expect(() => disclose(opened, ANCHORED_IN, [])).to.throw(FiscInputError, /fields: none is named/);
  });

  it("has the leaves and proofs of OpenZeppelin's standard tree", () => {
    fc.assert(
      fc.property(fields, key, (all, secret) => {
        const { tree } = openedFields(all, secret);
        const values = all.map(({ path, value }) => [path, value, tree.saltOf(path)]);
        const standard = StandardMerkleTree.of(values, ["string", "string", "bytes32"]);
        expect(tree.root).to.equal(standard.root);
        expect(tree.leaves).to.deep.equal(values.map((value) => standard.leafHash(value)));
        const proof = standard.getProof(0);
        expect(SimpleMerkleTree.verify(tree.root, tree.leaves[0]!, proof)).to.be.true;
      }),
      { numRuns: Math.min(RUNS, 500) },
    );
  });

  it("derives salts as HKDF-SHA-256 does", () => {
    fc.assert(
      fc.property(paths, key, (all, secret) => {
        const record = newRecordId(2);
        const saltOf = saltsOf(secret, record, 513);
        const salt = Buffer.concat([getBytes(record), Uint8Array.of(2, 1)]);
        for (const path of all) {
          const expected = hkdfSync("sha256", secret, salt, `fisc record salt 1\n${path}`, 32);
          expect(saltOf(path)).to.equal(hexlify(new Uint8Array(expected)));
        }
      }),
    );
    // Longer than Node's own takes.
    const saltOf = saltsOf(randomBytes(32), newRecordId(2), 1);
    expect(saltOf("/a".repeat(2_000))).to.not.equal(saltOf("/a".repeat(2_001)));
  });

  it("refuses a file that is no disclosure", () => {
    const made = shownOf(
      [
        { path: "/a", value: "1" },
        { path: "/b", value: "2" },
      ],
      randomBytes(32),
      [{ path: "/a", value: "1" }],
    );
    expect(readDisclosure(Buffer.from(`\uFEFF${writeDisclosure(made)}`))).to.deep.equal(made);
    const good = JSON.parse(writeDisclosure(made)) as { commitment: object; fields: object[] };
    const bad = [
      { ...good, format: "fisc disclosure 2" },
      { ...good, fields: [] },
      { ...good, fields: [{ ...good.fields[0], salt: "0x12" }] },
      { ...good, fields: [{ ...good.fields[0], proof: "x" }] },
      { ...good, fields: [null] },
      { ...good, commitment: { ...good.commitment, chainId: 1.5 } },
      { ...good, commitment: { ...good.commitment, register: "0x12" } },
      { ...good, commitment: { ...good.commitment, version: 70_000 } },
      { ...good, commitment: { ...good.commitment, batch: { record: "0x" } } },
      [],
    ];
    for (const it of bad)
      expect(() => readDisclosure(JSON.stringify(it))).to.throw(
        FiscInputError,
        /it is no "fisc disclosure 1"/,
      );
    const twice = writeDisclosure(made).replace('"commitment":', '"fields": [], "commitment":');
    expect(() => readDisclosure(twice)).to.throw(FiscInputError, /stands twice/);
  });
});

describe("a batch", () => {
  const members = Array.from({ length: 7 }, () => ({
    record: newRecordId(2),
    root: hexlify(randomBytes(32)),
  }));

  it("has a place for each member, by OpenZeppelin's standard tree", () => {
    const batch = batchOf(newRecordId(2), members);
    const standard = StandardMerkleTree.of(
      members.map((it) => [it.record, it.root]),
      ["bytes32", "bytes32"],
    );
    expect(batch.root).to.equal(standard.root);
    expect(batch.members).to.equal(7);
    for (const { record, root } of members) {
      const { proof } = batch.placeOf(record);
      expect(isUnder(batch.root, standard.leafHash([record, root]), proof)).to.be.true;
    }
    expect(() => batch.placeOf(newRecordId(2))).to.throw(FiscInputError, /is no member/);
  });

  it("refuses no member, and one twice", () => {
    expect(() => batchOf(newRecordId(2), [])).to.throw(FiscInputError, /it has no member/);
    expect(() => batchOf(newRecordId(2), [...members, members[0]!])).to.throw(
      FiscInputError,
      /two members have one id/,
    );
    const [first] = members;
    const upper = { ...first!, record: `0x${first!.record.slice(2).toUpperCase()}` };
    expect(() => batchOf(newRecordId(2), [first!, upper])).to.throw(
      FiscInputError,
      /two members have one id/,
    );
    expect(batchOf(newRecordId(2), members).placeOf(upper.record).proof).to.have.length.above(0);
  });

  it("shows a member's fields with its place, and no one else's", () => {
    const opened = { ...openedFields([{ path: "/a", value: "1" }], randomBytes(32)), version: 0 };
    const batch = batchOf(newRecordId(2), [...members, { record: opened.record, root: opened.tree.root }]);
    const place = batch.placeOf(opened.record);
    const made = disclose(opened, { ...ANCHORED_IN, batch: place }, ["/a"]);
    expect(disclosureFault(made)).to.equal(undefined);
    expect(readDisclosure(writeDisclosure(made))).to.deep.equal(made);
    const lie = [
      { ...made.commitment, record: members[0]!.record },
      { ...made.commitment, batch: batch.placeOf(members[0]!.record) },
      { ...made.commitment, version: 1 },
    ];
    for (const commitment of lie) expect(disclosureFault({ ...made, commitment })).to.be.a("string");
    const { batch: _, ...alone } = made.commitment;
    expect(disclosureFault({ ...made, commitment: alone })).to.match(/names no batch/);
  });
});

function xor(one: string, other: string): string {
  const [a, b] = [getBytes(one), getBytes(other)];
  return hexlify(a.map((byte, i) => byte ^ (b[i] ?? 0)));
}
