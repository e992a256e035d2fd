// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title PayeeId
/// @notice Index of a payee. 0 names none.
type PayeeId is uint32;

/// @dev An obligation to many payees, such as a program's benefits. No payee is enrolled under it; benefit schedules
/// alone pay it.
PayeeId constant MANY_PAYEES = PayeeId.wrap(type(uint32).max);

using {equal as ==, notEqual as !=, isNone} for PayeeId global;

function equal(PayeeId a, PayeeId b) pure returns (bool) {
  return PayeeId.unwrap(a) == PayeeId.unwrap(b);
}

function notEqual(PayeeId a, PayeeId b) pure returns (bool) {
  return !equal(a, b);
}

function isNone(PayeeId id) pure returns (bool) {
  return PayeeId.unwrap(id) == 0;
}
