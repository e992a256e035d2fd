import { apply } from "../../../sdk/books/apply.js";
import { emptyBooks } from "../../../sdk/books/emptyBooks.js";
import type { AccountBook, Books, ObligationBook } from "../../../sdk/books/model.js";
import { encodeClassification } from "../../../sdk/classification.js";
import { obligationId } from "../../../sdk/ids.js";
import type { JournalEvent, JournalEventArgs, JournalEventName } from "../../../sdk/journal/event.js";
import { CLAIM_EVENTS } from "../../../sdk/journal/schema.js";
import { MAX_CENTS } from "../../../sdk/money.js";
import { type Office, officesMask } from "../../../sdk/offices.js";

export const NONE = `0x${"0".repeat(64)}`;
/** A voucher or schedule. */
export const DOCUMENT = `0x${"d0".repeat(32)}`;
export const EVIDENCE = `0x${"e5".repeat(32)}`;
export const DIRECT = encodeClassification({
  objectClass: "252",
  programActivity: "0001",
  fundingSource: "D",
});
export const REIMBURSABLE = encodeClassification({ objectClass: "310", fundingSource: "R" });

/** When the journals of these tests begin, in UTC seconds. */
export const START = 1_000_000;
export const DAY = 86_400;
/** The founding top administrator. */
export const TOP = "0xTop";
/** Whoever deployed the registry: nobody, afterwards. */
export const DEPLOYER = "0xDeployer";

const hex = (value: number): string => `0x${value.toString(16).padStart(64, "0")}`;

/** Events made by hand, in order, and the books that they make. */
export class Journal {
  readonly events: JournalEvent[] = [];
  readonly books: Books = emptyBooks();
  time = START;
  /** The transaction of all events to come; one of its own for each, when undefined. */
  transaction: string | undefined;
  #block = 0;

  /**
   * An event as it would come next, in a block of its own one second later, or as a further line of the last one's log;
   * the books do not see it.
   */
  next<N extends JournalEventName>(name: N, args: JournalEventArgs<N>, line = 0): JournalEvent {
    const later = line === 0 ? 1 : 0;
    const blockNumber = this.#block + later;
    const timestamp = this.time + later;
    const position = {
      blockNumber,
      blockHash: hex(blockNumber),
      transactionHash: this.transaction ?? hex(blockNumber),
      logIndex: 0,
      line,
      timestamp,
    };
    return { name, args, position } as unknown as JournalEvent;
  }

  /** Takes the next event into the books. */
  emit<N extends JournalEventName>(name: N, args: JournalEventArgs<N>, line = 0): JournalEvent {
    const event = this.next(name, args, line);
    apply(this.books, event);
    this.events.push(event);
    this.#block = event.position.blockNumber;
    this.time = event.position.timestamp;
    return event;
  }

  account(id: number): AccountBook {
    return this.books.accounts.get(id)!;
  }

  obligation(id: bigint): ObligationBook {
    return this.books.obligations.get(id)!;
  }
}

/** Officers of the journals here, each with one office wherever they hold one, but for the law's. */
export const OFFICERS = {
  registrar: 1,
  inspector: 2,
  administrator: 3,
  /** At the treasury a budget officer too, as transfers between roots take. */
  appropriating: 4,
  budget: 5,
  contracting: 6,
  receiving: 7,
  certifying: 8,
  /** A contract, of the treasury alone. */
  paying: 9,
  collecting: 10,
  /** A second contracting officer. */
  contracting2: 11,
} as const;

/** The agency below the treasury that owns the accounts. */
export const AGENCY = 2;
export const OTHER_AGENCY = 3;

export const keyOf = (officer: number): string => `0xKey${officer}`;

export function enrol(
  journal: Journal,
  officer: number,
  isContract = false,
  by = keyOf(OFFICERS.registrar),
): void {
  journal.emit("OfficerEnrolled", { officer, by, isContract, file: NONE });
  journal.emit("KeyAdded", { officer, key: keyOf(officer), by, from: journal.time + 1 });
}

/** Has an officer propose a further key, and a registrar add it. */
export function addKey(journal: Journal, officer: number, key: string): void {
  journal.emit("KeyProposed", { officer, key });
  journal.emit("KeyAdded", { officer, key, by: keyOf(OFFICERS.registrar), from: journal.time + 101 });
}

