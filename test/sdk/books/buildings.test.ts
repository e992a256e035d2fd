import { expect } from "chai";

import { findBrokenInvariants } from "../../../sdk/audit/invariants.js";
import type { BuildingBook } from "../../../sdk/books/buildingModel.js";
import { cloneBooks } from "../../../sdk/books/cloneBooks.js";
import { BooksViolation, JournalGap } from "../../../sdk/books/errors.js";
import { fold } from "../../../sdk/books/fold.js";
import type { Books } from "../../../sdk/books/model.js";
import { ACQUISITION, BUILDING_STATUS, type BuildingFacts, TITLE } from "../../../sdk/buildings/facts.js";
import { CODE_LIST, DISPOSAL } from "../../../sdk/buildings/kinds.js";
import { BUILDING_EVENTS } from "../../../sdk/journal/buildingSchema.js";
import type { JournalEvent, JournalEventArgs, JournalEventName } from "../../../sdk/journal/event.js";
import { loadFixture } from "../../fixtures/network.js";
import { buildingJournal } from "../helpers/everyBuilding.js";
import { answerTo, changed, upTo } from "../helpers/paymentJournal.js";

const STRANGER = `0x${"5".repeat(40)}`;
const NOBODY = `0x${"0".repeat(40)}`;
/** Of the first administrator, who holds that office alone. */
const ADMINISTRATOR = 3;
/** Agency A, and how many officers there can be. */
const A = 2;
const NONE = 99_999;

type Name = keyof typeof BUILDING_EVENTS;

/** An event that the contracts emitted, changed so that a rule forbids it. */
interface Forgery<N extends Name> {
  readonly what: string;
  readonly name: N;
  /** Which one: args that it has, or the first one. */
  readonly where?: Partial<JournalEventArgs<N>>;
  readonly changes?: object | ((args: JournalEventArgs<N>) => object);
  /** Something else that the books are made to hold before. */
  readonly given?: (books: Books, event: JournalEvent) => void;
  readonly rule: RegExp;
}

const forge = <N extends Name>(
  name: N,
  what: string,
  rule: RegExp,
  changes: Forgery<N>["changes"] = {},
  more: Partial<Forgery<N>> = {},
): Forgery<Name> => ({ name, what, rule, changes, ...more });

const OFFICE = /live appointment/;
const CODE = /value of its code list/;
const DESCRIBED = /names its schema/;
const FACTS = /facts are ones that can be/;
const STEP = /goes from planned to active/;
const TWO = /does not declare/;
const WAIT = /take their time/;
const OVER = /waiting time is over/;
const OFFER = /offer and acceptance/;
const LEASE = /running lease/;
const WAY = /way that its title has/;

/** What a building named in an event is made to be. */
const buildingIs =
  (changes: Partial<BuildingBook>) =>
  (books: Books, { args }: JournalEvent): void => {
    Object.assign(books.buildings.get((args as { building: string }).building)!, changes);
  };

const factsAre =
  (changes: Partial<BuildingFacts>) =>
  (books: Books, { args }: JournalEvent): void => {
    const building = books.buildings.get((args as { building: string }).building)!;
    building.facts = { ...building.facts, ...changes };
  };

/** Other facts than an event says. */
const otherFacts =
  (changes: Partial<BuildingFacts>) =>
  ({ facts }: { facts: BuildingFacts }): object => ({ facts: { ...facts, ...changes } });

const leaseIs =
  (changes: object) =>
  (books: Books, { args }: JournalEvent): void => {
    const { building, lease } = args as { building: string; lease: string };
    Object.assign(books.buildings.get(building)!.leases.get(lease)!, changes);
  };

/** A step that a disposed building can't take, for each that there is. */
const LIVE: readonly Name[] = [
  "BuildingAmended",
  "BuildingSurveyed",
  "BuildingActivated",
  "ExcessReported",
  "SurplusDeclared",
  "BuildingRestored",
  "BuildingDisposed",
  "CustodyOffered",
  "CustodyOfferWithdrawn",
  "CustodyAccepted",
  "LeaseRegistered",
  "LeaseAmended",
  "LeaseRenewed",
  "LeaseEnded",
  "OccupancySet",
];
/** What a property officer of the organisation with custody does, or of another one. */
const BY_PROPERTY: readonly Name[] = [...LIVE, "BuildingRegistered", "WorkOrdered", "WorkOrderWithdrawn"];
/** What names a building. */
const OF_ONE: readonly Name[] = [...LIVE, "WorkOrdered", "ProceedsPosted"];
/** What gives a building a standing in the status that it enters. */
const STANDING = {
  BuildingRegistered: "active",
  BuildingActivated: "active",
  ExcessReported: "excess",
  SurplusDeclared: "surplus",
  BuildingRestored: "active",
  BuildingDisposed: "disposed",
} as const;

