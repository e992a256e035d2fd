import { TREASURY } from "../ids.js";
import type { JournalEventOf, Position } from "../journal/event.js";
import { accountIn, expectOrganisation } from "./access.js";
import { keepAct } from "./buildingActs.js";
import type { BuildingBook } from "./buildingModel.js";
import {
  buildingIn,
  buildingSettings,
  expectAnother,
  expectStanding,
  liveBuilding,
  occupiedOf,
  ownBuilding,
  runningOf,
  subjectOf,
} from "./buildingRules.js";
import { ACQUISITION, BUILDING_STATUS, DISPOSAL, TITLE } from "./buildingTerms.js";
import { expectHolder, goesWith } from "./buildings.js";
import type { Handlers } from "./handlers.js";
import { expectOffice, PROPERTY } from "./offices.js";
import { expectAmount, violation } from "./rules.js";

const NO_SCREENING = { until: 0, reporter: 0, declarer: 0 };

function expectStatus(position: Position, { id, facts }: BuildingBook, ...needed: readonly number[]): void {
  if (!needed.includes(facts.status)) {
    throw violation(
      position,
      subjectOf(id),
      "a building goes from planned to active, to excess, to surplus, and may be restored",
      `its status is ${facts.status}, needed ${needed.join(" or ")}`,
    );
  }
}

/** Takes a building that was checked into its next status, where nobody offered it. */
function enter(
  { position, args }: { readonly position: Position; readonly args: { readonly standing: number } },
  building: BuildingBook,
  status: number,
): void {
  building.facts = { ...building.facts, status, standing: args.standing };
  building.statusSince = position.timestamp;
  building.offer = undefined;
}

/** Checks that a waiting time is what the register was deployed with, from now on. */
function expectWait(position: Position, id: string, until: number, wait: number): void {
  if (until !== position.timestamp + wait) {
    throw violation(
      position,
      subjectOf(id),
      "screening and waiting take their time",
      `until ${until}, not ${position.timestamp + wait}`,
    );
  }
}

function expectOver(position: Position, { id, screening }: BuildingBook): void {
  if (position.timestamp < screening.until) {
    throw violation(
      position,
      subjectOf(id),
      "nobody gives a building away before its waiting time is over",
      `at ${position.timestamp}, until ${screening.until}`,
    );
  }
}

/** Checks the way on which a building goes against where it is. */
function expectWay({ args, position }: JournalEventOf<"BuildingDisposed">, building: BuildingBook): void {
  const { disposal, officer } = args;
  const { id, facts, screening } = building;
  if (disposal === DISPOSAL.abandonment) {
    expectStatus(position, building, BUILDING_STATUS.planned);
    return;
  }
  if (disposal === DISPOSAL.leaseEnd) {
    expectStatus(position, building, BUILDING_STATUS.active);
    if (facts.title === TITLE.leased) return;
  }
  const isFromSurplus = disposal >= DISPOSAL.sale && disposal <= DISPOSAL.demolition;
  if (!isFromSurplus || (facts.title !== TITLE.owned && disposal !== DISPOSAL.transfer)) {
    throw violation(
      position,
      subjectOf(id),
      "a building goes on a way that its title has",
      `way ${disposal}, title ${facts.title}`,
    );
  }
  expectStatus(position, building, BUILDING_STATUS.surplus);
  expectOver(position, building);
  expectAnother(position, id, officer, screening.declarer);
}

function expectFree(position: Position, building: BuildingBook): void {
  const [leases, occupied] = [runningOf(building), occupiedOf(building)];
  if (leases > 0 || occupied > 0) {
    throw violation(
      position,
      subjectOf(building.id),
      "nobody disposes of a building that is in use",
      `${leases} leases run, ${occupied} is occupied`,
    );
  }
}

/** Checks that custody was offered. */
function offerOf(position: Position, { id, offer }: BuildingBook): NonNullable<BuildingBook["offer"]> {
  if (offer === undefined) {
    throw violation(position, subjectOf(id), "custody moves by offer and acceptance", "there is no offer");
  }
  return offer;
}

function expectAcquisition({ args, position }: JournalEventOf<"BuildingActivated">, it: BuildingBook): void {
  const { acquisition } = args;
  const isOne = acquisition > ACQUISITION.none && acquisition <= ACQUISITION.leased;
  if (!isOne || !goesWith(acquisition, it.facts.title)) {
    throw violation(
      position,
      subjectOf(it.id),
      "what is leased comes by lease, all else otherwise",
      `acquisition ${acquisition}, title ${it.facts.title}`,
    );
  }
}

export const buildingLifecycleHandlers: Handlers<
  | "BuildingActivated"
  | "ExcessReported"
  | "SurplusDeclared"
  | "BuildingRestored"
  | "BuildingDisposed"
  | "ProceedsPosted"
  | "CustodyOffered"
  | "CustodyOfferWithdrawn"
  | "CustodyAccepted"
