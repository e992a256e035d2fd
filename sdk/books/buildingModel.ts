import type { BuildingFacts } from "../buildings/facts.js";
import type { BUILDING_EVENTS } from "../journal/buildingSchema.js";
import type { Position } from "../journal/event.js";

/** What the building register was deployed with: addresses, and seconds. */
export interface BuildingSettings {
  readonly registry: string;
  readonly ledger: string;
  /** How long an excess building is screened. */
  readonly excessWait: number;
  /** How long a surplus one waits. */
  readonly surplusWait: number;
}

/** One code of a list. */
export interface CodeBook {
  readonly value: number;
  /** As the jurisdiction writes it. */
  readonly code: string;
  /** What it means; of a schema, the header line of its columns. */
  readonly label: string;
  /** Given to no other building any more. */
  isWithdrawn: boolean;
}

/** Something that was done about a building, and what it rests on: as little as leads there. */
export interface BuildingAct {
  readonly name: keyof typeof BUILDING_EVENTS;
  readonly officer: number;
  readonly evidence: string;
  /** Of an order to pay for it, the obligation. */
  readonly obligation: bigint | undefined;
  readonly position: Position;
}

/** What a survey found. */
export interface SurveyBook {
  /** Percent. */
  readonly condition: number;
  readonly utilisation: number;
  /** Civil day, counted from 1970-01-01. */
  readonly day: number;
  readonly officer: number;
  readonly evidence: string;
}

/** How far a building that nobody needs has come. */
export interface ScreeningBook {
  /** First second at which it may go on to the next status; 0 for never begun. */
  readonly until: number;
  readonly reporter: number;
  /** 0 for nobody yet. */
  readonly declarer: number;
}

/** A lease. Days are civil ones, counted from 1970-01-01. */
export interface LeaseBook {
  readonly id: string;
  from: number;
  /** Last day. */
  until: number;
  /** Hundredths of a square foot; 0 for not stated. */
  area: number;
  /** Cents a year; 0 for not stated. */
  rent: bigint;
  /** How many parts of the building it covers. */
  parts: number;
  isRunning: boolean;
  /** Bytes, with a line for each part: see `decodeDescription`. */
  description: string;
  /** UTC seconds at which it was renewed last; 0 for never. */
  renewed: number;
  /** UTC seconds; 0 while it runs. */
  ended: number;
}

/** What a sale brought. */
export interface ProceedsBook {
  readonly building: string;
  readonly account: number;
  /** Cents. */
  readonly amount: bigint;
  readonly position: Position;
}

/** A building. Times are UTC seconds. */
export interface BuildingBook {
  /** Its code. */
  readonly id: string;
  /** The organisation with custody; of a disposed building, which had it last. */
  custodian: number;
  facts: BuildingFacts;
  /** Commitment to its file, or zero. */
  record: string;
  /** Bytes: see `decodeDescription`. */
  description: string;
  readonly registered: number;
  /** When it came into its status, as far as the register knows. */
  statusSince: number;
  /** When it was reported as excess, if it is excess, surplus or went that way; else 0. */
  excessSince: number;
  /** In the order in which they were recorded. */
  readonly surveys: SurveyBook[];
  screening: ScreeningBook;
  /** A custody offered, and by whom. */
  offer: { readonly to: number; readonly officer: number } | undefined;
  /** By their numbers, ended ones included. */
  readonly leases: Map<string, LeaseBook>;
  /** What each organisation occupies, in hundredths of a square foot; 0 where it moved out. */
  readonly occupants: Map<number, number>;
  /** How it went: see `DISPOSAL`; 0 while it is there. */
  disposal: number;
  /** Who disposed of it; 0 while it is there. */
  disposer: number;
  /** Of a sale: the transaction that it took place in. */
  sold: string | undefined;
  /** All that was done about it on evidence, orders to pay for it included. */
  readonly acts: BuildingAct[];
}

/** An obligation that names a building. */
export interface OrderBook {
  readonly building: string;
  readonly obligation: bigint;
  /** See `COST_KIND`. */
  readonly kind: number;
  /** Of rent, which lease; else "". */
  readonly lease: string;
  readonly officer: number;
  readonly evidence: string;
}

/** What the building register holds. Part of `Books`. */
export interface BuildingBooks {
  buildingRegistry: BuildingSettings | undefined;
  /** By the contracts' number of the list, then by value. */
  readonly codeLists: Map<number, Map<number, CodeBook>>;
  /** By their codes. */
  readonly buildings: Map<string, BuildingBook>;
  /** Who holds each token, by the building's code. */
  readonly holders: Map<string, string>;
  /** By obligation, those that stand. */
  readonly orders: Map<bigint, OrderBook>;
  readonly proceeds: ProceedsBook[];
}
