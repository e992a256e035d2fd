// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IInterestRates} from "../../contracts/disbursement/IInterestRates.sol";
import {PromptPayment} from "../../contracts/disbursement/PromptPayment.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {TREASURY} from "../../contracts/types/OrganisationId.sol";
import {Registrars} from "../helpers/Registrars.sol";

contract InterestRatesTest is Registrars {
  int32 private constant _LARGEST_OFFSET = 14 hours;
  uint32 private constant _LARGEST_RATE = 100_000;
  uint40 private constant _AHEAD = 731 days;

  IInterestRates private _rates;
  OfficerId private _budget;
  address private _budgetKey;

  function setUp() public override {
    super.setUp();
    _rates = IInterestRates(deployed("InterestRates", abi.encode(registry)));
    (_budget, _budgetKey) = hire(TREASURY, Offices.BUDGET);
  }

  function testFuzz_ARateIsLaterAndNearAndAtMostAll(uint16 last, uint16 fromDay, uint32 rate) external {
    uint256 furthest = _rates.today() + 731;
    last = uint16(bound(last, 0, furthest));
    _setRate(last, 1);
    if (fromDay <= last || fromDay > furthest || rate > _LARGEST_RATE) {
      vm.expectRevert(
        abi.encodeWithSelector(IInterestRates.InterestRatesInvalidRate.selector, fromDay, rate)
      );
      _setRate(fromDay, rate);
      vm.assertEq(_rates.rates().length, 1, "added");
    } else {
      vm.expectEmit(address(_rates));
      emit IInterestRates.InterestRateSet(_budget, fromDay, rate);
      _setRate(fromDay, rate);
      vm.assertEq(_rates.rates()[1].fromDay, fromDay, "day");
      vm.assertEq(_rates.rates()[1].rate, rate, "rate");
    }
  }

  function testFuzz_AnOffsetIsLaterAndNearAndAtMost14Hours(uint40 last, uint40 from, int32 offset) external {
    last = uint40(bound(last, 0, time() + _AHEAD));
    _setOffset(last, 0);
    bool isWide = offset > _LARGEST_OFFSET || offset < -_LARGEST_OFFSET;
    if (from <= last || from > time() + _AHEAD || isWide) {
      vm.expectRevert(
        abi.encodeWithSelector(IInterestRates.InterestRatesInvalidOffset.selector, from, offset)
      );
      _setOffset(from, offset);
      vm.assertEq(_rates.offsets().length, 1, "added");
    } else {
      vm.expectEmit(address(_rates));
      emit IInterestRates.ZoneOffsetSet(_budget, from, offset);
      _setOffset(from, offset);
      vm.assertEq(_rates.offsets()[1].from, from, "second");
      vm.assertTrue(_rates.offsets()[1].offset == offset, "offset");
    }
  }

  /// @dev Any number of offsets, at any time: the last one that has begun counts, and none before the first.
  function testFuzz_TodayIsByTheLastOffsetThatHasBegun(
    uint32[8] memory gaps,
    int32[8] memory offsets,
    uint40 instant
  ) external {
    uint40 from = START - 365 days;
    int256 civil = int256(bound(instant, START, START + 731 days));
    instant = uint40(uint256(civil));
    int32 inForce = 0;
    for (uint256 i = 0; i < gaps.length; ++i) {
      from += uint40(bound(gaps[i], 1, 120 days));
      int32 offset = int32(int256(bound(uint32(offsets[i]), 0, 28 hours))) - _LARGEST_OFFSET;
      _setOffset(from, offset);
      if (from <= instant) inForce = offset;
    }
    vm.warp(instant);
    vm.assertEq(_rates.today(), uint256(civil + inForce) / 1 days, "day");
  }

  /// @dev The rate of the day after the due date, whatever is in force by the day of the payment.
  function testFuzz_InterestIsByTheRateOfTheDayAfter(
    uint8[6] memory gaps,
    uint16 due,
    uint16 paid,
    uint64 principal
  ) external {
    uint16 today = _rates.today();
    due = uint16(bound(due, today - 800, today + 10));
    paid = uint16(bound(paid, today - 800, today + 800));
    uint16 fromDay = today - 700;
    uint32 expected = 0;
    for (uint256 i = 0; i < gaps.length; ++i) {
      fromDay += 1 + uint16(gaps[i]);
      uint32 rate = uint32(1_000 * (i + 1));
      _setRate(fromDay, rate);
      if (fromDay <= due + 1) expected = rate;
    }
    (uint64 interest, uint16 daysLate, uint32 applied) = _rates.interestOn(principal, due, paid);
    if (paid <= due) expected = 0;
    vm.assertEq(daysLate, paid > due ? paid - due : 0, "days");
    vm.assertEq(applied, expected, "rate");
    vm.assertEq(interest, PromptPayment.interest(principal, expected, daysLate), "interest");
  }

  function testFuzz_NobodyElseAdds(address caller) external {
    vm.assume(registry.officerOf(caller) == NOBODY);
    vm.expectRevert(unknownKey(caller));
    vm.prank(caller);
    _rates.setRate(1, 1);
    vm.expectRevert(unknownKey(caller));
    vm.prank(caller);
    _rates.setOffset(1, 1);
  }

  function _setRate(uint16 fromDay, uint32 rate) private {
    vm.prank(_budgetKey);
    _rates.setRate(fromDay, rate);
  }

  function _setOffset(uint40 from, int32 offset) private {
    vm.prank(_budgetKey);
    _rates.setOffset(from, offset);
  }
}
