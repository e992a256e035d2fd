// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";
import {IOfficerRegistry} from "./IOfficerRegistry.sol";

/// @dev The total of a call, in cents, is no more than the officer's appointment lets one call move.
function requireWithin(OfficerId officer, uint64 limit, uint256 total) pure {
  if (total > limit) revert IOfficerRegistry.OfficerRegistryOverLimit(officer, limit, total);
}
