import type { Books } from "../../../sdk/books/model.js";
import { evidenceIn } from "../../../sdk/books/evidence.js";
import { schemaWithHash } from "../../../sdk/records/schema/findSchema.js";
import type { Commitment } from "../../../sdk/records/commitment.js";
import { type EvidenceRecord, recordsByEvidence } from "../../../sdk/records/evidence.js";
import { displayCents } from "../../../sdk/money.js";
import { printTable } from "../../../sdk/statements/print.js";
import type { RegisterRow } from "../../../sdk/statements/register.js";
import { shortened } from "./desk.js";

interface Row extends EvidenceRecord {
  /** Numbers in the register. */
  readonly entries: readonly number[];
  /** Cents accepted. */
  readonly amount: bigint;
}

/** From entries of a payment register to the records that what they paid for was accepted on. */
export function printEvidence(
  books: Books,
  register: readonly RegisterRow[],
  anchoredIn: Pick<Commitment, "chainId" | "register">,
): string {
  const known = recordsByEvidence(books.records.values(), anchoredIn);
  const rows = evidenceIn(books).flatMap(({ obligation, amount, evidence }): Row[] => {
    const found = known.get(evidence);
    const entries = register.filter((it) => it.obligation === obligation).map(({ number }) => number);
    return found === undefined || entries.length === 0 ? [] : [{ ...found, entries, amount }];
  });
  return printTable<Row>(
    [
      { title: "entries", text: ({ entries }) => entries.join(", ") },
      { title: "accepted", text: ({ amount }) => displayCents(amount), align: "right" },
      { title: "on record", text: ({ record }) => shortened(record.id) },
      { title: "version", text: ({ version }) => String(version), align: "right" },
      { title: "kind", text: kindOf },
      { title: "now", text: standingOf },
      { title: "shown to the public", text: ({ record }) => record.disclosures.map(addressOf).join(", ") },
    ],
    rows,
  );
}

const addressOf = ({ disclosure }: { readonly disclosure: string }): string => shortened(disclosure);

const kindOf = ({ record, version }: EvidenceRecord): string =>
  schemaWithHash(record.versions[version - 1]?.schema ?? "")?.name ?? "unknown";

function standingOf({ record, version }: EvidenceRecord): string {
  if (record.erasure !== undefined) return "erased";
  const last = record.versions.length;
  return version === last ? "current" : `superseded by version ${String(last)}`;
}
