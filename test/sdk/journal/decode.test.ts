import { expect } from "chai";
import {
  AbiCoder,
  concat,
  type EventFragment,
  getAddress,
  Interface,
  solidityPacked,
  zeroPadValue,
} from "ethers";
import fc from "fast-check";

import { encodeCode } from "../../../sdk/buildings/codes.js";
import { type BuildingFacts, encodeFacts } from "../../../sdk/buildings/facts.js";
import { createDecoder } from "../../../sdk/journal/decode.js";
import { JournalUnknownEvent } from "../../../sdk/journal/errors.js";
import type { FieldKind } from "../../../sdk/journal/event.js";
import { journalInterfaces } from "../../../sdk/journal/interfaces.js";
import type { RawLog } from "../../../sdk/journal/rawLog.js";
import {
  ALIASES,
  BULK_LOGS,
  JOURNAL_SCHEMA,
  LINE_EVENTS,
  PLAIN_EVENTS,
} from "../../../sdk/journal/schema.js";
import { cpuSeconds } from "../../helpers/cpuSeconds.js";

const hex = (length: number) =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((bytes) => `0x${Buffer.from(bytes).toString("hex")}`);
const index = fc.integer({ min: 0, max: 2 ** 24 - 1 });
const time = fc.integer({ min: 0, max: 2 ** 40 - 1 });
const cents = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const byte = fc.nat({ max: 255 });
const word = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });

/** Any value that a field of each kind may hold. */
const VALUES: Record<FieldKind, fc.Arbitrary<unknown>> = {
  id: index,
  sequence: index,
  number: fc.integer({ min: 0, max: 2 ** 16 - 1 }),
  time,
  duration: time,
  day: fc.integer({ min: -(2 ** 23), max: 2 ** 23 - 1 }),
  offset: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  mask: index,
  kind: fc.integer({ min: 0, max: 3 }),
  area: fc.nat({ max: 2 ** 32 - 1 }),
  percent: byte,
  cents,
  obligation: cents,
  trace: cents,
  word,
  words: fc.array(word, { maxLength: 5 }),
  hash: hex(32),
  account: hex(20),
  code: hex(3),
  address: hex(20).map((bytes) => getAddress(bytes)),
  bytes: hex(9),
  text: fc.string({ unit: "binary" }),
  ascii: fc.stringMatching(/^[!-~]{0,31}$/),
  flag: fc.boolean(),
  header: fc.record({
    kind: fc.integer({ min: 0, max: 1 }),
    rail: fc.integer({ min: 0, max: 1 }),
    organisation: index,
    obligation: cents,
    total: cents,
    chunks: fc.integer({ min: 0, max: 2 ** 16 - 1 }),
    eligibleUntil: time,
    root: hex(32),
    salt: hex(32),
  }),
  facts: fc.record({
    area: fc.nat({ max: 2 ** 32 - 1 }),
    condition: byte,
    utilisation: byte,
    standing: byte,
    use: byte,
    kind: byte,
    title: byte,
    status: byte,
    acquisition: byte,
  }),
};

/** What ethers is to encode for a value of ours. */
function encodable(name: string, field: string, value: unknown): unknown {
  const schema: Readonly<Record<string, Readonly<Record<string, FieldKind>>>> = PLAIN_EVENTS;
  const kind = schema[name]?.[field];
  if (kind === "ascii") return encodeCode(value as string);
  return kind === "facts" ? encodeFacts(value as BuildingFacts) : value;
}

const PLACE = {
  address: `0x${"1".repeat(40)}`,
  blockNumber: 7,
  blockHash: "0xb",
  transactionHash: "0xt",
  index: 3,
};

/** What the schema calls an event of an ABI. */
const nameOf = (fragment: EventFragment): string => ALIASES[fragment.format("sighash")] ?? fragment.name;

function logOf(name: string, args: Record<string, unknown>): RawLog {
  for (const abi of journalInterfaces()) {
    const fragments: EventFragment[] = [];
    abi.forEachEvent((one) => fragments.push(one));
    const fragment = fragments.find((one) => nameOf(one) === name);
    if (fragment === undefined) continue;
    const values = Object.entries(args).map(([field, value]) => encodable(name, field, value));
    return { ...PLACE, ...abi.encodeEventLog(fragment, values) };
  }
  throw new Error(`no contract has an event ${name}`);
}

