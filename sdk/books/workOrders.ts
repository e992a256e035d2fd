import type { Position } from "../journal/event.js";
import { accountIn, obligationIn } from "./access.js";
import { keepAct } from "./buildingActs.js";
import { buildingIn, subjectOf } from "./buildingRules.js";
import { COST_KINDS } from "./buildingTerms.js";
import type { Handlers } from "./handlers.js";
import type { Books } from "./model.js";
import { expectOffice, PROPERTY } from "./offices.js";
import { violation } from "./rules.js";

const RENT = COST_KINDS.indexOf("rent");

/** The organisation whose obligation it is: its property officer acts. */
function ownerOf(books: Books, position: Position, obligation: bigint, officer: number): number {
  const { owner } = accountIn(books, position, obligationIn(books, position, obligation).account);
  expectOffice(books, position, officer, PROPERTY, 0n, owner);
  return owner;
}

export const workOrderHandlers: Handlers<"WorkOrdered" | "WorkOrderWithdrawn"> = {
  WorkOrdered(books, event) {
    const { args, position } = event;
    const { building: id, obligation, kind, lease, officer, evidence } = args;
    const building = buildingIn(books, position, id);
    const owner = ownerOf(books, position, obligation, officer);
    const { custodian, occupants, leases } = building;
    if (owner !== custodian && (occupants.get(owner) ?? 0) === 0) {
      throw violation(
        position,
        subjectOf(id),
        "whoever has custody or sits in a building pays for it",
        `organisation ${owner} does neither`,
      );
    }
    const goes = kind === RENT ? leases.has(lease) : lease === "";
    if (kind === 0 || kind >= COST_KINDS.length || !goes) {
      throw violation(
        position,
        subjectOf(id),
        "an order has a kind, and of rent it names a lease of the building's",
        `kind ${kind}, lease "${lease}"`,
      );
    }
    const former = books.orders.get(obligation);
    if (former !== undefined) {
      throw violation(
        position,
        () => `obligation ${obligation}`,
        "an obligation names one building at a time",
        `${id} beside ${former.building}`,
      );
    }
    books.orders.set(obligation, { building: id, obligation, kind, lease, officer, evidence });
    keepAct(building, event);
  },

  WorkOrderWithdrawn(books, event) {
    const { args, position } = event;
    const { building, obligation, officer } = args;
    ownerOf(books, position, obligation, officer);
    const order = books.orders.get(obligation);
    if (order?.building !== building) {
      throw violation(
        position,
        () => `obligation ${obligation}`,
        "an order is withdrawn that there is",
        `of ${building}, it names ${order?.building ?? "no building"}`,
      );
    }
    const { paid } = obligationIn(books, position, obligation);
    if (paid !== 0n) {
      throw violation(
        position,
        () => `obligation ${obligation}`,
        "an order stands once something is paid",
        `${paid} is`,
      );
    }
    books.orders.delete(obligation);
    keepAct(buildingIn(books, position, building), event);
  },
};
