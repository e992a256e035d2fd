import { expect } from "chai";
import { concat, ZeroAddress, ZeroHash } from "ethers";

import { DEFAULTS } from "../../deploy/deployFisc.js";
import { NO_END } from "../../sdk/calendar.js";
import { TREASURY } from "../../sdk/ids.js";
import { MAX_CENTS } from "../../sdk/money.js";
import { OFFICES, officesMask } from "../../sdk/offices.js";
import { asTop, freshLedger } from "../fixtures/freshLedger.js";
import { ethers, loadFixture, networkHelpers, nextTime, time } from "../fixtures/network.js";
import { signerNamed } from "../fixtures/signers.js";
import { addKey, appoint, appointed, contractOfficer, enrolled, staffed } from "../fixtures/staffed.js";
import { NO_CODES } from "../helpers/codes.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import type { OfficerRegistry } from "../../types/ethers-contracts/index.js";

const DAY = 86_400;
const ALL = 0;
const FILE = `0x${"f1".repeat(32)}`;
const REASON = `0x${"4e".repeat(32)}`;
const { keyDelay, appointmentDelay, haltMaximum, haltCooldown } = DEFAULTS;
/** How long a scope cools down after a halt: in proportion, in whole seconds. */
const cooldownOf = (duration: number) => Math.floor((haltCooldown * duration) / haltMaximum);

/** Staffed, with the registry in the hands of those who use it most. */
async function story() {
  const all = await loadFixture(staffed);
  const { registry, founders, stranger } = all;
  return {
    ...all,
    asRegistrar: registry.connect(founders.registrar.signer),
    asInspector: registry.connect(founders.inspector.signer),
    asAdministrator: registry.connect(founders.administrator.signer),
    asAdministratorOfA: registry.connect(all.a.administrator.signer),
    asStranger: registry.connect(stranger),
    asTop: registry.connect(await asTop(all)),
    newcomer: await enrolled(all, "newcomer"),
  };
}

