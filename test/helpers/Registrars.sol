// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../../contracts/authority/IOfficerRegistry.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {OrganisationId, TREASURY} from "../../contracts/types/OrganisationId.sol";
import {NO_END} from "../../contracts/types/Phase.sol";
import {Test} from "./Test.sol";

/// @title Registrars
/// @notice A registry with its founders, an agency with a bureau below it, and another agency.
abstract contract Registrars is Test {
  /// @dev 2026-10-01T00:00:00Z, the first second of a fiscal year.
  uint40 internal constant START = 1_790_812_800;
  uint40 internal constant KEY_DELAY = 1 days;
  uint40 internal constant APPOINTMENT_DELAY = 1 hours;
  uint40 internal constant HALT_MAXIMUM = 7 days;
  uint40 internal constant HALT_COOLDOWN = 14 days;
  uint64 internal constant NO_LIMIT = type(uint64).max;

  address internal constant TOP = address(0x70);
  address internal constant REGISTRAR = address(0x71);
  address internal constant INSPECTOR = address(0x72);
  address internal constant ADMINISTRATOR = address(0x73);
  address internal constant STRANGER = address(0x74);

  OfficerId internal constant REGISTRAR_OFFICER = OfficerId.wrap(1);
  OfficerId internal constant INSPECTOR_OFFICER = OfficerId.wrap(2);
  OfficerId internal constant ADMINISTRATOR_OFFICER = OfficerId.wrap(3);
  OfficerId internal constant NOBODY = OfficerId.wrap(0);

  OrganisationId internal constant AGENCY = OrganisationId.wrap(2);
  OrganisationId internal constant BUREAU = OrganisationId.wrap(3);
  OrganisationId internal constant OTHER = OrganisationId.wrap(4);

  IOfficerRegistry internal registry;
  uint160 private _lastKey = 0x100000;

  function setUp() public virtual {
    vm.warp(START);
    found(TOP);
  }

  /// @dev Deploys the registry under `top` and its organisations.
  function found(address top) internal {
    registry = IOfficerRegistry(
      deployed("OfficerRegistry", abi.encode(settingsUnder(top), founders(), "TREASURY"))
    );
    createOrganisation(TREASURY, "AGENCY");
    createOrganisation(AGENCY, "BUREAU");
    createOrganisation(TREASURY, "OTHER");
  }

  function settingsUnder(address top) internal pure returns (IOfficerRegistry.Settings memory) {
    return
      IOfficerRegistry.Settings({
        top: top,
        keyDelay: KEY_DELAY,
        appointmentDelay: APPOINTMENT_DELAY,
        haltMaximum: HALT_MAXIMUM,
        haltCooldown: HALT_COOLDOWN
      });
  }

  function founders() internal pure returns (IOfficerRegistry.Founders memory) {
    return
      IOfficerRegistry.Founders({registrar: REGISTRAR, inspector: INSPECTOR, administrator: ADMINISTRATOR});
  }

  function createOrganisation(OrganisationId parent, string memory code) internal returns (OrganisationId) {
    vm.prank(ADMINISTRATOR);
    return registry.createOrganisation(parent, code);
  }

  function newKey() internal returns (address) {
    return address(++_lastKey);
  }

  function enrol(address key) internal returns (OfficerId) {
    vm.prank(REGISTRAR);
    return registry.enrolPerson(key, 0);
  }

  function enrolContract(address key) internal returns (OfficerId) {
    vm.etch(key, hex"00");
    vm.prank(REGISTRAR);
    return registry.enrolContract(key);
  }

  /// @dev Enrols the owner of a new key, a contract for `PAYING`.
  function enrolFor(uint32 offices) internal returns (OfficerId officer, address key) {
    key = newKey();
    officer = offices == Offices.PAYING ? enrolContract(key) : enrol(key);
  }

  /// @dev Appoints from the earliest second on, without end or limit, by the top administrator.
  function appoint(OfficerId officer, OrganisationId organisation, uint32 offices) internal {
    appoint(officer, organisation, offices, NO_LIMIT);
  }

  function appoint(OfficerId officer, OrganisationId organisation, uint32 offices, uint64 limit) internal {
    uint40 from = time() + APPOINTMENT_DELAY;
    address top = registry.top();
    vm.prank(top);
    registry.appoint(officer, organisation, offices, from, NO_END, limit);
  }

  /// @dev A new officer whose appointment holds already: moves the time by the delay.
  function hire(
    OrganisationId organisation,
    uint32 offices
  ) internal returns (OfficerId officer, address key) {
    (officer, key) = enrolFor(offices);
    appoint(officer, organisation, offices);
    vm.warp(time() + APPOINTMENT_DELAY);
  }

  function isOfficer(OfficerId left, OfficerId right, string memory message) internal pure {
    vm.assertEq(OfficerId.unwrap(left), OfficerId.unwrap(right), message);
  }

  function unknownKey(address key) internal pure returns (bytes memory) {
    return abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryUnknownKey.selector, key);
  }

  function notAppointed(OfficerId officer, OrganisationId organisation) internal pure returns (bytes memory) {
    return
      abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryNotAppointed.selector, officer, organisation);
  }
}
