// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BuildingFacts} from "../types/BuildingFacts.sol";
import {BuildingId} from "../types/BuildingId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
import {Building} from "./Building.sol";
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
    OfficerId officer = _authoriseBatch(organisation, registrations.length);
    address holder = _holderOf(organisation);
    // Read once a batch.
    uint256 schemas = _current(CodeList.Schema);
    uint256 kinds = _current(CodeList.Kind) | _NOT_STATED;
    uint256 uses = _current(CodeList.Use) | _NOT_STATED;
    uint256 standings = _current(CodeList.Active) | _NOT_STATED;
    for (uint256 i = 0; i < registrations.length; ++i) {
      Registration calldata it = registrations[i];
      BuildingId id = it.id;
      BuildingFacts entered = it.facts;
      _requireShortCode(BuildingId.unwrap(id));
      if (!entered.isEnterable()) revert BuildingRegistryInvalidFacts(id, entered);
      // All at once for an active building.
      uint256 known = (kinds >> entered.kind()) & (uses >> entered.use()) & (standings >> entered.standing());
      if (known & 1 == 0 || entered.isPlanned()) _requireCodes(entered);
      bytes calldata description = it.description;
      _requireSchema(schemas, description);
      _enter(id, entered, organisation, holder);
      emit BuildingRegistered(id, organisation, officer, entered, it.record, description);
    }
    _count(organisation, registrations.length);
  }

  /// @inheritdoc IInventory
  function amend(OrganisationId organisation, Amendment[] calldata amendments) external override {
    OfficerId officer = _authoriseBatch(organisation, amendments.length);
    uint256 schemas = _current(CodeList.Schema);
    for (uint256 i = 0; i < amendments.length; ++i) {
      Amendment calldata it = amendments[i];
      _amend(it.id, _requireOwn(it.id, organisation), it.facts);
      _requireSchema(schemas, it.description);
      emit BuildingAmended(it.id, officer, it.facts, it.record, it.description);
    }
  }

  /// @inheritdoc IInventory
  function survey(OrganisationId organisation, Survey[] calldata surveys) external override {
    OfficerId officer = _authoriseBatch(organisation, surveys.length);
    uint256 latest = (block.timestamp + _FURTHEST_ZONE) / 1 days;
    for (uint256 i = 0; i < surveys.length; ++i) {
      Survey calldata it = surveys[i];
      BuildingId id = it.id;
      Building building = _requireOwn(id, organisation);
      if (it.condition > _WHOLE || it.utilisation > _WHOLE || it.day > latest) {
        revert BuildingRegistryInvalidSurvey(id, it.condition, it.utilisation, it.day);
      }
      if (it.day < building.surveyedOn())
        revert BuildingRegistryOlderSurvey(id, it.day, building.surveyedOn());
      BuildingFacts found = building.facts().surveyed(it.condition, it.utilisation);
      _store(id, building.withFacts(found).withSurvey(it.day));
      emit BuildingSurveyed(id, officer, it.condition, it.utilisation, it.day, it.evidence);
    }
  }

  /// @inheritdoc IInventory
  function facts(BuildingId building) external view override returns (BuildingFacts) {
    return _buildingOf(building).facts();
  }

  /// @inheritdoc IInventory
  function custodianOf(BuildingId building) external view override returns (OrganisationId) {
    return _buildingOf(building).custodian();
  }

  /// @inheritdoc IInventory
  function surveyedOn(BuildingId building) external view override returns (uint16) {
    return _buildingOf(building).surveyedOn();
  }

  /// @inheritdoc IInventory
  function holderOf(OrganisationId organisation) external pure override returns (address) {
    return _holderOf(organisation);
  }

  function _amend(BuildingId id, Building building, BuildingFacts amended) private {
    BuildingFacts before = building.facts();
    if (!before.mayBecome(amended)) revert BuildingRegistryInvalidFacts(id, amended);
    // A lease holds its building to its title.
    bool mayTurn = building.leases() == 0 && before.mayTurn(amended.title());
    if (amended.title() != before.title() && !mayTurn) revert BuildingRegistryInvalidFacts(id, amended);
    _requireRoom(id, amended, building.occupied());
    // A withdrawn code may stay.
    if (amended.kind() != before.kind()) _requireCode(CodeList.Kind, amended.kind());
    if (amended.use() != before.use()) _requireCode(CodeList.Use, amended.use());
    if (amended.standing() != before.standing()) {
      _requireCode(standingsOf(amended.status()), amended.standing());
    }
    _store(id, building.withFacts(amended));
  }

  function _requireCodes(BuildingFacts entered) private view {
    _requireCode(CodeList.Kind, entered.kind());
    _requireCode(CodeList.Use, entered.use());
    _requireCode(standingsOf(entered.status()), entered.standing());
  }
}
