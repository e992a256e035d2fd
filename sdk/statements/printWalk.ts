import { type Calendar, civilDate } from "../calendar.js";
import { displayCents } from "../money.js";
import type { Evidence } from "../records/evidence.js";
import { schemaWithHash } from "../records/schema/findSchema.js";
import { type Column, printTable } from "./print.js";
import type { Ground, Stage } from "./walk/ground.js";

interface Row extends Ground {
  readonly stage: Stage;
  readonly isFirst: boolean;
}

/** `BuildingSurveyed` as people read it. */
const wordsOf = (name: string): string => name.replace(/\B[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** A walk as a table: a block a stage, a line an act. Dates are the calendar's. */
export function printWalk(stages: readonly Stage[], calendar: Calendar): string {
  const rows = stages.flatMap((stage) =>
    stage.grounds.map((it, i): Row => ({ ...it, stage, isFirst: i === 0 })),
  );
  const columns: readonly Column<Row>[] = [
    {
      title: "rests on",
      text: ({ stage, isFirst }) => (isFirst ? `${stage.figure} of ${stage.subject}` : ""),
    },
    { title: "date", text: ({ position }) => civilDate(position.timestamp, calendar) },
    { title: "act", text: ({ name }) => wordsOf(name) },
    { title: "amount", text: ({ amount }) => (amount === 0n ? "" : displayCents(amount)), align: "right" },
    { title: "officer", text: ({ officer }) => String(officer), align: "right" },
    { title: "evidence", text: ({ evidence }) => documentOf(evidence) },
    { title: "anchored", text: ({ evidence }) => anchoringOf(evidence, calendar) },
    { title: "now", text: ({ evidence }) => standingOf(evidence, calendar) },
  ];
  return printTable(columns, rows);
}

function documentOf(evidence: Evidence): string {
  if (evidence.kind === "none") return "none";
  if (evidence.kind === "bare") return `${evidence.hash.slice(0, 10)}…, a bare hash`;
  const { record, version, anchor } = evidence;
  const kind = schemaWithHash(anchor.schema)?.name ?? "document";
  const which = record.members === undefined ? `version ${String(version)}` : "one of a batch";
  return `${kind} ${record.id.slice(0, 10)}…, ${which}`;
}

function anchoringOf(evidence: Evidence, calendar: Calendar): string {
  if (evidence.kind !== "record") return "";
  const { anchor, isLater } = evidence;
  const when = `${civilDate(anchor.position.timestamp, calendar)} by ${String(anchor.officer)}`;
  return isLater ? `${when}, AFTER THE ACT` : when;
}

function standingOf(evidence: Evidence, calendar: Calendar): string {
  if (evidence.kind !== "record") return "";
  const { erased, supersededBy, record } = evidence;
  if (erased !== undefined) return `erased ${civilDate(erased.timestamp, calendar)}`;
  if (supersededBy !== undefined) return `superseded by version ${String(supersededBy)}`;
  // Of members no journal tells.
  return record.members === undefined ? "current" : "";
}
