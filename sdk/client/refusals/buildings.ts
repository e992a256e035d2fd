import type { Sentences } from "./sentence.js";

/** Of public buildings. */
export const BUILDING_SENTENCES: Sentences = {
  BuildingRegistryAlreadyRegistered: {
    happened: 'there is a building "{building:code}" already',
    rule: "a code is a building's for ever, disposed ones included",
    remedy: "amend the one that there is, or give another code",
  },
  BuildingRegistryCustodyByOfferOnly: {
    happened: 'building "{building:token}" is not transferred as a token',
    rule: "custody moves by offer and acceptance",
    remedy: "offer custody, and have the other organisation accept it",
  },
  BuildingRegistryDisposed: {
    happened: 'building "{building:code}" is disposed',
    rule: "nothing changes a disposed building any more",
    remedy: "check the code; what it still costs is ordered as before",
  },
  BuildingRegistryDutiesNotSeparate: {
    happened: 'officer {officer} has taken the step before at building "{building:code}"',
    rule: "who reports does not declare, who declares does not dispose, and who offers does not accept",
    remedy: "have another property officer do it",
  },
  BuildingRegistryEmptyBatch: {
    happened: "the batch is empty",
    rule: "a batch does something",
    remedy: "give one entry at least",
  },
  BuildingRegistryFactsChanged: {
    happened: 'building "{building:code}" is by now: {now:facts}; the acceptor saw: {seen:facts}',
    rule: "custody is taken of what was seen",
    remedy: "look at it again, and decide again",
  },
  BuildingRegistryInUse: {
    happened:
      'building "{building:code}" has {leases} leases running and {occupied:area} square feet occupied',
    rule: "nobody disposes of a building in use",
    remedy: "end its leases, and have its occupants move out first",
  },
  BuildingRegistryInvalidCode: {
    happened: 'value {value} with the code "{code}" can\'t be added to the list {list:codeList}',
    rule: "a value is 1 to 255 and keeps its meaning, and a code is 1 to 64 printable characters without a space",
    remedy: "give a free value, or use the one that has the code",
  },
  BuildingRegistryInvalidFacts: {
    happened: 'building "{building:code}" can\'t have these facts: {facts:facts}',
    rule: "a building is entered planned or active and not surveyed, with a title that goes with how it came, and an amendment changes kind, use, standing, title and area alone",
    remedy: "read it again, as it may have changed, and give facts that go together",
  },
  BuildingRegistryInvalidId: {
    happened: "{id} is no building's code",
    rule: "a code is 1 to 31 printable characters without a space",
    remedy: "encode it with this client",
  },
  BuildingRegistryInvalidOffer: {
    happened: 'custody of building "{building:code}" can\'t be offered to organisation {to}',
    rule: "custody is offered to another organisation that there is",
    remedy: "name the organisation that shall take it",
  },
  BuildingRegistryInvalidOrder: {
    happened: 'an order for {kind:costKind} at building "{building:code}", lease "{lease:code}", can\'t be',
    rule: "an order has a kind, and one of rent alone names a lease of the building's",
    remedy: "give the kind; for rent, the lease that it is of",
  },
  BuildingRegistryInvalidSurvey: {
    happened:
      'a survey of building "{building:code}" on {day:day}, with condition {condition:percent} and utilisation {utilisation:percent}, can\'t be',
    rule: "percentages are 100 at most, and a survey is not of a day to come",
    remedy: "check the percentages and the day",
  },
  BuildingRegistryInvalidTerm: {
    happened: 'lease "{lease:code}" of building "{building:code}" can\'t run from {from:day} to {until:day}',
    rule: "a lease ends after it starts, covers a part at least, and is renewed to a later end",
    remedy: "give a later end, and the number of parts",
  },
  BuildingRegistryInvalidWaits: {
    happened: "buildings can't wait {excessWait:duration} as excess and {surplusWait:duration} as surplus",
    rule: "waiting times are 1 second to 365 days",
    remedy: "correct the parameters and deploy again",
  },
  BuildingRegistryInvalidWay: {
    happened: 'building "{building:code}" can\'t come or go by way {way}',
    rule: "owned buildings are sold, given or demolished, managed ones go back by transfer, leased ones end with their leases, and plans are given up",
    remedy: "name the way that goes with its title and status",
  },
  BuildingRegistryLeaseExists: {
    happened: 'there is a lease "{lease:code}" of building "{building:code}" already',
    rule: "a lease's code is its own for ever, ended ones included",
    remedy: "amend or renew the one that there is, or give another code",
  },
  BuildingRegistryLeaseNotRunning: {
    happened: 'no lease "{lease:code}" of building "{building:code}" is running',
    rule: "only a running lease is amended, renewed or ended",
    remedy: "check the code, or enter the lease",
  },
  BuildingRegistryNotAtBuilding: {
    happened: 'organisation {organisation} has neither custody of building "{building:code}" nor space in it',
    rule: "work is ordered by who keeps a building or sits in it",
    remedy: "have the occupancy entered first, or check the code",
  },
  BuildingRegistryNotCustodian: {
    happened:
      'organisation {custodian} has custody of building "{building:code}", and not organisation {organisation}',
    rule: "the organisation with custody acts on a building",
    remedy: "have an officer of organisation {custodian} do it, or have custody offered",
  },
  BuildingRegistryNotOffered: {
    happened: 'organisation {custodian} does not offer building "{building:code}", or no longer',
    rule: "an offer ends when the building's status, leases or occupants change",
    remedy: "have it offered again",
  },
  BuildingRegistryNotOrdered: {
    happened: "obligation {obligation:obligation} names no building",
    rule: "only an order that there is can be withdrawn",
    remedy: "check the obligation",
  },
  BuildingRegistryObligationTaken: {
    happened: 'obligation {obligation:obligation} names building "{building:code}" already',
    rule: "an obligation pays for one building at a time",
    remedy: "withdraw that order first if it is wrong and unpaid, or obligate anew",
  },
  BuildingRegistryOlderSurvey: {
    happened: 'a survey of {day:day} is older than the last one of building "{building:code}", of {last:day}',
    rule: "old findings do not take the place of new ones",
    remedy: "give the surveys in the order of their days",
  },
  BuildingRegistryOrderPaid: {
    happened: "{paid:cents} is paid on obligation {obligation:obligation}",
    rule: "a cost that was paid stays with its building",
    remedy: "leave the order; only what came back whole frees it",
  },
  BuildingRegistryOverOccupied: {
    happened: 'occupants of building "{building:code}" would have {occupied:area} square feet of {area:area}',
    rule: "occupants have no more than there is",
    remedy: "correct the building's area, or what another occupant has",
  },
  BuildingRegistryUnknownBuilding: {
    happened: 'there is no building "{building:code}"',
    rule: "a building is entered before it is acted on",
    remedy: "check the code, or register it",
  },
  BuildingRegistryUnknownCode: {
    happened: "the list {list:codeList} has no value {value}, or no longer",
    rule: "buildings are given values that a list has",
    remedy: "take another value, or have it added",
  },
  BuildingRegistryWaiting: {
    happened: 'building "{building:code}" waits until {until:time}',
    rule: "an excess building is screened and a surplus one waits, so that whoever needs it can say so",
    remedy: "wait until then",
  },
  BuildingRegistryWrongAccount: {
    happened: "account {account} belongs to organisation {owner}, or is another than named",
    rule: "proceeds go to an appropriation of the custodian's or the treasury's",
    remedy: "name such an account",
  },
  BuildingRegistryWrongObligation: {
    happened:
      "obligation {obligation:obligation} is organisation {owner}'s, and not organisation {organisation}'s",
    rule: "an organisation orders work on its own obligations",
    remedy: "have a property officer of organisation {owner} do it",
  },
  BuildingRegistryWrongStatus: {
    happened: 'building "{building:code}" is {status:status}',
    rule: "a building goes from planned to active, excess, surplus and disposed, and back to active by restoring",
    remedy: "take the step that its status allows",
  },
  BuildingRegistryWrongTitle: {
    happened: 'building "{building:code}" is not held by the title that this needs',
    rule: "owned buildings are sold, leased ones have leases, and leased ones are never excess",
    remedy: "check its title, and amend it where it is wrong",
  },
};
