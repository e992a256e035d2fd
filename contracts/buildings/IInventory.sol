// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BuildingFacts} from "../types/BuildingFacts.sol";
import {BuildingId} from "../types/BuildingId.sol";
import {Evidence} from "../types/Evidence.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";

/// @title IInventory
/// @notice What there is: buildings entered, amended and surveyed by property officers of the organisation with custody.
///
/// A description is a byte that names a schema, then one line of comma-separated values (RFC 4180) in the order of its
/// columns. What a sensitive site must not show is left empty there and stands in the record, whose fields are salted.
interface IInventory {
  /// @notice One building to be entered.
  /// @param facts Planned or active, and not surveyed.
  /// @param record Commitment to the building's file, or 0.
  struct Registration {
    BuildingId id;
    BuildingFacts facts;
    Evidence record;
    bytes description;
  }

  /// @notice One building to be amended.
  /// @param facts The facts as they become: kind, use, standing, title and area may differ from those now. The title of
  /// a planned building may become any other, of an active one owned or managed, while no lease is running; after that
  /// it stays. So nobody calls a building leased to be rid of it. Of a building that came by lease and is leased no
  /// more, they say how it came instead.
  struct Amendment {
    BuildingId id;
    BuildingFacts facts;
    Evidence record;
    bytes description;
  }

  /// @notice What a survey found.
  /// @param condition Percent of a building in perfect repair.
  /// @param utilisation Percent of its area in use.
  /// @param day Civil day, counted from 1970-01-01.
  struct Survey {
    BuildingId id;
    uint8 condition;
    uint8 utilisation;
    uint16 day;
    Evidence evidence;
  }

  event BuildingRegistered(
    BuildingId indexed building,
    OrganisationId indexed organisation,
    OfficerId indexed officer,
    BuildingFacts facts,
    Evidence record,
    bytes description
  );
  event BuildingAmended(
    BuildingId indexed building,
    OfficerId indexed officer,
    BuildingFacts facts,
    Evidence record,
    bytes description
  );
  event BuildingSurveyed(
    BuildingId indexed building,
    OfficerId indexed officer,
    uint8 condition,
    uint8 utilisation,
    uint16 day,
    Evidence evidence
  );

  /// @notice Thrown when a batch is empty.
  error BuildingRegistryEmptyBatch();
  /// @notice Thrown when an id is no code of 1 to 31 printable characters.
  error BuildingRegistryInvalidId(bytes32 id);
  /// @notice Thrown when there is a building of that code already, disposed ones included.
  error BuildingRegistryAlreadyRegistered(BuildingId building);
  /// @notice Thrown when there is no such building.
  error BuildingRegistryUnknownBuilding(BuildingId building);
  /// @notice Thrown when an organisation acts on a building of which another has custody.
  error BuildingRegistryNotCustodian(
    BuildingId building,
    OrganisationId custodian,
    OrganisationId organisation
  );
  /// @notice Thrown when facts are entered that can't be, or amended that are not the author's to amend, which may mean
  /// that they changed since; also when the title does not go with how the building came.
  error BuildingRegistryInvalidFacts(BuildingId building, BuildingFacts facts);
  /// @notice Thrown when a building is disposed: nothing changes it any more.
  error BuildingRegistryDisposed(BuildingId building);
  /// @notice Thrown when a survey's percent is above 100 or its day is to come.
  error BuildingRegistryInvalidSurvey(BuildingId building, uint8 condition, uint8 utilisation, uint16 day);
  /// @notice Thrown when a survey is of an earlier day than the last one: it would put old findings in the place of new.
  error BuildingRegistryOlderSurvey(BuildingId building, uint16 day, uint16 last);

  /// @notice Enters buildings. By a property officer of the organisation that will have custody.
  function register(OrganisationId organisation, Registration[] calldata registrations) external;

  /// @notice Amends buildings. By a property officer of the organisation with custody.
  function amend(OrganisationId organisation, Amendment[] calldata amendments) external;

  /// @notice Records surveys, each of a building of the day of the last one or a later day. By a property officer of the
  /// organisation with custody.
  function survey(OrganisationId organisation, Survey[] calldata surveys) external;

  /// @notice A building's facts; 0 for no such building.
  function facts(BuildingId building) external view returns (BuildingFacts);

  /// @notice Which organisation has custody; of a disposed building, which had it last.
  function custodianOf(BuildingId building) external view returns (OrganisationId);

  /// @notice The civil day of a building's last survey; 0 before the first.
  function surveyedOn(BuildingId building) external view returns (uint16);

  /// @notice The address that holds an organisation's buildings. It follows from the id, and no key opens it.
  function holderOf(OrganisationId organisation) external pure returns (address);
}
