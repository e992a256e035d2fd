// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccountId} from "../types/AccountId.sol";
import {Act, ActKind} from "../types/Act.sol";
import {Classification} from "../types/Classification.sol";
import {ObligationId, obligationOf} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {PayeeId} from "../types/PayeeId.sol";
import {Phase} from "../types/Phase.sol";
import {Terms} from "./Account.sol";
import {Accounts} from "./Accounts.sol";
import {IObligations} from "./IObligations.sol";
import {Claims, Commitment, Obligation, SEVERAL_OFFICERS} from "./Obligation.sol";

/// @title Obligations
/// @notice See `IObligations`.
/// @dev Acts reach `_obligate`, `_applyToCommitment` and `_applyToClaims` through the one entrance in `BudgetLedger`.
abstract contract Obligations is Accounts, IObligations {
  mapping(ObligationId obligation => Obligation) private _obligations;
  /// @dev Only once an obligation has several; see `SEVERAL_OFFICERS`.
  mapping(ObligationId obligation => mapping(OfficerId officer => bool)) private _obligators;
  mapping(ObligationId obligation => mapping(OfficerId officer => bool)) private _acceptors;
  mapping(ObligationId obligation => mapping(OfficerId officer => bool)) private _certifiers;

  /// @inheritdoc IObligations
  function obligation(ObligationId id) external view override returns (Obligation memory) {
    return _obligations[id];
  }

  /// @inheritdoc IObligations
  function hasObligated(ObligationId id, OfficerId officer) external view override returns (bool) {
    return _isAmong(_obligations[id].commitment.obligator, officer, _obligators[id]);
  }

  /// @inheritdoc IObligations
  function hasAccepted(ObligationId id, OfficerId officer) external view override returns (bool) {
    return _isAmong(_obligations[id].commitment.acceptor, officer, _acceptors[id]);
  }

  /// @inheritdoc IObligations
  function hasCertified(ObligationId id, OfficerId officer) external view override returns (bool) {
    return _isAmong(_obligations[id].claims.certifier, officer, _certifiers[id]);
  }

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
    _obligations[id].commitment = Commitment({
      obligated: amount,
      owed: 0,
      payee: payee,
      obligator: officer,
      acceptor: OfficerId.wrap(0),
      sequence: 1,
      lastAct: 0
    });
    if (isNew) emit Obligated(id, payee, officer, amount, classification, act.evidence);
    else emit ObligationOpened(id, payee, officer, amount, classification, act.evidence);
  }

  /// @dev Applies one act of the kinds `Increase` to `Liquidate`.
  function _applyToCommitment(Act calldata act, OrganisationId organisation, OfficerId officer) internal {
    _requireUnused(act, act.kind == ActKind.Novate);
    ObligationId id = ObligationId.wrap(act.subject);
    AccountId account_ = id.account();
    Terms storage terms = _terms(account_);
    _requireOrganisation(account_, terms.owner, organisation);
    _requireUncancelled(account_, terms);
    Commitment memory it = _obligations[id].commitment;
    if (it.payee.isNone()) revert BudgetLedgerUnknownObligation(id);
    // Truncation is meant: a fingerprint.
    uint16 fingerprint = uint16(act.fingerprint());
    bool isRetry = it.lastAct == fingerprint && uint256(act.sequence) + 1 == it.sequence;
    _requireSequence(act, it.sequence, isRetry);
    it.sequence += 1;
    it.lastAct = fingerprint;

    if (act.kind == ActKind.Accept || act.kind == ActKind.Advance) _deliver(act, id, it, officer);
    else if (act.kind == ActKind.Reverse) _reverse(act, id, it, officer);
    else if (act.kind == ActKind.Liquidate) _liquidate(act, id, it, officer);
    else if (act.kind == ActKind.Increase) _increase(act, id, it, officer);
    else if (act.kind == ActKind.Deobligate) _deobligate(act, id, it, officer);
    else _novate(act, id, it, officer);
    _obligations[id].commitment = it;
  }

  /// @dev Applies one act of a kind from `Certify` on.
  function _applyToClaims(Act calldata act, OrganisationId organisation, OfficerId officer) internal {
    _requireUnused(act, false);
    ObligationId id = ObligationId.wrap(act.subject);
    AccountId account_ = id.account();
    Terms storage terms = _terms(account_);
    bool moves = act.kind >= ActKind.Pay;
    // A central payer pays for everyone.
    if (!moves || organisation != TREASURY) _requireOrganisation(account_, terms.owner, organisation);
    _requireUncancelled(account_, terms);
    Commitment memory it = _obligations[id].commitment;
    if (it.payee.isNone()) revert BudgetLedgerUnknownObligation(id);
    Claims memory claims = _obligations[id].claims;
    // Truncation is meant: a fingerprint.
    uint16 fingerprint = uint16(act.fingerprint());
    bool isRetry = claims.lastAct == fingerprint && uint256(act.sequence) + 1 == claims.sequence;
    _requireSequence(act, claims.sequence, isRetry);
    claims.sequence += 1;
    claims.lastAct = fingerprint;

    if (act.kind == ActKind.Certify) {
      if (_isAmong(it.obligator, officer, _obligators[id])) revert BudgetLedgerDutiesNotSeparate(id, officer);
      claims.certifier = _joined(claims.certifier, officer, _certifiers[id]);
      uint64 unclaimed = it.owed - claims.certified - claims.paid;
      if (act.amount > unclaimed) revert BudgetLedgerExceedsOwed(id, unclaimed, act.amount);
      claims.certified += act.amount;
      emit Certified(id, officer, act.sequence, act.amount, act.evidence);
    } else if (act.kind == ActKind.Decertify) {
      claims.certified = _uncertified(id, claims, act.amount);
      emit Decertified(id, officer, act.sequence, act.amount, act.evidence);
    } else if (act.kind == ActKind.Pay) {
      _registry.requireNotHalted(terms.owner);
      claims.certified = _uncertified(id, claims, act.amount);
      claims.paid += act.amount;
      emit Paid(id, officer, act.sequence, act.amount, act.evidence);
    } else {
      if (act.amount > claims.paid) revert BudgetLedgerExceedsPaid(id, claims.paid, act.amount);
      claims.paid -= act.amount;
      emit Returned(id, officer, act.sequence, act.amount, act.evidence);
    }
    _obligations[id].claims = claims;
  }

  /// @dev Whoever raises or novates an obligation joins those who made it.
  function _joinObligators(ObligationId id, Commitment memory it, OfficerId officer) private {
    if (
      _isAmong(it.acceptor, officer, _acceptors[id]) ||
      _isAmong(_obligations[id].claims.certifier, officer, _certifiers[id])
    ) revert BudgetLedgerDutiesNotSeparate(id, officer);
    it.obligator = _joined(it.obligator, officer, _obligators[id]);
  }

  /// @dev Whoever lets more be owed, or turns an advance into acceptance, joins those who did.
  function _joinAcceptors(ObligationId id, Commitment memory it, OfficerId officer) private {
    if (_isAmong(it.obligator, officer, _obligators[id])) revert BudgetLedgerDutiesNotSeparate(id, officer);
    it.acceptor = _joined(it.acceptor, officer, _acceptors[id]);
  }

  function _increase(Act calldata act, ObligationId id, Commitment memory it, OfficerId officer) private {
    _joinObligators(id, it, officer);
    _commitMore(id.account(), act.amount);
    it.obligated += act.amount;
    emit Increased(id, officer, act.sequence, act.amount, act.evidence);
  }

  function _deobligate(Act calldata act, ObligationId id, Commitment memory it, OfficerId officer) private {
    uint64 undelivered = it.obligated - it.owed;
    if (act.amount > undelivered) revert BudgetLedgerExceedsObligation(id, undelivered, act.amount);
    it.obligated -= act.amount;
    _uncommit(id.account(), act.amount);
    emit Deobligated(id, officer, act.sequence, act.amount, act.evidence);
  }

  function _novate(Act calldata act, ObligationId id, Commitment memory it, OfficerId officer) private {
    PayeeId payee = PayeeId.wrap(act.counterpart);
    if (payee.isNone() || payee == it.payee) revert BudgetLedgerInvalidPayee(act.subject, payee);
    Claims memory claims = _obligations[id].claims;
    // What is certified or advanced is on its way to the former payee.
    uint64 pending = claims.certified + claims.advanced;
    if (act.amount != it.obligated || pending != 0) {
      revert BudgetLedgerInvalidNovation(id, it.obligated, pending);
    }
    // Naming the payee is part of obligating.
    _joinObligators(id, it, officer);
    it.payee = payee;
    emit Novated(id, payee, officer, act.sequence, act.amount, act.evidence);
  }

  /// @dev `Accept` and `Advance`: more is owed.
  function _deliver(Act calldata act, ObligationId id, Commitment memory it, OfficerId officer) private {
    _joinAcceptors(id, it, officer);
    uint64 undelivered = it.obligated - it.owed;
    if (act.amount > undelivered) revert BudgetLedgerExceedsObligation(id, undelivered, act.amount);
    it.owed += act.amount;
    if (act.kind == ActKind.Accept) {
      emit Accepted(id, officer, act.sequence, act.amount, act.evidence);
    } else {
      _obligations[id].claims.advanced += act.amount;
      emit Advanced(id, officer, act.sequence, act.amount, act.evidence);
    }
  }

  function _reverse(Act calldata act, ObligationId id, Commitment memory it, OfficerId officer) private {
    Claims memory claims = _obligations[id].claims;
    uint64 accepted = it.owed - claims.advanced;
    if (act.amount > accepted) revert BudgetLedgerExceedsAccepted(id, accepted, act.amount);
    uint64 unclaimed = it.owed - claims.certified - claims.paid;
    if (act.amount > unclaimed) revert BudgetLedgerExceedsOwed(id, unclaimed, act.amount);
    it.owed -= act.amount;
    emit Reversed(id, officer, act.sequence, act.amount, act.evidence);
  }

  /// @dev What is owed stays the same: it turns from advanced to accepted.
  function _liquidate(Act calldata act, ObligationId id, Commitment memory it, OfficerId officer) private {
    _joinAcceptors(id, it, officer);
    uint64 advanced = _obligations[id].claims.advanced;
    if (act.amount > advanced) revert BudgetLedgerExceedsAdvanced(id, advanced, act.amount);
    _obligations[id].claims.advanced = advanced - act.amount;
    emit Liquidated(id, officer, act.sequence, act.amount, act.evidence);
  }

  function _uncertified(ObligationId id, Claims memory claims, uint64 amount) private pure returns (uint64) {
    if (amount > claims.certified) revert BudgetLedgerExceedsCertified(id, claims.certified, amount);
    return claims.certified - amount;
  }

  /// @dev Whether `officer` is the one in the slot, or among the several listed beside it.
  function _isAmong(
    OfficerId inSlot,
    OfficerId officer,
    mapping(OfficerId officer => bool) storage listed
  ) private view returns (bool) {
    return inSlot == SEVERAL_OFFICERS ? listed[officer] : inSlot == officer && !officer.isNone();
  }

  /// @dev What the slot holds once `officer` has joined; lists them from the second one on.
  function _joined(
    OfficerId inSlot,
    OfficerId officer,
    mapping(OfficerId officer => bool) storage listed
  ) private returns (OfficerId) {
    if (inSlot.isNone() || inSlot == officer) return officer;
    if (inSlot != SEVERAL_OFFICERS) listed[inSlot] = true;
    listed[officer] = true;
    return SEVERAL_OFFICERS;
  }
}
