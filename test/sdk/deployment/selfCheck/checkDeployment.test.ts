import { expect } from "chai";
import { dataLength, id, toBeHex, ZeroAddress, ZeroHash } from "ethers";

import { addressesIn } from "../../../../sdk/client/addressBook.js";
import type { DeploymentBook } from "../../../../sdk/deployment/book.js";
import { CONTRACT_NAMES, type ContractName } from "../../../../sdk/contracts.js";
import { checkDeployment } from "../../../../sdk/deployment/selfCheck/checkDeployment.js";
import type { DeploymentRule } from "../../../../sdk/deployment/selfCheck/finding.js";
import { NO_END } from "../../../../sdk/calendar.js";
import { TREASURY } from "../../../../sdk/ids.js";
import { OFFICES } from "../../../../sdk/offices.js";
import { asTop } from "../../../fixtures/freshLedger.js";
import { ethers, loadFixture, networkHelpers } from "../../../fixtures/network.js";
import { signerNamed } from "../../../fixtures/signers.js";
import { fields, operation, schedule } from "../../../helpers/timelock.js";
import { booked, type Booked } from "../helpers/booked.js";

const ADMIN = ZeroHash;
const PROPOSER = id("PROPOSER_ROLE");
const CANCELLER = id("CANCELLER_ROLE");
const EXECUTOR = id("EXECUTOR_ROLE");
const STRANGER = "0x1111111111111111111111111111111111111111";

/** What is found, with some of the book changed. */
async function findingsOf(all: Booked, changes: Partial<DeploymentBook> = {}) {
  const { book, bytecodes } = all;
  const found = await checkDeployment({
    provider: ethers.provider,
    book: { ...book, ...changes },
    bytecodes,
  });
  return found.map(({ rule, contract, sentence }) => ({ rule, contract, sentence }));
}

/** Expects findings by this rule, and no other; the first one's sentence holds the words. */
async function expectFound(
  all: Booked,
  rule: DeploymentRule,
  words: RegExp,
  changes: Partial<DeploymentBook> = {},
): Promise<void> {
  const found = await findingsOf(all, changes);
  expect(new Set(found.map((it) => it.rule)), JSON.stringify(found)).to.deep.equal(new Set([rule]));
  expect(found[0]!.sentence).to.match(words);
  for (const { sentence } of found) expect(sentence).to.match(/^[A-Z0].*[^.]\.$/);
}

/** The book with another address of a contract. */
const elsewhere = ({ book }: Booked, name: ContractName, address: string) => ({
  contracts: { ...book.contracts, [name]: { ...book.contracts[name], address } },
});

