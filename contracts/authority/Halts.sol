// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {ALL_ORGANISATIONS, OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {Authority} from "./Authority.sol";
import {IOfficerRegistry} from "./IOfficerRegistry.sol";

/// @title Halts
/// @notice See `IOfficerRegistry`: payments are stopped for a time.
abstract contract Halts is Authority {
  uint40 internal immutable _haltMaximum;
  uint40 internal immutable _haltCooldown;

  mapping(OrganisationId organisation => Halt) private _halts;

  constructor(uint40 haltMaximum, uint40 haltCooldown) {
    _haltMaximum = haltMaximum;
    _haltCooldown = haltCooldown;
  }

  /// @inheritdoc IOfficerRegistry
  function halt(OrganisationId organisation_, uint40 duration, bytes32 reason) external override {
    OfficerId inspector = authorise(msg.sender, TREASURY, Offices.INSPECTOR, 0);
    if (organisation_ != ALL_ORGANISATIONS) requireOrganisation(organisation_);
    if (duration == 0 || duration > _haltMaximum) revert OfficerRegistryInvalidHalt(duration, _haltMaximum);
    // A halt of all cools down for each organisation.
    uint40 again = _halts[ALL_ORGANISATIONS].again;
    if (again < _halts[organisation_].again) again = _halts[organisation_].again;
    if (block.timestamp < again) revert OfficerRegistryCoolingDown(organisation_, again);
    uint40 until = uint40(block.timestamp) + duration;
    // In proportion, so that a short halt does not disarm the next one for long.
    uint40 cooldown = uint40((uint256(_haltCooldown) * duration) / _haltMaximum);
    _halts[organisation_] = Halt({until: until, again: until + cooldown});
    emit PaymentsHalted(organisation_, inspector, until, reason);
  }

  /// @inheritdoc IOfficerRegistry
  function lift(OrganisationId organisation_) external override {
    if (msg.sender != _top) authorise(msg.sender, TREASURY, Offices.INSPECTOR, 0);
    Halt storage stored = _halts[organisation_];
    if (block.timestamp >= stored.until) revert OfficerRegistryNotHalted(organisation_);
    // The halt ends now, and its cooldown begins.
    stored.again = stored.again - stored.until + uint40(block.timestamp);
    stored.until = uint40(block.timestamp);
    emit HaltLifted(organisation_, msg.sender);
  }

  /// @inheritdoc IOfficerRegistry
  function requireNotHalted(OrganisationId organisation_) external view override {
    Halt storage own = _halts[organisation_];
    if (block.timestamp < own.until) revert OfficerRegistryHalted(organisation_, own.until);
    // An organisation that is cooling down from its own halt is not stopped by one of all.
    if (block.timestamp < own.again) return;
    uint40 until = _halts[ALL_ORGANISATIONS].until;
    if (block.timestamp < until) revert OfficerRegistryHalted(ALL_ORGANISATIONS, until);
  }

  /// @inheritdoc IOfficerRegistry
  function haltOf(OrganisationId organisation_) external view override returns (Halt memory) {
    return _halts[organisation_];
  }
}