const withdrawn =
  (list: number, value = 1) =>
  (books: Books): void => {
    books.codeLists.get(list)!.get(value)!.isWithdrawn = true;
  };

const FORGERIES: readonly Forgery<Name>[] = [
  ...LIVE.map((name) =>
    forge(
      name,
      "once disposed of",
      /disposed building/,
      {},
      {
        given: factsAre({ status: BUILDING_STATUS.disposed }),
      },
    ),
  ),
  ...BY_PROPERTY.map((name) => forge(name, "by no property officer", OFFICE, { officer: ADMINISTRATOR })),
  ...BY_PROPERTY.map((name) => forge(name, "by nobody", OFFICE, { officer: NONE })),
  ...OF_ONE.map((name) => forge(name, "of a building that there is not", /NOWHERE/, { building: "NOWHERE" })),
  ...Object.entries(STANDING).map(([name, status]) =>
    forge(
      name as Name,
      "in a standing that was withdrawn",
      CODE,
      {},
      {
        given: withdrawn(CODE_LIST[status]),
      },
    ),
  ),

  forge(
    "BuildingRegistryCreated",
    "a second one",
    /there is one/,
    {},
    {
      given: (books) => {
        books.buildingRegistry = { registry: STRANGER, ledger: STRANGER, excessWait: 1, surplusWait: 1 };
      },
    },
  ),
  forge(
    "BuildingRegistryCreated",
    "of another registry",
    /there is one/,
    { registry: STRANGER },
    {
      given: (books) => (books.identity = { ...books.identity!, registry: "0xRegistry" }),
    },
  ),
  forge("BuildingRegistryCreated", "without screening", /waits of up to a year/, { excessWait: 0 }),
  forge("BuildingRegistryCreated", "with a longer wait", /waits of up to a year/, {
    surplusWait: 365 * 86_400 + 1,
  }),

  forge(
    "CodeAdded",
    "before the register is there",
    /building register/,
    {},
    {
      given: (books) => (books.buildingRegistry = undefined),
    },
  ),
  forge("CodeAdded", "by no administrator", OFFICE, { officer: 1 }),
  forge("CodeAdded", "as 0", /added once/, { value: 0 }),
  forge("CodeAdded", "to no list", /added once/, { list: 8 }),
  forge("CodeAdded", "that is no code", /64 printable/, { code: "A B" }),
  forge(
    "CodeAdded",
    "again, once withdrawn",
    /added once/,
    { list: CODE_LIST.disposed, value: 2 },
    {
      where: { list: CODE_LIST.disposed, value: 2 },
      given: (books, { args }) => {
        const { list, value, code, label } = args as JournalEventArgs<"CodeAdded">;
        books.codeLists.get(list)!.set(value, { value, code, label, isWithdrawn: true });
      },
    },
  ),
  forge("CodeWithdrawn", "by no administrator", OFFICE, { officer: 1 }),
  forge("CodeWithdrawn", "that there is not", /withdrawn that there is/, { value: 9 }),
  forge("CodeWithdrawn", "from a list without codes", /withdrawn that there is/, { list: 9 }),
  forge("CodeWithdrawn", "twice", /withdrawn that there is/, {}, { given: withdrawn(CODE_LIST.schema, 2) }),

  forge("Transfer", "from another than holds it", /from who holds it/, { from: STRANGER }),
  forge("Transfer", "to who holds it", /from who holds it/, { to: NOBODY }),
  forge("Transfer", "to nobody", /from who holds it/, ({ from }) => ({ from, to: NOBODY }), {
    where: { tokenId: "KEPT" },
    given: (books, { args }) => books.holders.set("KEPT", (args as JournalEventArgs<"Transfer">).from),
  }),
  forge(
    "Transfer",
    "before the register is there",
    /building register/,
    {},
    {
      given: (books) => (books.buildingRegistry = undefined),
    },
  ),

  forge(
    "BuildingRegistered",
    "twice",
    /names one building/,
    {},
    {
      where: { building: "LEASED" },
      given: (books) => books.buildings.set("LEASED", books.buildings.get("SOLD")!),
    },
  ),
  forge("BuildingRegistered", "under no code", /names one building/, { building: "" }),
  forge(
    "BuildingRegistered",
    "with a token elsewhere",
    /building SOLD/,
    {},
    {
      given: (books) => books.holders.set("SOLD", `${STRANGER.slice(0, -8)}00000009`),
    },
  ),
  forge(
    "BuildingRegistered",
    "with no token",
    /building SOLD/,
    {},
    {
      given: (books) => books.holders.delete("SOLD"),
    },
  ),
  forge("BuildingRegistered", "as excess", FACTS, otherFacts({ status: BUILDING_STATUS.excess })),
  forge("BuildingRegistered", "surveyed", FACTS, otherFacts({ condition: 50 })),
  forge("BuildingRegistered", "in use", FACTS, otherFacts({ utilisation: 50 })),
  forge("BuildingRegistered", "without a title", FACTS, otherFacts({ title: 0 })),
  forge("BuildingRegistered", "with an unknown title", FACTS, otherFacts({ title: 4 })),
  forge("BuildingRegistered", "with an unknown way to come", FACTS, otherFacts({ acquisition: 5 })),
  forge(
    "BuildingRegistered",
    "leased, and bought",
    FACTS,
    otherFacts({ acquisition: ACQUISITION.purchased }),
    {
      where: { building: "LEASED" },
    },
  ),
  forge("BuildingRegistered", "owned, by lease", FACTS, otherFacts({ acquisition: ACQUISITION.leased })),
  forge("BuildingRegistered", "planned, and there", FACTS, otherFacts({ acquisition: ACQUISITION.donated }), {
    where: { building: "PLANNED" },
  }),
  forge("BuildingRegistered", "of an unknown kind", CODE, otherFacts({ kind: 9 })),
  forge("BuildingRegistered", "for a use withdrawn", CODE, otherFacts({ use: 2 })),
  forge("BuildingRegistered", "described by no schema", DESCRIBED, { description: "0x0041" }),
  forge("BuildingRegistered", "described by an unknown schema", CODE, { description: "0x0941" }),

  forge("BuildingAmended", "to another status", FACTS, otherFacts({ status: BUILDING_STATUS.planned })),
  forge("BuildingAmended", "to another way to come", FACTS, otherFacts({ acquisition: ACQUISITION.donated })),
  forge("BuildingAmended", "to another condition", FACTS, otherFacts({ condition: 1 })),
  forge("BuildingAmended", "to another utilisation", FACTS, otherFacts({ utilisation: 1 })),
  forge("BuildingAmended", "to no title", FACTS, otherFacts({ title: 0 })),
  forge(
    "BuildingAmended",
    "to another title, with a lease",
    FACTS,
    {},
    {
      given: (books) => {
        const lease = { ...LEASE_BOOK, isRunning: true };
        books.buildings.get("KEPT")!.leases.set("L1", lease);
      },
    },
  ),
  forge("BuildingAmended", "to leased, once active", FACTS, otherFacts({ title: TITLE.leased })),
  forge("BuildingAmended", "to another title, once excess", FACTS, otherFacts({ status: 3 }), {
    given: factsAre({ status: BUILDING_STATUS.excess }),
  }),
  forge(
    "BuildingAmended",
    "to owned, come by lease",
    FACTS,
    otherFacts({ acquisition: ACQUISITION.leased }),
    { given: factsAre({ title: TITLE.leased, acquisition: ACQUISITION.leased }) },
  ),
  forge(
    "BuildingAmended",
    "to owned, come nobody says how any more",
    FACTS,
    {},
    { given: factsAre({ title: TITLE.leased, acquisition: ACQUISITION.leased }) },
  ),
  forge(
    "BuildingAmended",
    "to another way to come than it said",
    FACTS,
    otherFacts({ acquisition: ACQUISITION.donated }),
    { given: factsAre({ acquisition: ACQUISITION.purchased }) },
  ),
  forge("BuildingAmended", "to less than is occupied", FACTS, otherFacts({ area: 10 }), {
    given: (books) => books.buildings.get("KEPT")!.occupants.set(A, 11),
  }),
  forge("BuildingAmended", "to an unknown kind", CODE, otherFacts({ kind: 9 })),
  forge("BuildingAmended", "to a use withdrawn", CODE, otherFacts({ use: 2 })),
  forge("BuildingAmended", "to an unknown standing", CODE, otherFacts({ standing: 9 })),
  forge("BuildingAmended", "described by an unknown schema", CODE, { description: "0x0941" }),

  forge("BuildingSurveyed", "in better repair than perfect", /percents/, { condition: 101 }),
  forge("BuildingSurveyed", "more than in use", /percents/, { utilisation: 255 }),
  forge("BuildingSurveyed", "on a day to come", /percents/, ({ day }) => ({ day: day + 900 })),

  forge(
    "BuildingSurveyed",
    "of an earlier day than the last",
    /no earlier day/,
    {},
    {
      given: buildingIs({
        surveys: [{ condition: 1, utilisation: 1, day: 65_535, officer: 1, evidence: `0x${"0".repeat(64)}` }],
      }),
    },
  ),

  forge("BuildingActivated", "twice", STEP, {}, { given: factsAre({ status: BUILDING_STATUS.active }) }),
  forge("BuildingActivated", "without saying how it came", /comes by lease/, { acquisition: 0 }),
  forge("BuildingActivated", "in an unknown way", /comes by lease/, { acquisition: 5 }),
  forge("BuildingActivated", "by lease, owned", /comes by lease/, { acquisition: ACQUISITION.leased }),

  forge("ExcessReported", "twice", STEP, {}, { given: factsAre({ status: BUILDING_STATUS.excess }) }),
  forge(
    "ExcessReported",
    "of what is leased",
    /ends with its leases/,
    {},
    {
      given: factsAre({ title: TITLE.leased }),
    },
  ),
  forge("ExcessReported", "for less than its time", WAIT, ({ until }) => ({ until: until - 1 })),
  forge(
    "SurplusDeclared",
    "of what is active",
    STEP,
    {},
    {
      given: factsAre({ status: BUILDING_STATUS.active }),
    },
  ),
  forge(
    "SurplusDeclared",
    "before screening is over",
    OVER,
    {},
    {
      given: buildingIs({ screening: { until: 2 ** 40, reporter: 1, declarer: 0 } }),
    },
  ),
  forge(
    "SurplusDeclared",
    "by who reported it",
    TWO,
    {},
    {
      given: (books, event) => {
        const { officer: reporter } = event.args as JournalEventArgs<"SurplusDeclared">;
        buildingIs({ screening: { until: 0, reporter, declarer: 0 } })(books, event);
      },
    },
  ),
  forge("SurplusDeclared", "for longer than its time", WAIT, ({ until }) => ({ until: until + 1 })),
  forge("BuildingRestored", "from active", STEP, {}, { given: factsAre({ status: BUILDING_STATUS.active }) }),

  forge("BuildingDisposed", "from excess", STEP, {}, { given: factsAre({ status: BUILDING_STATUS.excess }) }),
  forge(
    "BuildingDisposed",
    "before its wait is over",
    OVER,
    {},
    {
      given: buildingIs({ screening: { until: 2 ** 40, reporter: 1, declarer: 2 } }),
    },
  ),
  forge(
    "BuildingDisposed",
    "by who declared it",
    TWO,
    {},
    {
      given: (books, event) => {
        const { officer: declarer } = event.args as JournalEventArgs<"BuildingDisposed">;
        buildingIs({ screening: { until: 0, reporter: 1, declarer } })(books, event);
      },
    },
  ),
  forge("BuildingDisposed", "no way", WAY, { disposal: 0 }),
  forge("BuildingDisposed", "by an unknown way", WAY, { disposal: 7 }),
  forge("BuildingDisposed", "as a plan", STEP, { disposal: DISPOSAL.abandonment }),
  forge("BuildingDisposed", "by sale, managed", WAY, {}, { given: factsAre({ title: TITLE.managed }) }),
  forge(
    "BuildingDisposed",
    "for public benefit, managed",
    WAY,
    {},
    { where: { building: "GIVEN" }, given: factsAre({ title: TITLE.managed }) },
  ),
  forge(
    "BuildingDisposed",
    "with a lease that it never had",
    WAY,
    {},
    {
      where: { building: "LEFT" },
      given: factsAre({ title: TITLE.owned }),
    },
  ),
  forge(
    "BuildingDisposed",
    "with a lease running",
    /in use/,
    {},
    {
      where: { building: "LEFT" },
      given: (books) => (books.buildings.get("LEFT")!.leases.get("L1")!.isRunning = true),
    },
  ),
  forge(
    "BuildingDisposed",
    "with somebody in it",
    /in use/,
    {},
    {
      given: buildingIs({ occupants: new Map([[A, 1]]) }),
    },
  ),

  forge("ProceedsPosted", "of nothing", /moves an amount/, { amount: 0n }),
  forge("ProceedsPosted", "of no sale", /posts its proceeds/, { building: "KEPT" }),
  forge("ProceedsPosted", "later", /posts its proceeds/, {}, { given: buildingIs({ sold: "0x" }) }),
  forge(
    "ProceedsPosted",
    "twice",
    /posts its proceeds/,
    {},
    {
      given: (books, { args, position }) => {
        books.proceeds.push({ ...(args as JournalEventArgs<"ProceedsPosted">), position });
      },
    },
  ),
  forge("ProceedsPosted", "beyond the seller's limit", OFFICE, ({ amount }) => ({ amount: amount + 1n }), {
    given: (books, { args }) => {
      const { building, amount } = args as JournalEventArgs<"ProceedsPosted">;
      const { disposer } = books.buildings.get(building)!;
      for (const one of books.officers.get(disposer)!.appointments.values()) {
        Object.assign(one, { limit: amount });
      }
    },
  }),

  forge(
    "ProceedsPosted",
    "to another's account",
    /custodian's or the treasury's/,
    {},
    {
      given: (books, { args }) => {
        const { account } = args as JournalEventArgs<"ProceedsPosted">;
        Object.assign(books.accounts.get(account)!, { owner: 3 });
      },
    },
  ),
  forge("ProceedsPosted", "to an account that there is not", /account 99/, { account: 99 }),

  forge("CustodyOffered", "to an organisation that there is not", /organisation 77/, { to: 77 }),
  forge("CustodyOffered", "to nobody", /offered to another/, { to: 0 }),
  forge("CustodyOffered", "to who has it", /offered to another/, { to: A }),
  forge("CustodyOfferWithdrawn", "without an offer", OFFER, {}, { given: buildingIs({ offer: undefined }) }),
  forge("CustodyAccepted", "without an offer", OFFER, {}, { given: buildingIs({ offer: undefined }) }),
  forge("CustodyAccepted", "by another", /offered it accepts/, { to: 1 }),
  forge(
    "CustodyAccepted",
    "by who offered it",
    TWO,
    {},
    {
      given: (books, event) => {
        const { to, officer } = event.args as JournalEventArgs<"CustodyAccepted">;
        buildingIs({ offer: { to, officer } })(books, event);
      },
    },
  ),
  forge(
    "CustodyAccepted",
    "without its token",
    /building KEPT/,
    {},
    {
      given: (books) => books.holders.set("KEPT", books.holders.get("SOLD")!),
    },
  ),

  forge(
    "LeaseRegistered",
    "of what is owned",
    /of leased buildings/,
    {},
    {
      given: factsAre({ title: TITLE.owned }),
    },
  ),
  forge("LeaseRegistered", "twice", /each entered once/, { lease: "L1" }, { where: { lease: "L2" } }),
  forge("LeaseRegistered", "under no number", /each entered once/, { lease: "" }),
  forge("LeaseRegistered", "that ends before it starts", /ends after/, ({ from }) => ({ until: from - 1 })),
  forge("LeaseRegistered", "of nothing", /covers something/, { parts: 0 }),
  forge("LeaseRegistered", "described by an unknown schema", CODE, { description: "0x09" }),
  forge("LeaseAmended", "that there is not", LEASE, { lease: "L9" }),
  forge("LeaseAmended", "that has ended", LEASE, {}, { given: leaseIs({ isRunning: false }) }),
  forge("LeaseAmended", "so that it ends before it starts", /ends after/, ({ from }) => ({
    until: from - 1,
  })),
  forge("LeaseAmended", "described by no schema", DESCRIBED, { description: "0x00" }),
  forge("LeaseRenewed", "that has ended", LEASE, {}, { given: leaseIs({ isRunning: false }) }),
  forge("LeaseRenewed", "to the end that it has", /later end/, {}, { given: leaseIs({ until: 25_000 }) }),
  forge("LeaseEnded", "twice", LEASE, {}, { given: leaseIs({ isRunning: false }) }),
  forge("OccupancySet", "by more than there is room for", /no more than there is/, { area: 100_01 }),
  forge(
    "OccupancySet",
    "beside others",
    /no more than there is/,
    { area: 80_01 },
    { where: { area: 30_00 } },
  ),
  forge("OccupancySet", "by an organisation that there is not", /organisation 77/, { occupant: 77 }),

  forge("WorkOrdered", "on an obligation that there is not", /obligation 7/, { obligation: 7n }),
  forge(
    "WorkOrdered",
    "at another's building",
    /sits in a building/,
    {},
    {
      given: buildingIs({ custodian: 1, occupants: new Map([[A, 0]]) }),
    },
  ),
  forge("WorkOrdered", "of no kind", /has a kind/, { kind: 0 }),
  forge("WorkOrdered", "of an unknown kind", /has a kind/, { kind: 7, lease: "" }),
  forge("WorkOrdered", "for rent of no lease", /has a kind/, { lease: "" }),
  forge("WorkOrdered", "for rent of another lease", /has a kind/, { lease: "L9" }),
  forge(
    "WorkOrdered",
    "for a lease that is not paid",
    /has a kind/,
    { lease: "L1" },
    {
      where: { building: "SOLD" },
    },
  ),
  forge(
    "WorkOrdered",
    "for two buildings",
    /one building at a time/,
    {},
    {
      given: (books, { args }) => {
        const order = args as JournalEventArgs<"WorkOrdered">;
        books.orders.set(order.obligation, { ...order });
      },
    },
  ),
  forge(
    "WorkOrderWithdrawn",
    "that there is not",
    /withdrawn that there is/,
    {},
    {
      given: (books) => books.orders.clear(),
    },
  ),
  forge(
    "WorkOrderWithdrawn",
    "once something is paid",
    /once something is paid/,
    {},
    {
      given: (books, { args }) => {
        const { obligation } = args as JournalEventArgs<"WorkOrderWithdrawn">;
        Object.assign(books.obligations.get(obligation)!, { paid: 1n });
      },
    },
  ),
  forge("WorkOrderWithdrawn", "of another building", /withdrawn that there is/, { building: "SOLD" }),
];

