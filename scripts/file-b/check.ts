import type { NetworkConnection } from "hardhat/types/network";

import { compareBooksWithStorage } from "../../sdk/audit/compare.js";
import { findBrokenInvariants } from "../../sdk/audit/invariants.js";
import type { Books } from "../../sdk/books/model.js";
import { obligationId } from "../../sdk/ids.js";
import { readBooks } from "../../sdk/journal/readBooks.js";
import { formatCents } from "../../sdk/money.js";
import type { Office } from "./desks.js";
import type { ReplayedRow } from "./replay.js";
import type { FileBRow } from "./row.js";

export interface Checked {
  /** One line for each figure that is not what the file, the books or an invariant say. */
  readonly mismatches: readonly string[];
  /** How many fields of storage were compared with the books. */
  readonly fieldsCompared: number;
  /** How many events the books were rebuilt from. */
  readonly events: number;
}

/** An obligation's amounts, as storage and books both give them; cents. */
interface Amounts {
  readonly obligated: bigint;
  readonly accepted: bigint;
  readonly advanced: bigint;
  readonly paid: bigint;
}

/** Compares each replayed row with storage and with the books, and the books with all of storage. */
export async function check(
  connection: NetworkConnection,
  { fisc }: Office,
  replayed: readonly ReplayedRow[],
): Promise<Checked> {
  const { ledger, registry, veto } = fisc;
  const addresses = await Promise.all([registry, veto, ledger].map((contract) => contract.getAddress()));
  const { books } = await readBooks({ provider: connection.ethers.provider, addresses, from: 0 });
  const mismatches: string[] = [];
  for (const { row, obligation } of replayed) {
    if (obligation === undefined) continue;
    const { commitment, claims } = await ledger.obligation(obligation);
    const stored: Amounts = {
      obligated: commitment.obligated,
      accepted: commitment.owed - claims.advanced,
      advanced: claims.advanced,
      paid: claims.paid,
    };
    mismatches.push(
      ...differences(row, "storage", stored),
      ...differences(row, "books", books.obligations.get(obligation)),
    );
  }
  mismatches.push(...(await strays(ledger, books, replayed)));
  const { differences: unlike, compared } = await compareBooksWithStorage({ books, registry, ledger, veto });
  mismatches.push(...unlike.map((it) => `${it.path}: books ${it.books}, storage ${it.storage}`));
  mismatches.push(...findBrokenInvariants(books).map((finding) => JSON.stringify(finding)));
  return { mismatches, fieldsCompared: compared, events: books.events };
}

/**
 * Obligations that no row made, on accounts with rows of zeros: neither storage nor the books may hold anything for
 * such a row.
 */
async function strays(
  ledger: Office["fisc"]["ledger"],
  books: Books,
  replayed: readonly ReplayedRow[],
): Promise<string[]> {
  const made = new Set(replayed.map(({ obligation }) => obligation));
  const idle = replayed.filter(({ obligation }) => obligation === undefined);
  const found: string[] = [];
  for (const [account, line] of new Map(idle.map(({ account: it, row }) => [it, row.line]))) {
    const { sequence } = (await ledger.account(account)).totals;
    for (let at = 1; at < sequence; ++at) {
      const id = obligationId(account, at);
      if (made.has(id)) continue;
      const { commitment } = await ledger.obligation(id);
      if (commitment.payee !== 0n) found.push(`line ${String(line)}, storage: there is an obligation`);
      if (books.obligations.has(id)) found.push(`line ${String(line)}, books: there is an obligation`);
    }
  }
  return found;
}

function differences(row: FileBRow, where: string, amounts: Amounts | undefined): string[] {
  const place = `line ${String(row.line)}, ${where}`;
  if (amounts === undefined) return [`${place}: there is no obligation`];
  const { obligated, accepted, advanced, paid } = amounts;
  const { closing } = row;
  const figures = {
    obligationsIncurred: [row.obligationsIncurred, obligated],
    undeliveredOrders: [closing.undelivered, obligated - accepted - advanced],
    deliveredOrdersUnpaid: [closing.delivered, accepted + advanced - paid],
    advances: [closing.advanced, advanced],
    grossOutlays: [closing.paid + closing.advanced, paid],
  } as const;
  return Object.entries(figures)
    .filter(([, [inFile, found]]) => inFile !== found)
    .map(
      ([name, [inFile, found]]) =>
        `${place}: ${name} ${formatCents(found)}, in the file ${formatCents(inFile)}`,
    );
}
