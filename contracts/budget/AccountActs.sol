// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccountId} from "../types/AccountId.sol";
import {Act, ActKind, ReceiptKind} from "../types/Act.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {Phase} from "../types/Phase.sol";
import {Reserves, Terms, Totals} from "./Account.sol";
import {Accounts} from "./Accounts.sol";

/// @title AccountActs
/// @notice See `IAccounts`: the acts of officers on accounts.
/// @dev They reach `_applyToAccount` through the one entrance in `BudgetLedger`, which has checked the officer.
abstract contract AccountActs is Accounts {
  /// @dev Applies one act of a kind before `Obligate`, by `officer` for `organisation`.
  /// @param isSealed Whether opening entries are over.
  function _applyToAccount(
    Act calldata act,
    OrganisationId organisation,
    OfficerId officer,
    bool isSealed
  ) internal {
    bool isReceipt = act.kind == ActKind.Collect || act.kind == ActKind.Uncollect;
    _requireUnused(act, act.kind == ActKind.Transfer || isReceipt);
    AccountId id = _accountOf(act);
    Terms storage terms = _terms(id);
    Phase phase_ = _requireUncancelled(id, terms);
    if (act.kind <= ActKind.Realise) _enact(act, id, terms, phase_, organisation, officer, isSealed);
    else if (isReceipt) _collect(act, id, terms, organisation, officer);
    else if (act.kind == ActKind.Transfer) _transfer(act, id, terms, phase_, organisation, officer);
    else if (act.kind == ActKind.Allot || act.kind == ActKind.Withdraw) {
      _pass(act, id, terms, organisation, officer);
    } else _setApart(act, id, terms, organisation, officer);
  }

  /// @dev The law's acts: on a root, for the treasury.
  function _enact(
    Act calldata act,
    AccountId id,
    Terms storage terms,
    Phase phase_,
    OrganisationId organisation,
    OfficerId officer,
    bool isSealed
  ) private {
    _requireRoot(id, terms);
    _requireOrganisation(id, TREASURY, organisation);
    Totals memory totals = _accounts[id].totals;
    _begin(totals, act);
    Reserves memory reserves = _accounts[id].reserves;
    uint64 amount = act.amount;
    if (act.kind == ActKind.Appropriate) {
      // An expired account takes no new authority, but for what it brings along before the seal.
      if (phase_ == Phase.Expired && isSealed) revert BudgetLedgerWrongPhase(id, phase_);
      _requireRoom(id, authority(id), amount);
      totals.available += amount;
      emit Appropriated(id, officer, act.sequence, amount, act.evidence);
    } else if (act.kind == ActKind.Rescind) {
      totals.available = _take(id, totals.available, amount);
      emit Rescinded(id, officer, act.sequence, amount, act.evidence);
    } else if (act.kind == ActKind.Anticipate) {
      if (phase_ == Phase.Expired) revert BudgetLedgerWrongPhase(id, phase_);
      _requireRoom(id, reserves.anticipated, amount);
      reserves.anticipated += amount;
      emit Anticipated(id, officer, act.sequence, amount, act.evidence);
    } else if (act.kind == ActKind.Forgo) {
      reserves.anticipated = _draw(id, reserves.anticipated, amount);
      emit Forgone(id, officer, act.sequence, amount, act.evidence);
    } else {
      if (phase_ == Phase.Expired) revert BudgetLedgerWrongPhase(id, phase_);
      reserves.anticipated = _draw(id, reserves.anticipated, amount);
      reserves.collected = _draw(id, reserves.collected, amount);
      _requireRoom(id, authority(id), amount);
      totals.available += amount;
      emit Realised(id, officer, act.sequence, amount, act.evidence);
    }
    totals.store(_accounts[id].totals);
    if (act.kind > ActKind.Rescind) reserves.store(_accounts[id].reserves);
  }

  function _collect(
    Act calldata act,
    AccountId id,
    Terms storage terms,
    OrganisationId organisation,
    OfficerId officer
  ) private {
    _requireRoot(id, terms);
    // A central collector posts for everyone.
    if (organisation != TREASURY) _requireOrganisation(id, terms.owner, organisation);
    if (act.counterpart == 0 || act.counterpart > uint32(type(ReceiptKind).max)) {
      revert BudgetLedgerInvalidAct(act.subject, act.counterpart);
    }
    Totals memory totals = _accounts[id].totals;
    _begin(totals, act);
    totals.store(_accounts[id].totals);
    uint64 collected = _accounts[id].reserves.collected;
    // Safe: checked above to be a kind.
    ReceiptKind kind = ReceiptKind(act.counterpart);
    if (act.kind == ActKind.Collect) {
      _requireRoom(id, collected, act.amount);
      _accounts[id].reserves.collected = collected + act.amount;
      emit Collected(id, officer, act.sequence, kind, act.amount, act.evidence);
    } else {
      _accounts[id].reserves.collected = _draw(id, collected, act.amount);
      emit Uncollected(id, officer, act.sequence, kind, act.amount, act.evidence);
    }
  }

  function _transfer(
    Act calldata act,
    AccountId from,
    Terms storage terms,
    Phase phase_,
    OrganisationId organisation,
    OfficerId officer
  ) private {
    _requireOrganisation(from, _superior(terms), organisation);
    AccountId to = AccountId.wrap(act.counterpart);
    Terms storage other = _terms(to);
    if (from == to || terms.parent != other.parent) revert BudgetLedgerNotSiblings(from, to);
    if (terms.parent.isNone()) {
      // Between appropriations it changes what the law gave for what, so it takes the law's officer too.
      _registry.authorise(msg.sender, TREASURY, Offices.APPROPRIATING, act.amount);
      // Expired authority must not come to life again, nor new authority expire unseen.
      if (phase_ == Phase.Expired) revert BudgetLedgerWrongPhase(from, phase_);
      Phase otherPhase = _phase(other);
      if (otherPhase > Phase.Open) revert BudgetLedgerWrongPhase(to, otherPhase);
      _requireRoom(to, authority(to), act.amount);
    }
    Totals memory totals = _accounts[from].totals;
    _begin(totals, act);
    totals.available = _take(from, totals.available, act.amount);
    totals.store(_accounts[from].totals);
    totals = _accounts[to].totals;
    _bump(totals);
    totals.available += act.amount;
    totals.store(_accounts[to].totals);
    emit Transferred(from, to, officer, act.sequence, act.amount, act.evidence);
  }

  /// @dev Authority passes between an account and its parent.
  function _pass(
    Act calldata act,
    AccountId id,
    Terms storage terms,
    OrganisationId organisation,
    OfficerId officer
  ) private {
    if (terms.parent.isNone()) revert BudgetLedgerNotChild(id);
    bool down = act.kind == ActKind.Allot;
    // Either side may let unused authority go back up.
    if (down || organisation != terms.owner) _requireOrganisation(id, _superior(terms), organisation);
    Totals memory totals = _accounts[id].totals;
    _begin(totals, act);
    Totals memory above = _accounts[terms.parent].totals;
    _bump(above);
    if (down) {
      above.available = _take(terms.parent, above.available, act.amount);
      above.allotted += act.amount;
      totals.available += act.amount;
      emit Allotted(id, officer, act.sequence, act.amount, act.evidence);
    } else {
      totals.available = _take(id, totals.available, act.amount);
      above.allotted -= act.amount;
      above.available += act.amount;
      emit Withdrawn(id, officer, act.sequence, act.amount, act.evidence);
    }
    totals.store(_accounts[id].totals);
    above.store(_accounts[terms.parent].totals);
  }

  /// @dev Withholding is the superior's, reserving the owner's.
  function _setApart(
    Act calldata act,
    AccountId id,
    Terms storage terms,
    OrganisationId organisation,
    OfficerId officer
  ) private {
    bool bySuperior = act.kind == ActKind.Withhold || act.kind == ActKind.Release;
    _requireOrganisation(id, bySuperior ? _superior(terms) : terms.owner, organisation);
    Totals memory totals = _accounts[id].totals;
    _begin(totals, act);
    Reserves memory reserves = _accounts[id].reserves;
    uint64 amount = act.amount;
    if (act.kind == ActKind.Withhold) {
      totals.available = _take(id, totals.available, amount);
      reserves.withheld += amount;
      emit Withheld(id, officer, act.sequence, amount, act.evidence);
    } else if (act.kind == ActKind.Release) {
      reserves.withheld = _draw(id, reserves.withheld, amount);
      totals.available += amount;
      emit Released(id, officer, act.sequence, amount, act.evidence);
    } else if (act.kind == ActKind.Reserve) {
      _requireWindow(id, terms);
      totals.available = _take(id, totals.available, amount);
      reserves.reserved += amount;
      emit Reserved(id, officer, act.sequence, amount, act.evidence);
    } else {
      reserves.reserved = _draw(id, reserves.reserved, amount);
      totals.available += amount;
      emit Unreserved(id, officer, act.sequence, amount, act.evidence);
    }
    totals.store(_accounts[id].totals);
    reserves.store(_accounts[id].reserves);
  }

  function _requireRoot(AccountId id, Terms storage terms) private view {
    if (!terms.parent.isNone()) revert BudgetLedgerNotRoot(id);
  }

  function _requireRoom(AccountId id, uint64 there, uint64 added) private pure {
    if (uint256(there) + added > type(uint64).max) revert BudgetLedgerOverflow(id, there, added);
  }

  function _draw(AccountId id, uint64 there, uint64 requested) private pure returns (uint64) {
    if (requested > there) revert BudgetLedgerInsufficientReserves(id, there, requested);
    return there - requested;
  }
}
