import type { JournalEventOf, Position } from "../journal/event.js";
import { expectOrganisation } from "./access.js";
import { keepAct } from "./buildingActs.js";
import type { BuildingBook, LeaseBook } from "./buildingModel.js";
import { expectDescription, occupiedOf, ownBuilding, roomIn, subjectOf } from "./buildingRules.js";
import { TITLE } from "./buildingTerms.js";
import type { Handlers } from "./handlers.js";
import type { Books } from "./model.js";
import { violation } from "./rules.js";

const CODE = /^[\x21-\x7e]{1,31}$/;

const leaseOf = (building: string, lease: string) => (): string => `building ${building}, lease ${lease}`;

/** Checks a lease's terms, entered or amended. */
function expectTerms(
  books: Books,
  { args, position }: JournalEventOf<"LeaseRegistered" | "LeaseAmended">,
): void {
  const { building, lease, from, until, parts, description } = args;
  if (until < from || parts === 0) {
    throw violation(
      position,
      leaseOf(building, lease),
      "a lease ends after it starts, and covers something",
      `from ${from} until ${until}, ${parts} parts`,
    );
  }
  expectDescription(books, position, building, description);
}

/** The lease, which must run. */
function runningLease(position: Position, { id, leases }: BuildingBook, lease: string): LeaseBook {
  const it = leases.get(lease);
  if (it?.isRunning !== true) {
    throw violation(
      position,
      leaseOf(id, lease),
      "a running lease is amended, renewed or ended",
      it === undefined ? "there is none" : "it has ended",
    );
  }
  return it;
}

/** Whoever was offered a building saw it with other leases or occupants, so that each of these events ends an offer. */
export const tenancyHandlers: Handlers<
  "LeaseRegistered" | "LeaseAmended" | "LeaseRenewed" | "LeaseEnded" | "OccupancySet"
> = {
  LeaseRegistered(books, event) {
    const { args, position } = event;
    const { lease: id, from, until, area, rent, parts, description } = args;
    const building = ownBuilding(books, position, args);
    if (building.facts.title !== TITLE.leased || building.leases.has(id) || !CODE.test(id)) {
      throw violation(
        position,
        leaseOf(building.id, id),
        "leases are of leased buildings, each entered once",
        `title ${building.facts.title}, ${building.leases.size} leases before`,
      );
    }
    expectTerms(books, event);
    const terms = { id, from, until, area, rent, parts, description };
    building.leases.set(id, { ...terms, isRunning: true, renewed: 0, ended: 0 });
    building.offer = undefined;
  },

  LeaseAmended(books, event) {
    const { args, position } = event;
    const { from, until, area, rent, parts, description } = args;
    const building = ownBuilding(books, position, args);
    const lease = runningLease(position, building, args.lease);
    expectTerms(books, event);
    Object.assign(lease, { from, until, area, rent, parts, description });
    building.offer = undefined;
  },

  LeaseRenewed(books, event) {
    const { args, position } = event;
    const { until, area, rent } = args;
    const building = ownBuilding(books, position, args);
    const lease = runningLease(position, building, args.lease);
    if (until <= lease.until) {
      throw violation(
        position,
        leaseOf(building.id, lease.id),
        "a lease is renewed to a later end",
        `${until} after ${lease.until}`,
      );
    }
    Object.assign(lease, { until, area, rent, renewed: position.timestamp });
    building.offer = undefined;
    keepAct(building, event);
  },

  LeaseEnded(books, event) {
    const { args, position } = event;
    const building = ownBuilding(books, position, args);
    const lease = runningLease(position, building, args.lease);
    lease.isRunning = false;
    lease.ended = position.timestamp;
    building.offer = undefined;
    keepAct(building, event);
  },

  OccupancySet(books, event) {
    const { args, position } = event;
    const { occupant, area } = args;
    const building = ownBuilding(books, position, args);
    expectOrganisation(books, position, occupant);
    const { occupants, facts } = building;
    const occupied = occupiedOf(building) - (occupants.get(occupant) ?? 0) + area;
    if (occupied > roomIn(facts)) {
      throw violation(
        position,
        subjectOf(building.id),
        "occupants have no more than there is",
        `${occupied} of ${facts.area} hundredths of a square foot`,
      );
    }
    occupants.set(occupant, area);
    building.offer = undefined;
    keepAct(building, event);
  },
};
