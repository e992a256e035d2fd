import { type Commitment, FIRST_VERSION, NO_VERSION } from "../commitment.js";
import { hashToAddress } from "../store/address.js";
import type { RecordEvent, RecordExport } from "./recordExport.js";

/** What an export's events say of one record or batch. */
export interface ExportedRecord {
  readonly record: string;
  readonly isBatch: boolean;
  /** In order; the first one is version 1. */
  readonly versions: ExportedVersion[];
  /** All that there ever were: to one reader there can be one for each version. */
  readonly grants: ExportedGrant[];
  readonly disclosures: { readonly version: number; readonly address: string }[];
  isErased: boolean;
}

export interface ExportedGrant {
  readonly reader: string;
  readonly address: string;
  isWithdrawn: boolean;
}

export interface ExportedVersion {
  readonly commitment: Commitment;
  readonly officer: number;
}

/** Records by what the events say, and what among these can't be. */
export interface ExportedRecords {
  readonly records: ReadonlyMap<string, ExportedRecord>;
  readonly faults: readonly string[];
}

/** Puts an export's events together. A version that is missed shows here, one that was left out at the end on chain. */
export function exportedRecords({ chainId, register, events }: RecordExport): ExportedRecords {
  const records = new Map<string, ExportedRecord>();
  const faults: string[] = [];
  for (const event of events) {
    const id = subjectOf(event);
    if (id === undefined) continue;
    const record = records.get(id);
    if (event.name === "RecordAnchored" || event.name === "BatchAnchored") {
      if (record !== undefined) faults.push(`${id} is anchored twice`);
      else records.set(id, first({ chainId, register }, id, event));
    } else if (record === undefined) {
      faults.push(`${event.name} of ${id}, which no event anchors`);
    } else {
      const fault = change({ chainId, register }, record, event);
      if (fault !== undefined) faults.push(fault);
    }
  }
  return { records, faults };
}

type Place = Pick<RecordExport, "chainId" | "register">;

function subjectOf({ args }: RecordEvent): string | undefined {
  const id = "record" in args ? args.record : "batch" in args ? args.batch : undefined;
  return id?.toLowerCase();
}

function first(
  place: Place,
  record: string,
  { name, args }: Extract<RecordEvent, { name: "RecordAnchored" | "BatchAnchored" }>,
): ExportedRecord {
  const { officer, schema, root } = args;
  const isBatch = name === "BatchAnchored";
  const commitment: Commitment = isBatch
    ? { ...place, schema, record, version: NO_VERSION, root, batch: { record, root, proof: [] } }
    : { ...place, schema, record, version: FIRST_VERSION, root };
  return {
    record,
    isBatch,
    versions: [{ commitment, officer }],
    grants: [],
    disclosures: [],
    isErased: false,
  };
}

/** Applies an event to its record; says what about it can't be. */
function change(place: Place, record: ExportedRecord, event: RecordEvent): string | undefined {
  if (record.isErased) return `${event.name} of ${record.record}, which was erased before`;
  switch (event.name) {
    case "RecordSuperseded": {
      const { officer, schema, version, root } = event.args;
      if (record.isBatch || version !== record.versions.length + 1) {
        return `version ${String(version)} of ${record.record} follows ${String(record.versions.length)}`;
      }
      const commitment = { ...place, schema, record: record.record, version, root };
      record.versions.push({ commitment, officer });
      return undefined;
    }
    case "RecordGranted":
      record.grants.push({
        reader: event.args.reader,
        address: hashToAddress(event.args.grant),
        isWithdrawn: false,
      });
      return undefined;
    case "GrantWithdrawn":
      for (const grant of record.grants) if (grant.reader === event.args.reader) grant.isWithdrawn = true;
      return undefined;
    case "RecordDisclosed":
      record.disclosures.push({
        version: event.args.version,
        address: hashToAddress(event.args.disclosure),
      });
      return undefined;
    case "RecordErased":
      record.isErased = true;
      return undefined;
    case "RecordAnchored":
    case "BatchAnchored":
    case "RecordHeld":
    case "RecordReleased":
    case "RecordRegistryCreated":
    case "RetentionSet":
      return undefined;
  }
}
