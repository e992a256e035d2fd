// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title Phase
/// @notice Where an appropriation stands in its life, from its dates at the block's time (31 USC 1502, 1551-1553).
enum Phase {
  /// Not open yet: may be allotted, takes no obligations.
  Planned,
  /// Takes new obligations.
  Open,
  /// Adjusts, accepts and pays what was obligated in time.
  Expired,
  /// Closed: its balances count as zero. What was paid may come back, what was certified is given up; nothing else moves.
  Cancelled
}

/// @dev The date of an end that never comes, as of a no-year account.
uint40 constant NO_END = type(uint40).max;

/// @notice The phase at `time` of an appropriation with these dates: half-open, UTC seconds.
function phaseAt(uint256 time, uint40 opensAt, uint40 closesAt, uint40 cancelsAt) pure returns (Phase) {
  if (time >= cancelsAt) return Phase.Cancelled;
  if (time >= closesAt) return Phase.Expired;
  return time >= opensAt ? Phase.Open : Phase.Planned;
}
