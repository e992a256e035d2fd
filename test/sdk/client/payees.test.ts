import { expect } from "chai";
import { dataSlice, id } from "ethers";

import { FiscInputError } from "../../../sdk/errors.js";
import { FiscRefused } from "../../../sdk/client/refused.js";
import { loadFixture, time } from "../../fixtures/network.js";
import { signerNamed } from "../../fixtures/signers.js";
import { staffed } from "../../fixtures/staffed.js";
import { agreed } from "../../helpers/agreed.js";
import { caught } from "../../helpers/caught.js";
import { clientOf } from "../../helpers/client.js";

async function desks() {
  const all = await staffed();
  const { fisc, by } = await clientOf(all);
  return {
    ...all,
    fisc,
    by,
    registrar: await by(all.founders.registrar),
    inspector: await by(all.founders.inspector),
  };
}

describe("Fisc's payees", () => {
  it("enrols an entity, attests it and says where it is paid", async () => {
    const { registrar, fisc } = await loadFixture(desks);
    const { address } = await signerNamed("an entity");
    const { payee } = await agreed(registrar.payees.enrolEntity, {
      key: "UEI000000042",
      controller: address,
    });
    await agreed(registrar.payees.attest, {
      payee: "UEI000000042",
      until: "2040-01-01",
      evidence: id("file"),
    });
    await agreed(registrar.payees.setDetails, { payee, rail: "token", account: address });
    const account = dataSlice(id("a bank account"), 0, 20);
    await agreed(registrar.payees.setDetails, { payee, rail: "attested", account });
    const view = await fisc.payees.payee("UEI000000042");
    expect(view).to.deep.include({
      ...{ payee, kind: "entity", status: "active", isEligible: true, eligibleUntil: "2040-01-01" },
      versions: { token: 1, attested: 1 },
    });
  });

  it("suspends, excludes and reinstates, each kind of officer its own", async () => {
    const { registrar, inspector, fisc } = await loadFixture(desks);
    const { payee } = await registrar.payees.enrolEntity({ key: "UEI000000043" });
    await agreed(registrar.payees.suspend, { payee, reason: id("why") });
    await agreed(inspector.payees.exclude, { payee });
    expect(await fisc.payees.payee(payee)).to.include({
      ...{ status: "suspended", inspectorStatus: "excluded", eligibleUntil: "never attested" },
    });
    await agreed(registrar.payees.reinstate, { payee });
    expect((await fisc.payees.payee(payee)).status).to.equal("active");
  });

  it("stops changes and hands the controller's place over", async () => {
    const { registrar, by, fisc } = await loadFixture(desks);
    const controller = await signerNamed("the controller");
    const heir = await signerNamed("the heir");
    const { payee } = await agreed(registrar.payees.enrolPerson, {
      identity: id("who"),
      controller: controller.address,
    });
    await registrar.payees.setDetails({ payee, rail: "token", account: controller.address });
    await time.increase(10);
    await registrar.payees.setDetails({ payee, rail: "token", account: heir.address });
    const theirs = await by({ signer: controller });
    await agreed(theirs.payees.stopDetails, { payee, rail: "token" });
    const nothing = await caught(FiscRefused, () => theirs.payees.stopDetails({ payee, rail: "token" }));
    expect(nothing.rule).to.equal("PayeeRegistryNothingPending");
    await agreed(theirs.payees.setController, { payee, controller: heir.address });
    expect((await fisc.payees.payee(payee)).controller).to.equal(heir.address);
  });

  it("says what is wrong with a payee, a rail or an account", async () => {
    const { registrar, fisc } = await loadFixture(desks);
    const details = registrar.payees.setDetails;
    const account = `0x${"1".repeat(40)}`;
    const place = async (call: () => unknown) => (await caught(FiscInputError, call)).place;
    expect(await place(() => fisc.payees.payee(5))).to.equal("payee");
    expect(await place(() => fisc.payees.payee("NONE"))).to.equal("payee");
    expect(await place(() => details({ payee: 1, rail: "cash" as "token", account }))).to.equal("rail");
    expect(await place(() => details({ payee: 1, rail: "token", account: "0x1" }))).to.equal("account");
    expect(await place(() => details({ payee: 1, rail: "attested", account: "DE89" }))).to.equal("account");
    expect(await place(() => registrar.payees.attest({ payee: 1, until: "soon" }))).to.equal("until");
  });
});
