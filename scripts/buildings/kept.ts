import type { DescriptionLine } from "../../sdk/buildings/description.js";
import type { Kept } from "./steps.js";

/** What stays as the register has it, said column by column; nothing where nothing stays. */
export function keptSince(
  columns: readonly string[],
  register: DescriptionLine,
  rows: readonly DescriptionLine[],
): { readonly kept?: Kept } {
  if (columns.length === 0) return {};
  const stays = columns.map((column) => {
    const says = new Set(rows.map((row) => row[column] ?? ""));
    return `${column} stays "${register[column] ?? ""}" where the file says "${[...says].join('", "')}"`;
  });
  return { kept: { columns, why: `an officer decided since: ${stays.join(", ")}` } };
}
