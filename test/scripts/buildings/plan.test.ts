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
      "registerLease C L1",
      "report A",
      "report B",
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
    expect(it.steps.slice(-2)).to.deep.equal([
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

  it("reports, restores and names another standing, each by its own step", async () => {
    const rows = ["A", "B", "C", "D"].map((code) => buildingRow(code));
    const it = await plan(
      [rows],
      [
        [
          buildingRow("A", EXCESS),
          buildingRow("B"),
          buildingRow("C", GONE),
          buildingRow("D", { ...EXCESS, City: "BIRCHFIELD" }),
        ],
      ],
      (register) => {
        for (const code of ["B", "C"]) setFacts(register, code, { status: 3, standing: 1 });
      },
    );
    expect(shape(it)).to.deep.equal(["restore B", "amend C", "amend D", "report A", "report D"]);
    expect(decodeFacts((it.steps[1] as { facts: bigint }).facts)).to.include({ status: 3, standing: 2 });
    // Until it is reported it is what it was.
    expect(decodeFacts((it.steps[2] as { facts: bigint }).facts)).to.include({ status: 2, standing: 1 });
  });

  it("restores before it amends", async () => {
    const it = await plan([[buildingRow("A")]], [[buildingRow("A", LEASED)]], (register) => {
      setFacts(register, "A", { status: 3, standing: 2 });
    });
    expect(shape(it)).to.deep.equal(["restore A", "amend A"]);
    expect(decodeFacts((it.steps[1] as { facts: bigint }).facts)).to.include({
      status: 2,
      standing: 1,
      title: 2,
    });
  });

  it("takes a surplus building for the excess one that the inventory lists", async () => {
    const it = await plan([[buildingRow("A")]], [[buildingRow("A", EXCESS)]], (register) => {
      setFacts(register, "A", { status: 4, standing: 1 });
    });
    expect(it.steps).to.deep.equal([]);
    expect(it.alreadyThere.buildings).to.equal(1);
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
    const rows = ["A", "B", "C", "D", "E"].map((code) => buildingRow(code));
    const it = await plan(
      [rows],
      [
        [
          buildingRow("A", CHANGED),
          buildingRow("B", CHANGED),
          buildingRow("C"),
          buildingRow("D", { ...EXCESS, ...LEASED }),
          buildingRow("E"),
          buildingRow("F", { ...EXCESS, ...LEASED }),
        ],
      ],
      (register) => {
        setFacts(register, "A", { status: 5, standing: 0 });
        register.buildings.get("B")!.custodian = 9;
        setFacts(register, "C", { status: 1, standing: 0 });
        // It is the other's, and as the file says.
        register.buildings.get("E")!.custodian = 9;
      },
    );
    expect(problems(it)).to.deep.equal([
      "line 2: building A is disposed, and nothing changes it any more; leave the row out.",
      "line 3: organisation 9 has custody of building B; have its officers amend it, or leave the row out.",
      "line 4: building C is planned in the register, and a file does not make it active; have its officers take that " +
        "step.",
      "line 5: a leased building is never excess: it ends with its leases; correct the row, or end the leases and " +
        "dispose of it.",
      "line 7: a leased building is never excess: it ends with its leases; correct the row, or end the leases and " +
        "dispose of it.",
    ]);
    expect(it.steps).to.deep.equal([]);
    expect(it.alreadyThere.buildings).to.equal(1);
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
