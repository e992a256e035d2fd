// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title AccountId
/// @notice Index of an account in the `BudgetLedger`: an appropriation, or an allotment below one. 0 names none.
type AccountId is uint32;

using {equal as ==, notEqual as !=, isNone} for AccountId global;

function equal(AccountId a, AccountId b) pure returns (bool) {
  return AccountId.unwrap(a) == AccountId.unwrap(b);
}

function notEqual(AccountId a, AccountId b) pure returns (bool) {
  return AccountId.unwrap(a) != AccountId.unwrap(b);
}

function isNone(AccountId id) pure returns (bool) {
  return AccountId.unwrap(id) == 0;
}
