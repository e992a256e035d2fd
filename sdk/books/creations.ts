import type { Position } from "../journal/event.js";
import type { Handlers } from "./handlers.js";
import type { Books } from "./model.js";
import { violation } from "./rules.js";

/** Checks that a contract works with the registry whose officers act in the ledger, as far as that is known. */
function expectRegistry(books: Books, position: Position, what: string, registry: string): void {
  const known = books.identity?.registry ?? registry;
  if (registry !== known) {
    throw violation(
      position,
      what,
      "all contracts have one registry",
      `${registry}, the ledger's is ${known}`,
    );
  }
}

const created =
  (what: string) =>
  (
    books: Books,
    { args, position }: { readonly args: { readonly registry: string }; readonly position: Position },
  ): void => {
    expectRegistry(books, position, what, args.registry);
  };

/** What contracts say as they are made. A new version of one may take the place of another; its state does not. */
export const creationHandlers: Handlers<
  | "CashCeilingsCreated"
  | "InterestRatesCreated"
  | "TokenRailCreated"
  | "AttestedRailCreated"
  | "VouchersCreated"
  | "SchedulesCreated"
  | "RecordRegistryCreated"
> = {
  CashCeilingsCreated: created("cash ceilings"),
  InterestRatesCreated: created("interest rates"),
  TokenRailCreated: created("token rail"),
  AttestedRailCreated: created("attested rail"),
  VouchersCreated: created("vouchers"),
  SchedulesCreated: created("schedules"),
  RecordRegistryCreated: created("record register"),
};
