import { expect } from "chai";

import { FiscRefused } from "../../../sdk/client/refused.js";
import { startOfFiscalYear, US_FEDERAL } from "../../../sdk/calendar.js";
import { FiscInputError } from "../../../sdk/errors.js";
import { appointOfficer } from "../../../scripts/examples/appoint-officer.js";
import { closeYear } from "../../../scripts/examples/close-year.js";
import { openYear } from "../../../scripts/examples/open-year.js";
import { registerBuilding } from "../../../scripts/examples/register-building.js";
import { withdrawAll } from "../../../scripts/examples/support/withdrawAll.js";
import { OFFICES } from "../../../sdk/offices.js";
import { ethers, loadFixture, networkHelpers, time } from "../../fixtures/network.js";
import { signerNamed } from "../../fixtures/signers.js";
import { staffed } from "../../fixtures/staffed.js";
import { benchOf } from "../../helpers/bench.js";
import { caught } from "../../helpers/caught.js";

async function stage() {
  const all = await staffed();
  const { founders, treasury } = all;
  const { id: _, code: __, ...desks } = all.a;
  const bench = await benchOf(all, {
    ...desks,
    registrar: founders.registrar,
    administrator: founders.administrator,
    appropriating: treasury.appropriating,
  });
  return { ...all, bench };
}

const YEAR = {
  symbol: "012-2041/2041-0100",
  owner: "A",
  year: "2041",
  quarters: "100.00,200.00,300.00,400.00",
};

describe("appoint-officer.ts", () => {
  it("enrols a person, appoints them, and appoints them anew without enrolling", async () => {
    const { bench, registry, a } = await loadFixture(stage);
    const { address: key } = await signerNamed("newcomer");
    const input = { key, organisation: "A", offices: "contracting", limit: "250000.00" };
    const [enrolled, told] = await appointOfficer.run(bench, input);
    const officer = await registry.officerOf(key);
    expect(enrolled).to.equal(`enrolled officer ${String(officer)}`);
    expect(told).to.include(`officer ${String(officer)} is contracting officer from `);
    const { offices, limit } = await registry.appointment(officer, a.id);
    expect([Number(offices), limit]).to.deep.equal([OFFICES.contracting, 250_000_00n]);
    const again = await appointOfficer.run(bench, {
      ...input,
      offices: "contracting, property",
      until: "2099-10-01",
    });
    expect(again).to.have.lengthOf(1);
    expect(Number((await registry.appointment(officer, a.id)).offices)).to.equal(
      OFFICES.contracting | OFFICES.property,
    );
  });

  it("refuses what is no key, no office and no organisation before anything is sent", async () => {
    const { bench } = await loadFixture(stage);
    const { address: key } = await signerNamed("newcomer");
    const block = await ethers.provider.getBlockNumber();
    for (const [input, place, problem] of [
      [{ key: "0x12", organisation: "A", offices: "contracting" }, "--key", "0x12"],
      [{ key, organisation: "A", offices: "king" }, "--offices", '"king"'],
      [{ key, organisation: "A", offices: "contracting", limit: "1,000" }, "limit", "1,000"],
      [{ key, organisation: "NONE", offices: "contracting" }, "organisation", '"NONE"'],
    ] as const) {
      const error = await caught(FiscInputError, () => appointOfficer.run(bench, input));
      expect(error.place).to.equal(place);
      expect(error.problem).to.include(problem);
      expect(error.remedy).not.to.equal("");
    }
    expect(await ethers.provider.getBlockNumber()).to.equal(block);
  });
});

describe("open-year.ts", () => {
  it("appropriates a year's amount and allots it by quarter, once", async () => {
    const { bench } = await loadFixture(stage);
    const told = await openYear.run(bench, YEAR);
    expect(told[0]).to.equal("opened 012-2041/2041-0100, 2040-10-01 to 2041-10-01, cancelled 2046-10-01");
    expect(told[1]).to.equal("appropriated 1000.00");
    const root = await bench.fisc.budget.account(YEAR.symbol);
    expect(root).to.include({ authority: "1000.00", allotted: "1000.00", available: "0.00" });
    const quarter = await bench.fisc.budget.account(`${YEAR.symbol} Q3`);
    expect(quarter).to.include({ authority: "300.00", opens: "2041-04-01", closes: "none" });
    expect(await openYear.run(bench, YEAR)).to.deep.equal([`${YEAR.symbol} is open already: nothing to do`]);
  });

  it("goes on where it broke off", async () => {
    const { bench } = await loadFixture(stage);
    const law = await bench.as("appropriating");
    const dates = { opens: "2040-10-01", closes: "2041-10-01", cancels: "2046-10-01" };
    await law.budget.openAppropriation({ symbol: YEAR.symbol, owner: "A", ...dates });
    const told = await openYear.run(bench, YEAR);
    expect(told).to.have.lengthOf(5);
    expect(told[0]).to.equal("appropriated 1000.00");
  });

  it("is refused where another run came between its look and its act", async () => {
    const { bench } = await loadFixture(stage);
    const law = await bench.as("appropriating");
    const { budget } = bench.fisc;
    const look = budget.account.bind(budget);
    let isFirst = true;
    budget.account = async (ref) => {
      const view = await look(ref);
      if (isFirst) await law.budget.appropriate({ account: view.account, amount: "1.00" });
      isFirst = false;
      return view;
    };
    const stale = await caught(FiscRefused, () => openYear.run(bench, YEAR));
    expect(stale.rule).to.equal("BudgetLedgerStaleView");
    expect((await look(YEAR.symbol)).authority).to.equal("1.00");
  });

  it("refuses years and amounts that are none", async () => {
    const { bench } = await loadFixture(stage);
    for (const [change, place] of [
      [{ year: "41" }, "--year"],
      [{ year: "9999" }, "--year"],
      [{ quarters: "1.00,2.00,3.00" }, "--quarters"],
      [{ quarters: "1.00,2.00,3.00,0.00" }, "--quarters"],
      [{ quarters: "1.00,2.00,x,4.00" }, "--quarters, amount 3"],
      [{ owner: "NONE" }, "owner"],
    ] as const) {
      const error = await caught(FiscInputError, () => openYear.run(bench, { ...YEAR, ...change }));
      expect(error.place).to.equal(place);
    }
  });
});

