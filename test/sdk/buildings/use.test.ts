import { expect } from "chai";

import { areaInUse, runningLeases, utilisationOf } from "../../../sdk/buildings/use.js";
import { estate, LEASED } from "../helpers/estate.js";
import { AGENCY, EVIDENCE, OTHER_AGENCY } from "../helpers/journal.js";

describe("use of a building", () => {
  it("is what a survey found, before it what occupants have, and unknown before both", () => {
    const { journal, register, occupy, survey } = estate();
    register("B1", { area: 30_00 });
    const building = journal.books.buildings.get("B1")!;
    const use = () => [areaInUse(building), utilisationOf(building)];
    expect(use()).to.deep.equal([undefined, undefined]);
    occupy("B1", AGENCY, 5_00);
    occupy("B1", OTHER_AGENCY, 10_00);
    expect(use()).to.deep.equal([15_00, 50]);
    survey("B1", 33);
    expect(use()).to.deep.equal([9_90, 33]);
  });

  it("is unknown in percent where the area is not stated", () => {
    const { journal, register, occupy, survey } = estate();
    register("B1", { area: 0 });
    occupy("B1", AGENCY, 0);
    const building = journal.books.buildings.get("B1")!;
    expect([areaInUse(building), utilisationOf(building)]).to.deep.equal([0, undefined]);
    survey("B1", 50);
    expect([areaInUse(building), utilisationOf(building)]).to.deep.equal([0, 50]);
  });
});

describe("runningLeases", () => {
  it("are those not ended, the one that ends first before the others", () => {
    const { journal, register, lease, officer } = estate();
    register("B1", LEASED);
    for (const [id, until] of [
      ["L1", 30],
      ["L2", 10],
      ["L3", 20],
    ] as const)
      lease("B1", id, until);
    journal.emit("LeaseEnded", { building: "B1", lease: "L3", officer, evidence: EVIDENCE });
    const running = runningLeases(journal.books.buildings.get("B1")!);
    expect(running.map(({ id }) => id)).to.deep.equal(["L2", "L1"]);
  });
});
