import { encodeCode, tokenIdOf } from "../buildings/codes.js";
import { encodeFacts } from "../buildings/facts.js";
import { CODE_LIST } from "../buildings/kinds.js";
import type { BuildingBook } from "../books/buildingModel.js";
import { occupiedOf, runningOf } from "../books/buildingRules.js";
import type { Contracts } from "../contracts.js";
import type { BooksContext, Check, Field } from "./compare.js";

/** What checks of the building register need. */
export interface BuildingContext extends BooksContext {
  readonly buildings: Contracts["buildings"];
  readonly allPairsUpTo: number;
}

/** The waits, and which values each list still gives. */
export function codeChecks({ books, buildings, overrides }: BuildingContext): Check[] {
  const waits: Check = async () => {
    const stored = await buildings.waits(overrides);
    const { excessWait, surplusWait } = books.buildingRegistry ?? {};
    return [
      ["buildingRegistry.excessWait", excessWait, stored.excessWait],
      ["buildingRegistry.surplusWait", surplusWait, stored.surplusWait],
    ];
  };
  const lists = Object.entries(CODE_LIST).map(([name, list]): Check => async () => {
    let values = 0n;
    for (const { value, isWithdrawn } of books.codeLists.get(list)?.values() ?? []) {
      if (!isWithdrawn) values |= 1n << BigInt(value);
    }
    return [[`codeLists.${name}`, values, await buildings.codes(list, overrides)]];
  });
  return [waits, ...lists];
}

/** Buildings with all that goes on in them, and how many each organisation holds. */
export function buildingChecks(context: BuildingContext): Check[] {
  const { books, buildings, overrides, allPairsUpTo } = context;
  const organisations = [...books.organisations.keys()];
  const asksForAll = organisations.length * books.buildings.size <= allPairsUpTo;
  const held = new Map<number, number>();
  for (const { custodian } of books.buildings.values()) held.set(custodian, (held.get(custodian) ?? 0) + 1);
  const balances = organisations.map((organisation): Check => async () => {
    const holder = await buildings.holderOf(organisation, overrides);
    const balance = await buildings.balanceOf(holder, overrides);
    return [[`organisations[${organisation}].buildings`, held.get(organisation) ?? 0, balance]];
  });
  const each = [...books.buildings.values()].flatMap((building) => {
    const occupants = asksForAll ? organisations : [...building.occupants.keys()];
    return [
      ownCheck(context, building),
      lifeCheck(context, building),
      tenancyCheck(context, building, occupants),
    ];
  });
  return [...balances, ...each];
}

function ownCheck({ books, buildings, overrides }: BuildingContext, building: BuildingBook): Check {
  return async () => {
    const { id, custodian, facts, surveys } = building;
    const path = `buildings[${id}]`;
    const word = encodeCode(id);
    const owner = await buildings.ownerOf(tokenIdOf(id), overrides);
    return [
      [`${path}.facts`, encodeFacts(facts), await buildings.facts(word, overrides)],
      [`${path}.surveyedOn`, surveys.at(-1)?.day ?? 0, await buildings.surveyedOn(word, overrides)],
      [`${path}.custodian`, custodian, await buildings.custodianOf(word, overrides)],
      [`${path}.holder`, books.holders.get(id), owner],
      [`${path}.holderOf`, books.holders.get(id), await buildings.holderOf(custodian, overrides)],
    ];
  };
}

function lifeCheck({ buildings, overrides }: BuildingContext, building: BuildingBook): Check {
  return async () => {
    const { id, screening, offer } = building;
    const path = `buildings[${id}]`;
    const word = encodeCode(id);
    const screened = await buildings.screening(word, overrides);
    const offered = await buildings.offer(word, overrides);
    return [
      [`${path}.screening.until`, screening.until, screened.until],
      [`${path}.screening.reporter`, screening.reporter, screened.reporter],
      [`${path}.screening.declarer`, screening.declarer, screened.declarer],
      [`${path}.offer.to`, offer?.to ?? 0, offered.to],
      [`${path}.offer.officer`, offer?.officer ?? 0, offered.officer],
    ];
  };
}

function tenancyCheck(
  { buildings, overrides }: BuildingContext,
  building: BuildingBook,
  occupants: readonly number[],
): Check {
  return async () => {
    const { id, leases } = building;
    const path = `buildings[${id}]`;
    const word = encodeCode(id);
    const tenancy = await buildings.tenancy(word, overrides);
    const fields: Field[] = [
      [`${path}.tenancy.leases`, runningOf(building), tenancy.leases],
      [`${path}.tenancy.occupied`, occupiedOf(building), tenancy.occupied],
    ];
    for (const occupant of occupants) {
      const area = building.occupants.get(occupant) ?? 0;
      const stored = await buildings.occupancy(word, occupant, overrides);
      fields.push([`${path}.occupants[${occupant}]`, area, stored]);
    }
    for (const lease of leases.values()) {
      const at = `${path}.leases[${lease.id}]`;
      const stored = await buildings.lease(word, encodeCode(lease.id), overrides);
      fields.push(
        [`${at}.from`, lease.from, stored.from],
        [`${at}.until`, lease.until, stored.until],
        [`${at}.area`, lease.area, stored.area],
        [`${at}.rent`, lease.rent, stored.rent],
        [`${at}.parts`, lease.parts, stored.parts],
        [`${at}.isRunning`, lease.isRunning, stored.isRunning],
      );
    }
    return fields;
  };
}

/** Which building each obligation names, or none; where there are too many obligations, of those that name one. */
export function orderChecks({ books, buildings, overrides, allPairsUpTo }: BuildingContext): Check[] {
  const asksForAll = books.obligations.size <= allPairsUpTo;
  const asked = asksForAll ? [...books.obligations.keys()] : [...books.orders.keys()];
  return asked.map((obligation) => async () => {
    const building = encodeCode(books.orders.get(obligation)?.building ?? "");
    return [[`orders[${obligation}]`, building, await buildings.buildingOf(obligation, overrides)]];
  });
}
