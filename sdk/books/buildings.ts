import type { BuildingFacts } from "../buildings/facts.js";
import type { Position } from "../journal/event.js";
import { keepAct } from "./buildingActs.js";
import type { BuildingBook } from "./buildingModel.js";
import {
  buildingSettings,
  expectCodeOf,
  expectDescription,
  expectStanding,
  occupiedOf,
  ownBuilding,
  roomIn,
  runningOf,
  subjectOf,
} from "./buildingRules.js";
import { ACQUISITION, BUILDING_STATUS, NOT_SURVEYED, TITLE } from "./buildingTerms.js";
import { DAY } from "./constants.js";
import { JournalGap } from "./errors.js";
import type { Handlers } from "./handlers.js";
import type { Books } from "./model.js";
import { expectOffice, PROPERTY } from "./offices.js";
import { placeOf, violation } from "./rules.js";

const KINDS = 1;
const USES = 2;
const NOBODY = `0x${"0".repeat(40)}`;
/** No civil time zone is further ahead of UTC. */
const FURTHEST_ZONE = 14 * 3_600;
const LONGEST_WAIT = 365 * DAY;
const CODE = /^[\x21-\x7e]{1,31}$/;

/** The organisation whose address holds a building: the address ends with its id. */
export const organisationAt = (holder: string): number => Number.parseInt(holder.slice(-8), 16);

/** Checks that the token is where the building is: its own event came before. */
export function expectHolder(books: Books, position: Position, id: string, organisation: number): void {
  const holder = books.holders.get(id);
  if (holder === undefined || organisationAt(holder) !== organisation) {
    throw new JournalGap(
      placeOf(position, subjectOf(id)),
      `its token's transfer to organisation ${organisation}`,
      holder === undefined ? "none" : `one to ${organisationAt(holder)}`,
    );
  }
}

/** Whether what is leased came by lease, and nothing else did. */
export const goesWith = (acquisition: number, title: number): boolean =>
  (acquisition === ACQUISITION.leased) === (title === TITLE.leased);

/** Whether title, status and acquisition are ones that there are. */
function isValid({ title, status, acquisition }: BuildingFacts): boolean {
  return (
    title >= TITLE.owned &&
    title <= TITLE.managed &&
    status >= BUILDING_STATUS.planned &&
    status <= BUILDING_STATUS.disposed &&
    acquisition <= ACQUISITION.leased
  );
}

/** Whether a building can be entered with these facts: planned, or there, as it was found or with how it came. */
function isEnterable(facts: BuildingFacts): boolean {
  const { status, condition, utilisation, acquisition, title } = facts;
  const isPlanned = status === BUILDING_STATUS.planned;
  const isThere = isPlanned || status === BUILDING_STATUS.active;
  const hasCome = acquisition !== ACQUISITION.none;
  const isSound = hasCome ? !isPlanned && goesWith(acquisition, title) : isThere;
  return isValid(facts) && isThere && isSound && condition === NOT_SURVEYED && utilisation === NOT_SURVEYED;
}

/** What is wrong with amended facts, or nothing. */
function flawOf(building: BuildingBook, to: BuildingFacts): string | undefined {
  const { facts: from } = building;
  if (!isValid(to)) return "there is no such title, status or acquisition";
  const isKept =
    to.status === from.status && to.condition === from.condition && to.utilisation === from.utilisation;
  if (!isKept) return "status, condition and utilisation are not amended";
  if (to.acquisition !== from.acquisition && !isLeasedNoMore(from, to)) return "it came as it came";
  if (to.acquisition !== ACQUISITION.none && !goesWith(to.acquisition, to.title)) {
    return "its title does not go with how it came";
  }
  if (to.title !== from.title) {
    if (runningOf(building) > 0) return "a lease holds it to its title";
    if (to.status > BUILDING_STATUS.active) return "what is no longer needed keeps its title";
    if (to.title === TITLE.leased && to.status !== BUILDING_STATUS.planned)
      return "it is not called leased later";
  }
  if (occupiedOf(building) > roomIn(to)) return "its occupants have more than its area";
  return undefined;
}

/** Whether what came by lease says how it came once it is leased no more. */
const isLeasedNoMore = (from: BuildingFacts, to: BuildingFacts): boolean =>
  from.acquisition === ACQUISITION.leased && to.acquisition !== ACQUISITION.none && to.title !== TITLE.leased;

function wrongFacts(position: Position, id: string, detail: string): Error {
  return violation(
    position,
    subjectOf(id),
    "facts are ones that can be, and amended as far as an officer may",
    detail,
  );
}

