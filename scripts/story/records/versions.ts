import { id } from "ethers";

import { erase as eraseFrom } from "../../../sdk/records/access/erase.js";
import { grantTo } from "../../../sdk/records/access/grant.js";
import { recipientOf } from "../../../sdk/records/access/age.js";
import { newKeys } from "../../../sdk/records/access/newKeys.js";
import { evidenceOf } from "../../../sdk/records/evidence.js";
import { seal } from "../../../sdk/records/seal/seal.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { wholeNumber } from "../../support/wholeNumber.js";
import { need } from "../need.js";
import { wordsOf } from "../rows.js";
import type { Stage } from "../stage.js";
import type { Told } from "../told.js";
import { latestOf, readVersion, tell } from "./desk.js";
import type { SampleRecordStep } from "./sample.js";

const DAY = 86_400;

/** The longest that a class can last. */
const LONGEST_DAYS = 36_525;

/** Says for how many days, `to`, records of a class are kept. */
export async function retain({ cast }: Stage, line: SampleRecordStep): Promise<Told> {
  const records = cast.fisc.records.connect(cast.founders.administrator);
  const days = wholeNumber(line.to, line.place, 0, LONGEST_DAYS);
  await (await records.setRetention(line.class, days * DAY)).wait();
  return tell(line, "retention set", { subject: `class ${String(line.class)}`, how: `${line.to} days` });
}

/**
 * Seals a document as a record's next version, encrypts it into the store with a grant for the officer alone, and anchors
 * it. `to` says what will rest on it: steps and what they are about, as `accept:` and the obligation.
 */
export async function anchor(stage: Stage, line: SampleRecordStep): Promise<Told> {
  const { archive, cast, connection } = stage;
  const { officer, place, record: name, document, to } = line;
  if (document === undefined) throw new FiscInputError(place, "it names no document", "name one of records/");
  const { key, organisationId } = need(cast.officers, officer, place);
  const record = archive.recordOf(name, organisationId);
  const version = record.versions.length + 1;
  const former = record.versions.at(-1);
  const keys =
    former === undefined
      ? await newKeys()
      : await newKeys({ after: (await readVersion(stage, former, officer)).opened });
  const { schema, root, content } = await seal({
    ...{ record: record.id, version, keys },
    schema: document.schema,
    document: document.json,
  });
  const own = { recipient: await recipientOf(await archive.identityOf(officer)) };
  const grant = await grantTo(own, { record: record.id, version, identity: keys.identity });

  const register = cast.fisc.records.connect(key);
  const anchored = { id: record.id, schema, root, class: line.class };
  await (await (version === 1 ? register.anchor(anchored) : register.supersede(anchored, version))).wait();
  const { chainId } = await connection.ethers.provider.getNetwork();
  const commitment = {
    ...{ chainId: Number(chainId), register: await register.getAddress() },
    ...{ schema, record: record.id, version, root },
  };
  const held = {
    ...{ version, commitment, attachments: [] },
    content: await archive.store.put(content),
    grants: [{ reader: officer, grant: await archive.store.put(grant) }],
  };
  archive.records.set(name, { ...record, versions: [...record.versions, held] });
  archive.keepEvidence(wordsOf(to), evidenceOf(commitment));
  const what = version === 1 ? "anchored" : "superseded";
  return tell(line, what, { how: `${document.schema.name}, version ${String(version)}` });
}

/** Destroys keys, salts and content of a record, once the law allows it, and says so on chain. */
export async function erase(stage: Stage, line: SampleRecordStep): Promise<Told> {
  const { archive, cast } = stage;
  const { key } = need(cast.officers, line.officer, line.place);
  const { record, latest } = latestOf(stage, line);
  const register = cast.fisc.records.connect(key);
  const call = [record.id, latest.version, id(line.note)] as const;
  // What is deleted can't be brought back, so the rules are asked before.
  await register.erase.staticCall(...call);
  const { erased, left } = await eraseFrom(archive.store, { record: record.id, versions: record.versions });
  if (left.length > 0) {
    throw new FiscInputError(line.place, `${left.join(", ")} resist erasure`, "look at the store");
  }
  await (await register.erase(...call)).wait();
  return tell(line, "erased", { how: `${String(erased.length)} blobs: keys, salts, content` });
}
