// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BuildingId} from "../types/BuildingId.sol";
import {Evidence} from "../types/Evidence.sol";
import {LeaseId} from "../types/LeaseId.sol";
import {ObligationId} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";

/// @title CostKind
/// @notice What an obligation pays for at a building.
enum CostKind {
  None,
  Acquisition,
  Construction,
  Repair,
  Operation,
  /// Of one of its leases.
  Rent,
  Disposal
}

/// @title IWorkOrders
/// @notice What a building costs: orders that each name an obligation, before it opens and after it goes included. The
/// amounts are the ledger's and are typed in nowhere.
///
/// Powers and limits: a property officer of the organisation whose obligation it is opens and withdraws an order, for a
/// building of which that organisation has custody or which it occupies. An obligation names one building at a time, and
/// for good once something is paid: an order that names the wrong one is corrected before.
interface IWorkOrders {
  /// @notice One order.
  /// @param lease Of rent, which lease; else 0.
  struct Order {
    BuildingId building;
    ObligationId obligation;
    CostKind kind;
    LeaseId lease;
    Evidence evidence;
  }

  event WorkOrdered(
    BuildingId indexed building,
    ObligationId indexed obligation,
    OfficerId indexed officer,
    CostKind kind,
    LeaseId lease,
    Evidence evidence
  );
  event WorkOrderWithdrawn(
    BuildingId indexed building,
    ObligationId indexed obligation,
    OfficerId indexed officer,
    Evidence evidence
  );

  /// @notice Thrown when an obligation names a building already.
  error BuildingRegistryObligationTaken(ObligationId obligation, BuildingId building);
  /// @notice Thrown when an obligation is another organisation's. Where there is none, the ledger says so.
  error BuildingRegistryWrongObligation(
    ObligationId obligation,
    OrganisationId owner,
    OrganisationId organisation
  );
  /// @notice Thrown when an organisation neither has custody of a building nor sits in it.
  error BuildingRegistryNotAtBuilding(BuildingId building, OrganisationId organisation);
  /// @notice Thrown when an order has no kind, names a lease and is not of rent, or is of rent and names no lease of the
  /// building's.
  error BuildingRegistryInvalidOrder(BuildingId building, CostKind kind, LeaseId lease);
  /// @notice Thrown when an obligation names no building.
  error BuildingRegistryNotOrdered(ObligationId obligation);
  /// @notice Thrown when an order is withdrawn on whose obligation something is paid: a cost of the past would go.
  /// @param paid Cents.
  error BuildingRegistryOrderPaid(ObligationId obligation, uint64 paid);

  /// @notice Opens orders.
  function orderWork(OrganisationId organisation, Order[] calldata orders) external;

  /// @notice Withdraws an order that named the wrong building, as long as nothing is paid, or all that was came back.
  function withdrawOrder(OrganisationId organisation, ObligationId obligation, Evidence evidence) external;

  /// @notice Which building an obligation names, or 0.
  function buildingOf(ObligationId obligation) external view returns (BuildingId);
}
