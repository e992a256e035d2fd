// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IBuildingRegistry} from "../../contracts/buildings/IBuildingRegistry.sol";
import {ILifecycle} from "../../contracts/buildings/ILifecycle.sol";
import {ITenancies} from "../../contracts/buildings/ITenancies.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {Acquisition, BuildingFacts, BuildingStatus, Title} from "../../contracts/types/BuildingFacts.sol";
import {BuildingId} from "../../contracts/types/BuildingId.sol";
import {ObligationId} from "../../contracts/types/ObligationId.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {OrganisationId} from "../../contracts/types/OrganisationId.sol";
import {Test} from "../helpers/Test.sol";
import {BuildingModel} from "./handlers/BuildingModel.sol";
import {EstateHandler} from "./handlers/EstateHandler.sol";
import {LifecycleHandler} from "./handlers/LifecycleHandler.sol";

/// @dev The runner finds a handler's functions only if its contract is in the test's own file.
contract BuildingsHandler is EstateHandler, LifecycleHandler {}

/// @notice The invariants of buildings; README.md beside this file lists them by number.
/// @dev What a check here writes is forgotten before the next one, so the handler watches what must not move.
contract BuildingsInvariant is Test {
  struct FuzzSelector {
    address addr;
    bytes4[] selectors;
  }

  uint32 private constant _ORGANISATIONS = 4;
  uint256 private constant _OBLIGATIONS = 3;

  BuildingsHandler private _handler;
  IBuildingRegistry private _buildings;

  function setUp() external {
    _handler = BuildingsHandler(deployed("BuildingsHandler", ""));
    _buildings = _handler.buildings();
    // Two owned, two leased and two planned ones, so that runs get far. No seed is a multiple of 7, 9, 11 or 13.
    uint256[3] memory seeds = [uint256((500 << 16) + 13), (500 << 16) + 11, (500 << 16) + 4];
    for (uint256 which = 0; which < 6; ++which) _handler.register(which, which, seeds[which % 3], 1);
    require(_handler.registered() == 6, "a stage");
  }

  function targetContracts() external view returns (address[] memory list) {
    list = new address[](1);
    list[0] = address(_handler);
  }

  /// @dev What happens more often is listed more often.
  function targetSelectors() external view returns (FuzzSelector[] memory list) {
    bytes4[33] memory chosen = [
      _handler.passTime.selector,
      _handler.passTimeTo.selector,
      _handler.passTimeTo.selector,
      _handler.hire.selector,
      _handler.dismiss.selector,
      _handler.register.selector,
      _handler.register.selector,
      _handler.amend.selector,
      _handler.survey.selector,
      _handler.enterLease.selector,
      _handler.enterLease.selector,
      _handler.renewLease.selector,
      _handler.endLease.selector,
      _handler.occupy.selector,
      _handler.occupy.selector,
      _handler.order.selector,
      _handler.withdrawOrder.selector,
      _handler.withdrawOrder.selector,
      _handler.settle.selector,
      _handler.activate.selector,
      _handler.reportExcess.selector,
      _handler.reportExcess.selector,
      _handler.declareSurplus.selector,
      _handler.declareSurplus.selector,
      _handler.restore.selector,
      _handler.dispose.selector,
      _handler.sell.selector,
      _handler.offer.selector,
      _handler.withdrawOffer.selector,
      _handler.accept.selector,
      _handler.giveUp.selector,
      _handler.handOver.selector,
      _handler.handOver.selector
    ];
    list = new FuzzSelector[](1);
    list[0].addr = address(_handler);
    list[0].selectors = new bytes4[](chosen.length);
    for (uint256 i = 0; i < chosen.length; ++i) list[0].selectors[i] = chosen[i];
  }

  function invariant_EveryRuleHolds() external view {
    uint256 codes = _handler.CODES();
    for (uint256 which = 0; which < codes; ++which) {
      _whatIsLeasedEndsWithItsLeases(which);
      _leasesAreCounted(which);
      _occupantsFit(which);
      _isAsBooked(which);
    }
    _eachIsInOneCustody();
    _ordersNameBuildings();
    _proceedsAreReceipts();
  }

  function _eachIsInOneCustody() private view {
    uint256 held;
    for (uint32 i = 0; i <= _ORGANISATIONS; ++i) {
      held += _buildings.balanceOf(_buildings.holderOf(OrganisationId.wrap(i)));
    }
    vm.assertEq(held, _handler.registered(), "19: custody");
  }

  function _whatIsLeasedEndsWithItsLeases(uint256 which) private view {
    BuildingFacts facts = _buildings.facts(_handler.idOf(which));
    BuildingStatus status = facts.status();
    bool isUnwanted = status == BuildingStatus.Excess || status == BuildingStatus.Surplus;
    if (isUnwanted) vm.assertTrue(facts.title() != Title.Leased, "29: leased and excess");
    if (status != BuildingStatus.None && facts.acquisition() != Acquisition.None) {
      bool isByLease = facts.acquisition() == Acquisition.Leased;
      vm.assertEq(isByLease, facts.title() == Title.Leased, "29: title and acquisition");
    }
    if (status != BuildingStatus.Disposed) return;
    ITenancies.Tenancy memory left = _buildings.tenancy(_handler.idOf(which));
    vm.assertTrue(left.leases == 0 && left.occupied == 0, "30: disposed of in use");
  }

  function _leasesAreCounted(uint256 which) private view {
    BuildingId id = _handler.idOf(which);
    uint256 running;
    uint256 count = _handler.LEASES();
    for (uint256 i = 0; i < count; ++i) {
      ITenancies.Lease memory lease = _buildings.lease(id, _handler.leaseIdOf(i));
      BuildingModel.GhostLease memory ghost = _handler.ghostLease(which, i);
      vm.assertEq(lease.isRunning, ghost.isRunning, "30: running");
      vm.assertEq(lease.parts != 0, ghost.isThere, "30: there");
      vm.assertTrue(lease.from == ghost.from && lease.until == ghost.until, "30: term");
      if (lease.isRunning) ++running;
    }
    vm.assertEq(running, _buildings.tenancy(id).leases, "30: leases");
    if (running != 0) vm.assertTrue(_buildings.facts(id).title() == Title.Leased, "30: let but not leased");
  }

  function _occupantsFit(uint256 which) private view {
    BuildingId id = _handler.idOf(which);
    uint256 all;
    for (uint32 i = 1; i <= _ORGANISATIONS; ++i) {
      uint32 area = _buildings.occupancy(id, OrganisationId.wrap(i));
      vm.assertEq(area, _handler.occupancies(which, i), "31: occupancy");
      all += area;
    }
    vm.assertEq(all, _buildings.tenancy(id).occupied, "31: occupied");
    uint32 room = _buildings.facts(id).area();
    if (room != 0) vm.assertLe(all, room, "31: more than there is");
  }

  /// @dev Field by field, so that no call reached further than it ought to.
  function _isAsBooked(uint256 which) private view {
    BuildingId id = _handler.idOf(which);
    BuildingModel.GhostBuilding memory ghost = _handler.ghost(which);
    uint96 facts = BuildingFacts.unwrap(_handler.factsOf(which));
    vm.assertEq(BuildingFacts.unwrap(_buildings.facts(id)), facts, "15: facts");
    vm.assertEq(_buildings.surveyedOn(id), ghost.surveyed, "15: surveyed");
    vm.assertEq(OrganisationId.unwrap(_buildings.custodianOf(id)), ghost.custodian, "15: custodian");
    ILifecycle.Offer memory offer = _buildings.offer(id);
    vm.assertEq(OrganisationId.unwrap(offer.to), ghost.offeredTo, "15: offered to");
    vm.assertEq(OfficerId.unwrap(offer.officer), ghost.offerer, "15: offerer");
    ILifecycle.Screening memory screening = _buildings.screening(id);
    vm.assertEq(screening.until, ghost.until, "15: until");
    vm.assertEq(OfficerId.unwrap(screening.reporter), ghost.reporter, "15: reporter");
    vm.assertEq(OfficerId.unwrap(screening.declarer), ghost.declarer, "15: declarer");
    if (ghost.declarer != 0) vm.assertTrue(ghost.declarer != ghost.reporter, "29: one officer");
    if (ghost.custodian == 0) return;
    address holder = _buildings.holderOf(OrganisationId.wrap(ghost.custodian));
    vm.assertEq(_buildings.ownerOf(uint256(BuildingId.unwrap(id))), holder, "19: owner");
  }

  function _ordersNameBuildings() private view {
    for (uint32 i = 1; i <= _ORGANISATIONS; ++i) {
      for (uint256 j = 0; j < _OBLIGATIONS; ++j) {
        uint64 obligation = _handler.obligationAt(i, j);
        BuildingId named = _buildings.buildingOf(ObligationId.wrap(obligation));
        uint256 expected = _handler.ordered(obligation);
        BuildingId id = expected == 0 ? BuildingId.wrap(0) : _handler.idOf(expected - 1);
        vm.assertEq(BuildingId.unwrap(named), BuildingId.unwrap(id), "19: order");
        if (expected != 0) vm.assertTrue(!_buildings.custodianOf(named).isNone(), "19: of no building");
      }
    }
  }

  function _proceedsAreReceipts() private view {
    for (uint32 i = 1; i <= _ORGANISATIONS; ++i) {
      AccountId root = AccountId.wrap(_handler.rootOf(i));
      uint64 collected = _handler.ledger().account(root).reserves.collected;
      vm.assertEq(collected, _handler.collected(i), "32: proceeds");
    }
  }
}
