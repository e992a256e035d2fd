// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../authority/IOfficerRegistry.sol";
import {IBudgetLedger} from "../budget/IBudgetLedger.sol";
import {BuildingFacts, BuildingStatus} from "../types/BuildingFacts.sol";
import {BuildingId} from "../types/BuildingId.sol";
import {isShortCode} from "../types/Code.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
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
  function _authorizeBatch(OrganisationId organisation, uint256 length) internal view returns (OfficerId) {
    if (length == 0) revert IInventory.BuildingRegistryEmptyBatch();
    return _authorizeProperty(organisation, 0);
  }

  function _authorizeProperty(OrganisationId organisation, uint256 total) internal view returns (OfficerId) {
    return _registry.authorize(msg.sender, organisation, Offices.PROPERTY, total);
  }

  /// @dev The facts of a building that can still change, and the property officer of the organisation with custody.
  function _authorizeCustodian(
    BuildingId building,
    uint256 total
  ) internal view returns (BuildingFacts facts_, OrganisationId custodian, OfficerId officer) {
    (facts_, custodian) = _requireLive(building);
    officer = _authorizeProperty(custodian, total);
  }

  /// @dev The facts of a building of a batch: that can still change, and is the organisation's.
  function _requireOwn(
    BuildingId building,
    OrganisationId organisation
  ) internal view returns (BuildingFacts) {
    (BuildingFacts facts_, OrganisationId custodian) = _requireLive(building);
    if (custodian != organisation) {
      revert IInventory.BuildingRegistryNotCustodian(building, custodian, organisation);
    }
    return facts_;
  }

  function _requireLive(
    BuildingId building
  ) internal view returns (BuildingFacts facts_, OrganisationId custodian) {
    custodian = _requireRegistered(building);
    facts_ = _factsOf(building);
    if (facts_.status() == BuildingStatus.Disposed) revert IInventory.BuildingRegistryDisposed(building);
  }

  /// @dev The organisation with custody.
  function _requireRegistered(BuildingId building) internal view returns (OrganisationId custodian) {
    custodian = _custodianOf(building);
    if (custodian.isNone()) revert IInventory.BuildingRegistryUnknownBuilding(building);
  }

  function _requireShortCode(bytes32 id) internal pure {
    if (!isShortCode(id)) revert IInventory.BuildingRegistryInvalidId(id);
  }
}
