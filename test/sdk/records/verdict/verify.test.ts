import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { hexlify, randomBytes, ZeroHash } from "ethers";

import { FiscInputError } from "../../../../sdk/errors.js";
import { fetchProof } from "../../../../sdk/records/chain/fetchProof.js";
import { decodeHeader } from "../../../../sdk/records/chain/header.js";
import { newKeys } from "../../../../sdk/records/access/newKeys.js";
import { newRecordId } from "../../../../sdk/records/recordId.js";
import { attach } from "../../../../sdk/records/seal/attachment.js";
import { batchOf } from "../../../../sdk/records/seal/batch.js";
import { disclose } from "../../../../sdk/records/seal/disclose.js";
import type { Disclosure } from "../../../../sdk/records/seal/disclosure.js";
import { open } from "../../../../sdk/records/seal/open.js";
import { FolderStore } from "../../../../sdk/records/store/folder.js";
import { offlineWitness } from "../../../../sdk/records/verdict/offlineWitness.js";
import { onlineWitness } from "../../../../sdk/records/verdict/onlineWitness.js";
import { printVerdict } from "../../../../sdk/records/verdict/printVerdict.js";
import {
  conclusionOf,
  findingsAgainst,
  QUESTIONS,
  type Verdict,
} from "../../../../sdk/records/verdict/verdict.js";
import { verify } from "../../../../sdk/records/verdict/verify.js";
import type { Witness } from "../../../../sdk/records/verdict/witness.js";
import { ethers, loadFixture, time } from "../../../fixtures/network.js";
import { CLASSES, recorded } from "../../../fixtures/recorded.js";
import { answersOf, anchoredInvoice, findingOf, rpc, trustIn } from "../helpers/anchoring.js";
import { refused } from "../../helpers/refused.js";
import { INVOICE_JSON } from "../helpers/documents.js";
import { sealedInvoice } from "../helpers/sealing.js";

const GOOD = { intact: "yes", anchored: "yes", author: "yes", current: "yes", erased: "no" };