describe("OfficerRegistry", () => {
  describe("deployment", () => {
    it("creates the treasury and its three founders", async () => {
      const { registry, timelock, founders } = await loadFixture(freshLedger);
      const top = await timelock.getAddress();
      expect(await registry.top()).to.equal(top);
      expect(await registry.settings()).to.deep.equal([
        top,
        keyDelay,
        appointmentDelay,
        haltMaximum,
        haltCooldown,
      ]);
      expect(await registry.version()).to.equal("1.0.0");
      // With the two payers and the register of buildings, which the deployment enrolled after the founders.
      expect(await registry.counts()).to.deep.equal([1n, 6n]);
      expect(await registry.organisationByCode("TREASURY")).to.equal(TREASURY);
      expect(await registry.organisation(TREASURY)).to.deep.equal([0n, 0n]);
      for (const office of ["registrar", "inspector", "administrator"] as const) {
        const { id, signer } = founders[office];
        expect(await registry.officerOf(signer.address)).to.equal(id);
        expect(await registry.keysOf(id)).to.deep.equal([signer.address]);
        expect(await registry.authorise(signer.address, TREASURY, OFFICES[office], 0)).to.equal(id);
        expect((await registry.officer(id)).independent).to.equal(office !== "administrator");
      }
    });

    it("journals its settings and founders", async () => {
      const [top, registrar, inspector, administrator] = await ethers.getSigners();
      const at = await nextTime();
      const registry = await ethers.deployContract("OfficerRegistry", [
        { ...settingsOf(top!.address) },
        { registrar: registrar!, inspector: inspector!, administrator: administrator! },
        "T",
      ]);
      const deployment = Promise.resolve(registry.deploymentTransaction());
      await expectEvent(
        deployment,
        registry,
        "RegistryCreated",
        top,
        keyDelay,
        appointmentDelay,
        haltMaximum,
        haltCooldown,
      );
      await expectEvent(deployment, registry, "OrganisationCreated", TREASURY, 0, top, "T");
      const founders = [
        [registrar, OFFICES.registrar],
        [inspector, OFFICES.inspector],
        [administrator, OFFICES.administrator],
      ] as const;
      for (const [index, [founder, office]] of founders.entries()) {
        const id = index + 1;
        await expectEvent(deployment, registry, "OfficerEnrolled", id, top, false, ZeroHash);
        await expectEvent(deployment, registry, "KeyAdded", id, founder, top, at);
        await expectEvent(deployment, registry, "OfficerAppointed", id, TREASURY, top, office, at, NO_END, 0);
      }
    });

    it("refuses settings out of their bounds", async () => {
      const { registry } = await loadFixture(freshLedger);
      const wrong = [
        { top: ZeroAddress },
        { keyDelay: 30 * DAY + 1 },
        { appointmentDelay: 30 * DAY + 1 },
        { haltMaximum: 0 },
        { haltMaximum: 30 * DAY + 1, haltCooldown: 31 * DAY },
        { haltCooldown: haltMaximum - 1 },
        { haltCooldown: 360 * DAY + 1 },
      ];
      for (const settings of wrong) {
        await expectRevert(deployed(settings), registry, "OfficerRegistryInvalidSettings");
      }
      await deployed({
        keyDelay: 30 * DAY,
        appointmentDelay: 30 * DAY,
        haltMaximum: 30 * DAY,
        haltCooldown: 360 * DAY,
      });
    });

    it("needs three persons and a treasury with a code", async () => {
      const { registry, founders } = await loadFixture(freshLedger);
      const same = founders.registrar.signer.address;
      await expectRevert(deployed({}, { inspector: same }), registry, "OfficerRegistryKeyTaken", same, 1);
      await expectRevert(
        deployed({}, { registrar: ZeroAddress }),
        registry,
        "OfficerRegistryInvalidKey",
        ZeroAddress,
      );
      for (const code of NO_CODES) {
        await expectRevert(deployed({}, {}, code), registry, "OfficerRegistryInvalidCode", code);
      }
    });
  });

  describe("createOrganisation", () => {
    it("creates one below the administrator's own, and below that", async () => {
      const { registry, asAdministratorOfA, a, bureau } = await story();
      await expectEvent(
        asAdministratorOfA.createOrganisation(a.id, "A2"),
        registry,
        "OrganisationCreated",
        5,
        a.id,
        a.administrator.signer,
        "A2",
      );
      await asAdministratorOfA.createOrganisation(bureau.id, "A1-1");
      expect(await registry.organisation(6)).to.deep.equal([bureau.id, 3n]);
      expect(await registry.organisationByCode("A1-1")).to.equal(6);
      expect(await registry.organisationByCode("none")).to.equal(0);
    });

    it("is for administrators of the parent or above, and nobody else", async () => {
      const { registry, a, b, bureau, founders, stranger, payer } = await story();
      const others = [
        stranger,
        founders.registrar.signer,
        founders.inspector.signer,
        a.budget.signer,
        b.administrator.signer,
        bureau.administrator.signer,
        await asTop(await loadFixture(staffed)),
      ];
      for (const other of others) {
        await expectRevert(
          registry.connect(other).createOrganisation(a.id, "X"),
          registry,
          "OfficerRegistryNotAdministrator",
          other.address,
          a.id,
        );
      }
      expect(payer.id).to.be.greaterThan(0);
    });

    it("ends with the administrator's appointment and key", async () => {
      const { registry, asRegistrar, asAdministratorOfA, a } = await story();
      await asRegistrar.revokeKey(a.administrator.signer);
      await expectRevert(
        asAdministratorOfA.createOrganisation(a.id, "X"),
        registry,
        "OfficerRegistryNotAdministrator",
        a.administrator.signer.address,
        a.id,
      );
    });

    it("takes any code of 1 to 64 printable characters without a space", async () => {
      const { registry, asAdministrator } = await story();
      for (const code of ["!", "~", "012/X:0100", "x".repeat(64)]) {
        await asAdministrator.createOrganisation(TREASURY, code);
        expect(await registry.organisationByCode(code)).to.equal((await registry.counts()).organisations);
      }
    });

    it("refuses an invalid or taken code, an unknown parent and too deep a tree", async () => {
      const { registry, asAdministrator, bureau } = await story();
      for (const code of NO_CODES) {
        await expectRevert(
          asAdministrator.createOrganisation(1, code),
          registry,
          "OfficerRegistryInvalidCode",
          code,
        );
      }
      await expectRevert(
        asAdministrator.createOrganisation(bureau.id, "B"),
        registry,
        "OfficerRegistryInvalidCode",
        "B",
      );
      for (const unknown of [0, 5]) {
        await expectRevert(
          asAdministrator.createOrganisation(unknown, "X"),
          registry,
          "OfficerRegistryUnknownOrganisation",
          unknown,
        );
      }
      let parent = bureau.id; // At depth 2.
      for (let depth = 3; depth <= Number(await registry.MAX_DEPTH()); depth++) {
        await asAdministrator.createOrganisation(parent, `depth-${depth}`);
        parent = Number((await registry.counts()).organisations);
      }
      await expectRevert(
        asAdministrator.createOrganisation(parent, "too-deep"),
        registry,
        "OfficerRegistryTooDeep",
        parent,
      );
    });
  });

  describe("enrolPerson", () => {
    it("enrols a person, whose first key works at once and can do nothing", async () => {
      const { registry, asRegistrar, newcomer, founders } = await story();
      const { address } = await signerNamed("another");
      const by = founders.registrar.signer;
      const id = newcomer.id + 1;
      const at = await nextTime();
      const enrolment = asRegistrar.enrolPerson(address, FILE);
      await expectEvent(enrolment, registry, "OfficerEnrolled", id, by, false, FILE);
      await expectEvent(enrolment, registry, "KeyAdded", id, address, by, at);
      expect(await registry.officerOf(address)).to.equal(id);
      expect(await registry.officer(id)).to.deep.equal([false, false, 1n, 1n, 0n, 0n]);
      expect(await registry.key(address)).to.deep.equal([id, 1n, true, at]);
      await expectRevert(
        registry.authorise(address, TREASURY, 0, 0),
        registry,
        "OfficerRegistryNotAppointed",
        id,
        TREASURY,
      );
    });

    it("is for registrars alone", async () => {
      const { registry, asStranger, asInspector, asTop: asTopmost, stranger, founders } = await story();
      const { address } = await signerNamed("another");
      await expectRevert(
        asStranger.enrolPerson(address, FILE),
        registry,
        "OfficerRegistryUnknownKey",
        stranger.address,
      );
      await expectRevert(
        asInspector.enrolPerson(address, FILE),
        registry,
        "OfficerRegistryMissingOffices",
        founders.inspector.id,
        TREASURY,
        OFFICES.registrar,
      );
      await expect(asTopmost.enrolPerson(address, FILE)).to.be.revertedWithCustomError(
        registry,
        "OfficerRegistryUnknownKey",
      );
    });

    it("refuses a key that is or was anyone's, and none", async () => {
      const { registry, asRegistrar, a, newcomer } = await story();
      await expectRevert(
        asRegistrar.enrolPerson(a.budget.signer, FILE),
        registry,
        "OfficerRegistryKeyTaken",
        a.budget.signer.address,
        a.budget.id,
      );
      await asRegistrar.dismiss(newcomer.id, ZeroHash);
      await expectRevert(
        asRegistrar.enrolPerson(newcomer.signer, FILE),
        registry,
        "OfficerRegistryKeyTaken",
        newcomer.signer.address,
        newcomer.id,
      );
      await expectRevert(
        asRegistrar.enrolPerson(ZeroAddress, FILE),
        registry,
        "OfficerRegistryInvalidKey",
        ZeroAddress,
      );
    });
  });

  describe("the last officer", () => {
    /** Pretends that so many officers were enrolled, in the counter alone. */
    async function pretend(registry: OfficerRegistry, officers: bigint) {
      const { organisations } = await registry.counts();
      // Slot 0, from its low end: organisations in 4 bytes, officers in 3.
      const slot = (officers << 32n) | organisations;
      await networkHelpers.setStorageAt(await registry.getAddress(), 0, slot);
      expect(await registry.counts()).to.deep.equal([organisations, officers]);
    }

    const LAST = 2n ** 24n - 2n;

    it("has the highest id but one, which stands for several officers", async () => {
      const { registry, asRegistrar, founders } = await story();
      const last = await signerNamed("last");
      const by = founders.registrar.signer;
      await pretend(registry, LAST - 1n);
      await expectEvent(
        asRegistrar.enrolPerson(last, FILE),
        registry,
        "OfficerEnrolled",
        LAST,
        by,
        false,
        FILE,
      );
      expect(await registry.officerOf(last)).to.equal(LAST);
      const contract = await ethers.deployContract("ContractOfficerMock");
      for (const enrolment of [
        () => asRegistrar.enrolPerson(ethers.Wallet.createRandom().address, FILE),
        () => asRegistrar.enrolContract(contract),
      ]) {
        await expectRevert(enrolment(), registry, "OfficerRegistryTooManyOfficers");
      }
      expect((await registry.counts()).officers).to.equal(LAST);
    });
  });

  describe("enrolContract", () => {
    it("enrols a contract as its own key", async () => {
      const { registry, asRegistrar, newcomer, founders } = await story();
      const contract = await ethers.deployContract("ContractOfficerMock");
      const address = await contract.getAddress();
      const id = newcomer.id + 1;
      const by = founders.registrar.signer;
      const enrolment = asRegistrar.enrolContract(address);
      await expectEvent(enrolment, registry, "OfficerEnrolled", id, by, true, ZeroHash);
      expect(await registry.keysOf(newcomer.id + 1)).to.deep.equal([address]);
    });

    it("refuses an address without code, and a person's account that lends itself a contract's", async () => {
      const { registry, asRegistrar, asTop: asTopmost, ledger, stranger } = await story();
      const delegated = await signerNamed("delegated");
      // EIP-7702: the account's code is where it delegates to.
      await networkHelpers.setCode(delegated.address, concat(["0xef0100", await ledger.getAddress()]));
      for (const caller of [asRegistrar, asTopmost]) {
        for (const { address } of [stranger, delegated]) {
          await expectRevert(caller.enrolContract(address), registry, "OfficerRegistryInvalidKey", address);
        }
      }
    });

    it("is for registrars and the top", async () => {
      const {
        registry,
        asAdministrator,
        asTop: asTopmost,
        ledger,
        timelock,
        newcomer,
        founders,
      } = await story();
      await expectRevert(
        asAdministrator.enrolContract(ledger),
        registry,
        "OfficerRegistryMissingOffices",
        founders.administrator.id,
        TREASURY,
        OFFICES.registrar,
      );
      await expectEvent(
        asTopmost.enrolContract(ledger),
        registry,
        "OfficerEnrolled",
        newcomer.id + 1,
        timelock,
        true,
        ZeroHash,
      );
    });
  });

  describe("proposeKey", () => {
    it("names the key that may be added, in the place of any named before", async () => {
      const { registry, asRegistrar, a } = await story();
      const { id, signer } = a.budget;
      const [first, second] = [await signerNamed("first"), await signerNamed("second")];
      const asOfficer = registry.connect(signer);
      expect(await registry.proposedKey(id)).to.equal(ZeroAddress);
      for (const key of [first, second]) {
        await expectEvent(asOfficer.proposeKey(key), registry, "KeyProposed", id, key);
        expect(await registry.proposedKey(id)).to.equal(key.address);
      }
      await expectRevert(
        asRegistrar.addKey(id, first),
        registry,
        "OfficerRegistryKeyNotProposed",
        id,
        first.address,
      );
      await asRegistrar.addKey(id, second);
      expect(await registry.proposedKey(id)).to.equal(ZeroAddress);
    });

    it("gives no power and takes no key from anyone", async () => {
      const { registry, a, b, newcomer } = await story();
      const asOfficer = registry.connect(a.budget.signer);
      const unborn = await signerNamed("unborn");
      for (const key of [unborn, b.budget.signer, newcomer.signer]) await asOfficer.proposeKey(key);
      expect(await registry.officerOf(unborn)).to.equal(0);
      expect(await registry.officerOf(b.budget.signer)).to.equal(b.budget.id);
      expect(await registry.keysOf(a.budget.id)).to.deep.equal([a.budget.signer.address]);
    });

    it("takes a proposal back by proposing none", async () => {
      const { registry, asRegistrar, a } = await story();
      const { id, signer } = a.budget;
      const key = await signerNamed("not this one");
      await registry.connect(signer).proposeKey(key);
      await expectEvent(
        registry.connect(signer).proposeKey(ZeroAddress),
        registry,
        "KeyProposed",
        id,
        ZeroAddress,
      );
      await expectRevert(
        asRegistrar.addKey(id, key),
        registry,
        "OfficerRegistryKeyNotProposed",
        id,
        key.address,
      );
    });

    it("needs a key that works: not a stranger's, one that waits, or one revoked", async () => {
      const all = await story();
      const { registry, asRegistrar, a, stranger, secondKey } = all;
      const waiting = await signerNamed("waiting");
      await addKey(all, a.contracting, waiting);
      await asRegistrar.revokeKey(secondKey);
      for (const caller of [stranger, waiting, secondKey]) {
        await expectRevert(
          registry.connect(caller).proposeKey(stranger),
          registry,
          "OfficerRegistryUnknownKey",
          caller.address,
        );
      }
      expect(await registry.proposedKey(a.contracting.id)).to.equal(ZeroAddress);
    });

    it("ends with the revocation of any of the officer's keys, by whomever", async () => {
      const { registry, asRegistrar, a, secondKey } = await story();
      const { id, signer } = a.contracting;
      const thief = await signerNamed("the thief's");
      // The second key is stolen, and proposes another one before the theft is found out.
      await registry.connect(secondKey).proposeKey(thief);
      await registry.connect(signer).revokeKey(secondKey);
      expect(await registry.proposedKey(id)).to.equal(ZeroAddress);
      const refused = ["OfficerRegistryKeyNotProposed", id, thief.address] as const;
      await expectRevert(asRegistrar.addKey(id, thief), registry, ...refused);

      const third = await signerNamed("third key");
      await registry.connect(signer).proposeKey(third);
      await asRegistrar.addKey(id, third);
      await registry.connect(signer).proposeKey(thief);
      await asRegistrar.revokeKey(third);
      expect(await registry.proposedKey(id)).to.equal(ZeroAddress);
      await expectRevert(asRegistrar.addKey(id, thief), registry, ...refused);
      // What was meant can be proposed anew.
      await registry.connect(signer).proposeKey(thief);
      await asRegistrar.addKey(id, thief);
    });

    it("outlives the revocation of another officer's key", async () => {
      const { registry, asRegistrar, a } = await story();
      const further = await signerNamed("further key");
      await registry.connect(a.budget.signer).proposeKey(further);
      await asRegistrar.revokeKey(a.receiving.signer);
      expect(await registry.proposedKey(a.budget.id)).to.equal(further.address);
    });

    it("ends with a dismissal", async () => {
      const { registry, asRegistrar, a } = await story();
      const { id, signer } = a.budget;
      await registry.connect(signer).proposeKey(await signerNamed("proposed in vain"));
      await asRegistrar.dismiss(id, ZeroHash);
      expect(await registry.proposedKey(id)).to.equal(ZeroAddress);
    });
  });

  describe("addKey", () => {
    it("adds a proposed key that works after the delay, not a second before", async () => {
      const { registry, asRegistrar, a, founders } = await story();
      const { address } = await signerNamed("further key");
      await registry.connect(a.budget.signer).proposeKey(address);
      const at = await nextTime();
      await expectEvent(
        asRegistrar.addKey(a.budget.id, address),
        registry,
        "KeyAdded",
        a.budget.id,
        address,
        founders.registrar.signer,
        at + keyDelay,
      );
      expect((await registry.officer(a.budget.id)).keyCount).to.equal(2);
      await time.increaseTo(at + keyDelay - 1);
      expect(await registry.officerOf(address)).to.equal(0);
      await expectRevert(
        registry.authorise(address, a.id, OFFICES.budget, 0),
        registry,
        "OfficerRegistryUnknownKey",
        address,
      );
      await time.increaseTo(at + keyDelay);
      expect(await registry.officerOf(address)).to.equal(a.budget.id);
      expect(await registry.authorise(address, a.id, OFFICES.budget, 0)).to.equal(a.budget.id);
    });

    it("makes two keys of one person one person", async () => {
      const { registry, a, secondKey } = await story();
      expect(await registry.authorise(secondKey, a.id, OFFICES.contracting, 0)).to.equal(a.contracting.id);
      expect(await registry.keysOf(a.contracting.id)).to.have.length(2);
      expect((await registry.officer(a.contracting.id)).keyCount).to.equal(2);
    });

    it("spends a proposal: the same officer's next key needs another", async () => {
      const all = await story();
      const { registry, asRegistrar, a } = all;
      const [one, two] = [await signerNamed("one"), await signerNamed("two")];
      await addKey(all, a.budget, one);
      await expectRevert(
        asRegistrar.addKey(a.budget.id, two),
        registry,
        "OfficerRegistryKeyNotProposed",
        a.budget.id,
        two.address,
      );
    });

    it("brings back a dismissed person by the top, without the former appointments", async () => {
      const { registry, asRegistrar, asTop: asTopmost, a } = await story();
      await asRegistrar.dismiss(a.budget.id, ZeroHash);
      const { address } = await signerNamed("back again");
      await asTopmost.addKey(a.budget.id, address);
      await time.increase(keyDelay);
      expect(await registry.officerOf(address)).to.equal(a.budget.id);
      await expectRevert(
        registry.authorise(address, a.id, OFFICES.budget, 0),
        registry,
        "OfficerRegistryNotAppointed",
        a.budget.id,
        a.id,
      );
    });

    it("brings no one back twice: the second key needs the first one's proposal, which must work", async () => {
      const { registry, asRegistrar, asTop: asTopmost, a } = await story();
      const { id } = a.budget;
      const [back, slipped] = [await signerNamed("back again"), await signerNamed("slipped in")];
      await asRegistrar.dismiss(id, ZeroHash);
      await asTopmost.addKey(id, back);
      const refused = ["OfficerRegistryKeyNotProposed", id, slipped.address] as const;
      await expectRevert(asRegistrar.addKey(id, slipped), registry, ...refused);
      await expectRevert(
        registry.connect(back).proposeKey(slipped),
        registry,
        "OfficerRegistryUnknownKey",
        back.address,
      );
      await time.increase(keyDelay);
      await registry.connect(back).proposeKey(slipped);
      await asRegistrar.addKey(id, slipped);
    });

    describe("makes no registrar another officer in office", () => {
      it("by adding a key of the registrar's own", async () => {
        const { registry, asRegistrar, a } = await story();
        const own = await signerNamed("the registrar's own");
        await expectRevert(
          asRegistrar.addKey(a.budget.id, own),
          registry,
          "OfficerRegistryKeyNotProposed",
          a.budget.id,
          own.address,
        );
        await asRegistrar.proposeKey(own);
        await expectRevert(
          asRegistrar.addKey(a.budget.id, own),
          registry,
          "OfficerRegistryKeyNotProposed",
          a.budget.id,
          own.address,
        );
      });

      it("by revoking all of the officer's keys first", async () => {
        const { registry, asRegistrar, a, secondKey } = await story();
        const { id, signer } = a.contracting;
        const own = await signerNamed("the registrar's own");
        await asRegistrar.revokeKey(signer);
        await expectRevert(
          asRegistrar.addKey(id, own),
          registry,
          "OfficerRegistryKeyNotProposed",
          id,
          own.address,
        );
        await asRegistrar.revokeKey(secondKey);
        await expectRevert(
          asRegistrar.addKey(id, own),
          registry,
          "OfficerRegistryKeyNotProposed",
          id,
          own.address,
        );
      });

      it("by revoking all keys while a proposal of the officer's waits", async () => {
        const { registry, asRegistrar, a } = await story();
        const { id, signer } = a.budget;
        const proposed = await signerNamed("the officer's");
        await registry.connect(signer).proposeKey(proposed);
        await asRegistrar.revokeKey(signer);
        for (const key of [proposed, await signerNamed("the registrar's own")]) {
          await expectRevert(
            asRegistrar.addKey(id, key),
            registry,
            "OfficerRegistryKeyNotProposed",
            id,
            key.address,
          );
        }
      });

      it("by dismissing the officer, or revoking keys and appointments one by one: the next one may be under way", async () => {
        const all = await story();
        const { registry, asRegistrar, asAdministrator, a, newcomer } = all;
        await asRegistrar.dismiss(a.budget.id, ZeroHash);
        await asRegistrar.revokeKey(a.receiving.signer);
        await asRegistrar.revoke(a.receiving.id, a.id);
        // Never appointed yet, and about to be.
        await asRegistrar.revokeKey(newcomer.signer);
        for (const { id } of [a.budget, a.receiving, newcomer]) {
          const own = await signerNamed(`the registrar's own for ${String(id)}`);
          await expectRevert(
            asRegistrar.addKey(id, own),
            registry,
            "OfficerRegistryKeyNotProposed",
            id,
            own.address,
          );
          await asAdministrator.appoint(id, a.id, OFFICES.budget, 0, NO_END, 1n);
          await expectRevert(
            asRegistrar.addKey(id, own),
            registry,
            "OfficerRegistryKeyNotProposed",
            id,
            own.address,
          );
        }
      });
    });

    it("needs no proposal by the top, which comes to the help of officers without a key", async () => {
      const { registry, asRegistrar, asTop: asTopmost, a } = await story();
      const { id, signer } = a.budget;
      const [helper, rest] = [await signerNamed("from the top"), await signerNamed("proposed")];
      await registry.connect(signer).proposeKey(rest);
      await asRegistrar.revokeKey(signer);
      await asTopmost.addKey(id, helper);
      // What the officer had proposed is forgotten.
      expect(await registry.proposedKey(id)).to.equal(ZeroAddress);
      await time.increase(keyDelay);
      expect(await registry.authorise(helper, a.id, OFFICES.budget, 0)).to.equal(id);
    });

    it("is for registrars and the top, and for independent officers the top's alone", async () => {
      const {
        registry,
        asRegistrar,
        asInspector,
        asAdministrator,
        asTop: asTopmost,
        founders,
        a,
      } = await story();
      const { address } = await signerNamed("further key");
      const { inspector, registrar, administrator } = founders;
      await registry.connect(a.budget.signer).proposeKey(address);
      await expectRevert(
        asAdministrator.addKey(a.budget.id, address),
        registry,
        "OfficerRegistryMissingOffices",
        administrator.id,
        TREASURY,
        OFFICES.registrar,
      );
      await expectRevert(
        registry.connect(a.budget.signer).addKey(a.budget.id, address),
        registry,
        "OfficerRegistryNotAppointed",
        a.budget.id,
        TREASURY,
      );
      await asInspector.proposeKey(address);
      for (const { id } of [inspector, registrar]) {
        await expectRevert(
          asRegistrar.addKey(id, address),
          registry,
          "OfficerRegistryOnlyTop",
          registrar.signer.address,
        );
      }
      await asTopmost.addKey(inspector.id, address);
      await asTopmost.addKey(a.budget.id, await signerNamed("from the top"));
      expect(await registry.keysOf(inspector.id)).to.have.length(2);
    });

    it("refuses an unknown officer, a ninth key, and a second for a contract", async () => {
      const all = await story();
      const { registry, asRegistrar, asTop: asTopmost, newcomer, payer } = all;
      const one = await signerNamed("one too many");
      for (const unknown of [9_999, 0]) {
        await expectRevert(
          asRegistrar.addKey(unknown, one),
          registry,
          "OfficerRegistryUnknownOfficer",
          unknown,
        );
      }
      for (const caller of [asRegistrar, asTopmost]) {
        await expectRevert(caller.addKey(payer.id, one), registry, "OfficerRegistryTooManyKeys", payer.id);
      }
      for (let key = 2n; key <= (await registry.MAX_KEYS()); key++) {
        await addKey(all, newcomer, await signerNamed(`key ${key}`));
      }
      expect((await registry.officer(newcomer.id)).keyCount).to.equal(8);
      await registry.connect(newcomer.signer).proposeKey(one);
      for (const caller of [asRegistrar, asTopmost]) {
        await expectRevert(
          caller.addKey(newcomer.id, one),
          registry,
          "OfficerRegistryTooManyKeys",
          newcomer.id,
        );
      }
      // One less, and there is room again.
      await asRegistrar.revokeKey(await signerNamed("key 2"));
      await addKey(all, newcomer, one);
    });

    it("brings back no contract, once dismissed", async () => {
      const { registry, asRegistrar, payer } = await story();
      await asRegistrar.dismiss(payer.id, ZeroHash);
      await expectRevert(
        asRegistrar.addKey(payer.id, await payer.contract.getAddress()),
        registry,
        "OfficerRegistryTooManyKeys",
        payer.id,
      );
    });

    it("gives no key twice, and none that is none", async () => {
      const { registry, asRegistrar, asTop: asTopmost, a, b, newcomer } = await story();
      await asRegistrar.dismiss(a.budget.id, ZeroHash);
      for (const [caller, officer, key, owner] of [
        [asTopmost, a.budget.id, a.budget.signer, a.budget.id],
        [asRegistrar, newcomer.id, a.budget.signer, a.budget.id],
        [asRegistrar, newcomer.id, b.budget.signer, b.budget.id],
      ] as const) {
        await registry.connect(newcomer.signer).proposeKey(key);
        await expectRevert(
          caller.addKey(officer, key),
          registry,
          "OfficerRegistryKeyTaken",
          key.address,
          owner,
        );
      }
      await expectRevert(
        asTopmost.addKey(newcomer.id, ZeroAddress),
        registry,
        "OfficerRegistryInvalidKey",
        ZeroAddress,
      );
      // Nobody who proposed nothing proposed the zero address.
      await expectRevert(
        asRegistrar.addKey(b.budget.id, ZeroAddress),
        registry,
        "OfficerRegistryInvalidKey",
        ZeroAddress,
      );
    });
  });

  describe("revokeKey", () => {
    it("revokes at once, whichever of the officer's keys it is", async () => {
      const { registry, asRegistrar, a, secondKey, founders } = await story();
      const { id, signer } = a.contracting;
      const by = founders.registrar.signer;
      await expectEvent(asRegistrar.revokeKey(signer), registry, "KeyRevoked", id, signer, by);
      expect(await registry.keysOf(id)).to.deep.equal([secondKey.address]);
      expect((await registry.officer(id)).keyCount).to.equal(1);
      expect(await registry.officerOf(signer)).to.equal(0);
      await expectRevert(
        registry.authorise(signer, a.id, OFFICES.contracting, 0),
        registry,
        "OfficerRegistryUnknownKey",
        signer.address,
      );
      expect(await registry.authorise(secondKey, a.id, OFFICES.contracting, 0)).to.equal(id);
      await asRegistrar.revokeKey(secondKey);
      expect(await registry.keysOf(id)).to.deep.equal([]);
      expect((await registry.officer(id)).keyCount).to.equal(0);
    });

    it("finds the last of several keys", async () => {
      const { registry, asRegistrar, a, secondKey } = await story();
      await asRegistrar.revokeKey(secondKey);
      expect(await registry.keysOf(a.contracting.id)).to.deep.equal([a.contracting.signer.address]);
    });

    it("lets officers revoke their own, independent ones too, and one that does not work yet", async () => {
      const all = await story();
      const { registry, asInspector, a, secondKey, founders } = all;
      await registry.connect(secondKey).revokeKey(a.contracting.signer);
      const pending = await signerNamed("pending");
      await addKey(all, { ...a.contracting, signer: secondKey }, pending);
      await expectRevert(
        registry.connect(pending).revokeKey(secondKey),
        registry,
        "OfficerRegistryMayNotRevoke",
        pending.address,
        a.contracting.id,
      );
      await registry.connect(secondKey).revokeKey(pending);
      await asInspector.revokeKey(founders.inspector.signer);
      expect(await registry.keysOf(founders.inspector.id)).to.deep.equal([]);
    });

    it("is nobody else's, and an independent officer's only the top's", async () => {
      const { registry, asRegistrar, asTop: asTopmost, founders, a, b, stranger } = await story();
      for (const other of [
        stranger,
        b.administrator.signer,
        a.administrator.signer,
        founders.inspector.signer,
      ]) {
        await expectRevert(
          registry.connect(other).revokeKey(a.budget.signer),
          registry,
          "OfficerRegistryMayNotRevoke",
          other.address,
          a.budget.id,
        );
      }
      await expectRevert(
        asRegistrar.revokeKey(founders.inspector.signer),
        registry,
        "OfficerRegistryMayNotRevoke",
        founders.registrar.signer.address,
        founders.inspector.id,
      );
      await asTopmost.revokeKey(founders.inspector.signer);
    });

    it("refuses an unknown key and one revoked before", async () => {
      const { registry, asRegistrar, stranger, newcomer } = await story();
      await expectRevert(
        asRegistrar.revokeKey(stranger),
        registry,
        "OfficerRegistryUnknownKey",
        stranger.address,
      );
      await asRegistrar.revokeKey(newcomer.signer);
      await expectRevert(
        asRegistrar.revokeKey(newcomer.signer),
        registry,
        "OfficerRegistryUnknownKey",
        newcomer.signer.address,
      );
    });
  });

  describe("dismiss", () => {
    it("ends every key and appointment at once", async () => {
      const { registry, asRegistrar, a, secondKey, founders } = await story();
      const { id, signer } = a.contracting;
      const by = founders.registrar.signer;
      const dismissal = asRegistrar.dismiss(id, REASON);
      await expectEvent(dismissal, registry, "OfficerDismissed", id, by, REASON);
      await expectEvent(dismissal, registry, "KeyRevoked", id, signer, by);
      await expectEvent(dismissal, registry, "KeyRevoked", id, secondKey, by);
      expect(await registry.keysOf(id)).to.deep.equal([]);
      const { isContract, independent, keyCount, term, appointments } = await registry.officer(id);
      expect({ isContract, independent, keyCount, term, appointments }).to.deep.equal({
        isContract: false,
        independent: false,
        keyCount: 0n,
        term: 2n,
        appointments: 0n,
      });
      for (const key of [signer, secondKey]) {
        await expectRevert(
          registry.authorise(key, a.id, OFFICES.contracting, 0),
          registry,
          "OfficerRegistryUnknownKey",
          key.address,
        );
      }
    });

    it("is for registrars and the top, and for independent officers the top's alone", async () => {
      const { registry, asRegistrar, asAdministratorOfA, asTop: asTopmost, founders, a } = await story();
      await expectRevert(
        asAdministratorOfA.dismiss(a.budget.id, REASON),
        registry,
        "OfficerRegistryMayNotRevoke",
        a.administrator.signer.address,
        a.budget.id,
      );
      await expectRevert(
        registry.connect(a.budget.signer).dismiss(a.budget.id, REASON),
        registry,
        "OfficerRegistryMayNotRevoke",
        a.budget.signer.address,
        a.budget.id,
      );
      for (const { id } of [founders.inspector, founders.registrar]) {
        await expectRevert(
          asRegistrar.dismiss(id, REASON),
          registry,
          "OfficerRegistryMayNotRevoke",
          founders.registrar.signer.address,
          id,
        );
      }
      await asTopmost.dismiss(founders.registrar.id, REASON);
      await expectRevert(
        asRegistrar.enrolPerson(ethers.Wallet.createRandom().address, ZeroHash),
        registry,
        "OfficerRegistryUnknownKey",
        founders.registrar.signer.address,
      );
    });

    it("refuses an unknown officer", async () => {
      const { registry, asRegistrar } = await story();
      await expectRevert(
        asRegistrar.dismiss(9_999, REASON),
        registry,
        "OfficerRegistryUnknownOfficer",
        9_999,
      );
    });
  });

  describe("appoint", () => {
    it("appoints for a time, up to a limit", async () => {
      const { registry, asAdministratorOfA, a, bureau, newcomer } = await story();
      const from = (await time.latest()) + 100;
      const until = from + DAY;
      const offices = officesMask("budget", "receiving");
      await expectEvent(
        asAdministratorOfA.appoint(newcomer.id, bureau.id, offices, from, until, 500n),
        registry,
        "OfficerAppointed",
        newcomer.id,
        bureau.id,
        a.administrator.signer,
        offices,
        from,
        until,
        500n,
      );
      expect(await registry.appointment(newcomer.id, bureau.id)).to.deep.equal([
        offices,
        1n,
        from,
        until,
        500n,
      ]);
      const authorise = (total: bigint) =>
        registry.authorise(newcomer.signer, bureau.id, OFFICES.receiving, total);
      const notNow = ["OfficerRegistryNotAppointed", newcomer.id, bureau.id] as const;

      await time.increaseTo(from - 1);
      await expectRevert(authorise(0n), registry, ...notNow);
      await time.increaseTo(from);
      expect(await authorise(500n)).to.equal(newcomer.id);
      await expectRevert(authorise(501n), registry, "OfficerRegistryOverLimit", newcomer.id, 500n, 501n);
      await time.increaseTo(until - 1);
      expect(await authorise(0n)).to.equal(newcomer.id);
      await time.increaseTo(until);
      await expectRevert(authorise(0n), registry, ...notNow);
    });

    it("takes the place of the former appointment there, and of no other", async () => {
      const all = await story();
      const { registry, a, b, newcomer } = all;
      await appoint(all, newcomer.id, b.id, OFFICES.budget);
      await appoint(all, newcomer.id, a.id, OFFICES.contracting);
      await appoint(all, newcomer.id, a.id, OFFICES.receiving);
      expect((await registry.officer(newcomer.id)).appointments).to.equal(2);
      await expectRevert(
        registry.authorise(newcomer.signer, a.id, officesMask("contracting", "budget"), 0),
        registry,
        "OfficerRegistryMissingOffices",
        newcomer.id,
        a.id,
        officesMask("contracting", "budget"),
      );
      expect(await registry.authorise(newcomer.signer, b.id, OFFICES.budget, MAX_CENTS)).to.equal(
        newcomer.id,
      );
      await expectRevert(
        registry.authorise(newcomer.signer, b.id, OFFICES.budget, MAX_CENTS + 1n),
        registry,
        "OfficerRegistryOverLimit",
        newcomer.id,
        MAX_CENTS,
        MAX_CENTS + 1n,
      );
    });

    it("is for the organisation's administrators, those above it, and the top", async () => {
      const { registry, a, b, bureau, newcomer, founders, stranger, asTop: asTopmost } = await story();
      const from = (await time.latest()) + 1_000;
      const terms = [bureau.id, OFFICES.budget, from, NO_END, 1n] as const;
      const others = [stranger, founders.registrar.signer, founders.inspector.signer, b.administrator.signer];
      for (const other of [...others, a.budget.signer]) {
        await expectRevert(
          registry.connect(other).appoint(newcomer.id, ...terms),
          registry,
          "OfficerRegistryNotAdministrator",
          other.address,
          bureau.id,
        );
      }
      for (const { signer } of [bureau.administrator, a.administrator, founders.administrator]) {
        await registry.connect(signer).appoint(newcomer.id, ...terms);
      }
      await asTopmost.appoint(newcomer.id, ...terms);
    });

    it("never lets administrators appoint themselves, by any of their keys", async () => {
      const all = await story();
      const { registry, asAdministratorOfA, a, bureau } = all;
      const { id } = a.administrator;
      const second = await signerNamed("administrator's second key");
      await addKey(all, a.administrator, second);
      await time.increase(keyDelay);
      const from = (await time.latest()) + 1_000;
      for (const registryOfOne of [asAdministratorOfA, registry.connect(second)]) {
        for (const organisation of [a.id, bureau.id]) {
          await expectRevert(
            registryOfOne.appoint(id, organisation, OFFICES.budget, from, NO_END, 1n),
            registry,
            "OfficerRegistrySelfAppointment",
            id,
          );
        }
      }
    });

    it("leaves independent offices to the top, at the treasury, beside nothing else", async () => {
      const all = await story();
      const { registry, asAdministrator, asTop: asTopmost, newcomer, a, founders } = all;
      const from = (await time.latest()) + 1_000;
      for (const office of [OFFICES.registrar, OFFICES.inspector]) {
        await expectRevert(
          asAdministrator.appoint(newcomer.id, TREASURY, office, from, NO_END, 0n),
          registry,
          "OfficerRegistryOnlyTop",
          founders.administrator.signer.address,
        );
        await expectRevert(
          asTopmost.appoint(newcomer.id, a.id, office, from, NO_END, 0n),
          registry,
          "OfficerRegistryInvalidOffices",
          office,
        );
        await expectRevert(
          asTopmost.appoint(a.budget.id, TREASURY, office, from, NO_END, 0n),
          registry,
          "OfficerRegistryNotIndependent",
          a.budget.id,
        );
      }
      await asTopmost.appoint(newcomer.id, TREASURY, OFFICES.registrar, from, NO_END, 0n);
      await expectRevert(
        asAdministrator.appoint(newcomer.id, a.id, OFFICES.budget, from, NO_END, 0n),
        registry,
        "OfficerRegistryNotIndependent",
        newcomer.id,
      );
      expect((await registry.officer(newcomer.id)).independent).to.equal(true);
    });

    it("leaves independent officers to the top: no administrator puts one out of office by another appointment", async () => {
      const { registry, asAdministrator, asAdministratorOfA, asTop: asTopmost, founders, a } = await story();
      for (const office of ["inspector", "registrar"] as const) {
        const { id, signer } = founders[office];
        for (const [caller, organisation] of [
          [asAdministrator, TREASURY],
          [asAdministrator, a.id],
          [asAdministratorOfA, a.id],
        ] as const) {
          await expectRevert(
            caller.appoint(id, organisation, OFFICES.budget, 0, NO_END, 0n),
            registry,
            "OfficerRegistryNotIndependent",
            id,
          );
        }
        await expectRevert(
          asTopmost.appoint(id, a.id, OFFICES.budget, 0, NO_END, 0n),
          registry,
          "OfficerRegistryNotIndependent",
          id,
        );
        expect(await registry.authorise(signer, TREASURY, OFFICES[office], 0)).to.equal(id);
        expect((await registry.officer(id)).independent).to.equal(true);
      }
      // The top may give one another office, instead of the independent one.
      const { id, signer } = founders.registrar;
      await asTopmost.appoint(id, TREASURY, OFFICES.budget, 0, NO_END, 0n);
      expect(await registry.authorise(signer, TREASURY, OFFICES.budget, 0)).to.equal(id);
      expect((await registry.officer(id)).independent).to.equal(false);
    });

    it("refuses offices that may not be held together", async () => {
      const all = await story();
      const { registry, asAdministrator, asTop: asTopmost, a, newcomer } = all;
      const from = (await time.latest()) + 1_000;
      const conflicts = [
        ["administrator", "budget"],
        ["administrator", "property"],
        ["contracting", "receiving"],
        ["contracting", "disbursing"],
        ["receiving", "disbursing"],
        ["contracting", "certifying"],
        ["submitting", "certifying"],
        ["submitting", "disbursing"],
        ["certifying", "disbursing"],
        ["appropriating", "contracting"],
        ["appropriating", "certifying"],
        ["appropriating", "disbursing"],
      ] as const;
      for (const offices of conflicts) {
        await expectRevert(
          asAdministrator.appoint(newcomer.id, a.id, officesMask(...offices), from, NO_END, 0n),
          registry,
          "OfficerRegistryIncompatibleOffices",
          officesMask(...offices),
        );
      }
      await expectRevert(
        asTopmost.appoint(newcomer.id, TREASURY, officesMask("registrar", "inspector"), from, NO_END, 0n),
        registry,
        "OfficerRegistryIncompatibleOffices",
        officesMask("registrar", "inspector"),
      );
      const compatible = [
        ["appropriating", "budget", "collecting", "property"],
        ["budget", "contracting", "submitting"],
        ["receiving", "certifying", "budget"],
        ["receiving", "submitting"],
      ] as const;
      for (const offices of compatible) {
        const { id } = await enrolled(all, offices.join(" and "));
        await asAdministrator.appoint(id, a.id, officesMask(...offices), from, NO_END, 0n);
      }
    });

    it("lets nobody make authority and spend it in one term, in whichever organisations", async () => {
      const all = await story();
      const { registry, asRegistrar, asAdministrator, asTop: asTopmost, a, b } = all;
      for (const spending of ["contracting", "certifying", "disbursing"] as const) {
        const person = await enrolled(all, `appropriating, then ${spending}`);
        const appointing = (organisation: number, offices: number) =>
          asAdministrator.appoint(person.id, organisation, offices, 0, NO_END, 0n);
        const refused = [
          registry,
          "OfficerRegistryIncompatibleOffices",
          officesMask("appropriating", spending),
        ] as const;
        await appointing(TREASURY, OFFICES.appropriating);
        await expectRevert(appointing(a.id, OFFICES[spending]), ...refused);
        // Laid down or taken the place of, it was held all the same.
        await appointing(TREASURY, OFFICES.budget);
        await registry.connect(person.signer).revoke(person.id, TREASURY);
        expect((await registry.officer(person.id)).held).to.equal(officesMask("appropriating", "budget"));
        await expectRevert(appointing(b.id, OFFICES[spending]), ...refused);
        await appointing(b.id, OFFICES.receiving);

        await asRegistrar.dismiss(person.id, ZeroHash);
        expect((await registry.officer(person.id)).held).to.equal(0);
        await asTopmost.addKey(person.id, await signerNamed(`${spending}, in another term`));
        await appointing(b.id, OFFICES[spending]);
        await expectRevert(appointing(TREASURY, OFFICES.appropriating), ...refused);
      }
    });

    it("leaves contracts that pay to the top, at the treasury", async () => {
      const { registry, asAdministrator, asAdministratorOfA, asTop: asTopmost, ...all } = await story();
      const { payer, a, founders, asRegistrar } = all;
      const paying = (by: OfficerRegistry, organisation: number) =>
        by.appoint(payer.id, organisation, OFFICES.paying, 0, NO_END, 1n);
      const byOthers = [
        [asAdministrator, founders.administrator.signer, TREASURY],
        [asAdministratorOfA, a.administrator.signer, a.id],
      ] as const;
      for (const [caller, { address }, organisation] of byOthers) {
        await expectRevert(paying(caller, organisation), registry, "OfficerRegistryOnlyTop", address);
      }
      await expectRevert(paying(asTopmost, a.id), registry, "OfficerRegistryInvalidOffices", OFFICES.paying);
      await paying(asTopmost, TREASURY);
      // Collecting is any administrator's to give, and a payer the registrar's to remove.
      await asAdministratorOfA.appoint(payer.id, a.id, OFFICES.collecting, 0, NO_END, 1n);
      await asRegistrar.revoke(payer.id, TREASURY);
    });

    it("refuses no office, one that there is not, and one for another kind of officer", async () => {
      const { registry, asAdministrator, asTop: asTopmost, a, newcomer, payer } = await story();
      const from = (await time.latest()) + 1_000;
      const appointing = (officer: number, offices: number) =>
        (offices & OFFICES.paying) === 0
          ? asAdministrator.appoint(officer, a.id, offices, from, NO_END, 0n)
          : asTopmost.appoint(officer, TREASURY, offices, from, NO_END, 0n);
      for (const offices of [0, 1 << 14]) {
        await expectRevert(
          appointing(newcomer.id, offices),
          registry,
          "OfficerRegistryInvalidOffices",
          offices,
        );
      }
      await expectRevert(
        appointing(newcomer.id, OFFICES.paying),
        registry,
        "OfficerRegistryOfficeNotForKind",
        newcomer.id,
        OFFICES.paying,
      );
      for (const offices of [OFFICES.budget, officesMask("paying", "receiving"), OFFICES.administrator]) {
        await expectRevert(appointing(payer.id, offices), registry, ...notForKind(payer.id, offices));
      }
      await appointing(payer.id, officesMask("paying", "collecting"));
    });

    it("refuses dates that are over or out of order, and starts no earlier than the delay", async () => {
      const { registry, asAdministrator, a, newcomer } = await story();
      const appointing = (from: number, until: number) =>
        asAdministrator.appoint(newcomer.id, a.id, OFFICES.budget, from, until, 0n);
      for (const [from, until] of [
        [-1, 100],
        [0, 0],
        [50, 50],
        [50, 49],
      ] as const) {
        const now = await nextTime();
        await expectRevert(
          appointing(now + from, now + until),
          registry,
          "OfficerRegistryInvalidDates",
          now + from,
          now + until,
          now,
        );
      }
      const now = await nextTime();
      await appointing(now, now + 1);
    });

    it("starts as early as it may, when no start is named", async () => {
      const { registry, asAdministrator, a, newcomer } = await story();
      const now = await nextTime();
      await asAdministrator.appoint(newcomer.id, a.id, OFFICES.budget, 0, NO_END, 0n);
      expect((await registry.appointment(newcomer.id, a.id)).from).to.equal(now);
      const later = await nextTime();
      await expectRevert(
        asAdministrator.appoint(newcomer.id, a.id, OFFICES.budget, 0, later, 0n),
        registry,
        "OfficerRegistryInvalidDates",
        later,
        later,
        later,
      );
    });

    it("waits for the delay, where there is one", async () => {
      const { registry, registrar, administrator } = await delayed();
      const now = await nextTime();
      const appointing = (from: number) =>
        registry.connect(administrator).appoint(4, TREASURY + 1, OFFICES.budget, from, NO_END, 0n);
      await registry.connect(administrator).createOrganisation(TREASURY, "A");
      await registry.connect(registrar).enrolPerson(await signerNamed("delayed"), ZeroHash);
      const next = await nextTime();
      expect(next).to.be.greaterThan(now);
      await expectRevert(
        appointing(next + DAY - 1),
        registry,
        "OfficerRegistryInvalidDates",
        next + DAY - 1,
        NO_END,
        next + DAY,
      );
      // No start named: as early as the delay permits.
      const at = await nextTime();
      const newcomer = 4;
      await registry.connect(administrator).appoint(newcomer, TREASURY + 1, OFFICES.budget, 0, NO_END, 0n);
      expect((await registry.appointment(newcomer, TREASURY + 1)).from).to.equal(at + DAY);
    });

    it("refuses an unknown officer and an unknown organisation", async () => {
      const { registry, asAdministrator, a } = await story();
      const from = (await time.latest()) + 1_000;
      await expectRevert(
        asAdministrator.appoint(9_999, a.id, OFFICES.budget, from, NO_END, 0n),
        registry,
        "OfficerRegistryUnknownOfficer",
        9_999,
      );
      await expectRevert(
        asAdministrator.appoint(1, 99, OFFICES.budget, from, NO_END, 0n),
        registry,
        "OfficerRegistryUnknownOrganisation",
        99,
      );
    });
  });

  describe("revoke", () => {
    it("ends an appointment at once: by administrator, one above, registrar, top, and the officer", async () => {
      const all = await story();
      const { registry, a, bureau, founders } = all;
      const { id, signer } = bureau.budget;
      const revokers = [
        bureau.administrator.signer,
        a.administrator.signer,
        founders.administrator.signer,
        founders.registrar.signer,
        await asTop(all),
        signer,
      ];
      for (const revoker of revokers) {
        await appoint(all, id, bureau.id, OFFICES.budget);
        expect(await registry.authorise(signer, bureau.id, OFFICES.budget, 0)).to.equal(id);
        await expectEvent(
          registry.connect(revoker).revoke(id, bureau.id),
          registry,
          "AppointmentRevoked",
          id,
          bureau.id,
          revoker,
        );
        expect((await registry.officer(id)).appointments).to.equal(0);
        await expectRevert(
          registry.authorise(signer, bureau.id, OFFICES.budget, 0),
          registry,
          "OfficerRegistryNotAppointed",
          id,
          bureau.id,
        );
      }
    });

    it("is nobody else's, and an independent officer's only their own and the top's", async () => {
      const { registry, a, b, bureau, founders, stranger, asAdministrator, asRegistrar, ...all } =
        await story();
      for (const other of [
        stranger,
        b.administrator.signer,
        bureau.administrator.signer,
        a.receiving.signer,
      ]) {
        await expectRevert(
          registry.connect(other).revoke(a.budget.id, a.id),
          registry,
          "OfficerRegistryMayNotRevoke",
          other.address,
          a.budget.id,
        );
      }
      for (const [caller, { signer }] of [
        [asAdministrator, founders.administrator],
        [asRegistrar, founders.registrar],
      ] as const) {
        await expectRevert(
          caller.revoke(founders.inspector.id, TREASURY),
          registry,
          "OfficerRegistryMayNotRevoke",
          signer.address,
          founders.inspector.id,
        );
      }
      await all.asInspector.revoke(founders.inspector.id, TREASURY);
      await all.asTop.revoke(founders.registrar.id, TREASURY);
      expect((await registry.officer(founders.inspector.id)).independent).to.equal(false);
    });

    it("refuses what there is not: an unknown officer, no appointment, one of a former term", async () => {
      const { registry, asRegistrar, a, b } = await story();
      const { id } = a.budget;
      await expectRevert(asRegistrar.revoke(9_999, a.id), registry, "OfficerRegistryUnknownOfficer", 9_999);
      await expectRevert(asRegistrar.revoke(id, b.id), registry, "OfficerRegistryNotAppointed", id, b.id);
      await asRegistrar.dismiss(id, ZeroHash);
      await expectRevert(asRegistrar.revoke(id, a.id), registry, "OfficerRegistryNotAppointed", id, a.id);
    });
  });

  describe("replaceInspector", () => {
    it("dismisses the former and appoints the successor at once, without end", async () => {
      const { registry, asTop: asTopmost, founders, newcomer, timelock } = await story();
      const former = founders.inspector;
      const at = await nextTime();
      const replacement = asTopmost.replaceInspector(former.id, newcomer.id);
      await expectEvent(replacement, registry, "OfficerDismissed", former.id, timelock, ZeroHash);
      await expectEvent(replacement, registry, "KeyRevoked", former.id, former.signer, timelock);
      await expectEvent(
        replacement,
        registry,
        "OfficerAppointed",
        newcomer.id,
        TREASURY,
        timelock,
        OFFICES.inspector,
        at,
        NO_END,
        0,
      );
      expect(await registry.authorise(newcomer.signer, TREASURY, OFFICES.inspector, 0)).to.equal(newcomer.id);
      expect((await registry.officer(newcomer.id)).independent).to.equal(true);
      expect((await registry.officer(former.id)).independent).to.equal(false);
      expect(await registry.officerOf(former.signer)).to.equal(0);
    });

    it("adds an inspector where none is replaced", async () => {
      const { registry, asTop: asTopmost, founders, newcomer } = await story();
      await asTopmost.replaceInspector(0, newcomer.id);
      for (const { id, signer } of [founders.inspector, newcomer]) {
        expect(await registry.authorise(signer, TREASURY, OFFICES.inspector, 0)).to.equal(id);
      }
    });

    it("is the top's alone", async () => {
      const { registry, founders, newcomer, stranger } = await story();
      for (const { signer } of [...Object.values(founders), { signer: stranger }]) {
        await expectRevert(
          registry.connect(signer).replaceInspector(founders.inspector.id, newcomer.id),
          registry,
          "OfficerRegistryOnlyTop",
          signer.address,
        );
      }
    });

    it("refuses a former who is no inspector", async () => {
      const { registry, asTop: asTopmost, founders, newcomer, treasury, a } = await story();
      for (const { id } of [founders.registrar, treasury.budget, a.budget, { id: 9_999 }]) {
        await expectRevert(
          asTopmost.replaceInspector(id, newcomer.id),
          registry,
          "OfficerRegistryNotAppointed",
          id,
          TREASURY,
        );
      }
    });

    it("refuses a former who was inspector in an earlier term only", async () => {
      const all = await story();
      const { registry, asTop: asTopmost, newcomer, founders, a } = all;
      const { id } = founders.inspector;
      await asTopmost.dismiss(id, ZeroHash);
      await asTopmost.addKey(id, await signerNamed("back as something else"));
      await appoint(all, id, a.id, OFFICES.budget);
      await expectRevert(
        asTopmost.replaceInspector(id, newcomer.id),
        registry,
        "OfficerRegistryNotAppointed",
        id,
        TREASURY,
      );
    });

    it("refuses a successor who holds an appointment, at the treasury or elsewhere", async () => {
      const { registry, asTop: asTopmost, founders, treasury, a } = await story();
      const { inspector, registrar } = founders;
      for (const { id } of [registrar, treasury.budget, a.budget]) {
        for (const former of [inspector.id, 0]) {
          await expectRevert(
            asTopmost.replaceInspector(former, id),
            registry,
            "OfficerRegistryNotIndependent",
            id,
          );
        }
      }
      // Two inspectors don't become one.
      await expectRevert(
        asTopmost.replaceInspector(0, inspector.id),
        registry,
        "OfficerRegistryNotIndependent",
        inspector.id,
      );
    });

    it("refuses to leave the office to someone without a key: nobody, the former, or who lost all keys", async () => {
      const { registry, asTop: asTopmost, asRegistrar, founders, newcomer } = await story();
      const { id, signer } = founders.inspector;
      await asRegistrar.revokeKey(newcomer.signer);
      for (const successor of [9_999, 0, id, newcomer.id]) {
        await expectRevert(
          asTopmost.replaceInspector(id, successor),
          registry,
          "OfficerRegistryUnknownOfficer",
          successor,
        );
      }
      expect(await registry.authorise(signer, TREASURY, OFFICES.inspector, 0)).to.equal(id);
    });

    it("refuses a contract as successor", async () => {
      const { registry, asTop: asTopmost, asRegistrar, founders } = await story();
      const contract = await ethers.deployContract("ContractOfficerMock");
      await asRegistrar.enrolContract(contract);
      const id = Number(await registry.officerOf(contract));
      await expectRevert(
        asTopmost.replaceInspector(founders.inspector.id, id),
        registry,
        ...notForKind(id, OFFICES.inspector),
      );
    });
  });

  describe("halt and lift", () => {
    it("halts one organisation, for a time, and ends by itself", async () => {
      const { registry, asInspector, founders, a, b, bureau } = await story();
      const at = await nextTime();
      const until = at + DAY;
      await expectEvent(
        asInspector.halt(a.id, DAY, REASON),
        registry,
        "PaymentsHalted",
        a.id,
        founders.inspector.id,
        until,
        REASON,
      );
      expect(await registry.haltOf(a.id)).to.deep.equal([until, until + cooldownOf(DAY)]);
      await expectRevert(registry.requireNotHalted(a.id), registry, "OfficerRegistryHalted", a.id, until);
      for (const { id } of [b, bureau]) await registry.requireNotHalted(id);
      await time.increaseTo(until - 1);
      await expectRevert(registry.requireNotHalted(a.id), registry, "OfficerRegistryHalted", a.id, until);
      await time.increaseTo(until);
      await registry.requireNotHalted(a.id);
    });

    it("halts all organisations", async () => {
      const { registry, asInspector, a, b } = await story();
      const until = (await nextTime()) + haltMaximum;
      await asInspector.halt(ALL, haltMaximum, REASON);
      for (const { id } of [a, b]) {
        await expectRevert(registry.requireNotHalted(id), registry, "OfficerRegistryHalted", ALL, until);
      }
    });

    it("is the inspector's alone", async () => {
      const { registry, founders, a, stranger, asTop: asTopmost, timelock } = await story();
      for (const { id, signer } of [founders.registrar, founders.administrator]) {
        await expectRevert(
          registry.connect(signer).halt(a.id, DAY, REASON),
          registry,
          "OfficerRegistryMissingOffices",
          id,
          TREASURY,
          OFFICES.inspector,
        );
      }
      for (const [caller, address] of [
        [registry.connect(stranger), stranger.address],
        [asTopmost, await timelock.getAddress()],
      ] as const) {
        await expectRevert(caller.halt(a.id, DAY, REASON), registry, "OfficerRegistryUnknownKey", address);
      }
    });

    it("lasts at least a second and at most the maximum, and covers what there is", async () => {
      const { registry, asInspector, a } = await story();
      for (const duration of [0, haltMaximum + 1, NO_END]) {
        await expectRevert(
          asInspector.halt(a.id, duration, REASON),
          registry,
          "OfficerRegistryInvalidHalt",
          duration,
          haltMaximum,
        );
      }
      await expectRevert(
        asInspector.halt(99, DAY, REASON),
        registry,
        "OfficerRegistryUnknownOrganisation",
        99,
      );
      await asInspector.halt(a.id, 1, REASON);
    });

    it("cools down before the same scope is halted again", async () => {
      const { registry, asInspector, a, b } = await story();
      const again = (await nextTime()) + DAY + cooldownOf(DAY);
      await asInspector.halt(a.id, DAY, REASON);
      await asInspector.halt(b.id, DAY, REASON);
      for (const at of [await nextTime(), again - 1]) {
        await time.setNextBlockTimestamp(at);
        await expectRevert(
          asInspector.halt(a.id, 1, REASON),
          registry,
          "OfficerRegistryCoolingDown",
          a.id,
          again,
        );
      }
      await time.setNextBlockTimestamp(again);
      await asInspector.halt(a.id, 1, REASON);
    });

    it("cools down in proportion to its length, in whole seconds", async () => {
      const { registry, asInspector, a } = await story();
      for (const duration of [1, 2, 3_600, 3 * DAY + 1, haltMaximum - 1, haltMaximum]) {
        const until = (await nextTime()) + duration;
        await asInspector.halt(a.id, duration, REASON);
        const again = until + cooldownOf(duration);
        expect(await registry.haltOf(a.id)).to.deep.equal([until, again]);
        await time.setNextBlockTimestamp(again - 1);
        await expectRevert(
          asInspector.halt(a.id, 1, REASON),
          registry,
          "OfficerRegistryCoolingDown",
          a.id,
          again,
        );
        await time.increaseTo(again);
      }
      expect(cooldownOf(haltMaximum)).to.equal(haltCooldown);
    });

    it("computes the cooldown exactly for the largest settings there can be", async () => {
      const registry = await deployed({ haltMaximum: 30 * DAY, haltCooldown: 360 * DAY });
      const asInspector = registry.connect(await signerNamed("inspector"));
      const until = (await nextTime()) + 30 * DAY;
      await asInspector.halt(ALL, 30 * DAY, REASON);
      expect(await registry.haltOf(ALL)).to.deep.equal([until, until + 360 * DAY]);
    });

    it("begins its cooldown when it is lifted", async () => {
      const { registry, asInspector, a } = await story();
      await asInspector.halt(a.id, DAY, REASON);
      await time.increase(3_600);
      const lifted = await nextTime();
      await asInspector.lift(a.id);
      const again = lifted + cooldownOf(DAY);
      expect(await registry.haltOf(a.id)).to.deep.equal([lifted, again]);
      await registry.requireNotHalted(a.id);
      for (const at of [await nextTime(), again - 1]) {
        await time.setNextBlockTimestamp(at);
        await expectRevert(
          asInspector.halt(a.id, 1, REASON),
          registry,
          "OfficerRegistryCoolingDown",
          a.id,
          again,
        );
      }
      await time.setNextBlockTimestamp(again);
      await asInspector.halt(a.id, 1, REASON);
    });

    it("cools down for each organisation after a halt of all, lifted or not", async () => {
      const { registry, asInspector, a, b } = await story();
      let again = (await nextTime()) + haltMaximum + haltCooldown;
      await asInspector.halt(ALL, haltMaximum, REASON);
      const refused = async (organisation: number) =>
        expectRevert(
          asInspector.halt(organisation, 1, REASON),
          registry,
          "OfficerRegistryCoolingDown",
          organisation,
          again,
        );
      for (const organisation of [ALL, a.id, b.id, TREASURY]) await refused(organisation);
      again = (await nextTime()) + haltCooldown;
      await asInspector.lift(ALL);
      for (const organisation of [ALL, a.id]) await refused(organisation);
      await time.setNextBlockTimestamp(again - 1);
      await refused(a.id);
      await time.setNextBlockTimestamp(again);
      await asInspector.halt(a.id, 1, REASON);
      await asInspector.halt(ALL, 1, REASON);
    });

    it("does not stop an organisation that cools down from its own halt by one of all", async () => {
      const { registry, asInspector, a, b } = await story();
      const own = (await nextTime()) + haltMaximum;
      await asInspector.halt(a.id, haltMaximum, REASON);
      await time.increaseTo(own - DAY);
      const all = (await nextTime()) + haltMaximum;
      await asInspector.halt(ALL, haltMaximum, REASON);
      // Its own halt runs on to its end, and no further.
      await expectRevert(registry.requireNotHalted(a.id), registry, "OfficerRegistryHalted", a.id, own);
      await expectRevert(registry.requireNotHalted(b.id), registry, "OfficerRegistryHalted", ALL, all);
      await time.increaseTo(own);
      await registry.requireNotHalted(a.id);
      await expectRevert(registry.requireNotHalted(b.id), registry, "OfficerRegistryHalted", ALL, all);
    });

    it("stops an organisation again by one of all, once it has cooled down", async () => {
      const { registry, asInspector, a } = await story();
      const again = (await nextTime()) + DAY + cooldownOf(DAY);
      await asInspector.halt(a.id, DAY, REASON);
      await time.increaseTo(again - 100);
      const until = (await nextTime()) + DAY;
      await asInspector.halt(ALL, DAY, REASON);
      await time.increaseTo(again - 1);
      await registry.requireNotHalted(a.id);
      await time.increaseTo(again);
      await expectRevert(registry.requireNotHalted(a.id), registry, "OfficerRegistryHalted", ALL, until);
    });

    it("never stops one organisation for longer than the maximum in a cooldown, however halts take turns", async () => {
      const { registry, asInspector, a } = await story();
      const start = await nextTime();
      await time.setNextBlockTimestamp(start);
      await asInspector.halt(ALL, haltMaximum, REASON);
      let free = 0;
      let halted = 0;
      // An inspector who tries, each day, to halt the one and all.
      for (let day = 1; day <= 150; day++) {
        await time.increaseTo(start + day * DAY + (day % 2));
        const scopes = day % 3 === 0 ? [a.id, ALL] : [ALL, a.id];
        const stopped = await isHalted(registry, a.id);
        if (stopped) {
          halted += 1;
          free = 0;
          expect(halted).to.be.at.most(haltMaximum / DAY);
        } else {
          free += 1;
          if (free * DAY >= haltCooldown) halted = 0;
        }
        for (const scope of scopes) {
          await asInspector.halt(scope, haltMaximum, REASON).catch(() => undefined);
        }
      }
    });

    it("is lifted by an inspector or the top, and nobody else", async () => {
      const { registry, asInspector, asTop: asTopmost, timelock, founders, a, stranger } = await story();
      await asInspector.halt(a.id, DAY, REASON);
      await expectRevert(
        registry.connect(stranger).lift(a.id),
        registry,
        "OfficerRegistryUnknownKey",
        stranger.address,
      );
      await expectRevert(
        registry.connect(a.administrator.signer).lift(a.id),
        registry,
        "OfficerRegistryNotAppointed",
        a.administrator.id,
        TREASURY,
      );
      await expectEvent(asInspector.lift(a.id), registry, "HaltLifted", a.id, founders.inspector.signer);
      await registry.requireNotHalted(a.id);
      await asInspector.halt(ALL, DAY, REASON);
      await expectEvent(asTopmost.lift(ALL), registry, "HaltLifted", ALL, timelock);
      await registry.requireNotHalted(a.id);
    });

    it("is lifted only while it lasts", async () => {
      const { registry, asInspector, asTop: asTopmost, a, b } = await story();
      const none = async (organisation: number) => {
        for (const caller of [asInspector, asTopmost]) {
          await expectRevert(caller.lift(organisation), registry, "OfficerRegistryNotHalted", organisation);
        }
      };
      for (const organisation of [ALL, a.id, 99]) await none(organisation);
      const until = (await nextTime()) + DAY;
      await asInspector.halt(a.id, DAY, REASON);
      // One of all is none of its own, nor the other way round.
      for (const organisation of [ALL, b.id]) await none(organisation);
      await time.setNextBlockTimestamp(until - 1);
      await asInspector.lift(a.id);
      await none(a.id);
      expect(await registry.haltOf(a.id)).to.deep.equal([until - 1, until - 1 + cooldownOf(DAY)]);

      const end = (await nextTime()) + DAY;
      await asInspector.halt(b.id, DAY, REASON);
      await time.setNextBlockTimestamp(end);
      await expectRevert(asInspector.lift(b.id), registry, "OfficerRegistryNotHalted", b.id);
    });

    it("stops no revocation", async () => {
      const { registry, asInspector, asRegistrar, a } = await story();
      await asInspector.halt(ALL, DAY, REASON);
      await asRegistrar.dismiss(a.budget.id, REASON);
      await registry.connect(a.receiving.signer).revoke(a.receiving.id, a.id);
    });
  });

  describe("authorise", () => {
    it("finds the officer behind a contract's key", async () => {
      const { registry, payer } = await story();
      const key = await payer.contract.getAddress();
      expect(await registry.authorise(key, TREASURY, OFFICES.paying, 1)).to.equal(payer.id);
    });

    it("holds in the organisation of the appointment, not above, below or beside it", async () => {
      const { registry, a, b, bureau } = await story();
      for (const { id } of [b, bureau, { id: TREASURY }]) {
        await expectRevert(
          registry.authorise(a.budget.signer, id, OFFICES.budget, 0),
          registry,
          "OfficerRegistryNotAppointed",
          a.budget.id,
          id,
        );
      }
    });

    it("ends for a contract when it is dismissed, for ever", async () => {
      const all = await story();
      const { registry, asRegistrar } = all;
      const { id, contract } = await contractOfficer(all, TREASURY, OFFICES.paying);
      const key = await contract.getAddress();
      await asRegistrar.dismiss(id, REASON);
      await expectRevert(
        registry.authorise(key, TREASURY, OFFICES.paying, 0),
        registry,
        "OfficerRegistryUnknownKey",
        key,
      );
      await expectRevert(asRegistrar.enrolContract(key), registry, "OfficerRegistryKeyTaken", key, id);
    });
  });

  describe("warrant", () => {
    it("names the officer and the most that a call may move", async () => {
      const all = await story();
      const { id, signer } = await appointed(all, "limited", all.a.id, OFFICES.budget, { limit: 5n });
      expect(await all.registry.warrant(signer, all.a.id, OFFICES.budget)).to.deep.equal([id, 5n]);
    });

    it("is refused as an act would be", async () => {
      const { registry, asRegistrar, a } = await story();
      const { id, signer } = a.budget;
      await expectRevert(
        registry.warrant(signer, TREASURY, OFFICES.budget),
        registry,
        "OfficerRegistryNotAppointed",
        id,
        TREASURY,
      );
      await expectRevert(
        registry.warrant(signer, a.id, officesMask("budget", "receiving")),
        registry,
        "OfficerRegistryMissingOffices",
        id,
        a.id,
        OFFICES.receiving,
      );
      await asRegistrar.dismiss(id, REASON);
      await expectRevert(
        registry.warrant(signer, a.id, OFFICES.budget),
        registry,
        "OfficerRegistryUnknownKey",
        signer.address,
      );
    });
  });

  it("lets a person hold offices in two organisations, each with its own limit", async () => {
    const all = await story();
    const { registry, a, b } = all;
    const { id, signer } = await appointed(all, "shared", a.id, OFFICES.budget, { limit: 5n });
    await appoint(all, id, b.id, OFFICES.contracting, { limit: 7n });
    expect(await registry.authorise(signer, a.id, OFFICES.budget, 5n)).to.equal(id);
    expect(await registry.authorise(signer, b.id, OFFICES.contracting, 7n)).to.equal(id);
    await expectRevert(
      registry.authorise(signer, a.id, OFFICES.contracting, 0),
      registry,
      "OfficerRegistryMissingOffices",
      id,
      a.id,
      OFFICES.contracting,
    );
  });

  it("knows organisations from 1 up to as many as there are", async () => {
    const { registry } = await story();
    for (const known of [1, 4]) await registry.requireOrganisation(known);
    for (const unknown of [0, 5]) {
      await expectRevert(
        registry.requireOrganisation(unknown),
        registry,
        "OfficerRegistryUnknownOrganisation",
        unknown,
      );
    }
  });
});

