import type { BlobStore } from "../store/blobStore.js";
import { chainFindings, type ChainFindings } from "./chainFindings.js";
import { blobFaults, remains } from "./exportedBlobs.js";
import { type ExportedRecord, exportedRecords } from "./exportedRecords.js";
import type { RecordExport } from "./recordExport.js";
import type { Answer, Finding, Question, Verdict } from "./verdict.js";
import type { Reasoned, Witness } from "./witness.js";

/** As many things as a reason names. */
const NAMED = 5;

/** What was found of a whole export, question by question. */
type Collected = Record<Exclude<Question, "trusted">, { against: string[]; unknown: string[] }>;

/**
 * Verifies a whole export: each blob against its address, each disclosure against its version, each version against the
 * register, and that the register has none that the export lacks, of the records that it names.
 */
export async function verifyExport(
  exported: RecordExport,
  store: BlobStore,
  witness: Witness,
): Promise<Verdict> {
  const { records, faults } = exportedRecords(exported);
  const holdings = new Map(exported.holdings.map((it) => [it.record.toLowerCase(), it]));
  const found: Collected = {
    intact: { against: [...faults], unknown: [] },
    anchored: { against: [], unknown: [] },
    author: { against: [], unknown: [] },
    current: { against: [], unknown: [] },
    erased: { against: [], unknown: [] },
  };
  for (const id of holdings.keys()) {
    if (!records.has(id)) found.intact.against.push(`${id} is held, and no event anchors it`);
  }
  for (const record of records.values()) {
    const holding = holdings.get(record.record);
    if (record.isErased) {
      const left = await remains(record, holding, store);
      found.erased.against.push(...left.map((it) => `${record.record} was, and blob ${it} is still there`));
    } else {
      found.intact.against.push(...(await blobFaults(record, holding, store)));
    }
    await askChain(record, witness, found);
  }
  return {
    subject: `an export of ${String(records.size)} records and batches`,
    findings: findingsOf(records, found, witness),
  };
}

async function askChain(record: ExportedRecord, witness: Witness, found: Collected): Promise<void> {
  for (const [i, { commitment, officer }] of record.versions.entries()) {
    const chain = await chainFindings(commitment, witness);
    const name = `${record.record}, version ${String(i + 1)}`;
    note(found.anchored, chain.anchored, "no", name);
    if (chain.anchored.answer !== "yes") continue;
    const author = await witness.authorOf(record.record, i + 1);
    if ("unknown" in author) found.author.unknown.push(author.unknown);
    else if (author.officer !== officer) {
      const [said, true_] = [String(officer), String(author.officer)];
      found.author.against.push(`${name}: officer ${true_} anchored it, and the export says ${said}`);
    }
    // Of the earlier ones it is known that they are not.
    if (i === record.versions.length - 1) askLatest(record, chain, name, found);
  }
}

function askLatest(record: ExportedRecord, chain: ChainFindings, name: string, found: Collected): void {
  if (!record.isBatch) note(found.current, chain.current, "no", name);
  const isErased = chain.erased.answer === "yes";
  if (record.isErased && chain.erased.answer === "no") {
    found.erased.against.push(`${name}: the export says that it was, and the chain that it was not`);
  } else if (!record.isErased && isErased) {
    found.erased.against.push(`${name}: ${chain.erased.reason}, and the export does not say so`);
  } else if (!record.isBatch && chain.erased.answer === "unknown") {
    found.erased.unknown.push(`${name}: ${chain.erased.reason}`);
  }
}

function note(
  into: { against: string[]; unknown: string[] },
  { answer, reason }: Reasoned,
  against: Answer,
  name: string,
): void {
  if (answer === against) into.against.push(`${name}: ${reason}`);
  else if (answer === "unknown") into.unknown.push(`${name}: ${reason}`);
}

function findingsOf(
  records: ReadonlyMap<string, ExportedRecord>,
  found: Collected,
  witness: Witness,
): Finding[] {
  const erased = [...records.values()].filter((it) => it.isErased).length;
  const good: Record<keyof Collected, string> = {
    intact: "every blob is the one that its address says, and no version is missing",
    anchored: "every version and batch is",
    author: "officers are those of the node's journal, which is taken at its word",
    current: "the register has no later version of any of its records",
    erased: `of what it has no record was; ${String(erased)} of its records were, and it says so`,
  };
  const findings = (Object.keys(good) as (keyof Collected)[]).map((question): Finding => {
    // The one question to which yes is bad news.
    const [well, badly]: [Answer, Answer] = question === "erased" ? ["no", "yes"] : ["yes", "no"];
    const { against, unknown } = found[question];
    if (against.length > 0) return { question, answer: badly, reason: named(against) };
    if (unknown.length > 0) return { question, answer: "unknown", reason: named([...new Set(unknown)]) };
    return { question, answer: well, reason: good[question] };
  });
  return [...findings, { question: "trusted", ...witness.trusted }];
}

function named(reasons: readonly string[]): string {
  const more = reasons.length - NAMED;
  return reasons.slice(0, NAMED).join("; ") + (more > 0 ? `; and ${String(more)} more` : "");
}