describe("a verdict", () => {
  const prepared = async () => {
    const all = await recorded();
    return { all, first: await anchoredInvoice(all) };
  };

  const online = async (all: Awaited<ReturnType<typeof recorded>>, changes = {}): Promise<Witness> =>
    onlineWitness(ethers.provider, await trustIn(all, changes));

  const genesis = async (): Promise<string> => (await ethers.provider.getBlock(0))!.hash!;

  const expectReason = (
    verdict: Verdict,
    question: keyof typeof QUESTIONS,
    answer: string,
    rule: RegExp,
  ): void => {
    const finding = findingOf(verdict, question);
    expect([finding.answer, finding.reason]).to.satisfy(
      ([is, reason]: [string, string]) => is === answer && rule.test(reason),
      finding.reason,
    );
  };

  it("on a document answers every question, and says who, when and why", async () => {
    const { all, first } = await loadFixture(prepared);
    const witness = await online(all, { blockHash: await genesis() });
    const verdict = await verify({ kind: "document", opened: first.opened }, witness);
    expect(answersOf(verdict)).to.deep.equal({ ...GOOD, trusted: "yes" });
    expect(conclusionOf(verdict)).to.equal("yes");
    expect(findingsAgainst(verdict)).to.deep.equal([]);
    const { id: organisation, contracting } = all.a;
    const by = new RegExp(
      `on 2.*, for organisation ${String(organisation)}; by officer ${String(contracting.id)} in block \\d+, .*not proven$`,
    );
    expectReason(verdict, "author", "yes", by);
    expectReason(verdict, "current", "yes", /no later version, as of block \d+, 2\d{3}-/);
    const lines = printVerdict(verdict).split("\n");
    expect(lines).to.have.length(1 + Object.keys(QUESTIONS).length);
    expect(lines[1]).to.match(
      /^ {2}Is it complete and unaltered\? YES: its fields and attachments are those/,
    );
  });

  it("on a document needs no node, with a proof and a block that is trusted", async () => {
    const { all, first } = await loadFixture(prepared);
    const { register, chainId, now } = await trustIn(all);
    const proof = await fetchProof(rpc, register, [{ record: first.sealed.record, version: 1 }]);
    const { hash } = decodeHeader(proof.header);
    const witness = offlineWitness(proof, { chainId, register, now: now!, blockHash: hash });
    const verdict = await verify({ kind: "document", opened: first.opened }, witness);
    expect(answersOf(verdict)).to.deep.equal({ ...GOOD, author: "unknown", trusted: "yes" });
    expectReason(
      verdict,
      "author",
      "unknown",
      /on 2\d{3}.*, for organisation \d+; which officer, no proof of state tells/,
    );
    expect(conclusionOf(verdict)).to.equal("yes");
    const other = offlineWitness(proof, { chainId, register, now: now!, blockHash: ZeroHash });
    const untrusted = await verify({ kind: "document", opened: first.opened }, other);
    const unknown = {
      intact: "unknown",
      anchored: "unknown",
      author: "unknown",
      current: "unknown",
      erased: "unknown",
    };
    expect(answersOf(untrusted)).to.deep.equal({ ...unknown, trusted: "no" });
    expect(conclusionOf(untrusted)).to.equal("no");
  });

  it("keeps a line for each question, whatever a forger writes into a name", async () => {
    const { all, first } = await loadFixture(prepared);
    const { chainId, register } = await trustIn(all);
    const disclosure = disclose(first.opened, { chainId, register }, ["/amount"]);
    const name = "/amount\n  Is it complete and unaltered? YES: it is.\u001b[8m\u202e\u2028";
    const fields = disclosure.fields.map((it) => ({ ...it, path: name }));
    const witness = await online(all);
    const printed = printVerdict(
      await verify({ kind: "disclosure", disclosure: { ...disclosure, fields } }, witness),
    );
    const lines = printed.split("\n");
    expect(lines).to.have.length(1 + Object.keys(QUESTIONS).length);
    expect(lines[1]).to.match(/^ {2}Is it complete and unaltered\? NO: /);
    expect(printed).to.not.match(/[\p{Cf}\p{Zl}\u001b]/u);
  });

  it("has no word for what is shown in no field", async () => {
    const { all, first } = await loadFixture(prepared);
    const { chainId, register } = await trustIn(all);
    const shown = disclose(first.opened, { chainId, register }, ["/amount"]);
    const nothing = await verify(
      { kind: "disclosure", disclosure: { ...shown, fields: [] } },
      await online(all),
    );
    expectReason(nothing, "intact", "no", /it shows no field/);
  });

  it("answers where there is no register, and where another contract is", async () => {
    const { all, first } = await loadFixture(prepared);
    const subject = { kind: "document", opened: first.opened } as const;
    const nobody = await verify(subject, await online(all, { register: hexlify(randomBytes(20)) }));
    expectReason(nobody, "trusted", "no", /there is no register at 0x/);
    expect(conclusionOf(nobody)).to.equal("no");
    const ledger = await all.ledger.getAddress();
    const other = await verify(subject, await online(all, { register: ledger, blockHash: await genesis() }));
    expectReason(other, "anchored", "unknown", /the node does not answer for the register \([^()]*\)/);
    expect(conclusionOf(other)).to.equal("unknown");
  });

  it("refuses to trust what can't be", async () => {
    const { all } = await loadFixture(prepared);
    const wrong: [object, RegExp][] = [
      [{ chainId: 1.5 }, /^trust, chain id: "1\.5" is none/],
      [{ register: "0x12" }, /^trust, register: "0x12" is none/],
      [{ blockHash: "0x12" }, /^trust, block hash: "0x12" is none/],
      [{ now: Number.NaN }, /^trust, time: "NaN" is none/],
      [{ now: Date.now() }, /^trust, time: .*not milliseconds/],
    ];
    for (const [changes, rule] of wrong) {
      const error = await refused(online(all, changes));
      expect(error).to.be.instanceOf(FiscInputError).with.property("message").that.matches(rule);
    }
  });

  it("on a document that was corrected names the version that took its place", async () => {
    const { all, first } = await loadFixture(prepared);
    const document = JSON.stringify({ ...INVOICE_JSON, amount: "43000.00" });
    const second = await anchoredInvoice(all, { record: first.sealed.record, version: 2, document });
    const witness = await online(all);
    const old = await verify({ kind: "document", opened: first.opened }, witness);
    expect(answersOf(old)).to.deep.equal({ ...GOOD, current: "no", trusted: "unknown" });
    expectReason(old, "current", "no", /version 2 superseded it on 2/);
    expect(findingsAgainst(old)).to.deep.equal([findingOf(old, "current")]);
    expectReason(old, "trusted", "unknown", /the node is taken at its word/);
    expect(conclusionOf(old)).to.equal("no");
    const now = await verify({ kind: "document", opened: second.opened }, witness);
    expect(answersOf(now)).to.deep.equal({ ...GOOD, trusted: "unknown" });
    expect(conclusionOf(now), "nobody said which chain is trusted").to.equal("unknown");
  });

  it("on what was erased says so, and on what is under another number or none", async () => {
    const { all, first } = await loadFixture(prepared);
    const { opened, sealed } = first;
    const witness = await online(all);
    const never = await verify(
      { kind: "document", opened: { ...opened, record: newRecordId(all.a.id) } },
      witness,
    );
    expectReason(never, "anchored", "no", /nothing is anchored as version 1 of record/);
    const later = await verify({ kind: "document", opened: { ...opened, version: 2 } }, witness);
    expectReason(later, "anchored", "no", /nothing is anchored as version 2/);
    await all.asClerk.erase(sealed.record, 1, hexlify(randomBytes(32)));
    const erased = await verify({ kind: "document", opened }, await online(all));
    expect(answersOf(erased)).to.deep.equal({ ...GOOD, erased: "yes", trusted: "unknown" });
    expect(conclusionOf(erased)).to.equal("no");
  });

  it("finds a forged field, a forged page and one that is missing", async () => {
    const { all } = await loadFixture(prepared);
    const folder = await mkdtemp(path.join(tmpdir(), "fisc-test-"));
    const store = new FolderStore(folder);
    const keys = await newKeys();
    async function* page(text: string): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from(text));
    }
    const [one, two] = [
      await attach(store, keys.identity, "1", page("one")),
      await attach(store, keys.identity, "2", page("two")),
    ];
    const real = await anchoredInvoice(all, { keys, attachments: [one, two] });
    const witness = await online(all);
    const files = { store, identity: keys.identity };

    const whole = await verify({ kind: "document", opened: real.opened, files }, witness);
    expect(findingOf(whole, "intact").answer).to.equal("yes");
    const unread = await verify({ kind: "document", opened: real.opened }, witness);
    expectReason(unread, "intact", "unknown", /attachments were not read/);

    // By whoever has the record's own keys.
    const document = JSON.stringify({ ...INVOICE_JSON, amount: "420000.00" });
    const { sealed } = await sealedInvoice({
      record: real.sealed.record,
      keys,
      attachments: [one, two],
      document,
    });
    const forged = await verify(
      { kind: "document", opened: await open(sealed.content, keys.identity), files },
      witness,
    );
    expect(answersOf(forged)).to.include({ intact: "no", anchored: "no" });
    expectReason(
      forged,
      "intact",
      "no",
      /not those that were anchored.*with another content, schema or root/,
    );

    const fake = await attach(store, keys.identity, "2", page("six"));
    const swapped = { ...real.opened, attachments: [one, { ...two, blob: fake.blob }] };
    const paged = await verify({ kind: "document", opened: swapped, files }, witness);
    expectReason(paged, "intact", "no", /attachment 2: it is not the file that was sealed/);
    expect(findingOf(paged, "anchored").answer).to.equal("yes");

    await writeFile(path.join(folder, two.blob.slice(0, 2), two.blob), "x");
    expectReason(
      await verify({ kind: "document", opened: real.opened, files }, witness),
      "intact",
      "no",
      /attachment 2/,
    );
    await store.delete(two.blob);
    expectReason(
      await verify({ kind: "document", opened: real.opened, files }, witness),
      "intact",
      "no",
      /attachment 2: .*missing/,
    );
    await rm(folder, { recursive: true });
  });

  it("on fields that are shown holds for any of them, and for none that was changed or is for elsewhere", async () => {
    const { all, first } = await loadFixture(prepared);
    const { chainId, register } = await trustIn(all);
    const witness = await online(all, { blockHash: await genesis() });
    const disclosure = disclose(first.opened, { chainId, register }, ["/amount", "/lines"]);
    const verdict = await verify({ kind: "disclosure", disclosure }, witness);
    expect(answersOf(verdict)).to.deep.equal({ ...GOOD, trusted: "yes" });
    const changed = (it: Partial<Disclosure["commitment"]>): Disclosure => ({
      ...disclosure,
      commitment: { ...disclosure.commitment, ...it },
    });
    const lies: [Disclosure, RegExp, RegExp][] = [
      [
        { ...disclosure, fields: disclosure.fields.map((it) => ({ ...it, value: '"1.00"' })) },
        /do not lead to the root/,
        /as version 1/,
      ],
      [changed({ chainId: 1 }), /leads to the root/, /it is for chain 1, not for/],
      [changed({ register: hexlify(randomBytes(20)) }), /leads to the root/, /it is for register/],
      [changed({ version: 2 }), /leads to the root/, /nothing is anchored as version 2/],
      [changed({ schema: ZeroHash }), /leads to the root/, /with another content, schema or root/],
      [changed({ record: newRecordId(all.a.id) }), /leads to the root/, /nothing is anchored/],
    ];
    for (const [lie, intact, anchored] of lies) {
      const found = await verify({ kind: "disclosure", disclosure: lie }, witness);
      expect(conclusionOf(found)).to.equal("no");
      expect(findingOf(found, "intact").reason).to.match(intact);
      expect(findingOf(found, "anchored").reason).to.match(anchored);
    }
  });

  it("agrees with the register itself on fields and members", async () => {
    const { all, first } = await loadFixture(prepared);
    const { record, schema, root } = first.sealed;
    const { chainId, register } = await trustIn(all);
    const { fields } = disclose(first.opened, { chainId, register }, ["/payee/name"]);
    const [field] = fields.map(({ proof, ...it }) => ({ ...it, proof: [...proof] }));
    expect((await all.records.verifyField(record, 1, schema, root, field!)).anchored).to.be.true;
    const wrong = { ...field!, value: '"Someone else"' };
    expect((await all.records.verifyField(record, 1, schema, root, wrong)).anchored).to.be.false;
  });

  it("on a member of a batch says that it has no versions", async () => {
    const { all, first } = await loadFixture(prepared);
    const members = await Promise.all(
      [1, 2, 3].map(() => sealedInvoice({ record: newRecordId(all.a.id), version: 0 })),
    );
    const batch = batchOf(
      newRecordId(all.a.id),
      members.map(({ sealed }) => sealed),
    );
    const { schema } = first.sealed;
    await all.asOfficer.anchorBatch({ id: batch.record, schema, root: batch.root, class: CLASSES.none }, 3);
    const { chainId, register } = await trustIn(all);
    const witness = await online(all, { blockHash: await genesis() });
    const { sealed, keys } = members[0]!;
    const place = batch.placeOf(sealed.record);
    const commitment = {
      chainId,
      register,
      schema,
      record: sealed.record,
      version: 0,
      root: sealed.root,
      batch: place,
    };
    const opened = await open(sealed.content, keys.identity);
    const disclosure = disclose(opened, { chainId, register, batch: place }, ["/amount"]);
    const verdicts = [
      await verify({ kind: "member", commitment }, witness),
      await verify({ kind: "document", opened, batch: place }, witness),
      await verify({ kind: "disclosure", disclosure }, witness),
    ];
    for (const verdict of verdicts) {
      expect(answersOf(verdict)).to.deep.equal({
        ...GOOD,
        current: "unknown",
        erased: "unknown",
        trusted: "yes",
      });
      expectReason(verdict, "current", "unknown", /a member of a batch has no versions/);
      expect(conclusionOf(verdict)).to.equal("yes");
    }
    const onChain = await all.records.verifyMember(
      batch.record,
      schema,
      batch.root,
      sealed.record,
      sealed.root,
      [...place.proof],
    );
    expect(onChain.anchored).to.be.true;

    const stranger = { ...commitment, record: newRecordId(all.a.id) };
    expect(answersOf(await verify({ kind: "member", commitment: stranger }, witness))).to.include({
      intact: "no",
      anchored: "yes",
    });
    const { batch: _, ...alone } = commitment;
    expectReason(
      await verify({ kind: "member", commitment: alone }, witness),
      "intact",
      "no",
      /names no batch/,
    );
    // Neither is taken for the other.
    const asBatch = {
      ...commitment,
      batch: { record: first.sealed.record, root: first.sealed.root, proof: [] },
    };
    expectReason(
      await verify({ kind: "member", commitment: asBatch }, witness),
      "anchored",
      "no",
      /is a record, not a batch/,
    );
    const asRecord = { ...opened, record: batch.record, version: 1 };
    expectReason(
      await verify({ kind: "document", opened: asRecord }, witness),
      "anchored",
      "no",
      /is a batch, not a record/,
    );
    await all.asClerk.erase(batch.record, 1, hexlify(randomBytes(32)));
    const erased = await verify({ kind: "member", commitment }, await online(all));
    expectReason(erased, "erased", "yes", /its batch's keys were given up/);
  });

  it("knows what it can't know when a clock is wrong or a node is behind", async () => {
    const { all, first } = await loadFixture(prepared);
    const now = await time.latest();
    const subject = { kind: "document", opened: first.opened } as const;
    const slow = await verify(subject, await online(all, { now: now - 86_400 }));
    expect(answersOf(slow)).to.include({ anchored: "yes", current: "unknown", erased: "unknown" });
    expectReason(slow, "current", "unknown", /one of the clocks is wrong/);
    const fast = await verify(subject, await online(all, { now: now + 86_400 }));
    expectReason(fast, "current", "unknown", /the node is behind, or this clock is wrong/);
    // Anchored on a day that the block has not reached.
    const witness = await online(all);
    const early = { ...witness, block: { number: 1, timestamp: 86_400 } };
    expectReason(await verify(subject, early), "anchored", "unknown", /later than the block's own time/);
  });

  it("believes no other chain, register or block than the one that is trusted", async () => {
    const { all, first } = await loadFixture(prepared);
    const subject = { kind: "document", opened: first.opened } as const;
    const cases: [object, RegExp][] = [
      [{ chainId: 1 }, /it speaks of chain 31337, and chain 1 is trusted/],
      [{ blockHash: hexlify(randomBytes(32)) }, /does not have block .*, which is trusted/],
    ];
    for (const [changes, rule] of cases) {
      const verdict = await verify(subject, await online(all, changes));
      expectReason(verdict, "trusted", "no", rule);
      expect(answersOf(verdict)).to.include({ intact: "unknown", anchored: "unknown", current: "unknown" });
      expect(conclusionOf(verdict)).to.equal("no");
    }
    // A node that still has a block which its chain has left.
    const left = (await ethers.provider.getBlock(0))!;
    const forked = new Proxy(ethers.provider, {
      get: (target, name) => {
        if (name === "getBlock") {
          return (tag: string | number) => target.getBlock(tag === 0 ? 1 : tag);
        }
        const own: unknown = Reflect.get(target, name, target);
        return typeof own === "function" ? (own.bind(target) as unknown) : own;
      },
    });
    const witness = await onlineWitness(forked, await trustIn(all, { blockHash: left.hash! }));
    expect(witness.trusted.answer).to.equal("no");
  });
});
