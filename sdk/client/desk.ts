import type { Provider } from "ethers";

import type { Calendar } from "../calendar.js";
import { CONTRACT_NAMES, type ContractName, type Contracts, contractsAt } from "../contracts.js";
import { FiscInputError } from "../errors.js";
import type { JournalEventName } from "../journal/event.js";
import { type AddressBook, addressesIn } from "./addressBook.js";
import { Refs } from "./refs.js";
import type { Sender } from "./sender.js";
import { type ArgsOf, makeWrite, type Write, type WriteSpec } from "./write.js";

/** What every domain works with: one ledger, read through a provider, and whoever writes. */
export class Desk {
  readonly contracts: Contracts;
  readonly addresses: Readonly<Record<ContractName, string>>;
  readonly refs: Refs;
  /** Of the contracts that write the journal. */
  readonly journalAddresses: ReadonlySet<string>;

  constructor(
    readonly book: AddressBook,
    readonly provider: Provider,
    /** The ledger's own. */
    readonly calendar: Calendar,
    readonly sender: Sender | undefined,
  ) {
    this.addresses = addressesIn(book);
    this.contracts = contractsAt(this.addresses, provider);
    this.refs = new Refs(this.contracts);
    // The timelock's own events are none of the journal's.
    this.journalAddresses = new Set(
      CONTRACT_NAMES.filter((name) => name !== "timelock").map((name) => this.addresses[name]),
    );
  }

  /** @throws FiscInputError where there is nobody to write. */
  requireSender(): Sender {
    if (this.sender !== undefined) return this.sender;
    throw new FiscInputError("fisc", "it was connected to read only", "connect it with a signer or a sender");
  }
}

/** A part of the client: what officers of one domain do and see. */
export abstract class Domain {
  constructor(protected readonly desk: Desk) {}

  /** A write by a contract's function; how, is said in a second call, so that its arguments' types are known by then. */
  protected write<K extends ContractName, M extends keyof Contracts[K] & string>(contract: K, method: M) {
    return <Input, N extends JournalEventName, Made extends object = object>(
      spec: WriteSpec<ArgsOf<K, M>, Input, N, Made>,
    ): Write<Input, N, Made> => makeWrite(this.desk, contract, method, spec);
  }
}
