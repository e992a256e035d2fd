import { recipientOf } from "../../../sdk/records/access/age.js";
import { grantTo } from "../../../sdk/records/access/grant.js";
import { readerPseudonym } from "../../../sdk/records/access/readerPseudonym.js";
import { addressToHash } from "../../../sdk/records/store/address.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { need } from "../need.js";
import type { SamplePayment } from "../sample.js";
import { prove as provePayment } from "../payments/prove.js";
import type { Stage } from "../stage.js";
import type { Told } from "../told.js";
import { brief, latestOf, readVersion, shortened, tell, verdictOn } from "./desk.js";
import type { SampleRecordStep } from "./sample.js";

/** The officer opens their own grant, and wraps the version's key for the reader `to`. */
export async function grant(stage: Stage, line: SampleRecordStep): Promise<Told> {
  const { archive, cast } = stage;
  const { record, latest } = latestOf(stage, line);
  const { grant: own, opened } = await readVersion(stage, latest, line.officer);
  const recipient = await recipientOf(await archive.identityOf(line.to));
  const address = await archive.store.put(await grantTo({ recipient }, own));
  // Only who may read can tell whose the name is.
  const reader = readerPseudonym(opened, recipient);
  const register = cast.fisc.records.connect(need(cast.officers, line.officer, line.place).key);
  await (await register.grant(record.id, reader, addressToHash(address))).wait();
  const granted = { ...latest, grants: [...latest.grants, { reader, grant: address }] };
  archive.records.set(line.record, { ...record, versions: [...record.versions.slice(0, -1), granted] });
  return tell(line, "granted", { how: `to ${line.to}`, note: `as ${shortened(reader)} on chain` });
}

/** Whoever it is tries to open the latest version, and verifies what they read. */
export async function read(stage: Stage, line: SampleRecordStep): Promise<Told> {
  const { latest } = latestOf(stage, line);
  try {
    const { opened } = await readVersion(stage, latest, line.officer);
    const { conclusion, why } = brief(await verdictOn(stage, { kind: "document", opened }));
    const note = `verdict: ${conclusion}${why === "" ? "" : ` (${why})`}`;
    return tell(line, "opened", { how: `all ${String(opened.tree.fields.length)} fields`, note });
  } catch (error) {
    if (!(error instanceof FiscInputError)) throw error;
    return tell(line, "CLOSED", { how: shortened(error.place), note: error.problem });
  }
}

/** A person proves the line `to` of a schedule, whatever became of their record. */
export async function prove(stage: Stage, line: SampleRecordStep): Promise<Told> {
  const none = { obligation: "", to: "", amount: 0n, means: undefined, due: 0 };
  const payment: SamplePayment = { ...line, ...none, names: [line.to] };
  const [proved] = await provePayment(stage, payment);
  const note = `paid, and still proven: ${proved?.note ?? ""}`;
  return tell(line, "proved", { ...proved, subject: line.record, how: line.to, note });
}
