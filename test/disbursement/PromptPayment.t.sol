// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {PromptPayment} from "../../contracts/disbursement/PromptPayment.sol";
import {Test} from "../helpers/Test.sol";

/// @notice The formula; the stories compare it with exact fractions over its whole range.
contract PromptPaymentTest is Test {
  uint32 private constant _WHOLE = 100_000;

  function test_TheExamplesOfTheRegulation() external pure {
    vm.assertEq(PromptPayment.interest(1_500_00, 6_500, 10), 2_71, "10 days");
    vm.assertEq(PromptPayment.interest(1_500_00, 6_000, 75), 18_83, "two periods and 15 days");
  }

  function test_LessThanADollarIsNotPaid() external pure {
    // At 36% a day's interest is a thousandth.
    vm.assertEq(PromptPayment.interest(99_499, 36_000, 1), 0, "99.499 cents");
    vm.assertEq(PromptPayment.interest(99_500, 36_000, 1), 100, "99.5 cents");
    vm.assertEq(PromptPayment.interest(100_500, 36_000, 1), 101, "100.5 cents");
  }

  /// @dev Where 1/28,800 of the principal is not a decimal fraction.
  function test_HalfACentIsRoundedUp() external pure {
    vm.assertEq(PromptPayment.interest(1_584_00, 4_625, 10), 204, "203.5 cents");
  }

  function test_TheLargestInterestIsCutToTheTypesEnd() external pure {
    uint64 most = type(uint64).max;
    vm.assertEq(PromptPayment.interest(most, _WHOLE, 365), most, "cut");
    // Nothing wrapped on the way: at 12 periods of a twelfth and 5 days it is 1.6493… of the principal.
    vm.assertEq(PromptPayment.interest(1e18, _WHOLE, 365), 1_649_327_447_033_354_246, "whole");
  }

  function testFuzz_NothingIsDueInTimeOrWithoutARate(
    uint64 principal,
    uint32 rate,
    uint256 daysLate
  ) external pure {
    vm.assertEq(PromptPayment.interest(principal, uint32(bound(rate, 0, _WHOLE)), 0), 0, "in time");
    vm.assertEq(PromptPayment.interest(principal, 0, daysLate), 0, "without a rate");
  }

  function testFuzz_AYearIsTheMost(uint64 principal, uint32 rate, uint256 daysLate) external pure {
    rate = uint32(bound(rate, 0, _WHOLE));
    daysLate = bound(daysLate, 365, type(uint256).max);
    vm.assertEq(
      PromptPayment.interest(principal, rate, daysLate),
      PromptPayment.interest(principal, rate, 365),
      "more than a year's"
    );
  }

  function testFuzz_MoreOfAnythingIsNoLess(
    uint64 principal,
    uint32 rate,
    uint256 daysLate,
    uint64 more
  ) external pure {
    principal = bound64(principal, 0, type(uint64).max - 1);
    rate = uint32(bound(rate, 0, _WHOLE - 1));
    daysLate = bound(daysLate, 0, 400);
    uint64 interest = PromptPayment.interest(principal, rate, daysLate);
    more = bound64(more, principal, type(uint64).max);
    vm.assertLe(interest, PromptPayment.interest(more, rate, daysLate), "principal");
    vm.assertLe(
      interest,
      PromptPayment.interest(principal, uint32(bound(more, rate, _WHOLE)), daysLate),
      "rate"
    );
    vm.assertLe(interest, PromptPayment.interest(principal, rate, bound(more, daysLate, 500)), "days");
  }

  /// @dev Up to seven periods the exact fraction fits a word.
  function testFuzz_ItIsTheExactFractionRoundedHalfUp(
    uint64 principal,
    uint32 rate,
    uint256 daysLate
  ) external pure {
    rate = uint32(bound(rate, 0, _WHOLE));
    daysLate = bound(daysLate, 0, 239);
    uint256 numerator = 360 * _WHOLE + uint256(rate) * (daysLate % 30);
    uint256 denominator = 360 * _WHOLE;
    for (uint256 n = 0; n < daysLate / 30; ++n) {
      numerator = numerator * (12 * _WHOLE + rate);
      denominator = denominator * 12 * _WHOLE;
    }
    uint256 cents = (principal * (numerator - denominator) + denominator / 2) / denominator;
    if (cents < 100) cents = 0;
    if (cents > type(uint64).max) cents = type(uint64).max;
    vm.assertEq(PromptPayment.interest(principal, rate, daysLate), cents, "interest");
  }
}
