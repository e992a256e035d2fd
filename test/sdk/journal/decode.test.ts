import { expect } from "chai";
import { AbiCoder, getAddress, Interface, zeroPadValue } from "ethers";
import fc from "fast-check";

import { createDecoder, type RawLog } from "../../../sdk/journal/decode.js";
import { JournalUnknownEvent } from "../../../sdk/journal/errors.js";
import type { FieldKind } from "../../../sdk/journal/event.js";
import { journalInterfaces } from "../../../sdk/journal/interfaces.js";
import { JOURNAL_SCHEMA } from "../../../sdk/journal/schema.js";

const hex = (length: number) =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((bytes) => `0x${Buffer.from(bytes).toString("hex")}`);
const index = fc.integer({ min: 0, max: 2 ** 24 - 1 });
const time = fc.integer({ min: 0, max: 2 ** 40 - 1 });
const cents = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

/** Any value that a field of each kind may hold. */
const VALUES: Record<FieldKind, fc.Arbitrary<unknown>> = {
  id: index,
  sequence: index,
  time,
  duration: time,
  mask: index,
  kind: fc.integer({ min: 0, max: 3 }),
  cents,
  obligation: cents,
  hash: hex(32),
  address: hex(20).map((bytes) => getAddress(bytes)),
  text: fc.string({ unit: "binary" }),
  flag: fc.boolean(),
};

const PLACE = {
  address: `0x${"1".repeat(40)}`,
  blockNumber: 7,
  blockHash: "0xb",
  transactionHash: "0xt",
  index: 3,
};

function logOf(name: string, args: Record<string, unknown>): RawLog {
  const abi = journalInterfaces().find((one) => one.getEvent(name) !== null)!;
  return { ...PLACE, ...abi.encodeEventLog(name, Object.values(args)) };
}

describe("createDecoder", () => {
  const decode = createDecoder(journalInterfaces());

  it("knows every event of the contracts, and the schema names no other", () => {
    const names = journalInterfaces().flatMap((abi) => {
      const found: string[] = [];
      abi.forEachEvent(({ name }) => found.push(name));
      return found;
    });
    expect(names.sort()).to.deep.equal(Object.keys(JOURNAL_SCHEMA).sort());
  });

  for (const [name, fields] of Object.entries(JOURNAL_SCHEMA)) {
    it(`gives ${name} back as it was emitted`, () => {
      const kinds = Object.entries(fields) as [string, FieldKind][];
      const args = fc.record(Object.fromEntries(kinds.map(([field, kind]) => [field, VALUES[kind]])));
      fc.assert(
        fc.property(args, (values) => {
          const { blockNumber, blockHash, transactionHash } = PLACE;
          expect(decode(logOf(name, values), 99)).to.deep.equal({
            name,
            args: { ...values },
            position: { blockNumber, blockHash, transactionHash, logIndex: 3, timestamp: 99 },
          });
        }),
        { numRuns: 30 },
      );
    });
  }

  it("names the log whose topic it does not know", () => {
    for (const topics of [[`0x${"ab".repeat(32)}`], []]) {
      const log = { ...PLACE, topics, data: "0x" };
      expect(() => decode(log, 0))
        .to.throw(JournalUnknownEvent)
        .with.property("place")
        .that.equals(`block 7, log 3 of ${PLACE.address}`);
    }
  });

  it("names the log that is cut short", () => {
    const log = logOf("OfficerDismissed", {
      officer: 1,
      by: PLACE.address,
      reason: `0x${"0".repeat(64)}`,
    });
    expect(() => decode({ ...log, data: "0x00" }, 0)).to.throw(
      JournalUnknownEvent,
      /OfficerDismissed can't be decoded/,
    );
  });

  it("reads a code that is no text, and everything beside it: nobody can hide the journal", () => {
    const by = PLACE.address;
    const log = logOf("OrganisationCreated", { organisation: 2, parent: 1, by, code: "x" });
    const data = AbiCoder.defaultAbiCoder().encode(["bytes"], ["0xff00"]);
    expect(decode({ ...log, data }, 0).args).to.deep.equal({
      organisation: 2,
      parent: 1,
      by,
      code: "\uFFFDff00",
    });
  });

  it("refuses an ABI that is not the schema's, before it reads a log", () => {
    const altered = [
      "event LedgerFrozen(uint256 when)",
      "event KeyRevoked(uint24 indexed officer, uint256 indexed key, address indexed by)",
      "event KeyRevoked(uint24 indexed who, address indexed key, address indexed by)",
      "event KeyRevoked(uint24 indexed officer, address indexed key)",
      "event Unheard()",
    ];
    for (const fragment of altered) {
      expect(() => createDecoder([new Interface([fragment])]), fragment).to.throw(JournalUnknownEvent);
    }
    expect(() => createDecoder([new Interface(["event LedgerFrozen()"])])).not.to.throw();
  });

  it("tells ids that share their digits apart by the topic's place", () => {
    const log = logOf("AppointmentRevoked", { officer: 5, organisation: 6, by: PLACE.address });
    const [topic, officer, organisation, by] = log.topics;
    expect(officer).to.equal(zeroPadValue("0x05", 32));
    const swapped = { ...log, topics: [topic!, organisation!, officer!, by!] };
    expect(decode(swapped, 0).args).to.include({ officer: 6, organisation: 5 });
  });
});