describe("close-year.ts", () => {
  const next = { ...YEAR, symbol: "012-2042/2042-0100", year: "2042" };

  it("withdraws what nobody obligated, opens the next year and shows every account", async () => {
    const { bench } = await loadFixture(stage);
    await openYear.run(bench, YEAR);
    const dates = { opens: "2040-10-01", closes: "2043-10-01", cancels: "2048-10-01" };
    await (
      await bench.as("appropriating")
    ).budget.openAppropriation({ symbol: "LONGER", owner: "A", ...dates });
    await networkHelpers.time.increaseTo(startOfFiscalYear(2041, US_FEDERAL) + 1);
    const q1 = `${YEAR.symbol} Q1`;
    const contracting = await bench.as("contracting");
    const { obligation } = await contracting.budget.obligate({
      ...{ account: q1, payee: 7, amount: "60.00", classification: {} },
    });
    await (await bench.as("budget")).budget.reserve({ account: q1, amount: "15.00" });
    await networkHelpers.time.increaseTo(startOfFiscalYear(2042, US_FEDERAL) + 1);

    const told = await closeYear.run(bench, { ...next, closing: YEAR.symbol });
    const closed = await bench.fisc.budget.account(YEAR.symbol);
    expect(closed).to.include({ phase: "expired", available: "940.00", allotted: "60.00" });
    expect(await bench.fisc.budget.account(q1)).to.include({ authority: "60.00", reserved: "0.00" });
    expect((await bench.fisc.budget.account(`${next.symbol} Q1`)).authority).to.equal("100.00");
    expect(told.filter((line) => line.startsWith("withdrew"))).to.have.lengthOf(4);
    expect(told).to.include("LONGER carries on");
    expect(told.at(-1)).to.include(YEAR.symbol).and.to.include("expired");
    // What is obligated is still accepted.
    await (await bench.as("receiving")).budget.accept({ obligation, amount: "60.00" });

    const again = await closeYear.run(bench, { ...next, closing: YEAR.symbol });
    expect(again[0]).to.equal(`${next.symbol} is open already: nothing to do`);
  });

  it("withdraws nothing where another run came between its look and its act", async () => {
    const { bench } = await loadFixture(stage);
    await openYear.run(bench, YEAR);
    const officer = await bench.as("budget");
    const { budget } = bench.fisc;
    const look = budget.account.bind(budget);
    const { account: root } = await look(YEAR.symbol);
    const { account: child } = await look(`${YEAR.symbol} Q1`);
    let looks = 0;
    budget.account = async (ref) => {
      const view = await look(ref);
      looks += 1;
      if (looks === 2) await officer.budget.withdraw({ account: child, amount: "1.00" });
      return view;
    };
    const children = new Map([[root, [child]]]);
    const stale = await caught(FiscRefused, () => withdrawAll(bench, root, children));
    expect(stale.rule).to.equal("BudgetLedgerStaleView");
    expect((await look(child)).available).to.equal("99.00");
  });

  it("refuses before the year is over, and when it is cancelled", async () => {
    const { bench } = await loadFixture(stage);
    await openYear.run(bench, YEAR);
    const closing = { ...next, closing: YEAR.symbol };
    const early = await caught(FiscInputError, () => closeYear.run(bench, closing));
    expect(early.problem).to.include("is planned, not expired");
    expect(early.remedy).to.equal("wait until 2041-10-01");
    await time.increaseTo(startOfFiscalYear(2047, US_FEDERAL) + 1);
    const late = await caught(FiscInputError, () => closeYear.run(bench, closing));
    expect(late.problem).to.include("is cancelled");
  });
});

describe("register-building.ts", () => {
  const building = { building: "DC0001ZZ", organisation: "A", area: "1228.17", title: "owned" };

  it("enters a building, in the custody of its organisation", async () => {
    const { bench, a } = await loadFixture(stage);
    const told = await registerBuilding.run(bench, { ...building, acquisition: "constructed" });
    expect(told).to.deep.equal(["entered DC0001ZZ: 1228.17 square feet, in the custody of A"]);
    const entered = await bench.fisc.buildings.building("DC0001ZZ");
    expect(entered).to.include({
      custodian: a.id,
      title: "owned",
      acquisition: "constructed",
      status: "active",
    });
    const twice = await caught(FiscRefused, () => registerBuilding.run(bench, building));
    expect(twice.rule).to.equal("BuildingRegistryAlreadyRegistered");
  });

  it("refuses what is no title, no area and no code", async () => {
    const { bench } = await loadFixture(stage);
    for (const [change, place] of [
      [{ title: "borrowed" }, "building 1, title"],
      [{ area: "large" }, "building 1, area"],
      [{ building: "no code" }, "building 1"],
      [{ organisation: "NONE" }, "organisation"],
      [{ record: "0x12" }, "building 1, record"],
    ] as const) {
      const error = await caught(FiscInputError, () =>
        registerBuilding.run(bench, { ...building, ...change }),
      );
      expect(error.place).to.equal(place);
    }
  });
});
