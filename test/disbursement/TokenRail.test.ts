import { expect } from "chai";
import { keccak256, ZeroAddress } from "ethers";

import { encodeLines } from "../../sdk/disbursement/lines.js";
import { tokenSettlement } from "../../sdk/disbursement/settlement.js";
import { TREASURY } from "../../sdk/ids.js";
import { OFFICES } from "../../sdk/offices.js";
import { ethers, loadFixture, networkHelpers } from "../fixtures/network.js";
import { linesTo, payeeAt, sumOf, tokens, UNITS } from "../fixtures/tokens.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";

describe("TokenRail", () => {
  it("says whom it asks, once", async () => {
    const { registry, ledger } = await loadFixture(tokens);
    const rail = await ethers.deployContract("TokenRail", [registry, ledger]);
    const deployment = Promise.resolve(rail.deploymentTransaction());
    await expectEvent(deployment, rail, "TokenRailCreated", registry, ledger);
    expect(await rail.version()).to.equal("1.0.0");
  });

  describe("a token", () => {
    it("is allowed with its code and its units in a cent", async () => {
      const { tokenRail, top } = await loadFixture(tokens);
      for (const [decimals, scale] of [
        [2, 1n],
        [6, 10n ** 4n],
        [18, 10n ** 16n],
        [36, 10n ** 34n],
      ] as const) {
        const token = await ethers.deployContract("MockToken", [decimals]);
        const codeHash = keccak256(await ethers.provider.getCode(token));
        const allowing = tokenRail.connect(top).allow(token, "USD");
        await expectEvent(allowing, tokenRail, "TokenAllowed", token, codeHash, scale);
        expect(await tokenRail.token(token)).to.deep.equal([codeHash, scale]);
      }
    });

    it("is not allowed without code, in another currency, or without cents", async () => {
      const { tokenRail, top, dollar, stranger } = await loadFixture(tokens);
      const euro = await ethers.deployContract("StablecoinMock", ["EUR"]);
      const oneDecimal = await ethers.deployContract("MockToken", [1]);
      const many = await ethers.deployContract("MockToken", [37]);
      for (const [token, currency] of [
        [stranger, "USD"],
        [dollar, "EUR"],
        [dollar, ""],
        [euro, "USD"],
        [euro, "EUR"],
        [oneDecimal, "USD"],
        [many, "USD"],
      ] as const) {
        const allowing = tokenRail.connect(top).allow(token, currency);
        await expectRevert(allowing, tokenRail, "TokenRailInvalidToken", token);
      }
      // Whatever it is, it is no token.
      await expect(tokenRail.connect(top).allow(tokenRail, "USD")).to.revert(ethers);
    });

    it("is not allowed while it moves nothing out of the vault: paused, or the vault blocked", async () => {
      const { tokenRail, top } = await loadFixture(tokens);
      const token = await ethers.deployContract("StablecoinMock", ["USD"]);
      const allow = () => tokenRail.connect(top).allow(token, "USD");
      await token.setPaused(true);
      await expectRevert(allow(), tokenRail, "TokenRailInvalidToken", token);
      await token.setPaused(false);
      await token.list(tokenRail, true);
      await expectRevert(allow(), tokenRail, "TokenRailInvalidToken", token);
      await token.list(tokenRail, false);
      await allow();
    });

    it("is allowed, disallowed and taken out by the top alone", async () => {
      const { tokenRail, dollar, treasury, founders, stranger } = await loadFixture(tokens);
      for (const { address } of [treasury.disbursing.signer, founders.administrator.signer, stranger]) {
        const rail = tokenRail.connect(await ethers.getSigner(address));
        await expectRevert(rail.allow(dollar, "USD"), rail, "TokenRailOnlyTop", address);
        await expectRevert(rail.disallow(dollar), rail, "TokenRailOnlyTop", address);
        await expectRevert(rail.withdraw(dollar, address, 1n), rail, "TokenRailOnlyTop", address);
      }
    });

    it("moves no more once it is disallowed, and again once it is allowed", async () => {
      const { tokenRail, top, token, treasurer, pay, takeBack } = await loadFixture(tokens);
      const lines = await linesTo(1);
      await expectEvent(tokenRail.connect(top).disallow(token), tokenRail, "TokenDisallowed", token);
      for (const call of [
        () => pay(token, lines),
        () => takeBack(token, treasurer.address, 1n),
        () => tokenRail.connect(treasurer).deposit(token, 1n),
        () => tokenRail.connect(top).withdraw(token, treasurer, 1n),
        () => tokenRail.connect(top).disallow(token),
      ]) {
        await expectRevert(call(), tokenRail, "TokenRailNotAllowed", token);
      }
      await tokenRail.connect(top).allow(token, "USD");
      await pay(token, lines);
      expect(await token.balanceOf(lines[0]!.payee)).to.equal(1_00n * UNITS);
    });

    it("moves no more once its code is another, until that is allowed", async () => {
      const { tokenRail, top, dollar, treasurer, pay, takeBack } = await loadFixture(tokens);
      const lines = await linesTo(1);
      const other = await ethers.provider.getCode(await ethers.deployContract("MockToken", [6]));
      await networkHelpers.setCode(await dollar.getAddress(), other);
      for (const call of [
        () => pay(dollar, lines),
        () => takeBack(dollar, treasurer.address, 1n),
        () => tokenRail.connect(treasurer).deposit(dollar, 1n),
        () => tokenRail.connect(top).withdraw(dollar, treasurer, 1n),
      ]) {
        await expectRevert(call(), tokenRail, "TokenRailCodeChanged", dollar, keccak256(other));
      }
      await tokenRail.connect(top).allow(dollar, "USD");
      await pay(dollar, lines);
      expect(await dollar.balanceOf(lines[0]!.payee)).to.equal(1_00n * UNITS);
    });
  });

  describe("the vault", () => {
    it("takes deposits from anyone, to the cent", async () => {
      const { tokenRail, dollar, stranger } = await loadFixture(tokens);
      await dollar.mint(stranger, 5_00n * UNITS);
      await dollar.connect(stranger).approve(tokenRail, 6_00n * UNITS);
      const depositing = tokenRail.connect(stranger).deposit(dollar, 4_99n);
      await expectEvent(depositing, tokenRail, "Deposited", dollar, stranger, 4_99n);
      expect(await dollar.balanceOf(tokenRail)).to.equal(20_004_99n * UNITS);
      // A unit short of two cents.
      await expectRevert(
        tokenRail.connect(stranger).deposit(dollar, 2n),
        dollar,
        "ERC20InsufficientBalance",
        stranger,
        1n * UNITS,
        2n * UNITS,
      );
    });

    it("takes back what a payee approved, when a payer says so", async () => {
      const { tokenRail, dollar, builder, takeBack } = await loadFixture(tokens);
      await dollar.mint(builder.address, 10_00n * UNITS);
      await expectRevert(
        takeBack(dollar, builder.address, 10_00n),
        dollar,
        "ERC20InsufficientAllowance",
        tokenRail,
        0n,
        10_00n * UNITS,
      );
      await dollar.connect(await ethers.getSigner(builder.address)).approve(tokenRail, 10_00n * UNITS);
      const taking = takeBack(dollar, builder.address, 10_00n);
      await expectEvent(taking, tokenRail, "Deposited", dollar, builder.address, 10_00n);
      expect(await dollar.balanceOf(builder.address)).to.equal(0n);
    });

    it("gives money to the top, no more than there is", async () => {
      const { tokenRail, top, dollar, treasurer } = await loadFixture(tokens);
      const rail = tokenRail.connect(top);
      await expectEvent(
        rail.withdraw(dollar, treasurer, 19_999_99n),
        rail,
        "Withdrawn",
        dollar,
        treasurer,
        19_999_99n,
      );
      expect(await dollar.balanceOf(treasurer)).to.equal(19_999_99n * UNITS);
      await expectRevert(
        rail.withdraw(dollar, treasurer, 2n),
        dollar,
        "ERC20InsufficientBalance",
        tokenRail,
        1n * UNITS,
        2n * UNITS,
      );
    });
  });

  describe("a payment", () => {
    it("reaches every payee, also one in several lines, in tokens of six decimals and of eighteen", async () => {
      const { tokenRail, top, stock, dollar, payer, pay, asked } = await loadFixture(tokens);
      const eighteen = await ethers.deployContract("MockToken", [18]);
      await stock(eighteen, 0n);
      await eighteen.mint(tokenRail, 20_000_00n * 10n ** 16n);
      const [one, two] = [await payeeAt(1), await payeeAt(2)];
      const lines = [
        { payee: one, amount: 1n },
        { payee: two, amount: 2_00n },
        { payee: one, amount: 30_00n },
      ];
      for (const [token, scale] of [
        [dollar, UNITS],
        [eighteen, 10n ** 16n],
      ] as const) {
        expect(await asked(token, lines)).to.deep.equal([0n, []]);
        await expectEvent(pay(token, lines), tokenRail, "TokensPaid", token, payer.contract, sumOf(lines));
        expect(await token.balanceOf(one)).to.equal(30_01n * scale);
        expect(await token.balanceOf(two)).to.equal(2_00n * scale);
        expect(await token.balanceOf(tokenRail)).to.equal((20_000_00n - sumOf(lines)) * scale);
        await tokenRail.connect(top).withdraw(token, top, 20_000_00n - sumOf(lines));
        expect(await token.balanceOf(tokenRail)).to.equal(0n);
      }
    });

    it("is refused when the vault is a cent short", async () => {
      const { tokenRail, dollar, pay } = await loadFixture(tokens);
      const line = (amount: bigint) => [{ payee: ZeroAddress, amount }];
      await expectRevert(
        pay(dollar, line(20_000_01n)),
        tokenRail,
        "TokenRailVaultShort",
        dollar,
        20_000_00n * UNITS,
        20_000_01n * UNITS,
      );
      await pay(dollar, line(20_000_00n));
    });

    it("is refused when its total is not what the lines add up to", async () => {
      const { tokenRail, dollar, pay } = await loadFixture(tokens);
      const lines = await linesTo(3);
      const right = sumOf(lines);
      // One who can't be paid leaves no room for a wrong total either.
      for (const blocked of [false, true]) {
        await dollar.list(lines[1]!.payee, blocked);
        for (const wrong of [0n, right - lines[1]!.amount, right - 1n, right + 1n]) {
          const reason = [dollar, wrong * UNITS, right * UNITS] as const;
          await expectRevert(pay(dollar, lines, wrong), tokenRail, "TokenRailWrongAmount", ...reason);
        }
      }
    });

    it("is refused with no line, a part of one, or a settlement that names no token", async () => {
      const { tokenRail, dollar, payer } = await loadFixture(tokens);
      const lines = encodeLines("token", await linesTo(2));
      const inDollars = tokenSettlement(await dollar.getAddress());
      for (const [cut, length] of [
        ["0x", 0],
        [lines.slice(0, -2), 49],
        [`${lines}00`, 51],
      ] as const) {
        const paying = payer.contract.payOver(tokenRail, cut, 2_01n, inDollars);
        await expectRevert(paying, tokenRail, "LinesInvalidLength", length, 25);
      }
      for (const malformed of ["0x", inDollars.slice(0, -2), `0x01${inDollars.slice(4)}`]) {
        const paying = payer.contract.payOver(tokenRail, lines, 2_01n, malformed);
        await expect(paying).to.be.revertedWithoutReason(ethers);
      }
    });

    it("is a payer's alone, and no longer a dismissed one's", async () => {
      const { tokenRail, registry, dollar, payer, pay, takeBack, ...rest } = await loadFixture(tokens);
      const { treasury, founders, stranger, builder } = rest;
      const lines = await linesTo(1);
      const inDollars = tokenSettlement(await dollar.getAddress());
      const { id, signer } = treasury.disbursing;
      for (const [key, error, ...args] of [
        [stranger, "OfficerRegistryUnknownKey", stranger],
        [signer, "OfficerRegistryMissingOffices", id, TREASURY, OFFICES.paying],
      ] as const) {
        const rail = tokenRail.connect(key);
        const paying = rail.pay(encodeLines("token", lines), 1_00n, inDollars);
        await expectRevert(paying, registry, error, ...args);
        await expectRevert(rail.takeBack(builder.address, 1n, inDollars), registry, error, ...args);
      }
      await pay(dollar, lines);
      await registry.connect(founders.registrar.signer).dismiss(payer.id, `0x${"0".repeat(64)}`);
      const unknown = [registry, "OfficerRegistryUnknownKey", payer.contract] as const;
      await expectRevert(pay(dollar, lines), ...unknown);
      await expectRevert(takeBack(dollar, builder.address, 1n), ...unknown);
    });
  });
});
