// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {Officers} from "./Officers.sol";
import {IOfficerRegistry} from "./IOfficerRegistry.sol";

/// @title Appointments
/// @notice See `IOfficerRegistry`: offices are given and taken.
abstract contract Appointments is Officers {
  uint40 internal constant _NO_END = type(uint40).max;

  uint40 internal immutable _appointmentDelay;

  constructor(uint40 appointmentDelay) {
    _appointmentDelay = appointmentDelay;
  }

  /// @inheritdoc IOfficerRegistry
  function appoint(
    OfficerId officer_,
    OrganisationId organisation_,
    uint32 offices,
    uint40 from,
    uint40 until,
    uint64 limit
  ) external override {
    requireOrganisation(organisation_);
    if (offices & Offices.BY_TOP != 0) {
      _requireTop();
      if (organisation_ != TREASURY) revert OfficerRegistryInvalidOffices(offices);
    } else if (msg.sender != _top) {
      if (_requireAdministrator(organisation_) == officer_) revert OfficerRegistrySelfAppointment(officer_);
    }
    uint40 earliest = uint40(block.timestamp) + _appointmentDelay;
    if (from == 0) from = earliest;
    if (from < earliest || until <= from) revert OfficerRegistryInvalidDates(from, until, earliest);
    _appoint(officer_, organisation_, offices, from, until, limit);
  }

  /// @inheritdoc IOfficerRegistry
  function revoke(OfficerId officer_, OrganisationId organisation_) external override {
    Officer storage stored = _requireOfficer(officer_);
    bool byItself = officerOf(msg.sender) == officer_;
    if (!byItself && msg.sender != _top) {
      bool permitted =
        !stored.independent && (_isRegistrar(msg.sender) || !_administratorOf(organisation_).isNone());
      if (!permitted) revert OfficerRegistryMayNotRevoke(msg.sender, officer_);
    }
    Appointment memory former = _appointments[officer_][organisation_];
    if (former.offices == 0 || former.term != stored.term) {
      revert OfficerRegistryNotAppointed(officer_, organisation_);
    }
    delete _appointments[officer_][organisation_];
    stored.appointments -= 1;
    stored.independent = false;
    emit AppointmentRevoked(officer_, organisation_, msg.sender);
  }

  /// @inheritdoc IOfficerRegistry
  function replaceInspector(OfficerId former, OfficerId successor) external override onlyTop {
    if (!former.isNone()) {
      Appointment memory held = _appointments[former][TREASURY];
      if (held.offices != Offices.INSPECTOR || held.term != _officers[former].term) {
        revert OfficerRegistryNotAppointed(former, TREASURY);
      }
      _dismiss(former, 0);
    }
    Officer storage next = _requireOfficer(successor);
    if (next.appointments != 0) revert OfficerRegistryNotIndependent(successor);
    // Also refuses the former one, whose keys have just gone.
    if (next.keyCount == 0) revert OfficerRegistryUnknownOfficer(successor);
    _appoint(successor, TREASURY, Offices.INSPECTOR, uint40(block.timestamp), _NO_END, 0);
  }

  function _appoint(
    OfficerId officer_,
    OrganisationId organisation_,
    uint32 offices,
    uint40 from,
    uint40 until,
    uint64 limit
  ) internal {
    Officer storage stored = _requireOfficer(officer_);
    if (offices == 0 || offices & ~Offices.ALL != 0) revert OfficerRegistryInvalidOffices(offices);
    uint32 held_ = stored.held | offices;
    uint32 conflict = Offices.conflict(offices) | Offices.conflictAnywhere(held_);
    if (conflict != 0) revert OfficerRegistryIncompatibleOffices(conflict);
    if (stored.isContract ? offices & ~Offices.FOR_CONTRACTS != 0 : offices & Offices.PAYING != 0) {
      revert OfficerRegistryOfficeNotForKind(officer_, offices);
    }

    if (stored.independent && msg.sender != _top) revert OfficerRegistryNotIndependent(officer_);
    Appointment storage held = _appointments[officer_][organisation_];
    if (held.offices != 0 && held.term == stored.term) stored.appointments -= 1;
    bool independent = offices & Offices.INDEPENDENT != 0;
    if (stored.appointments != 0 && (independent || stored.independent)) {
      revert OfficerRegistryNotIndependent(officer_);
    }
    stored.appointments += 1;
    stored.independent = independent;
    stored.held = held_;
    _appointments[officer_][organisation_] = Appointment({
      offices: offices,
      term: stored.term,
      from: from,
      until: until,
      limit: limit
    });
    emit OfficerAppointed(officer_, organisation_, msg.sender, offices, from, until, limit);
  }
}
