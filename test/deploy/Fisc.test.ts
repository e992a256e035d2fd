import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";

import { DEFAULTS, deployFisc } from "../../deploy/deployFisc.js";
import fisc from "../../deploy/modules/Fisc.js";
import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { freshLedger } from "../fixtures/freshLedger.js";
import { connection, ethers, loadFixture, time } from "../fixtures/network.js";
import { enrolled } from "../fixtures/staffed.js";
import { expectRevert } from "../helpers/expect.js";
import { executeLater, fields, operation, schedule, throughTop } from "../helpers/timelock.js";
import type { TimelockController } from "../../types/ethers-contracts/index.js";

const ADMIN = ZeroHash;
const PROPOSER = id("PROPOSER_ROLE");
const CANCELLER = id("CANCELLER_ROLE");
const EXECUTOR = id("EXECUTOR_ROLE");

describe("deployment of Fisc", () => {
  it("leaves each role of the timelock with those it is meant for, and with nobody else", async () => {
    const { timelock, veto, council } = await loadFixture(freshLedger);
    expect(await rolesOf(timelock)).to.deep.equal({
      [ADMIN]: [await timelock.getAddress()],
      [PROPOSER]: council.map(({ address }) => address).sort(),
      [CANCELLER]: [await veto.getAddress()],
      [EXECUTOR]: [ZeroAddress],
    });
  });

  it("leaves the deployer with nothing", async () => {
    const { timelock, registry, ledger, deployer, council } = await loadFixture(freshLedger);
    for (const role of [ADMIN, PROPOSER, CANCELLER, EXECUTOR]) {
      expect(await timelock.hasRole(role, deployer)).to.equal(false);
    }
    expect(await registry.officerOf(deployer)).to.equal(0);
    expect(await registry.key(deployer)).to.deep.equal([0n, 0n, false, 0n]);

    const it = operation(await ledger.getAddress(), ledger.interface.encodeFunctionData("freeze"));
    const unauthorised = "AccessControlUnauthorizedAccount";
    await expect(schedule(timelock, deployer, it))
      .to.be.revertedWithCustomError(timelock, unauthorised)
      .withArgs(deployer, PROPOSER);
    await expect(timelock.connect(deployer).grantRole(PROPOSER, deployer))
      .to.be.revertedWithCustomError(timelock, unauthorised)
      .withArgs(deployer, ADMIN);
    await schedule(timelock, council[1], it);
    await expect(timelock.connect(deployer).cancel(await timelock.hashOperation(...fields(it))))
      .to.be.revertedWithCustomError(timelock, unauthorised)
      .withArgs(deployer, CANCELLER);
  });

  it("puts the timelock at the top, for ever, with the delays asked for", async () => {
    const { timelock, registry, ledger } = await loadFixture(freshLedger);
    expect(await registry.top()).to.equal(await timelock.getAddress());
    expect(await timelock.getMinDelay()).to.equal(DEFAULTS.minimumDelay);
    // So that the top can revoke a key that a registrar has added before it works.
    expect((await registry.settings()).keyDelay).to.be.greaterThan(await timelock.getMinDelay());
    expect(await ledger.registry()).to.equal(await registry.getAddress());
    expect(await ledger.identity()).to.deep.equal(Object.values(DEFAULTS.identity));
  });

  it("lets the council propose, everything wait, and anyone execute", async () => {
    const { timelock, ledger, council, stranger } = await loadFixture(freshLedger);
    const it = operation(await ledger.getAddress(), ledger.interface.encodeFunctionData("freeze"));
    const delay = await timelock.getMinDelay();
    await expect(timelock.connect(council[0]).schedule(...fields(it), delay - 1n))
      .to.be.revertedWithCustomError(timelock, "TimelockInsufficientDelay")
      .withArgs(delay - 1n, delay);
    await schedule(timelock, council[0], it);
    const due = await timelock.getTimestamp(await timelock.hashOperation(...fields(it)));
    await time.setNextBlockTimestamp(due - 1n);
    await expect(timelock.connect(stranger).execute(...fields(it))).to.be.revertedWithCustomError(
      timelock,
      "TimelockUnexpectedOperationState",
    );
    await time.setNextBlockTimestamp(due);
    await timelock.connect(stranger).execute(...fields(it));
    expect((await ledger.status()).isFrozen).to.equal(true);
  });

  it("lets no councillor cancel", async () => {
    const { timelock, ledger, council } = await loadFixture(freshLedger);
    const it = operation(await ledger.getAddress(), ledger.interface.encodeFunctionData("freeze"));
    await schedule(timelock, council[0], it);
    for (const councillor of council) {
      await expect(timelock.connect(councillor).cancel(await timelock.hashOperation(...fields(it))))
        .to.be.revertedWithCustomError(timelock, "AccessControlUnauthorizedAccount")
        .withArgs(councillor, CANCELLER);
    }
  });

  it("lets the inspector be replaced: once the window for vetoes has closed, an attempt takes effect", async () => {
    const all = await loadFixture(freshLedger);
    const { timelock, registry, veto, council, founders, stranger } = all;
    const successor = await enrolled(all, "successor");
    const replacement = operation(
      await registry.getAddress(),
      registry.interface.encodeFunctionData("replaceInspector", [founders.inspector.id, successor.id]),
    );
    await schedule(timelock, council[0], replacement);
    const asInspector = veto.connect(founders.inspector.signer);
    await asInspector.veto(...fields(replacement));
    await schedule(timelock, council[1], replacement);
    await asInspector.veto(...fields(replacement));
    await time.increase(await veto.REPLACEMENT_WINDOW());
    await schedule(timelock, council[0], replacement);
    const again = (await veto.replacementWindowOpened()) + (await veto.REPLACEMENT_INTERVAL());
    await expectRevert(asInspector.veto(...fields(replacement)), veto, "InspectorVetoSpent", again);
    await executeLater(timelock, stranger, replacement);

    expect(await registry.authorise(successor.signer, TREASURY, OFFICES.inspector, 0)).to.equal(successor.id);
    await expectRevert(
      registry.connect(founders.inspector.signer).halt(0, 1, ZeroHash),
      registry,
      "OfficerRegistryUnknownKey",
      founders.inspector.signer.address,
    );
    await registry.connect(successor.signer).halt(0, 1, ZeroHash);
  });

  it("lets the timelock give its own roles away, and nobody else", async () => {
    const all = await loadFixture(freshLedger);
    const { timelock, stranger } = all;
    await throughTop(
      all,
      timelock,
      timelock.interface.encodeFunctionData("grantRole", [PROPOSER, stranger.address]),
    );
    expect(await timelock.hasRole(PROPOSER, stranger)).to.equal(true);
  });

  it("takes any number of councillors", async () => {
    const signers = await ethers.getSigners();
    const [, registrar, inspector, administrator, ...council] = signers.map(({ address }) => address);
    const { timelock } = await deployFisc(connection, {
      ...DEFAULTS,
      founders: { registrar: registrar!, inspector: inspector!, administrator: administrator! },
      council,
    });
    expect((await rolesOf(timelock))[PROPOSER]).to.deep.equal(council.sort());
  });

  it("finds all that it needs in the parameters for a local chain", async () => {
    const { timelock } = await connection.ignition.deploy(fisc, {
      parameters: "deploy/parameters/local.json5",
    });
    const deployed = await ethers.getContractAt("TimelockController", await timelock.getAddress());
    const roles = await rolesOf(deployed);
    expect(roles[PROPOSER]).to.have.length(1);
    expect(roles[ADMIN]).to.deep.equal([await deployed.getAddress()]);
  });
});

/** Who holds each role, from the events alone, so that no holder is overlooked. */
async function rolesOf(timelock: TimelockController): Promise<Record<string, string[]>> {
  const holders: Record<string, Set<string>> = {};
  const of = (role: string) => (holders[role] ??= new Set());
  for (const log of await timelock.queryFilter("*" as never)) {
    const parsed = timelock.interface.parseLog(log);
    if (parsed?.name === "RoleGranted") of(parsed.args.role as string).add(parsed.args.account as string);
    if (parsed?.name === "RoleRevoked") of(parsed.args.role as string).delete(parsed.args.account as string);
    // Who may give a role is never changed.
    expect(parsed?.name).to.not.equal("RoleAdminChanged");
  }
  return Object.fromEntries(Object.entries(holders).map(([role, accounts]) => [role, [...accounts].sort()]));
}
