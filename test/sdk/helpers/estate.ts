import { encodeDescription } from "../../../sdk/buildings/description.js";
import {
  ACQUISITION,
  BUILDING_STATUS,
  type BuildingFacts,
  NOT_SURVEYED,
  TITLE,
} from "../../../sdk/buildings/facts.js";
import { CODE_LIST, type CostKind, costKindNumber } from "../../../sdk/buildings/kinds.js";
import {
  AGENCY,
  DAY,
  EVIDENCE,
  fundedJournal,
  type Journal,
  move,
  NONE,
  obligate,
  OFFICERS,
  addOfficer,
} from "./journal.js";

const HOLDERS = `0x${"ab".repeat(16)}`;
const NOBODY = `0x${"0".repeat(40)}`;
const SCHEMA = { value: 1, columns: ["Real Property Asset Name", "State", "Latitude", "Longitude"] };

export const EXCESS_WAIT = 30 * DAY;
export const SURPLUS_WAIT = 60 * DAY;
/** What a building here is unless said otherwise: 100 square feet, owned. */
const OFFICE_BUILDING: BuildingFacts = {
  area: 100_00,
  condition: NOT_SURVEYED,
  utilisation: NOT_SURVEYED,
  standing: 1,
  use: 1,
  kind: 1,
  title: TITLE.owned,
  status: BUILDING_STATUS.active,
  acquisition: ACQUISITION.none,
};
export const LEASED = { title: TITLE.leased, acquisition: ACQUISITION.leased };

/** A funded journal with a building register, and what an agency's property officer does. */
export interface Estate {
  readonly journal: Journal;
  readonly officer: number;
  readonly register: (code: string, facts?: Partial<BuildingFacts>, line?: Record<string, string>) => void;
  /** Has the agency's account 3 obligate, accept, certify and pay for a building. */
  readonly spend: (building: string, kind: CostKind, amount: bigint, lease?: string) => bigint;
  readonly survey: (building: string, utilisation: number) => void;
  /** Days count from 1970-01-01. */
  readonly lease: (building: string, lease: string, until: number, rent?: bigint) => void;
  readonly excess: (building: string) => void;
  readonly occupy: (building: string, occupant: number, area: number) => void;
}

export function estate(): Estate {
  const journal = fundedJournal();
  const officer = addOfficer(journal, AGENCY, "property");
  journal.emit("BuildingRegistryCreated", {
    registry: "0xRegistry",
    ledger: "0xLedger",
    excessWait: EXCESS_WAIT,
    surplusWait: SURPLUS_WAIT,
  });
  const add = (list: number, code: string, label: string): unknown =>
    journal.emit("CodeAdded", { list, value: 1, officer: OFFICERS.administrator, code, label });
  add(CODE_LIST.schema, "TEST", SCHEMA.columns.join());
  add(CODE_LIST.kind, "OFFICE", "Offices");
  add(CODE_LIST.use, "PUBLIC", "Open to the public");
  add(CODE_LIST.active, "CORE", "Core operational");
  const evidence = EVIDENCE;

  return {
    journal,
    officer,
    register(building, changes = {}, line = {}) {
      const to = `${HOLDERS}${AGENCY.toString(16).padStart(8, "0")}`;
      journal.emit("Transfer", { from: NOBODY, to, tokenId: building });
      journal.emit("BuildingRegistered", {
        building,
        organisation: AGENCY,
        officer,
        facts: { ...OFFICE_BUILDING, ...changes },
        record: NONE,
        description: encodeDescription(SCHEMA, [line]),
      });
    },
    spend(building, kind, amount, lease = "") {
      const obligation = obligate(journal, 3, amount);
      const order = { building, obligation, officer, kind: costKindNumber(kind), lease, evidence };
      journal.emit("WorkOrdered", order);
      for (const step of ["Accepted", "Certified", "Paid"] as const) move(journal, step, obligation, amount);
      return obligation;
    },
    survey(building, utilisation) {
      journal.emit("BuildingSurveyed", { building, officer, condition: 70, utilisation, day: 0, evidence });
    },
    lease(building, lease, until, rent = 0n) {
      const terms = { from: 0, until, area: 0, rent, parts: 1, description: "0x" };
      journal.emit("LeaseRegistered", { building, lease, officer, ...terms });
    },
    excess(building) {
      const until = journal.time + 1 + EXCESS_WAIT;
      journal.emit("ExcessReported", { building, officer, standing: 0, until, evidence });
    },
    occupy(building, occupant, area) {
      journal.emit("OccupancySet", { building, occupant, officer, area, evidence });
    },
  };
}
