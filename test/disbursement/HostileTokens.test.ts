import { expect } from "chai";
import { type AddressLike, type BaseContract, id, MaxUint256, toBeHex, ZeroAddress } from "ethers";

import { benefitSchedule } from "../../sdk/disbursement/schedule.js";
import { encodeLines, type Line } from "../../sdk/disbursement/lines.js";
import { tokenSettlement } from "../../sdk/disbursement/settlement.js";
import { ethers, loadFixture, networkHelpers, time } from "../fixtures/network.js";
import { openProgram } from "../fixtures/program.js";
import { linesTo, sumOf, tokens, UNITS } from "../fixtures/tokens.js";
import { expectEvent, expectRevert } from "../helpers/expect.js";
import { executeLater, operation, schedule } from "../helpers/timelock.js";

/** The panic of an amount that would fall below zero. */
const UNDERFLOW = 0x11;

/** The word for each 256 lines in which these lines' bits are set. */
const bitsOf = (lineCount: number, ...failed: number[]): bigint[] =>
  Array.from({ length: Math.ceil(lineCount / 256) }, (_, word) =>
    failed
      .filter((line) => Math.floor(line / 256) === word)
      .reduce((bits, line) => bits | (1n << BigInt(line % 256)), 0n),
  );

/** Expects every payee but the failed ones to have what their line says, and the vault the rest. */
async function expectPaid(
  { tokenRail, token }: { tokenRail: AddressLike; token: Balances },
  lines: readonly Line[],
  ...failed: number[]
): Promise<void> {
  const paid = lines.filter((_, i) => !failed.includes(i));
  for (const { payee, amount } of paid) expect(await token.balanceOf(payee)).to.equal(amount * UNITS);
  for (const i of failed) expect(await token.balanceOf(lines[i]!.payee), `line ${String(i)}`).to.equal(0n);
  expect(await token.balanceOf(tokenRail)).to.equal((20_000_00n - sumOf(paid)) * UNITS);
}

interface Balances {
  balanceOf(account: AddressLike): Promise<bigint>;
}

