import type { Books } from "../books/model.js";

/** What was paid out, in cents, since the beginning. */
export interface Outlays {
  /** Every payment, whatever came back of it. */
  paid: bigint;
  /** What came back: failed, returned, refunded. */
  returned: bigint;
  /** Paid less returned. */
  gross: bigint;
  /** Part of `gross`: interest on late payments. */
  interest: bigint;
  /** Paid or owed ahead of acceptance and not liquidated yet. */
  advances: bigint;
}

export interface OutlaysReport {
  /** By account: its own, not its children's. */
  readonly accounts: ReadonlyMap<number, Outlays>;
  /** By the organisation that owns the account by now. */
  readonly organisations: ReadonlyMap<number, Outlays>;
  readonly total: Outlays;
}

const none = (): Outlays => ({ paid: 0n, returned: 0n, gross: 0n, interest: 0n, advances: 0n });

function add(sum: Outlays, { paid, returned, gross, interest, advances }: Outlays): void {
  sum.paid += paid;
  sum.returned += returned;
  sum.gross += gross;
  sum.interest += interest;
  sum.advances += advances;
}

/** What the books' payments come to. A period's are those at its end less those at its start: see `outlaysBetween`. */
export function outlays(books: Books): OutlaysReport {
  const interest = interestByAccount(books);
  const accounts = new Map<number, Outlays>();
  const organisations = new Map<number, Outlays>();
  const total = none();
  for (const { id, owner, flows, obligations } of books.accounts.values()) {
    const { paid, returned } = flows;
    const advances = obligations.reduce((sum, one) => sum + (books.obligations.get(one)?.advanced ?? 0n), 0n);
    const own = { paid, returned, gross: paid - returned, interest: interest.get(id) ?? 0n, advances };
    accounts.set(id, own);
    const organisation = organisations.get(owner) ?? none();
    add(organisation, own);
    organisations.set(owner, organisation);
    add(total, own);
  }
  return { accounts, organisations, total };
}

/** What was paid out between two states of the same books. Advances are those outstanding at the end. */
export function outlaysBetween(opening: Books, closing: Books): Outlays {
  const before = outlays(opening).total;
  const after = outlays(closing).total;
  return {
    paid: after.paid - before.paid,
    returned: after.returned - before.returned,
    gross: after.gross - before.gross,
    interest: after.interest - before.interest,
    advances: after.advances,
  };
}

/** Interest that was paid, less what came back of it. */
function interestByAccount(books: Books): Map<number, bigint> {
  const sums = new Map<number, bigint>();
  for (const { of, document, account, amount, returns } of books.payments) {
    if (of !== "voucher" || books.vouchers.get(document)?.interestOf === undefined) continue;
    const returned = returns.reduce((sum, back) => sum + back.amount, 0n);
    sums.set(account, (sums.get(account) ?? 0n) + amount - returned);
  }
  return sums;
}
