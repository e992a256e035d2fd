import type { AccountBook, Books } from "./model.js";

/** Where an appropriation stands in its life. */
export type BooksPhase = "planned" | "open" | "expired" | "cancelled";

/** The phase of an account at `time`, in UTC seconds: that of its root. A date belongs to what it begins. */
export function phaseOf(books: Books, account: AccountBook, time: number): BooksPhase {
  const root = books.accounts.get(account.root) ?? account;
  if (time >= root.cancelsAt) return "cancelled";
  if (time >= root.closesAt) return "expired";
  return time >= root.opensAt ? "open" : "planned";
}
