// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";

/// @title IOfficerRegistry
/// @notice Who may act: organisations in a tree, officers with their keys, and appointments to offices.
///
/// Every power here, and its limit:
/// - The *top administrator* (a timelock, see `top`) appoints anyone to any office, revokes and dismisses anyone,
///   replaces inspectors and lifts halts. It waits out its own delay for each, and the inspector may veto it.
/// - A *registrar* enrols persons and contracts, adds keys that their officers proposed, revokes keys, dismisses
///   officers and revokes appointments. It appoints nobody and touches no registrar and no inspector. It can't slip
///   a key of its own to an officer in office: a further key must be proposed by a working one, works only after
///   `keyDelay`, and an officer without keys gets one from the top alone.
/// - An *administrator* appoints and revokes in the own organisation and all below it, and creates organisations
///   below it. Never the own person, never to an independent office, never an independent officer; and holds no
///   other office in the same organisation.
/// - An *inspector* halts the payments of one organisation or of all, for at most `haltMaximum`. From the end of a
///   halt until its cooldown is over no halt stops the same payments again, be it of the organisation or of all. A
///   halt stops no read, no revocation, no return and no act but payments and the reassignment of accounts, by which it
///   would be evaded; and it ends by itself.
/// - An *officer* may propose and revoke keys of their own and lay down an appointment of their own.
/// - A *contract* that pays or collects is an officer with one key, itself, revocable like any. Once dismissed it can't
///   come back, as its key can't. One that pays answers for its officers, so the top alone appoints it.
///
/// Officers are compared, never addresses: all keys of one person are that person. Dates are half-open UTC seconds.
interface IOfficerRegistry {
  /// @notice What the registry is deployed with. None of it can change.
  /// @param top The top administrator: the timelock.
  /// @param keyDelay Seconds before a further key of an officer works; at most 30 days.
  /// @param appointmentDelay Seconds between an appointment and its first use at the earliest; at most 30 days.
  /// @param haltMaximum Seconds that a halt may last; 1 to 30 days.
  /// @param haltCooldown Seconds after the end of the longest halt before its scope can be halted again, and for a
  /// shorter one in proportion; at least `haltMaximum`.
  struct Settings {
    address top;
    uint40 keyDelay;
    uint40 appointmentDelay;
    uint40 haltMaximum;
    uint40 haltCooldown;
  }

  /// @notice The persons a registry starts with, each by a first key. Three different keys.
  struct Founders {
    address registrar;
    address inspector;
    address administrator;
  }

  /// @notice An officer's offices in one organisation. One slot.
  /// @param offices A mask of `Offices`.
  /// @param term The officer's term that it belongs to: dismissal ends a term and all of its appointments.
  /// @param from First second at which it holds.
  /// @param until First second at which it no longer holds.
  /// @param limit The most that one call may move in total, in cents.
  struct Appointment {
    uint32 offices;
    uint16 term;
    uint40 from;
    uint40 until;
    uint64 limit;
  }

  /// @notice An officer. One slot.
  /// @param isContract Whether the officer is a contract, with itself as its only key.
  /// @param independent Whether a registrar or inspector, who holds nothing else.
  /// @param keyCount How many live keys there are.
  /// @param term How often the officer was dismissed, plus one. 0 means that there is no such officer.
  /// @param appointments How many appointments stand in this term, ended or not.
  /// @param held Every office held in this term, anywhere, even if given up since: a mask.
  struct Officer {
    bool isContract;
    bool independent;
    uint8 keyCount;
    uint16 term;
    uint32 appointments;
    uint32 held;
  }

  /// @notice An officer's key. One slot, and never anyone else's again.
  /// @param officer Whose it is.
  /// @param term The term in which it was added.
  /// @param live False once revoked.
  /// @param from First second at which it works.
  struct Key {
    OfficerId officer;
    uint16 term;
    bool live;
    uint40 from;
  }

  /// @notice An organisation. One slot; its code is in the journal.
  struct Organisation {
    OrganisationId parent;
    uint8 depth;
  }

  /// @notice A halt of payments. One slot.
  /// @param until First second at which payments go on.
  /// @param again First second at which the scope can be halted again.
  struct Halt {
    uint40 until;
    uint40 again;
  }

