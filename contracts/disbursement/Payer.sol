// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../authority/IOfficerRegistry.sol";
import {requireWithin} from "../authority/Limit.sol";
import {IBudgetLedger} from "../budget/IBudgetLedger.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {Rail} from "../types/Rail.sol";
import {ICashCeilings} from "./ICashCeilings.sol";
import {IPayer} from "./IPayer.sol";
import {IRail} from "./IRail.sol";

/// @title Payer
/// @notice See `IPayer`.
abstract contract Payer is IPayer {
  IOfficerRegistry internal immutable _registry;
  IBudgetLedger internal immutable _ledger;
  ICashCeilings internal immutable _cash;
  IRail private immutable _tokenRail;
  IRail private immutable _attestedRail;

  constructor(Parts memory parts) {
    _registry = IOfficerRegistry(parts.registry);
    _ledger = IBudgetLedger(parts.ledger);
    _cash = ICashCeilings(parts.cash);
    _tokenRail = IRail(parts.tokenRail);
    _attestedRail = IRail(parts.attestedRail);
  }

  function _railOf(Rail rail) internal view returns (IRail) {
    return rail == Rail.Token ? _tokenRail : _attestedRail;
  }

  /// @dev A bank always says why it sends money back.
  function _requireCode(bytes3 code) internal pure {
    if (code == 0) revert PayerMissingCode();
  }

  /// @dev Who disburses by `key`, for the organisation or, as a central payer, for the treasury; and the most that they
  /// may move in one call.
  function _warrant(
    address key,
    OrganisationId organisation,
    OrganisationId actingFor
  ) internal view returns (OfficerId officer, uint64 limit) {
    if (actingFor != organisation && actingFor != TREASURY)
      revert PayerWrongOrganisation(organisation, actingFor);
    return _registry.warrant(key, actingFor, Offices.DISBURSING);
  }

  /// @dev Who disburses so many cents.
  function _disburser(
    address key,
    OrganisationId organisation,
    OrganisationId actingFor,
    uint256 total
  ) internal view returns (OfficerId officer) {
    uint64 limit;
    (officer, limit) = _warrant(key, organisation, actingFor);
    requireWithin(officer, limit, total);
  }
}
