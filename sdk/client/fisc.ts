import type { Provider } from "ethers";

import type { Calendar } from "../calendar.js";
import type { Contracts } from "../contracts.js";
import type { AddressBook } from "./addressBook.js";
import { Budget } from "./budget/budget.js";
import { Desk } from "./desk.js";
import type { Sender } from "./sender.js";

/** What officers do and see, by domain, on one ledger. Made by `connectFisc`. */
export class Fisc {
  /** Appropriations, allotments and obligations. */
  readonly budget: Budget;

  /** The contracts themselves, for reading what has no method here. */
  readonly contracts: Contracts;

  private readonly desk: Desk;

  /** @param sender Who writes; without one, Fisc reads only. */
  constructor(
    readonly book: AddressBook,
    readonly provider: Provider,
    readonly calendar: Calendar,
    sender?: Sender,
  ) {
    this.desk = new Desk(book, provider, calendar, sender);
    this.contracts = this.desk.contracts;
    this.budget = new Budget(this.desk);
  }

  /** The address of the key that writes; undefined where nobody does. */
  get from(): string | undefined {
    return this.desk.sender?.from;
  }

  /** The same ledger, written by another key. */
  as(sender: Sender): Fisc {
    return new Fisc(this.book, this.provider, this.calendar, sender);
  }
}