/** Whether the organisation's payments are halted. */
const isHalted = async (registry: OfficerRegistry, organisation: number): Promise<boolean> =>
  registry.requireNotHalted(organisation).then(
    () => false,
    () => true,
  );

const settingsOf = (top: string) => ({ top, keyDelay, appointmentDelay, haltMaximum, haltCooldown });

const notForKind = (officer: number, offices: number) =>
  ["OfficerRegistryOfficeNotForKind", officer, offices] as const;

/** A registry of its own, with the first accounts as its people. */
async function deployed(
  settings: Partial<ReturnType<typeof settingsOf>>,
  founders: { registrar?: string; inspector?: string; administrator?: string } = {},
  code = "T",
) {
  const { founders: known, timelock } = await loadFixture(freshLedger);
  const people = {
    registrar: known.registrar.signer.address,
    inspector: known.inspector.signer.address,
    administrator: known.administrator.signer.address,
    ...founders,
  };
  const all = { ...settingsOf(await timelock.getAddress()), ...settings };
  return ethers.deployContract("OfficerRegistry", [all, people, code]);
}

/** A registry in which an appointment waits for a day. */
async function delayed() {
  const registry = await deployed({ appointmentDelay: DAY });
  const registrar = await signerNamed("registrar");
  const administrator = await signerNamed("administrator");
  return { registry, registrar, administrator };
}
