import type { BlockTag } from "ethers";

import type { Books } from "../books/model.js";
import { mapBounded } from "../concurrency.js";
import type { Contracts } from "../contracts.js";
import { buildingChecks, type BuildingContext, codeChecks, orderChecks } from "./buildingChecks.js";
import { cashChecks, payeeChecks, railChecks, rateChecks } from "./disbursementChecks.js";
import { accountChecks, obligationChecks, statusChecks } from "./ledgerChecks.js";
import { recordChecks } from "./recordChecks.js";
import { countChecks, haltChecks, keyChecks, officerChecks, organisationChecks } from "./registryChecks.js";
import { scheduleChecks } from "./scheduleChecks.js";
import { voucherChecks } from "./voucherChecks.js";

/** A field in which books and storage are not the same. */
export interface Difference {
  /** The field, as in "accounts[12].totals.available". */
  readonly path: string;
  readonly books: string;
  readonly storage: string;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** How many fields were compared. */
  readonly compared: number;
}

/** The contracts by which money leaves. */
export type DisbursementContracts = Pick<
  Contracts,
  "payees" | "cash" | "rates" | "tokenRail" | "attestedRail" | "vouchers" | "schedules"
>;

export interface CompareOptions {
  readonly books: Books;
  readonly registry: Contracts["registry"];
  readonly ledger: Contracts["ledger"];
  readonly veto?: Contracts["veto"];
  readonly disbursement?: DisbursementContracts;
  readonly buildings?: Contracts["buildings"];
  readonly records?: Contracts["records"];
  /** The block whose storage is read: that of the books' last event, when left out. */
  readonly blockTag?: BlockTag;
  /** Calls under way at a time. */
  readonly concurrency?: number;
  /**
   * Up to how many pairs of officers and organisations, of officers and obligations, or of buildings and organisations,
   * every pair is asked for. Beyond it, those that appear in the journal.
   */
  readonly allPairsUpTo?: number;
  /** Told after each stored thing how many of all were looked at. */
  readonly onChecked?: (checked: number, all: number) => void;
}

/** What every check needs. */
export interface BooksContext {
  readonly books: Books;
  readonly overrides: { readonly blockTag: BlockTag };
}

/** What checks of the registry and the ledger need. */
export interface CheckContext extends BooksContext {
  readonly registry: Contracts["registry"];
  readonly ledger: Contracts["ledger"];
  readonly allPairsUpTo: number;
}

/** What checks of the disbursement need. */
export interface DisbursementContext extends BooksContext, DisbursementContracts {}

/** A field as books and storage have it. */
export type Field = readonly [path: string, books: unknown, storage: unknown];

/** Reads one stored thing through a view, and pairs its fields with the books'. */
export type Check = () => Promise<Field[]>;

/**
 * Compares the books with the storage of the contracts, field by field: every stored thing that a view shows, but for
 * the fingerprints of last acts, which only tell a retry from a stale view.
 *
 * That both agree is the proof that the journal is complete: nothing is knowable only from storage.
 */
export async function compareBooksWithStorage(options: CompareOptions): Promise<Comparison> {
  const { books, registry, ledger, veto, disbursement, buildings, records } = options;
  const { concurrency = 32, allPairsUpTo = 20_000 } = options;
  const blockTag = options.blockTag ?? books.position?.blockNumber ?? "latest";
  const overrides = { blockTag };
  const context: CheckContext = { books, registry, ledger, overrides, allPairsUpTo };
  const checks: Check[] = [
    ...countChecks(context),
    ...organisationChecks(context),
    ...officerChecks(context),
    ...keyChecks(context),
    ...haltChecks(context),
    ...statusChecks(context),
    ...accountChecks(context),
    ...obligationChecks(context),
  ];
  if (veto !== undefined) {
    checks.push(async () => [
      [
        "replacementWindowOpened",
        books.replacementWindowOpened,
        await veto.replacementWindowOpened(overrides),
      ],
    ]);
  }
  if (disbursement !== undefined) {
    const paying: DisbursementContext = { ...disbursement, books, overrides };
    checks.push(
      ...payeeChecks(paying),
      ...cashChecks(paying),
      ...rateChecks(paying),
      ...railChecks(paying),
      ...voucherChecks(paying),
      ...scheduleChecks(paying),
    );
  }
  if (buildings !== undefined) {
    const held: BuildingContext = { books, buildings, overrides, allPairsUpTo };
    checks.push(...codeChecks(held), ...buildingChecks(held), ...orderChecks(held));
  }
  if (records !== undefined) checks.push(...recordChecks({ books, records, overrides }));

  let [compared, checked] = [0, 0];
  const differences = await mapBounded(checks, concurrency, async (check) => {
    const fields = await check();
    compared += fields.length;
    checked += 1;
    options.onChecked?.(checked, checks.length);
    return differencesIn(fields);
  });
  return { differences: differences.flat(), compared };
}

const differencesIn = (fields: readonly Field[]): Difference[] =>
  fields
    .map(([path, inBooks, stored]) => ({ path, books: textOf(inBooks), storage: textOf(stored) }))
    .filter(({ books, storage }) => books !== storage);

/** One text for each value: numbers and bigints alike, addresses whatever their case. */
function textOf(value: unknown): string {
  const text = String(value);
  return text.startsWith("0x") ? text.toLowerCase() : text;
}
