// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title OrganisationId
/// @notice Index of an organisation in the `OfficerRegistry`. 0 names no organisation (for a halt: all of them).
type OrganisationId is uint32;

using {equal as ==, notEqual as !=, isNone} for OrganisationId global;

/// @dev The organisation at the top of the tree, created with the registry: the treasury.
OrganisationId constant TREASURY = OrganisationId.wrap(1);

/// @dev The scope of a halt that covers every organisation.
OrganisationId constant ALL_ORGANISATIONS = OrganisationId.wrap(0);

function equal(OrganisationId a, OrganisationId b) pure returns (bool) {
  return OrganisationId.unwrap(a) == OrganisationId.unwrap(b);
}

function notEqual(OrganisationId a, OrganisationId b) pure returns (bool) {
  return OrganisationId.unwrap(a) != OrganisationId.unwrap(b);
}

function isNone(OrganisationId id) pure returns (bool) {
  return OrganisationId.unwrap(id) == 0;
}
