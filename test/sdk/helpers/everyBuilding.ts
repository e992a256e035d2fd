import { acts } from "../../../sdk/acts.js";
import { encodeCode } from "../../../sdk/buildings/codes.js";
import { encodeDescription } from "../../../sdk/buildings/description.js";
import {
  ACQUISITION,
  BUILDING_STATUS,
  type BuildingFacts,
  encodeFacts,
  NOT_SURVEYED,
  TITLE,
} from "../../../sdk/buildings/facts.js";
import { CODE_LIST, costKindNumber, DISPOSAL } from "../../../sdk/buildings/kinds.js";
import { obligationId } from "../../../sdk/ids.js";
import type { JournalEvent } from "../../../sdk/journal/event.js";
import { readJournal } from "../../../sdk/journal/reader.js";
import { OFFICES } from "../../../sdk/offices.js";
import { CLASSIFICATION, EVIDENCE, type Funded, funded, SUPPLIER } from "../../fixtures/funded.js";
import { ethers, time } from "../../fixtures/network.js";
import { appoint, appointed } from "../../fixtures/staffed.js";
import { claims } from "../../helpers/claims.js";
import { onAccount } from "../../helpers/views.js";

const DAY = 86_400;
const NONE = `0x${"0".repeat(64)}`;
const TO_DISPOSE = [
  CODE_LIST.planned,
  CODE_LIST.active,
  CODE_LIST.excess,
  CODE_LIST.surplus,
  CODE_LIST.disposed,
];

/** The columns that buildings here are described with. */
export const SCHEMA = { value: 1, columns: ["Real Property Asset Name", "State", "Latitude", "Longitude"] };

/** What the stories of buildings leave behind. */
export interface EveryBuilding extends Funded {
  /** Rent of the lease "L1" of the building "LEASED", on A's root: 1,200.00, of which 300.00 are paid. */
  readonly rent: bigint;
  /** Work on "SOLD": 500.00, paid, of which 100.00 came back. */
  readonly repair: bigint;
}

/** Facts of a building that has just been entered: an office building of 100.00 square feet unless said otherwise. */
export function factsOf(changes: Partial<BuildingFacts> = {}): bigint {
  return encodeFacts({
    area: 100_00,
    condition: NOT_SURVEYED,
    utilisation: NOT_SURVEYED,
    standing: 1,
    use: 1,
    kind: 1,
    title: TITLE.owned,
    status: BUILDING_STATUS.active,
    acquisition: ACQUISITION.none,
    ...changes,
  });
}

/** Codes of every list: 1 and 2, the latter withdrawn again. */
export async function loadCodes({ buildings, founders }: Pick<Funded, "buildings" | "founders">) {
  const administrator = buildings.connect(founders.administrator.signer);
  await administrator.addCode(CODE_LIST.schema, SCHEMA.value, "TEST", SCHEMA.columns.join());
  await administrator.addCode(CODE_LIST.kind, 1, "OFFICE", "Offices");
  await administrator.addCode(CODE_LIST.use, 1, "PUBLIC", "Open to the public");
  for (const list of TO_DISPOSE) await administrator.addCode(list, 1, "PLAIN", "As it is");
  for (const list of Object.values(CODE_LIST)) {
    await administrator.addCode(list, 2, "OLD", "No longer given");
    await administrator.withdrawCode(list, 2);
  }
}

/** A building to be entered. */
export const registration = (code: string, changes: Partial<BuildingFacts> = {}, state = "DC") => ({
  id: encodeCode(code),
  facts: factsOf(changes),
  record: NONE,
  description: encodeDescription(SCHEMA, [
    {
      "Real Property Asset Name": `The ${code} building`,
      State: state,
      Latitude: "38.9",
      Longitude: "-77.03",
    },
  ]),
});

/** A lease to be entered. */
export const leaseEntry = (building: string, id: string, changes: object = {}) => ({
  building: encodeCode(building),
  id: encodeCode(id),
  from: 18_000,
  until: 22_000,
  area: 90_00,
  rent: 1_200_00n,
  parts: 1,
  description: "0x",
  ...changes,
});

