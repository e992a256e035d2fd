import type { Books } from "../books/model.js";
import { expectNotLater } from "./statement.js";

/** An organisation's cash. Amounts are cents, times UTC seconds. */
export interface CashRow {
  readonly organisation: number;
  readonly code: string;
  /** What may be paid in the period; undefined where there is no ceiling. */
  readonly ceiling: bigint | undefined;
  /** Paid in the period, less what came back. */
  readonly spent: bigint;
  /** What may still be paid now: nothing outside the period. Undefined where there is no ceiling. */
  readonly left: bigint | undefined;
  readonly from: number;
  /** 0 where there is no ceiling. */
  readonly until: number;
}

/**
 * The cash of every organisation at `asOf`, in UTC seconds.
 *
 * @throws FiscInputError if the books hold events after `asOf`.
 */
export function cashByOrganisation(books: Books, asOf: number): CashRow[] {
  expectNotLater(books, asOf);
  return [...books.organisations.values()].map(({ id, code }) => {
    const it = books.ceilings.get(id);
    if (it === undefined || it.until === 0) {
      return { organisation: id, code, ceiling: undefined, spent: 0n, left: undefined, from: 0, until: 0 };
    }
    const { ceiling, spent, from, until } = it;
    const isNow = asOf >= from && asOf < until;
    const left = isNow && ceiling > spent ? ceiling - spent : 0n;
    return { organisation: id, code, ceiling, spent, left, from, until };
  });
}