export function appoint(
  journal: Journal,
  officer: number,
  organisation: number,
  office: Office | readonly Office[],
  limit = MAX_CENTS,
  by = keyOf(OFFICERS.administrator),
): void {
  const from = journal.time + 1;
  journal.emit("OfficerAppointed", {
    officer,
    organisation,
    by,
    offices: officesMask(...[office].flat()),
    from,
    until: 2 ** 40 - 1,
    limit,
  });
}

/** Enrols a further officer, with an office or several in one organisation. */
export function addOfficer(
  journal: Journal,
  organisation: number,
  office: Office | readonly Office[],
): number {
  const officer = journal.books.officers.size + 1;
  enrol(journal, officer);
  appoint(journal, officer, organisation, office);
  return officer;
}

/** A registry with a treasury, two agencies and every office filled; no ledger yet. */
export function staffedJournal(): Journal {
  const journal = new Journal();
  const { transactionHash } = journal.emit("RegistryCreated", {
    top: TOP,
    keyDelay: 100,
    appointmentDelay: 0,
    haltMaximum: DAY,
    haltCooldown: 2 * DAY,
  }).position;
  journal.transaction = transactionHash;
  journal.emit("OrganisationCreated", { organisation: 1, parent: 0, by: DEPLOYER, code: "TREASURY" });
  for (const office of ["registrar", "inspector", "administrator"] as const) {
    enrol(journal, OFFICERS[office], false, DEPLOYER);
    appoint(journal, OFFICERS[office], 1, office, 0n, DEPLOYER);
  }
  journal.transaction = undefined;
  const by = keyOf(OFFICERS.administrator);
  journal.emit("OrganisationCreated", { organisation: AGENCY, parent: 1, by, code: "A" });
  journal.emit("OrganisationCreated", { organisation: OTHER_AGENCY, parent: 1, by, code: "B" });
  const offices = [
    "appropriating",
    "budget",
    "contracting",
    "receiving",
    "certifying",
    "paying",
    "collecting",
  ] as const;
  for (const office of offices) {
    const officer = OFFICERS[office];
    enrol(journal, officer, office === "paying");
    if (office === "paying") appoint(journal, officer, 1, office, MAX_CENTS, TOP);
    else
      for (const organisation of [1, AGENCY, OTHER_AGENCY]) appoint(journal, officer, organisation, office);
  }
  appoint(journal, OFFICERS.appropriating, 1, ["appropriating", "budget"]);
  enrol(journal, OFFICERS.contracting2);
  appoint(journal, OFFICERS.contracting2, AGENCY, "contracting");
  return journal;
}

/** Dates of the accounts of `ledgerJournal`. */
export const OPENS = START;
export const CLOSES = START + 365 * DAY;
export const CANCELS = START + 6 * 365 * DAY;

/** Roots 1 (of the agency) and 2 (of the other one), and the agency's children 3 and 4 below 1; nothing appropriated. */
export function ledgerJournal(): Journal {
  const journal = staffedJournal();
  journal.emit("LedgerCreated", {
    ledger: hex(1),
    registry: "0xRegistry",
    name: "Test",
    currency: "USD",
    timeZone: "America/New_York",
    fiscalYearStart: "10-01",
  });
  const dates = { opensAt: OPENS, closesAt: CLOSES, cancelsAt: CANCELS };
  const officer = OFFICERS.appropriating;
  journal.emit("AppropriationOpened", {
    account: 1,
    owner: AGENCY,
    officer,
    ...dates,
    symbol: "012-2025-0100",
  });
  journal.emit("AppropriationOpened", {
    account: 2,
    owner: OTHER_AGENCY,
    officer,
    ...dates,
    symbol: "070-2025-0200",
  });
  for (const [account, code] of [
    [3, "NORTH"],
    [4, "SOUTH"],
  ] as const) {
    journal.emit("AllotmentOpened", {
      account,
      parent: 1,
      owner: AGENCY,
      officer: OFFICERS.budget,
      opensAt: OPENS,
      closesAt: CLOSES,
      code,
    });
  }
  return journal;
}

/** The events that act on one account and carry nothing special. */
export type PlainAct =
  | "Appropriated"
  | "Rescinded"
  | "Anticipated"
  | "Forgone"
  | "Realised"
  | "Withheld"
  | "Released"
  | "Allotted"
  | "Withdrawn"
  | "Reserved"
  | "Unreserved";