describe("createDecoder", () => {
  const decode = createDecoder(journalInterfaces());

  it("knows every event of the contracts, and the schema names no other", () => {
    const names = journalInterfaces().flatMap((abi) => {
      const found: string[] = [];
      abi.forEachEvent((fragment) => found.push(nameOf(fragment)));
      return found;
    });
    expect(names.sort()).to.deep.equal([...Object.keys(PLAIN_EVENTS), ...Object.keys(BULK_LOGS)].sort());
  });

  for (const [name, fields] of Object.entries(PLAIN_EVENTS)) {
    it(`gives ${name} back as it was emitted`, () => {
      const kinds = Object.entries(fields) as [string, FieldKind][];
      const args = fc.record(Object.fromEntries(kinds.map(([field, kind]) => [field, VALUES[kind]])));
      fc.assert(
        fc.property(args, (values) => {
          const { blockNumber, blockHash, transactionHash } = PLACE;
          expect(decode(logOf(name, values), 99)).to.deep.equal([
            {
              name,
              args: { ...values },
              position: { blockNumber, blockHash, transactionHash, logIndex: 3, line: 0, timestamp: 99 },
            },
          ]);
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
    expect(decode({ ...log, data }, 0)[0]!.args).to.deep.equal({
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
      "event ClaimsPosted(uint8 indexed kind, uint32 indexed organisation, uint24 indexed officer, bytes lines)",
      // Events that come as lines of another log alone.
      "event Paid(uint64 indexed obligation, uint32 organisation, uint24 officer, address payer, uint64 amount, bytes32 document)",
      "event Unheard()",
      "event toString()",
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
    expect(decode(swapped, 0)[0]!.args).to.include({ officer: 6, organisation: 5 });
  });
});

describe("packed logs", () => {
  const decode = createDecoder(journalInterfaces());
  const head = { organisation: 5, officer: 6, payer: getAddress(PLACE.address) };
  const line = fc.record({ obligation: cents, amount: cents, document: hex(32) });
  type Line = { obligation: bigint; amount: bigint; document: string };

  const pack = (lines: readonly Line[]) =>
    concat([
      "0x01",
      ...lines.map(({ obligation, amount, document }) =>
        solidityPacked(["uint64", "uint64", "bytes32"], [obligation, amount, document]),
      ),
    ]);
  const posted = (kind: number, lines: string) => logOf("ClaimsPosted", { kind, ...head, lines });
  const one: Line = { obligation: 1n, amount: 2n, document: `0x${"d0".repeat(32)}` };

  it("give an event for each line, in order, with the log's own fields", () => {
    const kinds = BULK_LOGS.ClaimsPosted!.events;
    const all = fc.array(line, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.nat({ max: kinds.length - 1 }), all, (kind, lines) => {
        const events = decode(posted(kind, pack(lines)), 99);
        expect(events.map(({ name }) => name)).to.deep.equal(lines.map(() => kinds[kind]));
        expect(events.map(({ args }) => args)).to.deep.equal(lines.map((own) => ({ ...head, ...own })));
        const { blockNumber, blockHash, transactionHash } = PLACE;
        const place = { blockNumber, blockHash, transactionHash, logIndex: 3, timestamp: 99 };
        const positions = events.map(({ position }) => position);
        expect(positions).to.deep.equal(lines.map((_, i) => ({ ...place, line: i })));
      }),
      { numRuns: 100 },
    );
  });

  it("give the fields that the schema says, in every codec", () => {
    for (const { fields, packed, by, events, codecs } of Object.values(BULK_LOGS)) {
      for (const codec of Object.values(codecs)) {
        const own = Object.entries(fields).filter(([name]) => name !== packed && name !== by);
        const all = Object.fromEntries([...own, ...codec.map(([name, kind]) => [name, kind] as const)]);
        for (const event of events) expect(LINE_EVENTS[event]).to.deep.equal(all);
      }
    }
    const named = Object.values(BULK_LOGS).flatMap(({ events }) => events);
    expect([...new Set(named)].sort()).to.deep.equal(Object.keys(LINE_EVENTS).sort());
    expect(Object.keys(JOURNAL_SCHEMA)).to.include.members(named);
  });

  const unknown: [string, RawLog, RegExp][] = [
    ["in an unknown codec", posted(0, `0x02${pack([one]).slice(4)}`), /unknown codec 0x02/],
    ["without a codec", posted(0, "0x"), /unknown codec 0x;/],
    ["without a line", posted(0, "0x01"), /0 bytes, no whole number of lines of 48/],
    ["that lack a byte", posted(0, pack([one, one]).slice(0, -2)), /95 bytes, no whole number/],
    ["with a byte too many", posted(0, `${pack([one])}00`), /49 bytes, no whole number/],
    ["of an unknown kind", posted(5, pack([one])), /unknown kind 5/],
  ];
  for (const [what, log, problem] of unknown) {
    it(`are refused ${what}`, () => {
      expect(() => decode(log, 0)).to.throw(JournalUnknownEvent, problem);
    });
  }

  it("are refused when they are cut short, wherever", () => {
    const { data, ...log } = posted(2, pack([one, one]));
    // What is cut off the padding is nothing of the lines'.
    const whole = data.length - 2 * 31;
    for (let end = 2; end < whole; end += 10) {
      expect(() => decode({ ...log, data: data.slice(0, end) }, 0)).to.throw(
        JournalUnknownEvent,
        /cut short/,
      );
    }
    const far = `0x${data.slice(2, 66)}${"f".repeat(64)}${data.slice(130)}`;
    expect(() => decode({ ...log, data: far }, 0)).to.throw(JournalUnknownEvent, /lines is cut short/);
  });

  it("take well under five seconds for 100,000 lines", () => {
    const log = posted(2, pack(new Array<Line>(250).fill(one)));
    let events = 0;
    const seconds = cpuSeconds(() => {
      for (events = 0; events < 100_000;) events += decode(log, 0).length;
    });
    console.log(`      ${events.toLocaleString("en")} lines in ${seconds.toFixed(2)} s`);
    expect(seconds).to.be.lessThan(5);
  });
});
