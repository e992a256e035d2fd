import { mapBounded } from "../../sdk/concurrency.js";
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

/** Records under way at a time: enough that the thread has work while others wait for the operating system's cipher. */
const AT_ONCE = 8;

/** Seals made-up invoices as members of a batch, each with keys of its own. */
export function sealAll({ organisation, from, count }: SealJob): Promise<SealedRecord[]> {
  const numbers = Array.from({ length: count }, (_, i) => from + i);
  return mapBounded(numbers, AT_ONCE, async (number) => {
    const keys = await newKeys();
    const record = newRecordId(organisation);
    const draft = { record, version: NO_VERSION, schema: INVOICE, document: invoiceOf(number), keys };
    const { root, content } = await seal(draft);
    return { record, root, content, identity: keys.identity };
  });
}

/** Opens records and verifies them, knowing no more than a proof and the hash of a block. */
export async function verifyAll({ proof, trust, records }: VerifyJob): Promise<Verified> {
  const witness = offlineWitness(proof, trust);
  const verdicts = await mapBounded(records, AT_ONCE, async ({ content, identity, batch }) => {
    const opened = await open(content, identity);
    return verify({ kind: "document", opened, batch }, witness);
  });
  const refused = verdicts.filter((it) => conclusionOf(it) !== "yes");
  const [first] = refused;
  return {
    verified: verdicts.length - refused.length,
    refusal: first === undefined ? undefined : printVerdict(first),
  };
}
