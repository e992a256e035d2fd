// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../authority/IOfficerRegistry.sol";
import {AccountId} from "../types/AccountId.sol";
import {Act} from "../types/Act.sol";
import {Classification} from "../types/Classification.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {Phase, phaseAt} from "../types/Phase.sol";
import {Account, Reserves, Terms, Totals} from "./Account.sol";
import {IAccounts} from "./IAccounts.sol";

/// @title Accounts
/// @notice See `IAccounts`: what is kept of an account, what is asked of it, and what its obligations take and give back.
abstract contract Accounts is IAccounts {
  IOfficerRegistry internal immutable _registry;

  mapping(AccountId account => Account) internal _accounts;

  constructor(IOfficerRegistry registry_) {
    _registry = registry_;
  }

  /// @inheritdoc IAccounts
  function account(AccountId id) external view override returns (Account memory) {
    return _accounts[id];
  }

  /// @inheritdoc IAccounts
  function authority(AccountId id) public view override returns (uint64) {
    Totals memory totals = _accounts[id].totals;
    Reserves memory reserves = _accounts[id].reserves;
    return totals.available + totals.allotted + totals.obligated + reserves.withheld + reserves.reserved;
  }

  /// @inheritdoc IAccounts
  function phase(AccountId id) external view override returns (Phase) {
    return _phase(_terms(id));
  }

  /// @dev Obligates `amount` of what is available at `id`, at the sequence number that the act names.
  function _commit(AccountId id, Act calldata act, uint64 amount) internal {
    Totals memory totals = _accounts[id].totals;
    _begin(totals, act);
    totals.available = _take(id, totals.available, amount);
    // Both are parts of the account's authority, which fits.
    totals.obligated += amount;
    totals.store(_accounts[id].totals);
  }

  /// @dev Obligates `amount` more at `id`, for an act that carries an obligation's sequence number.
  function _commitMore(AccountId id, uint64 amount) internal {
    Totals memory totals = _accounts[id].totals;
    _bump(totals);
    totals.available = _take(id, totals.available, amount);
    totals.obligated += amount;
    totals.store(_accounts[id].totals);
  }

  /// @dev Obligates `amount` more at `id` if it is available; else does nothing and says so.
  function _commitIfAvailable(AccountId id, uint64 amount) internal returns (bool) {
    if (amount > _accounts[id].totals.available) return false;
    _commitMore(id, amount);
    return true;
  }

  /// @dev Gives back `amount` of what is obligated at `id`.
  function _uncommit(AccountId id, uint64 amount) internal {
    Totals memory totals = _accounts[id].totals;
    _bump(totals);
    totals.obligated -= amount;
    totals.available += amount;
    totals.store(_accounts[id].totals);
  }

  /// @dev Nothing changes in a ledger that a newer version has taken over from.
  function _requireNotFrozen() internal view virtual;

  /// @dev What an act has no use for must be 0, so that nobody means something by it.
  function _requireUnused(Act calldata act, bool usesCounterpart) internal pure {
    if ((!usesCounterpart && act.counterpart != 0) || Classification.unwrap(act.classification) != 0) {
      revert BudgetLedgerInvalidAct(act.subject, act.counterpart);
    }
  }

  /// @dev The account that an act is done to.
  function _accountOf(Act calldata act) internal pure returns (AccountId) {
    uint64 subject = act.subject;
    if (subject > type(uint32).max) revert BudgetLedgerInvalidAct(subject, act.counterpart);
    // Safe: checked in the line before.
    return AccountId.wrap(uint32(subject));
  }

  /// @dev The terms of an account that must be there.
  function _terms(AccountId id) internal view returns (Terms storage terms) {
    terms = _accounts[id].terms;
    if (terms.root.isNone()) revert BudgetLedgerUnknownAccount(id);
  }

  /// @dev The phase of the account's root now.
  function _phase(Terms storage terms) internal view returns (Phase) {
    // A root's root is itself. Read in one go, so that it is read once.
    Terms storage root = _accounts[terms.root].terms;
    (uint40 opensAt, uint40 closesAt, uint40 cancelsAt) = (root.opensAt, root.closesAt, root.cancelsAt);
    return phaseAt(block.timestamp, opensAt, closesAt, cancelsAt);
  }

  function _superior(Terms storage terms) internal view returns (OrganisationId) {
    return terms.parent.isNone() ? TREASURY : _accounts[terms.parent].terms.owner;
  }

  /// @dev The phase, which must not be cancelled.
  function _requireUncancelled(AccountId id, Terms storage terms) internal view returns (Phase phase_) {
    phase_ = _phase(terms);
    if (phase_ == Phase.Cancelled) revert BudgetLedgerWrongPhase(id, phase_);
  }

  /// @dev New commitments need the root open and the account's own window.
  function _requireWindow(AccountId id, Terms storage terms) internal view {
    Phase phase_ = _phase(terms);
    if (phase_ != Phase.Open) revert BudgetLedgerWrongPhase(id, phase_);
    (uint40 opensAt, uint40 closesAt) = (terms.opensAt, terms.closesAt);
    if (block.timestamp < opensAt || block.timestamp >= closesAt) {
      revert BudgetLedgerOutsideWindow(id, opensAt, closesAt);
    }
  }

  /// @dev The act must belong to the organisation that the officer acts for.
  function _requireOrganisation(AccountId id, OrganisationId needed, OrganisationId given) internal pure {
    if (needed != given) revert BudgetLedgerWrongOrganisation(id, needed, given);
  }

  /// @dev Refuses an act whose author did not see `current`, and tells a retry from a stale view.
  function _requireSequence(Act calldata act, uint32 current, bool isRetry) internal pure {
    if (act.sequence == current) return;
    if (isRetry) revert BudgetLedgerAlreadyDone(act.subject, act.sequence);
    revert BudgetLedgerStaleView(act.subject, current, act.sequence);
  }

  /// @dev Checks the act's sequence number and takes it.
  function _begin(Totals memory totals, Act calldata act) internal pure {
    uint32 fingerprint = act.fingerprint();
    bool isRetry = totals.lastAct == fingerprint && uint256(act.sequence) + 1 == totals.sequence;
    _requireSequence(act, totals.sequence, isRetry);
    totals.sequence += 1;
    totals.lastAct = fingerprint;
  }

  /// @dev Takes the next sequence number, for an act that is addressed elsewhere.
  function _bump(Totals memory totals) internal pure {
    totals.sequence += 1;
    // So that an older act's retry is not mistaken for the newest one's.
    totals.lastAct = 0;
  }

  function _take(AccountId id, uint64 available, uint64 requested) internal pure returns (uint64) {
    if (requested > available) revert BudgetLedgerInsufficientAuthority(id, available, requested);
    return available - requested;
  }
}