> = {
  BuildingActivated(books, event) {
    const { args, position } = event;
    const building = ownBuilding(books, position, args);
    expectStatus(position, building, BUILDING_STATUS.planned);
    expectAcquisition(event, building);
    expectStanding(books, position, building.id, BUILDING_STATUS.active, args.standing);
    enter(event, building, BUILDING_STATUS.active);
    building.facts = { ...building.facts, acquisition: args.acquisition };
    keepAct(building, event);
  },

  ExcessReported(books, event) {
    const { args, position } = event;
    const { officer: reporter, until } = args;
    const building = ownBuilding(books, position, args);
    expectStatus(position, building, BUILDING_STATUS.active);
    if (building.facts.title === TITLE.leased) {
      throw violation(
        position,
        subjectOf(building.id),
        "a leased building ends with its leases",
        "it is leased",
      );
    }
    expectWait(position, building.id, until, buildingSettings(books, position).excessWait);
    expectStanding(books, position, building.id, BUILDING_STATUS.excess, args.standing);
    enter(event, building, BUILDING_STATUS.excess);
    building.screening = { until, reporter, declarer: 0 };
    building.excessSince = position.timestamp;
    keepAct(building, event);
  },

  SurplusDeclared(books, event) {
    const { args, position } = event;
    const { officer: declarer, until } = args;
    const building = liveBuilding(books, position, args.building);
    const { reporter } = building.screening;
    expectOffice(books, position, declarer, PROPERTY, 0n, TREASURY);
    expectStatus(position, building, BUILDING_STATUS.excess);
    expectOver(position, building);
    expectAnother(position, building.id, declarer, reporter);
    expectWait(position, building.id, until, buildingSettings(books, position).surplusWait);
    expectStanding(books, position, building.id, BUILDING_STATUS.surplus, args.standing);
    enter(event, building, BUILDING_STATUS.surplus);
    building.screening = { until, reporter, declarer };
    keepAct(building, event);
  },

  BuildingRestored(books, event) {
    const { args, position } = event;
    const building = ownBuilding(books, position, args);
    expectStatus(position, building, BUILDING_STATUS.excess, BUILDING_STATUS.surplus);
    expectStanding(books, position, building.id, BUILDING_STATUS.active, args.standing);
    enter(event, building, BUILDING_STATUS.active);
    building.screening = NO_SCREENING;
    building.excessSince = 0;
    keepAct(building, event);
  },

  BuildingDisposed(books, event) {
    const { args, position } = event;
    const building = ownBuilding(books, position, args);
    expectWay(event, building);
    expectFree(position, building);
    expectStanding(books, position, building.id, BUILDING_STATUS.disposed, args.standing);
    enter(event, building, BUILDING_STATUS.disposed);
    building.disposal = args.disposal;
    building.disposer = args.officer;
    if (args.disposal === DISPOSAL.sale) building.sold = position.transactionHash;
    keepAct(building, event);
  },

  ProceedsPosted(books, { args, position }) {
    const { building: id, account, amount } = args;
    const building = buildingIn(books, position, id);
    expectAmount(position, subjectOf(id), amount);
    const isKnown = books.proceeds.some((proceeds) => proceeds.building === id);
    if (building.sold !== position.transactionHash || isKnown) {
      throw violation(
        position,
        subjectOf(id),
        "a sale posts its proceeds, at once and once",
        isKnown ? "it did before" : "it was not sold just now",
      );
    }
    const { owner } = accountIn(books, position, account);
    if (owner !== building.custodian && owner !== TREASURY) {
      throw violation(
        position,
        subjectOf(id),
        "a sale's proceeds are the custodian's or the treasury's",
        `account ${account} is of organisation ${owner}`,
      );
    }
    expectOffice(books, position, building.disposer, PROPERTY, amount, building.custodian);
    books.proceeds.push({ building: id, account, amount, position });
  },

  CustodyOffered(books, event) {
    const { args, position } = event;
    const { to, officer } = args;
    const building = ownBuilding(books, position, args);
    if (to === 0 || to === building.custodian) {
      throw violation(position, subjectOf(building.id), "custody is offered to another", `to ${to}`);
    }
    expectOrganisation(books, position, to);
    building.offer = { to, officer };
    keepAct(building, event);
  },

  CustodyOfferWithdrawn(books, { args, position }) {
    const building = ownBuilding(books, position, args);
    offerOf(position, building);
    building.offer = undefined;
  },

  CustodyAccepted(books, event) {
    const { args, position } = event;
    const { to, officer } = args;
    const building = liveBuilding(books, position, args.building);
    const offer = offerOf(position, building);
    if (offer.to !== to) {
      throw violation(
        position,
        subjectOf(building.id),
        "who was offered it accepts",
        `${to}, not ${offer.to}`,
      );
    }
    expectOffice(books, position, officer, PROPERTY, 0n, to);
    expectAnother(position, building.id, officer, offer.officer);
    expectHolder(books, position, building.id, to);
    building.custodian = to;
    building.offer = undefined;
    keepAct(building, event);
  },
};
