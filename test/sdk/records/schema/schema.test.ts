import { expect } from "chai";

import { FiscInputError } from "../../../../sdk/errors.js";
import { readDocument } from "../../../../sdk/records/readDocument.js";
import { EVIDENCE, INVOICE, RECEIVING_REPORT, SURVEY } from "../../../../sdk/records/schema/evidence.js";
import { schemaNamed, schemaWithHash } from "../../../../sdk/records/schema/findSchema.js";
import type { Schema } from "../../../../sdk/records/schema/schema.js";
import { schemaHash } from "../../../../sdk/records/schema/schemaHash.js";
import { DOCUMENTS, INVOICE_JSON } from "../helpers/documents.js";

const refuse = (json: object, schema: Schema, rule: RegExp): void => {
  expect(() => readDocument(JSON.stringify(json), schema))
    .to.throw(FiscInputError)
    .with.property("message")
    .that.matches(rule);
};

describe("schemas of evidence", () => {
  it("take a document of each kind", () => {
    expect(Object.keys(DOCUMENTS)).to.deep.equal(EVIDENCE.map(({ name }) => name));
    for (const schema of EVIDENCE) {
      expect(readDocument(JSON.stringify(DOCUMENTS[schema.name]), schema), schema.name).to.not.be.empty;
    }
  });

  it("have hashes of their own, which say all that they say in any order", () => {
    const hashes = EVIDENCE.map(schemaHash);
    expect(new Set(hashes).size).to.equal(EVIDENCE.length);
    for (const schema of EVIDENCE)
      expect(schemaWithHash(schemaHash(schema).toUpperCase().replace("0X", "0x"))).to.equal(schema);
    const { name, version, fields } = INVOICE;
    const turned = Object.fromEntries(Object.entries(fields).reverse());
    expect(schemaHash({ fields: turned, version, name })).to.equal(schemaHash(INVOICE));
    expect(schemaHash({ ...INVOICE, version: 2 })).to.not.equal(schemaHash(INVOICE));
    const { due: _, ...fewer } = fields;
    expect(schemaHash({ ...INVOICE, fields: fewer })).to.not.equal(schemaHash(INVOICE));
    expect(schemaHash({ ...INVOICE, fields: { ...fields, due: fields.issued! } })).to.not.equal(
      schemaHash(INVOICE),
    );
  });

  it("stay as they were published: what changes is the next version", () => {
    // A hash that differs means that nobody finds the schema of what was anchored under the old one.
    expect(EVIDENCE.map((it) => [it.name, schemaHash(it).slice(0, 18)])).to.deep.equal([
      ["appropriation-act", "0xc552e304ffd26c39"],
      ["apportionment", "0x884b4213247340da"],
      ["contract", "0xc7cfc0427555d62c"],
      ["invoice", "0x574411ad552ce396"],
      ["receiving-report", "0xda3f0bbda1e2dee0"],
      ["payee-identity", "0x40a92aa64ccd2773"],
      ["building-file", "0x9dabb5687bbb4255"],
      ["survey", "0x7dcf25349473a6c1"],
    ]);
  });

  it("are found by name", () => {
    expect(schemaNamed("invoice")).to.equal(INVOICE);
    expect(() => schemaNamed("invoise")).to.throw(
      FiscInputError,
      /none named "invoise"; give one of appropriation-act/,
    );
    expect(schemaWithHash("0x12")).to.equal(undefined);
  });

  it("refuse what is missing, misspelt or of another kind, by its path", () => {
    const { number: _, ...lacking } = INVOICE_JSON;
    refuse(lacking, INVOICE, /document, as invoice 1: it lacks number/);
    refuse(
      { ...INVOICE_JSON, recieved: "2016-03-01" },
      INVOICE,
      /\/recieved: it is no field of the schema; use one of/,
    );
    refuse({ ...INVOICE_JSON, toString: "x" }, INVOICE, /\/toString: it is no field/);
    refuse(
      { ...INVOICE_JSON, amount: 12.5 },
      INVOICE,
      /\/amount: it is no amount; write a text with two decimals/,
    );
    for (const amount of ["12", "12.5", "1,200.00", "012.00", "+1.00", "1e2"]) {
      refuse({ ...INVOICE_JSON, amount }, INVOICE, /it is no amount/);
    }
    for (const issued of ["2016-2-1", "2016-02-30", "2016-13-01", "01/02/2016", 20160201]) {
      refuse({ ...INVOICE_JSON, issued }, INVOICE, /\/issued: it is no date/);
    }
    refuse({ ...INVOICE_JSON, number: " " }, INVOICE, /\/number: it is no text/);
    refuse({ ...INVOICE_JSON, due: null }, INVOICE, /\/due: it is no date/);
    refuse({ ...INVOICE_JSON, payee: "A" }, INVOICE, /\/payee: it is no object/);
    refuse({ ...INVOICE_JSON, lines: {} }, INVOICE, /\/lines: it is no list/);
    refuse({ ...INVOICE_JSON, lines: [{ description: "x" }] }, INVOICE, /\/lines\/0: it lacks amount/);
    refuse({ ...(DOCUMENTS.survey as object), condition: "80" }, SURVEY, /\/condition: it is no number/);
    const report = DOCUMENTS["receiving-report"] as { lines: object[] };
    refuse(
      { ...report, lines: [{ ...report.lines[0], accepted: "yes" }] },
      RECEIVING_REPORT,
      /neither true nor false/,
    );
  });
});
