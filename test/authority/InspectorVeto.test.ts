import { expect } from "chai";
import { ZeroHash } from "ethers";

import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { asTop, type FreshLedger, freshLedger, type Person } from "../fixtures/freshLedger.js";
import { loadFixture, nextTime, time } from "../fixtures/network.js";
import { enrolled } from "../fixtures/staffed.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { executeLater, fields, type Operation, operation, schedule } from "../helpers/timelock.js";

const DAY = 86_400;
const WINDOW = 30 * DAY;
const INTERVAL = 365 * DAY;

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
    registry.interface.encodeFunctionData("replaceInspector", [founders.inspector.id, successor.id]),
  );
  await schedule(timelock, council[0], freeze);
  await schedule(timelock, council[0], replacement);
  return { ...all, successor, freeze, replacement };
}

async function story() {
  const all = await loadFixture(pending);
  return { ...all, asInspector: all.veto.connect(all.founders.inspector.signer) };
}

/** The same operation, apart from the others. */
const salted = (it: Operation, number: number): Operation => ({
  ...it,
  salt: `0x${number.toString(16).padStart(64, "0")}`,
});

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
      expect(await veto.replacementWindowOpened()).to.equal(0);
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

  describe("veto of a replacement of the inspector, or of a dismissal", () => {
    it("opens a window; once it has closed, a replacement takes effect", async () => {
      const all = await story();
      const { timelock, registry, veto, asInspector, replacement, founders, council, stranger, successor } =
        all;
      expect(await veto.replacementWindowOpened()).to.equal(0);
      const opened = await nextTime();
      await expectEvent(
        asInspector.veto(...fields(replacement)),
        veto,
        "ReplacementVetoed",
        await timelock.hashOperation(...fields(replacement)),
        founders.inspector.id,
        opened,
      );
      expect(await veto.replacementWindowOpened()).to.equal(opened);

      await time.increaseTo(opened + WINDOW);
      await schedule(timelock, council[0], replacement);
      const spent = ["InspectorVetoSpent", opened + INTERVAL] as const;
      await expectRevert(asInspector.veto(...fields(replacement)), veto, ...spent);
      await executeLater(timelock, stranger, replacement);
      expect(await registry.authorise(successor.signer, TREASURY, OFFICES.inspector, 0)).to.equal(
        successor.id,
      );
      expect(await registry.officerOf(founders.inspector.signer)).to.equal(0);

      // The successor's veto of yet another replacement is spent as well: the window is the office's.
      const next = salted(replacement, 2);
      await schedule(timelock, council[0], next);
      await expectRevert(veto.connect(successor.signer).veto(...fields(next)), veto, ...spent);
    });

    it("stops several that are proposed at once, for as long as the window is open", async () => {
      const all = await story();
      const { timelock, registry, veto, asInspector, replacement, founders, council } = all;
      const several = [replacement];
      for (let number = 1; number <= 4; number++) {
        const successor = await enrolled(all, `successor ${number}`);
        const data = registry.interface.encodeFunctionData("replaceInspector", [
          founders.inspector.id,
          successor.id,
        ]);
        const another = { ...salted(replacement, number), data };
        several.push(another);
        await schedule(timelock, council[number % 2]!, another);
      }
      const opened = await nextTime();
      for (const [index, it] of several.entries()) {
        // The last one in the window's last second.
        if (index === several.length - 1) await time.setNextBlockTimestamp(opened + WINDOW - 1);
        const id = await timelock.hashOperation(...fields(it));
        await expectEvent(
          asInspector.veto(...fields(it)),
          veto,
          "ReplacementVetoed",
          id,
          founders.inspector.id,
          opened,
        );
        expect(await timelock.isOperation(id)).to.equal(false);
      }
      expect(await veto.replacementWindowOpened()).to.equal(opened);
      await schedule(timelock, council[0], replacement);
      await expectRevert(
        asInspector.veto(...fields(replacement)),
        veto,
        "InspectorVetoSpent",
        opened + INTERVAL,
      );
    });

    it("opens a new window after the interval, not a second before, and leaves everything else to the veto", async () => {
      const { timelock, veto, asInspector, replacement, freeze, council } = await story();
      const opened = await nextTime();
      await asInspector.veto(...fields(replacement));
      await schedule(timelock, council[0], replacement);
      const again = opened + INTERVAL;
      for (const closed of [opened + WINDOW, again - 1]) {
        await time.setNextBlockTimestamp(closed);
        await expectRevert(asInspector.veto(...fields(replacement)), veto, "InspectorVetoSpent", again);
      }
      expect(await timelock.isOperation(await timelock.hashOperation(...fields(replacement)))).to.equal(true);
      await asInspector.veto(...fields(freeze));

      await time.setNextBlockTimestamp(again + 100);
      await asInspector.veto(...fields(replacement));
      expect(await veto.replacementWindowOpened()).to.equal(again + 100);
      await schedule(timelock, council[0], replacement);
      await asInspector.veto(...fields(replacement));
      expect(await veto.replacementWindowOpened()).to.equal(again + 100);
    });

    it("opens the next window in the very second in which the interval ends", async () => {
      const { timelock, veto, asInspector, replacement, council } = await story();
      const opened = await nextTime();
      await asInspector.veto(...fields(replacement));
      await schedule(timelock, council[0], replacement);
      await time.setNextBlockTimestamp(opened + INTERVAL);
      await asInspector.veto(...fields(replacement));
      expect(await veto.replacementWindowOpened()).to.equal(opened + INTERVAL);
    });

    it("opens no window by a veto that fails", async () => {
      const { timelock, veto, registry, asInspector, replacement, stranger } = await story();
      await expectRevert(
        veto.connect(stranger).veto(...fields(replacement)),
        registry,
        "OfficerRegistryUnknownKey",
        stranger.address,
      );
      await expect(asInspector.veto(...fields(salted(replacement, 9)))).to.be.revertedWithCustomError(
        timelock,
        "TimelockUnexpectedOperationState",
      );
      expect(await veto.replacementWindowOpened()).to.equal(0);
    });

    it("says how long both are", async () => {
      const { veto } = await story();
      expect(await veto.REPLACEMENT_WINDOW()).to.equal(WINDOW);
      expect(await veto.REPLACEMENT_INTERVAL()).to.equal(INTERVAL);
    });

    it("counts only what replaces an inspector or dismisses an officer and does nothing else", async () => {
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
      expect(await veto.replacementWindowOpened()).to.equal(0);
    });

    it("shares its window with the dismissal of any officer: no registrar is a shield for ever", async () => {
      const all = await story();
      const { timelock, veto, registry, asInspector, replacement, founders, council, stranger } = all;
      const { registrar, inspector } = founders;
      const target = await registry.getAddress();
      const dismissal = operation(
        target,
        registry.interface.encodeFunctionData("dismiss", [registrar.id, ZeroHash]),
      );
      await schedule(timelock, council[0], dismissal);
      const opened = await nextTime();
      const vetoed = async (it: Operation) =>
        expectEvent(
          asInspector.veto(...fields(it)),
          veto,
          "ReplacementVetoed",
          await timelock.hashOperation(...fields(it)),
          inspector.id,
          opened,
        );
      await vetoed(dismissal);
      // One window for both.
      await vetoed(replacement);
      expect(await veto.replacementWindowOpened()).to.equal(opened);

      await schedule(timelock, council[0], dismissal);
      await schedule(timelock, council[0], replacement);
      await time.increaseTo(opened + WINDOW);
      for (const it of [dismissal, replacement]) {
        await expectRevert(asInspector.veto(...fields(it)), veto, "InspectorVetoSpent", opened + INTERVAL);
      }
      await executeLater(timelock, stranger, dismissal);
      expect(await registry.officerOf(registrar.signer)).to.equal(0);
      await timelock.connect(stranger).execute(...fields(replacement));
      expect(await registry.officerOf(inspector.signer)).to.equal(0);
    });

    it("limits no veto of a dismissal elsewhere, with value, cut short or within a batch", async () => {
      const { timelock, veto, registry, asInspector, founders, council, ledger } = await story();
      const data = registry.interface.encodeFunctionData("dismiss", [founders.registrar.id, ZeroHash]);
      const dismissal = operation(await registry.getAddress(), data);
      const others: Operation[] = [
        { ...dismissal, value: 1n },
        { ...dismissal, target: await ledger.getAddress() },
        { ...dismissal, data: data.slice(0, 8) },
      ];
      for (const other of others) {
        await schedule(timelock, council[0], other);
        await expect(asInspector.veto(...fields(other))).to.emit(veto, "OperationVetoed");
      }
      const batch: Parameters<typeof timelock.hashOperationBatch> = [
        [dismissal.target],
        [0n],
        [data],
        ZeroHash,
        ZeroHash,
      ];
      await timelock.connect(council[0]).scheduleBatch(...batch, await timelock.getMinDelay());
      await expect(asInspector.vetoBatch(...batch)).to.emit(veto, "OperationVetoed");
      expect(await veto.replacementWindowOpened()).to.equal(0);
    });

    it("leaves nothing of other roads out of office: they are vetoed like anything else", async () => {
      const { timelock, veto, registry, asInspector, founders, council } = await story();
      const { id } = founders.inspector;
      const roads = [
        registry.interface.encodeFunctionData("revoke", [id, TREASURY]),
        registry.interface.encodeFunctionData("revokeKey", [founders.inspector.signer.address]),
      ];
      for (const data of roads) {
        const it = operation(await registry.getAddress(), data);
        for (let i = 0; i < 2; i++) {
          await schedule(timelock, council[0], it);
          await expectEvent(
            asInspector.veto(...fields(it)),
            veto,
            "OperationVetoed",
            await timelock.hashOperation(...fields(it)),
            id,
          );
        }
      }
      expect(await veto.replacementWindowOpened()).to.equal(0);
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
      expect(await veto.replacementWindowOpened()).to.equal(0);
    });

    it("cancels a batch that hides a replacement while none could be vetoed alone", async () => {
      const { timelock, veto, asInspector, replacement, council } = await story();
      await asInspector.veto(...fields(replacement));
      await time.increase(WINDOW);
      const batch = batchOf(replacement);
      await timelock.connect(council[1]).scheduleBatch(...batch, await timelock.getMinDelay());
      await asInspector.vetoBatch(...batch);
      expect(await timelock.isOperation(await timelock.hashOperationBatch(...batch))).to.equal(false);
      expect(await veto.replacementWindowOpened()).to.not.equal(0);
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
