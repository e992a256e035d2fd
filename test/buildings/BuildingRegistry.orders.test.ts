import { expect } from "chai";
import { ZeroHash } from "ethers";

import { acts } from "../../sdk/acts.js";
import { encodeCode } from "../../sdk/buildings/codes.js";
import { costKindNumber, type CostKind } from "../../sdk/buildings/kinds.js";
import { obligationId } from "../../sdk/ids.js";
import { CLASSIFICATION, EVIDENCE, SUPPLIER } from "../fixtures/funded.js";
import { disposed, housed } from "../fixtures/housed.js";
import { loadFixture } from "../fixtures/network.js";
import { leaseEntry } from "../helpers/buildings.js";
import { claims } from "../helpers/claims.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";

const story = () => loadFixture(housed);
const L1 = encodeCode("L1");

const order = (building: string, obligation: bigint, kind: CostKind = "repair", lease = ZeroHash) => ({
  building,
  obligation,
  kind: costKindNumber(kind),
  lease,
  evidence: EVIDENCE,
});

describe("BuildingRegistry: work orders", () => {
  it("name the building that an obligation is for", async () => {
    const { buildings, asA, a, home, contract } = await story();
    expect(await buildings.buildingOf(contract)).to.equal(ZeroHash);
    const call = asA.orderWork(a.id, [order(home, contract)]);
    await expectEvent(
      call,
      buildings,
      "WorkOrdered",
      home,
      contract,
      a.property.id,
      costKindNumber("repair"),
      ZeroHash,
      EVIDENCE,
    );
    expect(await buildings.buildingOf(contract)).to.equal(home);
  });

  it("are of a plan, of what is gone, and of every kind but none", async () => {
    const { asA, a, planned, home, contract } = await loadFixture(disposed);
    const kinds: [string, CostKind][] = [
      [planned, "acquisition"],
      [planned, "construction"],
      [home, "operation"],
      [home, "disposal"],
    ];
    for (const [building, kind] of kinds) {
      await asA.orderWork(a.id, [order(building, contract, kind)]);
      await asA.withdrawOrder(a.id, contract, EVIDENCE);
    }
  });

  it("of rent name a lease of the building's, running or ended, and no others do", async () => {
    const { buildings, asA, a, home, rented, contract } = await story();
    const invalid = async (building: string, kind: CostKind, lease: string) => {
      const call = asA.orderWork(a.id, [order(building, contract, kind, lease)]);
      const args = [building, costKindNumber(kind), lease] as const;
      await expectRevert(call, buildings, "BuildingRegistryInvalidOrder", ...args);
    };
    await invalid(rented, "rent", L1);
    await asA.registerLeases(a.id, [leaseEntry("RENT01", "L1")]);
    await invalid(rented, "rent", ZeroHash);
    await invalid(home, "rent", L1);
    await invalid(rented, "repair", L1);
    await invalid(rented, "none", ZeroHash);
    await asA.endLease(rented, L1, EVIDENCE);
    await asA.orderWork(a.id, [order(rented, contract, "rent", L1)]);
    expect(await buildings.buildingOf(contract)).to.equal(rented);
  });

  it("name one building at a time", async () => {
    const { buildings, asA, a, home, planned, contract } = await story();
    await asA.orderWork(a.id, [order(home, contract)]);
    const taken = asA.orderWork(a.id, [order(planned, contract)]);
    await expectRevert(taken, buildings, "BuildingRegistryObligationTaken", contract, home);
    const withdrawn = asA.withdrawOrder(a.id, contract, EVIDENCE);
    await expectEvent(withdrawn, buildings, "WorkOrderWithdrawn", home, contract, a.property.id, EVIDENCE);
    expect(await buildings.buildingOf(contract)).to.equal(ZeroHash);
    const again = asA.withdrawOrder(a.id, contract, EVIDENCE);
    await expectRevert(again, buildings, "BuildingRegistryNotOrdered", contract);
    await asA.orderWork(a.id, [order(planned, contract)]);
  });

  it("stand once something is paid, until all of it came back", async () => {
    const all = await story();
    const { buildings, ledger, asA, a, home, planned, project } = all;
    const made = {
      account: project,
      sequence: 3,
      amount: 100n,
      payee: SUPPLIER,
      classification: CLASSIFICATION,
    };
    await ledger.connect(a.contracting.signer).execute(a.id, [acts.obligate(made)]);
    const obligation = obligationId(project, 3);
    const accepted = acts.accept({ obligation, sequence: 1, amount: 100n });
    await ledger.connect(a.receiving.signer).execute(a.id, [accepted]);
    await asA.orderWork(a.id, [order(home, obligation)]);
    const by = claims(all);
    const line = (amount: bigint) => [{ obligation, amount }];
    await by.certify(a.id, a.certifying.id, line(100n));
    await by.pay(a.id, a.disbursing.id, line(70n));
    const withdraw = () => asA.withdrawOrder(a.id, obligation, EVIDENCE);
    await expectRevert(withdraw(), buildings, "BuildingRegistryOrderPaid", obligation, 70);
    await by.giveBack(a.id, a.disbursing.id, line(69n));
    await expectRevert(withdraw(), buildings, "BuildingRegistryOrderPaid", obligation, 1);
    expect(await buildings.buildingOf(obligation)).to.equal(home);
    await by.giveBack(a.id, a.disbursing.id, line(1n));
    await withdraw();
    await asA.orderWork(a.id, [order(planned, obligation)]);
  });

  it("happen whole or not at all", async () => {
    const { buildings, asA, a, home, contract } = await story();
    const twice = asA.orderWork(a.id, [order(home, contract), order(home, contract)]);
    await expectRevert(twice, buildings, "BuildingRegistryObligationTaken", contract, home);
    expect(await buildings.buildingOf(contract)).to.equal(ZeroHash);
  });

  it("are of the organisation whose obligation it is", async () => {
    const { buildings, ledger, asA, asB, a, b, home, neighbour, contract } = await story();
    const theirs = asB.orderWork(b.id, [order(neighbour, contract)]);
    await expectRevert(theirs, buildings, "BuildingRegistryWrongObligation", contract, a.id, b.id);
    await asA.orderWork(a.id, [order(home, contract)]);
    const undone = asB.withdrawOrder(b.id, contract, EVIDENCE);
    await expectRevert(undone, buildings, "BuildingRegistryWrongObligation", contract, a.id, b.id);
    const none = contract + 1n;
    const calls = [asA.orderWork(a.id, [order(home, none)]), asA.withdrawOrder(a.id, none, EVIDENCE)];
    for (const call of calls) await expectRevert(call, ledger, "BudgetLedgerUnknownObligation", none);
  });

  it("are of its custodian or of who sits in it", async () => {
    const { buildings, asA, asB, a, neighbour, contract } = await story();
    const call = () => asA.orderWork(a.id, [order(neighbour, contract)]);
    await expectRevert(call(), buildings, "BuildingRegistryNotAtBuilding", neighbour, a.id);
    await asB.setOccupancy(neighbour, a.id, 1, EVIDENCE);
    await call();
  });

  it("name a registered building", async () => {
    const { buildings, asA, a, contract } = await story();
    const nowhere = encodeCode("NOWHERE");
    const call = asA.orderWork(a.id, [order(nowhere, contract)]);
    await expectRevert(call, buildings, "BuildingRegistryUnknownBuilding", nowhere);
  });

  it("stay with an obligation that goes to another payee", async () => {
    const { buildings, ledger, asA, a, home, project } = await story();
    const made = acts.obligate({
      account: project,
      sequence: 3,
      amount: 100n,
      payee: SUPPLIER,
      classification: CLASSIFICATION,
    });
    await ledger.connect(a.contracting.signer).execute(a.id, [made]);
    const id = obligationId(project, 3);
    await asA.orderWork(a.id, [order(home, id)]);
    const novated = acts.novate({ obligation: id, sequence: 1, amount: 100n, payee: SUPPLIER + 1 });
    await ledger.connect(a.contracting.signer).execute(a.id, [novated]);
    expect(await buildings.buildingOf(id)).to.equal(home);
  });
});
