import { expect } from "chai";
import fc from "fast-check";

import { FiscInputError } from "../../../../sdk/errors.js";
import { flatten } from "../../../../sdk/records/json/flatten.js";
import type { JsonNode } from "../../../../sdk/records/json/node.js";
import { exactNumber } from "../../../../sdk/records/json/number.js";
import { MAX_DOCUMENT_BYTES, parseJson } from "../../../../sdk/records/json/parse.js";
import { isPointer } from "../../../../sdk/records/json/pointer.js";
import { RUNS } from "../helpers/runs.js";

const fieldsOf = (json: string | Uint8Array) => flatten(parseJson(json));

const refuse = (json: string | Uint8Array, rule: RegExp): void => {
  expect(() => fieldsOf(json))
    .to.throw(FiscInputError)
    .with.property("message")
    .that.matches(rule);
};

/** What any other reader would make of a node. */
function plain(node: JsonNode): unknown {
  if (node.kind === "object") return Object.fromEntries(node.members.map(([k, v]) => [k, plain(v)]));
  if (node.kind === "list") return node.items.map(plain);
  if (node.kind === "text") return node.text;
  return JSON.parse(node.kind === "number" ? node.digits : node.word);
}

describe("reading JSON", () => {
  it("reads what the engine reads", () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: "binary" }), fc.constantFrom(undefined, 2, "\t"), (json, space) => {
        const value: unknown = JSON.parse(json);
        const isFit = (text: string): boolean => text.isWellFormed();
        fc.pre(isFit(JSON.stringify(value)) && !/\\ud[89a-f]/i.test(json));
        // Its own notation of what can't be read the same way twice.
        fc.pre(!json.includes('"__proto__"') && !json.includes("-0"));
        let node: JsonNode;
        try {
          node = parseJson(JSON.stringify(value, null, space));
        } catch (error) {
          // Names that differ in Unicode's normal form alone are ours to refuse.
          expect(String(error)).to.match(/twice/);
          return;
        }
        expect(plain(node)).to.deep.equal(value);
      }),
      { numRuns: RUNS },
    );
  });

  it("refuses what the engine refuses", () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom("", ",", '"', "}", "]", "\\", "\u0001", "0", "e"),
        (json, at, put) => {
          const place = at % (json.length + 1);
          const broken = json.slice(0, place) + put + json.slice(place + 1);
          let isRead = true;
          try {
            JSON.parse(broken);
          } catch {
            isRead = false;
          }
          if (!isRead) expect(() => parseJson(broken)).to.throw(FiscInputError);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it("refuses two members with one name, wherever they are", () => {
    refuse('{"a": 1, "b": 2, "a": 1}', /line 1, column 21, \/a: this name stands twice/);
    refuse('{"a": [{}, {\n"x.y/z": 1, "x.y\\u002fz": 2}]}', /line 2.*\/a\/1\/x\.y~1z: .*twice/);
    refuse('{"\u00e9": 1, "e\u0301": 1}', /twice/);
  });

  it("keeps names with dots, slashes and any script apart", () => {
    const fields = fieldsOf(
      '{"a.b": 1, "a": {"b": 2}, "a/b": 3, "a~1b": 4, "": 5, "部署.名": 6, "__proto__": 7}',
    );
    expect(fields.map(({ path }) => path)).to.deep.equal([
      "/a.b",
      "/a/b",
      "/a~1b",
      "/a~01b",
      "/",
      "/部署.名",
      "/__proto__",
    ]);
    for (const { path } of fields) expect(isPointer(path), path).to.be.true;
    for (const path of ["", "a", "/~", "/~2", "attachment:a"]) expect(isPointer(path), path).to.be.false;
  });

  it("gives no two documents the same fields", () => {
    const json = fc.json({ stringUnit: "grapheme", maxDepth: 3 });
    fc.assert(
      fc.property(json, json, (one, other) => {
        const [a, b] = [one, other].map((it) => {
          try {
            return JSON.stringify(fieldsOf(`{"it": ${it}}`));
          } catch {
            return undefined;
          }
        });
        if (a === undefined || b === undefined) return;
        const same = JSON.stringify(sorted(JSON.parse(one))) === JSON.stringify(sorted(JSON.parse(other)));
        if (!same) expect(a).to.not.equal(b);
      }),
      { numRuns: RUNS },
    );
    expect(fieldsOf('{"a": []}')).to.not.deep.equal(fieldsOf('{"a": {}}'));
    expect(fieldsOf('{"a": [], "b": {}}')).to.deep.equal([
      { path: "/a", value: "[]" },
      { path: "/b", value: "{}" },
    ]);
    expect(fieldsOf('{"a": "[]"}')).to.not.deep.equal(fieldsOf('{"a": []}'));
    expect(fieldsOf('{"a": ["x"]}')).to.deep.equal([{ path: "/a/0", value: '"x"' }]);
  });

  it("refuses numbers that readers would round", () => {
    for (const digits of [
      "9007199254740993",
      "0.1000000000000000055",
      "1e400",
      "-1e-400",
      "123456789012345678901",
    ]) {
      refuse(
        `{"n": ${digits}}`,
        /document, \/n: readers of JSON would round the number .*write it as a text/,
      );
    }
    const same: Record<string, string> = {
      "1.0": "1",
      "1E2": "100",
      "-0": "0",
      "0.10": "0.1",
      "1e21": "1e+21",
    };
    for (const [digits, exact] of Object.entries(same)) {
      expect(fieldsOf(`{"n": ${digits}}`)).to.deep.equal([{ path: "/n", value: exact }]);
    }
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (it) => {
        expect(exactNumber(String(it))).to.equal(String(it));
      }),
    );
  });

  it("reads past the mark that some editors put first, and past no other", () => {
    const document = '{"a": 1}';
    for (const it of [`\uFEFF${document}`, Buffer.from(`\uFEFF${document}`)]) {
      expect(fieldsOf(it)).to.deep.equal(fieldsOf(document));
    }
    refuse(`\uFEFF\uFEFF${document}`, /no JSON value stands here/);
  });

  it("does not work out numbers of a million digits, nor repeat them", () => {
    const digits = `1e-${"9".repeat(5_000_000)}`;
    const started = Date.now();
    refuse(`{"n": ${digits}}`, /would round the number 1e-9{37}…; write it/);
    expect(Date.now() - started).to.be.below(1_000);
  });

  it("refuses an empty document, what is no object, and what follows it", () => {
    refuse("", /column 1: the document is empty/);
    refuse(" \n ", /line 2.*the document is empty/);
    refuse("{}", /the document is empty/);
    refuse("[1]", /it is no object/);
    refuse('{"a": 1} x', /something follows its end/);
    refuse('{"a": 1', /"," or "}" is missing.*cut off/);
    refuse('{"a" 1}', /":" is missing/);
    refuse("{a: 1}", /a name in quotes is missing/);
    refuse('{"a": tru}', /no JSON value stands here/);
    refuse('{"a": "x}', /a text is not closed/);
    refuse('{"a": "\\ud800"}', /half a character/);
  });

  it("refuses bytes that are no UTF-8, documents too large, too deep, and of too many fields", () => {
    refuse(Uint8Array.of(0x7b, 0xff), /not written in UTF-8/);
    refuse(`{"a": "${"部".repeat(MAX_DOCUMENT_BYTES / 3)}"}`, /it has 16777\d{3} bytes, more than/);
    refuse(`{"a": "${"x".repeat(MAX_DOCUMENT_BYTES)}"}`, /bytes, more than .*attach the rest as files/);
    refuse(`{"a": ${"[".repeat(70)}${"]".repeat(70)}}`, /nested deeper than 64/);
    refuse(`{"a": [${"1,".repeat(100_000)}1]}`, /more than 100000 fields/);
    expect(fieldsOf(`{"a": "${"x".repeat(2 ** 20)}"}`)).to.have.length(1);
  });
});

/** Members in the order of their names: JSON gives them none. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => ["member", k, sorted(v)]);
}
