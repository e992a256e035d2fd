import { expect } from "chai";
import { ZeroHash } from "ethers";

import { NO_END } from "../../sdk/calendar.js";
import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { asTop, type FreshLedger, freshLedger, type Person } from "../fixtures/freshLedger.js";
import { loadFixture, nextTime, time } from "../fixtures/network.js";
import { enrolled } from "../fixtures/staffed.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { executeLater, fields, type Operation, operation, schedule } from "../helpers/timelock.js";

interface Story extends FreshLedger {
  readonly successor: Person;
  /** A call that has nothing to do with inspectors. */
  readonly freeze: Operation;
  readonly replacement: Operation;
}

async function pending(): Promise<Story> {
  const all = await freshLedger();
  const successor = await enrolled(all, "successor");
  const { timelock, registry, ledger, council, founders } = all;
  const freeze = operation(await ledger.getAddress(), ledger.interface.encodeFunctionData("freeze"));
  const replacement = operation(
    await registry.getAddress(),
    registry.interface.encodeFunctionData("replaceInspector", [founders.inspector.id, successor.id, NO_END]),
  );
  await schedule(timelock, council[0], freeze);
  await schedule(timelock, council[0], replacement);
  return { ...all, successor, freeze, replacement };
}

async function story() {
  const all = await loadFixture(pending);
  return { ...all, asInspector: all.veto.connect(all.founders.inspector.signer) };
}