export type ObligationAct =
  | "Increased"
  | "Deobligated"
  | "Accepted"
  | "Reversed"
  | "Advanced"
  | "Liquidated"
  | "Recalled"
  | "Retained"
  | "Unretained";

export type ClaimName = keyof typeof CLAIM_EVENTS;

const isClaim = (name: string): name is ClaimName => name in CLAIM_EVENTS;

const LAW = ["Appropriated", "Rescinded", "Anticipated", "Forgone", "Realised"];

/** Who does it; of claims, whom the payer answers for. */
const OFFICER_OF: Record<ObligationAct | ClaimName, number> = {
  Increased: OFFICERS.contracting,
  Deobligated: OFFICERS.contracting,
  Accepted: OFFICERS.receiving,
  Reversed: OFFICERS.receiving,
  Advanced: OFFICERS.budget,
  Liquidated: OFFICERS.receiving,
  Recalled: OFFICERS.budget,
  Retained: OFFICERS.receiving,
  Unretained: OFFICERS.receiving,
  Certified: OFFICERS.certifying,
  Decertified: OFFICERS.certifying,
  Paid: OFFICERS.budget,
  Returned: OFFICERS.budget,
  InterestAccrued: OFFICERS.budget,
};

/** Who transfers from an account: roots are 1 and 2. */
export const transferrerOf = (account: number): number =>
  account <= 2 ? OFFICERS.appropriating : OFFICERS.budget;

/** Args of an act on an account, by an officer who may, at the account's own number. */
export function onAccount(journal: Journal, name: PlainAct, account: number, amount: bigint) {
  const officer = LAW.includes(name) ? OFFICERS.appropriating : OFFICERS.budget;
  return { account, officer, sequence: journal.account(account).sequence, amount, evidence: NONE };
}

export function act(journal: Journal, name: PlainAct, account: number, amount: bigint): JournalEvent {
  return journal.emit(name, onAccount(journal, name, account, amount));
}

/** Args of an act or a claim on an obligation, by an officer who may, at the number that the act is about. */
export function onObligation<N extends ObligationAct | ClaimName>(
  journal: Journal,
  name: N,
  obligation: bigint,
  amount: bigint,
): JournalEventArgs<N> {
  const { sequence, account } = journal.obligation(obligation);
  const line = { obligation, officer: OFFICER_OF[name], amount };
  const { owner } = journal.account(account);
  const posted = { ...line, organisation: owner, payer: keyOf(OFFICERS.paying), document: DOCUMENT };
  // Safe: each name with its own args.
  return (isClaim(name) ? posted : { ...line, sequence, evidence: NONE }) as unknown as JournalEventArgs<N>;
}

export function move(
  journal: Journal,
  name: ObligationAct | ClaimName,
  obligation: bigint,
  amount: bigint,
): JournalEvent {
  return journal.emit(name, onObligation(journal, name, obligation, amount));
}

/** Obligates on an account, at its own number. */
export function obligate(
  journal: Journal,
  account: number,
  amount: bigint,
  options: { name?: "Obligated" | "ObligationOpened"; classification?: string; officer?: number } = {},
): bigint {
  const { name = "Obligated", classification = DIRECT, officer = OFFICERS.contracting } = options;
  const obligation = obligationId(account, journal.account(account).sequence);
  journal.emit(name, {
    obligation,
    payee: 7,
    officer,
    amount,
    classification,
    evidence: EVIDENCE,
  });
  return obligation;
}

/** Ends the opening, by an officer who may. */
export function seal(journal: Journal, openingAuthority: bigint, openingObligated: bigint): JournalEvent {
  return journal.emit("OpeningSealed", {
    officer: OFFICERS.appropriating,
    openingAuthority,
    openingObligated,
  });
}

/** `ledgerJournal` with 1,000.00 at root 1, 400.00 of it at child 3 and 300.00 at child 4. Sealed before. */
export function fundedJournal(): Journal {
  const journal = ledgerJournal();
  seal(journal, 0n, 0n);
  act(journal, "Appropriated", 1, 1_000_00n);
  act(journal, "Allotted", 3, 400_00n);
  act(journal, "Allotted", 4, 300_00n);
  return journal;
}