const LEASE_BOOK = {
  id: "L1",
  from: 0,
  until: 1,
  area: 0,
  rent: 0n,
  parts: 1,
  isRunning: false,
  description: "0x",
  renewed: 0,
  ended: 0,
};

describe("books of buildings", () => {
  it("take the whole journal, and later events leave a copy alone", async () => {
    const { events } = await loadFixture(buildingJournal);
    const books = fold(events);
    expect(findBrokenInvariants(books)).to.deep.equal([]);
    const half = fold(events.slice(0, -40));
    const copy = cloneBooks(half);
    expect(fold(events)).to.deep.equal(books);
    expect(copy).to.deep.equal(half);
    expect(copy).not.to.deep.equal(books);
  });

  for (const { what, name, where, changes, given, rule } of FORGERIES) {
    it(`${name}: not ${what}`, async () => {
      const { events } = await loadFixture(buildingJournal);
      const { books, event } = upTo(events, name, where);
      given?.(books, event);
      const other: object =
        typeof changes === "function" ? (changes as (args: unknown) => object)(event.args) : (changes ?? {});
      const { error, before } = answerTo(books, changed(event, other));
      const isGap = error instanceof JournalGap;
      expect(isGap || error instanceof BooksViolation, String(error)).to.equal(true);
      expect(isGap ? error.place : (error as BooksViolation).rule).to.match(rule);
      expect(books, "refused events leave no trace").to.deep.equal(before);
    });
  }

  it("take codes that were withdrawn where they stay, and lists of their own for what enters a status", async () => {
    const { events } = await loadFixture(buildingJournal);
    const { books, event } = upTo(events, "BuildingAmended");
    const { facts } = (event as { args: JournalEventArgs<"BuildingAmended"> }).args;
    const kept = books.buildings.get("KEPT")!;
    kept.facts = { ...kept.facts, kind: facts.kind, use: facts.use, standing: facts.standing };
    for (const list of [CODE_LIST.kind, CODE_LIST.use, CODE_LIST.active]) withdrawn(list)(books);
    expect(answerTo(books, event).error).to.equal(undefined);
  });

  it("forget the screening of what is restored, and keep that of what is disposed of", async () => {
    const { events } = await loadFixture(buildingJournal);
    const { books, event } = upTo(events, "BuildingRestored");
    const planned = books.buildings.get("PLANNED")!;
    const reporter = planned.screening.reporter;
    expect(reporter).not.to.equal(0);
    expect(answerTo(books, event).error).to.equal(undefined);
    expect(planned.screening).to.deep.equal({ until: 0, reporter: 0, declarer: 0 });
    expect(fold(events).buildings.get("GIVEN")!.screening).to.include({ reporter });
  });

  it("end an offer with each change of status, leases or occupants", async () => {
    const { events } = await loadFixture(buildingJournal);
    const names = [
      "BuildingActivated",
      "ExcessReported",
      "SurplusDeclared",
      "BuildingRestored",
      "BuildingDisposed",
      "LeaseRegistered",
      "LeaseAmended",
      "LeaseRenewed",
      "LeaseEnded",
      "OccupancySet",
    ] as const;
    for (const name of names) {
      const { books, event } = upTo(events, name);
      const building = books.buildings.get((event.args as { building: string }).building)!;
      building.offer = { to: 3, officer: 1 };
      expect(answerTo(books, event).error, name).to.equal(undefined);
      expect(building.offer, name).to.equal(undefined);
    }
  });

  it("bound occupants by no area that is not stated", async () => {
    const { events } = await loadFixture(buildingJournal);
    // 20 square feet are taken.
    const most = 0xffff_ffff - 20_00;
    const { books, event } = upTo(events, "OccupancySet", { area: 30_00 });
    const building = books.buildings.get("LEASED")!;
    building.facts = { ...building.facts, area: 0 };
    const { error } = answerTo(cloneBooks(books), changed(event, { area: most + 1 }));
    expect(error).to.be.instanceOf(BooksViolation);
    expect(answerTo(books, changed(event, { area: most })).error).to.equal(undefined);
    expect(findBrokenInvariants(books)).to.deep.equal([]);
  });

  it("refuse approvals, which nobody is given", async () => {
    const { events } = await loadFixture(buildingJournal);
    const { books, event } = upTo(events, "BuildingAmended");
    const approval = { owner: STRANGER, approved: STRANGER, tokenId: "KEPT" };
    const forAll = { owner: STRANGER, operator: STRANGER, approved: true };
    for (const [name, args] of Object.entries({ Approval: approval, ApprovalForAll: forAll })) {
      const { error, before } = answerTo(books, { ...event, name, args } as unknown as JournalEvent);
      expect(error)
        .to.be.instanceOf(BooksViolation)
        .with.property("rule")
        .that.matches(/nobody is approved/);
      expect(books).to.deep.equal(before);
    }
  });

  it("refuse some forgery of every event", () => {
    const names = new Set<string>(FORGERIES.map(({ name }) => name));
    const missing = Object.keys(BUILDING_EVENTS).filter((name) => !names.has(name));
    expect(missing).to.deep.equal(["Approval", "ApprovalForAll"]);
  });

  it("miss any one step that is left out, but where nothing after it tells", async () => {
    const { events } = await loadFixture(buildingJournal);
    const names = new Set<JournalEventName>();
    const silent = new Set<JournalEventName>();
    for (const [i, { name }] of events.entries()) {
      if (!(name in BUILDING_EVENTS)) continue;
      names.add(name);
      try {
        if (findBrokenInvariants(fold(events.filter((_, at) => at !== i))).length === 0) silent.add(name);
      } catch (error) {
        if (!(error instanceof BooksViolation) && !(error instanceof JournalGap)) throw error;
      }
    }
    expect([...names].filter((name) => !silent.has(name)).sort()).to.deep.equal([
      "BuildingActivated",
      "BuildingRegistered",
      "BuildingRegistryCreated",
      "BuildingRestored",
      "CodeAdded",
      "CustodyAccepted",
      "LeaseEnded",
      "LeaseRegistered",
      "ProceedsPosted",
      "SurplusDeclared",
      "Transfer",
      "WorkOrderWithdrawn",
    ]);
  });
});
