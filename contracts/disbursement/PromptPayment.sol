// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title PromptPayment
/// @notice Interest on late payments, by the formula of 5 CFR 1315.17(c):
/// `P (1 + r/12)^n (1 + r/360 d) - P`, with n periods of 30 days and d further days.
library PromptPayment {
  /// @notice A rate of 100% a year: rates are in thousandths of a percent, as they are published.
  uint256 internal constant WHOLE = 100_000;
  /// @notice Interest accrues for at most a year (5 CFR 1315.10(a)).
  uint256 internal constant MOST_DAYS = 365;
  /// @notice Less than one dollar is not paid (5 CFR 1315.10(a)).
  uint256 internal constant LEAST_CENTS = 100;

  /// @dev Precision of the factors. They round up, so that an amount that ends in exactly half a cent still does.
  uint256 private constant _ONE = 1e38;

  /// @notice Interest on `principal` cents paid `daysLate` days after its due date, rounded half up to a cent.
  /// @param rate A year's rate in thousandths of a percent, at most `WHOLE`.
  function interest(uint64 principal, uint32 rate, uint256 daysLate) internal pure returns (uint64) {
    if (daysLate > MOST_DAYS) daysLate = MOST_DAYS;
    uint256 factor = _ONE;
    unchecked {
      // Nothing wraps: the factor stays below 3e38 for a rate of at most 100%, a month's below 1e37, an amount below 2e19.
      uint256 monthly = _divUp(_ONE * rate, 12 * WHOLE);
      for (uint256 n = daysLate / 30; n != 0; --n) factor += _divUp(factor * monthly, _ONE);
      factor += _divUp(factor * rate * (daysLate % 30), 360 * WHOLE);
      uint256 cents = (principal * (factor - _ONE) + _ONE / 2) / _ONE;
      // Safe: less than three times an amount, which no real one comes near; a larger one is cut to the type's end.
      if (cents > type(uint64).max) return type(uint64).max;
      return cents < LEAST_CENTS ? 0 : uint64(cents);
    }
  }

  function _divUp(uint256 dividend, uint256 divisor) private pure returns (uint256) {
    unchecked {
      // Safe: dividends stay far below the type's end, see above, and no divisor is 0.
      return (dividend + divisor - 1) / divisor;
    }
  }
}
