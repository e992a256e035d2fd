// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccountId} from "../types/AccountId.sol";
import {Act, ActKind} from "../types/Act.sol";
import {Classification} from "../types/Classification.sol";
import {ObligationId, obligationOf} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
import {MANY_PAYEES, PayeeId} from "../types/PayeeId.sol";
import {Phase} from "../types/Phase.sol";
import {Terms} from "./Account.sol";
import {ClaimsWord} from "./ClaimsWord.sol";
import {CommitmentWord, CommitmentWords} from "./CommitmentWord.sol";
import {ObligationClaims} from "./ObligationClaims.sol";

/// @title Obligations
/// @notice See `IObligations`: the acts of officers on obligations.
/// @dev Acts reach `_obligate` and `_applyToCommitment` through the one entrance in `BudgetLedger`; claims have one of
/// their own, `post`, for payers.
abstract contract Obligations is ObligationClaims {
  /// @dev Applies `Obligate` or `OpenObligation`.
  function _obligate(
    Act calldata act,
    OrganisationId organisation,
    OfficerId officer,
    bool isSealed
  ) internal {
    AccountId account_ = _accountOf(act);
    bool isNew = act.kind == ActKind.Obligate;
    Terms storage terms = _terms(account_);
    _requireOrganisation(account_, terms.owner, organisation);
    if (isNew) {
      _requireWindow(account_, terms);
    } else {
      if (isSealed) revert BudgetLedgerSealed();
      Phase phase_ = _requireUncancelled(account_, terms);
      if (phase_ == Phase.Planned) revert BudgetLedgerWrongPhase(account_, phase_);
    }
    PayeeId payee = PayeeId.wrap(act.counterpart);
    if (payee.isNone()) revert BudgetLedgerInvalidPayee(act.subject, payee);
    Classification classification = act.classification;
    if (classification.version() != 1) revert BudgetLedgerUnknownClassification(classification);
    uint64 amount = act.amount;
    _commit(account_, act, amount);
    // The account's sequence number was free a line before, so there is no such obligation yet.
    ObligationId id = obligationOf(account_, act.sequence);
    _obligations[id].commitment = CommitmentWords.made(amount, payee, officer);
    if (isNew) emit Obligated(id, payee, officer, amount, classification, act.evidence);
    else emit ObligationOpened(id, payee, officer, amount, classification, act.evidence);
  }

  /// @dev Applies one act of a kind from `Increase` on.
  /// @param open The account that the act before was on, which is not looked at again: acts of a batch are mostly on one.
  /// @return account_ The account of this one.
  function _applyToCommitment(
    Act calldata act,
    OrganisationId organisation,
    OfficerId officer,
    AccountId open
  ) internal returns (AccountId account_) {
    ActKind kind = act.kind;
    _requireUnused(act, kind == ActKind.Novate);
    ObligationId id = ObligationId.wrap(act.subject);
    account_ = id.account();
    if (account_ != open || account_.isNone()) {
      Terms storage terms = _terms(account_);
      _requireOrganisation(account_, terms.owner, organisation);
      _requireUncancelled(account_, terms);
    }
    CommitmentWord it = _obligations[id].commitment;
    if (it.payee().isNone()) revert BudgetLedgerUnknownObligation(id);
    // Truncation is meant: a fingerprint.
    uint16 fingerprint = uint16(act.fingerprint());
    bool isRetry = it.lastAct() == fingerprint && uint256(act.sequence) + 1 == it.sequence();
    _requireSequence(act, it.sequence(), isRetry);
    it = it.following(fingerprint);

    if (kind == ActKind.Accept || kind == ActKind.Advance) it = _deliver(act, id, it, officer);
    else if (kind == ActKind.Reverse) it = _reverse(act, id, it, officer);
    else if (kind == ActKind.Liquidate) it = _liquidate(act, id, it, officer);
    else if (kind == ActKind.Increase) it = _increase(act, id, it, officer);
    else if (kind == ActKind.Deobligate) it = _deobligate(act, id, it, officer);
    else if (kind == ActKind.Novate) it = _novate(act, id, it, officer);
    else if (kind == ActKind.Recall) it = _recall(act, id, it, officer);
    else it = _retain(act, id, it, officer);
    _obligations[id].commitment = it;
  }

  /// @dev Whoever raises or novates an obligation joins those who made it.
  function _joinObligators(
    ObligationId id,
    CommitmentWord it,
    OfficerId officer
  ) private returns (CommitmentWord) {
    if (
      _isAmong(it.acceptor(), officer, _acceptors, id) ||
      _isAmong(_obligations[id].claims.certifier(), officer, _certifiers, id)
    ) revert BudgetLedgerDutiesNotSeparate(id, officer);
    return it.withObligator(_joined(it.obligator(), officer, _obligators, id));
  }

  /// @dev Whoever lets more be owed, or turns an advance into acceptance, joins those who did.
  function _joinAcceptors(
    ObligationId id,
    CommitmentWord it,
    OfficerId officer
  ) private returns (CommitmentWord) {
    if (_isAmong(it.obligator(), officer, _obligators, id)) revert BudgetLedgerDutiesNotSeparate(id, officer);
    return it.withAcceptor(_joined(it.acceptor(), officer, _acceptors, id));
  }

  function _increase(
    Act calldata act,
    ObligationId id,
    CommitmentWord it,
    OfficerId officer
  ) private returns (CommitmentWord) {
    it = _joinObligators(id, it, officer);
    _commitMore(id.account(), act.amount);
    emit Increased(id, officer, act.sequence, act.amount, act.evidence);
    return it.withObligated(it.obligated() + act.amount);
  }

  function _deobligate(
    Act calldata act,
    ObligationId id,
    CommitmentWord it,
    OfficerId officer
  ) private returns (CommitmentWord) {
    uint64 undelivered = it.obligated() - it.owed();
    if (act.amount > undelivered) revert BudgetLedgerExceedsObligation(id, undelivered, act.amount);
    _uncommit(id.account(), act.amount);
    emit Deobligated(id, officer, act.sequence, act.amount, act.evidence);
    return it.withObligated(it.obligated() - act.amount);
  }

  function _novate(
    Act calldata act,
    ObligationId id,
    CommitmentWord it,
    OfficerId officer
  ) private returns (CommitmentWord) {
    PayeeId payee = PayeeId.wrap(act.counterpart);
    // What one payee is owed does not turn into benefits, nor the other way round.
    bool concernsMany = payee == MANY_PAYEES || it.payee() == MANY_PAYEES;
    if (payee.isNone() || payee == it.payee() || concernsMany) {
      revert BudgetLedgerInvalidPayee(act.subject, payee);
    }
    ClaimsWord claims = _obligations[id].claims;
    // What is certified or advanced is on its way to the former payee.
    uint64 pending = claims.certified() + claims.advanced();
    if (act.amount != it.obligated() || pending != 0) {
      revert BudgetLedgerInvalidNovation(id, it.obligated(), pending);
    }
    // Naming the payee is part of obligating.
    it = _joinObligators(id, it, officer);
    emit Novated(id, payee, officer, act.sequence, act.amount, act.evidence);
    return it.withPayee(payee);
  }

  /// @dev `Accept` and `Advance`: more is owed.
  function _deliver(
    Act calldata act,
    ObligationId id,
    CommitmentWord it,
    OfficerId officer
  ) private returns (CommitmentWord) {
    it = _joinAcceptors(id, it, officer);
    uint64 undelivered = it.obligated() - it.owed();
    if (act.amount > undelivered) revert BudgetLedgerExceedsObligation(id, undelivered, act.amount);
    if (act.kind == ActKind.Accept) {
      emit Accepted(id, officer, act.sequence, act.amount, act.evidence);
    } else {
      ClaimsWord claims = _obligations[id].claims;
      _obligations[id].claims = claims.withAdvanced(claims.advanced() + act.amount);
      emit Advanced(id, officer, act.sequence, act.amount, act.evidence);
    }
    return it.withOwed(it.owed() + act.amount);
  }

  function _reverse(
    Act calldata act,
    ObligationId id,
    CommitmentWord it,
    OfficerId officer
  ) private returns (CommitmentWord) {
    ClaimsWord claims = _obligations[id].claims;
    uint64 accepted = it.owed() - claims.advanced();
    if (act.amount > accepted) revert BudgetLedgerExceedsAccepted(id, accepted, act.amount);
    _requireUnclaimed(id, it, claims, act.amount);
    emit Reversed(id, officer, act.sequence, act.amount, act.evidence);
    return it.withOwed(it.owed() - act.amount);
  }

  /// @dev What is owed stays the same: it turns from advanced to accepted.
  function _liquidate(
    Act calldata act,
    ObligationId id,
    CommitmentWord it,
    OfficerId officer
  ) private returns (CommitmentWord) {
    it = _joinAcceptors(id, it, officer);
    ClaimsWord claims = _obligations[id].claims;
    uint64 advanced = claims.advanced();
    if (act.amount > advanced) revert BudgetLedgerExceedsAdvanced(id, advanced, act.amount);
    _obligations[id].claims = claims.withAdvanced(advanced - act.amount);
    emit Liquidated(id, officer, act.sequence, act.amount, act.evidence);
    return it;
  }

  function _recall(
    Act calldata act,
    ObligationId id,
    CommitmentWord it,
    OfficerId officer
  ) private returns (CommitmentWord) {
    ClaimsWord claims = _obligations[id].claims;
    uint64 advanced = claims.advanced();
    if (act.amount > advanced) revert BudgetLedgerExceedsAdvanced(id, advanced, act.amount);
    _requireUnclaimed(id, it, claims, act.amount);
    _obligations[id].claims = claims.withAdvanced(advanced - act.amount);
    emit Recalled(id, officer, act.sequence, act.amount, act.evidence);
    return it.withOwed(it.owed() - act.amount);
  }

  /// @dev `Retain` and `Unretain`: what is owed stays the same, and less or more of it may be claimed.
  function _retain(
    Act calldata act,
    ObligationId id,
    CommitmentWord it,
    OfficerId officer
  ) private returns (CommitmentWord) {
    it = _joinAcceptors(id, it, officer);
    ClaimsWord claims = _obligations[id].claims;
    uint64 retained = _obligations[id].retained;
    if (act.kind == ActKind.Retain) {
      _requireUnclaimed(id, it, claims, act.amount);
      retained += act.amount;
      emit Retained(id, officer, act.sequence, act.amount, act.evidence);
    } else {
      if (act.amount > retained) revert BudgetLedgerExceedsRetained(id, retained, act.amount);
      retained -= act.amount;
      emit Unretained(id, officer, act.sequence, act.amount, act.evidence);
    }
    _obligations[id].retained = retained;
    _obligations[id].claims = claims.withRetaining(retained != 0);
    return it;
  }
}
