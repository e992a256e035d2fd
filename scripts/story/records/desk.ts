import { type Grant, openGrant } from "../../../sdk/records/access/grant.js";
import { type Opened, open } from "../../../sdk/records/seal/open.js";
import { readBlob } from "../../../sdk/records/store/readBlob.js";
import { onlineWitness } from "../../../sdk/records/verdict/onlineWitness.js";
import { conclusionOf, findingsAgainst, type Verdict } from "../../../sdk/records/verdict/verdict.js";
import { type Subject, verify } from "../../../sdk/records/verdict/verify.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { chainTime } from "../../support/network.js";
import { need } from "../need.js";
import type { Stage } from "../stage.js";
import type { Told } from "../told.js";
import type { StoryRecord, StoryVersion } from "./archive.js";
import type { SampleRecordStep } from "./sample.js";

/** A step as it is told. */
export function tell(line: SampleRecordStep, what: string, more: Partial<Told> = {}): Told {
  const { time, record, officer, note } = line;
  return { time, what, subject: record, by: [{ officer, time }], note, ...more };
}

/** The record that a step is about, and its latest version. */
export function latestOf(
  { archive }: Stage,
  { record: name, place }: SampleRecordStep,
): { record: StoryRecord; latest: StoryVersion } {
  const record = need(archive.records, name, place);
  const latest = record.versions.at(-1);
  if (latest === undefined) throw new FiscInputError(place, `"${name}" has no version`, "anchor it first");
  return { record, latest };
}

/** What a reader reads of a version: the first of its grants that opens for them, then the content. */
export async function readVersion(
  { archive }: Stage,
  { content, grants }: StoryVersion,
  reader: string,
): Promise<{ grant: Grant; opened: Opened }> {
  const identity = await archive.identityOf(reader);
  let refusal: unknown;
  for (const { grant: address } of grants) {
    try {
      const grant = await openGrant(await readBlob(archive.store, address), { identity });
      return { grant, opened: await open(await readBlob(archive.store, content), grant.identity) };
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal;
}

/** Asks the chain that begins with the block that everyone knows what it says of something. */
export async function verdictOn({ connection, cast }: Stage, subject: Subject): Promise<Verdict> {
  const { provider } = connection.ethers;
  const genesis = await provider.getBlock(0);
  if (typeof genesis?.hash !== "string") throw new Error("the chain has no beginning");
  const { chainId } = await provider.getNetwork();
  const trust = {
    chainId: Number(chainId),
    register: await cast.fisc.records.getAddress(),
    now: await chainTime(connection),
    blockHash: genesis.hash,
  };
  return verify(subject, await onlineWitness(provider, trust));
}

/** A verdict in a line: what it comes to, and what speaks against the record. */
export function brief(verdict: Verdict): { conclusion: string; why: string } {
  const reasons = findingsAgainst(verdict).map(
    ({ question, answer, reason }) => `${question}: ${answer}, ${shortened(reason)}`,
  );
  return { conclusion: conclusionOf(verdict), why: reasons.join("; ") };
}

/** A text with its hashes cut to what tells them apart. */
export const shortened = (text: string): string =>
  text.replace(/\b(0x)?[\da-f]{64}\b/g, (hash) => `${hash.slice(0, 10)}…`);
