// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BuildingFacts, Title} from "../types/BuildingFacts.sol";
import {BuildingId} from "../types/BuildingId.sol";
import {Evidence} from "../types/Evidence.sol";
import {LeaseId} from "../types/LeaseId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
import {Building} from "./Building.sol";
import {CodeList} from "./ICodeLists.sol";
import {Holdings} from "./Holdings.sol";
import {ILifecycle} from "./ILifecycle.sol";
import {ITenancies} from "./ITenancies.sol";

/// @title Tenancies
/// @notice See `ITenancies`.
/// @dev A lease runs only in a building that is leased and planned or active: while one runs the title can't change and
/// the building can't be disposed of, and a leased building is never excess.
abstract contract Tenancies is Holdings, ITenancies {
  mapping(BuildingId building => mapping(LeaseId lease => Lease)) private _leases;
  mapping(BuildingId building => mapping(OrganisationId occupant => uint32 area)) private _occupancies;

  /// @inheritdoc ITenancies
  function registerLeases(OrganisationId organisation, LeaseEntry[] calldata entries) external override {
    OfficerId officer = _authoriseBatch(organisation, entries.length);
    for (uint256 i = 0; i < entries.length; ++i) {
      LeaseEntry calldata it = entries[i];
      BuildingId building = it.building;
      LeaseId id = it.id;
      Building leased = _requireOwn(building, organisation);
      if (leased.facts().title() != Title.Leased) revert ILifecycle.BuildingRegistryWrongTitle(building);
      _requireShortCode(LeaseId.unwrap(id));
      // Never 0 parts, so that ended leases are seen too.
      if (_leases[building][id].parts != 0) revert BuildingRegistryLeaseExists(building, id);
      _enterLease(it);
      _store(building, leased.withLeases(leased.leases() + 1).withoutOffer());
      emit LeaseRegistered(
        building,
        id,
        officer,
        it.from,
        it.until,
        it.area,
        it.rent,
        it.parts,
        it.description
      );
    }
  }

  /// @inheritdoc ITenancies
  function amendLeases(OrganisationId organisation, LeaseEntry[] calldata entries) external override {
    OfficerId officer = _authoriseBatch(organisation, entries.length);
    for (uint256 i = 0; i < entries.length; ++i) {
      LeaseEntry calldata it = entries[i];
      BuildingId building = it.building;
      Building leased = _requireOwn(building, organisation);
      _requireRunning(building, it.id);
      _enterLease(it);
      _endOffer(building, leased);
      emit LeaseAmended(
        building,
        it.id,
        officer,
        it.from,
        it.until,
        it.area,
        it.rent,
        it.parts,
        it.description
      );
    }
  }

  /// @inheritdoc ITenancies
  function renewLease(
    BuildingId building,
    LeaseId id,
    int24 until,
    uint32 area,
    uint64 rent,
    Evidence evidence
  ) external override {
    (Building leased, OfficerId officer) = _authoriseCustodian(building, 0);
    Lease memory it = _requireRunning(building, id);
    if (until <= it.until) revert BuildingRegistryInvalidTerm(building, id, it.from, until);
    (it.until, it.area, it.rent) = (until, area, rent);
    _leases[building][id] = it;
    _endOffer(building, leased);
    emit LeaseRenewed(building, id, officer, until, area, rent, evidence);
  }

  /// @inheritdoc ITenancies
  function endLease(BuildingId building, LeaseId id, Evidence evidence) external override {
    (Building leased, OfficerId officer) = _authoriseCustodian(building, 0);
    _requireRunning(building, id);
    _leases[building][id].isRunning = false;
    _store(building, leased.withLeases(leased.leases() - 1).withoutOffer());
    emit LeaseEnded(building, id, officer, evidence);
  }

  /// @inheritdoc ITenancies
  function setOccupancy(
    BuildingId building,
    OrganisationId occupant,
    uint32 area,
    Evidence evidence
  ) external override {
    (Building it, OfficerId officer) = _authoriseCustodian(building, 0);
    _registry.requireOrganisation(occupant);
    uint256 others = it.occupied() - _occupancies[building][occupant];
    uint256 occupied = others + area;
    _requireRoom(building, it.facts(), occupied);
    _occupancies[building][occupant] = area;
    // Safe: no more than there is room for.
    _store(building, it.withOccupied(uint32(occupied)).withoutOffer());
    emit OccupancySet(building, occupant, officer, area, evidence);
  }

  /// @inheritdoc ITenancies
  function lease(BuildingId building, LeaseId id) external view override returns (Lease memory) {
    return _leases[building][id];
  }

  /// @inheritdoc ITenancies
  function tenancy(BuildingId building) external view override returns (Tenancy memory) {
    Building it = _buildingOf(building);
    return Tenancy({leases: it.leases(), occupied: it.occupied()});
  }

  /// @inheritdoc ITenancies
  function occupancy(BuildingId building, OrganisationId occupant) external view override returns (uint32) {
    return _occupancies[building][occupant];
  }

  function _occupies(BuildingId building, OrganisationId organisation) internal view returns (bool) {
    return _occupancies[building][organisation] != 0;
  }

  /// @dev Whether the building has or had such a lease.
  function _isLease(BuildingId building, LeaseId id) internal view returns (bool) {
    return _leases[building][id].parts != 0;
  }

  /// @dev Occupants have no more than the building's area; where that is not stated, no more than can be counted.
  function _requireRoom(BuildingId building, BuildingFacts facts_, uint256 occupied) internal pure {
    uint32 area = facts_.area();
    uint32 room = area == 0 ? type(uint32).max : area;
    if (occupied > room) revert BuildingRegistryOverOccupied(building, area, occupied);
  }

  /// @dev Whoever was offered the building saw it with other leases.
  function _endOffer(BuildingId building, Building it) private {
    if (!it.offeredTo().isNone()) _store(building, it.withoutOffer());
  }

  /// @dev Writes a running lease's terms, all of its slot at once.
  function _enterLease(LeaseEntry calldata it) private {
    if (it.until < it.from || it.parts == 0) {
      revert BuildingRegistryInvalidTerm(it.building, it.id, it.from, it.until);
    }
    _requireSchema(_current(CodeList.Schema), it.description);
    _leases[it.building][it.id] = Lease({
      from: it.from,
      until: it.until,
      area: it.area,
      rent: it.rent,
      parts: it.parts,
      isRunning: true
    });
  }

  function _requireRunning(BuildingId building, LeaseId id) private view returns (Lease memory it) {
    it = _leases[building][id];
    if (!it.isRunning) revert BuildingRegistryLeaseNotRunning(building, id);
  }
}
