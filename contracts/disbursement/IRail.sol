// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title IRail
/// @notice What a payer pays over. Each rail has its own line, see `Lines`.
interface IRail {
  /// @notice Pays lines. By a payer. A line that fails touches no other.
  /// @param lines One after the other, in the rail's codec, each above 0.
  /// @param total What they add up to, in cents.
  /// @param settlement How: see the rail.
  /// @return failedTotal What the failed lines add up to, in cents.
  /// @return failed A bit for each line that failed, the first one's lowest, 256 a word; empty if none did.
  function pay(
    bytes calldata lines,
    uint64 total,
    bytes calldata settlement
  ) external returns (uint64 failedTotal, uint256[] memory failed);

  /// @notice Takes back what was paid, from whoever brings it. By a payer.
  /// @param amount Cents.
  function takeBack(address from, uint64 amount, bytes calldata settlement) external;
}