describe("the check of a deployment", () => {
  it("finds nothing wrong with what the modules deploy", async () => {
    expect(await findingsOf(await loadFixture(booked))).to.deep.equal([]);
  });

  it("finds the wrong chain", async () => {
    const all = await loadFixture(booked);
    await expectFound(all, "chain", /on chain 31337, the book on chain 11155111\./, { chainId: 11155111 });
  });

  it("finds another ledger's id", async () => {
    await expectFound(await loadFixture(booked), "chain", /BudgetLedger gives 0x.* as its ledger id/, {
      ledgerId: ZeroHash,
    });
  });

  for (const name of CONTRACT_NAMES) {
    it(`finds that there is no ${name}, and code that was tampered with`, async () => {
      const all = await loadFixture(booked);
      await expectFound(all, "no-code", /There is no contract at/, elsewhere(all, name, STRANGER));
      const address = all.book.contracts[name].address;
      const code = await ethers.provider.getCode(address);
      // The last byte before the metadata: code that no call of the check runs through.
      const at = dataLength(code) - (parseInt(code.slice(-4), 16) + 2) - 1;
      const flipped = toBeHex(parseInt(code.slice(2 + at * 2, 4 + at * 2), 16) ^ 1, 1).slice(2);
      await networkHelpers.setCode(address, code.slice(0, 2 + at * 2) + flipped + code.slice(4 + at * 2));
      const found = await findingsOf(all);
      expect(found.map(({ rule, contract }) => [rule, contract])).to.deep.equal([
        ["code", name],
        ["code", name],
      ]);
      expect(found[0]!.sentence).to.include("has other code than the book wrote down");
      expect(found[1]!.sentence).to.include("is not what this build gives");
    });
  }

  it("tells a difference in the metadata from one in the code", async () => {
    const all = await loadFixture(booked);
    const veto = all.book.contracts.veto.address;
    const code = await ethers.provider.getCode(veto);
    await networkHelpers.setCode(veto, `${code.slice(0, -30)}ff${code.slice(-28)}`);
    const found = await findingsOf(all);
    expect(found).to.have.length(2);
    expect(found[1]!.sentence).to.include("in its metadata alone");
  });

  for (const [name, label, deploy] of [
    [
      "veto",
      "registry",
      ({ timelock }: Record<ContractName, string>) => ["InspectorVeto", [timelock, STRANGER]],
    ],
    ["cash", "registry", () => ["CashCeilings", [STRANGER]]],
    ["records", "registry", () => ["RecordRegistry", [STRANGER]]],
    [
      "tokenRail",
      "ledger",
      ({ registry }: Record<ContractName, string>) => ["TokenRail", [registry, STRANGER]],
    ],
  ] as const) {
    it(`finds a ${name} that refers to another ${label}`, async () => {
      const all = await loadFixture(booked);
      const [contract, args] = deploy(addressesIn(all.book));
      const other = await ethers.deployContract(contract as string, args as unknown[]);
      await networkHelpers.setCode(all.book.contracts[name].address, await ethers.provider.getCode(other));
      const found = (await findingsOf(all)).filter(({ rule }) => rule === "wiring");
      expect(found).to.have.length(1);
      expect(found[0]!.contract).to.equal(name);
      expect(found[0]!.sentence)
        .to.include(`holds ${STRANGER} as its ${label} instead of`)
        .and.to.include(all.book.contracts[label].address);
    });
  }

  it("finds payers that refer to other parts", async () => {
    const all = await loadFixture(booked);
    const { parameters } = all.book;
    const found = await findingsOf(all, { parameters: { ...parameters, predecessor: STRANGER } });
    expect(found.map(({ rule, contract }) => [rule, contract])).to.deep.equal([["wiring", "vouchers"]]);
    expect(found[0]!.sentence).to.include(`holds 0 as its predecessor instead of ${STRANGER}`);
  });

  for (const [setting, contract, isHeld] of [
    ["minimumDelay", "timelock", false],
    ["keyDelay", "registry", true],
    ["haltMaximum", "registry", true],
    ["haltCooldown", "registry", true],
    ["changeDelay", "payees", true],
    ["excessWait", "buildings", true],
    ["surplusWait", "buildings", true],
  ] as const) {
    it(`finds another ${setting} than was asked for`, async () => {
      const all = await loadFixture(booked);
      const value = all.book.parameters[setting] + 1;
      const found = await findingsOf(all, { parameters: { ...all.book.parameters, [setting]: value } });
      expect(found.every((it) => it.contract === contract)).to.equal(true);
      expect(found.map(({ rule }) => rule)).to.deep.equal(isHeld ? ["wiring", "settings"] : ["settings"]);
      expect(found.at(-1)!.sentence).to.include(`instead of ${String(value)}.`);
    });
  }

  for (const field of ["name", "currency", "timeZone", "fiscalYearStart"] as const) {
    it(`finds another ${field} than was asked for`, async () => {
      const all = await loadFixture(booked);
      const { parameters } = all.book;
      // Of the same length and form, so that the constructor takes it.
      const other = parameters.identity[field].replace(/.$/, field === "fiscalYearStart" ? "9" : "X");
      await expectFound(all, "settings", new RegExp(`as its ${field} instead of ${other}`), {
        parameters: { ...parameters, identity: { ...parameters.identity, [field]: other } },
      });
    });
  }

  it("finds another treasury's code", async () => {
    const all = await loadFixture(booked);
    await expectFound(all, "settings", /gives 0 as its organisation with the code OTHER instead of 1/, {
      parameters: { ...all.book.parameters, treasuryCode: "OTHER" },
    });
  });

  for (const [rule, role, power] of [
    ["administrator", ADMIN, /^0x.*1111 may give out the timelock's roles\.$/],
    ["proposer", PROPOSER, /^0x.*1111 may propose to the timelock\.$/],
    ["canceller", CANCELLER, /^0x.*1111 may cancel what waits in the timelock\.$/],
    ["executor", EXECUTOR, /^0x.*1111 may execute what has waited in the timelock\.$/],
  ] as const) {
    it(`finds a stranger and the deployer as ${rule}`, async () => {
      const all = await loadFixture(booked);
      const timelock = all.timelock.connect(await asTop(all));
      await timelock.grantRole(role, STRANGER);
      await expectFound(all, rule, power);
      await timelock.revokeRole(role, STRANGER);
      await timelock.grantRole(role, all.deployer);
      await expectFound(all, "deployer", /^0x\w+ \(the deployer\) may /);
    });
  }

  it("finds a councillor who can't propose, a veto that can't cancel, and that not everybody executes", async () => {
    const all = await loadFixture(booked);
    const timelock = all.timelock.connect(await asTop(all));
    await timelock.revokeRole(PROPOSER, all.council[1]);
    await expectFound(all, "proposer", /\(councillor 2\) may not propose to the timelock, and should\./);
    await timelock.grantRole(PROPOSER, all.council[1]);
    await timelock.revokeRole(CANCELLER, all.veto);
    await expectFound(all, "canceller", /\(veto\) may not cancel/);
    await timelock.grantRole(CANCELLER, all.veto);
    await timelock.revokeRole(EXECUTOR, ZeroAddress);
    await expectFound(all, "executor", /^Anyone may not execute/);
  });

  it("finds an operation that waits from before the deployer left", async () => {
    const all = await loadFixture(booked);
    const it = operation(
      all.book.contracts.ledger.address,
      all.ledger.interface.encodeFunctionData("freeze"),
    );
    await schedule(all.timelock, all.council[0], it);
    // As the council's own, later, it is nothing to speak of.
    expect(await findingsOf(all)).to.deep.equal([]);
    const operationId = await all.timelock.hashOperation(...fields(it));
    await expectFound(all, "pending", new RegExp(`^The operation ${operationId} was scheduled`), {
      toBlock: await ethers.provider.getBlockNumber(),
    });
  });

  it("finds the deployer as an officer, also when dismissed", async () => {
    const all = await loadFixture(booked);
    const registry = all.registry.connect(all.founders.registrar.signer);
    await registry.enrolPerson(all.deployer, ZeroHash);
    await expectFound(all, "deployer", /^The deployer 0x\w+ is or was a key of officer 7\.$/);
    await registry.dismiss(7, ZeroHash);
    await expectFound(all, "deployer", /is or was a key of officer 7/);
  });

  it("finds whoever got in while it was deployed", async () => {
    const all = await loadFixture(booked);
    const { registrar, administrator } = all.founders;
    const other = (await signerNamed("somebody")).address;
    await all.registry.connect(registrar.signer).enrolPerson(other, ZeroHash);
    await all.registry
      .connect(administrator.signer)
      .appoint(7, TREASURY, OFFICES.budget | OFFICES.appropriating, 0, NO_END, 1);
    await all.registry.connect(administrator.signer).createOrganisation(TREASURY, "OTHER");
    expect(await findingsOf(all)).to.deep.equal([]);
    const toBlock = await ethers.provider.getBlockNumber();
    await expectFound(all, "officers", new RegExp(`^${other} became an officer's key while`), { toBlock });
    const [, second, third] = await findingsOf(all, { toBlock });
    expect(second!.sentence).to.equal(
      `${other} was appointed to appropriating, budget while it was deployed.`,
    );
    expect(third!.sentence).to.equal("The organisation OTHER was created while it was deployed.");
  });

  for (const founder of ["registrar", "inspector", "administrator"] as const) {
    it(`finds a ${founder} without the office`, async () => {
      const all = await loadFixture(booked);
      await all.registry.connect(await asTop(all)).dismiss(all.founders[founder].id, ZeroHash);
      await expectFound(all, "officers", new RegExp(`^The ${founder} 0x\\w+ does not hold that office`));
    });
  }

  for (const [payer, officer] of [
    ["Vouchers", 4],
    ["Schedules", 5],
  ] as const) {
    it(`finds that ${payer} was not appointed to pay`, async () => {
      const all = await loadFixture(booked);
      await all.registry.connect(await asTop(all)).revoke(officer, TREASURY);
      await expectFound(all, "payers", new RegExp(`^${payer} at 0x\\w+ is not appointed to pay`));
      await loadFixture(booked);
    });
  }

  it("finds that the register of buildings is no officer", async () => {
    const all = await loadFixture(booked);
    await all.registry.connect(await asTop(all)).dismiss(6, ZeroHash);
    await expectFound(all, "payers", /^BuildingRegistry at 0x\w+ is no officer/);
  });
});