describe("TokenRail: tokens that don't behave", () => {
  describe("a payee who can't be paid fails alone", () => {
    it("when blocklisted, in the middle of 300", async () => {
      const { tokenRail, dollar: token, pay, asked } = await loadFixture(tokens);
      const lines = await linesTo(300);
      // One in each word of bits, and the last one.
      const failed = [128, 257, 299];
      for (const i of failed) await token.list(lines[i]!.payee, true);
      expect(await asked(token, lines)).to.deep.equal([
        lines[128]!.amount + lines[257]!.amount + lines[299]!.amount,
        bitsOf(300, ...failed),
      ]);
      await pay(token, lines);
      await expectPaid({ tokenRail, token }, lines, ...failed);
    });

    for (const name of ["FalseReturningToken", "VerboseToken", "GasBurningToken"] as const) {
      it(`with a ${name}`, async () => {
        const { tokenRail, stock, pay, asked } = await loadFixture(tokens);
        const address = await (await ethers.deployContract(name)).getAddress();
        const token = await stock(await ethers.getContractAt("ListingToken", address));
        const lines = await linesTo(5);
        for (const failed of [[0], [2, 3], [0, 1, 2, 3, 4]]) {
          const state = await networkHelpers.takeSnapshot();
          for (const i of failed) await token.list(lines[i]!.payee, true);
          const unpaid = sumOf(failed.map((i) => lines[i]!));
          expect(await asked(token, lines)).to.deep.equal([unpaid, bitsOf(5, ...failed)]);
          await pay(token, lines);
          await expectPaid({ tokenRail, token }, lines, ...failed);
          await state.restore();
        }
      });
    }

    it("with a token that answers neither true nor nothing", async () => {
      const { tokenRail, stock, pay, asked } = await loadFixture(tokens);
      const token = await stock(await ethers.deployContract("OddReturnToken"));
      const lines = await linesTo(3);
      await token.list(lines[1]!.payee, true);
      // The shorter ones leave the end of the last answer standing, which was true.
      const short = ["0x00", "0x01", toBeHex(0, 31), toBeHex(1, 31)];
      for (const answer of [...short, toBeHex(0, 32), toBeHex(2, 32), toBeHex(0, 33), toBeHex(MaxUint256)]) {
        await token.answerWith(answer);
        expect(await asked(token, lines), answer).to.deep.equal([lines[1]!.amount, [2n]]);
      }
      await pay(token, lines);
      await expectPaid({ tokenRail, token }, lines, 1);
    });

    it("with a token that returns nothing, and deposits in it are taken", async () => {
      const { tokenRail, stock, pay, asked, treasurer } = await loadFixture(tokens);
      const token = await stock(await ethers.deployContract("NoReturnToken"), 19_000_00n);
      await token.mint(treasurer, 1_000_00n * UNITS);
      await token.connect(treasurer).approve(tokenRail, 1_000_00n * UNITS);
      await tokenRail.connect(treasurer).deposit(token, 1_000_00n);
      const lines = await linesTo(3);
      lines[1] = { payee: ZeroAddress, amount: 5n };
      expect(await asked(token, lines)).to.deep.equal([5n, [2n]]);
      await pay(token, lines);
      await expectPaid({ tokenRail, token }, lines, 1);
    });

    it("when it is the vault itself", async () => {
      const { tokenRail, dollar: token, pay, asked } = await loadFixture(tokens);
      const lines = await linesTo(3);
      lines[0] = { payee: await tokenRail.getAddress(), amount: 7_00n };
      expect(await asked(token, lines)).to.deep.equal([7_00n, [1n]]);
      await pay(token, lines);
      expect(await token.balanceOf(tokenRail)).to.equal((20_000_00n - 1_01n - 1_02n) * UNITS);
    });
  });

  it("lets the first payee have more than the line says: only less is a loss", async () => {
    const { tokenRail, stock, pay, asked } = await loadFixture(tokens);
    const token = await stock(await ethers.deployContract("LyingToken"));
    const lines = await linesTo(2);
    await token.drift(lines[0]!.payee, 1n);
    expect(await asked(token, lines)).to.deep.equal([0n, []]);
    await pay(token, lines);
    await token.drift(lines[0]!.payee, 0n);
    await expectPaid({ tokenRail, token }, lines);
  });

  describe("nobody is paid", () => {
    it("when the recipient gets less, whoever is the first", async () => {
      const { tokenRail, stock, pay } = await loadFixture(tokens);
      const token = await stock(await ethers.deployContract("FeeToken"));
      const lines = await linesTo(3);
      await expectRevert(pay(token, lines), tokenRail, "TokenRailWrongAmount", token, 1_00_0000n, 99_0000n);
      lines[0] = { payee: ZeroAddress, amount: 1_00n };
      await expectRevert(pay(token, lines), tokenRail, "TokenRailWrongAmount", token, 1_01_0000n, 99_9900n);
    });

    it("when the token says true and moves nothing", async () => {
      const { tokenRail, stock, pay } = await loadFixture(tokens);
      const token = await stock(await ethers.deployContract("OddReturnToken"));
      const lines = await linesTo(3);
      await token.answerWith(toBeHex(1, 32));
      for (const i of [0, 1]) {
        await token.list(lines[i]!.payee, true);
        const [due, moved] =
          i === 0 ? [lines[0]!.amount, 0n] : [sumOf(lines), sumOf(lines) - lines[1]!.amount];
        await expectRevert(
          pay(token, lines),
          tokenRail,
          "TokenRailWrongAmount",
          ...[token, due * UNITS, moved * UNITS],
        );
        await token.list(lines[i]!.payee, false);
      }
    });

    it("when more leaves the vault than arrives", async () => {
      const { tokenRail, stock, pay } = await loadFixture(tokens);
      const greedy = await ethers.deployContract("GreedyToken");
      // What it takes for the vault's own transfer, by which it is allowed.
      await greedy.mint(tokenRail, 1n);
      const token = await stock(greedy);
      const lines = await linesTo(3);
      const due = sumOf(lines) * UNITS;
      await expectRevert(pay(token, lines), tokenRail, "TokenRailWrongAmount", token, due, due + 3n);
    });

    it("when balances are not what they should be", async () => {
      const { tokenRail, stock, pay } = await loadFixture(tokens);
      const token = await stock(await ethers.deployContract("LyingToken"));
      const lines = await linesTo(2);
      const due = sumOf(lines) * UNITS;
      const vault = await tokenRail.getAddress();
      const first = lines[0]!.payee;
      for (const [account, drift, expected, actual] of [
        [vault, 1n, due, due - 2n],
        [vault, -1n, due, due + 2n],
        [first, -1n, 1_00n * UNITS, 1_00n * UNITS - 1n],
      ] as const) {
        await token.drift(account, drift);
        await expectRevert(pay(token, lines), tokenRail, "TokenRailWrongAmount", token, expected, actual);
        await token.drift(account, 0n);
      }
      for (const [account, drift] of [
        [vault, due],
        [first, -2n * due],
      ] as const) {
        await token.mint(account, 10n * due);
        await token.drift(account, drift);
        await expect(pay(token, lines)).to.be.revertedWithPanic(UNDERFLOW);
        await token.drift(account, 0n);
      }
      await pay(token, lines);
    });

    it("while it is paused, and everyone is later", async () => {
      const { tokenRail, dollar: token, pay } = await loadFixture(tokens);
      const lines = await linesTo(300);
      await token.setPaused(true);
      await expectRevert(pay(token, lines), tokenRail, "TokenRailStopped", token);
      await token.setPaused(false);
      await pay(token, lines);
      await expectPaid({ tokenRail, token }, lines);
    });

    it("while the vault itself is blocked, and everyone is later", async () => {
      const { tokenRail, dollar: token, pay } = await loadFixture(tokens);
      const lines = await linesTo(300);
      await token.list(tokenRail, true);
      await expectRevert(pay(token, lines), tokenRail, "TokenRailStopped", token);
      await token.list(tokenRail, false);
      await pay(token, lines);
      await expectPaid({ tokenRail, token }, lines);
    });

    it("while it is stopped without a word of it: reverting, returning false, or burning gas", async () => {
      for (const name of ["FalseReturningToken", "GasBurningToken"] as const) {
        const { tokenRail, stock, pay } = await loadFixture(tokens);
        const address = await (await ethers.deployContract(name)).getAddress();
        const token = await stock(await ethers.getContractAt("ListingToken", address));
        const lines = await linesTo(3);
        for (const { payee } of lines) await token.list(payee, true);
        await pay(token, lines);
        await token.list(tokenRail, true);
        await expectRevert(pay(token, lines), tokenRail, "TokenRailStopped", token);
      }
    });

    it("when it is paused in the middle, and everyone is later", async () => {
      const { tokenRail, stock, pay } = await loadFixture(tokens);
      const token = await stock(await ethers.deployContract("SelfPausingToken"));
      const lines = await linesTo(10);
      await token.pauseAfter(4);
      await expectRevert(pay(token, lines), tokenRail, "TokenRailStopped", token);
      // Right after the last one, it is nobody's failure.
      await token.pauseAfter(10);
      await pay(token, lines);
      expect(await token.paused()).to.equal(true);
      await expectPaid({ tokenRail, token }, lines);
    });

    it("when there is too little gas to tell whether a payee can be", async () => {
      const { tokenRail, dollar: token, payer } = await loadFixture(tokens);
      const lines = await linesTo(3);
      await token.list(lines[1]!.payee, true);
      const pay = (gasLimit: number) =>
        tokenSettlementOf(token).then((settlement) =>
          payer.contract.payOver(tokenRail, encodeLines("token", lines), sumOf(lines), settlement, {
            gasLimit,
          }),
        );
      const tooLittle = (gasLeft: bigint) => gasLeft < 412_000n;
      await expectRevert(pay(300_000), tokenRail, "TokenRailStarved", 1, tooLittle);
      await expectRevert(pay(440_000), tokenRail, "TokenRailStarved", 1, tooLittle);
      await pay(700_000);
      await expectPaid({ tokenRail, token }, lines, 1);
    });

    it("when there is too little gas to tell whether the token moves anything", async () => {
      const { tokenRail, stock, payer } = await loadFixture(tokens);
      const token = await stock(await ethers.deployContract("GasBurningToken"));
      const lines = await linesTo(1);
      for (const account of [lines[0]!.payee, tokenRail]) await token.list(account, true);
      const settlement = await tokenSettlementOf(token);
      const pay = (gasLimit: number) =>
        payer.contract.payOver(tokenRail, encodeLines("token", lines), sumOf(lines), settlement, {
          gasLimit,
        });
      // Of the line itself enough is known; the vault's own transfer is counted as the one after the last.
      await expectRevert(pay(700_000), tokenRail, "TokenRailStarved", 1, (left: bigint) => left < 412_000n);
      await expectRevert(pay(1_000_000), tokenRail, "TokenRailStopped", token);
    });

    it("when payees burn so much gas that too little is left", async () => {
      const { tokenRail, stock, payer } = await loadFixture(tokens);
      const token = await stock(await ethers.deployContract("GasBurningToken"));
      const lines = await linesTo(45);
      for (const { payee } of lines) await token.list(payee, true);
      const settlement = await tokenSettlementOf(token);
      const pay = payer.contract.payOver(tokenRail, encodeLines("token", lines), sumOf(lines), settlement, {
        gasLimit: 16_000_000,
      });
      await expectRevert(pay, tokenRail, "TokenRailStarved", 38, (left: bigint) => left < 412_000n);
    });
  });

  describe("nothing is deposited or taken back", () => {
    it("in a token that keeps a fee", async () => {
      const { tokenRail, stock, treasurer, takeBack } = await loadFixture(tokens);
      const token = await stock(await ethers.deployContract("FeeToken"));
      await token.mint(treasurer, 10_00n * UNITS);
      await token.connect(treasurer).approve(tokenRail, 10_00n * UNITS);
      const reason = [tokenRail, "TokenRailWrongAmount", token, 1_00_0000n, 99_0000n] as const;
      await expectRevert(tokenRail.connect(treasurer).deposit(token, 1_00n), ...reason);
      await expectRevert(takeBack(token, treasurer.address, 1_00n), ...reason);
    });

    it("where a transfer returns false", async () => {
      const { tokenRail, stock, top, treasurer, takeBack } = await loadFixture(tokens);
      const token = await stock(await ethers.deployContract("FalseReturningToken"));
      await token.mint(treasurer, 10_00n * UNITS);
      await token.connect(treasurer).approve(tokenRail, 10_00n * UNITS);
      await token.list(treasurer, true);
      const reason = [tokenRail, "SafeERC20FailedOperation", token] as const;
      await expectRevert(tokenRail.connect(treasurer).deposit(token, 1_00n), ...reason);
      await expectRevert(takeBack(token, treasurer.address, 1_00n), ...reason);
      await expectRevert(tokenRail.connect(top).withdraw(token, treasurer, 1_00n), ...reason);
    });
  });

  describe("a token that calls back", () => {
    it("moves nothing twice, by whatever it calls", async () => {
      const { tokenRail, timelock, council, payer, stock, pay, ...rest } = await loadFixture(tokens);
      const { treasurer, stranger, takeBack } = rest;
      const token = await stock(await ethers.deployContract("ReentrantToken"));
      await token.mint(treasurer, 10_00n * UNITS);
      await token.connect(treasurer).approve(tokenRail, 10_00n * UNITS);
      const lines = await linesTo(2);
      const settlement = await tokenSettlementOf(token);
      const [one] = lines;
      const packed = encodeLines("token", lines);
      // The top's own withdrawal, ready for anyone to execute.
      const data = tokenRail.interface.encodeFunctionData("withdraw", [
        await token.getAddress(),
        stranger.address,
        1_00n,
      ]);
      const withdrawal = operation(await tokenRail.getAddress(), data);
      await schedule(timelock, council[0], withdrawal);
      const rail = await tokenRail.getAddress();
      const calls: [BaseContract, string][] = [
        [tokenRail, tokenRail.interface.encodeFunctionData("deposit", [await token.getAddress(), 1n])],
        [
          payer.contract,
          payer.contract.interface.encodeFunctionData("payOver", [rail, packed, sumOf(lines), settlement]),
        ],
        [
          payer.contract,
          payer.contract.interface.encodeFunctionData("takeBack", [rail, treasurer.address, 1n, settlement]),
        ],
        [
          timelock,
          timelock.interface.encodeFunctionData("execute", [
            withdrawal.target,
            withdrawal.value,
            withdrawal.data,
            withdrawal.predecessor,
            withdrawal.salt,
          ]),
        ],
      ];
      await time.increase(await timelock.getMinDelay());
      const refusal = id("ReentrancyGuardReentrantCall()").slice(0, 10);
      for (const [target, call] of calls) {
        await token.reenter(target, call);
        for (const moving of [
          () => pay(token, [one!]),
          () => takeBack(token, treasurer.address, 1_00n),
          () => tokenRail.connect(treasurer).deposit(token, 1_00n),
        ]) {
          const before = await token.balanceOf(tokenRail);
          await expectEvent(moving(), token, "Reentered", false, refusal);
          const moved = (await token.balanceOf(tokenRail)) - before;
          expect(moved < 0n ? -moved : moved).to.equal(1_00n * UNITS);
        }
      }
      // Nor while the top takes money out.
      await token.reenter(tokenRail, calls[0]![1]);
      const executing = executeLater(timelock, stranger, withdrawal);
      await expectEvent(executing, token, "Reentered", false, refusal);
      expect(await token.balanceOf(stranger)).to.equal(1_00n * UNITS);
    });
  });

  describe("under a certified schedule", () => {
    it("the blocked payee of 300 is owed again, and no other", async () => {
      const all = await certified();
      const { schedules, ledger, tokenRail, dollar: token, header, scheduleId, lines, program, pay } = all;
      await token.list(lines[257]!.payee, true);
      const unpaid = lines[257]!.amount;
      await expectEvent(pay(), schedules, "LinesFailed", scheduleId, 0, unpaid, bitsOf(300, 257));
      await expectPaid({ tokenRail, token }, lines, 257);
      expect(await schedules.unpaidLines(scheduleId, 0, 0)).to.equal(0n);
      expect(await schedules.unpaidLines(scheduleId, 0, 1)).to.equal(2n);
      const { claims } = await ledger.obligation(program);
      expect([claims.certified, claims.paid]).to.deep.equal([0n, header.total - unpaid]);
      await expectRevert(pay(), schedules, "SchedulesAlreadyPaid", scheduleId, 0);
    });

    it("a pause loses nothing, and the chunk is paid later", async () => {
      const {
        schedules,
        ledger,
        tokenRail,
        dollar: token,
        scheduleId,
        lines,
        program,
        pay,
        ...rest
      } = await certified();
      const before = await schedules.progress(scheduleId);
      await token.setPaused(true);
      await expectRevert(pay(), tokenRail, "TokenRailStopped", token);
      expect(await schedules.progress(scheduleId)).to.deep.equal(before);
      await token.setPaused(false);
      await pay();
      await expectPaid({ tokenRail, token }, lines);
      const { claims } = await ledger.obligation(program);
      expect([claims.certified, claims.paid]).to.deep.equal([0n, rest.header.total]);
    });

    it("no gas limit makes a good payee fail", async () => {
      const { schedules, dollar: token, scheduleId, lines, pay } = await certified();
      await token.list(lines[257]!.payee, true);
      const outcomes = new Set<string>();
      for (let gasLimit = 500_000; gasLimit <= 16_700_000; gasLimit += 737_373) {
        const state = await networkHelpers.takeSnapshot();
        try {
          await pay({ gasLimit });
          expect(await schedules.unpaidLines(scheduleId, 0, 0)).to.equal(0n);
          expect(await schedules.unpaidLines(scheduleId, 0, 1)).to.equal(2n);
          outcomes.add("paid");
        } catch (error) {
          if (!(error instanceof Error) || error.name === "AssertionError") throw error;
          expect(error.message).to.match(/TokenRailStarved|out of gas|without a reason|intrinsic/i);
          expect((await schedules.progress(scheduleId)).paidChunks).to.equal(0n);
          outcomes.add("reverted");
        }
        await state.restore();
      }
      expect([...outcomes].sort()).to.deep.equal(["paid", "reverted"]);
    });
  });
});

const tokenSettlementOf = async (token: BaseContract): Promise<string> =>
  tokenSettlement(await token.getAddress());

/** A schedule of 300 benefits out of A's program, 748.50 in all, certified. */
async function certified() {
  const all = await loadFixture(tokens);
  const { schedules, a, dollar, closesAt } = all;
  const program = await openProgram(all);
  const lines = await linesTo(300);
  const made = benefitSchedule({
    rail: "token",
    organisation: a.id,
    obligation: program,
    eligibleUntil: closesAt,
    salt: id("salt"),
    lines: lines.map((line, i) => ({ ...line, binding: id(`binding ${String(i)}`) })),
    perChunk: 300,
  });
  const [chunk] = made.chunks;
  const { header } = made;
  await schedules.connect(a.submitting.signer).submit(header);
  await schedules.connect(a.certifying.signer).certify(header);
  const settlement = await tokenSettlementOf(dollar);
  return {
    ...all,
    program,
    lines,
    header,
    scheduleId: await schedules.scheduleId(header),
    pay: async (overrides: { gasLimit?: number } = {}) =>
      schedules
        .connect(a.disbursing.signer)
        .pay(header, a.id, { ...chunk!, proof: [...chunk!.proof] }, settlement, overrides),
  };
}
