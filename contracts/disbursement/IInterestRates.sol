// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";

/// @title IInterestRates
/// @notice The rate of interest on late payments over time, and the civil day that it is in the ledger's time zone.
///
/// The power and its limit: a budget officer of the treasury adds a rate as it is published, and the time zone's offset
/// as it changes (summer time). Each begins after the one before it and within two years, and neither is ever changed.
interface IInterestRates {
  /// @param fromDay First civil day on which it is in force, counted from 1970-01-01.
  /// @param rate A year's, in thousandths of a percent.
  struct Rate {
    uint16 fromDay;
    uint32 rate;
  }

  /// @param from First second at which it is in force, UTC.
  /// @param offset Seconds that civil time is ahead of UTC.
  struct Offset {
    uint40 from;
    int32 offset;
  }

  event InterestRatesCreated(address registry);
  event InterestRateSet(OfficerId indexed officer, uint16 fromDay, uint32 rate);
  event ZoneOffsetSet(OfficerId indexed officer, uint40 from, int32 offset);

  /// @notice Thrown when a rate is above 100%, or begins no later than the last one or more than two years ahead.
  error InterestRatesInvalidRate(uint16 fromDay, uint32 rate);
  /// @notice Thrown when an offset is above 14 hours either way, or begins no later than the last one or more than two
  /// years ahead.
  error InterestRatesInvalidOffset(uint40 from, int32 offset);

  /// @notice Adds a rate. By a budget officer of the treasury.
  function setRate(uint16 fromDay, uint32 rate) external;

  /// @notice Adds an offset. By a budget officer of the treasury.
  function setOffset(uint40 from, int32 offset) external;

  /// @notice The civil day now, counted from 1970-01-01.
  function today() external view returns (uint16);

  /// @notice Interest on an amount that was due on `dueDay` and is paid on `paidDay`: at the rate in force on the day
  /// after the due date (5 CFR 1315.10(a)), none where there is none.
  /// @return interest Cents.
  /// @return daysLate From the day after the due date to the payment's.
  /// @return rate The one applied.
  function interestOn(
    uint64 principal,
    uint16 dueDay,
    uint16 paidDay
  ) external view returns (uint64 interest, uint16 daysLate, uint32 rate);

  function rates() external view returns (Rate[] memory);

  function offsets() external view returns (Offset[] memory);

  function version() external pure returns (string memory);
}
