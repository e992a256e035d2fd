import { expect } from "chai";
import { hexlify, toUtf8Bytes } from "ethers";
import fc from "fast-check";

import {
  columnsIn,
  decodeDescription,
  type DescriptionLine,
  encodeDescription,
  headerOf,
} from "../../../sdk/buildings/description.js";
import { FiscInputError } from "../../../sdk/errors.js";

const COLUMNS = ["Name", "City, State", 'The "old" name'];
const SCHEMA = { value: 3, columns: COLUMNS };
const columnsOf = (value: number) => (value === SCHEMA.value ? COLUMNS : undefined);
const written = (text: string): string => hexlify(toUtf8Bytes(text));

/** Anything that can go wrong between commas. */
const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[ ,"\r\n\tx\uFEFF]{0,6}$/));
const line = fc.record(Object.fromEntries(COLUMNS.map((column) => [column, text])));

describe("descriptions", () => {
  it("come back, whatever their fields hold", () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
        const expected = { schema: 3, lines: lines.map((one) => ({ ...one })) };
        expect(decodeDescription(encodeDescription(SCHEMA, lines), columnsOf)).to.deep.equal(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("of one column come back too, empty lines included", () => {
    const one = { value: 1, columns: ["Name"] };
    for (const names of [[""], ["a", "", "b", ""], ["", ""]]) {
      const lines = names.map((name) => ({ Name: name }));
      expect(decodeDescription(encodeDescription(one, lines), () => one.columns).lines).to.deep.equal(lines);
    }
  });

  it("are a byte, then lines as RFC 4180 writes them", () => {
    const lines: DescriptionLine[] = [
      { Name: "A, B", "City, State": "É" },
      { Name: 'the "x"', 'The "old" name': "two\nlines" },
    ];
    expect(encodeDescription(SCHEMA, lines)).to.equal(
      `0x03${written('"A, B",É,\n"the ""x""",,"two\nlines"').slice(2)}`,
    );
  });

  it("may be none", () => {
    expect(encodeDescription(SCHEMA, [])).to.equal("0x");
    expect(decodeDescription("0x", columnsOf)).to.deep.equal({ schema: 0, lines: [] });
  });

  it("know their columns by a header line", () => {
    expect(headerOf(COLUMNS)).to.equal('Name,"City, State","The ""old"" name"');
    expect(columnsIn(headerOf(COLUMNS))).to.deep.equal(COLUMNS);
    expect(columnsIn("")).to.deep.equal([]);
  });

  const refused: [string, () => unknown, RegExp][] = [
    [
      "a column that is none",
      () => encodeDescription(SCHEMA, [{}, { Town: "x" }]),
      /line 2: schema 3 has no/,
    ],
    ["a schema that is none", () => decodeDescription("0x0461", columnsOf), /there is no schema 4/],
    ["too few fields", () => decodeDescription(`0x03${written("a,b").slice(2)}`, columnsOf), /2 fields/],
    ["too many fields", () => decodeDescription(`0x03${written("a,b,c,d").slice(2)}`, columnsOf), /4 fields/],
    [
      "a quote that stays open",
      () => decodeDescription(`0x03${written('a,"b,c').slice(2)}`, columnsOf),
      /quote/,
    ],
    ["nothing but a schema", () => decodeDescription("0x03", columnsOf), /no line/],
  ];
  for (const [what, call, message] of refused) {
    it(`are refused with ${what}`, () => {
      expect(call).to.throw(FiscInputError, message);
    });
  }
});
