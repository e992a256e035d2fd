import { disclose as discloseFields } from "../../../sdk/records/seal/disclose.js";
import type { Disclosure } from "../../../sdk/records/seal/disclosure.js";
import { readDisclosure, writeDisclosure } from "../../../sdk/records/seal/disclosureFile.js";
import { addressToHash } from "../../../sdk/records/store/address.js";
import { readBlob } from "../../../sdk/records/store/readBlob.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { parseCents } from "../../../sdk/money.js";
import { need } from "../need.js";
import { wordsOf } from "../rows.js";
import type { Stage } from "../stage.js";
import type { Told } from "../told.js";
import { brief, latestOf, readVersion, tell, verdictOn } from "./desk.js";
import type { SampleRecordStep } from "./sample.js";

const AMOUNT = "/amount";

/** Shows the public the fields `to`, and no others. */
export async function disclose(stage: Stage, line: SampleRecordStep): Promise<Told> {
  const { archive, cast } = stage;
  const { record, latest } = latestOf(stage, line);
  const { opened } = await readVersion(stage, latest, line.officer);
  const disclosure = discloseFields(opened, latest.commitment, wordsOf(line.to));
  const address = await archive.store.put(Buffer.from(writeDisclosure(disclosure), "utf8"));
  const register = cast.fisc.records.connect(need(cast.officers, line.officer, line.place).key);
  await (await register.disclose(record.id, latest.version, addressToHash(address))).wait();
  archive.records.set(line.record, { ...record, disclosure: address });
  const hidden = opened.tree.fields.filter((it) => !disclosure.fields.some(({ path }) => path === it.path));
  const isHidden = hidden.some(({ path }) => path === "/account/account");
  const note = `${String(hidden.length)} fields stay hidden${isHidden ? ", the bank account among them" : ""}`;
  return tellShown(stage, line, "disclosed", disclosure, note);
}

/** Somebody verifies what was disclosed. */
export async function check(stage: Stage, line: SampleRecordStep): Promise<Told> {
  return tellShown(stage, line, "verified", await disclosureOf(stage, line), line.note);
}

/** Somebody passes on what was disclosed with another value: `to` is the field's path, and what they say of it. */
export async function forge(stage: Stage, line: SampleRecordStep): Promise<Told> {
  const [path = "", value = ""] = wordsOf(line.to);
  const genuine = await disclosureOf(stage, line);
  const fields = genuine.fields.map((it) => (it.path === path ? { ...it, value } : it));
  return tellShown(stage, line, "passed on", { ...genuine, fields }, line.note);
}

async function disclosureOf(stage: Stage, line: SampleRecordStep): Promise<Disclosure> {
  const { record } = latestOf(stage, line);
  if (record.disclosure === undefined) {
    throw new FiscInputError(line.place, `nothing of "${line.record}" was disclosed`, "disclose it first");
  }
  return readDisclosure(await readBlob(stage.archive.store, record.disclosure));
}

/** What anyone finds who verifies what is shown. */
async function tellShown(
  stage: Stage,
  line: SampleRecordStep,
  what: string,
  disclosure: Disclosure,
  note: string,
): Promise<Told> {
  const { conclusion, why } = brief(await verdictOn(stage, { kind: "disclosure", disclosure }));
  const amount = disclosure.fields.find(({ path }) => path === AMOUNT)?.value;
  return tell(line, what, {
    ...(amount === undefined ? {} : { amount: parseCents(String(JSON.parse(amount)), line.place) }),
    how: `verdict: ${conclusion}`,
    note: [note, why].filter((it) => it !== "").join("; "),
  });
}
