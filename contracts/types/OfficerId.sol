// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title OfficerId
/// @notice Index of an officer, a person or a contract, in the `OfficerRegistry`. 0 names nobody.
/// @dev 24 bits hold 16,777,215 officers and let two of them sit in one slot beside an obligation's amounts.
type OfficerId is uint24;

using {equal as ==, notEqual as !=, isNone} for OfficerId global;

function equal(OfficerId a, OfficerId b) pure returns (bool) {
  return OfficerId.unwrap(a) == OfficerId.unwrap(b);
}

function notEqual(OfficerId a, OfficerId b) pure returns (bool) {
  return OfficerId.unwrap(a) != OfficerId.unwrap(b);
}

function isNone(OfficerId id) pure returns (bool) {
  return OfficerId.unwrap(id) == 0;
}
