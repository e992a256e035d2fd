// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../authority/IOfficerRegistry.sol";
import {IBudgetLedger} from "../budget/IBudgetLedger.sol";
import {BuildingStatus} from "../types/BuildingFacts.sol";
import {BuildingId} from "../types/BuildingId.sol";
import {isShortCode} from "../types/Code.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
import {Building} from "./Building.sol";
import {BuildingToken} from "./BuildingToken.sol";
import {CodeLists} from "./CodeLists.sol";
import {IInventory} from "./IInventory.sol";

/// @title Holdings
/// @notice Who may act on which building: what all layers of the register check first.
abstract contract Holdings is BuildingToken, CodeLists {
  IBudgetLedger internal immutable _ledger;

  constructor(IOfficerRegistry registry_, IBudgetLedger ledger_) CodeLists(registry_) {
    _ledger = ledger_;
  }

  /// @dev The property officer who may act for the organisation, on a batch of some length.
  function _authoriseBatch(OrganisationId organisation, uint256 length) internal view returns (OfficerId) {
    if (length == 0) revert IInventory.BuildingRegistryEmptyBatch();
    return _authoriseProperty(organisation, 0);
  }

  function _authoriseProperty(OrganisationId organisation, uint256 total) internal view returns (OfficerId) {
    return _registry.authorise(msg.sender, organisation, Offices.PROPERTY, total);
  }

  /// @dev A building that can still change, and the property officer of the organisation with custody.
  function _authoriseCustodian(
    BuildingId building,
    uint256 total
  ) internal view returns (Building it, OfficerId officer) {
    it = _requireLive(building);
    officer = _authoriseProperty(it.custodian(), total);
  }

  /// @dev A building of a batch: that can still change, and is the organisation's.
  function _requireOwn(BuildingId building, OrganisationId organisation) internal view returns (Building it) {
    it = _requireLive(building);
    if (it.custodian() != organisation) {
      revert IInventory.BuildingRegistryNotCustodian(building, it.custodian(), organisation);
    }
  }

  function _requireLive(BuildingId building) internal view returns (Building it) {
    it = _requireRegistered(building);
    if (it.facts().status() == BuildingStatus.Disposed) revert IInventory.BuildingRegistryDisposed(building);
  }

  function _requireRegistered(BuildingId building) internal view returns (Building it) {
    it = _buildingOf(building);
    if (it.custodian().isNone()) revert IInventory.BuildingRegistryUnknownBuilding(building);
  }

  function _requireShortCode(bytes32 id) internal pure {
    if (!isShortCode(id)) revert IInventory.BuildingRegistryInvalidId(id);
  }
}
