import { newKeys } from "../../sdk/records/access/newKeys.js";
import { NO_VERSION } from "../../sdk/records/commitment.js";
import { newRecordId } from "../../sdk/records/recordId.js";
import { INVOICE } from "../../sdk/records/schema/evidence.js";
import { open } from "../../sdk/records/seal/open.js";
import { seal } from "../../sdk/records/seal/seal.js";
import { offlineWitness } from "../../sdk/records/verdict/offlineWitness.js";
import { printVerdict } from "../../sdk/records/verdict/printVerdict.js";
import { conclusionOf } from "../../sdk/records/verdict/verdict.js";
import { verify } from "../../sdk/records/verdict/verify.js";
import { invoiceOf } from "./invoices.js";
import type { SealedRecord, SealJob, Verified, VerifyJob } from "./jobs.js";

/** Seals made-up invoices as members of a batch, each with keys of its own. */
export async function sealAll({ organisation, from, count }: SealJob): Promise<SealedRecord[]> {
  const sealed: SealedRecord[] = [];
  for (let number = from; number < from + count; ++number) {
    const keys = await newKeys();
    const record = newRecordId(organisation);
    const draft = { record, version: NO_VERSION, schema: INVOICE, document: invoiceOf(number), keys };
    const { root, content } = await seal(draft);
    sealed.push({ record, root, content, identity: keys.identity });
  }
  return sealed;
}

/** Opens records and verifies them, knowing no more than a proof and the hash of a block. */
export async function verifyAll({ proof, trust, records }: VerifyJob): Promise<Verified> {
  const witness = offlineWitness(proof, trust);
  let verified = 0;
  let refusal: string | undefined;
  for (const { content, identity, batch } of records) {
    const opened = await open(content, identity);
    const verdict = await verify({ kind: "document", opened, batch }, witness);
    if (conclusionOf(verdict) === "yes") verified += 1;
    else refusal ??= printVerdict(verdict);
  }
  return { verified, refusal };
}
