import type { Sentences } from "./sentence.js";

/** Of accounts, obligations and the ledger itself. */
export const BUDGET_SENTENCES: Sentences = {
  BudgetLedgerAlreadyDone: {
    happened: "the act on {subject:subject} at sequence number {sequence} was made already",
    rule: "the same act is done once, however often it is sent",
    remedy: "do nothing, or read again and make a new act if a second one is meant",
  },
  BudgetLedgerDutiesNotSeparate: {
    happened: "officer {officer} has acted on the other side of obligation {obligation:obligation}",
    rule: "whoever obligates neither accepts, advances nor certifies, by whichever key",
    remedy: "have another officer do it",
  },
  BudgetLedgerEmptyBatch: {
    happened: "the batch holds no act",
    rule: "a batch does something",
    remedy: "give one act at least",
  },
  BudgetLedgerExceedsAccepted: {
    happened:
      "{requested:cents} of acceptance would be taken back of obligation {obligation:obligation}, of which {accepted:cents} was accepted",
    rule: "no more is reversed than was accepted",
    remedy: "reverse {accepted:cents} at most",
  },
  BudgetLedgerExceedsAdvanced: {
    happened:
      "{requested:cents} would be liquidated or recalled of obligation {obligation:obligation}, whose advances outstanding are {advanced:cents}",
    rule: "no more advances end than are outstanding",
    remedy: "give {advanced:cents} at most",
  },
  BudgetLedgerExceedsCertified: {
    happened:
      "{requested:cents} would be paid or given up of obligation {obligation:obligation}, of which {certified:cents} is certified",
    rule: "nothing is paid or given up that is not certified",
    remedy: "have it certified first, or give {certified:cents} at most",
  },
  BudgetLedgerExceedsObligation: {
    happened:
      "{requested:cents} would be accepted, advanced or deobligated of obligation {obligation:obligation}, of which {undelivered:cents} is undelivered",
    rule: "no more is delivered or taken back than was obligated",
    remedy: "give {undelivered:cents} at most, or increase the obligation first",
  },
  BudgetLedgerExceedsOwed: {
    happened:
      "{requested:cents} would be claimed, held back or taken back of obligation {obligation:obligation}, of which {unclaimed:cents} is owed and free",
    rule: "nothing is claimed that was neither accepted nor advanced, and nothing twice",
    remedy: "accept what was delivered first, or give {unclaimed:cents} at most",
  },
  BudgetLedgerExceedsPaid: {
    happened:
      "{requested:cents} would come back on obligation {obligation:obligation}, of which {paid:cents} was paid",
    rule: "no more comes back than was paid",
    remedy: "check which payment it was; {paid:cents} at most can come back on this one",
  },
  BudgetLedgerExceedsRetained: {
    happened:
      "{requested:cents} held back would be let go of obligation {obligation:obligation}, of which {retained:cents} is",
    rule: "no more is let go than is held back",
    remedy: "give {retained:cents} at most",
  },
  BudgetLedgerFrozen: {
    happened: "this ledger is frozen",
    rule: "a newer version has taken its place, and nothing changes here any more",
    remedy: "take the address book of the newer ledger",
  },
  BudgetLedgerInsufficientAuthority: {
    happened: "account {account} has {available:cents} available, and {requested:cents} was asked for",
    rule: "nothing is committed beyond what the law made available",
    remedy: "ask for {available:cents} at most, or have more appropriated, allotted or released first",
  },
  BudgetLedgerInsufficientReserves: {
    happened:
      "account {account} has {there:cents} withheld, reserved, anticipated or collected, and {requested:cents} of it was asked for",
    rule: "no more is let go than is there",
    remedy: "give {there:cents} at most",
  },
  BudgetLedgerInvalidAct: {
    happened: "the act on {subject:subject} names {counterpart}, or a field, that it has no use for",
    rule: "an act names what it is done to, and nothing besides",
    remedy: "leave out what the act does not need, and check its subject and its receipt's kind",
  },
  BudgetLedgerInvalidDates: {
    happened: "dates {opensAt:time}, {closesAt:time} and {cancelsAt:time} can't be an account's",
    rule: "an account opens before it closes and is cancelled after, ends only move later until they are reached, and a child's lie within its appropriation's",
    remedy: "give dates in that order, within those of the appropriation",
  },
  BudgetLedgerInvalidIdentity: {
    happened: "the ledger's identity is not whole",
    rule: "it has a name, a currency of three capital letters, a time zone and a start of the fiscal year",
    remedy: "correct the parameters and deploy again",
  },
  BudgetLedgerInvalidNovation: {
    happened:
      "obligation {obligation:obligation} of {obligated:cents} can't go over as asked, with {pending:cents} certified or advanced",
    rule: "an obligation goes over whole, when nothing certified or advanced is outstanding",
    remedy: "give its whole amount, after its claims are paid or given up and its advances liquidated",
  },
  BudgetLedgerInvalidPayee: {
    happened: "{subject:subject} can't be owed to payee {payee}",
    rule: "an obligation names its payee, and a novation another one; what is owed to many stays so",
    remedy: "give another payee that is enrolled",
  },
  BudgetLedgerInvalidPosting: {
    happened: "a posting of {length} bytes can't be read",
    rule: "a posting is 1 to 256 claims in a codec that the ledger knows",
    remedy: "take a payer of this ledger's own version",
  },
  BudgetLedgerInvalidSymbol: {
    happened: 'an account can\'t be called "{symbol}"',
    rule: "a symbol is 1 to 64 printable characters without a space, and unique beside its siblings",
    remedy: "give another one, or use the account that has it",
  },
  BudgetLedgerNotChild: {
    happened: "account {account} is an appropriation",
    rule: "authority passes only between an account and its parent",
    remedy: "name the allotment below it, or appropriate instead",
  },
  BudgetLedgerNotRoot: {
    happened: "account {account} is an allotment",
    rule: "law and receipts reach appropriations only",
    remedy: "name the appropriation above it, then allot",
  },
  BudgetLedgerNotSiblings: {
    happened: "accounts {from} and {to} are neither siblings nor both appropriations, or are the same",
    rule: "authority is transferred beside, and passes up and down by allotment and withdrawal",
    remedy: "withdraw it up to a common parent and allot it down again",
  },
  BudgetLedgerOnlyTop: {
    happened: "{caller} is not the top administrator",
    rule: "freezing is the top administrator's, through the timelock",
    remedy: "have the council propose it",
  },
  BudgetLedgerOpeningMismatch: {
    happened:
      "{openingAuthority:cents} of authority and {openingObligated:cents} of obligations were entered, which is not what the seal was given",
    rule: "opening entries are sealed with the totals that the predecessor's books prove",
    remedy: "find the entry that is missing or too many, correct it, and seal again",
  },
  BudgetLedgerOutsideWindow: {
    happened: "account {account} takes new commitments from {opensAt:time} until before {closesAt:time} only",
    rule: "an allotment is used within its own window",
    remedy: "wait until it opens, have its end extended, or use another account",
  },
  BudgetLedgerOverflow: {
    happened: "{added:cents} more at account {account}, which has {there:cents}, can't be counted",
    rule: "an amount fits in 64 bits of cents",
    remedy: "check the amount",
  },
  BudgetLedgerSealed: {
    happened: "opening entries are sealed",
    rule: "what was made before this ledger is entered before the seal only",
    remedy: "make it as a new act of its own",
  },
  BudgetLedgerStaleView: {
    happened:
      "the act on {subject:subject} was decided at sequence number {seen}, and {current} is next by now",
    rule: "an act is done on the state that its author saw",
    remedy: "read it again, and decide again",
  },
  BudgetLedgerTooDeep: {
    happened: "an account below {parent} would lie too deep",
    rule: "the tree of accounts has a greatest depth",
    remedy: "open it beside {parent}, or higher up",
  },
  BudgetLedgerUnknownAccount: {
    happened: "there is no account {account}",
    rule: "an act names an account that was opened",
    remedy: "check the index, or open the account first",
  },
  BudgetLedgerUnknownClassification: {
    happened: "classification {classification:classification} is in no codec of this ledger",
    rule: "an obligation is classified in codec 1",
    remedy: "encode it with this client",
  },
  BudgetLedgerUnknownObligation: {
    happened: "there is no obligation {obligation:obligation}",
    rule: "an act names an obligation that was made",
    remedy: "check the account and the sequence number at which it was made",
  },
  BudgetLedgerWrongOrganisation: {
    happened: "this is for organisation {needed} to do at account {account}, and not for {given}",
    rule: "an account's owner commits on it, and its superior allots, withholds and reassigns",
    remedy: "have an officer of organisation {needed} do it",
  },
  BudgetLedgerWrongPhase: {
    happened: "account {account} is {phase:phase}",
    rule: "new commitments need an open appropriation, an expired one is adjusted and paid only, and in a cancelled one nothing moves",
    remedy: "use an account whose appropriation is open, or wait until this one is",
  },
  BudgetLedgerZeroAmount: {
    happened: "an act on {subject:subject} is of 0.00",
    rule: "every act moves something",
    remedy: "leave it out, or give its amount",
  },
};
