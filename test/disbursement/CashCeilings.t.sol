// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ICashCeilings} from "../../contracts/disbursement/ICashCeilings.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {TREASURY} from "../../contracts/types/OrganisationId.sol";
import {Registrars} from "../helpers/Registrars.sol";

contract CashCeilingsTest is Registrars {
  uint40 private constant _FROM = START + 10 days;
  uint40 private constant _UNTIL = START + 40 days;

  ICashCeilings private _cash;
  OfficerId private _budget;
  address private _budgetKey;
  address private _payer;

  function setUp() public override {
    super.setUp();
    _cash = ICashCeilings(deployed("CashCeilings", abi.encode(registry)));
    (_budget, _budgetKey) = hire(TREASURY, Offices.BUDGET);
    (, _payer) = hire(TREASURY, Offices.PAYING);
  }

  function testFuzz_PeriodsBeginBeforeTheyEnd(uint64 ceiling, uint40 from, uint40 until) external {
    bool isLifted = from == 0 && until == 0;
    if (from < until || isLifted) {
      vm.expectEmit(address(_cash));
      emit ICashCeilings.CashCeilingSet(AGENCY, _budget, ceiling, from, until);
      _set(ceiling, from, until);
      _holds(ceiling, 0, from, until);
    } else {
      vm.expectRevert(abi.encodeWithSelector(ICashCeilings.CashCeilingsInvalidPeriod.selector, from, until));
      _set(ceiling, from, until);
    }
  }

  function testFuzz_MoneyLeavesInThePeriodAlone(uint40 instant, uint64 amount) external {
    _set(type(uint64).max, _FROM, _UNTIL);
    instant = uint40(bound(instant, time(), START + 60 days));
    vm.warp(instant);
    if (instant < _FROM || instant >= _UNTIL) {
      vm.expectRevert(
        abi.encodeWithSelector(ICashCeilings.CashCeilingsOutsidePeriod.selector, AGENCY, _FROM, _UNTIL)
      );
      _spend(amount);
      _holds(type(uint64).max, 0, _FROM, _UNTIL);
    } else {
      _spend(amount);
      _holds(type(uint64).max, amount, _FROM, _UNTIL);
    }
  }

  function testFuzz_TheCeilingIsExact(uint64 ceiling, uint64 first, uint64 second) external {
    first = bound64(first, 0, ceiling);
    _set(ceiling, _FROM, _UNTIL);
    vm.warp(_FROM);
    _spend(first);
    if (second > ceiling - first) {
      vm.expectRevert(
        abi.encodeWithSelector(ICashCeilings.CashCeilingsExceeded.selector, AGENCY, ceiling - first, second)
      );
      _spend(second);
      second = 0;
    } else {
      _spend(second);
    }
    _holds(ceiling, first + second, _FROM, _UNTIL);
  }

  function testFuzz_WhatWasSpentOutlivesAnyCeilingOfTheSamePeriod(
    uint64 ceiling,
    uint64 spent,
    uint64 next,
    uint40 from,
    uint40 until
  ) external {
    spent = bound64(spent, 0, ceiling);
    until = uint40(bound(until, _FROM + 1, type(uint40).max));
    _set(ceiling, _FROM, _UNTIL);
    vm.warp(_FROM);
    _spend(spent);
    _set(next, _FROM, until);
    _holds(next, spent, _FROM, until);
    uint64 left = next > spent ? next - spent : 0;
    if (left < type(uint64).max) {
      vm.expectRevert(
        abi.encodeWithSelector(ICashCeilings.CashCeilingsExceeded.selector, AGENCY, left, left + 1)
      );
      _spend(left + 1);
    }
    _spend(left);

    from = uint40(bound(from, 1, until - 1));
    _set(next, from, until);
    _holds(next, from == _FROM ? spent + left : 0, from, until);
  }

  function testFuzz_NoMoreComesBackThanWasSpent(uint64 spent, uint64 restored, uint40 instant) external {
    _set(type(uint64).max, _FROM, _UNTIL);
    vm.warp(_FROM);
    _spend(spent);
    vm.warp(bound(instant, _FROM, _UNTIL + 365 days));
    _restore(restored);
    _holds(type(uint64).max, restored < spent ? spent - restored : 0, _FROM, _UNTIL);
  }

  function testFuzz_NobodyElseCountsOrSets(address caller, uint64 amount) external {
    vm.assume(registry.officerOf(caller) == NOBODY);
    _set(type(uint64).max, START, _UNTIL);
    _spend(1);
    bytes memory reason = unknownKey(caller);
    vm.expectRevert(reason);
    vm.prank(caller);
    _cash.spend(AGENCY, amount);
    vm.expectRevert(reason);
    vm.prank(caller);
    _cash.restore(AGENCY, amount);
    vm.expectRevert(reason);
    vm.prank(caller);
    _cash.setCeiling(AGENCY, amount, START, _UNTIL);
    _holds(type(uint64).max, 1, START, _UNTIL);
  }

  function _set(uint64 ceiling, uint40 from, uint40 until) private {
    vm.prank(_budgetKey);
    _cash.setCeiling(AGENCY, ceiling, from, until);
  }

  function _spend(uint64 amount) private {
    vm.prank(_payer);
    _cash.spend(AGENCY, amount);
  }

  function _restore(uint64 amount) private {
    vm.prank(_payer);
    _cash.restore(AGENCY, amount);
  }

  /// @dev Nothing but the agency's ceiling was touched.
  function _holds(uint64 ceiling, uint64 spent, uint40 from, uint40 until) private view {
    ICashCeilings.Ceiling memory it = _cash.ceiling(AGENCY);
    vm.assertEq(it.ceiling, ceiling, "ceiling");
    vm.assertEq(it.spent, spent, "spent");
    vm.assertEq(it.from, from, "from");
    vm.assertEq(it.until, until, "until");
    vm.assertEq(_cash.ceiling(BUREAU).until, 0, "the bureau's");
    vm.assertEq(_cash.ceiling(OTHER).until, 0, "the other agency's");
  }
}
