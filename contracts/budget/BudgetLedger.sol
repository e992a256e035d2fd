// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../authority/IOfficerRegistry.sol";
import {AccountId} from "../types/AccountId.sol";
import {Act, ActKind, Acts} from "../types/Act.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {AccountActs} from "./AccountActs.sol";
import {Accounts} from "./Accounts.sol";
import {AccountTerms} from "./AccountTerms.sol";
import {IBudgetLedger} from "./IBudgetLedger.sol";
import {Obligations} from "./Obligations.sol";

/// @title BudgetLedger
/// @notice See `IBudgetLedger`.
contract BudgetLedger is AccountTerms, AccountActs, Obligations, IBudgetLedger {
  Status private _status;
  Identity private _identity;

  constructor(IOfficerRegistry registry_, Identity memory identity_) Accounts(registry_) {
    bytes memory currency = bytes(identity_.currency);
    bool valid =
      currency.length == 3 &&
        bytes(identity_.name).length != 0 &&
        bytes(identity_.timeZone).length != 0 &&
        bytes(identity_.fiscalYearStart).length == 5;
    for (uint256 i = 0; valid && i < 3; ++i) {
      valid = currency[i] >= "A" && currency[i] <= "Z";
    }
    if (!valid) revert BudgetLedgerInvalidIdentity();
    _identity = identity_;
    emit LedgerCreated(
      ledgerId(),
      address(registry_),
      identity_.name,
      identity_.currency,
      identity_.timeZone,
      identity_.fiscalYearStart
    );
  }

  /// @inheritdoc IBudgetLedger
  function execute(OrganisationId organisation, Act[] calldata acts) external override {
    if (acts.length == 0) revert BudgetLedgerEmptyBatch();
    Status memory before = _status;
    if (before.isFrozen) revert BudgetLedgerFrozen();

    (uint32 offices, uint256 total) = _sum(acts);
    OfficerId officer = _registry.authorise(msg.sender, organisation, offices, total);

    AccountId open;
    for (uint256 i = 0; i < acts.length; ++i) {
      Act calldata act = acts[i];
      if (act.kind < ActKind.Obligate) {
        _applyToAccount(act, organisation, officer, before.isSealed);
      } else if (act.kind <= ActKind.OpenObligation) {
        _obligate(act, organisation, officer, before.isSealed);
      } else {
        open = _applyToCommitment(act, organisation, officer, open);
      }
      if (!before.isSealed) _countOpening(act);
    }
  }

  /// @inheritdoc IBudgetLedger
  function seal(uint120 openingAuthority, uint120 openingObligated) external override {
    OfficerId officer = _registry.authorise(msg.sender, TREASURY, Offices.APPROPRIATING, 0);
    _requireNotFrozen();
    Status storage status_ = _status;
    if (status_.isSealed) revert BudgetLedgerSealed();
    if (status_.openingAuthority != openingAuthority || status_.openingObligated != openingObligated) {
      revert BudgetLedgerOpeningMismatch(status_.openingAuthority, status_.openingObligated);
    }
    status_.isSealed = true;
    emit OpeningSealed(officer, openingAuthority, openingObligated);
  }

  /// @inheritdoc IBudgetLedger
  function freeze() external override {
    if (msg.sender != _registry.top()) revert BudgetLedgerOnlyTop(msg.sender);
    _requireNotFrozen();
    _status.isFrozen = true;
    emit LedgerFrozen();
  }

  /// @inheritdoc IBudgetLedger
  function status() external view override returns (Status memory) {
    return _status;
  }

  /// @inheritdoc IBudgetLedger
  function identity() external view override returns (Identity memory) {
    return _identity;
  }

  /// @inheritdoc IBudgetLedger
  function ledgerId() public view override returns (bytes32) {
    return keccak256(abi.encode(block.chainid, address(this)));
  }

  /// @inheritdoc IBudgetLedger
  function registry() external view override returns (address) {
    return address(_registry);
  }

  /// @inheritdoc IBudgetLedger
  function version() external pure override returns (string memory) {
    return "1.0.0";
  }

  /// @dev What a batch needs of its officer: every office, and its amounts in total.
  function _sum(Act[] calldata acts) private pure returns (uint32 offices, uint256 total) {
    for (uint256 i = 0; i < acts.length; ++i) {
      Act calldata act = acts[i];
      if (act.amount == 0) revert BudgetLedgerZeroAmount(act.subject);
      offices |= Acts.office(act.kind);
      unchecked {
        // Safe: fewer than 2^64 acts of less than 2^64 cents.
        total += act.amount;
      }
    }
  }

  function _countOpening(Act calldata act) private {
    if (act.kind == ActKind.Appropriate) _status.openingAuthority += act.amount;
    else if (act.kind == ActKind.OpenObligation) _status.openingObligated += act.amount;
  }

  function _requireNotFrozen() internal view override {
    if (_status.isFrozen) revert BudgetLedgerFrozen();
  }
}
