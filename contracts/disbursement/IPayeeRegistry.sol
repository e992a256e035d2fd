// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";
import {PayeeId} from "../types/PayeeId.sol";
import {Rail} from "../types/Rail.sol";

/// @title IPayeeRegistry
/// @notice Who can be paid, and where.
///
/// Every power here, and its limit:
/// - A *registrar* of the treasury enrols payees, attests that they are eligible and until when, suspends, excludes and
///   reinstates them, and sets their payment details. The first details of a payee hold at once; any change, and the
///   first on another rail, waits out `changeDelay`, in which it can be stopped. A registrar pays nobody.
/// - An *inspector* suspends and excludes, reinstates what inspectors stopped, and stops a change of details.
/// - A payee is paid only where registrar and inspector both let it be: each has a status of their own to set, and neither
///   lifts the other's. Where no inspector is left to lift theirs, the top administrator does.
/// - A payee's *controller*, a key of their own, stops a change of their details and hands its place over. It is
///   optional: who has none is represented by the registrar.
///
/// Entities stand under their public key, in plain text. Natural persons stand under an opaque id, with a salted
/// commitment to who they are; nothing else about them is on chain.
interface IPayeeRegistry {
  /// @notice What sort of payee it is.
  enum PayeeKind {
    None,
    Entity,
    Person
  }

  /// @notice Whether a payee is paid.
  enum PayeeStatus {
    Active,
    /// For the time being not.
    Suspended,
    /// Barred from payments (2 CFR 180).
    Excluded
  }

  /// @notice A payee, as it is shown; `PayeeWord` is how it is stored.
  /// @param status Where it stands with the registrar.
  /// @param inspectorStatus Where it stands with the inspectors.
  /// @param eligibleUntil First second at which the attestation of eligibility no longer holds; 0 for none yet.
  /// @param tokenVersion How many details there are for tokens.
  /// @param bankVersion Likewise for banks.
  /// @param tokenFrom First second at which the last of those for tokens is in force.
  /// @param bankFrom Likewise for banks.
  struct Payee {
    PayeeKind kind;
    PayeeStatus status;
    PayeeStatus inspectorStatus;
    uint40 eligibleUntil;
    uint16 tokenVersion;
    uint16 bankVersion;
    uint40 tokenFrom;
    uint40 bankFrom;
  }

  event PayeeRegistryCreated(address registry, uint40 changeDelay);
  /// @param key The public key that it is known by, in plain text: in the US its UEI.
  event EntityEnrolled(PayeeId indexed payee, OfficerId indexed officer, address controller, string key);
  /// @param identity A salted commitment to who it is.
  event PersonEnrolled(
    PayeeId indexed payee,
    OfficerId indexed officer,
    address controller,
    bytes32 identity
  );
  event EligibilityAttested(
    PayeeId indexed payee,
    OfficerId indexed officer,
    uint40 eligibleUntil,
    bytes32 evidence
  );
  /// @param officer 0 for the top administrator.
  /// @param byInspector Whether it is the inspectors' status, or the registrar's.
  event PayeeStatusSet(
    PayeeId indexed payee,
    OfficerId indexed officer,
    bool byInspector,
    PayeeStatus status,
    bytes32 reason
  );
  event DetailsSet(
    PayeeId indexed payee,
    OfficerId indexed officer,
    Rail rail,
    uint16 version,
    bytes20 account,
    uint40 from
  );
  /// @param by The key that stopped it.
  event DetailsStopped(PayeeId indexed payee, address indexed by, Rail rail, uint16 version);
  event ControllerSet(PayeeId indexed payee, address indexed by, address controller);

  /// @notice Thrown when the delay is 0 or more than 30 days.
  error PayeeRegistryInvalidDelay(uint40 changeDelay);
  /// @notice Thrown when there is no such payee.
  error PayeeRegistryUnknownPayee(PayeeId payee);
  /// @notice Thrown when an entity's key or a person's identity is enrolled already, or can't be one.
  error PayeeRegistryInvalidIdentity(PayeeId payee);
  /// @notice Thrown when every id is taken but `MANY_PAYEES`, which is no payee's.
  error PayeeRegistryFull();
  /// @notice Thrown when an attestation is over before it begins.
  error PayeeRegistryInvalidExpiry(PayeeId payee, uint40 eligibleUntil);
  /// @notice Thrown when the caller may not do this for the payee.
  error PayeeRegistryMayNot(address caller, PayeeId payee);
  /// @notice Thrown when details are set that are empty, or those in force already.
  error PayeeRegistryInvalidDetails(PayeeId payee, bytes20 account);
  /// @notice Thrown when details change while a change waits, which must be stopped or come into force first.
  error PayeeRegistryChangePending(PayeeId payee, uint40 from);
  /// @notice Thrown when a change is stopped that does not wait.
  error PayeeRegistryNothingPending(PayeeId payee);

  /// @notice Enrols an entity. By a registrar.
  function enrolEntity(string calldata key, address controller) external returns (PayeeId);

  /// @notice Enrols a natural person. By a registrar.
  function enrolPerson(bytes32 identity, address controller) external returns (PayeeId);

  /// @notice Says that a payee may be paid until a time, and on what evidence. By a registrar.
  function attest(PayeeId payee, uint40 eligibleUntil, bytes32 evidence) external;

  /// @notice Suspends, excludes or reinstates. By a registrar, or an inspector: each what is theirs. The top
  /// administrator reinstates in an inspector's place.
  function setStatus(PayeeId payee, PayeeStatus status, bytes32 reason) external;

  /// @notice Sets where a payee is paid on a rail. By a registrar. See the delay above.
  function setDetails(PayeeId payee, Rail rail, bytes20 account) external;

  /// @notice Stops a change of details that waits. By the payee's controller, a registrar or an inspector.
  function stopDetails(PayeeId payee, Rail rail) external;

  /// @notice Puts another key in the controller's place. By the controller; where there is none, by a registrar; where
  /// it was lost or stolen, by the top administrator.
  function setController(PayeeId payee, address controller) external;

  /// @notice The version of the details in force, or 0 if there is none, and whether the payee may be paid now by its
  /// id. A natural person never may: persons are paid by schedules, where their ids do not show.
  function standingOf(PayeeId payee, Rail rail) external view returns (uint16 version, bool eligible);

  /// @notice Whether the payee may be paid now and, on a rail that shows it, the account that a version of its details
  /// leads to.
  function destination(
    PayeeId payee,
    Rail rail,
    uint16 version
  ) external view returns (bool eligible, bytes20 account);

  /// @notice Whether the payee is active with registrar and inspectors, and attested as eligible now.
  function isEligible(PayeeId payee) external view returns (bool);

  function payee(PayeeId payee) external view returns (Payee memory);

  /// @notice Where a version of a payee's details leads: an address that takes tokens, or a salted commitment to a bank
  /// account.
  function details(PayeeId payee, Rail rail, uint16 version) external view returns (bytes20 account);

  /// @notice The payee's own key, or 0.
  function controllerOf(PayeeId payee) external view returns (address);

  /// @notice The entity with this key, or 0.
  function entityByKey(string calldata key) external view returns (PayeeId);

  /// @notice The person with this commitment, or 0.
  function personByIdentity(bytes32 identity) external view returns (PayeeId);

  /// @notice How many payees there are; their ids count from 1.
  function payeeCount() external view returns (uint32);

  /// @notice Seconds that a change of details waits.
  function changeDelay() external view returns (uint40);

  function version() external pure returns (string memory);
}
