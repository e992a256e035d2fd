import path from "node:path";

import { NO_END, startOfDay, type Calendar } from "../../sdk/calendar.js";
import { encodeClassification } from "../../sdk/classification.js";
import { FiscInputError } from "../../sdk/errors.js";
import { MAX_CENTS, parseCents } from "../../sdk/money.js";
import { OFFICES, type Office } from "../../sdk/offices.js";
import { readCsv } from "../support/csv.js";

/** The treasury's code in the sample's files. */
export const TREASURY_CODE = "0";

export interface SampleOrganisation {
  readonly code: string;
  readonly parent: string;
}

export interface SampleOfficer {
  readonly name: string;
  readonly organisation: string;
  readonly offices: readonly Office[];
  /** Cents. */
  readonly limit: bigint;
}

export interface SampleAccount {
  readonly key: string;
  /** Empty for an appropriation. */
  readonly parent: string;
  readonly code: string;
  readonly owner: string;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly cancelsAt: number;
}

/** One line of the year. What `to` means depends on the act. */
export interface SampleAct {
  readonly place: string;
  /** UTC seconds. */
  readonly time: number;
  readonly officer: string;
  readonly act: string;
  readonly account: string;
  readonly obligation: string;
  readonly to: string;
  /** Cents; 0 where the act has none. */
  readonly amount: bigint;
  /** Packed. */
  readonly classification: string;
  readonly note: string;
}

export interface SampleYear {
  readonly organisations: readonly SampleOrganisation[];
  readonly officers: readonly SampleOfficer[];
  readonly accounts: readonly SampleAccount[];
  readonly acts: readonly SampleAct[];
}

/** Reads the files of a sample year; see `data/README.md` for their columns. */
export async function readSampleYear(folder: string, calendar: Calendar): Promise<SampleYear> {
  const read = async <T>(
    file: string,
    columns: readonly string[],
    convert: (text: (column: string) => string, place: string) => T,
  ): Promise<T[]> => {
    const rows: T[] = [];
    for await (const { line, row } of readCsv(path.join(folder, file), columns)) {
      rows.push(convert((column) => row[column]?.trim() ?? "", `${file}, line ${String(line)}`));
    }
    return rows;
  };
  const date = (text: string, place: string, none: number): number =>
    text === "" ? none : startOfDay(text, calendar, place);

  return {
    organisations: await read("organisations.csv", ["code", "parent"], (text) => ({
      code: text("code"),
      parent: text("parent"),
    })),
    officers: await read("officers.csv", ["name", "organisation", "offices", "limit"], (text, place) => ({
      name: text("name"),
      organisation: text("organisation"),
      offices: text("offices")
        .split(" ")
        .map((office) => requireOffice(office, place)),
      limit: amountOf(text("limit"), place, MAX_CENTS),
    })),
    accounts: await read(
      "accounts.csv",
      ["key", "parent", "code", "owner", "opens", "closes", "cancels"],
      (text, place) => ({
        key: text("key"),
        parent: text("parent"),
        code: text("code"),
        owner: text("owner"),
        opensAt: date(text("opens"), place, 0),
        closesAt: date(text("closes"), place, NO_END),
        cancelsAt: date(text("cancels"), place, NO_END),
      }),
    ),
    acts: await read(
      "acts.csv",
      ["date", "officer", "act", "account", "obligation", "to", "amount", "class", "note"],
      (text, place) => ({
        place,
        time: startOfDay(text("date"), calendar, place),
        officer: text("officer"),
        act: text("act"),
        account: text("account"),
        obligation: text("obligation"),
        to: text("to"),
        amount: amountOf(text("amount"), place, 0n),
        classification: classificationOf(text("class"), place),
        note: text("note"),
      }),
    ),
  };
}

/** `object class/program activity/funding source`. */
function classificationOf(text: string, place: string): string {
  const [objectClass = "", programActivity = "", fundingSource = ""] = text.split("/");
  return encodeClassification({ objectClass, programActivity, fundingSource }, place);
}

function amountOf(text: string, place: string, none: bigint): bigint {
  if (text === "") return none;
  const cents = parseCents(text, place);
  if (cents > 0n && cents <= MAX_CENTS) return cents;
  throw new FiscInputError(place, `an amount of "${text}" can't be entered`, "give a positive one, or none");
}

function requireOffice(text: string, place: string): Office {
  if (Object.hasOwn(OFFICES, text)) return text as Office;
  throw new FiscInputError(place, `"${text}" is no office`, `use one of ${Object.keys(OFFICES).join(", ")}`);
}
