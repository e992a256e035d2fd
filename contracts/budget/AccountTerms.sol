// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccountId} from "../types/AccountId.sol";
import {isCode} from "../types/Code.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {NO_END} from "../types/Phase.sol";
import {Terms} from "./Account.sol";
import {Accounts} from "./Accounts.sol";
import {IAccounts} from "./IAccounts.sol";

/// @title AccountTerms
/// @notice See `IAccounts`: accounts are opened, extended and reassigned.
abstract contract AccountTerms is Accounts {
  /// @notice How deep allotments may lie below their root.
  uint8 public constant MAX_DEPTH = 16;

  uint32 private _accountCount;
  mapping(AccountId parent => mapping(bytes32 codeHash => AccountId account)) private _accountByCode;

  /// @inheritdoc IAccounts
  function openAppropriation(
    OrganisationId owner,
    uint40 opensAt,
    uint40 closesAt,
    uint40 cancelsAt,
    string calldata symbol
  ) external override returns (AccountId id) {
    OfficerId officer = _authorise(TREASURY, Offices.APPROPRIATING);
    if (opensAt >= closesAt || closesAt > cancelsAt || cancelsAt <= block.timestamp) {
      revert BudgetLedgerInvalidDates(opensAt, closesAt, cancelsAt);
    }
    id = _open(AccountId.wrap(0), owner, symbol);
    _accounts[id].terms = Terms({
      parent: AccountId.wrap(0),
      root: id,
      owner: owner,
      opensAt: opensAt,
      closesAt: closesAt,
      cancelsAt: cancelsAt,
      depth: 0
    });
    emit AppropriationOpened(id, owner, officer, opensAt, closesAt, cancelsAt, symbol);
  }

  /// @inheritdoc IAccounts
  function openAllotment(
    AccountId parent,
    OrganisationId owner,
    uint40 opensAt,
    uint40 closesAt,
    string calldata code
  ) external override returns (AccountId id) {
    Terms storage above = _terms(parent);
    OfficerId officer = _authorise(above.owner, Offices.BUDGET);
    _requireUncancelled(parent, above);
    if (above.depth == MAX_DEPTH) revert BudgetLedgerTooDeep(parent);
    _requireInside(above.root, opensAt, closesAt);
    id = _open(parent, owner, code);
    _accounts[id].terms = Terms({
      parent: parent,
      root: above.root,
      owner: owner,
      opensAt: opensAt,
      closesAt: closesAt,
      cancelsAt: 0,
      depth: above.depth + 1
    });
    emit AllotmentOpened(id, parent, owner, officer, opensAt, closesAt, code);
  }

  /// @inheritdoc IAccounts
  function extend(AccountId id, uint40 closesAt, uint40 cancelsAt) external override {
    Terms storage terms = _terms(id);
    OfficerId officer = _authoriseSuperior(terms);
    _requireUncancelled(id, terms);
    // An end that was reached stands; one that is ahead moves later or stays.
    bool reached = block.timestamp >= terms.closesAt;
    if (reached ? closesAt != terms.closesAt : closesAt < terms.closesAt) {
      revert BudgetLedgerInvalidDates(terms.opensAt, closesAt, cancelsAt);
    }
    if (terms.parent.isNone()) {
      if (cancelsAt < terms.cancelsAt || cancelsAt < closesAt) {
        revert BudgetLedgerInvalidDates(terms.opensAt, closesAt, cancelsAt);
      }
    } else {
      if (cancelsAt != 0) revert BudgetLedgerInvalidDates(terms.opensAt, closesAt, cancelsAt);
      _requireInside(terms.root, terms.opensAt, closesAt);
    }
    _accounts[id].terms.closesAt = closesAt;
    _accounts[id].terms.cancelsAt = cancelsAt;
    emit AccountExtended(id, officer, closesAt, cancelsAt);
  }

  /// @inheritdoc IAccounts
  function reassign(AccountId id, OrganisationId owner) external override {
    Terms storage terms = _terms(id);
    OfficerId officer = _authorise(_superior(terms), Offices.BUDGET);
    _requireUncancelled(id, terms);
    _registry.requireOrganisation(owner);
    // Or a halt would be evaded by giving the account away.
    _registry.requireNotHalted(terms.owner);
    _accounts[id].terms.owner = owner;
    emit AccountReassigned(id, owner, officer);
  }

  /// @inheritdoc IAccounts
  function accountByCode(AccountId parent, string calldata code) external view override returns (AccountId) {
    return _accountByCode[parent][keccak256(bytes(code))];
  }

  /// @inheritdoc IAccounts
  function accountCount() external view override returns (uint32) {
    return _accountCount;
  }

  function _open(
    AccountId parent,
    OrganisationId owner,
    string calldata code
  ) private returns (AccountId id) {
    _registry.requireOrganisation(owner);
    bytes32 codeHash = keccak256(bytes(code));
    if (!isCode(code) || !_accountByCode[parent][codeHash].isNone()) {
      revert BudgetLedgerInvalidSymbol(code);
    }
    id = AccountId.wrap(++_accountCount);
    _accountByCode[parent][codeHash] = id;
    _accounts[id].totals.sequence = 1;
  }

  /// @dev The officer who may do what no batch does, in a ledger that is not frozen.
  function _authorise(OrganisationId organisation, uint32 offices) private view returns (OfficerId) {
    _requireNotFrozen();
    return _registry.authorise(msg.sender, organisation, offices, 0);
  }

  /// @dev Dates: the law's for a root, the superior's for a child.
  function _authoriseSuperior(Terms storage terms) private view returns (OfficerId) {
    return _authorise(_superior(terms), terms.parent.isNone() ? Offices.APPROPRIATING : Offices.BUDGET);
  }

  function _requireInside(AccountId root, uint40 opensAt, uint40 closesAt) private view {
    Terms storage terms = _accounts[root].terms;
    // Its own end may be left to the root's.
    uint40 end = closesAt == NO_END ? terms.closesAt : closesAt;
    if (opensAt < terms.opensAt || opensAt >= end || end > terms.closesAt)
      revert BudgetLedgerInvalidDates(opensAt, closesAt, 0);
  }
}
