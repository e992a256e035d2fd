import { expect } from "chai";

import { type CodeLists, readCodeLists } from "../../../scripts/buildings/codeLists.js";
import { planImport } from "../../../scripts/buildings/plan.js";
import type { Register } from "../../../scripts/buildings/context.js";
import { readInventory } from "../../../scripts/buildings/readInventory.js";
import { decodeFacts } from "../../../sdk/buildings/facts.js";
import { buildingRow, inventoryFiles, LEASED, leaseRow } from "../helpers/inventory.js";
import { OURS, registerOf, setFacts } from "../helpers/register.js";

type Cells = Readonly<Record<string, string>>;
/** Rows of buildings, and of leases. */
type Files = readonly [buildings: readonly Cells[], leases?: readonly Cells[]];

describe("planImport", () => {
  let codes: CodeLists;

  before(async () => {
    codes = await readCodeLists("data/buildings/gsa-codes.csv");
  });

  const read = (buildings: readonly Cells[], leases: readonly Cells[] = []) =>
    readInventory(
      // A file of leases has rows; this one's building is in no test.
      inventoryFiles(
        buildings,
        leases.length > 0 ? leases : [leaseRow("NONE", "L0", { "Lease Number": "" })],
      ),
      codes,
    );

  /** A register as an import of the first rows leaves it, changed, and the plan for the other rows. */
  const plan = async (
    before: Files,
    after: Files,
    change: (register: Register) => void = () => undefined,
  ) => {
    const { buildings, leases } = before[0].length === 0 ? EMPTY : await read(...before);
    const register = registerOf(buildings, leases, codes);
    change(register);
    return planImport(register, await read(...after), codes, OURS);
  };

  const shape = ({ steps }: Awaited<ReturnType<typeof plan>>) =>
    steps.map(({ kind, building, lease }) => [kind, building, lease].join(" ").trim());
  const whys = ({ kept }: Awaited<ReturnType<typeof plan>>) =>
    kept.map(({ line, why }) => `line ${line}: ${why}`);
  const problems = ({ refused }: Awaited<ReturnType<typeof plan>>) => refused.map(({ problem }) => problem);

  const EMPTY = { buildings: [], leases: [] };
  const EXCESS = { "Building Status": "Excess" };
  const GONE = { "Building Status": "Decommissioned" };

  it("enters what is missing, buildings before their leases, and reports what is excess last", async () => {
    const it = await plan(
      [[]],
      [[buildingRow("A", EXCESS), buildingRow("B", GONE), buildingRow("C", LEASED)], [leaseRow("C", "L1")]],
    );
    expect(shape(it)).to.deep.equal([
      "register A",
      "register B",
      "register C",
      "report A",
      "report B",
      "registerLease C L1",
    ]);
    const [first] = it.steps;
    expect(decodeFacts((first as { facts: bigint }).facts)).to.deep.equal({
      area: 100_050,
      condition: 255,
      utilisation: 255,
      // As excess it will have one.
      standing: 0,
      use: 0,
      kind: 1,
      title: 1,
      status: 2,
      acquisition: 0,
    });
    expect(it.steps.slice(3, 5)).to.deep.equal([
      { kind: "report", building: "A", lease: "", lines: [2], standing: 1 },
      { kind: "report", building: "B", lease: "", lines: [3], standing: 2 },
    ]);
    expect(it.alreadyThere).to.deep.equal({ buildings: 0, leases: 0 });
  });

  it("has nothing to do where the register says the same", async () => {
    const rows = [[buildingRow("A"), buildingRow("C", LEASED)], [leaseRow("C", "L1")]] as const;
    const it = await plan(rows, rows);
    expect(it).to.deep.include({ steps: [], alreadyThere: { buildings: 2, leases: 1 } });
    expect(it.absent).to.deep.equal({ buildings: [], leases: [] });
  });

  it("amends what differs and nothing else, and keeps what the file does not say", async () => {
    const it = await plan(
      [[buildingRow("A"), buildingRow("B"), buildingRow("C")]],
      [
        [
          buildingRow("A"),
          buildingRow("B", { "Building Rentable Square Feet": "7", "Real Property Asset Type": "LAND" }),
          buildingRow("C", { City: "BIRCHFIELD" }),
        ],
      ],
      (register) => {
        setFacts(register, "B", { condition: 70, utilisation: 40, use: 9, acquisition: 1 });
        register.buildings.get("B")!.record = `0x${"ab".repeat(32)}`;
      },
    );
    expect(shape(it)).to.deep.equal(["amend B", "amend C"]);
    const [amend] = it.steps as unknown as readonly { facts: bigint; record: string }[];
    expect(amend!.record).to.equal(`0x${"ab".repeat(32)}`);
    expect(decodeFacts(amend!.facts)).to.include({
      area: 700,
      kind: 3,
      condition: 70,
      utilisation: 40,
      use: 9,
      acquisition: 1,
      status: 2,
    });
    expect(it.alreadyThere.buildings).to.equal(1);
  });

  it("reports and names another standing, each by its own step, and restores nothing", async () => {
    const rows = [
      buildingRow("A"),
      buildingRow("B", EXCESS),
      buildingRow("C", EXCESS),
      buildingRow("D"),
      buildingRow("E", EXCESS),
    ];
    const it = await plan(
      [rows],
      [
        [
          buildingRow("A", EXCESS),
          buildingRow("B"),
          buildingRow("C", GONE),
          buildingRow("D", { ...EXCESS, City: "BIRCHFIELD" }),
          // Declared surplus, which the inventory calls by the same word.
          buildingRow("E", EXCESS),
        ],
      ],
      (register) => {
        for (const code of ["B", "C"]) setFacts(register, code, { status: 3, standing: 1 });
        setFacts(register, "E", { status: 4, standing: 1 });
      },
    );
    expect(shape(it)).to.deep.equal(["report A", "report D", "amend A", "amend B", "amend C", "amend D"]);
    // What an amendment says of the status is what the report made of it.
    expect(it.steps.slice(2).map((step) => decodeFacts((step as { facts: bigint }).facts))).to.containSubset([
      { status: 3, standing: 1 },
      { status: 3, standing: 1 },
      { status: 3, standing: 2 },
      { status: 3, standing: 1 },
    ]);
    expect(it.alreadyThere.buildings).to.equal(1);
    expect(whys(it)).to.deep.equal([
      'line 3: an officer decided since: Building Status stays "Excess" where the file says "Active"',
    ]);
    expect(it.kept[0]).to.deep.include({ file: "buildings", building: "B", columns: ["Building Status"] });
  });

  it("undoes nothing that officers did, whether the file is the same or newer", async () => {
    const LATER = { "Lease Expiration Date": "2040-02-11" };
    const before = [
      [buildingRow("A"), buildingRow("B", LEASED), buildingRow("C"), buildingRow("D"), buildingRow("E")],
      [leaseRow("B", "L1"), leaseRow("B", "L2"), leaseRow("B", "L3")],
    ] as const;
    const officers = (register: Register): void => {
      setFacts(register, "A", { status: 3, standing: 2 });
      setFacts(register, "C", { area: 200, kind: 3 });
      register.buildings.get("D")!.custodian = 9;
      setFacts(register, "E", { status: 5, standing: 0 });
      const { leases } = register.buildings.get("B")!;
      Object.assign(leases.get("L1")!, { until: 30_000, area: 500, rent: 12n, renewed: 1 });
      leases.get("L2")!.isRunning = false;
    };
    const same = await plan(before, before, officers);
    expect(same.steps).to.deep.equal([]);
    expect(same.refused).to.deep.equal([]);
    expect(same.alreadyThere).to.deep.equal({ buildings: 1, leases: 1 });
    const KEPT = [
      'line 2: an officer decided since: Building Status stays "Decommissioned" where the file says "Active"',
      'line 4: an officer decided since: Building Rentable Square Feet stays "2" where the file says "1000.5", ' +
        'Real Property Asset Type stays "LAND" where the file says "BUILDING"',
      "line 5: organisation 9 has custody of building D; have its officers amend it, or leave the row out",
      "line 6: building E is disposed, and nothing changes it any more; leave the row out",
      'line 2: an officer decided since: Lease Expiration Date stays "2052-02-20" where the file says "2035-02-11"',
      "line 3: lease L2 has ended; give a new lease a number of its own",
    ];
    expect(whys(same)).to.deep.equal(KEPT);
    const newer = await plan(
      before,
      [
        [
          buildingRow("A", { City: "BIRCHFIELD" }),
          buildingRow("B", LEASED),
          buildingRow("C", { "Building Rentable Square Feet": "7" }),
        ],
        [leaseRow("B", "L1", LATER), leaseRow("B", "L3", LATER)],
      ],
      officers,
    );
    expect(shape(newer)).to.deep.equal(["amend A", "amend C", "amendLease B L1", "amendLease B L3"]);
    expect(decodeFacts((newer.steps[0] as { facts: bigint }).facts)).to.include({ status: 3, standing: 2 });
    expect(decodeFacts((newer.steps[1] as { facts: bigint }).facts)).to.include({ area: 200, kind: 3 });
    expect(newer.steps[2]).to.include({ until: 30_000, area: 500, rent: 12n });
    expect(newer.steps[3]).to.include({ until: 25_608 });
    expect(newer.kept.map(({ building, lease }) => `${building} ${lease}`.trim())).to.deep.equal([
      "A",
      "C",
      "B L1",
    ]);
  });

  it("leaves a description that an officer wrote, and what a building had that no file entered", async () => {
    const rows = [buildingRow("A"), buildingRow("B"), buildingRow("C", { City: "BIRCHFIELD" })];
    const written = await read([buildingRow("A", { City: "CEDARTON" })]);
    const [byOfficer] = registerOf(written.buildings, [], codes).buildings.values();
    const it = await plan(
      [rows],
      [[...rows.slice(0, 2), buildingRow("C", { City: "DOVER" })]],
      (register) => {
        // The digest of another row does not make it one.
        const swap = (hex: string): string =>
          `${hex.slice(0, -32)}${register.buildings.get("A")!.description.slice(-32)}`;
        register.buildings.get("A")!.description = swap(byOfficer!.description);
        register.buildings.get("B")!.description = "0x";
        setFacts(register, "B", { area: 5 });
      },
    );
    expect(shape(it)).to.deep.equal(["amend B", "amend C"]);
    expect(decodeFacts((it.steps[0] as { facts: bigint }).facts)).to.include({ area: 5 });
    expect(whys(it)).to.deep.equal([
      'line 2: an officer decided since: City stays "CEDARTON" where the file says "ALDERPORT"',
      'line 3: an officer decided since: Building Rentable Square Feet stays "0.05" where the file says "1000.5"',
    ]);
  });

  it("makes nothing leased", async () => {
    const it = await plan([[buildingRow("A")]], [[buildingRow("A", LEASED)]]);
    expect(it.steps).to.deep.equal([]);
    expect(problems(it)).to.deep.equal([
      "line 2: building A is not leased, and no amendment makes it so; correct the row, or enter what is leased under a " +
        "code of its own.",
    ]);
  });

  it("changes the title of a leased building that was bought, once its leases have ended", async () => {
    const rows = [[buildingRow("A", LEASED)], [leaseRow("A", "L1"), leaseRow("A", "L2")]] as const;
    const running = await plan(rows, [[buildingRow("A")]], (register) => {
      register.buildings.get("A")!.leases.get("L2")!.isRunning = false;
    });
    expect(problems(running)).to.deep.equal([
      "line 2: building A changes its title while leases run: L1; end them in the register first.",
    ]);
    expect(running.steps).to.deep.equal([]);
    const ended = await plan(rows, [[buildingRow("A")]], (register) => {
      for (const lease of register.buildings.get("A")!.leases.values()) lease.isRunning = false;
    });
    expect(shape(ended)).to.deep.equal(["amend A"]);
  });

  it("enters new leases, amends changed ones, and keeps their area and rent", async () => {
    const it = await plan(
      [[buildingRow("A", LEASED)], [leaseRow("A", "L1"), leaseRow("A", "L2")]],
      [
        [buildingRow("A", LEASED)],
        [
          leaseRow("A", "L1", { "Lease Expiration Date": "2040-02-11" }),
          leaseRow("A", "L2"),
          leaseRow("A", "L3"),
          leaseRow("A", "L3", { "Real Property Asset Name": "ANNEX" }),
        ],
      ],
      (register) => {
        Object.assign(register.buildings.get("A")!.leases.get("L1")!, { area: 500, rent: 12n });
      },
    );
    expect(shape(it)).to.deep.equal(["registerLease A L3", "amendLease A L1"]);
    expect(it.steps[0]).to.include({ parts: 2, area: 0, rent: 0n });
    expect(it.steps[0]!.lines).to.deep.equal([4, 5]);
    expect(it.steps[1]).to.include({ until: 25_608, area: 500, rent: 12n });
    expect(it.alreadyThere).to.deep.equal({ buildings: 1, leases: 1 });
  });

  it("leaves alone what is in the files no more, and lists it", async () => {
    const before = [
      [buildingRow("A", LEASED), buildingRow("B"), buildingRow("C"), buildingRow("D"), buildingRow("E")],
      [leaseRow("A", "L1"), leaseRow("A", "L2"), leaseRow("A", "L3")],
    ] as const;
    const it = await plan(
      before,
      // A row that is refused is in the file all the same.
      [[buildingRow("A", LEASED), buildingRow("E", { Latitude: "" })], [leaseRow("A", "L1")]],
      (register) => {
        register.buildings.get("C")!.custodian = 9;
        setFacts(register, "D", { status: 5, standing: 0 });
        register.buildings.get("A")!.leases.get("L3")!.isRunning = false;
      },
    );
    expect(it.steps).to.deep.equal([]);
    expect(it.absent).to.deep.equal({ buildings: ["B"], leases: ["A L2"] });
  });

  it("refuses what only officers decide, or nobody can", async () => {
    const CHANGED = { City: "BIRCHFIELD" };
    const rows = ["A", "B", "C", "D", "E"].map((code) => buildingRow(code, code === "C" ? EXCESS : {}));
    const it = await plan(
      [[...rows, buildingRow("G", LEASED), buildingRow("H", LEASED)]],
      [
        [
          buildingRow("A", CHANGED),
          buildingRow("B", CHANGED),
          buildingRow("C", GONE),
          buildingRow("D", { ...EXCESS, ...LEASED }),
          buildingRow("E"),
          buildingRow("F", { ...EXCESS, ...LEASED }),
          buildingRow("G", { ...EXCESS, ...LEASED }),
          buildingRow("H", EXCESS),
        ],
      ],
      (register) => {
        setFacts(register, "A", { status: 5, standing: 0 });
        register.buildings.get("B")!.custodian = 9;
        setFacts(register, "C", { status: 4, standing: 1 });
        // It is the other's, and as the file says.
        register.buildings.get("E")!.custodian = 9;
      },
    );
    expect(problems(it)).to.deep.equal([
      "line 2: building A is disposed, and nothing changes it any more; leave the row out.",
      "line 3: organisation 9 has custody of building B; have its officers amend it, or leave the row out.",
      "line 4: building C is surplus in the register, and a file does not make it excess; have its officers take that " +
        "step.",
      "line 5: building D is not leased, and no amendment makes it so; correct the row, or enter what is leased under a " +
        "code of its own.",
      "line 7: a leased building is never excess: it ends with its leases; correct the row, or end the leases and " +
        "dispose of it.",
      "line 8: a leased building is never excess: it ends with its leases; correct the row, or end the leases and " +
        "dispose of it.",
      "line 9: building H changes its title and its status at once; import the title first, then the status.",
    ]);
    expect(it.steps).to.deep.equal([]);
    expect(it.kept.map(({ building }) => building)).to.deep.equal(["E"]);
  });

  it("refuses leases that have no place", async () => {
    const it = await plan(
      [
        [buildingRow("A", LEASED), buildingRow("B", LEASED), buildingRow("C"), buildingRow("D", LEASED)],
        [leaseRow("A", "L1")],
      ],
      [
        [buildingRow("A", LEASED), buildingRow("C")],
        [
          leaseRow("A", "L1", { "Lease Expiration Date": "2036-01-01" }),
          leaseRow("X", "L2"),
          leaseRow("B", "L3"),
          leaseRow("C", "L4"),
          leaseRow("D", "L5"),
          leaseRow("D", "L5", { "Real Property Asset Name": "ANNEX" }),
        ],
      ],
      (register) => {
        register.buildings.get("A")!.leases.get("L1")!.isRunning = false;
        setFacts(register, "B", { status: 5 });
        register.buildings.get("D")!.custodian = 9;
      },
    );
    expect(problems(it)).to.deep.equal([
      "line 2: lease L1 has ended; give a new lease a number of its own.",
      "line 3: there is no building X; add it to the file of buildings, or correct its row there.",
      "line 4: building B is disposed, and nothing changes it any more; leave the row out.",
      "line 5: building C is not held by lease; correct its title, or leave the row out.",
      "line 6: organisation 9 has custody of building D; have its officers amend it, or leave the row out.",
      "line 7: organisation 9 has custody of building D; have its officers amend it, or leave the row out.",
    ]);
    expect(it.refused[1]).to.include({ file: "leases", line: 3, building: "X", lease: "L2" });
    expect(it.steps).to.deep.equal([]);
  });

  it("gives a withdrawn code to nothing, and leaves it where it is", async () => {
    const it = await plan(
      [[buildingRow("A"), buildingRow("B", { "Real Property Asset Type": "LAND" })]],
      [[buildingRow("A", { "Building Status": "Decommissioned" }), buildingRow("B"), buildingRow("C")]],
      (register) => {
        register.codeLists.get(5)!.get(2)!.isWithdrawn = true;
        register.codeLists.get(4)!.get(1)!.isWithdrawn = true;
      },
    );
    expect(problems(it)).to.deep.equal([
      'line 2: code "Decommissioned" of excess was withdrawn; use another, or have one added.',
      'line 4: code "Active" of active was withdrawn; use another, or have one added.',
    ]);
    expect(shape(it)).to.deep.equal(["amend B"]);
  });
});
