// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IAttestedRail} from "../../contracts/disbursement/IAttestedRail.sol";
import {Lines} from "../../contracts/disbursement/Lines.sol";
import {RailStage} from "../helpers/RailStage.sol";

/// @notice Trace numbers are used once, and nothing but a whole settlement is taken.
contract AttestedRailTest is RailStage {
  uint32 private constant _BANK = 12_345_678;
  uint64 private constant _MAX_GAP = 10_000_000;

  IAttestedRail private _rail;

  function setUp() public override {
    super.setUp();
    _rail = IAttestedRail(deployed("AttestedRail", abi.encode(registry)));
  }

  // Trace numbers

  /// @dev Twenty payments through two banks, each after a gap or an overlap of any size.
  function testFuzz_ATraceNumberIsUsedOnce(uint256 seed) external {
    uint64[2] memory next;
    for (uint256 i = 0; i < 20; ++i) {
      uint256 random = uint256(keccak256(abi.encode(seed, i)));
      uint32 bank = uint32(random % 2);
      uint64 lineCount = uint64((random >> 8) % 5) + 1;
      // Around the bounds: just used, the first that is free, and where the gap ends.
      uint64 edge = (random >> 16) % 2 == 0 ? next[bank] : next[bank] + _MAX_GAP;
      uint64 first = uint64(uint256(edge) + ((random >> 24) % 8));
      first = first < 4 ? 0 : first - 4;
      bool isFree = first >= next[bank] && first <= next[bank] + _MAX_GAP;
      if (isFree) next[bank] = first + lineCount;
      else vm.expectRevert(_invalidTrace(_BANK + bank, first, next[bank]));
      _pay(lineCount, _settlement(_BANK + bank, first));
      vm.assertEq(_rail.nextTrace(_BANK + bank), next[bank], "next");
    }
  }

  function testFuzz_AnyGapUpToTheMostIsPassedOver(uint64 first) external {
    bool isFree = first <= _MAX_GAP;
    if (!isFree) vm.expectRevert(_invalidTrace(_BANK, first, 0));
    _pay(3, _settlement(_BANK, first));
    vm.assertEq(_rail.nextTrace(_BANK), isFree ? first + 3 : 0, "next");
  }

  // Settlements

  function testFuzz_TheDayLiesBetweenAWeekAgoAndTwoMonthsAhead(uint16 day) external {
    uint256 today = time() / 1 days;
    IAttestedRail.Settlement memory it = _settlement(_BANK, 1);
    it.settlementDay = day;
    bool isNear = day >= today - 7 && day <= today + 60;
    if (!isNear) vm.expectRevert(_invalid(it));
    _pay(1, it);
  }

  function test_TheDayIsBoundedToTheDay() external {
    uint16 today = uint16(time() / 1 days);
    uint16[2] memory inside = [today - 7, today + 60];
    uint16[2] memory outside = [today - 8, today + 61];
    for (uint64 i = 0; i < 2; ++i) {
      IAttestedRail.Settlement memory it = _settlement(_BANK, i);
      it.settlementDay = outside[i];
      vm.expectRevert(_invalid(it));
      _pay(1, it);
      it.settlementDay = inside[i];
      _pay(1, it);
    }
  }

  function test_ASettlementNamesBankAndMethod() external {
    IAttestedRail.Settlement memory it = _settlement(0, 1);
    vm.expectRevert(_invalid(it));
    _pay(1, it);
    it = _settlement(_BANK, 1);
    it.method = IAttestedRail.Method.None;
    vm.expectRevert(_invalid(it));
    _pay(1, it);
    for (uint8 method = 1; method <= uint8(type(IAttestedRail.Method).max); ++method) {
      it.method = IAttestedRail.Method(method);
      it.firstTrace = method;
      _pay(1, it);
    }
  }

  /// @dev Cut anywhere, or with a word that doesn't fit its type.
  function testFuzz_MalformedSettlementsAreRefused(uint256 word, uint256 length) external {
    bytes memory whole = abi.encode(_settlement(_BANK, 1));
    bytes memory cut = new bytes(bound(length, 0, whole.length - 1));
    for (uint256 i = 0; i < cut.length; ++i) cut[i] = whole[i];
    vm.assertFalse(_accepts(cut), "cut");

    uint256 place = bound(word, 0, 3);
    // One above the most of uint32, Method, uint16 and uint64.
    uint256[4] memory tooMuch = [uint256(1) << 32, 5, 1 << 16, 1 << 64];
    uint256 wrong = bound(word, tooMuch[place], type(uint256).max);
    assembly ("memory-safe") {
      mstore(add(add(whole, 0x20), mul(place, 0x20)), wrong)
    }
    vm.assertFalse(_accepts(whole), "a word too large");
    vm.assertEq(_rail.nextTrace(_BANK), 0, "next");
  }

  // Returns

  function testFuzz_WhatComesBackNamesABankThatPaidAndEvidence(
    uint32 bank,
    uint64 amount,
    bytes32 evidence
  ) external {
    if (bank == 0) bank = 1;
    _refuseBack(bank, amount, evidence);
    _pay(1, _settlement(bank, 1));
    _refuseBack(bank ^ 2, amount, evidence);
    _refuseBack(0, amount, evidence);
    _refuseBack(bank, amount, 0);
    if (evidence == 0) return;
    vm.expectEmit(address(_rail));
    emit IAttestedRail.ReturnAttested(bank, address(payingContract), amount, evidence);
    _takeBack(bank, amount, evidence);
  }

  // Lines

  function testFuzz_LinesAreWholeAndSome(uint256 length) external {
    length = bound(length, 0, 1000);
    bytes memory lines = new bytes(length);
    bytes memory settlement = abi.encode(_settlement(_BANK, 1));
    if (length == 0 || length % 16 != 0) {
      vm.expectRevert(abi.encodeWithSelector(Lines.LinesInvalidLength.selector, length, 16));
      payingContract.payOver(_rail, lines, 1, settlement);
    } else {
      (uint64 failedTotal, uint256[] memory failed) = payingContract.payOver(_rail, lines, 1, settlement);
      vm.assertEq(failedTotal, 0, "failed total");
      vm.assertEq(failed.length, 0, "failed");
      vm.assertEq(_rail.nextTrace(_BANK), 1 + length / 16, "next");
    }
  }

  // Who

  function test_OnlyPayersPayAndTakeBack() external {
    address[6] memory keys = nonPayers();
    bytes memory lines = new bytes(16);
    bytes memory settlement = abi.encode(_settlement(_BANK, 1));
    for (uint256 i = 0; i < keys.length; ++i) {
      vm.prank(keys[i]);
      try _rail.pay(lines, 1, settlement) {
        vm.assertTrue(false, "paid");
      } catch (bytes memory reason) {
        vm.assertTrue(reason.length > 4, "a reason");
      }
      vm.prank(keys[i]);
      try _rail.takeBack(STRANGER, 1, _back()) {
        vm.assertTrue(false, "taken back");
      } catch (bytes memory reason) {
        vm.assertTrue(reason.length > 4, "a reason");
      }
    }
    vm.assertEq(_rail.nextTrace(_BANK), 0, "next");
  }

  function test_ADismissedPayerPaysNoMore() external {
    bytes memory settlement = abi.encode(_settlement(_BANK, 1));
    payingContract.payOver(_rail, new bytes(16), 1, settlement);
    payingContract.takeBack(_rail, STRANGER, 1, _back());
    dismissPayer();
    bytes memory reason = unknownKey(address(payingContract));
    vm.expectRevert(reason);
    payingContract.payOver(_rail, new bytes(16), 1, abi.encode(_settlement(_BANK, 2)));
    vm.expectRevert(reason);
    payingContract.takeBack(_rail, STRANGER, 1, _back());
    vm.assertEq(_rail.nextTrace(_BANK), 2, "next");
  }

  function test_Version() external view {
    vm.assertEq(_rail.version(), "1.0.0", "version");
  }

  function _pay(uint64 lineCount, IAttestedRail.Settlement memory settlement) private {
    payingContract.payOver(_rail, new bytes(16 * uint256(lineCount)), 1, abi.encode(settlement));
  }

  function _refuseBack(uint32 bank, uint64 amount, bytes32 evidence) private {
    bytes4 selector = IAttestedRail.AttestedRailInvalidReturn.selector;
    vm.expectRevert(abi.encodeWithSelector(selector, bank, evidence));
    _takeBack(bank, amount, evidence);
  }

  function _takeBack(uint32 bank, uint64 amount, bytes32 evidence) private {
    payingContract.takeBack(_rail, STRANGER, amount, abi.encode(bank, evidence));
  }

  function _back() private pure returns (bytes memory) {
    return abi.encode(_BANK, keccak256("a return file"));
  }

  function _accepts(bytes memory settlement) private returns (bool) {
    try payingContract.payOver(_rail, new bytes(16), 1, settlement) {
      return true;
    } catch {
      return false;
    }
  }

  function _settlement(
    uint32 bank,
    uint64 firstTrace
  ) private view returns (IAttestedRail.Settlement memory) {
    return
      IAttestedRail.Settlement({
        bank: bank,
        method: IAttestedRail.Method.Ach,
        settlementDay: uint16(time() / 1 days + 1),
        firstTrace: firstTrace
      });
  }

  function _invalid(IAttestedRail.Settlement memory it) private pure returns (bytes memory) {
    return
      abi.encodeWithSelector(
        IAttestedRail.AttestedRailInvalidSettlement.selector,
        it.bank,
        it.method,
        it.settlementDay
      );
  }

  function _invalidTrace(uint32 bank, uint64 first, uint64 next) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IAttestedRail.AttestedRailInvalidTrace.selector, bank, first, next);
  }
}