  event RegistryCreated(
    address indexed top,
    uint40 keyDelay,
    uint40 appointmentDelay,
    uint40 haltMaximum,
    uint40 haltCooldown
  );
  /// @param code The natural key, in plain text: a public agency code.
  event OrganisationCreated(
    OrganisationId indexed organisation,
    OrganisationId indexed parent,
    address indexed by,
    string code
  );
  /// @param file A salted commitment to the person's file, or zero. Never a name.
  event OfficerEnrolled(OfficerId indexed officer, address indexed by, bool isContract, bytes32 file);
  event KeyProposed(OfficerId indexed officer, address indexed key);
  event KeyAdded(OfficerId indexed officer, address indexed key, address indexed by, uint40 from);
  event KeyRevoked(OfficerId indexed officer, address indexed key, address indexed by);
  event OfficerDismissed(OfficerId indexed officer, address indexed by, bytes32 reason);
  /// @dev Takes the place of any appointment of the officer in the organisation.
  event OfficerAppointed(
    OfficerId indexed officer,
    OrganisationId indexed organisation,
    address indexed by,
    uint32 offices,
    uint40 from,
    uint40 until,
    uint64 limit
  );
  event AppointmentRevoked(
    OfficerId indexed officer,
    OrganisationId indexed organisation,
    address indexed by
  );
  event PaymentsHalted(
    OrganisationId indexed organisation,
    OfficerId indexed inspector,
    uint40 until,
    bytes32 reason
  );
  event HaltLifted(OrganisationId indexed organisation, address indexed by);

  /// @notice Thrown when a setting at deployment is out of its documented bounds.
  error OfficerRegistryInvalidSettings();
  /// @notice Thrown when a call is reserved to the top administrator.
  error OfficerRegistryOnlyTop(address caller);
  /// @notice Thrown when the caller is neither the top administrator nor a live administrator of the organisation or
  /// one above it.
  error OfficerRegistryNotAdministrator(address caller, OrganisationId organisation);
  /// @notice Thrown when the caller may not revoke or dismiss here.
  error OfficerRegistryMayNotRevoke(address caller, OfficerId officer);
  /// @notice Thrown when a key belongs to no officer, was revoked, or does not work yet.
  error OfficerRegistryUnknownKey(address key);
  /// @notice Thrown when a further key was not proposed by a working key of its officer. One who has none left comes
  /// back through the top alone.
  error OfficerRegistryKeyNotProposed(OfficerId officer, address key);
  /// @notice Thrown when there are as many officers as there can be.
  error OfficerRegistryTooManyOfficers();
  /// @notice Thrown when an address is or once was an officer's key. A key has one owner, for ever.
  error OfficerRegistryKeyTaken(address key, OfficerId officer);
  /// @notice Thrown when an officer would have more than `MAX_KEYS` keys, or a contract more than itself.
  error OfficerRegistryTooManyKeys(OfficerId officer);
  /// @notice Thrown when the zero address is given as a key, or a contract is enrolled where there is no code, or
  /// only a person's delegation (EIP-7702).
  error OfficerRegistryInvalidKey(address key);
  /// @notice Thrown when there is no such officer.
  error OfficerRegistryUnknownOfficer(OfficerId officer);
  /// @notice Thrown when there is no such organisation.
  error OfficerRegistryUnknownOrganisation(OrganisationId organisation);
  /// @notice Thrown when an organisation's code is taken, or is not 1 to 64 printable ASCII characters without a space.
  error OfficerRegistryInvalidCode(string code);
  /// @notice Thrown when an organisation would lie deeper than `MAX_DEPTH` below the treasury.
  error OfficerRegistryTooDeep(OrganisationId parent);
  /// @notice Thrown when an officer would appoint themself.
  error OfficerRegistrySelfAppointment(OfficerId officer);
  /// @notice Thrown when no office, or one that does not exist, is named.
  error OfficerRegistryInvalidOffices(uint32 offices);
  /// @notice Thrown when offices may not be held together, in one organisation or anywhere.
  error OfficerRegistryIncompatibleOffices(uint32 offices);
  /// @notice Thrown when a contract is appointed to an office of persons, or a person to one of contracts.
  error OfficerRegistryOfficeNotForKind(OfficerId officer, uint32 offices);
  /// @notice Thrown when an independent office would be held beside another appointment, or an independent officer is
  /// appointed by anyone but the top.
  error OfficerRegistryNotIndependent(OfficerId officer);
  /// @notice Thrown when an appointment ends before it starts, is over already, or starts before `earliest`.
  error OfficerRegistryInvalidDates(uint40 from, uint40 until, uint40 earliest);
  /// @notice Thrown when the officer holds no live appointment in the organisation at this time.
  error OfficerRegistryNotAppointed(OfficerId officer, OrganisationId organisation);
  /// @notice Thrown when an appointment lacks offices that the call needs.
  error OfficerRegistryMissingOffices(OfficerId officer, OrganisationId organisation, uint32 missing);
  /// @notice Thrown when a call moves more in total than the appointment allows.
  error OfficerRegistryOverLimit(OfficerId officer, uint64 limit, uint256 total);
  /// @notice Thrown when payments of the organisation are halted.
  error OfficerRegistryHalted(OrganisationId organisation, uint40 until);
  /// @notice Thrown when a halt would last no time or more than `haltMaximum`.
  error OfficerRegistryInvalidHalt(uint40 duration, uint40 maximum);
  /// @notice Thrown when a halt is lifted that is none.
  error OfficerRegistryNotHalted(OrganisationId organisation);
  /// @notice Thrown when a scope is halted again before its cooldown is over.
  error OfficerRegistryCoolingDown(OrganisationId organisation, uint40 again);

