// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Acquisition, BuildingFacts, BuildingStatus, NOT_SURVEYED, Title} from "../types/BuildingFacts.sol";
import {BuildingId} from "../types/BuildingId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
import {CodeList} from "./ICodeLists.sol";
import {IInventory} from "./IInventory.sol";
import {standingsOf} from "./Standings.sol";
import {Tenancies} from "./Tenancies.sol";

/// @title Inventory
/// @notice See `IInventory`.
abstract contract Inventory is Tenancies, IInventory {
  /// @dev No civil time zone is further ahead of UTC.
  uint256 private constant _FURTHEST_ZONE = 14 hours;
  uint8 private constant _WHOLE = 100;

  /// @inheritdoc IInventory
  function register(OrganisationId organisation, Registration[] calldata registrations) external override {
    OfficerId officer = _authorizeBatch(organisation, registrations.length);
    address holder = _holderOf(organisation);
    for (uint256 i = 0; i < registrations.length; ++i) {
      Registration calldata it = registrations[i];
      BuildingId id = it.id;
      BuildingFacts entered = it.facts;
      _requireShortCode(BuildingId.unwrap(id));
      if (!_custodianOf(id).isNone()) revert BuildingRegistryAlreadyRegistered(id);
      if (!_isEnterable(entered)) revert BuildingRegistryInvalidFacts(id, entered);
      _requireCode(CodeList.Kind, entered.kind());
      _requireCode(CodeList.Use, entered.use());
      _requireCode(standingsOf(entered.status()), entered.standing());
      _requireSchema(it.description);
      _enter(id, holder, entered);
      emit BuildingRegistered(id, organisation, officer, entered, it.record, it.description);
    }
  }

  /// @inheritdoc IInventory
  function amend(OrganisationId organisation, Amendment[] calldata amendments) external override {
    OfficerId officer = _authorizeBatch(organisation, amendments.length);
    for (uint256 i = 0; i < amendments.length; ++i) {
      Amendment calldata it = amendments[i];
      _amend(it.id, _requireOwn(it.id, organisation), it.facts);
      _requireSchema(it.description);
      emit BuildingAmended(it.id, officer, it.facts, it.record, it.description);
    }
  }

  /// @inheritdoc IInventory
  function survey(OrganisationId organisation, Survey[] calldata surveys) external override {
    OfficerId officer = _authorizeBatch(organisation, surveys.length);
    uint256 latest = (block.timestamp + _FURTHEST_ZONE) / 1 days;
    for (uint256 i = 0; i < surveys.length; ++i) {
      Survey calldata it = surveys[i];
      BuildingId id = it.id;
      BuildingFacts before = _requireOwn(id, organisation);
      if (it.condition > _WHOLE || it.utilisation > _WHOLE || it.day > latest) {
        revert BuildingRegistryInvalidSurvey(id, it.condition, it.utilisation, it.day);
      }
      _setFacts(id, before.surveyed(it.condition, it.utilisation));
      emit BuildingSurveyed(id, officer, it.condition, it.utilisation, it.day, it.evidence);
    }
  }

  /// @inheritdoc IInventory
  function facts(BuildingId building) external view override returns (BuildingFacts) {
    return _factsOf(building);
  }

  /// @inheritdoc IInventory
  function custodianOf(BuildingId building) external view override returns (OrganisationId) {
    return _custodianOf(building);
  }

  /// @inheritdoc IInventory
  function holderOf(OrganisationId organisation) external pure override returns (address) {
    return _holderOf(organisation);
  }

  function _amend(BuildingId id, BuildingFacts before, BuildingFacts amended) private {
    if (!amended.isValid() || !before.mayBecome(amended)) revert BuildingRegistryInvalidFacts(id, amended);
    if (amended.title() != before.title() && !_mayChangeTitle(id, amended)) {
      revert BuildingRegistryInvalidFacts(id, amended);
    }
    if (amended.area() < before.area()) {
      uint32 occupied = _tenancyOf(id).occupied;
      if (amended.area() < occupied) revert BuildingRegistryOverOccupied(id, amended.area(), occupied);
    }
    // A withdrawn code may stay.
    if (amended.kind() != before.kind()) _requireCode(CodeList.Kind, amended.kind());
    if (amended.use() != before.use()) _requireCode(CodeList.Use, amended.use());
    if (amended.standing() != before.standing()) {
      _requireCode(standingsOf(amended.status()), amended.standing());
    }
    _setFacts(id, amended);
  }

  /// @dev A lease holds its building to its title, and nothing leased is excess or surplus.
  function _mayChangeTitle(BuildingId id, BuildingFacts amended) private view returns (bool) {
    bool isUnwanted = amended.status() > BuildingStatus.Active;
    return _tenancyOf(id).leases == 0 && !(isUnwanted && amended.title() == Title.Leased);
  }

  /// @dev What has not come yet has not been acquired, and what is there may have been entered as it was found.
  function _isEnterable(BuildingFacts entered) private pure returns (bool) {
    if (!entered.isValid()) return false;
    if (entered.condition() != NOT_SURVEYED || entered.utilisation() != NOT_SURVEYED) return false;
    if (entered.acquisition() == Acquisition.None) return entered.status() <= BuildingStatus.Active;
    return entered.status() == BuildingStatus.Active && entered.acquisition().goesWith(entered.title());
  }
}
