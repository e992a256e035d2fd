// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BuildingId} from "../types/BuildingId.sol";
import {Evidence} from "../types/Evidence.sol";
import {ObligationId} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
import {CostKind, IWorkOrders} from "./IWorkOrders.sol";
import {Tenancies} from "./Tenancies.sol";

/// @title WorkOrders
/// @notice See `IWorkOrders`.
abstract contract WorkOrders is Tenancies, IWorkOrders {
  mapping(ObligationId obligation => BuildingId building) private _ordered;

  /// @inheritdoc IWorkOrders
  function orderWork(OrganisationId organisation, Order[] calldata orders) external override {
    OfficerId officer = _authoriseBatch(organisation, orders.length);
    for (uint256 i = 0; i < orders.length; ++i) {
      Order calldata it = orders[i];
      BuildingId building = it.building;
      if (_requireRegistered(building).custodian() != organisation && !_occupies(building, organisation)) {
        revert BuildingRegistryNotAtBuilding(building, organisation);
      }
      // Rent is of a lease, and nothing else is.
      bool isRent = it.kind == CostKind.Rent;
      bool goes = isRent ? _isLease(building, it.lease) : it.lease.isNone();
      if (it.kind == CostKind.None || !goes) {
        revert BuildingRegistryInvalidOrder(building, it.kind, it.lease);
      }
      _requireObligation(it.obligation, organisation);
      BuildingId named = _ordered[it.obligation];
      if (!named.isNone()) revert BuildingRegistryObligationTaken(it.obligation, named);
      _ordered[it.obligation] = building;
      emit WorkOrdered(building, it.obligation, officer, it.kind, it.lease, it.evidence);
    }
  }

  /// @inheritdoc IWorkOrders
  function withdrawOrder(
    OrganisationId organisation,
    ObligationId obligation,
    Evidence evidence
  ) external override {
    OfficerId officer = _authoriseProperty(organisation, 0);
    _requireObligation(obligation, organisation);
    BuildingId building = _ordered[obligation];
    if (building.isNone()) revert BuildingRegistryNotOrdered(obligation);
    uint64 paid = _ledger.obligation(obligation).claims.paid;
    if (paid != 0) revert BuildingRegistryOrderPaid(obligation, paid);
    _ordered[obligation] = BuildingId.wrap(0);
    emit WorkOrderWithdrawn(building, obligation, officer, evidence);
  }

  /// @inheritdoc IWorkOrders
  function buildingOf(ObligationId obligation) external view override returns (BuildingId) {
    return _ordered[obligation];
  }

  function _requireObligation(ObligationId obligation, OrganisationId organisation) private view {
    (OrganisationId owner, ) = _ledger.parties(obligation);
    if (owner != organisation) revert BuildingRegistryWrongObligation(obligation, owner, organisation);
  }
}
