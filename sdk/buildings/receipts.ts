import type { ActRecord, Books } from "../books/model.js";
import { decodeCode } from "./codes.js";

/** Proceeds among the kinds of receipts: `ReceiptKind` in `contracts/types/Act.sol`. */
const PROCEEDS = 1;

/** A receipt of proceeds, or what is taken back of one, whose evidence names a building. */
export interface BuildingReceipt {
  readonly building: string;
  readonly act: ActRecord;
}

/** Receipts of proceeds that name a building, and what was taken back of them, account by account. */
export function buildingReceipts({ accounts, buildings }: Books): BuildingReceipt[] {
  return [...accounts.values()].flatMap(({ acts }) =>
    acts.flatMap((act) => {
      const isReceipt = act.name === "Collected" || act.name === "Uncollected";
      const building = isReceipt && act.counterpart === PROCEEDS ? decodeCode(act.evidence) : "";
      return buildings.has(building) ? [{ building, act }] : [];
    }),
  );
}

/** Cents that each building brought, as they stand in the ledger: collected less taken back. */
export function proceedsOf(books: Books): ReadonlyMap<string, bigint> {
  const proceeds = new Map<string, bigint>();
  for (const { building, act } of buildingReceipts(books)) {
    const change = act.name === "Collected" ? act.amount : -act.amount;
    proceeds.set(building, (proceeds.get(building) ?? 0n) + change);
  }
  return proceeds;
}
