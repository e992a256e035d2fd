import type { Provider } from "ethers";

import type { Calendar } from "../calendar.js";
import type { Contracts } from "../contracts.js";
import type { AddressBook } from "./addressBook.js";
import { Budget } from "./budget/budget.js";
import { Buildings } from "./buildings/buildings.js";
import { Desk } from "./desk.js";
import { Council } from "./officers/council.js";
import { Officers } from "./officers/officers.js";
import { Payees } from "./payees/payees.js";
import { Payments } from "./payments/payments.js";
import { Records } from "./records/records.js";
import type { Sender } from "./sender.js";

/** What officers do and see, by domain, on one ledger. Made by `connectFisc`. */
export class Fisc {
  /** Organisations, persons, keys, appointments and halts. */
  readonly officers: Officers;
  /** The top administrator: proposals, vetoes and their execution. */
  readonly council: Council;
  /** Appropriations, allotments and obligations. */
  readonly budget: Budget;
  /** Who can be paid, and where. */
  readonly payees: Payees;
  /** Vouchers, schedules, and what they are paid over and under. */
  readonly payments: Payments;
  /** The register of buildings. */
  readonly buildings: Buildings;
  /** What is anchored of documents. */
  readonly records: Records;

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
    this.officers = new Officers(this.desk);
    this.council = new Council(this.desk);
    this.budget = new Budget(this.desk);
    this.payees = new Payees(this.desk);
    this.payments = new Payments(this.desk);
    this.buildings = new Buildings(this.desk);
    this.records = new Records(this.desk);
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
