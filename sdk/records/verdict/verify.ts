import { FiscInputError } from "../../errors.js";
import type { BatchPlace, Commitment } from "../commitment.js";
import { openAttachment } from "../seal/attachment.js";
import { disclosureFault, memberFault } from "../seal/checkDisclosure.js";
import type { Disclosure } from "../seal/disclosure.js";
import type { Opened } from "../seal/open.js";
import type { BlobStore } from "../store/blobStore.js";
import { chainFindings, type ChainFindings } from "./chainFindings.js";
import { verifyExport } from "./exported.js";
import type { RecordExport } from "./recordExport.js";
import type { Finding, Verdict } from "./verdict.js";
import type { Reasoned, Witness } from "./witness.js";

/** What can be verified. */
export type Subject =
  | {
      readonly kind: "document";
      readonly opened: Opened;
      /** For a member of a batch. */
      readonly batch?: BatchPlace;
      /** With these the attachments are read too; without, it is not known whether they are whole. */
      readonly files?: { readonly store: BlobStore; readonly identity: string };
    }
  | { readonly kind: "disclosure"; readonly disclosure: Disclosure }
  | { readonly kind: "member"; readonly commitment: Commitment }
  | { readonly kind: "export"; readonly exported: RecordExport; readonly store: BlobStore };

/**
 * Looks at a document, some disclosed fields, a batch's member or a whole export, asks what a witness says of it, and
 * answers question by question. What is wrong with it is an answer, not an error.
 */
export async function verify(subject: Subject, witness: Witness): Promise<Verdict> {
  switch (subject.kind) {
    case "document":
      return verifyDocument(subject, witness);
    case "disclosure": {
      const { commitment, fields } = subject.disclosure;
      const fault = disclosureFault(subject.disclosure);
      const shown = `${String(fields.length)} fields of record ${commitment.record}`;
      const whole = "all that it shows leads to the root that it names";
      return verifyCommitment(shown, commitment, fault, whole, witness);
    }
    case "member": {
      const { commitment } = subject;
      const fault = commitment.batch === undefined ? "it names no batch" : memberFault(commitment);
      return verifyCommitment(
        `record ${commitment.record} of a batch`,
        commitment,
        fault,
        "its proof leads to the batch's root",
        witness,
      );
    }
    case "export":
      return verifyExport(subject.exported, subject.store, witness);
  }
}

async function verifyDocument(
  subject: Extract<Subject, { kind: "document" }>,
  witness: Witness,
): Promise<Verdict> {
  const { opened, batch, files } = subject;
  const { chainId, register } = witness;
  const { record, version, schema, tree } = opened;
  const place = { chainId, register, schema, record, version, root: tree.root };
  const commitment: Commitment = batch === undefined ? place : { ...place, batch };
  const name =
    version === 0 ? `record ${record} of a batch` : `version ${String(version)} of record ${record}`;
  const fault = memberFault(commitment);
  const chain = await chainFindings(commitment, witness);
  const missing = await attachmentFaults(opened, files);
  return listed(name, intactDocument(chain.anchored, fault, missing), chain, witness);
}

function intactDocument(
  anchored: Reasoned,
  fault: string | undefined,
  attachments: readonly string[] | undefined,
): Reasoned {
  if (fault !== undefined) return { answer: "no", reason: fault };
  if (attachments !== undefined && attachments.length > 0) {
    return { answer: "no", reason: attachments.join("; ") };
  }
  if (anchored.answer === "no") {
    return { answer: "no", reason: `its fields are not those that were anchored: ${anchored.reason}` };
  }
  if (anchored.answer === "unknown") {
    return { answer: "unknown", reason: `there is nothing to compare it with: ${anchored.reason}` };
  }
  if (attachments === undefined) {
    return { answer: "unknown", reason: "its fields are; its attachments were not read" };
  }
  return { answer: "yes", reason: "its fields and attachments are those that were anchored" };
}

/** What is wrong with each attachment; undefined if there are some, and nothing to read them with. */
async function attachmentFaults(
  { attachments }: Opened,
  files: { readonly store: BlobStore; readonly identity: string } | undefined,
): Promise<string[] | undefined> {
  if (files === undefined) return attachments.length === 0 ? [] : undefined;
  const faults: string[] = [];
  for (const attachment of attachments) {
    try {
      for await (const _ of openAttachment(files.store, files.identity, attachment));
    } catch (error) {
      if (!(error instanceof FiscInputError)) throw error;
      faults.push(`attachment ${attachment.name}: ${error.problem}`);
    }
  }
  return faults;
}

async function verifyCommitment(
  subject: string,
  commitment: Commitment,
  fault: string | undefined,
  whole: string,
  witness: Witness,
): Promise<Verdict> {
  const intact: Reasoned =
    fault === undefined ? { answer: "yes", reason: whole } : { answer: "no", reason: fault };
  return listed(subject, intact, await chainFindings(commitment, witness), witness);
}

function listed(subject: string, intact: Reasoned, chain: ChainFindings, witness: Witness): Verdict {
  const { anchored, author, current, erased } = chain;
  const answers = { intact, anchored, author, current, erased, trusted: witness.trusted };
  return {
    subject,
    findings: Object.entries(answers).map(([question, it]) => ({ question, ...it }) as Finding),
  };
}
