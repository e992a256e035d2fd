// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../authority/IOfficerRegistry.sol";
import {OrganisationId} from "../types/OrganisationId.sol";

/// @title GasProbe
/// @notice Measures what an officer check costs the contract that makes it: the call to a cold registry included.
contract GasProbe {
  /// @return gasUsed Gas between before and after the one call.
  function check(
    IOfficerRegistry registry,
    address key,
    OrganisationId organisation,
    uint32 offices,
    uint256 total
  ) external view returns (uint256 gasUsed) {
    uint256 before = gasleft();
    registry.authorise(key, organisation, offices, total);
    return before - gasleft();
  }
}
