// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IBuildingRegistry} from "../../contracts/buildings/IBuildingRegistry.sol";
import {CodeList} from "../../contracts/buildings/ICodeLists.sol";
import {IInventory} from "../../contracts/buildings/IInventory.sol";
import {ITenancies} from "../../contracts/buildings/ITenancies.sol";
import {BuildingFacts} from "../../contracts/types/BuildingFacts.sol";
import {BuildingId} from "../../contracts/types/BuildingId.sol";
import {LeaseId} from "../../contracts/types/LeaseId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {OrganisationId} from "../../contracts/types/OrganisationId.sol";
import {Government} from "../helpers/Government.sol";

/// @notice Properties of the register for whatever numbers there are.
contract BuildingRegistryTest is Government {
  BuildingId private constant _HOME = BuildingId.wrap("HOME");
  BuildingId private constant _RENTED = BuildingId.wrap("RENTED");
  LeaseId private constant _LEASE = LeaseId.wrap("L1");
  /// @dev Active, owned, not surveyed; active, leased.
  uint96 private constant _OWNED = 0x00020100_0000ffff_000f4240;
  uint96 private constant _LEASED = 0x04020200_0000ffff_000f4240;

  IBuildingRegistry private _buildings;

  function setUp() public override {
    super.setUp();
    vm.warp(START - 1 days);
    staff(AGENCY, Offices.PROPERTY);
    staff(OTHER, Offices.PROPERTY);
    vm.warp(START);
    _buildings = IBuildingRegistry(deployed("BuildingRegistry", abi.encode(registry, ledger, 1, 1)));
    _register(_HOME, _OWNED);
    _register(_RENTED, _LEASED);
  }

  function testFuzz_HoldersAreOfOneOrganisationEach(uint32 one, uint32 other) external view {
    address holder = _buildings.holderOf(OrganisationId.wrap(one));
    vm.assertEq(uint32(uint160(holder)), one, "organisation");
    bool same = holder == _buildings.holderOf(OrganisationId.wrap(other));
    vm.assertEq(same, one == other, "collision");
    vm.assertTrue(holder != address(0), "holder");
  }

  function testFuzz_NobodyElseHoldsAnything(address owner) external view {
    if (owner == address(0) || owner == _buildings.holderOf(AGENCY)) return;
    vm.assertEq(_buildings.balanceOf(owner), 0, "balance");
  }

  function testFuzz_NobodyTransfersOrApproves(address caller, address from, address to, uint256 id) external {
    bytes memory reason = abi.encodeWithSelector(
      IBuildingRegistry.BuildingRegistryCustodyByOfferOnly.selector,
      id
    );
    vm.expectRevert(reason);
    vm.prank(caller);
    _buildings.transferFrom(from, to, id);
    vm.expectRevert(reason);
    vm.prank(caller);
    _buildings.safeTransferFrom(from, to, id);
    vm.expectRevert(reason);
    vm.prank(caller);
    _buildings.safeTransferFrom(from, to, id, "data");
    vm.expectRevert(reason);
    vm.prank(caller);
    _buildings.approve(to, id);
  }

  /// @dev Whatever bytes are given: entered as they stand, or not at all.
  function testFuzz_FactsAreEnteredAsTheyStand(bytes32 id, uint96 facts) external {
    // Codes are in no list here.
    facts &= ~uint96(0xffffff << 48);
    IInventory.Registration[] memory lines = new IInventory.Registration[](1);
    lines[0].id = BuildingId.wrap(id);
    lines[0].facts = BuildingFacts.wrap(facts);
    // There are some already, which nobody enters twice.
    uint256 before = BuildingFacts.unwrap(_buildings.facts(BuildingId.wrap(id)));
    vm.prank(keyOf(AGENCY, Offices.PROPERTY));
    try _buildings.register(AGENCY, lines) {
      vm.assertEq(before, 0, "entered twice");
      vm.assertEq(BuildingFacts.unwrap(_buildings.facts(BuildingId.wrap(id))), facts, "facts");
      vm.assertEq(_buildings.ownerOf(uint256(id)), _buildings.holderOf(AGENCY), "owner");
    } catch {
      vm.assertEq(BuildingFacts.unwrap(_buildings.facts(BuildingId.wrap(id))), before, "nothing");
    }
  }

  /// @dev A code list is the set of what was added and not withdrawn.
  function testFuzz_ListsAreSets(uint8[16] memory values, uint16 withdrawn, uint8 list) external {
    CodeList which = CodeList(list % 8);
    uint256 expected = 0;
    uint256 ever = 0;
    for (uint256 i = 0; i < values.length; ++i) {
      uint256 bit = 1 << values[i];
      vm.prank(ADMINISTRATOR);
      try _buildings.addCode(which, values[i], "CODE", "label") {
        vm.assertTrue(values[i] != 0 && ever & bit == 0, "added");
        (expected, ever) = (expected | bit, ever | bit);
      } catch {
        vm.assertTrue(values[i] == 0 || ever & bit != 0, "not added");
      }
      if (withdrawn & (1 << i) == 0 || expected & bit == 0) continue;
      vm.prank(ADMINISTRATOR);
      _buildings.withdrawCode(which, values[i]);
      expected &= ~bit;
    }
    vm.assertEq(_buildings.codes(which), expected, "codes");
  }

  function testFuzz_LeasesKeepTheirTerms(ITenancies.LeaseEntry memory it) external {
    (it.building, it.id, it.description) = (_RENTED, _LEASE, "");
    ITenancies.LeaseEntry[] memory lines = new ITenancies.LeaseEntry[](1);
    lines[0] = it;
    bool valid = it.until >= it.from && it.parts != 0;
    if (!valid) {
      vm.expectRevert(
        abi.encodeWithSelector(
          ITenancies.BuildingRegistryInvalidTerm.selector,
          _RENTED,
          _LEASE,
          it.from,
          it.until
        )
      );
    }
    vm.prank(keyOf(AGENCY, Offices.PROPERTY));
    _buildings.registerLeases(AGENCY, lines);
    ITenancies.Lease memory stored = _buildings.lease(_RENTED, _LEASE);
    vm.assertEq(stored.isRunning, valid, "running");
    if (!valid) return;
    vm.assertTrue(stored.from == it.from && stored.until == it.until, "term");
    vm.assertEq(stored.area, it.area, "area");
    vm.assertEq(stored.rent, it.rent, "rent");
    vm.assertEq(stored.parts, it.parts, "parts");
    vm.assertEq(_buildings.tenancy(_RENTED).leases, 1, "count");
  }

  /// @dev Never more than there is, and always the sum of the last of each.
  function testFuzz_OccupanciesAddUp(uint32[12] memory areas) external {
    uint256[5] memory last;
    for (uint256 i = 0; i < areas.length; ++i) {
      uint32 occupant = uint32(1 + (i % 4));
      uint256 others = last[1] + last[2] + last[3] + last[4] - last[occupant];
      uint32 area = areas[i] % 600_000;
      vm.prank(keyOf(AGENCY, Offices.PROPERTY));
      try _buildings.setOccupancy(_HOME, OrganisationId.wrap(occupant), area, EVIDENCE) {
        last[occupant] = area;
        vm.assertLe(others + area, 1_000_000, "too much");
      } catch {
        vm.assertTrue(others + area > 1_000_000, "refused");
      }
      vm.assertEq(_buildings.occupancy(_HOME, OrganisationId.wrap(occupant)), last[occupant], "occupancy");
      vm.assertEq(_buildings.tenancy(_HOME).occupied, last[1] + last[2] + last[3] + last[4], "sum");
    }
  }

  function testFuzz_CustodyMovesBackAndForth(uint8 times) external {
    times %= 12;
    (OrganisationId from, OrganisationId to) = (AGENCY, OTHER);
    for (uint256 i = 0; i < times; ++i) {
      vm.prank(keyOf(from, Offices.PROPERTY));
      _buildings.offerCustody(_HOME, to, EVIDENCE);
      vm.prank(keyOf(to, Offices.PROPERTY));
      _buildings.acceptCustody(_HOME, BuildingFacts.wrap(_OWNED), EVIDENCE);
      (from, to) = (to, from);
    }
    vm.assertTrue(_buildings.custodianOf(_HOME) == from, "custodian");
    uint256 agency = _buildings.balanceOf(_buildings.holderOf(AGENCY));
    uint256 other = _buildings.balanceOf(_buildings.holderOf(OTHER));
    vm.assertEq(agency, from == AGENCY ? 2 : 1, "agency's");
    vm.assertEq(agency + other, 2, "all");
    vm.assertEq(BuildingFacts.unwrap(_buildings.facts(_HOME)), _OWNED, "facts");
  }

  function _register(BuildingId id, uint96 facts) private {
    IInventory.Registration[] memory lines = new IInventory.Registration[](1);
    lines[0].id = id;
    lines[0].facts = BuildingFacts.wrap(facts);
    vm.prank(keyOf(AGENCY, Offices.PROPERTY));
    _buildings.register(AGENCY, lines);
  }
}
