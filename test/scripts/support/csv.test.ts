import path from "node:path";

import { expect } from "chai";
import fc from "fast-check";

import { type CsvRow, readCsv } from "../../../scripts/support/csv.js";
import { csv, expectInputError, temporaryFile } from "../helpers/files.js";

async function read(file: string, columns: readonly string[] = ["a", "b"]): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readCsv(file, columns)) rows.push(row);
  return rows;
}

const of = (text: string | Uint8Array, columns?: readonly string[]) => read(temporaryFile(text), columns);

const TWO = [
  { line: 2, row: { a: "1", b: "2" } },
  { line: 3, row: { a: "3", b: "4" } },
];

describe("readCsv", () => {
  for (const [name, text] of [
    ["LF", "a,b\n1,2\n3,4\n"],
    ["CRLF", "a,b\r\n1,2\r\n3,4\r\n"],
    ["CR", "a,b\r1,2\r3,4\r"],
    ["mixed line ends", "a,b\r\n1,2\n3,4\r"],
    ["no line end at the end", "a,b\n1,2\n3,4"],
    ["a byte-order mark", "\uFEFFa,b\n1,2\n3,4\n"],
    ["a byte-order mark before quotes", '\uFEFF"a","b"\r\n1,2\r\n3,4\r\n'],
    ["padded names in the header", "  a ,b      \n1,2\n3,4\n"],
  ] as const) {
    it(`takes ${name}`, async () => {
      expect(await of(text)).to.deep.equal(TWO);
    });
  }

  it("takes quotes, with commas, quotes and line breaks inside, and names the line that each row starts on", async () => {
    expect(await of('"a",b\n"1,000","say ""hi"""\n"x\ny",2\n3,"\n\n"\n4,5\n')).to.deep.equal([
      { line: 2, row: { a: "1,000", b: 'say "hi"' } },
      { line: 3, row: { a: "x\ny", b: "2" } },
      { line: 5, row: { a: "3", b: "\n\n" } },
      { line: 8, row: { a: "4", b: "5" } },
    ]);
    expect((await of('"a",b\r\n"x\r\ny",2\r\n3,4\r\n')).map(({ line }) => line)).to.deep.equal([2, 4]);
    expect((await of('a,b,"c\r\nc"\r\n1,2,3\r\n')).map(({ line }) => line)).to.deep.equal([3]);
  });

  it("counts blank lines and passes them by", async () => {
    expect((await of("a,b\n\n1,2\n\n\n3,4\n\n")).map(({ line }) => line)).to.deep.equal([3, 6]);
  });

  it("keeps columns that nobody asked for, padding and all", async () => {
    expect(await of("a,b,c\n 1 ,2,\n")).to.deep.equal([{ line: 2, row: { a: " 1 ", b: "2", c: "" } }]);
  });

  it("gives back any fields that were quoted, by line", async () => {
    // An empty line is none, so no row is a single empty field.
    const field = fc.stringMatching(/^[ab",'; \n\t\u00e9\u{1f3db}]{0,10}$/u);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, field), { minLength: 1 }), async (rows) => {
        let line = 2;
        const expected = rows.map(([a, b]) => {
          const row = { line, row: { a, b } };
          line += `${a}${b}`.split("\n").length;
          return row;
        });
        expect(await of(csv(["a", "b"], ...rows))).to.deep.equal(expected);
      }),
      { numRuns: 50 },
    );
  });

  it("refuses a file without rows: empty, blank, a header alone", async () => {
    for (const text of ["", "\n\n", "\uFEFF", "a,b", "a,b\n", "a,b\r\n\r\n"]) {
      await expectInputError(of(text), "input.csv", /^the file holds no rows$/);
    }
  });

  it("takes a header alone where there may be no rows", async () => {
    const rows: CsvRow[] = [];
    for await (const row of readCsv(temporaryFile("a,b\n"), ["a"], { mayBeEmpty: true })) rows.push(row);
    expect(rows).to.deep.equal([]);
  });

  it("leaves out rows with another number of fields for whoever asks to be told, and counts lines on", async () => {
    const misfits: [number, string][] = [];
    const rows: CsvRow[] = [];
    const file = temporaryFile('a,b\r\n1\r\n3,4\r\n5,"6\r\n6","7\r\n7"\r\n8,9\r\n');
    const onMisfit = (error: Error, line: number) => void misfits.push([line, error.message]);
    for await (const row of readCsv(file, ["a", "b"], { onMisfit })) rows.push(row);
    expect(rows).to.deep.equal([
      { line: 3, row: { a: "3", b: "4" } },
      { line: 7, row: { a: "8", b: "9" } },
    ]);
    expect(misfits.map(([line]) => line)).to.deep.equal([2, 4]);
    expect(misfits[0]![1]).to.match(/^line 2: the row has not as many fields as the header; /);
  });

  it("refuses a header that lacks columns, and names all of them", async () => {
    await expectInputError(of("a,c\n1,2\n", ["a", "b", "d"]), "input.csv, line 1", /^the header lacks b, d$/);
  });

  it("refuses a header that repeats a column that is read", async () => {
    await expectInputError(of("a,b, a\n1,2,3\n"), "input.csv, line 1", /^the header repeats a$/);
    expect(await of("a,b,,\n1,2,,\n")).to.have.length(1);
  });

  it("refuses a row with too few or too many fields, by its line", async () => {
    const problem = /^the row has not as many fields as the header$/;
    await expectInputError(of("a,b\n1,2\n3\n5,6\n"), "input.csv, line 3", problem);
    await expectInputError(of("a,b\n1,2\n\n3,4,5\n"), "input.csv, line 4", problem);
    await expectInputError(of('a,b\r\n"x\r\ny",2\r\n3\r\n'), "input.csv, line 4", problem);
  });

  it("refuses a last line that was cut off", async () => {
    await expectInputError(of("a,b\n1,2\n3"), "input.csv, line 3", /not as many fields/);
  });

  it("refuses a quote that never closes, by the line that opens it", async () => {
    const problem = /^a quote is opened here and never closed$/;
    await expectInputError(of('a,b\n1,2\n3,"4\n5,6\n7,8\n'), "input.csv, line 3", problem);
    await expectInputError(of('"a,b\n1,2\n'), "input.csv, line 1", problem);
  });

  it("refuses a quote inside a field", async () => {
    const problem = /^a quote stands inside a field$/;
    await expectInputError(of('a,b\n1,2\n1,x"y\n'), "input.csv, line 3", problem);
    await expectInputError(of('a,b\n"x"y,2\n'), "input.csv, line 2", problem);
  });

  it("refuses UTF-16, with a byte-order mark or without", async () => {
    const utf16 = Buffer.from("\uFEFFa,b\n1,2\n", "utf16le");
    const problem = /^the file is written in UTF-16$/;
    await expectInputError(of(utf16), "input.csv", problem);
    await expectInputError(of(Buffer.from(utf16).swap16()), "input.csv", problem);
    await expectInputError(of(utf16.subarray(2)), "input.csv, line 1", /^the file holds a NUL/);
  });

  it("refuses bytes that are no UTF-8, by their line", async () => {
    const problem = /^its characters are not written in UTF-8$/;
    const latin = Buffer.from("a,b\r\n1,\u00e9\u00e9\r\ncaf\u00e9,2\r\n", "latin1");
    await expectInputError(of(latin), "input.csv, line 2", problem);
    await expectInputError(
      of(Buffer.from("a,b\r1,2\rcaf\u00e9,2\r", "latin1")),
      "input.csv, line 3",
      problem,
    );
    await expectInputError(
      of(Buffer.from("a,b\n1,2\n3,\u00e9").subarray(0, -1)),
      "input.csv, line 3",
      problem,
    );
    await expectInputError(of("a,b\n1,\0\n"), "input.csv, line 2", /^the file holds a NUL/);
  });

  it("counts lines and decodes characters over whatever pieces the file is read in", async () => {
    // A stream's pieces have 65,536 bytes: every row straddles a boundary somewhere.
    const rows = Array.from({ length: 40_000 }, (_, i) => `${i},\u{1f3db}\r\n`);
    const text = `a,b\r\n${rows.join("")}`;
    const read = await of(text);
    expect(read.map(({ line }) => line)).to.deep.equal(rows.map((_, i) => i + 2));
    expect(read.every(({ row }) => row.b === "\u{1f3db}")).to.equal(true);
    const damaged = Buffer.concat([Buffer.from(text), Buffer.from([0x31, 0x2c, 0xff, 0x0a])]);
    await expectInputError(of(damaged), "input.csv, line 40002", /not written in UTF-8$/);
  });

  it("refuses a path that can't be read: nothing there, or a folder", async () => {
    const folder = path.dirname(temporaryFile(""));
    await expectInputError(
      read(path.join(folder, "no.csv")),
      "no.csv",
      /^the file can't be read \(ENOENT\)$/,
    );
    await expectInputError(read(folder), path.basename(folder), /^the file can't be read \(EISDIR\)$/);
  });

  it("leaves a reader's own failure as it is, and lets it stop early", async () => {
    const file = temporaryFile("a,b\n1,2\n3,4\n");
    const failure = new Error("mine");
    let caught: unknown;
    try {
      for await (const { line } of readCsv(file, ["a"])) if (line === 2) throw failure;
    } catch (error) {
      caught = error;
    }
    expect(caught).to.equal(failure);
    for await (const { line } of readCsv(file, ["a"])) {
      expect(line).to.equal(2);
      break;
    }
  });
});
