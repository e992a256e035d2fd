import { expect } from "chai";
import { id } from "ethers";

import type { RecordBook } from "../../../sdk/books/recordModel.js";
import { commitmentHash } from "../../../sdk/records/commitment.js";
import { evidenceOf, recordsByEvidence } from "../../../sdk/records/evidence.js";
import { newRecordId } from "../../../sdk/records/recordId.js";
import { ANCHORED_IN } from "./helpers/sealing.js";

const SCHEMA = id("a schema");

/** A record, or a batch, with versions of these roots. */
function book(members: number | undefined, ...roots: readonly string[]): RecordBook {
  const position = {
    ...{ blockNumber: 1, logIndex: 0, line: 0, timestamp: 0 },
    ...{ blockHash: id("a block"), transactionHash: id("a transaction") },
  };
  const anchored = { schema: SCHEMA, class: 1, officer: 1, day: 1, position };
  return {
    ...{ id: newRecordId(2), organisation: 2, members, erasure: undefined },
    versions: roots.map((root) => ({ ...anchored, root })),
    ...{ holds: [], grants: [], disclosures: [] },
  };
}

describe("a record as evidence", () => {
  const record = book(undefined, id("first"), id("second"));
  const commitmentTo = (version: number, root: string, changes = {}) => ({
    ...{ ...ANCHORED_IN, schema: SCHEMA, record: record.id, version, root },
    ...changes,
  });

  it("is the commitment that the register keeps, in a word", () => {
    const commitment = commitmentTo(1, id("first"));
    expect(evidenceOf(commitment)).to.equal(`${commitmentHash(commitment)}00000000`);
  });

  it("leads to the version that it names, and no other", () => {
    const found = recordsByEvidence([record, book(undefined, id("first"))], ANCHORED_IN);
    expect(found.size).to.equal(3);
    expect(found.get(evidenceOf(commitmentTo(1, id("first"))))).to.deep.equal({ record, version: 1 });
    expect(found.get(evidenceOf(commitmentTo(2, id("second"))))).to.deep.equal({ record, version: 2 });
    expect(found.get(evidenceOf(commitmentTo(2, id("first"))))).to.equal(undefined);
    expect(found.get(evidenceOf(commitmentTo(1, id("first"), { chainId: 1 })))).to.equal(undefined);
  });

  it("leads to the batch of a member, whichever member it is", () => {
    const batch = book(3, id("all"));
    const found = recordsByEvidence([batch], ANCHORED_IN);
    const place = { record: batch.id, root: id("all"), proof: [] };
    const member = commitmentTo(0, id("member"), { record: newRecordId(2), batch: place });
    expect(found.get(evidenceOf(member))).to.deep.equal({ record: batch, version: 0 });
    expect(found.size).to.equal(1);
  });
});
