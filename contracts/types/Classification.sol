// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title Classification
/// @notice What an obligation is for, as a versioned, packed code.
/// @dev Version 1, from the highest byte: version (1 byte, value 1), object class (4 ASCII characters, zero-padded
/// on the right like all that follow), program activity (4), funding source (1: `D` direct, `R` reimbursable),
/// emergency fund code (3), 19 zero bytes. The ledger checks the version alone: codes are lists that change each
/// year, kept and checked off chain.
type Classification is bytes32;

using {version} for Classification global;

/// @notice The codec that `classification` is written in.
function version(Classification classification) pure returns (uint8) {
  return uint8(Classification.unwrap(classification)[0]);
}
