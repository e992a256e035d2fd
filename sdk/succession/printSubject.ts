import { accountOf } from "../ids.js";
import type { AccountBook, Books } from "../books/model.js";

/** An obligation as people write it. */
export const printSubject = (obligation: bigint): string =>
  `obligation ${accountOf(obligation)}/${obligation & 0xffff_ffffn}`;

/** An account's codes from its root down, which stay the same from one ledger to the next. */
export function pathOf(books: Books, account: AccountBook): string {
  const parent = books.accounts.get(account.parent);
  return parent === undefined ? account.code : `${pathOf(books, parent)} ${account.code}`;
}