describe("InspectorVeto", () => {
  describe("veto", () => {
    it("cancels a pending operation, as often as there is one", async () => {
      const { timelock, veto, asInspector, freeze, founders, council, stranger, ledger } = await story();
      const id = await timelock.hashOperation(...fields(freeze));
      for (let i = 0; i < 3; i++) {
        await expectEvent(
          asInspector.veto(...fields(freeze)),
          veto,
          "OperationVetoed",
          id,
          founders.inspector.id,
        );
        expect(await timelock.isOperation(id)).to.equal(false);
        await expect(executeLater(timelock, stranger, freeze)).to.be.revertedWithCustomError(
          timelock,
          "TimelockUnexpectedOperationState",
        );
        await schedule(timelock, council[0], freeze);
      }
      expect((await ledger.status()).isFrozen).to.equal(false);
      expect(await veto.replacementVetoAgain()).to.equal(0);
    });

    it("is for a live inspector alone", async () => {
      const { veto, registry, timelock, asInspector, freeze, founders, council, stranger } = await story();
      for (const { id, signer } of [founders.registrar, founders.administrator]) {
        await expectRevert(
          veto.connect(signer).veto(...fields(freeze)),
          registry,
          "OfficerRegistryMissingOffices",
          id,
          TREASURY,
          OFFICES.inspector,
        );
      }
      for (const other of [stranger, council[0]]) {
        await expectRevert(
          veto.connect(other).veto(...fields(freeze)),
          registry,
          "OfficerRegistryUnknownKey",
          other.address,
        );
      }
      await registry.connect(await asTop({ timelock })).dismiss(founders.inspector.id, ZeroHash);
      await expectRevert(
        asInspector.veto(...fields(freeze)),
        registry,
        "OfficerRegistryUnknownKey",
        founders.inspector.signer.address,
      );
    });

    it("refuses what is not pending: never scheduled, vetoed, done", async () => {
      const { timelock, asInspector, freeze, stranger } = await story();
      const notPending = (it: Operation) =>
        expect(asInspector.veto(...fields(it))).to.be.revertedWithCustomError(
          timelock,
          "TimelockUnexpectedOperationState",
        );
      await notPending({ ...freeze, salt: `0x${"01".repeat(32)}` });
      await executeLater(timelock, stranger, freeze);
      await notPending(freeze);
    });
  });

  describe("veto of a replacement of the inspector", () => {
    it("works once; a second attempt takes effect", async () => {
      const all = await story();
      const { timelock, registry, veto, asInspector, replacement, founders, council, stranger, successor } =
        all;
      const at = await nextTime();
      const again = at + Number(await veto.REPLACEMENT_VETO_INTERVAL());
      await expectEvent(
        asInspector.veto(...fields(replacement)),
        veto,
        "ReplacementVetoed",
        await timelock.hashOperation(...fields(replacement)),
        founders.inspector.id,
        again,
      );
      expect(await veto.replacementVetoAgain()).to.equal(again);

      await schedule(timelock, council[0], replacement);
      await expectRevert(asInspector.veto(...fields(replacement)), veto, "InspectorVetoSpent", again);
      await executeLater(timelock, stranger, replacement);
      expect(await registry.authorize(successor.signer, TREASURY, OFFICES.inspector, 0)).to.equal(
        successor.id,
      );
      expect(await registry.officerOf(founders.inspector.signer)).to.equal(0);

      // The successor's veto of yet another replacement is spent as well: the interval is the office's.
      const next = { ...replacement, salt: `0x${"02".repeat(32)}` };
      await schedule(timelock, council[0], next);
      await expectRevert(
        veto.connect(successor.signer).veto(...fields(next)),
        veto,
        "InspectorVetoSpent",
        again,
      );
    });

    it("works again after the interval, not a second before, and leaves everything else to the veto", async () => {
      const { timelock, veto, asInspector, replacement, freeze, council } = await story();
      await asInspector.veto(...fields(replacement));
      await schedule(timelock, council[0], replacement);
      await asInspector.veto(...fields(freeze));

      const again = await veto.replacementVetoAgain();
      await time.setNextBlockTimestamp(again - 1n);
      await expectRevert(asInspector.veto(...fields(replacement)), veto, "InspectorVetoSpent", again);
      await time.setNextBlockTimestamp(again);
      await asInspector.veto(...fields(replacement));
      expect(await veto.replacementVetoAgain()).to.equal(again + (await veto.REPLACEMENT_VETO_INTERVAL()));
    });

    it("counts only what replaces an inspector and nothing else", async () => {
      const { timelock, veto, asInspector, replacement, council, ledger } = await story();
      const others: Operation[] = [
        { ...replacement, value: 1n },
        { ...replacement, target: await ledger.getAddress() },
        { ...replacement, data: replacement.data.slice(0, 8) },
        { ...replacement, data: "0x" },
      ];
      for (const other of others) {
        await schedule(timelock, council[0], other);
        await expect(asInspector.veto(...fields(other))).to.emit(veto, "OperationVetoed");
      }
      expect(await veto.replacementVetoAgain()).to.equal(0);
    });
  });

  describe("vetoBatch", () => {
    const batchOf = (...them: Operation[]) =>
      [
        them.map(({ target }) => target),
        them.map(({ value }) => value),
        them.map(({ data }) => data),
        ZeroHash,
        ZeroHash,
      ] as const;

    it("cancels a batch, also one that hides a replacement, and again and again", async () => {
      const { timelock, veto, asInspector, replacement, freeze, council, founders } = await story();
      const batch = batchOf(replacement, freeze);
      const id = await timelock.hashOperationBatch(...batch);
      for (let i = 0; i < 2; i++) {
        await timelock.connect(council[1]).scheduleBatch(...batch, await timelock.getMinDelay());
        await expectEvent(
          asInspector.vetoBatch(...batch),
          veto,
          "OperationVetoed",
          id,
          founders.inspector.id,
        );
        expect(await timelock.isOperation(id)).to.equal(false);
      }
    });

    it("cancels no single operation, and so no replacement that stands alone", async () => {
      const { timelock, asInspector, replacement } = await story();
      await expect(asInspector.vetoBatch(...batchOf(replacement))).to.be.revertedWithCustomError(
        timelock,
        "TimelockUnexpectedOperationState",
      );
    });

    it("is for a live inspector alone", async () => {
      const { registry, veto, freeze, stranger } = await story();
      await expectRevert(
        veto.connect(stranger).vetoBatch(...batchOf(freeze)),
        registry,
        "OfficerRegistryUnknownKey",
        stranger.address,
      );
    });
  });
});
