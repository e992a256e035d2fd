import { expect } from "chai";
import { decodeRlp, encodeRlp, getNumber, hexlify, keccak256, randomBytes } from "ethers";

import { FiscInputError } from "../../../../sdk/errors.js";
import { decodeAnchor, isAnchored } from "../../../../sdk/records/chain/anchor.js";
import { fetchProof } from "../../../../sdk/records/chain/fetchProof.js";
import { decodeHeader, encodeHeader } from "../../../../sdk/records/chain/header.js";
import type { StateProof } from "../../../../sdk/records/chain/proof.js";
import { readProof, writeProof } from "../../../../sdk/records/chain/proofFile.js";
import type { Commitment } from "../../../../sdk/records/commitment.js";
import { newRecordId } from "../../../../sdk/records/recordId.js";
import { chainFindings } from "../../../../sdk/records/verdict/chainFindings.js";
import { offlineWitness } from "../../../../sdk/records/verdict/offlineWitness.js";
import { onlineWitness } from "../../../../sdk/records/verdict/onlineWitness.js";
import type { Trust } from "../../../../sdk/records/verdict/trust.js";
import { Untold } from "../../../../sdk/records/verdict/witness.js";
import { refused } from "../../helpers/refused.js";
import { alteredHex } from "../helpers/sealing.js";
import { type AnchoredRecord, type Register, superseded } from "../helpers/register.js";

type OfflineTrust = Trust & { readonly blockHash: string };

