// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BuildingFacts} from "../types/BuildingFacts.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";

/// @title Building
/// @notice What is kept of a building: one slot, so that a registration makes one and an offer none.
/// @dev From the lowest bit: facts (96 bits), custodian (32), occupied area in hundredths of a square foot (32), running
/// leases (16), organisation that custody is offered to (32), officer who offered it (24), civil day of the last survey
/// (16). The custodian is never 0, so that it tells whether there is such a building.
type Building is uint256;

using BuildingCodec for Building global;

/// @title BuildingCodec
/// @notice Reads what is kept and changes a part of it.
/// @dev Each cast keeps a field's own bits.
library BuildingCodec {
  uint8 private constant _CUSTODIAN = 96;
  uint8 private constant _OCCUPIED = 128;
  uint8 private constant _LEASES = 160;
  uint8 private constant _OFFERED_TO = 176;
  uint8 private constant _OFFERER = 208;
  uint8 private constant _SURVEYED = 232;

  /// @notice A new building, which nobody occupies.
  function newBuilding(BuildingFacts facts_, OrganisationId custodian_) internal pure returns (Building) {
    uint256 word = uint256(OrganisationId.unwrap(custodian_)) << _CUSTODIAN;
    return Building.wrap(word | BuildingFacts.unwrap(facts_));
  }

  function facts(Building it) internal pure returns (BuildingFacts) {
    return BuildingFacts.wrap(uint96(Building.unwrap(it)));
  }

  function custodian(Building it) internal pure returns (OrganisationId) {
    return OrganisationId.wrap(uint32(Building.unwrap(it) >> _CUSTODIAN));
  }

  function occupied(Building it) internal pure returns (uint32) {
    return uint32(Building.unwrap(it) >> _OCCUPIED);
  }

  function leases(Building it) internal pure returns (uint16) {
    return uint16(Building.unwrap(it) >> _LEASES);
  }

  function offeredTo(Building it) internal pure returns (OrganisationId) {
    return OrganisationId.wrap(uint32(Building.unwrap(it) >> _OFFERED_TO));
  }

  function offerer(Building it) internal pure returns (OfficerId) {
    return OfficerId.wrap(uint24(Building.unwrap(it) >> _OFFERER));
  }

  function surveyedOn(Building it) internal pure returns (uint16) {
    return uint16(Building.unwrap(it) >> _SURVEYED);
  }

  function withFacts(Building it, BuildingFacts facts_) internal pure returns (Building) {
    return _with(it, type(uint96).max, 0, BuildingFacts.unwrap(facts_));
  }

  function withSurvey(Building it, uint16 day) internal pure returns (Building) {
    return _with(it, type(uint16).max, _SURVEYED, day);
  }

  function withCustodian(Building it, OrganisationId custodian_) internal pure returns (Building) {
    return _with(it, type(uint32).max, _CUSTODIAN, OrganisationId.unwrap(custodian_));
  }

  function withOccupied(Building it, uint32 occupied_) internal pure returns (Building) {
    return _with(it, type(uint32).max, _OCCUPIED, occupied_);
  }

  function withLeases(Building it, uint16 leases_) internal pure returns (Building) {
    return _with(it, type(uint16).max, _LEASES, leases_);
  }

  function withOffer(Building it, OrganisationId to, OfficerId officer) internal pure returns (Building) {
    Building offered = _with(it, type(uint32).max, _OFFERED_TO, OrganisationId.unwrap(to));
    return _with(offered, type(uint24).max, _OFFERER, OfficerId.unwrap(officer));
  }

  function withoutOffer(Building it) internal pure returns (Building) {
    return withOffer(it, OrganisationId.wrap(0), OfficerId.wrap(0));
  }

  /// @dev `value` is no more than `mask`.
  function _with(Building it, uint256 mask, uint8 shift, uint256 value) private pure returns (Building) {
    return Building.wrap((Building.unwrap(it) & ~(mask << shift)) | (value << shift));
  }
}
