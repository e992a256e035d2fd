import { expect } from "chai";
import { id } from "ethers";

import { FiscInputError } from "../../../sdk/errors.js";
import { FiscRefused } from "../../../sdk/client/refused.js";
import { asTop } from "../../fixtures/freshLedger.js";
import { loadFixture, time } from "../../fixtures/network.js";
import { signerNamed } from "../../fixtures/signers.js";
import { staffed } from "../../fixtures/staffed.js";
import { agreed } from "../../helpers/agreed.js";
import { caught } from "../../helpers/caught.js";
import { clientOf } from "../../helpers/client.js";

const DAY = 86_400;

async function desks() {
  const all = await staffed();
  const { fisc, by } = await clientOf(all);
  const { registrar, inspector, administrator } = all.founders;
  return {
    ...all,
    fisc,
    by,
    registrar: await by(registrar),
    inspector: await by(inspector),
    administrator: await by(administrator),
    councillor: await by({ signer: all.council[0] }),
    top: await by({ signer: await asTop(all) }),
  };
}

describe("Fisc's officers", () => {
  it("enrols, appoints and revokes", async () => {
    const { registrar, administrator, fisc } = await loadFixture(desks);
    const { address } = await signerNamed("a new officer");
    const { officer } = await agreed(registrar.officers.enrolPerson, { key: address });
    expect((await fisc.officers.officer(address)).officer).to.equal(officer);
    const at = { officer: address, organisation: "A" };
    await agreed(administrator.officers.appoint, {
      ...at,
      offices: ["budget", "collecting"],
      until: "2040-10-01",
      limit: "5000.00",
    });
    expect(await fisc.officers.appointment(officer, "A")).to.deep.include({
      offices: ["budget", "collecting"],
      until: "2040-10-01",
      limit: "5000.00",
    });
    await agreed(administrator.officers.revoke, at);
    const none = await caught(FiscInputError, () => fisc.officers.appointment(officer, "A"));
    expect(none.place).to.equal("appointment");
  });

  it("creates organisations, named by their codes from then on", async () => {
    const { administrator, fisc, a } = await loadFixture(desks);
    const { organisation } = await agreed(administrator.officers.createOrganisation, {
      parent: "A",
      code: "A-NEW",
    });
    expect(await fisc.officers.organisation("A-NEW")).to.deep.equal({ organisation, parent: a.id });
    expect((await caught(FiscInputError, () => fisc.officers.organisation("NONE"))).place).to.equal(
      "organisation",
    );
    expect((await caught(FiscInputError, () => fisc.officers.organisation(999))).place).to.equal(
      "organisation",
    );
  });

  it("adds, revokes and ends keys", async () => {
    const { registrar, by, a } = await loadFixture(desks);
    const officer = await by(a.budget);
    const { address: key } = await signerNamed("a further key");
    await agreed(officer.officers.proposeKey, { key });
    await agreed(registrar.officers.addKey, { officer: a.budget.id, key });
    expect((await officer.officers.self()).keys).to.include(key);
    await agreed(officer.officers.revokeKey, { key });
    await agreed(registrar.officers.dismiss, { officer: a.budget.id, reason: id("why") });
    expect((await caught(FiscInputError, () => officer.officers.self())).place).to.equal("officer");
  });

  it("halts payments of one organisation or of all, and lifts", async () => {
    const { inspector, a } = await loadFixture(desks);
    const halted = await agreed(inspector.officers.halt, { organisation: "A", duration: "3 days" });
    expect(halted.event.args.until).to.equal(halted.event.position.timestamp + 3 * DAY);
    expect(halted.event.args.organisation).to.equal(a.id);
    await agreed(inspector.officers.lift, { organisation: "A" });
    const all = await agreed(inspector.officers.halt, { organisation: "all", duration: "12 hours" });
    expect(all.event.args.organisation).to.equal(0);
    const refused = await caught(FiscRefused, () =>
      inspector.officers.halt({ organisation: "B", duration: "8 days" }),
    );
    expect(refused.sentence).to.include("can't last 8 days").and.include("7 days at most");
  });

  it("has the top administrator's calls proposed, vetoed, waited for and done", async () => {
    const { councillor, inspector, registrar, fisc } = await loadFixture(desks);
    const { address } = await signerNamed("a new inspector");
    const { officer: successor } = await registrar.officers.enrolPerson({ key: address });
    const call = await fisc.officers.replaceInspector.call({ former: 2, successor });
    const operation = { call, salt: id("once") };
    const { operation: name } = await agreed(councillor.council.propose, operation);
    expect(name).to.equal(fisc.council.operationOf(operation));
    expect(await fisc.council.stateOf(name)).to.equal("waiting");
    await agreed(inspector.council.veto, operation);
    expect(await fisc.council.stateOf(name)).to.equal("not proposed");

    const batch = { calls: [call, await fisc.budget.freeze.call({})], salt: id("both") };
    const proposed = await agreed(councillor.council.proposeBatch, { ...batch, delay: "3 days" });
    expect(proposed.operation).to.equal(fisc.council.batchOperationOf(batch));
    const early = await caught(FiscRefused, () => councillor.council.executeBatch(batch));
    expect(early.sentence).to.include("is not ready");
    await time.increase(3 * DAY);
    const done = await councillor.council.executeBatch(batch);
    expect(done.journal.map((it) => it.name)).to.deep.equal([
      ...["KeyRevoked", "OfficerDismissed", "OfficerAppointed", "LedgerFrozen"],
    ]);
    expect((await fisc.budget.status()).isFrozen).to.equal(true);

    const again = { calls: [call], salt: id("again") };
    await councillor.council.proposeBatch(again);
    const old = await caught(FiscRefused, () => inspector.council.vetoBatch(again));
    expect(old.rule).to.match(/^OfficerRegistry/);
    const short = await caught(FiscRefused, () => councillor.council.propose({ call, delay: "1 hour" }));
    expect(short.sentence).to.include("1 hour").and.include("2 days");
    const none = await caught(FiscInputError, () => councillor.council.proposeBatch({ calls: [] }));
    expect(none.place).to.equal("calls");
  });

  it("enrols contracts, executes a call and vetoes a batch", async () => {
    const { councillor, inspector, registrar, fisc, tokenRail } = await loadFixture(desks);
    const contract = await tokenRail.getAddress();
    await agreed(registrar.officers.enrolContract, { contract });
    const freeze = { call: await fisc.budget.freeze.call({}) };
    await councillor.council.propose(freeze);
    await time.increase(2 * DAY);
    await agreed(councillor.council.execute, freeze);
    const batch = { calls: [freeze.call] };
    await councillor.council.proposeBatch(batch);
    await agreed(inspector.council.vetoBatch, batch);
  });

  it("refuses offices that there are not, and keys that are none", async () => {
    const { administrator, fisc } = await loadFixture(desks);
    const input = { officer: 1, organisation: "A", offices: ["emperor" as "budget"] };
    expect((await caught(FiscInputError, () => administrator.officers.appoint(input))).place).to.equal(
      "offices",
    );
    expect((await caught(FiscInputError, () => fisc.officers.officer("0x12"))).place).to.equal("officer");
    expect((await caught(FiscInputError, () => fisc.officers.officer(99))).place).to.equal("officer");
  });
});