  /// @notice Creates an organisation below `parent`. By an administrator of `parent` or above.
  function createOrganisation(OrganisationId parent, string calldata code) external returns (OrganisationId);

  /// @notice Enrols a person with a first key. By a registrar.
  function enrolPerson(address key, bytes32 file) external returns (OfficerId);

  /// @notice Enrols a contract, which is its own key. By a registrar or the top.
  function enrolContract(address key) external returns (OfficerId);

  /// @notice Proposes a further key for the caller's officer, in the place of any proposed before. By an officer.
  function proposeKey(address key) external;

  /// @notice Adds a key that its officer proposed; it works after `keyDelay`. By a registrar; for independent
  /// officers by the top, which needs no proposal.
  /// @dev By the top also the way back for a person without keys: appointments of earlier terms stay dead.
  function addKey(OfficerId officer, address key) external;

  /// @notice Revokes a key at once. By its officer, a registrar (independent officers excepted) or the top.
  function revokeKey(address key) external;

  /// @notice Ends all keys and appointments of an officer at once. By a registrar (independent officers excepted)
  /// or the top.
  /// @param reason A commitment to the reason, or zero.
  function dismiss(OfficerId officer, bytes32 reason) external;

  /// @notice Appoints an officer in an organisation, in the place of any appointment there. By an administrator of it
  /// or above, never of themself; by the top.
  /// @param from 0 for as early as `appointmentDelay` permits.
  /// @param until See `Appointment`.
  /// @param limit See `Appointment`.
  function appoint(
    OfficerId officer,
    OrganisationId organisation,
    uint32 offices,
    uint40 from,
    uint40 until,
    uint64 limit
  ) external;

  /// @notice Ends an appointment at once. By an administrator of the organisation or above, a registrar, the officer
  /// themself, or the top; an independent officer's only by the latter two.
  function revoke(OfficerId officer, OrganisationId organisation) external;

  /// @notice Puts an inspector in the place of another. By the top, in an operation that the inspector can veto only
  /// once in a while, see `InspectorVeto`.
  /// @param former Dismissed by this call; 0 for none.
  /// @param successor Enrolled before, with a key and no appointment. Holds the office without end.
  function replaceInspector(OfficerId former, OfficerId successor) external;

  /// @notice Stops the payments of `organisation`, or of all when 0, for `duration` seconds. By an inspector.
  /// @param reason A commitment to the reason, or zero.
  function halt(OrganisationId organisation, uint40 duration, bytes32 reason) external;

  /// @notice Ends a halt early. By an inspector or the top. Its cooldown begins then.
  function lift(OrganisationId organisation) external;

  /// @notice The officer who may act by `key` in `organisation` with all of `offices`, moving `total` cents.
  /// @dev What every contract of the ledger asks before anything is changed. Reverts, with the reason, if there is none.
  function authorise(
    address key,
    OrganisationId organisation,
    uint32 offices,
    uint256 total
  ) external view returns (OfficerId);

  /// @notice As `authorise`, for those who come to know the total later. The limit, in cents, is not compared here: they
  /// owe it to `requireWithin` before anything moves.
  function warrant(
    address key,
    OrganisationId organisation,
    uint32 offices
  ) external view returns (OfficerId officer, uint64 limit);

  /// @notice Reverts if payments of `organisation`, or of all, are halted.
  function requireNotHalted(OrganisationId organisation) external view;

  /// @notice The officer whose key is `key`, or 0 if it is not a live key of anyone's.
  function officerOf(address key) external view returns (OfficerId);

  /// @notice Reverts if there is no such organisation.
  function requireOrganisation(OrganisationId organisation) external view;

  function top() external view returns (address);

  function settings() external view returns (Settings memory);

  function officer(OfficerId officer) external view returns (Officer memory);

  /// @notice The key that an officer proposed and that was not added yet, or 0.
  function proposedKey(OfficerId officer) external view returns (address);

  /// @notice The live keys of an officer.
  function keysOf(OfficerId officer) external view returns (address[] memory);

  function key(address key) external view returns (Key memory);

  function organisation(OrganisationId organisation) external view returns (Organisation memory);

  /// @notice The organisation with this code, or 0.
  function organisationByCode(string calldata code) external view returns (OrganisationId);

  /// @notice The appointment as stored; of a former term it has no effect.
  function appointment(
    OfficerId officer,
    OrganisationId organisation
  ) external view returns (Appointment memory);

  function haltOf(OrganisationId organisation) external view returns (Halt memory);

  /// @notice How many organisations and officers there are; their ids count from 1.
  function counts() external view returns (uint32 organisations, uint24 officers);

  function version() external pure returns (string memory);
}
