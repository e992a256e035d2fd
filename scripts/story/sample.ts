import { dayOf, NO_END, startOfDay, type Calendar } from "../../sdk/calendar.js";
import { encodeClassification } from "../../sdk/classification.js";
import type { Rail } from "../../sdk/disbursement/lines.js";
import { METHODS, type Method } from "../../sdk/disbursement/settlement.js";
import { FiscInputError } from "../../sdk/errors.js";
import { MAX_CENTS } from "../../sdk/money.js";
import { OFFICES, type Office } from "../../sdk/offices.js";
import { readProperty, type SampleProperty } from "./property/sample.js";
import { readRecords, type SampleRecordStep } from "./records/sample.js";
import { amountOf, rowsIn, wordsOf } from "./rows.js";

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

/** An entity that is paid. */
export interface SamplePayee {
  /** The index that obligations name; the first one's is 1, and each has the next. */
  readonly id: number;
  /** Its public key. */
  readonly key: string;
  /** Where it is paid, the first rail's details first. */
  readonly rails: readonly Rail[];
}

/** How a step pays: in tokens, or as a bank does. */
export type Means = "token" | Method;

/** One step of the year's payments. What `to` means depends on the step. */
export interface SamplePayment {
  readonly place: string;
  /** UTC seconds. */
  readonly time: number;
  readonly officer: string;
  readonly step: string;
  /** Invoices, schedules or lines of schedules. */
  readonly names: readonly string[];
  readonly obligation: string;
  readonly to: string;
  /** Cents; 0 where the step has none. */
  readonly amount: bigint;
  readonly means: Means | undefined;
  /** Civil day, counted from 1970-01-01; 0 where the step has none. */
  readonly due: number;
  readonly note: string;
}

/** A line of a benefit schedule. */
export interface SampleBenefit {
  readonly schedule: string;
  readonly person: string;
  /** Cents. */
  readonly amount: bigint;
}

/** The year: its money, the buildings that it has, and its records. */
export interface SampleYear extends SampleProperty {
  readonly organisations: readonly SampleOrganisation[];
  readonly officers: readonly SampleOfficer[];
  readonly accounts: readonly SampleAccount[];
  readonly payees: readonly SamplePayee[];
  readonly acts: readonly SampleAct[];
  readonly payments: readonly SamplePayment[];
  readonly benefits: readonly SampleBenefit[];
  readonly records: readonly SampleRecordStep[];
  /** By how many years it is told later than it is written. */
  readonly shiftedBy: number;
}

/**
 * Reads the files of a sample year; see `data/README.md` for their columns.
 *
 * @param shiftedBy By how many years it happens later. With a multiple of four its days stay as many.
 */
export async function readSampleYear(folder: string, calendar: Calendar, shiftedBy = 0): Promise<SampleYear> {
  const read = rowsIn(folder, shiftedBy);
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
    payees: await read("payees.csv", ["id", "key", "rails"], (text, place) => ({
      id: Number(text("id")),
      key: text("key"),
      rails: wordsOf(text("rails")).map((rail) => requireRail(rail, place)),
    })),
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
    payments: await read(
      "payments.csv",
      ["date", "officer", "step", "invoice", "obligation", "to", "amount", "rail", "due", "note"],
      (text, place) => ({
        place,
        time: startOfDay(text("date"), calendar, place),
        officer: text("officer"),
        step: text("step"),
        names: wordsOf(text("invoice")),
        obligation: text("obligation"),
        to: text("to"),
        amount: amountOf(text("amount"), place, 0n),
        means: meansOf(text("rail"), place),
        due: text("due") === "" ? 0 : dayOf(text("due"), place),
        note: text("note"),
      }),
    ),
    benefits: await read("benefits.csv", ["schedule", "person", "amount"], (text, place) => ({
      schedule: text("schedule"),
      person: text("person"),
      amount: amountOf(text("amount"), place, 0n),
    })),
    records: await readRecords(read, folder, calendar),
    ...(await readProperty(read, folder, calendar)),
    shiftedBy,
  };
}

function requireRail(text: string, place: string): Rail {
  if (text === "token") return "token";
  if (text === "bank") return "attested";
  throw new FiscInputError(place, `"${text}" is no rail`, "use bank, token or both");
}

function meansOf(text: string, place: string): Means | undefined {
  if (text === "") return undefined;
  if (text === "token" || Object.hasOwn(METHODS, text)) return text as Means;
  throw new FiscInputError(
    place,
    `"${text}" is no way to pay`,
    `use token or one of ${Object.keys(METHODS).join(", ")}`,
  );
}

/** `object class/program activity/funding source`. */
function classificationOf(text: string, place: string): string {
  const [objectClass = "", programActivity = "", fundingSource = ""] = text.split("/");
  return encodeClassification({ objectClass, programActivity, fundingSource }, place);
}

function requireOffice(text: string, place: string): Office {
  if (Object.hasOwn(OFFICES, text)) return text as Office;
  throw new FiscInputError(place, `"${text}" is no office`, `use one of ${Object.keys(OFFICES).join(", ")}`);
}
