// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {isCode} from "../types/Code.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {Appointments} from "./Appointments.sol";
import {Authority} from "./Authority.sol";
import {Halts} from "./Halts.sol";
import {Officers} from "./Officers.sol";
import {IOfficerRegistry} from "./IOfficerRegistry.sol";

/// @title OfficerRegistry
/// @notice See `IOfficerRegistry`: its powers and their limits. Here are the organisations and what the registry starts
/// with; the rest is in the layers below.
contract OfficerRegistry is Appointments, Halts {
  /// @notice How deep the tree of organisations may be, so that a search for an administrator ends.
  uint8 public constant MAX_DEPTH = 8;

  uint40 private constant _LONGEST_DELAY = 30 days;

  mapping(bytes32 codeHash => OrganisationId organisation) private _organisationByCode;

  /// @param settings_ See `Settings`.
  /// @param founders See `Founders`: they hold their offices at the treasury without end, from now.
  /// @param treasuryCode The code of the first organisation, the treasury.
  constructor(
    Settings memory settings_,
    Founders memory founders,
    string memory treasuryCode
  )
    Authority(settings_.top)
    Officers(settings_.keyDelay)
    Appointments(settings_.appointmentDelay)
    Halts(settings_.haltMaximum, settings_.haltCooldown)
  {
    if (
      settings_.top == address(0) ||
      settings_.keyDelay > _LONGEST_DELAY ||
      settings_.appointmentDelay > _LONGEST_DELAY ||
      settings_.haltMaximum == 0 ||
      settings_.haltMaximum > _LONGEST_DELAY ||
      settings_.haltCooldown < settings_.haltMaximum ||
      settings_.haltCooldown > 12 * _LONGEST_DELAY
    ) revert OfficerRegistryInvalidSettings();
    emit RegistryCreated(
      settings_.top,
      settings_.keyDelay,
      settings_.appointmentDelay,
      settings_.haltMaximum,
      settings_.haltCooldown
    );

    _createOrganisation(OrganisationId.wrap(0), 0, treasuryCode);
    _found(founders.registrar, Offices.REGISTRAR);
    _found(founders.inspector, Offices.INSPECTOR);
    _found(founders.administrator, Offices.ADMINISTRATOR);
  }

  /// @inheritdoc IOfficerRegistry
  function createOrganisation(
    OrganisationId parent,
    string calldata code
  ) external override returns (OrganisationId) {
    requireOrganisation(parent);
    _requireAdministrator(parent);
    uint8 depth = _organisations[parent].depth;
    if (depth == MAX_DEPTH) revert OfficerRegistryTooDeep(parent);
    return _createOrganisation(parent, depth + 1, code);
  }

  /// @inheritdoc IOfficerRegistry
  function settings() external view override returns (Settings memory) {
    return
      Settings({
        top: _top,
        keyDelay: _keyDelay,
        appointmentDelay: _appointmentDelay,
        haltMaximum: _haltMaximum,
        haltCooldown: _haltCooldown
      });
  }

  /// @inheritdoc IOfficerRegistry
  function organisationByCode(string calldata code) external view override returns (OrganisationId) {
    return _organisationByCode[keccak256(bytes(code))];
  }

  /// @inheritdoc IOfficerRegistry
  function counts() external view override returns (uint32 organisations, uint24 officers) {
    return (_organisationCount, _officerCount);
  }

  /// @inheritdoc IOfficerRegistry
  function version() external pure override returns (string memory) {
    return "1.0.0";
  }

  function _found(address key_, uint32 office) private {
    OfficerId officer_ = _enrol(key_, false, 0);
    _appoint(officer_, TREASURY, office, uint40(block.timestamp), _NO_END, 0);
  }

  function _createOrganisation(
    OrganisationId parent,
    uint8 depth,
    string memory code
  ) private returns (OrganisationId id) {
    bytes32 codeHash = keccak256(bytes(code));
    if (!isCode(code) || !_organisationByCode[codeHash].isNone()) {
      revert OfficerRegistryInvalidCode(code);
    }
    id = OrganisationId.wrap(++_organisationCount);
    _organisations[id] = Organisation({parent: parent, depth: depth});
    _organisationByCode[codeHash] = id;
    emit OrganisationCreated(id, parent, msg.sender, code);
  }
}
