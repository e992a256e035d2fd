import { ACQUISITION, BUILDING_STATUS, TITLE } from "../buildings/facts.js";
import { DISPOSAL } from "../buildings/kinds.js";
import { buildingReceipts, proceedsOf } from "../buildings/receipts.js";
import type { BuildingBook } from "../books/buildingModel.js";
import { occupiedOf, roomIn, runningOf } from "../books/buildingRules.js";
import type { ActRecord, Books } from "../books/model.js";
import type { Report } from "./invariants.js";

/** Checks custody, use and disposal of buildings, that costs name registered ones, and what sales brought. */
export function checkBuildings(books: Books, report: Report): void {
  const prefixes = new Set<string>();
  for (const [id, holder] of books.holders) {
    prefixes.add(holder.slice(0, -8).toLowerCase());
    if (!books.buildings.has(id)) report(21, `building ${id}`, `${holder} holds it, it is not registered`);
  }
  if (prefixes.size > 1) report(19, "holders", `${prefixes.size} kinds of addresses hold buildings`);
  for (const building of books.buildings.values()) checkBuilding(books, building, report);
  checkOrders(books, report);
  checkProceeds(books, report);
}

function checkBuilding(books: Books, building: BuildingBook, report: Report): void {
  const { id, custodian, facts, offer, disposal } = building;
  const subject = `building ${id}`;
  const holder = Number.parseInt(books.holders.get(id)?.slice(-8) ?? "0", 16);
  if (holder !== custodian || !books.organisations.has(custodian)) {
    report(19, subject, `organisation ${custodian} has custody, ${holder} holds the token`);
  }
  const [leases, occupied] = [runningOf(building), occupiedOf(building)];
  if (occupied > roomIn(facts)) report(19, subject, `${occupied} of ${facts.area} is occupied`);
  if (leases > 0 && facts.title !== TITLE.leased)
    report(19, subject, `${leases} leases, title ${facts.title}`);
  const isUnwanted = facts.status === BUILDING_STATUS.excess || facts.status === BUILDING_STATUS.surplus;
  if (isUnwanted && facts.title === TITLE.leased) report(19, subject, "it is leased, and excess");
  const hasCome = facts.acquisition !== ACQUISITION.none;
  if (hasCome && (facts.acquisition === ACQUISITION.leased) !== (facts.title === TITLE.leased)) {
    report(19, subject, `title ${facts.title}, come by way ${facts.acquisition}`);
  }
  if (isUnwanted !== (building.excessSince !== 0) && disposal === DISPOSAL.none) {
    report(19, subject, `status ${facts.status}, reported at ${building.excessSince}`);
  }
  const isDisposed = facts.status === BUILDING_STATUS.disposed;
  if (isDisposed !== (disposal !== DISPOSAL.none)) {
    report(19, subject, `status ${facts.status}, disposed of by way ${disposal}`);
  }
  if (isDisposed && (leases > 0 || occupied > 0 || offer !== undefined)) {
    report(19, subject, `disposed of, with ${leases} leases, ${occupied} occupied`);
  }
  const survey = building.surveys.at(-1);
  if (survey !== undefined) {
    const isCurrent = survey.condition === facts.condition && survey.utilisation === facts.utilisation;
    if (!isCurrent) report(19, subject, "its facts are not those of its last survey");
  }
}

function checkOrders(books: Books, report: Report): void {
  for (const { building, obligation, lease } of books.orders.values()) {
    const it = books.buildings.get(building);
    const isThere = it !== undefined && books.obligations.has(obligation);
    if (!isThere || (lease !== "" && !it.leases.has(lease))) {
      report(19, `obligation ${obligation}`, `it names building ${building}, lease "${lease}"`);
    }
  }
}

/**
 * Each sale posted its proceeds as a receipt of the ledger's, in the same transaction, and nobody else posted one; what
 * was taken back since is within it.
 */
function checkProceeds(books: Books, report: Report): void {
  const receipts = new Map<string, ActRecord[]>();
  for (const { building, act } of buildingReceipts(books)) {
    const byRegister = act.name === "Collected" && books.officers.get(act.officer)?.isContract === true;
    if (byRegister) receipts.set(building, [...(receipts.get(building) ?? []), act]);
  }
  const posted = new Map(books.proceeds.map((one) => [one.building, one]));
  for (const { id, sold } of books.buildings.values()) {
    const proceeds = posted.get(id);
    if ((sold !== undefined) !== (proceeds !== undefined)) {
      report(21, `building ${id}`, sold === undefined ? "proceeds of no sale" : "a sale without proceeds");
    }
  }
  for (const { building, account, amount, position } of books.proceeds) {
    const collected = receipts.get(building) ?? [];
    const matches = collected.filter((act) => {
      const isSame = act.account === account && act.amount === amount;
      return isSame && act.position.transactionHash === position.transactionHash;
    });
    if (matches.length !== 1 || collected.length !== 1) {
      report(
        21,
        `building ${building}`,
        `${amount} posted at account ${account}, the ledger has ${matches.length}`,
      );
    }
  }
  for (const building of receipts.keys()) {
    if (!posted.has(building)) report(21, `building ${building}`, "proceeds were collected of no sale");
  }
  // What a buyer does not pay after all is taken back, and no more than that.
  for (const [building, standing] of proceedsOf(books)) {
    const most = posted.get(building)?.amount ?? 0n;
    if (standing < 0n || standing > most) {
      report(21, `building ${building}`, `receipts of ${standing} name it, its sale brought ${most}`);
    }
  }
}
