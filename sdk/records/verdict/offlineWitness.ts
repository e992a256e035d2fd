import { decodeRlp, isHexString, keccak256, zeroPadValue, ZeroHash } from "ethers";

import { type Anchor, anchorSlot, decodeAnchor } from "../chain/anchor.js";
import { decodeHeader, type Header } from "../chain/header.js";
import type { StateProof } from "../chain/proof.js";
import { provenValue } from "../chain/trie.js";
import { aheadOfClock, checkTrust, dateOf, mistrust, nowOf, type Trust } from "./trust.js";
import { type Reasoned, Untold, type Witness } from "./witness.js";

/** Where an account has the root of its storage. */
const STORAGE_ROOT = 2;

/**
 * A witness that needs no node: a proof that was kept, checked against the hash of a block that is trusted. What does
 * not check is not believed in part: the witness then tells nothing, and says why.
 *
 * @throws FiscInputError for trust in what can't be.
 */
export function offlineWitness(proof: StateProof, trust: Trust & { readonly blockHash: string }): Witness {
  checkTrust(trust);
  const { chainId, register } = proof;
  const header = headerOf(proof);
  const told = header === undefined ? undefined : tellFrom(proof, header, trust);
  const trusted =
    header === undefined ? no("the proof's header is no block's") : trustedOf(proof, header, told, trust);
  return {
    chainId,
    register,
    trusted,
    block: { number: header?.number ?? 0, timestamp: header?.timestamp ?? 0 },
    stale: aheadOfClock(header?.timestamp ?? 0, nowOf(trust)),
    anchorOf: (record, version) => {
      if (trusted.answer !== "yes" || typeof told !== "object")
        return Promise.reject(new Untold(trusted.reason));
      const anchor = told.get(nameOf(record, version));
      if (anchor !== undefined) return Promise.resolve(anchor);
      return Promise.reject(
        new Untold(`the proof is not for version ${String(version)} of record ${record}`),
      );
    },
    authorOf: () => Promise.resolve({ unknown: "which officer, no proof of state tells; the journal does" }),
  };
}

const no = (reason: string): Reasoned => ({ answer: "no", reason });

function headerOf({ header }: StateProof): Header | undefined {
  try {
    return decodeHeader(header);
  } catch {
    return undefined;
  }
}

function trustedOf(
  proof: StateProof,
  header: Header,
  told: ReadonlyMap<string, Anchor> | string | undefined,
  trust: Trust & { readonly blockHash: string },
): Reasoned {
  const other = mistrust(proof, trust);
  if (other !== undefined) return other;
  if (header.hash !== trust.blockHash.toLowerCase()) {
    return no(`the proof is for block ${header.hash}, and ${trust.blockHash} is trusted`);
  }
  if (typeof told === "string") return no(told);
  return {
    answer: "yes",
    reason: `what it says is proven against block ${String(header.number)}, which is trusted, of ${dateOf(header.timestamp)}`,
  };
}

/** What a proof says of each slot, or why it proves nothing. */
function tellFrom(
  proof: StateProof,
  { stateRoot }: Header,
  trust: Trust,
): ReadonlyMap<string, Anchor> | string {
  try {
    // The trusted address, not the proof's: that they are one is found out elsewhere.
    const account = provenValue(stateRoot, keccak256(trust.register), proof.account);
    if (account === undefined) return `there is no register at ${trust.register}`;
    const storageRoot = decodeRlp(account)[STORAGE_ROOT];
    if (!isHexString(storageRoot, 32)) return "the register's account can't be read";
    return new Map(
      proof.slots.map(({ record, version, nodes }) => {
        const slot = anchorSlot(record, version);
        const value = provenValue(storageRoot, keccak256(slot), nodes);
        return [nameOf(record, version), decodeAnchor(value === undefined ? ZeroHash : wordOf(value))];
      }),
    );
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const wordOf = (value: string): string => zeroPadValue(decodeRlp(value) as string, 32);

/** What is asked for, as a key: the slot itself takes hashing, once for each version and not for each question. */
const nameOf = (record: string, version: number): string => `${record.toLowerCase()} ${String(version)}`;
