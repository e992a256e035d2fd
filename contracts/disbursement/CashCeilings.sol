// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../authority/IOfficerRegistry.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {ICashCeilings} from "./ICashCeilings.sol";

/// @title CashCeilings
/// @notice See `ICashCeilings`.
contract CashCeilings is ICashCeilings {
  IOfficerRegistry private immutable _registry;

  mapping(OrganisationId organisation => Ceiling) private _ceilings;

  constructor(IOfficerRegistry registry_) {
    _registry = registry_;
    emit CashCeilingsCreated(address(registry_));
  }

  /// @inheritdoc ICashCeilings
  function setCeiling(
    OrganisationId organisation,
    uint64 ceiling_,
    uint40 from,
    uint40 until
  ) external override {
    OfficerId officer = _registry.authorise(msg.sender, TREASURY, Offices.BUDGET, 0);
    _registry.requireOrganisation(organisation);
    if (until == 0 ? from != 0 : from >= until) revert CashCeilingsInvalidPeriod(from, until);
    Ceiling storage stored = _ceilings[organisation];
    if (from != stored.from) stored.spent = 0;
    stored.ceiling = ceiling_;
    stored.from = from;
    stored.until = until;
    emit CashCeilingSet(organisation, officer, ceiling_, from, until);
  }

  /// @inheritdoc ICashCeilings
  function spend(OrganisationId organisation, uint64 amount) external override {
    Ceiling memory stored = _ceilings[organisation];
    // Without a ceiling there is nothing to change, whoever asks.
    if (stored.until == 0) return;
    _requirePayer();
    if (block.timestamp < stored.from || block.timestamp >= stored.until) {
      revert CashCeilingsOutsidePeriod(organisation, stored.from, stored.until);
    }
    // A ceiling may have been lowered below what was spent.
    uint64 left = stored.ceiling > stored.spent ? stored.ceiling - stored.spent : 0;
    if (amount > left) revert CashCeilingsExceeded(organisation, left, amount);
    _ceilings[organisation].spent = stored.spent + amount;
  }

  /// @inheritdoc ICashCeilings
  function restore(OrganisationId organisation, uint64 amount) external override {
    uint64 spent = _ceilings[organisation].spent;
    if (spent == 0) return;
    _requirePayer();
    // What comes back may have been paid in an earlier period.
    _ceilings[organisation].spent = spent > amount ? spent - amount : 0;
  }

  /// @inheritdoc ICashCeilings
  function ceiling(OrganisationId organisation) external view override returns (Ceiling memory) {
    return _ceilings[organisation];
  }

  /// @inheritdoc ICashCeilings
  function version() external pure override returns (string memory) {
    return "1.0.0";
  }

  function _requirePayer() private view {
    _registry.authorise(msg.sender, TREASURY, Offices.PAYING, 0);
  }
}