export const buildingHandlers: Handlers<
  | "BuildingRegistryCreated"
  | "Transfer"
  | "Approval"
  | "ApprovalForAll"
  | "BuildingRegistered"
  | "BuildingAmended"
  | "BuildingSurveyed"
> = {
  BuildingRegistryCreated(books, { args, position }) {
    const { registry, excessWait, surplusWait } = args;
    const waits = [excessWait, surplusWait];
    if (
      books.buildingRegistry !== undefined ||
      registry !== (books.identity?.registry ?? registry) ||
      waits.some((wait) => wait === 0 || wait > LONGEST_WAIT)
    ) {
      throw violation(
        position,
        "building register",
        "there is one, with the ledger's registry and waits of up to a year",
        `${registry}, waits ${excessWait} and ${surplusWait}`,
      );
    }
    books.buildingRegistry = { ...args };
  },

  Transfer(books, { args, position }) {
    const { from, to, tokenId: id } = args;
    buildingSettings(books, position);
    const holder = books.holders.get(id) ?? NOBODY;
    if (from !== holder || to === holder || to === NOBODY) {
      throw violation(
        position,
        subjectOf(id),
        "a token goes from who holds it to another",
        `from ${from} to ${to}, ${holder} holds it`,
      );
    }
    books.holders.set(id, to);
  },

  Approval(_, { args, position }) {
    throw violation(position, subjectOf(args.tokenId), "nobody is approved", args.approved);
  },

  ApprovalForAll(_, { args, position }) {
    throw violation(position, "building register", "nobody is approved", args.operator);
  },

  BuildingRegistered(books, { name, args, position }) {
    const { building: id, organisation, officer, facts, record, description } = args;
    buildingSettings(books, position);
    expectOffice(books, position, officer, PROPERTY, 0n, organisation);
    if (!CODE.test(id) || books.buildings.has(id)) {
      throw violation(
        position,
        subjectOf(id),
        "a code of up to 31 printable characters names one building, for ever",
        books.buildings.has(id) ? "it does already" : "it is none",
      );
    }
    if (!isEnterable(facts)) {
      throw wrongFacts(position, id, "entered are planned buildings and active ones, before a survey");
    }
    expectCodeOf(books, position, id, KINDS, facts.kind);
    expectCodeOf(books, position, id, USES, facts.use);
    expectStanding(books, position, id, facts.status, facts.standing);
    expectDescription(books, position, id, description);
    expectHolder(books, position, id, organisation);
    const building: BuildingBook = {
      id,
      custodian: organisation,
      facts,
      record,
      description,
      registered: position.timestamp,
      statusSince: position.timestamp,
      excessSince: 0,
      surveys: [],
      screening: { until: 0, reporter: 0, declarer: 0 },
      offer: undefined,
      leases: new Map(),
      occupants: new Map(),
      disposal: 0,
      disposer: 0,
      sold: undefined,
      acts: [],
    };
    books.buildings.set(id, building);
    keepAct(building, { name, args: { officer, evidence: record }, position });
  },

  BuildingAmended(books, { name, args, position }) {
    const { officer, facts, record, description } = args;
    const building = ownBuilding(books, position, args);
    const { id, facts: before } = building;
    const flaw = flawOf(building, facts);
    if (flaw !== undefined) throw wrongFacts(position, id, flaw);
    // A withdrawn code may stay.
    if (facts.kind !== before.kind) expectCodeOf(books, position, id, KINDS, facts.kind);
    if (facts.use !== before.use) expectCodeOf(books, position, id, USES, facts.use);
    if (facts.standing !== before.standing) {
      expectStanding(books, position, id, facts.status, facts.standing);
    }
    expectDescription(books, position, id, description);
    building.facts = facts;
    building.record = record;
    building.description = description;
    keepAct(building, { name, args: { officer, evidence: record }, position });
  },

  BuildingSurveyed(books, event) {
    const { args, position } = event;
    const { officer, condition, utilisation, day, evidence } = args;
    const building = ownBuilding(books, position, args);
    const latest = Math.floor((position.timestamp + FURTHEST_ZONE) / DAY);
    if (condition > 100 || utilisation > 100 || day > latest) {
      throw violation(
        position,
        subjectOf(building.id),
        "a survey gives percents, of a day that has come",
        `condition ${condition}, utilisation ${utilisation}, day ${day}`,
      );
    }
    const last = building.surveys.at(-1)?.day ?? 0;
    if (day < last) {
      throw violation(
        position,
        subjectOf(building.id),
        "a survey is of no earlier day than the last one",
        `of day ${day}, after one of day ${last}`,
      );
    }
    building.surveys.push({ condition, utilisation, day, officer, evidence });
    building.facts = { ...building.facts, condition, utilisation };
    keepAct(building, event);
  },
};
