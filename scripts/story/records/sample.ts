import { readFile } from "node:fs/promises";
import path from "node:path";

import { startOfDay, type Calendar } from "../../../sdk/calendar.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { schemaNamed } from "../../../sdk/records/schema/findSchema.js";
import type { Schema } from "../../../sdk/records/schema/schema.js";
import { wholeNumber } from "../../support/wholeNumber.js";
import type { ReadRows } from "../rows.js";

/** A document that becomes a record. */
export interface SampleDocument {
  readonly schema: Schema;
  readonly json: string;
}

/** One thing that is done with a record. What `to` means depends on the step. */
export interface SampleRecordStep {
  readonly place: string;
  /** UTC seconds. */
  readonly time: number;
  /** Whoever does it: an officer, or somebody outside the ledger. */
  readonly officer: string;
  readonly step: string;
  /** The record's name here; on chain it has none. */
  readonly record: string;
  readonly document: SampleDocument | undefined;
  readonly to: string;
  /** Retention class; 0 where the step has none. */
  readonly class: number;
  readonly note: string;
}

const HIGHEST_CLASS = 255;

/** Where the documents are, below the sample's folder. */
const DOCUMENTS = "records";

/** Reads what is done with records, and their documents; see `data/README.md` for the columns. */
export async function readRecords(
  read: ReadRows,
  folder: string,
  calendar: Calendar,
): Promise<SampleRecordStep[]> {
  const rows = await read(
    "records.csv",
    ["date", "officer", "step", "record", "document", "to", "class", "note"],
    (text, place) => ({
      place,
      time: startOfDay(text("date"), calendar, place),
      officer: text("officer"),
      step: text("step"),
      record: text("record"),
      file: text("document"),
      to: text("to"),
      class: text("class") === "" ? 0 : wholeNumber(text("class"), place, 1, HIGHEST_CLASS),
      note: text("note"),
    }),
  );
  return Promise.all(
    rows.map(async ({ file, ...row }) => ({
      ...row,
      document: file === "" ? undefined : await readDocumentFile(folder, file, row.place),
    })),
  );
}

/** A document, whose schema is the folder that it is in. */
async function readDocumentFile(folder: string, file: string, place: string): Promise<SampleDocument> {
  const schema = schemaNamed(path.dirname(file), place);
  try {
    return { schema, json: await readFile(path.join(folder, DOCUMENTS, file), "utf8") };
  } catch {
    throw new FiscInputError(place, `document "${file}" can't be read`, "add it, or correct the name");
  }
}
