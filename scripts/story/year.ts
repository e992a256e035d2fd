import type { NetworkConnection } from "hardhat/types/network";

import type { Calendar } from "../../sdk/calendar.js";
import { FiscInputError } from "../../sdk/errors.js";
import { refusalOf } from "../../sdk/refusal.js";
import type { BlobStore } from "../../sdk/records/store/blobStore.js";
import { moveClock } from "../support/network.js";
import { performAct } from "./acts.js";
import type { Cast } from "./cast.js";
import { need } from "./need.js";
import { takeStep } from "./payments/steps.js";
import { openProperty } from "./property/open.js";
import { tellDelivery, tellPayments } from "./property/orders.js";
import type { SamplePropertyStep } from "./property/sample.js";
import { takePropertyStep } from "./property/steps.js";
import type { SampleRecordStep } from "./records/sample.js";
import { takeRecordStep } from "./records/steps.js";
import type { SampleAccount, SampleAct, SamplePayment, SampleYear } from "./sample.js";
import { interfacesOf, setStage, type Stage } from "./stage.js";
import type { Told } from "./told.js";

/** The year as it went: all that it left, and what is to be told of payments, buildings and records. */
export interface Year extends Stage {
  readonly told: readonly Told[];
  readonly toldOfBuildings: readonly Told[];
  readonly toldOfRecords: readonly Told[];
}

/**
 * Runs the sample year: opens its accounts and enters its buildings, then does act after act and step after step, each on
 * its day.
 *
 * @param store Where the records' content is kept.
 */
export async function runYear(
  connection: NetworkConnection,
  cast: Cast,
  sample: SampleYear,
  calendar: Calendar,
  store: BlobStore,
): Promise<Year> {
  const stage = await setStage(connection, cast, sample, calendar, store);
  const { accounts, obligations, archive } = stage;
  for (const account of sample.accounts)
    accounts.set(account.key, await openAccount(cast, account, accounts));
  await openProperty(cast, sample);
  const told: Told[] = [];
  const toldOfBuildings: Told[] = [];
  const toldOfRecords: Told[] = [];
  // Within a day, a record comes before what rests on it, what is obligated comes before what is ordered, and what is
  // accepted before what is claimed: the sort keeps that order.
  const lines = [...sample.records, ...sample.acts, ...sample.property, ...sample.payments].sort(
    (a, b) => a.time - b.time,
  );
  for (const line of lines) {
    await moveClock(connection, line.time);
    try {
      if ("record" in line) toldOfRecords.push(await takeRecordStep(stage, line));
      else if ("building" in line) toldOfBuildings.push(await takePropertyStep(stage, line));
      else if ("step" in line) {
        const steps = await takeStep(stage, line);
        told.push(...steps);
        toldOfBuildings.push(...tellPayments(stage, steps));
      } else {
        await performAct(cast, line, accounts, obligations, archive, calendar);
        told.push(...tellAct(line));
        toldOfBuildings.push(...tellDelivery(stage, line));
      }
    } catch (error) {
      throw explain(error, cast, line);
    }
  }
  return { ...stage, told, toldOfBuildings, toldOfRecords };
}

/** Of acts, only what holds a payment back and lets it go is told; the statement shows the rest. */
function tellAct({ act, time, obligation, amount, officer, note }: SampleAct): Told[] {
  const what = { retain: "held back", unretain: "let go" }[act];
  if (what === undefined) return [];
  return [{ time, what, subject: obligation, amount, by: [{ officer, time }], note }];
}

/** A line that a rule refuses is a fault of the sample's. */
function explain(
  error: unknown,
  cast: Cast,
  line: SampleAct | SamplePayment | SamplePropertyStep | SampleRecordStep,
): unknown {
  const refusal = refusalOf(error, interfacesOf(cast));
  if (refusal === undefined) return error;
  const values = Object.entries(refusal.values).map(([name, value]) => `${name} ${String(value)}`);
  const deed = "step" in line ? line.step : line.act;
  return new FiscInputError(
    line.place,
    `${refusal.rule} refuses ${line.officer}'s "${deed}" (${values.join(", ")})`,
    "correct the line: the sample year must be lawful",
  );
}

async function openAccount(
  { fisc: { ledger }, organisations, officers }: Cast,
  { key, parent, code, owner, opensAt, closesAt, cancelsAt }: SampleAccount,
  accounts: ReadonlyMap<string, number>,
): Promise<number> {
  const ownerId = need(organisations, owner, `account ${key}`);
  if (parent === "") {
    const { key: law } = need(officers, "law", `account ${key}`);
    await (await ledger.connect(law).openAppropriation(ownerId, opensAt, closesAt, cancelsAt, code)).wait();
    return Number(await ledger.accountByCode(0, code));
  }
  const parentId = need(accounts, parent, `account ${key}`);
  const superior = Number((await ledger.account(parentId)).terms.owner);
  const budget = [...officers.values()].find(
    ({ organisationId, offices }) => organisationId === superior && offices.includes("budget"),
  );
  if (budget === undefined)
    throw new FiscInputError(`account ${key}`, "no budget officer opens it", "name one");
  await (await ledger.connect(budget.key).openAllotment(parentId, ownerId, opensAt, closesAt, code)).wait();
  return Number(await ledger.accountByCode(parentId, code));
}
