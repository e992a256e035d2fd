import { id } from "ethers";

import { need } from "../need.js";
import type { Trial } from "./trial.js";

/** An invoice that is kept for years, of organisation 2041. */
const INVOICE = "TEPB1633712/1";

/** Tries to get rid of a record, or to write another one's. */
export async function tryRecords(trial: Trial): Promise<void> {
  const { fisc, founders } = trial.cast;
  const { versions } = need(trial.year.archive.records, INVOICE, "the attempts");
  const [first, latest] = [versions[0], versions.at(-1)];
  if (first === undefined || latest === undefined) throw new Error("the invoice has no version");
  const { record, schema, root } = first.commitment;
  const commitment = { id: record, schema, root, class: 1 };
  const own = fisc.records.connect(trial.officer("bep-records").key);
  const erase = () => own.erase.staticCall(record, latest.version, id("tried"));

  const inspector = fisc.records.connect(founders.inspector);
  await (await inspector.hold(record, id("tried"))).wait();
  await trial.attempt("erase a record that the inspector holds", "RecordRegistryHeld", erase);
  await (await inspector.release(record)).wait();
  await trial.attempt("erase a record before its time is over", "RecordRegistryRetained", erase);
  await trial.attempt("correct another organisation's record", "OfficerRegistryNotAppointed", () =>
    fisc.records
      .connect(trial.officer("aphis-records").key)
      .supersede.staticCall(commitment, latest.version + 1),
  );
  await trial.attempt("anchor a version twice", "RecordRegistryAlreadyAnchored", () =>
    own.anchor.staticCall(commitment),
  );
}
