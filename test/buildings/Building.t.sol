// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Building, BuildingCodec} from "../../contracts/buildings/Building.sol";
import {BuildingFacts} from "../../contracts/types/BuildingFacts.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {OrganisationId} from "../../contracts/types/OrganisationId.sol";
import {Test} from "../helpers/Test.sol";

/// @notice A building's word against one packed field after field.
contract BuildingTest is Test {
  /// @dev In the order of the bytes, from the highest on.
  struct Fields {
    uint16 surveyed;
    uint24 offerer;
    uint32 offeredTo;
    uint16 leases;
    uint32 occupied;
    uint32 custodian;
    uint96 facts;
  }

  function testFuzz_FieldsAreWhereTheyAreSaidToBe(Fields memory it) external pure {
    Building word = _pack(it);
    vm.assertEq(BuildingFacts.unwrap(word.facts()), it.facts, "facts");
    vm.assertEq(OrganisationId.unwrap(word.custodian()), it.custodian, "custodian");
    vm.assertEq(word.occupied(), it.occupied, "occupied");
    vm.assertEq(word.leases(), it.leases, "leases");
    vm.assertEq(OrganisationId.unwrap(word.offeredTo()), it.offeredTo, "offered to");
    vm.assertEq(OfficerId.unwrap(word.offerer()), it.offerer, "offerer");
    vm.assertEq(word.surveyedOn(), it.surveyed, "surveyed");
  }

  function testFuzz_AChangeChangesNothingElse(Fields memory it, Fields memory to) external pure {
    Building word = _pack(it);
    word = word.withFacts(BuildingFacts.wrap(to.facts));
    it.facts = to.facts;
    _is(word, it, "facts");
    word = word.withCustodian(OrganisationId.wrap(to.custodian));
    it.custodian = to.custodian;
    _is(word, it, "custodian");
    word = word.withOccupied(to.occupied);
    it.occupied = to.occupied;
    _is(word, it, "occupied");
    word = word.withLeases(to.leases);
    it.leases = to.leases;
    _is(word, it, "leases");
    word = word.withOffer(OrganisationId.wrap(to.offeredTo), OfficerId.wrap(to.offerer));
    (it.offeredTo, it.offerer) = (to.offeredTo, to.offerer);
    _is(word, it, "offer");
    word = word.withSurvey(to.surveyed);
    it.surveyed = to.surveyed;
    _is(word, it, "survey");
    word = word.withoutOffer();
    (it.offeredTo, it.offerer) = (0, 0);
    _is(word, it, "no offer");
  }

  function testFuzz_ANewOneHasFactsAndCustodianAlone(uint96 facts, uint32 custodian) external pure {
    Fields memory it;
    (it.facts, it.custodian) = (facts, custodian);
    Building word = BuildingCodec.newBuilding(BuildingFacts.wrap(facts), OrganisationId.wrap(custodian));
    _is(word, it, "new");
  }

  function _pack(Fields memory it) private pure returns (Building) {
    bytes memory packed = abi.encodePacked(
      uint8(0),
      it.surveyed,
      it.offerer,
      it.offeredTo,
      it.leases,
      it.occupied,
      it.custodian,
      it.facts
    );
    return Building.wrap(uint256(bytes32(packed)));
  }

  function _is(Building word, Fields memory it, string memory message) private pure {
    vm.assertEq(Building.unwrap(word), Building.unwrap(_pack(it)), message);
  }
}
