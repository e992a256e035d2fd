// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title BuildingId
/// @notice A building's code, such as a location code, in plain ASCII: 1 to 31 characters, zero-padded on the right.
/// @dev The code itself, so that two buildings of one code can't be, and no slot is spent on finding one by its code.
/// As an ERC-721 token id it is the same word read as a number.
type BuildingId is bytes32;

using {isNone, tokenId} for BuildingId global;

function isNone(BuildingId id) pure returns (bool) {
  return BuildingId.unwrap(id) == 0;
}

function tokenId(BuildingId id) pure returns (uint256) {
  return uint256(BuildingId.unwrap(id));
}
