// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OrganisationId} from "./OrganisationId.sol";

/// @title RecordId
/// @notice 28 random bytes followed by the index of the organisation whose record it is, in four.
/// @dev Random, so that it tells nothing of what it names; the organisation in it, so that no slot is spent on whose it
/// is.
type RecordId is bytes32;

using {organisation} for RecordId global;

/// @notice Whose record it is.
function organisation(RecordId id) pure returns (OrganisationId) {
  // Truncation is meant: the last four bytes.
  return OrganisationId.wrap(uint32(uint256(RecordId.unwrap(id))));
}
