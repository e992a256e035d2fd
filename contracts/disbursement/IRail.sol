// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title IRail
/// @notice What a payer pays over. Each rail has its own line, see `Lines`.
interface IRail {
  /// @notice Pays lines. By a payer. A line that fails touches no other.
  /// @param lines One after the other, in the rail's codec.
  /// @param excluded A bit for each line that is not to be paid, the first one's lowest, 256 a word; may be short.
  /// @param settlement How: see the rail.
  /// @return failedTotal What the failed lines add up to, in cents.
  /// @return failed A bit for each line that failed; empty if none did.
  function pay(
    bytes calldata lines,
    uint256[] calldata excluded,
    bytes calldata settlement
  ) external returns (uint64 failedTotal, uint256[] memory failed);

  /// @notice Takes back what was paid, from whoever brings it. By a payer.
  /// @param amount Cents.
  function takeBack(address from, uint64 amount, bytes calldata settlement) external;
}