/** A chain on which every event of the building register was emitted at least once, but for approvals. */
export async function everyBuilding(): Promise<EveryBuilding> {
  const all = await funded();
  const { buildings, a, b, treasury, root, ledger } = all;
  await loadCodes(all);
  const second = await appointed(all, "A's second property officer", a.id, OFFICES.property);
  const property = buildings.connect(a.property.signer);
  const leased = { title: TITLE.leased, acquisition: ACQUISITION.leased };
  await property.register(a.id, [
    registration("SOLD"),
    registration("LEASED", leased),
    registration("PLANNED", { status: BUILDING_STATUS.planned }),
    registration("KEPT", { title: TITLE.managed, area: 50_00, standing: 0, kind: 0, use: 0 }),
    registration("LEFT", leased),
    registration("GIVEN"),
  ]);
  await property.amend(a.id, [
    { ...registration("KEPT", { title: TITLE.owned, area: 60_00 }), record: EVIDENCE },
  ]);
  const day = Math.floor((await time.latest()) / DAY);
  await property.survey(a.id, [
    { id: encodeCode("SOLD"), condition: 90, utilisation: 10, day: day - 9, evidence: EVIDENCE },
    { id: encodeCode("SOLD"), condition: 80, utilisation: 0, day, evidence: EVIDENCE },
  ]);
  await everyTenancy(all);
  const { rent, repair } = await everyOrder(all);
  await property.activate(encodeCode("PLANNED"), ACQUISITION.constructed, 1, EVIDENCE);

  // Custody.
  await property.offerCustody(encodeCode("KEPT"), b.id, EVIDENCE);
  await property.withdrawOffer(encodeCode("KEPT"));
  await property.offerCustody(encodeCode("KEPT"), b.id, EVIDENCE);
  const kept = await buildings.facts(encodeCode("KEPT"));
  await buildings.connect(b.property.signer).acceptCustody(encodeCode("KEPT"), kept, EVIDENCE);

  // Disposal.
  for (const code of ["SOLD", "GIVEN", "PLANNED"]) await property.reportExcess(encodeCode(code), 1, EVIDENCE);
  await time.increase(30 * DAY);
  const declaring = buildings.connect(treasury.property.signer);
  for (const code of ["SOLD", "GIVEN"]) await declaring.declareSurplus(encodeCode(code), 1, EVIDENCE);
  await property.restore(encodeCode("PLANNED"), 1, EVIDENCE);
  await property.reportExcess(encodeCode("PLANNED"), 0, EVIDENCE);
  await property.offerCustody(encodeCode("PLANNED"), treasury.id, EVIDENCE);
  await time.increase(60 * DAY);
  const register = await all.registry.officerOf(await buildings.getAddress());
  await appoint(all, Number(register), a.id, OFFICES.collecting);
  const { totals } = await ledger.account(root);
  const proceeds = { owner: a.id, account: root, sequence: totals.sequence, proceeds: 9_000_00n };
  await buildings.connect(second.signer).sell(encodeCode("SOLD"), proceeds, 1, EVIDENCE);
  await property.offerCustody(encodeCode("GIVEN"), b.id, EVIDENCE);
  await property.dispose(encodeCode("GIVEN"), DISPOSAL.publicBenefit, 1, EVIDENCE);
  await property.dispose(encodeCode("LEFT"), DISPOSAL.leaseEnd, 0, EVIDENCE);
  return { ...all, rent, repair };
}

async function everyTenancy({ buildings, a, b, bureau }: Funded) {
  const property = buildings.connect(a.property.signer);
  const [leased, left] = [encodeCode("LEASED"), encodeCode("LEFT")];
  await property.registerLeases(a.id, [
    leaseEntry("LEASED", "L1"),
    leaseEntry("LEASED", "L2", { from: -500, until: 30_000, parts: 3 }),
    leaseEntry("LEFT", "L1"),
  ]);
  await property.amendLeases(a.id, [leaseEntry("LEASED", "L2", { until: 29_000, parts: 2 })]);
  await property.renewLease(leased, encodeCode("L1"), 25_000, 80_00, 1_300_00n, EVIDENCE);
  await property.endLease(left, encodeCode("L1"), EVIDENCE);
  await property.setOccupancy(leased, b.id, 20_00, EVIDENCE);
  await property.setOccupancy(leased, bureau.id, 30_00, EVIDENCE);
  await property.setOccupancy(leased, bureau.id, 0, EVIDENCE);
}

async function everyOrder(all: Funded): Promise<{ rent: bigint; repair: bigint }> {
  const { buildings, ledger, a, root, contract } = all;
  const obligate = async (amount: bigint): Promise<bigint> => {
    const line = await onAccount(ledger, root, amount);
    const rest = { payee: SUPPLIER, classification: CLASSIFICATION, evidence: EVIDENCE };
    await ledger.connect(a.contracting.signer).execute(a.id, [acts.obligate({ ...line, ...rest })]);
    const obligation = obligationId(root, line.sequence);
    await ledger
      .connect(a.receiving.signer)
      .execute(a.id, [acts.accept({ obligation, sequence: 1, amount })]);
    return obligation;
  };
  const rent = await obligate(1_200_00n);
  const repair = await obligate(500_00n);
  const order = (building: string, obligation: bigint, kind: number, lease = "") => {
    return { building: encodeCode(building), obligation, kind, lease: encodeCode(lease), evidence: EVIDENCE };
  };
  const property = buildings.connect(a.property.signer);
  await property.orderWork(a.id, [
    order("LEASED", rent, costKindNumber("rent"), "L1"),
    order("SOLD", repair, costKindNumber("repair")),
    order("KEPT", contract, costKindNumber("construction")),
  ]);
  await property.withdrawOrder(a.id, contract, EVIDENCE);
  await property.orderWork(a.id, [order("PLANNED", contract, costKindNumber("construction"))]);
  const by = claims(all);
  await by.certify(a.id, a.certifying.id, [
    { obligation: rent, amount: 300_00n },
    { obligation: repair, amount: 500_00n },
  ]);
  await by.pay(a.id, a.disbursing.id, [
    { obligation: rent, amount: 300_00n },
    { obligation: repair, amount: 500_00n },
  ]);
  await by.giveBack(a.id, a.disbursing.id, [{ obligation: repair, amount: 100_00n }]);
  return { rent, repair };
}

/** The journal of `everyBuilding`, as the contracts wrote it. */
export async function buildingJournal(): Promise<EveryBuilding & { events: readonly JournalEvent[] }> {
  const all = await everyBuilding();
  const { registry, ledger, veto, buildings } = all;
  const addresses = await Promise.all([registry, ledger, veto, buildings].map((one) => one.getAddress()));
  const events: JournalEvent[] = [];
  for await (const page of readJournal({ provider: ethers.provider, addresses, from: 0 })) {
    events.push(...page.events);
  }
  return { ...all, events };
}
