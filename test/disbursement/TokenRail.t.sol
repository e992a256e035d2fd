// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {ITokenRail} from "../../contracts/disbursement/ITokenRail.sol";
import {Lines} from "../../contracts/disbursement/Lines.sol";
import {FeeToken} from "../../contracts/mocks/tokens/FeeToken.sol";
import {GasBurningToken} from "../../contracts/mocks/tokens/GasBurningToken.sol";
import {HungryToken} from "../../contracts/mocks/tokens/HungryToken.sol";
import {MockToken} from "../../contracts/mocks/tokens/MockToken.sol";
import {StablecoinMock} from "../../contracts/mocks/tokens/StablecoinMock.sol";
import {RailStage} from "../helpers/RailStage.sol";

/// @notice What is paid and what fails is all there is; no want of gas is taken for a failure.
contract TokenRailTest is RailStage {
  /// @dev More than a word of bits.
  uint256 private constant _MOST_LINES = 300;
  uint256 private constant _TRANSFER_GAS = 400_000;
  /// @dev Far from everything that has code.
  uint160 private constant _FIRST_PAYEE = 1 << 80;

  ITokenRail private _rail;
  StablecoinMock private _dollar;

  function setUp() public override {
    super.setUp();
    _rail = ITokenRail(deployed("TokenRail", abi.encode(registry, ledger)));
    _dollar = new StablecoinMock("USD");
    _allow(address(_dollar));
  }

  // Money

  /// @dev Random lines to payees of whom some are named several times and some are blocked.
  function testFuzz_EveryLineIsPaidOrFails(uint256 seed, uint256 blocked) external {
    uint256 lineCount = bound(seed, 1, _MOST_LINES);
    uint256 payees = lineCount / 2 + 1;
    // A blocked payee for each bit, about every second one of 256, or none at all.
    if (seed % 8 == 0) blocked = 0;
    for (uint256 i = 0; i < payees; ++i) if (_isBlocked(blocked, i)) _dollar.list(_payee(i), true);

    bytes memory lines;
    uint64 total = 0;
    uint64 unpaid = 0;
    uint256[] memory due = new uint256[](payees);
    uint256[] memory bits = new uint256[]((lineCount + 255) / 256);
    for (uint256 i = 0; i < lineCount; ++i) {
      uint256 payee = uint256(keccak256(abi.encode(seed, i))) % payees;
      uint64 cents = bound64(uint256(keccak256(abi.encode(seed, i, "cents"))) >> 192, 1, Lines.TOKEN_MOST);
      lines = bytes.concat(lines, abi.encodePacked(_payee(payee), uint40(cents)));
      total += cents;
      if (_isBlocked(blocked, payee)) {
        unpaid += cents;
        bits[i / 256] |= 1 << (i % 256);
      } else {
        due[payee] += cents;
      }
    }
    _dollar.mint(address(_rail), uint256(total) * 1e4);

    (uint64 failedTotal, uint256[] memory failed) = _pay(address(_dollar), lines, total);
    vm.assertEq(failedTotal, unpaid, "failed total");
    _isSame(failed, unpaid == 0 ? new uint256[](0) : bits);
    uint256 paid = 0;
    for (uint256 i = 0; i < payees; ++i) {
      uint256 balance = _dollar.balanceOf(_payee(i));
      vm.assertEq(balance, due[i] * 1e4, "payee");
      paid += balance;
    }
    vm.assertEq(paid + uint256(failedTotal) * 1e4, uint256(total) * 1e4, "paid and failed");
    vm.assertEq(_dollar.balanceOf(address(_rail)), uint256(failedTotal) * 1e4, "vault");
    vm.assertEq(paid + _dollar.balanceOf(address(_rail)), _dollar.totalSupply(), "supply");
  }

  function testFuzz_CentsAreScaledExactly(uint8 decimals, uint40 cents, uint40 more) external {
    decimals = uint8(bound(decimals, 2, 36));
    uint256 scale = 10 ** (decimals - 2);
    MockToken token = new MockToken(decimals);
    _allow(address(token));
    vm.assertEq(_rail.token(address(token)).scale, scale, "scale");
    uint64 total = uint64(cents) + more;
    token.mint(address(this), uint256(total) * scale);
    token.approve(address(_rail), type(uint256).max);
    _rail.deposit(address(token), total);
    vm.assertEq(token.balanceOf(address(_rail)), uint256(total) * scale, "deposited");

    (uint64 failedTotal, ) = _pay(address(token), _line(_payee(0), cents), cents);
    vm.assertEq(failedTotal, 0, "failed total");
    vm.assertEq(token.balanceOf(_payee(0)), uint256(cents) * scale, "paid");
    vm.prank(TOP);
    _rail.withdraw(address(token), _payee(1), more);
    vm.assertEq(token.balanceOf(_payee(1)), uint256(more) * scale, "withdrawn");
    vm.assertEq(token.balanceOf(address(_rail)), 0, "vault");
  }

  function testFuzz_ATotalThatLinesDoNotAddUpToIsRefused(uint40 first, uint40 second, uint64 total) external {
    total = bound64(total, 0, 2 * uint256(Lines.TOKEN_MOST));
    uint64 sum = uint64(first) + second;
    if (total == sum) ++total;
    _dollar.mint(address(_rail), uint256(total) * 1e4 + uint256(sum) * 1e4);
    bytes memory lines = bytes.concat(_line(_payee(0), first), _line(_payee(1), second));
    bytes memory reason = _wrongAmount(address(_dollar), uint256(total) * 1e4, uint256(sum) * 1e4);
    vm.expectRevert(reason);
    _pay(address(_dollar), lines, total);
    // It makes no difference who can be paid.
    _dollar.list(_payee(1), true);
    vm.expectRevert(reason);
    _pay(address(_dollar), lines, total);
  }

  function testFuzz_WhatAVaultLacksIsRefused(uint40 cents, uint256 missing) external {
    if (cents == 0) cents = 1;
    uint256 needed = uint256(cents) * 1e4;
    uint256 there = needed - bound(missing, 1, needed);
    _dollar.mint(address(_rail), there);
    bytes4 selector = ITokenRail.TokenRailVaultShort.selector;
    vm.expectRevert(abi.encodeWithSelector(selector, address(_dollar), there, needed));
    _pay(address(_dollar), _line(_payee(0), cents), cents);
  }

  /// @dev Whichever line is the first that can be paid: a fee shows.
  function testFuzz_AFeeIsRefusedWhereverItBegins(uint256 failing, uint256 lineCount) external {
    lineCount = bound(lineCount, 1, 20);
    failing = bound(failing, 0, lineCount - 1);
    FeeToken token = new FeeToken();
    _allow(address(token));
    bytes memory lines;
    // Nobody can pay nobody.
    for (uint256 i = 0; i < lineCount; ++i) {
      lines = bytes.concat(lines, _line(i < failing ? address(0) : _payee(i), 100));
    }
    token.mint(address(_rail), lineCount * 1e6);
    vm.expectRevert(_wrongAmount(address(token), 1e6, 0.99e6));
    _pay(address(token), lines, uint64(lineCount * 100));
  }

  function testFuzz_DepositsAndReturnsMoveTheWhole(uint40 deposited, uint40 returned) external {
    _dollar.mint(STRANGER, uint256(deposited) * 1e4 + uint256(returned) * 1e4);
    vm.prank(STRANGER);
    _dollar.approve(address(_rail), type(uint256).max);
    vm.prank(STRANGER);
    _rail.deposit(address(_dollar), deposited);
    vm.assertEq(_dollar.balanceOf(address(_rail)), uint256(deposited) * 1e4, "deposited");
    payingContract.takeBack(_rail, STRANGER, returned, abi.encode(address(_dollar)));
    vm.assertEq(_dollar.balanceOf(address(_rail)), _dollar.totalSupply(), "vault");
  }

  // Gas

  /// @dev Whatever the gas: the good are paid and the blocked fails, or nothing happens.
  function test_NoGasMakesAGoodPayeeFail() external {
    _dollar.list(_payee(1), true);
    bytes memory lines = _lines(3);
    _dollar.mint(address(_rail), 3e6);
    bool paidOnce = false;
    bool starvedOnce = false;
    for (uint256 gasGiven = 20_000; gasGiven < 800_000; gasGiven += 499) {
      uint256 before = vm.snapshotState();
      (bool paid, bytes4 reason, uint256 failed) = _payWith(gasGiven, address(_dollar), lines, 300);
      if (paid) vm.assertEq(failed, 2, "failed");
      paidOnce = paidOnce || paid;
      starvedOnce = starvedOnce || reason == ITokenRail.TokenRailStarved.selector;
      bool isWant = paid || reason == 0 || reason == ITokenRail.TokenRailStarved.selector;
      vm.assertTrue(isWant, "another reason");
      vm.revertToState(before);
    }
    vm.assertTrue(paidOnce, "never paid");
    vm.assertTrue(starvedOnce, "never starved");
  }

  /// @dev Whatever the gas: a vault that is blocked makes no payee fail.
  function test_ABlockedVaultFailsNobody() external {
    bytes memory lines = _lines(3);
    _dollar.mint(address(_rail), 3e6);
    _dollar.list(address(_rail), true);
    bool stoppedOnce = false;
    for (uint256 gasGiven = 20_000; gasGiven < 1_000_000; gasGiven += 499) {
      (bool paid, bytes4 reason, ) = _payWith(gasGiven, address(_dollar), lines, 300);
      vm.assertFalse(paid, "paid");
      bool isStopped = reason == ITokenRail.TokenRailStopped.selector;
      stoppedOnce = stoppedOnce || isStopped;
      bool isStarved = reason == 0 || reason == ITokenRail.TokenRailStarved.selector;
      vm.assertTrue(isStopped || isStarved, "another reason");
    }
    vm.assertTrue(stoppedOnce, "never stopped");
  }

  /// @dev A token that needs all the gas that a transfer is given, with every limit around the one that suffices.
  function test_ATransferThatNeedsAllItsGasIsNeverFailed() external {
    HungryToken token = new HungryToken();
    _allow(address(token));
    token.mint(address(_rail), 1e6);
    token.need(_mostThatCanBeNeeded(token));
    bytes memory lines = _lines(1);
    (uint256 tooLittle, uint256 enough) = (100_000, 1_000_000);
    while (enough - tooLittle > 1) {
      uint256 gasGiven = (tooLittle + enough) / 2;
      uint256 before = vm.snapshotState();
      (bool paid, , uint256 failed) = _payWith(gasGiven, address(token), lines, 100);
      vm.assertEq(failed, 0, "failed");
      vm.revertToState(before);
      if (paid) enough = gasGiven;
      else tooLittle = gasGiven;
    }
    for (uint256 gasGiven = enough - 8000; gasGiven < enough + 500; ++gasGiven) {
      uint256 before = vm.snapshotState();
      (, , uint256 failed) = _payWith(gasGiven, address(token), lines, 100);
      vm.assertEq(failed, 0, "failed");
      vm.revertToState(before);
    }
  }

  function test_ATokenThatBurnsGasFailsAloneOrStarves() external {
    GasBurningToken token = new GasBurningToken();
    _allow(address(token));
    token.list(_payee(1), true);
    token.mint(address(_rail), 3e6);
    bytes memory lines = _lines(3);
    uint256 before = vm.snapshotState();
    (bool paid, bytes4 reason, uint256 failed) = _payWith(400_000, address(token), lines, 300);
    vm.assertFalse(paid, "paid");
    vm.assertTrue(reason == 0 || reason == ITokenRail.TokenRailStarved.selector, "reason");
    vm.revertToState(before);
    (paid, , failed) = _payWith(1_000_000, address(token), lines, 300);
    vm.assertTrue(paid, "not paid");
    vm.assertEq(failed, 2, "failed");
    vm.assertEq(token.balanceOf(_payee(2)), 1e6, "third payee");
  }

  // Who

  function test_OnlyPayersPayAndTakeBack() external {
    address[6] memory keys = nonPayers();
    _dollar.mint(address(_rail), 1e6);
    bytes memory settlement = abi.encode(address(_dollar));
    for (uint256 i = 0; i < keys.length; ++i) {
      _dollar.mint(keys[i], 1e6);
      vm.prank(keys[i]);
      _dollar.approve(address(_rail), 1e6);
      vm.prank(keys[i]);
      try _rail.pay(_lines(1), 100, settlement) {
        vm.assertTrue(false, "paid");
      } catch (bytes memory reason) {
        vm.assertTrue(reason.length > 4, "a reason");
      }
      vm.prank(keys[i]);
      try _rail.takeBack(keys[i], 100, settlement) {
        vm.assertTrue(false, "taken back");
      } catch (bytes memory reason) {
        vm.assertTrue(reason.length > 4, "a reason");
      }
    }
    vm.assertEq(_dollar.balanceOf(address(_rail)), 1e6, "vault");
  }

  function test_ADismissedPayerPaysNoMore() external {
    _dollar.mint(address(_rail), 2e6);
    _pay(address(_dollar), _lines(1), 100);
    dismissPayer();
    vm.expectRevert(unknownKey(address(payingContract)));
    _pay(address(_dollar), _lines(1), 100);
  }

  function test_OnlyTheTopAllowsDisallowsAndWithdraws() external {
    address[6] memory keys = nonPayers();
    keys[0] = address(payingContract);
    _dollar.mint(address(_rail), 1e6);
    for (uint256 i = 0; i < keys.length; ++i) {
      bytes memory reason = abi.encodeWithSelector(ITokenRail.TokenRailOnlyTop.selector, keys[i]);
      vm.expectRevert(reason);
      vm.prank(keys[i]);
      _rail.allow(address(_dollar), "USD");
      vm.expectRevert(reason);
      vm.prank(keys[i]);
      _rail.disallow(address(_dollar));
      vm.expectRevert(reason);
      vm.prank(keys[i]);
      _rail.withdraw(address(_dollar), keys[i], 1);
    }
  }

  // Settlements and lines

  function testFuzz_MalformedSettlementsAreRefused(uint256 word, uint256 length) external {
    _dollar.mint(address(_rail), 1e6);
    bytes memory cut = new bytes(bound(length, 0, 31));
    vm.assertFalse(_accepts(cut), "cut");
    // What is above an address.
    uint256 dirt = bound(word, 1, type(uint96).max);
    vm.assertFalse(_accepts(abi.encode((dirt << 160) | uint160(address(_dollar)))), "dirty");
    vm.assertTrue(_accepts(abi.encode(address(_dollar))), "whole");
  }

  function testFuzz_LinesAreWholeAndSome(uint256 length) external {
    length = bound(length, 0, 1000);
    if (length != 0 && length % 25 == 0) ++length;
    vm.expectRevert(abi.encodeWithSelector(Lines.LinesInvalidLength.selector, length, 25));
    _pay(address(_dollar), new bytes(length), 0);
  }

  function testFuzz_ATokenThatNobodyAllowedPaysNothing(address token) external {
    vm.assume(token != address(_dollar));
    bytes memory reason = abi.encodeWithSelector(ITokenRail.TokenRailNotAllowed.selector, token);
    vm.expectRevert(reason);
    _pay(token, _lines(1), 100);
    vm.expectRevert(reason);
    _rail.deposit(token, 1);
    vm.expectRevert(reason);
    payingContract.takeBack(_rail, STRANGER, 1, abi.encode(token));
    vm.expectRevert(reason);
    vm.prank(TOP);
    _rail.withdraw(token, STRANGER, 1);
    vm.expectRevert(reason);
    vm.prank(TOP);
    _rail.disallow(token);
  }

  function testFuzz_ATokenHasCentsAndTheLedgersCurrency(uint8 decimals, string calldata currency) external {
    MockToken token = new MockToken(decimals);
    bool isUsable = decimals >= 2 && decimals <= 36;
    if (!isUsable) vm.expectRevert(_invalidToken(address(token)));
    _allow(address(token));
    if (keccak256(bytes(currency)) == keccak256("USD")) return;
    vm.expectRevert(_invalidToken(address(token)));
    vm.prank(TOP);
    _rail.allow(address(token), currency);
  }

  function test_Version() external view {
    vm.assertEq(_rail.version(), "1.0.0", "version");
  }

  function _allow(address token) private {
    vm.prank(TOP);
    _rail.allow(token, "USD");
  }

  function _pay(
    address token,
    bytes memory lines,
    uint64 total
  ) private returns (uint64 failedTotal, uint256[] memory failed) {
    return payingContract.payOver(_rail, lines, total, abi.encode(token));
  }

  /// @dev Pays up to 256 lines with a gas limit; returns the selector that it reverts with, 0 for none, or the bits
  /// of those that failed.
  function _payWith(
    uint256 gasGiven,
    address token,
    bytes memory lines,
    uint64 total
  ) private returns (bool paid, bytes4 reason, uint256 bits) {
    bytes memory settlement = abi.encode(token);
    try payingContract.payOver{gas: gasGiven}(_rail, lines, total, settlement) returns (
      uint64,
      uint256[] memory failed
    ) {
      return (true, 0, failed.length == 0 ? 0 : failed[0]);
    } catch (bytes memory data) {
      return (false, selectorOf(data), 0);
    }
  }

  function _accepts(bytes memory settlement) private returns (bool) {
    try payingContract.payOver(_rail, _lines(1), 100, settlement) {
      return true;
    } catch {
      return false;
    }
  }

  /// @dev The most that the token can ask for and still transfer with a transfer's gas.
  function _mostThatCanBeNeeded(HungryToken token) private returns (uint256 needed) {
    needed = _TRANSFER_GAS;
    while (true) {
      uint256 before = vm.snapshotState();
      token.need(needed);
      bool succeeded = _transfersWith(token, _TRANSFER_GAS);
      vm.revertToState(before);
      if (succeeded) return needed;
      --needed;
    }
  }

  function _transfersWith(IERC20 token, uint256 gasGiven) private returns (bool) {
    vm.prank(address(_rail));
    try token.transfer{gas: gasGiven}(_payee(0), 1) {
      return true;
    } catch {
      return false;
    }
  }

  function _payee(uint256 i) private pure returns (address) {
    return address(_FIRST_PAYEE + uint160(i));
  }

  function _isBlocked(uint256 blocked, uint256 payee) private pure returns (bool) {
    return (blocked >> (payee % 256)) % 2 == 1;
  }

  function _line(address payee, uint40 cents) private pure returns (bytes memory) {
    return abi.encodePacked(payee, cents);
  }

  /// @dev A dollar to each of the first payees.
  function _lines(uint256 lineCount) private pure returns (bytes memory lines) {
    for (uint256 i = 0; i < lineCount; ++i) lines = bytes.concat(lines, _line(_payee(i), 100));
  }

  function _isSame(uint256[] memory left, uint256[] memory right) private pure {
    vm.assertEq(keccak256(abi.encode(left)), keccak256(abi.encode(right)), "bits");
  }

  function _wrongAmount(address token, uint256 expected, uint256 actual) private pure returns (bytes memory) {
    return abi.encodeWithSelector(ITokenRail.TokenRailWrongAmount.selector, token, expected, actual);
  }

  function _invalidToken(address token) private pure returns (bytes memory) {
    return abi.encodeWithSelector(ITokenRail.TokenRailInvalidToken.selector, token);
  }
}
