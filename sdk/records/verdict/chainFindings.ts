import { type Anchor, isAnchored, MARKS } from "../chain/anchor.js";
import { type Commitment, commitmentHash, FIRST_VERSION } from "../commitment.js";
import { recordOrganisation } from "../recordId.js";
import { dateOf, dayOf } from "./trust.js";
import { type Reasoned, Untold, type Witness } from "./witness.js";

/** What the chain says of one commitment. */
export interface ChainFindings {
  readonly anchored: Reasoned;
  readonly author: Reasoned;
  readonly current: Reasoned;
  readonly erased: Reasoned;
}

/** What is asked of the register: the version's anchor, the one after it, and the record's first. */
interface Anchors {
  readonly own: Anchor;
  readonly next: Anchor;
  readonly first: Anchor;
}

/** Asks a witness about a commitment. Where it can't tell, the answers are unknown, with its reason. */
export async function chainFindings(commitment: Commitment, witness: Witness): Promise<ChainFindings> {
  const elsewhere = placeFault(commitment, witness);
  if (elsewhere !== undefined) return all({ answer: "unknown", reason: elsewhere }, no(elsewhere));
  if (witness.trusted.answer === "no") {
    return all({ answer: "unknown", reason: `nothing counts that is said there: ${witness.trusted.reason}` });
  }
  let anchors: Anchors;
  try {
    anchors = await anchorsOf(commitment, witness);
  } catch (error) {
    if (!(error instanceof Untold)) throw error;
    return all({ answer: "unknown", reason: error.message });
  }
  const anchored = anchoredOf(commitment, anchors.own, witness);
  if (anchored.answer !== "yes") {
    return all({ answer: "unknown", reason: "it is not what was anchored" }, anchored);
  }
  return {
    anchored,
    author: await authorOf(commitment, anchors.own, witness),
    current: currentOf(commitment, anchors.next, witness),
    erased: erasedOf(commitment, anchors.first, witness),
  };
}

const no = (reason: string): Reasoned => ({ answer: "no", reason });
const yes = (reason: string): Reasoned => ({ answer: "yes", reason });
const unknown = (reason: string): Reasoned => ({ answer: "unknown", reason });

const all = (others: Reasoned, anchored = others): ChainFindings => ({
  anchored,
  author: others,
  current: others,
  erased: others,
});

/** Why a commitment is for another place than the witness speaks of. */
function placeFault({ chainId, register }: Commitment, witness: Witness): string | undefined {
  if (chainId !== witness.chainId) {
    return `it is for chain ${String(chainId)}, not for ${String(witness.chainId)}`;
  }
  if (register.toLowerCase() === witness.register.toLowerCase()) return undefined;
  return `it is for register ${register}, not for ${witness.register}`;
}

/** Where the register has the commitment. */
const placeOf = ({ record, version, batch }: Commitment): { record: string; version: number } =>
  batch === undefined ? { record, version } : { record: batch.record, version: FIRST_VERSION };

async function anchorsOf(commitment: Commitment, witness: Witness): Promise<Anchors> {
  const { record, version } = placeOf(commitment);
  const [own, next, first] = await Promise.all([
    witness.anchorOf(record, version),
    witness.anchorOf(record, version + 1),
    witness.anchorOf(record, FIRST_VERSION),
  ]);
  return { own, next, first };
}

function anchoredOf(commitment: Commitment, own: Anchor, { block }: Witness): Reasoned {
  const { record, version } = placeOf(commitment);
  const what =
    commitment.batch === undefined ? `version ${String(version)} of record ${record}` : `batch ${record}`;
  if (!isAnchored(own)) return no(`nothing is anchored as ${what} at block ${String(block.number)}`);
  const isBatch = (own.marks & MARKS.batch) !== 0;
  if (isBatch !== (commitment.batch !== undefined)) {
    return no(isBatch ? `${record} is a batch, not a record` : `${record} is a record, not a batch`);
  }
  if (own.commitment.toLowerCase() !== commitmentHash(commitment)) {
    return no(`${what} was anchored on ${dayOf(own.day)}, with another content, schema or root`);
  }
  if (own.day * 86_400 > block.timestamp) {
    return unknown(
      `its day, ${dayOf(own.day)}, is later than the block's own time, ${dateOf(block.timestamp)}`,
    );
  }
  return yes(`as ${what}, on ${dayOf(own.day)}`);
}

async function authorOf(commitment: Commitment, own: Anchor, witness: Witness): Promise<Reasoned> {
  const { record, version } = placeOf(commitment);
  const author = await witness.authorOf(record, version);
  // The register lets nobody else anchor it; its storage has no room for the officer.
  const known = `on ${dayOf(own.day)}, for organisation ${String(recordOrganisation(record))}`;
  if ("unknown" in author) return unknown(`${known}; ${author.unknown}`);
  const [officer, block] = [String(author.officer), String(author.blockNumber)];
  return yes(
    `${known}; by officer ${officer} in block ${block}, which is taken from the journal and not proven`,
  );
}

function currentOf({ version, batch }: Commitment, next: Anchor, witness: Witness): Reasoned {
  if (batch !== undefined) {
    return unknown(
      "a member of a batch has no versions: a correction is another record, and no chain tells which",
    );
  }
  if (isAnchored(next)) return no(`version ${String(version + 1)} superseded it on ${dayOf(next.day)}`);
  return asOf(yes("there is no later version"), witness);
}

function erasedOf({ batch }: Commitment, first: Anchor, witness: Witness): Reasoned {
  const isErased = (first.marks & MARKS.erased) !== 0;
  if (isErased) return yes(batch === undefined ? "its keys were given up" : "its batch's keys were given up");
  if (batch !== undefined) return unknown("its batch was not; of single members no chain tells");
  return asOf(no("its keys were not given up"), witness);
}

/** What may have changed since: unknown where the witness does not know what is so now. */
const asOf = ({ answer, reason }: Reasoned, { block, stale }: Witness): Reasoned => {
  const when = `as of block ${String(block.number)}, ${dateOf(block.timestamp)}`;
  return stale === undefined
    ? { answer, reason: `${reason}, ${when}` }
    : unknown(`${reason}, ${when}; but ${stale}`);
};
