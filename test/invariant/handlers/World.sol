// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../../../contracts/authority/IOfficerRegistry.sol";
import {IBudgetLedger} from "../../../contracts/budget/IBudgetLedger.sol";
import {ActKind} from "../../../contracts/types/Act.sol";
import {ClaimKind} from "../../../contracts/types/ClaimKind.sol";
import {OfficerId} from "../../../contracts/types/OfficerId.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {OrganisationId, TREASURY} from "../../../contracts/types/OrganisationId.sol";
import {NO_END} from "../../../contracts/types/Phase.sol";
import {Test} from "../../helpers/Test.sol";

/// @title World
/// @notice The contracts under test, the clock, and what the handlers know of officers: their keys and appointments
/// as they ought to be, kept apart from the registry.
abstract contract World is Test {
  struct GhostKey {
    uint24 officer;
    bool live;
    uint40 from;
  }

  struct GhostAppointment {
    uint32 offices;
    uint40 from;
    uint40 until;
    uint64 limit;
  }

  uint40 internal constant START = 1_790_812_800;
  uint40 internal constant KEY_DELAY = 1 days;
  uint40 internal constant HALT_MAXIMUM = 7 days;
  uint40 internal constant HALT_COOLDOWN = 14 days;
  uint32 internal constant ORGANISATIONS = 4;

  address internal constant TOP = address(0x70);
  address internal constant REGISTRAR = address(0x71);
  address internal constant INSPECTOR = address(0x72);
  address internal constant ADMINISTRATOR = address(0x73);
  uint24 internal constant FOUNDERS = 3;

  IOfficerRegistry public immutable registry;
  IBudgetLedger public immutable ledger;
  /// @notice The time, which each call sets: a warp may not outlive the call that made it.
  uint40 public clock = START;
  /// @notice How many acts of each kind were done, and how many refused as they ought to be.
  mapping(ActKind kind => uint256) public done;
  mapping(ActKind kind => uint256) public refusals;
  /// @notice The same of postings of claims.
  mapping(ClaimKind kind => uint256) public postings;
  mapping(ClaimKind kind => uint256) public refusedPostings;

  /// @dev Every key that there ever was, its founders' excepted.
  address[] internal keys;
  mapping(address key => GhostKey) internal ghostKeys;
  /// @dev The last officer's id; ids count from 1.
  uint24 public officerCount = FOUNDERS;
  mapping(uint24 officer => bool) internal isContract;
  mapping(uint24 officer => address[]) internal liveKeys;
  mapping(uint24 officer => address) internal proposed;
  mapping(uint24 officer => mapping(uint32 organisation => GhostAppointment)) internal ghostAppointments;
  /// @notice Every office held since the last dismissal, given up or not.
  mapping(uint24 officer => uint32) public heldOffices;
  /// @dev Whoever was ever appointed to an office there, and under a mask of several who had just these.
  mapping(uint32 organisation => mapping(uint32 office => uint24[])) private _pool;
  /// @dev First second after the last halt, of all organisations under 0.
  mapping(uint32 organisation => uint40) internal haltedUntil;
  mapping(uint32 organisation => uint40) internal haltAgain;
  uint160 private _lastKey = 0x100000;

  constructor() {
    vm.warp(clock);
    registry = IOfficerRegistry(
      deployed(
        "OfficerRegistry",
        abi.encode(
          IOfficerRegistry.Settings({
            top: TOP,
            keyDelay: KEY_DELAY,
            appointmentDelay: 0,
            haltMaximum: HALT_MAXIMUM,
            haltCooldown: HALT_COOLDOWN
          }),
          IOfficerRegistry.Founders({
            registrar: REGISTRAR,
            inspector: INSPECTOR,
            administrator: ADMINISTRATOR
          }),
          "TREASURY"
        )
      )
    );
    ledger = IBudgetLedger(
      deployed("BudgetLedger", abi.encode(registry, IBudgetLedger.Identity("Test", "USD", "UTC", "10-01")))
    );
    noteAppointment(1, 1, GhostAppointment(Offices.REGISTRAR, clock, NO_END, 0));
    noteAppointment(2, 1, GhostAppointment(Offices.INSPECTOR, clock, NO_END, 0));
    noteAppointment(3, 1, GhostAppointment(Offices.ADMINISTRATOR, clock, NO_END, 0));
    _createOrganisation(TREASURY, "AGENCY");
    _createOrganisation(OrganisationId.wrap(2), "BUREAU");
    _createOrganisation(TREASURY, "OTHER");
  }

  /// @dev Each handler's function runs at the world's time.
  modifier timed() {
    vm.warp(clock);
    _;
    _watch();
  }

  function keyCount() external view returns (uint256) {
    return keys.length;
  }

  function keyAt(uint256 index) external view returns (address key, GhostKey memory ghost) {
    return (keys[index], ghostKeys[keys[index]]);
  }

  function ghostAppointment(
    uint24 officer,
    uint32 organisation
  ) external view returns (GhostAppointment memory) {
    return ghostAppointments[officer][organisation];
  }

  function liveKeysOf(uint24 officer) external view returns (uint256) {
    return liveKeys[officer].length;
  }

  function isHalted(uint32 organisation) external view returns (bool) {
    return halted(organisation);
  }

  /// @dev Whether a key works, so far as the handlers know.
  function works(address key) internal view returns (bool) {
    GhostKey memory ghost = ghostKeys[key];
    return ghost.live && clock >= ghost.from;
  }

  /// @dev Whether the registry ought to authorise this.
  function authorised(
    address key,
    uint32 organisation,
    uint32 offices,
    uint256 total
  ) internal view returns (bool) {
    if (!works(key)) return false;
    GhostAppointment memory held = ghostAppointments[ghostKeys[key].officer][organisation];
    return
      held.offices != 0 &&
      held.offices & offices == offices &&
      clock >= held.from &&
      clock < held.until &&
      total <= held.limit;
  }

  /// @dev Whether payments of an organisation ought to be halted: by its own halt, or by one of all unless it cools
  /// down from its own.
  function halted(uint32 organisation) internal view returns (bool) {
    if (clock < haltedUntil[organisation]) return true;
    return clock >= haltAgain[organisation] && clock < haltedUntil[0];
  }

  /// @dev A key that may act so: of someone there already, or else of someone hired for it.
  function actor(uint32 organisation, uint32 office, uint256 total, uint256 seed) internal returns (address) {
    uint24[] storage pool = _pool[organisation][office];
    for (uint256 i = 0; i < 4 && i < pool.length; ++i) {
      uint24 officer = pool[((seed % pool.length) + i) % pool.length];
      uint256 count = liveKeys[officer].length;
      if (count == 0) continue;
      address key = liveKeys[officer][seed % count];
      if (authorised(key, organisation, office, total)) return key;
    }
    uint24 hired = enrolPerson(office == Offices.PAYING);
    appointTo(hired, organisation, office, clock, clock + 300 days, type(uint64).max);
    return liveKeys[hired][0];
  }

  function enrolPerson(bool asContract) internal returns (uint24 officer) {
    address key = address(++_lastKey);
    if (asContract) vm.etch(key, hex"00");
    vm.prank(REGISTRAR);
    officer = OfficerId.unwrap(asContract ? registry.enrolContract(key) : registry.enrolPerson(key, 0));
    require(officer == ++officerCount, "an officer's id");
    isContract[officer] = asContract;
    noteKey(officer, key, clock);
  }

  function newKey() internal returns (address) {
    return address(++_lastKey);
  }

  function noteKey(uint24 officer, address key, uint40 from) internal {
    keys.push(key);
    ghostKeys[key] = GhostKey({officer: officer, live: true, from: from});
    liveKeys[officer].push(key);
  }

  function forgetKey(address key) internal {
    ghostKeys[key].live = false;
    address[] storage list = liveKeys[ghostKeys[key].officer];
    for (uint256 i = 0; i < list.length; ++i) {
      if (list[i] != key) continue;
      list[i] = list[list.length - 1];
      list.pop();
      return;
    }
  }

  /// @dev Appoints by the top administrator.
  function appointTo(
    uint24 officer,
    uint32 organisation,
    uint32 offices,
    uint40 from,
    uint40 until,
    uint64 limit
  ) internal {
    vm.prank(TOP);
    registry.appoint(OfficerId.wrap(officer), OrganisationId.wrap(organisation), offices, from, until, limit);
    noteAppointment(officer, organisation, GhostAppointment(offices, from, until, limit));
  }

  function noteAppointment(uint24 officer, uint32 organisation, GhostAppointment memory given) internal {
    ghostAppointments[officer][organisation] = given;
    heldOffices[officer] |= given.offices;
    for (uint32 office = 1; office <= Offices.ALL; office <<= 1) {
      if (given.offices & office != 0) _pool[organisation][office].push(officer);
    }
    if (given.offices & (given.offices - 1) != 0) _pool[organisation][given.offices].push(officer);
  }

  function anyOrganisation(uint256 seed) internal pure returns (uint32) {
    return uint32(1 + (seed % ORGANISATIONS));
  }

  function anyOfficer(uint256 seed) internal view returns (uint24) {
    return uint24(1 + (seed % officerCount));
  }

  /// @dev What a call was refused with: an error that is declared, never a panic or nothing.
  function declared(bytes memory reason) internal pure returns (bytes4 selector) {
    selector = selectorOf(reason);
    require(selector != 0 && selector != 0x4e487b71 && selector != 0x08c379a0, "an undeclared error");
  }

  function _createOrganisation(OrganisationId parent, string memory code) private {
    vm.prank(ADMINISTRATOR);
    registry.createOrganisation(parent, code);
  }

  /// @dev What must hold from one call to the next. Here and not with the campaign's checks, which forget what they see.
  function _watch() internal virtual {}
}
