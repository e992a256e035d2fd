import type { JsonRpcApiProvider } from "ethers";

import { grantTo, type Grant } from "../../../../sdk/records/access/grant.js";
import type { VersionKeys } from "../../../../sdk/records/access/newKeys.js";
import type { Opened } from "../../../../sdk/records/seal/open.js";
import { open } from "../../../../sdk/records/seal/open.js";
import type { Draft, Sealed } from "../../../../sdk/records/seal/seal.js";
import type { Trust } from "../../../../sdk/records/verdict/trust.js";
import type { Finding, Question, Verdict } from "../../../../sdk/records/verdict/verdict.js";
import type { Recorded } from "../../../fixtures/recorded.js";
import { CLASSES } from "../../../fixtures/recorded.js";
import { ethers, time } from "../../../fixtures/network.js";
import { sealedInvoice } from "./sealing.js";
import { newRecordId } from "../../../../sdk/records/recordId.js";

/** A version that is sealed and anchored, and what opens it. */
export interface AnchoredInvoice {
  readonly sealed: Sealed;
  readonly keys: VersionKeys;
  readonly opened: Opened;
}

/** It answers all that the SDK asks of ethers' own. */
export const rpc = ethers.provider as unknown as JsonRpcApiProvider;

/** Seals an invoice of agency A's, and anchors it. */
export async function anchoredInvoice(
  { asOfficer, a }: Recorded,
  draft: Partial<Draft> = {},
): Promise<AnchoredInvoice> {
  const { sealed, keys } = await sealedInvoice({ record: newRecordId(a.id), ...draft });
  const { record, schema, root, version } = sealed;
  const commitment = { id: record, schema, root, class: CLASSES.none };
  await (version === 1 ? asOfficer.anchor(commitment) : asOfficer.supersede(commitment, version));
  return { sealed, keys, opened: await open(sealed.content, keys.identity) };
}

/** Trust in the register as it is, at its own time. */
export async function trustIn({ records }: Recorded, changes: Partial<Trust> = {}): Promise<Trust> {
  const { chainId } = await ethers.provider.getNetwork();
  return {
    chainId: Number(chainId),
    register: await records.getAddress(),
    now: await time.latest(),
    ...changes,
  };
}

/** What a version's identity is granted as. */
export const grantOf = ({ sealed, keys }: AnchoredInvoice, recipient: string): Promise<Uint8Array> => {
  const grant: Grant = { record: sealed.record, version: sealed.version, identity: keys.identity };
  return grantTo({ recipient }, grant);
};

/** The answers, question by question. */
export const answersOf = ({ findings }: Verdict): Record<string, string> =>
  Object.fromEntries(findings.map(({ question, answer }) => [question, answer]));

export function findingOf({ findings }: Verdict, question: Question): Finding {
  const finding = findings.find((it) => it.question === question);
  if (finding === undefined) throw new Error(`no answer to ${question}`);
  return finding;
}
