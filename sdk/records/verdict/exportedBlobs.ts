import { FiscInputError } from "../../errors.js";
import type { Holding } from "../access/holding.js";
import { disclosureFault } from "../seal/checkDisclosure.js";
import { readDisclosure } from "../seal/disclosureFile.js";
import type { BlobStore } from "../store/blobStore.js";
import { readBlob } from "../store/readBlob.js";
import type { ExportedRecord } from "./exportedRecords.js";

/** What is wrong with the blobs of one record that was not erased. */
export async function blobFaults(
  record: ExportedRecord,
  holding: Holding | undefined,
  store: BlobStore,
): Promise<string[]> {
  // What was withdrawn may be gone.
  const addresses = new Set(record.grants.flatMap((it) => (it.isWithdrawn ? [] : [it.address])));
  const faults: string[] = [];
  for (const { commitment } of record.isBatch ? [] : record.versions) {
    const held = holding?.versions.find(({ version }) => version === commitment.version);
    if (held === undefined) {
      faults.push(`version ${String(commitment.version)} of ${record.record} is not in the export`);
      continue;
    }
    for (const address of [held.content, ...held.attachments]) addresses.add(address);
  }
  for (const address of addresses) faults.push(...(await faultOf(() => readAll(store, address))));
  for (const { version, address } of record.disclosures) {
    faults.push(...(await faultOf(() => checkDisclosure(record, version, address, store))));
  }
  return faults;
}

/** Addresses of what a store still has of a record that was erased. */
export async function remains(
  record: ExportedRecord,
  holding: Holding | undefined,
  store: BlobStore,
): Promise<string[]> {
  const held = holding?.versions ?? [];
  const addresses = new Set([
    ...record.grants.map(({ address }) => address),
    ...held.flatMap(({ content, attachments, grants }) => [
      content,
      ...attachments,
      ...grants.map(({ grant }) => grant),
    ]),
  ]);
  const left: string[] = [];
  for (const address of addresses) if (await store.has(address)) left.push(address);
  return left;
}

async function faultOf(work: () => Promise<void>): Promise<string[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (!(error instanceof FiscInputError)) throw error;
    return [`${error.place}: ${error.problem}`];
  }
}

/** Reads a blob to its end, where it is found out whether it is the one. */
async function readAll(store: BlobStore, address: string): Promise<void> {
  for await (const _ of store.get(address));
}

async function checkDisclosure(
  { record, versions }: ExportedRecord,
  version: number,
  address: string,
  store: BlobStore,
): Promise<void> {
  const place = `disclosure ${address}`;
  const disclosure = readDisclosure(await readBlob(store, address), place);
  const { commitment } = disclosure;
  const own = versions[version - 1]?.commitment;
  const isOwn =
    own !== undefined &&
    commitment.record.toLowerCase() === record &&
    commitment.version === own.version &&
    commitment.root === own.root &&
    commitment.schema === own.schema;
  const fault = isOwn ? disclosureFault(disclosure) : `it is not of version ${String(version)} of ${record}`;
  if (fault !== undefined) throw new FiscInputError(place, fault, "disclose the fields anew");
}