/** What is proven of a register's state, on whatever chain it is. */
export function shouldProveState(create: () => Promise<Register>): void {
  let chain: Register;
  let proof: StateProof;
  let trust: OfflineTrust;
  let first: AnchoredRecord;
  let next: AnchoredRecord;
  let other: AnchoredRecord;

  const commitmentTo = ({ record, schema, root }: AnchoredRecord, version = 1): Commitment => ({
    chainId: trust.chainId,
    register: chain.address,
    schema,
    record,
    version,
    root,
  });

  before(async () => {
    chain = await create();
    [first, other] = [chain.records[0]!, chain.records[1]!];
    next = await superseded(chain, first);
    await (await chain.register.erase(other.record, 1, randomBytes(32))).wait();
    const versions = [
      { record: first.record, version: 1 },
      { record: first.record, version: 2 },
      { record: other.record, version: 1 },
      { record: chain.records[2]!.record, version: 1 },
    ];
    proof = await fetchProof(chain.provider, chain.address, versions);
    const header = decodeHeader(proof.header);
    trust = {
      chainId: proof.chainId,
      register: chain.address,
      blockHash: header.hash,
      now: header.timestamp,
    };
  });

  it("hashes each block's header to the hash that it has", async () => {
    const newest = await chain.provider.getBlockNumber();
    for (let number = 0; number <= newest; ++number) {
      const tag = `0x${number.toString(16)}`;
      const block = (await chain.provider.send("eth_getBlockByNumber", [tag, false])) as Record<
        string,
        string
      >;
      const header = decodeHeader(encodeHeader(block));
      expect(header).to.deep.equal({
        hash: block.hash,
        stateRoot: block.stateRoot,
        number,
        timestamp: getNumber(block.timestamp!),
      });
      expect(() => encodeHeader({ ...block, hash: block.parentHash })).to.throw(
        FiscInputError,
        /does not know/,
      );
    }
    expect(() => decodeHeader("0xc0")).to.throw(FiscInputError, /no block's header/);
  });

  it("says of a register's storage what the register says", async () => {
    const witness = offlineWitness(proof, trust);
    expect(witness.trusted.answer).to.equal("yes");
    for (const { record, version } of proof.slots) {
      const { commitment, day, class: kind, marks } = await chain.register.anchored(record, version);
      const anchor = await witness.anchorOf(record, version);
      const told = [anchor.day, anchor.class, anchor.marks].map(BigInt);
      expect([anchor.commitment, ...told]).to.deep.equal([commitment, day, kind, marks]);
      expect(isAnchored(anchor)).to.equal(kind !== 0n);
    }
  });

  it("answers as a node does, but for who anchored it", async () => {
    const [offline, online] = [offlineWitness(proof, trust), await onlineWitness(chain.provider, trust)];
    const asked = [commitmentTo(first), commitmentTo(next, 2), commitmentTo(other), commitmentTo(next)];
    const answers = [
      ["yes", "no", "no"],
      ["yes", "yes", "no"],
      ["yes", "yes", "yes"],
      ["no", "unknown", "unknown"],
    ];
    for (const [i, commitment] of asked.entries()) {
      for (const witness of [offline, online]) {
        const { anchored, current, erased, author } = await chainFindings(commitment, witness);
        expect([anchored, current, erased].map(({ answer }) => answer)).to.deep.equal(answers[i]);
        const isTold = witness === online && anchored.answer === "yes";
        expect(author.answer).to.equal(isTold ? "yes" : "unknown");
        if (isTold)
          expect(author.reason).to.match(
            /on 2\d{3}-\d\d-\d\d, for organisation 2; by officer 7 in block \d+, .* not proven/,
          );
      }
    }
  });

  it("tells nothing that it was not fetched for, and nothing against another block, chain or register", async () => {
    const witness = offlineWitness(proof, trust);
    expect(await refused(witness.anchorOf(newRecordId(2), 1))).to.be.instanceOf(Untold);
    const wrong: [OfflineTrust, RegExp][] = [
      [{ ...trust, blockHash: hexlify(randomBytes(32)) }, /the proof is for block .*, and .* is trusted/],
      [{ ...trust, chainId: 1 }, /it speaks of chain .*, and chain 1 is trusted/],
      [{ ...trust, register: hexlify(randomBytes(20)) }, /it speaks of register/],
    ];
    for (const [it, rule] of wrong) {
      const untrusted = offlineWitness(proof, it);
      expect(untrusted.trusted.answer).to.equal("no");
      expect(untrusted.trusted.reason).to.match(rule);
      expect(await refused(untrusted.anchorOf(first.record, 1))).to.be.instanceOf(Untold);
    }
    const register = hexlify(randomBytes(20));
    const nobody = offlineWitness({ ...proof, register }, { ...trust, register });
    expect(nobody.trusted.answer).to.equal("no");
  });

  it("proves that there is no register where there is none, and nothing where none wrote", async () => {
    const register = hexlify(randomBytes(20));
    const empty = await fetchProof(chain.provider, register, [{ record: first.record, version: 1 }]);
    const { hash } = decodeHeader(empty.header);
    const witness = offlineWitness(empty, { ...trust, register, blockHash: hash });
    expect(witness.trusted).to.deep.include({ answer: "no" });
    expect(witness.trusted.reason).to.match(/there is no register at/);
    const absent = newRecordId(2);
    const nothing = await fetchProof(chain.provider, chain.address, [{ record: absent, version: 1 }]);
    const told = offlineWitness(nothing, { ...trust, blockHash: decodeHeader(nothing.header).hash });
    expect(isAnchored(await told.anchorOf(absent, 1))).to.be.false;
  });

  it("keeps as a file, and refuses one that is none", () => {
    expect(readProof(writeProof(proof))).to.deep.equal(proof);
    // As an editor may have saved it.
    expect(readProof(`\uFEFF${writeProof(proof)}`)).to.deep.equal(proof);
    expect(readProof(Buffer.from(`\uFEFF${writeProof(proof)}`))).to.deep.equal(proof);
    const file = JSON.parse(writeProof(proof)) as Record<string, unknown>;
    const bad = [
      { ...file, format: "fisc proof 2" },
      { ...file, header: 1 },
      { ...file, account: ["x"] },
      { ...file, slots: [{}] },
      { ...file, register: "0x12" },
      null,
    ];
    for (const it of bad) {
      expect(() => readProof(JSON.stringify(it))).to.throw(FiscInputError, /it is no "fisc proof 1"/);
    }
    expect(() => readProof(writeProof(proof).replace("{", '{"chainId": 1,'))).to.throw(
      FiscInputError,
      /twice/,
    );
  });

  it("does not trip over a header whose clock is impossible", async () => {
    const fields = decodeRlp(proof.header) as string[];
    const header = encodeRlp(fields.map((it, i) => (i === 11 ? "0x1fffffffffffff" : it)));
    const forged = offlineWitness({ ...proof, header }, trust);
    expect(forged.trusted).to.deep.include({ answer: "no" });
    // Not even where whoever trusts it was given its hash.
    const fooled = offlineWitness({ ...proof, header }, { ...trust, blockHash: keccak256(header) });
    const { current } = await chainFindings(commitmentTo(next, 2), fooled);
    expect(current.answer).to.equal("unknown");
    expect(current.reason).to.match(/second 9007199254740991.*one of the clocks is wrong/);
    const wrong = { ...trust, blockHash: "0x12" };
    expect(() => offlineWitness(proof, wrong)).to.throw(FiscInputError, /trust, block hash/);
  });

  it("proves past blocks, and names one that the node does not have", async () => {
    const { number } = decodeHeader(proof.header);
    const past = await fetchProof(
      chain.provider,
      chain.address,
      [{ record: first.record, version: 1 }],
      number - 2,
    );
    const { hash } = decodeHeader(past.header);
    const { current } = await chainFindings(
      commitmentTo(first),
      offlineWitness(past, { ...trust, blockHash: hash }),
    );
    expect(current.answer, "it was current then").to.equal("yes");
    const again = await fetchProof(chain.provider, chain.address, [], hash);
    expect(decodeHeader(again.header).hash).to.equal(hash);
    const missing = fetchProof(chain.provider, chain.address, [], hexlify(randomBytes(32)));
    expect(String(await refused(missing))).to.match(/the node does not have it/);
    const mute = {
      send: (method: string, params: unknown[]) =>
        method === "eth_getProof"
          ? Promise.reject(new Error("no such method"))
          : chain.provider.send(method, params),
    };
    const unproven = await refused(fetchProof(mute, chain.address, []));
    expect(unproven)
      .to.be.instanceOf(FiscInputError)
      .with.property("message")
      .that.matches(/does not prove its state/);
  });

  it("refuses a thousand mutated proofs", async function () {
    this.timeout(120_000);
    const subject = commitmentTo(next, 2);
    const isBelieved = async (it: StateProof): Promise<boolean> => {
      const witness = offlineWitness(it, trust);
      const { anchored, current, erased } = await chainFindings(subject, witness);
      return anchored.answer === "yes" && current.answer === "yes" && erased.answer === "no";
    };
    expect(await isBelieved(proof), "the proof as it is").to.be.true;
    // What the subject does not ask for is checked too, so that a proof is whole or nothing.
    for (let i = 0; i < 1_000; ++i) {
      const mutated = mutate(proof, i);
      expect(mutated, `mutation ${String(i)}`).to.not.deep.equal(proof);
      expect(await isBelieved(mutated), `mutation ${String(i)}`).to.be.false;
    }
  });

  it("does not believe that something is gone, or was never there", async () => {
    const isNext = ({ record, version }: { record: string; version: number }): boolean =>
      record === first.record && version === 2;
    const own = proof.slots.find(isNext)!.nodes;
    // One whose way through the tree is another: at times an id's way ends at the very leaf that shall be gone.
    const absentNodes = async (): Promise<readonly string[]> => {
      const what = [{ record: newRecordId(2), version: 1 }];
      const { nodes } = (await fetchProof(chain.provider, chain.address, what)).slots[0]!;
      return own.every((node) => nodes.includes(node)) ? absentNodes() : nodes;
    };
    const nodes = await absentNodes();
    const slots = proof.slots.map((slot) => (isNext(slot) ? { ...slot, nodes } : slot));
    const witness = offlineWitness({ ...proof, slots }, trust);
    expect(witness.trusted.answer).to.equal("no");
    expect((await chainFindings(commitmentTo(first), witness)).current.answer).to.equal("unknown");
  });

  it("reads marks, class, day and commitment from a word", () => {
    const commitment = `0x${"ab".repeat(28)}`;
    expect(decodeAnchor(`0x0c034321${commitment.slice(2)}`)).to.deep.equal({
      marks: 12,
      class: 3,
      day: 0x4321,
      commitment,
    });
  });
}

/** The proof with one thing changed: number `i` of as many ways as one likes. */
function mutate(proof: StateProof, i: number): StateProof {
  const lists = [proof.account, ...proof.slots.map(({ nodes }) => nodes)];
  const list = i % lists.length;
  const nodes = lists[list]!;
  const place = Math.floor(i / lists.length) % nodes.length;
  const changed = [
    () => nodes.map((it, at) => (at === place ? alteredHex(it, i * 7_919) : it)),
    () => nodes.filter((_, at) => at !== place),
    () => [...nodes.slice(0, place), nodes[place]!, ...nodes.slice(place)],
    () => [...nodes, nodes[place]!],
    () => nodes.map((it, at) => (at === place ? it.slice(0, -2) : it)),
    () => nodes.map((it, at) => (at === place ? `${it}00` : it)),
    () => [...nodes, "0x80"],
    () => nodes.map((it, at) => (at === place ? alteredHex(it, i) : it)),
  ];
  const kind = Math.floor(i / 3) % (changed.length + 1);
  if (kind === changed.length) return { ...proof, header: alteredHex(proof.header, i * 31) };
  const put = changed[kind]!();
  if (list === 0) return { ...proof, account: put };
  return {
    ...proof,
    slots: proof.slots.map((slot, at) => (at === list - 1 ? { ...slot, nodes: put } : slot)),
  };
}
