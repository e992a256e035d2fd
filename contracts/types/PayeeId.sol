// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title PayeeId
/// @notice Index of a payee. 0 names none.
type PayeeId is uint32;

using {equal as ==, isNone} for PayeeId global;

function equal(PayeeId a, PayeeId b) pure returns (bool) {
  return PayeeId.unwrap(a) == PayeeId.unwrap(b);
}

function isNone(PayeeId id) pure returns (bool) {
  return PayeeId.unwrap(id) == 0;
}
