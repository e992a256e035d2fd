// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BuildingId} from "../types/BuildingId.sol";
import {Evidence} from "../types/Evidence.sol";
import {LeaseId} from "../types/LeaseId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";

/// @title ITenancies
/// @notice Of whom a building is leased, and who sits in it. By property officers of the organisation with custody. Each
/// call here ends an offer of custody: whoever was offered the building saw other leases or other occupants.
interface ITenancies {
  /// @notice A lease's terms. One slot.
  /// @param from First civil day, counted from 1970-01-01; negative before.
  /// @param until Last civil day.
  /// @param area Hundredths of a square foot; 0 for not stated.
  /// @param rent Cents a year; 0 for not stated.
  /// @param parts How many parts of the building it covers, each a line of its description.
  /// @param isRunning Not ended yet.
  struct Lease {
    int24 from;
    int24 until;
    uint32 area;
    uint64 rent;
    uint16 parts;
    bool isRunning;
  }

  /// @notice One lease to be entered or amended.
  /// @param description Written like a building's, with a line for each part.
  struct LeaseEntry {
    BuildingId building;
    LeaseId id;
    int24 from;
    int24 until;
    uint32 area;
    uint64 rent;
    uint16 parts;
    bytes description;
  }

  /// @notice What a building has going on.
  /// @param leases How many are running.
  /// @param occupied What its occupants have, in hundredths of a square foot.
  struct Tenancy {
    uint16 leases;
    uint32 occupied;
  }

  event LeaseRegistered(
    BuildingId indexed building,
    LeaseId indexed lease,
    OfficerId indexed officer,
    int24 from,
    int24 until,
    uint32 area,
    uint64 rent,
    uint16 parts,
    bytes description
  );
  event LeaseAmended(
    BuildingId indexed building,
    LeaseId indexed lease,
    OfficerId indexed officer,
    int24 from,
    int24 until,
    uint32 area,
    uint64 rent,
    uint16 parts,
    bytes description
  );
  event LeaseRenewed(
    BuildingId indexed building,
    LeaseId indexed lease,
    OfficerId indexed officer,
    int24 until,
    uint32 area,
    uint64 rent,
    Evidence evidence
  );
  event LeaseEnded(
    BuildingId indexed building,
    LeaseId indexed lease,
    OfficerId indexed officer,
    Evidence evidence
  );
  /// @param area Hundredths of a square foot; 0 when it moves out.
  event OccupancySet(
    BuildingId indexed building,
    OrganisationId indexed occupant,
    OfficerId indexed officer,
    uint32 area,
    Evidence evidence
  );

  /// @notice Thrown when a lease is entered that is there already, ended ones included.
  error BuildingRegistryLeaseExists(BuildingId building, LeaseId lease);
  /// @notice Thrown when there is no such lease, or it has ended.
  error BuildingRegistryLeaseNotRunning(BuildingId building, LeaseId lease);
  /// @notice Thrown when a lease ends before it starts, has no part, or is renewed to no later end than it has.
  error BuildingRegistryInvalidTerm(BuildingId building, LeaseId lease, int24 from, int24 until);
  /// @notice Thrown when occupants would have more than there is, or, where the area is not stated, than 32 bits hold.
  /// Areas are in hundredths of a square foot.
  error BuildingRegistryOverOccupied(BuildingId building, uint32 area, uint256 occupied);

  /// @notice Enters leases of buildings that are held by lease.
  function registerLeases(OrganisationId organisation, LeaseEntry[] calldata entries) external;

  /// @notice Amends running leases.
  function amendLeases(OrganisationId organisation, LeaseEntry[] calldata entries) external;

  /// @notice Renews a running lease to a later end.
  function renewLease(
    BuildingId building,
    LeaseId lease,
    int24 until,
    uint32 area,
    uint64 rent,
    Evidence evidence
  ) external;

  /// @notice Ends a running lease, on its last day, before or after.
  function endLease(BuildingId building, LeaseId lease, Evidence evidence) external;

  /// @notice Says how much of a building an organisation occupies; where the building's area is not stated, any amount.
  function setOccupancy(
    BuildingId building,
    OrganisationId occupant,
    uint32 area,
    Evidence evidence
  ) external;

  function lease(BuildingId building, LeaseId id) external view returns (Lease memory);

  function tenancy(BuildingId building) external view returns (Tenancy memory);

  /// @notice What an organisation occupies, in hundredths of a square foot.
  function occupancy(BuildingId building, OrganisationId occupant) external view returns (uint32);
}
