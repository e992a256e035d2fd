// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {AppointmentWord, AuthorityWords, KeyWord} from "./AuthorityWords.sol";
import {IOfficerRegistry} from "./IOfficerRegistry.sol";
import {requireWithin} from "./Limit.sol";

/// @title Authority
/// @notice See `IOfficerRegistry`: who may act, and how that is found out.
abstract contract Authority is IOfficerRegistry {
  using AuthorityWords for Key;
  using AuthorityWords for Appointment;

  address internal immutable _top;

  uint32 internal _organisationCount;
  uint24 internal _officerCount;
  mapping(OrganisationId organisation => Organisation) internal _organisations;
  mapping(OfficerId officer => Officer) internal _officers;
  mapping(address key => Key) internal _keys;
  mapping(OfficerId officer => mapping(OrganisationId organisation => Appointment)) internal _appointments;

  constructor(address top_) {
    _top = top_;
  }

  modifier onlyTop() {
    _requireTop();
    _;
  }

  /// @inheritdoc IOfficerRegistry
  function authorise(
    address key_,
    OrganisationId organisation_,
    uint32 offices,
    uint256 total
  ) public view override returns (OfficerId officer_) {
    uint64 limit;
    (officer_, limit) = warrant(key_, organisation_, offices);
    requireWithin(officer_, limit, total);
  }

  /// @inheritdoc IOfficerRegistry
  function warrant(
    address key_,
    OrganisationId organisation_,
    uint32 offices
  ) public view override returns (OfficerId officer_, uint64 limit) {
    KeyWord used = _keys[key_].wordOf();
    if (!used.works()) revert OfficerRegistryUnknownKey(key_);
    officer_ = used.officer();
    AppointmentWord held = _appointments[officer_][organisation_].wordOf();
    if (!held.holds(used.term())) revert OfficerRegistryNotAppointed(officer_, organisation_);
    uint32 missing = offices & ~held.offices();
    if (missing != 0) revert OfficerRegistryMissingOffices(officer_, organisation_, missing);
    limit = held.limit();
  }

  /// @inheritdoc IOfficerRegistry
  function officerOf(address key_) public view override returns (OfficerId) {
    KeyWord used = _keys[key_].wordOf();
    return used.works() ? used.officer() : OfficerId.wrap(0);
  }

  /// @inheritdoc IOfficerRegistry
  function requireOrganisation(OrganisationId organisation_) public view override {
    uint32 index = OrganisationId.unwrap(organisation_);
    if (index == 0 || index > _organisationCount) revert OfficerRegistryUnknownOrganisation(organisation_);
  }

  /// @inheritdoc IOfficerRegistry
  function top() external view override returns (address) {
    return _top;
  }

  /// @inheritdoc IOfficerRegistry
  function officer(OfficerId officer_) external view override returns (Officer memory) {
    return _officers[officer_];
  }

  /// @inheritdoc IOfficerRegistry
  function key(address key_) external view override returns (Key memory) {
    return _keys[key_];
  }

  /// @inheritdoc IOfficerRegistry
  function organisation(OrganisationId organisation_) external view override returns (Organisation memory) {
    return _organisations[organisation_];
  }

  /// @inheritdoc IOfficerRegistry
  function appointment(
    OfficerId officer_,
    OrganisationId organisation_
  ) external view override returns (Appointment memory) {
    return _appointments[officer_][organisation_];
  }

  function _requireTop() internal view {
    if (msg.sender != _top) revert OfficerRegistryOnlyTop(msg.sender);
  }

  function _requireOfficer(OfficerId officer_) internal view returns (Officer storage stored) {
    stored = _officers[officer_];
    if (stored.term == 0) revert OfficerRegistryUnknownOfficer(officer_);
  }

  function _requireRegistrar() internal view {
    authorise(msg.sender, TREASURY, Offices.REGISTRAR, 0);
  }

  function _requireMayRevoke(OfficerId officer_) internal view {
    if (msg.sender == _top) return;
    if (_officers[officer_].independent || !_isRegistrar(msg.sender)) {
      revert OfficerRegistryMayNotRevoke(msg.sender, officer_);
    }
  }

  function _requireAdministrator(OrganisationId organisation_) internal view returns (OfficerId officer_) {
    officer_ = _administratorOf(organisation_);
    if (officer_.isNone()) revert OfficerRegistryNotAdministrator(msg.sender, organisation_);
  }

  /// @dev The caller, if a live administrator of the organisation or of one above it; else 0.
  function _administratorOf(OrganisationId organisation_) internal view returns (OfficerId) {
    KeyWord used = _keys[msg.sender].wordOf();
    if (!used.works()) return OfficerId.wrap(0);
    for (OrganisationId up = organisation_; !up.isNone(); up = _organisations[up].parent) {
      AppointmentWord held = _appointments[used.officer()][up].wordOf();
      if (held.offices() & Offices.ADMINISTRATOR != 0 && held.holds(used.term())) return used.officer();
    }
    return OfficerId.wrap(0);
  }

  function _isRegistrar(address key_) internal view returns (bool) {
    KeyWord used = _keys[key_].wordOf();
    if (!used.works()) return false;
    AppointmentWord held = _appointments[used.officer()][TREASURY].wordOf();
    return held.offices() & Offices.REGISTRAR != 0 && held.holds(used.term());
  }
}
