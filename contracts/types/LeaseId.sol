// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title LeaseId
/// @notice A lease's number in plain ASCII, written like a `BuildingId`. It is one's own building's: the same number on
/// another building is another lease.
type LeaseId is bytes32;

using {isNone} for LeaseId global;

function isNone(LeaseId id) pure returns (bool) {
  return LeaseId.unwrap(id) == 0;
}
