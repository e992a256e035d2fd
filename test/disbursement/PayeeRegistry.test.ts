import { expect } from "chai";
import { concat, keccak256, toBeHex, toUtf8Bytes, ZeroAddress, ZeroHash } from "ethers";

import { DEFAULTS } from "../../deploy/deployFisc.js";
import { railNumber } from "../../sdk/disbursement/lines.js";
import { NO_END } from "../../sdk/calendar.js";
import { MANY_PAYEES, TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { asTop, freshLedger } from "../fixtures/freshLedger.js";
import { ethers, loadFixture, networkHelpers, nextTime, time } from "../fixtures/network.js";
import { paying } from "../fixtures/paying.js";
import { signerNamed } from "../fixtures/signers.js";
import { NO_CODES } from "../helpers/codes.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import type { PayeeRegistry } from "../../types/ethers-contracts/index.js";

const DAY = 86_400;
const TOKEN = railNumber("token");
const BANK = railNumber("attested");
const RAIL_NUMBERS = [TOKEN, BANK];
const [ACTIVE, SUSPENDED, EXCLUDED] = [0, 1, 2] as const;
const [ENTITY, PERSON] = [1, 2] as const;
const EVIDENCE = `0x${"e5".repeat(32)}`;
const REASON = `0x${"4e".repeat(32)}`;
const IDENTITY = `0x${"1d".repeat(32)}`;
const { changeDelay } = DEFAULTS;

/** Some account on a rail. */
const account = (number: number): string => toBeHex(0xacc000 + number, 20);
const NO_ACCOUNT = ZeroAddress;

/** Payees on the stage, with the registry in the hands of those who use it, and one enrolled a moment ago. */
async function enrolled() {
  const all = await paying();
  const { payees, founders, builder } = all;
  const asRegistrar = payees.connect(founders.registrar.signer);
  const newcomer = Number(await payees.payeeCount()) + 1;
  await asRegistrar.enrolEntity("NEWCOMER", ZeroAddress);
  return {
    ...all,
    newcomer,
    asRegistrar,
    asInspector: payees.connect(founders.inspector.signer),
    asController: payees.connect(builder.controller),
    asTop: payees.connect(await asTop(all)),
  };
}

const story = () => loadFixture(enrolled);

type Story = Awaited<ReturnType<typeof story>>;

/** The calls that are a registrar's alone, by name. */
const registrarsCalls = ({
  newcomer,
  builder,
}: Story): [string, (by: PayeeRegistry) => Promise<unknown>][] => [
  ["enrolEntity", (by) => by.enrolEntity("ANOTHER", ZeroAddress)],
  ["enrolPerson", (by) => by.enrolPerson(IDENTITY, ZeroAddress)],
  ["attest", (by) => by.attest(newcomer, NO_END, EVIDENCE)],
  ["setDetails", (by) => by.setDetails(builder.id, TOKEN, account(1))],
  ["setController", (by) => by.setController(newcomer, builder.controller)],
];

/** Every function that writes on a payee, with arguments that would do otherwise. */
const callsOn = (payee: number): [string, (by: PayeeRegistry) => Promise<unknown>][] => [
  ["attest", (by) => by.attest(payee, NO_END, EVIDENCE)],
  ["setStatus", (by) => by.setStatus(payee, SUSPENDED, REASON)],
  ["setDetails", (by) => by.setDetails(payee, TOKEN, account(1))],
  ["stopDetails", (by) => by.stopDetails(payee, TOKEN)],
  ["setController", (by) => by.setController(payee, account(1))],
];

describe("PayeeRegistry", () => {
  describe("deployment", () => {
    it("has no payee, a delay and a version", async () => {
      const { payees } = await loadFixture(freshLedger);
      expect(await payees.payeeCount()).to.equal(0);
      expect(await payees.changeDelay()).to.equal(changeDelay);
      expect(await payees.version()).to.equal("1.0.0");
    });

    it("takes a delay of 1 second to 30 days, and journals it", async () => {
      const { payees, registry } = await loadFixture(freshLedger);
      for (const delay of [0, 30 * DAY + 1, NO_END]) {
        await expectRevert(
          ethers.deployContract("PayeeRegistry", [registry, delay]),
          payees,
          "PayeeRegistryInvalidDelay",
          delay,
        );
      }
      for (const delay of [1, 30 * DAY]) {
        const deployed = await ethers.deployContract("PayeeRegistry", [registry, delay]);
        await expectEvent(
          Promise.resolve(deployed.deploymentTransaction()),
          deployed,
          "PayeeRegistryCreated",
          registry,
          delay,
        );
        expect(await deployed.changeDelay()).to.equal(delay);
      }
    });
  });

  describe("what is a registrar's", () => {
    it("is refused to everyone else", async () => {
      const all = await story();
      const { registry, payees, founders, a, treasury, builder, stranger } = all;
      for (const [name, call] of registrarsCalls(all)) {
        for (const { id, signer } of [founders.inspector, founders.administrator, treasury.budget]) {
          await expectRevert(
            call(payees.connect(signer)),
            registry,
            "OfficerRegistryMissingOffices",
            id,
            TREASURY,
            OFFICES.registrar,
          );
        }
        await expectRevert(
          call(payees.connect(a.administrator.signer)),
          registry,
          "OfficerRegistryNotAppointed",
          a.administrator.id,
          TREASURY,
        );
        // Not even the top administrator stands in for one.
        for (const other of [stranger, builder.controller, await asTop(all)]) {
          await expectRevert(
            call(payees.connect(other)),
            registry,
            "OfficerRegistryUnknownKey",
            other.address,
          );
        }
        expect(await payees.payeeCount(), name).to.equal(all.newcomer);
      }
    });

    it("ends with the registrar's dismissal, at once", async () => {
      const all = await story();
      const { registry, payees, founders, asRegistrar, newcomer } = all;
      await asRegistrar.setDetails(newcomer, BANK, account(1));
      await asRegistrar.setDetails(newcomer, BANK, account(2));
      const { id, signer } = founders.registrar;
      await registry.connect(await asTop(all)).dismiss(id, REASON);
      for (const [, call] of registrarsCalls(all)) {
        await expectRevert(call(asRegistrar), registry, "OfficerRegistryUnknownKey", signer.address);
      }
      const mayNot = ["PayeeRegistryMayNot", signer.address, newcomer] as const;
      for (const status of [ACTIVE, SUSPENDED, EXCLUDED]) {
        await expectRevert(asRegistrar.setStatus(newcomer, status, REASON), payees, ...mayNot);
      }
      await expectRevert(asRegistrar.stopDetails(newcomer, BANK), payees, ...mayNot);
    });

    it("ends with the registrar's appointment too, though the key still works", async () => {
      const all = await story();
      const { registry, payees, founders, asRegistrar, newcomer, builder } = all;
      await asRegistrar.setDetails(builder.id, BANK, account(1));
      const { id, signer } = founders.registrar;
      await registry.connect(await asTop(all)).revoke(id, TREASURY);
      expect(await registry.officerOf(signer)).to.equal(id);
      for (const [, call] of registrarsCalls(all)) {
        await expectRevert(call(asRegistrar), registry, "OfficerRegistryNotAppointed", id, TREASURY);
      }
      await expectRevert(
        asRegistrar.setStatus(newcomer, EXCLUDED, REASON),
        payees,
        "PayeeRegistryMayNot",
        signer.address,
        newcomer,
      );
      await expectRevert(
        asRegistrar.stopDetails(builder.id, BANK),
        payees,
        "PayeeRegistryMayNot",
        signer.address,
        builder.id,
      );
    });

    it("goes on while payments are halted: a halt stops payments alone", async () => {
      const all = await story();
      const { registry, founders, asRegistrar, asController, payees, newcomer, builder } = all;
      await registry.connect(founders.inspector.signer).halt(0, DAY, REASON);
      for (const [, call] of registrarsCalls(all)) await call(asRegistrar);
      await asController.stopDetails(builder.id, TOKEN);
      await asRegistrar.setStatus(newcomer, EXCLUDED, REASON);
      expect((await payees.payee(newcomer)).status).to.equal(EXCLUDED);
    });
  });

  it("knows no payee that was not enrolled, whoever asks", async () => {
    const { payees, asRegistrar, asInspector, asController, newcomer } = await story();
    for (const unknown of [0, newcomer + 1, 2 ** 32 - 1]) {
      for (const by of [asRegistrar, asInspector, asController]) {
        for (const [, call] of callsOn(unknown)) {
          await expectRevert(call(by), payees, "PayeeRegistryUnknownPayee", unknown);
        }
      }
      expect(await payees.payee(unknown)).to.deep.equal([0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n]);
      expect(await payees.isEligible(unknown)).to.equal(false);
      expect(await payees.standingOf(unknown, TOKEN)).to.deep.equal([0n, false]);
      expect(await payees.controllerOf(unknown)).to.equal(ZeroAddress);
      expect(await payees.details(unknown, TOKEN, 1)).to.equal(NO_ACCOUNT);
    }
  });

  describe("enrolEntity", () => {
    it("enrols it under the next id and its key, in plain text", async () => {
      const { payees, asRegistrar, founders, newcomer, builder } = await story();
      const id = newcomer + 1;
      await expectEvent(
        asRegistrar.enrolEntity("ZQGGHJH74DW7", builder.controller),
        payees,
        "EntityEnrolled",
        id,
        founders.registrar.id,
        builder.controller,
        "ZQGGHJH74DW7",
      );
      expect(await payees.payeeCount()).to.equal(id);
      expect(await payees.entityByKey("ZQGGHJH74DW7")).to.equal(id);
      expect(await payees.controllerOf(id)).to.equal(builder.controller);
      expect(await payees.payee(id)).to.deep.equal([BigInt(ENTITY), 0n, 0n, 0n, 0n, 0n, 0n, 0n]);
      // Active from the start, and not payable before somebody says that it may be.
      expect(await payees.standingOf(id, BANK)).to.deep.equal([0n, false]);
    });

    it("gives nobody the id that stands for many payees", async () => {
      const { payees, asRegistrar } = await story();
      // How many there are is the contract's first slot: as if all but two ids were taken.
      await networkHelpers.setStorageAt(await payees.getAddress(), 0, MANY_PAYEES - 2);
      await asRegistrar.enrolEntity("THE-LAST-ONE", ZeroAddress);
      expect(await payees.payeeCount()).to.equal(MANY_PAYEES - 1);
      const none = [payees, "PayeeRegistryFull"] as const;
      await expectRevert(asRegistrar.enrolEntity("ONE-TOO-MANY", ZeroAddress), ...none);
      await expectRevert(asRegistrar.enrolPerson(keccak256("0x01"), ZeroAddress), ...none);
    });

    it("refuses a key that is taken, or that is none", async () => {
      const { payees, asRegistrar, newcomer } = await story();
      await expectRevert(
        asRegistrar.enrolEntity("NEWCOMER", ZeroAddress),
        payees,
        "PayeeRegistryInvalidIdentity",
        newcomer,
      );
      for (const key of NO_CODES) {
        await expectRevert(
          asRegistrar.enrolEntity(key, ZeroAddress),
          payees,
          "PayeeRegistryInvalidIdentity",
          0,
        );
        expect(await payees.entityByKey(key)).to.equal(0);
      }
      // Nor is an excluded one free to come back under its own key.
      await asRegistrar.setStatus(newcomer, EXCLUDED, REASON);
      await expectRevert(
        asRegistrar.enrolEntity("NEWCOMER", ZeroAddress),
        payees,
        "PayeeRegistryInvalidIdentity",
        newcomer,
      );
    });
  });

  describe("enrolPerson", () => {
    it("enrols one under the next id and a commitment", async () => {
      const { payees, asRegistrar, founders, newcomer } = await story();
      const id = newcomer + 1;
      await expectEvent(
        asRegistrar.enrolPerson(IDENTITY, ZeroAddress),
        payees,
        "PersonEnrolled",
        id,
        founders.registrar.id,
        ZeroAddress,
        IDENTITY,
      );
      expect(await payees.personByIdentity(IDENTITY)).to.equal(id);
      expect(await payees.controllerOf(id)).to.equal(ZeroAddress);
      expect((await payees.payee(id)).kind).to.equal(PERSON);
    });

    it("refuses a commitment that is taken, or to nothing", async () => {
      const { payees, asRegistrar, person } = await story();
      await expectRevert(
        asRegistrar.enrolPerson(EVIDENCE, ZeroAddress),
        payees,
        "PayeeRegistryInvalidIdentity",
        person.id,
      );
      await expectRevert(
        asRegistrar.enrolPerson(ZeroHash, ZeroAddress),
        payees,
        "PayeeRegistryInvalidIdentity",
        0,
      );
      expect(await payees.personByIdentity(ZeroHash)).to.equal(0);
    });

    it("can't take an entity's place, whatever the commitment", async () => {
      const { payees, asRegistrar, newcomer } = await story();
      const hashes = (key: string) => [
        keccak256(toUtf8Bytes(key)),
        keccak256(concat([toUtf8Bytes("entity:"), toUtf8Bytes(key)])),
      ];
      for (const hash of hashes("NEWCOMER")) {
        expect(await payees.personByIdentity(hash)).to.equal(0);
      }
      for (const hash of hashes("LATECOMER")) await asRegistrar.enrolPerson(hash, ZeroAddress);
      expect(await payees.entityByKey("LATECOMER")).to.equal(0);
      await asRegistrar.enrolEntity("LATECOMER", ZeroAddress);
      expect(await payees.entityByKey("LATECOMER")).to.equal(newcomer + 3);
    });
  });

  describe("attest", () => {
    it("holds until its last second, and the next one in its place", async () => {
      const { payees, asRegistrar, founders, newcomer } = await story();
      const at = await nextTime();
      await expectEvent(
        asRegistrar.attest(newcomer, at + 100, EVIDENCE),
        payees,
        "EligibilityAttested",
        newcomer,
        founders.registrar.id,
        at + 100,
        EVIDENCE,
      );
      await time.increaseTo(at + 99);
      expect(await payees.isEligible(newcomer)).to.equal(true);
      expect(await payees.standingOf(newcomer, TOKEN)).to.deep.equal([0n, true]);
      await time.increaseTo(at + 100);
      expect(await payees.isEligible(newcomer)).to.equal(false);
      expect(await payees.standingOf(newcomer, TOKEN)).to.deep.equal([0n, false]);

      await asRegistrar.attest(newcomer, NO_END, EVIDENCE);
      expect(await payees.isEligible(newcomer)).to.equal(true);
      // What turns out to be wrong is cut short.
      const cut = await nextTime();
      await asRegistrar.attest(newcomer, cut + 1, EVIDENCE);
      expect((await payees.payee(newcomer)).eligibleUntil).to.equal(cut + 1);
      await time.increaseTo(cut + 1);
      expect(await payees.isEligible(newcomer)).to.equal(false);
    });

    it("refuses one that is over before it begins", async () => {
      const { payees, asRegistrar, newcomer } = await story();
      const over = ["PayeeRegistryInvalidExpiry", newcomer] as const;
      await expectRevert(asRegistrar.attest(newcomer, 0, EVIDENCE), payees, ...over, 0);
      const at = await nextTime();
      await expectRevert(asRegistrar.attest(newcomer, at, EVIDENCE), payees, ...over, at);
      await asRegistrar.attest(newcomer, (await nextTime()) + 1, EVIDENCE);
    });
  });

  describe("setStatus", () => {
    it("suspends, excludes and reinstates by a registrar", async () => {
      const { payees, asRegistrar, founders, builder } = await story();
      for (const status of [SUSPENDED, EXCLUDED, ACTIVE, EXCLUDED, SUSPENDED, ACTIVE]) {
        await expectEvent(
          asRegistrar.setStatus(builder.id, status, REASON),
          payees,
          "PayeeStatusSet",
          builder.id,
          founders.registrar.id,
          false,
          status,
          REASON,
        );
        expect((await payees.payee(builder.id)).status).to.equal(status);
        expect(await payees.isEligible(builder.id)).to.equal(status === ACTIVE);
        expect(await payees.standingOf(builder.id, BANK)).to.deep.equal([1n, status === ACTIVE]);
      }
    });

    it("suspends, excludes and reinstates by an inspector, apart from the registrar's", async () => {
      const { payees, asInspector, founders, builder } = await story();
      for (const status of [SUSPENDED, EXCLUDED, ACTIVE, EXCLUDED, SUSPENDED, ACTIVE]) {
        await expectEvent(
          asInspector.setStatus(builder.id, status, REASON),
          payees,
          "PayeeStatusSet",
          builder.id,
          founders.inspector.id,
          true,
          status,
          REASON,
        );
        const stored = await payees.payee(builder.id);
        expect([stored.status, stored.inspectorStatus]).to.deep.equal([BigInt(ACTIVE), BigInt(status)]);
        expect(await payees.isEligible(builder.id)).to.equal(status === ACTIVE);
        expect(await payees.standingOf(builder.id, BANK)).to.deep.equal([1n, status === ACTIVE]);
      }
    });

    it("lets neither lift what the other stopped", async () => {
      const { payees, asInspector, asRegistrar, builder } = await story();
      const isEligible = async () => payees.isEligible(builder.id);
      for (const [by, other] of [
        [asInspector, asRegistrar],
        [asRegistrar, asInspector],
      ] as const) {
        await by.setStatus(builder.id, EXCLUDED, REASON);
        await other.setStatus(builder.id, ACTIVE, REASON);
        expect(await isEligible()).to.equal(false);
        await other.setStatus(builder.id, SUSPENDED, REASON);
        await by.setStatus(builder.id, ACTIVE, REASON);
        expect(await isEligible()).to.equal(false);
        await other.setStatus(builder.id, ACTIVE, REASON);
        expect(await isEligible()).to.equal(true);
      }
    });

    it("lets the top administrator reinstate in an inspector's place, and no more", async () => {
      const all = await story();
      const { payees, asInspector, asRegistrar, builder } = all;
      const asTopAdministrator = payees.connect(await asTop(all));
      await asInspector.setStatus(builder.id, EXCLUDED, REASON);
      await expectEvent(
        asTopAdministrator.setStatus(builder.id, ACTIVE, REASON),
        payees,
        "PayeeStatusSet",
        builder.id,
        0,
        true,
        ACTIVE,
        REASON,
      );
      expect(await payees.isEligible(builder.id)).to.equal(true);
      await asRegistrar.setStatus(builder.id, SUSPENDED, REASON);
      await asTopAdministrator.setStatus(builder.id, ACTIVE, REASON);
      expect(await payees.isEligible(builder.id)).to.equal(false);
      const { address } = await asTop(all);
      for (const status of [SUSPENDED, EXCLUDED]) {
        await expectRevert(
          asTopAdministrator.setStatus(builder.id, status, REASON),
          payees,
          "PayeeRegistryMayNot",
          address,
          builder.id,
        );
      }
    });

    it("is for nobody else", async () => {
      const all = await story();
      const { registry, payees, founders, builder, supplier, treasury, a, stranger } = all;
      await registry.connect(await asTop(all)).dismiss(founders.inspector.id, REASON);
      const others = [
        builder.controller,
        supplier.controller,
        founders.inspector.signer,
        founders.administrator.signer,
        treasury.budget.signer,
        a.certifying.signer,
        stranger,
      ];
      for (const other of others) {
        for (const status of [ACTIVE, SUSPENDED, EXCLUDED]) {
          await expectRevert(
            payees.connect(other).setStatus(builder.id, status, REASON),
            payees,
            "PayeeRegistryMayNot",
            other.address,
            builder.id,
          );
        }
      }
    });

    it("does not bring an attestation back that has expired meanwhile", async () => {
      const { payees, asRegistrar, newcomer } = await story();
      const until = (await time.latest()) + DAY;
      await asRegistrar.attest(newcomer, until, EVIDENCE);
      await asRegistrar.setStatus(newcomer, EXCLUDED, REASON);
      // An attestation alone reinstates nobody.
      await asRegistrar.attest(newcomer, until + DAY, EVIDENCE);
      expect(await payees.isEligible(newcomer)).to.equal(false);
      await time.increaseTo(until + DAY);
      await asRegistrar.setStatus(newcomer, ACTIVE, REASON);
      expect(await payees.isEligible(newcomer)).to.equal(false);
    });

    it("takes no status that there is not", async () => {
      const { payees, asRegistrar, builder } = await story();
      const data = payees.interface.encodeFunctionData("setStatus", [builder.id, SUSPENDED, REASON]);
      const unknown = `${data.slice(0, 10 + 127)}3${data.slice(10 + 128)}`;
      await expect(
        asRegistrar.runner!.sendTransaction!({ to: await payees.getAddress(), data: unknown }),
      ).to.be.revertedWithoutReason(ethers);
    });
  });

  describe("setDetails", () => {
    for (const rail of RAIL_NUMBERS) {
      it(`has the very first in force at once, on rail ${String(rail)}`, async () => {
        const { payees, asRegistrar, founders, newcomer } = await story();
        const at = await nextTime();
        await expectEvent(
          asRegistrar.setDetails(newcomer, rail, account(1)),
          payees,
          "DetailsSet",
          newcomer,
          founders.registrar.id,
          rail,
          1,
          account(1),
          at,
        );
        expect(await payees.standingOf(newcomer, rail)).to.deep.equal([1n, false]);
        expect(await payees.details(newcomer, rail, 1)).to.equal(account(1));
      });

      it(`has a change wait until its second, on rail ${String(rail)}`, async () => {
        const { payees, asRegistrar, founders, builder } = await story();
        const before = await payees.details(builder.id, rail, 1);
        const from = (await nextTime()) + changeDelay;
        await expectEvent(
          asRegistrar.setDetails(builder.id, rail, account(2)),
          payees,
          "DetailsSet",
          builder.id,
          founders.registrar.id,
          rail,
          2,
          account(2),
          from,
        );
        expect(await payees.standingOf(builder.id, rail)).to.deep.equal([1n, true]);
        await time.increaseTo(from - 1);
        expect(await payees.standingOf(builder.id, rail)).to.deep.equal([1n, true]);
        await time.increaseTo(from);
        expect(await payees.standingOf(builder.id, rail)).to.deep.equal([2n, true]);
        // A voucher that was certified with the former details pays those, so they stay.
        expect(await payees.details(builder.id, rail, 1)).to.equal(before);
        expect(await payees.details(builder.id, rail, 2)).to.equal(account(2));
        // The other rail did not move.
        expect(await payees.standingOf(builder.id, 1 - rail)).to.deep.equal([1n, true]);
      });

      it(`has the first on the other rail wait too: money could be diverted to it, from rail ${String(rail)}`, async () => {
        const { payees, asRegistrar, newcomer } = await story();
        const other = 1 - rail;
        await asRegistrar.setDetails(newcomer, rail, account(1));
        const from = (await nextTime()) + changeDelay;
        await asRegistrar.setDetails(newcomer, other, account(2));
        await time.increaseTo(from - 1);
        expect(await payees.standingOf(newcomer, other)).to.deep.equal([0n, false]);
        await time.increaseTo(from);
        expect(await payees.standingOf(newcomer, other)).to.deep.equal([1n, false]);
      });
    }

    it("refuses another change while one waits, to the second", async () => {
      const { payees, asRegistrar, builder } = await story();
      const from = (await nextTime()) + changeDelay;
      await asRegistrar.setDetails(builder.id, BANK, account(2));
      const pending = ["PayeeRegistryChangePending", builder.id, from] as const;
      await expectRevert(asRegistrar.setDetails(builder.id, BANK, account(3)), payees, ...pending);
      // The other rail has a change of its own.
      await asRegistrar.setDetails(builder.id, TOKEN, account(3));
      await time.setNextBlockTimestamp(from - 1);
      await expectRevert(asRegistrar.setDetails(builder.id, BANK, account(3)), payees, ...pending);
      await time.setNextBlockTimestamp(from);
      await asRegistrar.setDetails(builder.id, BANK, account(3));
      expect((await payees.payee(builder.id)).bankFrom).to.equal(from + changeDelay);
      expect(await payees.standingOf(builder.id, BANK)).to.deep.equal([2n, true]);
    });

    it("refuses none, and those in force", async () => {
      const { payees, asRegistrar, builder, newcomer } = await story();
      const invalid = async (id: number, rail: number, to: string) =>
        expectRevert(asRegistrar.setDetails(id, rail, to), payees, "PayeeRegistryInvalidDetails", id, to);
      for (const rail of RAIL_NUMBERS) {
        await invalid(newcomer, rail, NO_ACCOUNT);
        await invalid(builder.id, rail, NO_ACCOUNT);
      }
      await invalid(builder.id, TOKEN, builder.address.toLowerCase());
      await invalid(builder.id, BANK, builder.bankAccount);
      // The way back is a change like any other.
      await asRegistrar.setDetails(builder.id, BANK, account(2));
      await time.increase(changeDelay);
      await asRegistrar.setDetails(builder.id, BANK, builder.bankAccount);
      expect(await payees.standingOf(builder.id, BANK)).to.deep.equal([2n, true]);
      await time.increase(changeDelay);
      expect(await payees.standingOf(builder.id, BANK)).to.deep.equal([3n, true]);
    });

    it("never counts round: the version after the last is refused", async () => {
      const { payees, asRegistrar, builder } = await story();
      // A payee's slot from its low end: eligibility in 5 bytes, then the two versions in 2 bytes each.
      const slot = await slotOf(payees, builder.id);
      const word = BigInt(await networkHelpers.getStorageAt(await payees.getAddress(), slot));
      const last = word | (0xffffn << 40n);
      await networkHelpers.setStorageAt(await payees.getAddress(), slot, last);
      expect(await payees.standingOf(builder.id, TOKEN)).to.deep.equal([65_535n, true]);
      await expect(asRegistrar.setDetails(builder.id, TOKEN, account(2))).to.be.revertedWithPanic(0x11);
      expect(await payees.standingOf(builder.id, BANK)).to.deep.equal([1n, true]);
    });
  });

  describe("stopDetails", () => {
    const stoppers = {
      controller: ({ builder }: Story) => builder.controller,
      registrar: ({ founders }: Story) => founders.registrar.signer,
      inspector: ({ founders }: Story) => founders.inspector.signer,
    };
    for (const [who, signer] of Object.entries(stoppers)) {
      it(`takes a change back by the ${who}, and frees its number`, async () => {
        const all = await story();
        const { payees, asRegistrar, builder } = all;
        const by = signer(all);
        for (const rail of RAIL_NUMBERS) {
          const from = (await nextTime()) + changeDelay;
          await asRegistrar.setDetails(builder.id, rail, account(2));
          await time.setNextBlockTimestamp(from - 1);
          await expectEvent(
            payees.connect(by).stopDetails(builder.id, rail),
            payees,
            "DetailsStopped",
            builder.id,
            by,
            rail,
            2,
          );
          expect(await payees.details(builder.id, rail, 2)).to.equal(NO_ACCOUNT);
          await time.increase(changeDelay);
          expect(await payees.standingOf(builder.id, rail)).to.deep.equal([1n, true]);

          const again = (await nextTime()) + changeDelay;
          await asRegistrar.setDetails(builder.id, rail, account(3));
          expect(await payees.details(builder.id, rail, 2)).to.equal(account(3));
          await time.increaseTo(again - 1);
          expect(await payees.standingOf(builder.id, rail)).to.deep.equal([1n, true]);
          await time.increaseTo(again);
          expect(await payees.standingOf(builder.id, rail)).to.deep.equal([2n, true]);
        }
      });
    }

    it("leaves none where the first on a second rail is stopped, and the next waits again", async () => {
      const { payees, asRegistrar, asInspector, newcomer } = await story();
      await asRegistrar.setDetails(newcomer, TOKEN, account(1));
      await asRegistrar.setDetails(newcomer, BANK, account(2));
      await asInspector.stopDetails(newcomer, BANK);
      await time.increase(changeDelay);
      expect(await payees.standingOf(newcomer, BANK)).to.deep.equal([0n, false]);
      // Also if the very same are set again.
      const from = (await nextTime()) + changeDelay;
      await asRegistrar.setDetails(newcomer, BANK, account(2));
      expect((await payees.payee(newcomer)).bankFrom).to.equal(from);
      expect(await payees.standingOf(newcomer, BANK)).to.deep.equal([0n, false]);
    });

    it("finds nothing to stop where nothing waits: none, the first, in force, stopped", async () => {
      const { payees, asRegistrar, asInspector, asController, builder, newcomer } = await story();
      const nothing = async (by: PayeeRegistry, id: number, rail: number) =>
        expectRevert(by.stopDetails(id, rail), payees, "PayeeRegistryNothingPending", id);
      await nothing(asRegistrar, newcomer, TOKEN);
      await asRegistrar.setDetails(newcomer, TOKEN, account(1));
      await nothing(asRegistrar, newcomer, TOKEN);
      await nothing(asController, builder.id, BANK);

      const from = (await nextTime()) + changeDelay;
      await asRegistrar.setDetails(builder.id, BANK, account(2));
      await nothing(asController, builder.id, TOKEN);
      await time.setNextBlockTimestamp(from);
      await nothing(asInspector, builder.id, BANK);

      await asRegistrar.setDetails(builder.id, BANK, account(3));
      await asController.stopDetails(builder.id, BANK);
      await nothing(asController, builder.id, BANK);
      expect(await payees.standingOf(builder.id, BANK)).to.deep.equal([2n, true]);
    });

    it("is for nobody else, another payee's controller or a former inspector included", async () => {
      const all = await story();
      const { registry, payees, asRegistrar, founders, builder, supplier, newcomer, stranger, a, treasury } =
        all;
      await asRegistrar.setDetails(builder.id, TOKEN, account(2));
      await asRegistrar.setDetails(newcomer, TOKEN, account(1));
      await asRegistrar.setDetails(newcomer, TOKEN, account(2));
      await registry.connect(await asTop(all)).dismiss(founders.inspector.id, REASON);
      const others = [
        supplier.controller,
        stranger,
        founders.inspector.signer,
        founders.administrator.signer,
        treasury.budget.signer,
        a.disbursing.signer,
        await asTop(all),
        await signerNamed("builder"),
      ];
      for (const other of others) {
        for (const id of [builder.id, newcomer]) {
          await expectRevert(
            payees.connect(other).stopDetails(id, TOKEN),
            payees,
            "PayeeRegistryMayNot",
            other.address,
            id,
          );
        }
      }
    });
  });

  describe("setController", () => {
    it("hands the place over, from one key to the next", async () => {
      const { payees, asRegistrar, asController, builder, stranger } = await story();
      await asRegistrar.setDetails(builder.id, TOKEN, account(2));
      await expectEvent(
        asController.setController(builder.id, stranger),
        payees,
        "ControllerSet",
        builder.id,
        builder.controller,
        stranger,
      );
      expect(await payees.controllerOf(builder.id)).to.equal(stranger);
      const mayNot = ["PayeeRegistryMayNot", builder.controller.address, builder.id] as const;
      await expectRevert(asController.stopDetails(builder.id, TOKEN), payees, ...mayNot);
      await expectRevert(asController.setController(builder.id, builder.controller), payees, ...mayNot);
      await payees.connect(stranger).stopDetails(builder.id, TOKEN);
    });

    it("is the top administrator's to replace where it was lost or stolen", async () => {
      const all = await story();
      const { payees, builder, stranger } = all;
      const top = await asTop(all);
      await expectEvent(
        payees.connect(top).setController(builder.id, stranger),
        payees,
        "ControllerSet",
        builder.id,
        top,
        stranger,
      );
      expect(await payees.controllerOf(builder.id)).to.equal(stranger);
    });

    it("is taken over by nobody else: neither registrar nor inspector, nor another's controller", async () => {
      const all = await story();
      const { payees, founders, builder, supplier, stranger } = all;
      const others = [founders.registrar.signer, founders.inspector.signer, supplier.controller, stranger];
      for (const other of others) {
        for (const controller of [other.address, ZeroAddress]) {
          await expectRevert(
            payees.connect(other).setController(builder.id, controller),
            payees,
            "PayeeRegistryMayNot",
            other.address,
            builder.id,
          );
        }
      }
      expect(await payees.controllerOf(builder.id)).to.equal(builder.controller);
    });

    it("is a registrar's to give where there is none, or none any more", async () => {
      const { registry, payees, asRegistrar, asController, founders, builder, newcomer, stranger } =
        await story();
      await expectRevert(
        payees.connect(stranger).setController(newcomer, stranger),
        registry,
        "OfficerRegistryUnknownKey",
        stranger.address,
      );
      await expectEvent(
        asRegistrar.setController(newcomer, stranger),
        payees,
        "ControllerSet",
        newcomer,
        founders.registrar.signer,
        stranger,
      );
      await expectRevert(
        asRegistrar.setController(newcomer, ZeroAddress),
        payees,
        "PayeeRegistryMayNot",
        founders.registrar.signer.address,
        newcomer,
      );
      await asController.setController(builder.id, ZeroAddress);
      await expectRevert(
        asController.setController(builder.id, builder.controller),
        registry,
        "OfficerRegistryUnknownKey",
        builder.controller.address,
      );
      await asRegistrar.setController(builder.id, stranger);
      expect(await payees.controllerOf(builder.id)).to.equal(stranger);
    });

    it("gives no power but to stop: what a controller can't do", async () => {
      const all = await story();
      const { registry, payees, asController, builder } = all;
      const unknown = ["OfficerRegistryUnknownKey", builder.controller.address] as const;
      await expectRevert(asController.attest(builder.id, NO_END, EVIDENCE), registry, ...unknown);
      await expectRevert(asController.setDetails(builder.id, BANK, account(2)), registry, ...unknown);
      await expectRevert(
        asController.setStatus(builder.id, ACTIVE, REASON),
        payees,
        "PayeeRegistryMayNot",
        builder.controller.address,
        builder.id,
      );
    });
  });
});

/** The slot of a payee, found by the payee in it: mappings begin after the counter. */
async function slotOf(payees: PayeeRegistry, id: number): Promise<string> {
  const { kind, status, inspectorStatus, eligibleUntil, tokenVersion, bankVersion } = await payees.payee(id);
  const word =
    eligibleUntil |
    (tokenVersion << 40n) |
    (bankVersion << 56n) |
    (kind << 72n) |
    (status << 74n) |
    (inspectorStatus << 76n) |
    (BigInt(await payees.details(id, TOKEN, tokenVersion)) << 96n);
  // Whether details may have to wait says nothing of whose slot it is.
  const waiting = 3n << 78n;
  for (let index = 0; index < 10; index++) {
    const slot = keccak256(concat([toBeHex(id, 32), toBeHex(index, 32)]));
    const stored = BigInt(await networkHelpers.getStorageAt(await payees.getAddress(), slot));
    if ((stored & ~waiting) === word) return slot;
  }
  throw new Error(`Payee ${String(id)} is in no slot that it could be in.`);
}
