// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccountId} from "../types/AccountId.sol";
import {Act, ActKind} from "../types/Act.sol";
import {ClaimKind} from "../types/ClaimKind.sol";
import {Classification} from "../types/Classification.sol";
import {ObligationId, obligationOf} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {MANY_PAYEES, PayeeId} from "../types/PayeeId.sol";
import {Phase} from "../types/Phase.sol";
import {Terms} from "./Account.sol";
import {Accounts} from "./Accounts.sol";
import {ClaimLines} from "./ClaimLines.sol";
import {IObligations} from "./IObligations.sol";
import {ClaimsWord} from "./ClaimsWord.sol";
import {CommitmentWord, CommitmentWords} from "./CommitmentWord.sol";
import {Obligation, SEVERAL_OFFICERS} from "./Obligation.sol";

/// @title Obligations
/// @notice See `IObligations`.
/// @dev Acts reach `_obligate` and `_applyToCommitment` through the one entrance in `BudgetLedger`; claims have one of
/// their own, `post`, for payers.
abstract contract Obligations is Accounts, IObligations {
  /// @dev An `Obligation` in three slots. Obligating and accepting do not touch the claims.
  struct Stored {
    CommitmentWord commitment;
    ClaimsWord claims;
    uint64 retained;
  }

  mapping(ObligationId obligation => Stored) private _obligations;
  /// @dev Only once an obligation has several; see `SEVERAL_OFFICERS`.
  mapping(ObligationId obligation => mapping(OfficerId officer => bool)) private _obligators;
  mapping(ObligationId obligation => mapping(OfficerId officer => bool)) private _acceptors;
  mapping(ObligationId obligation => mapping(OfficerId officer => bool)) private _certifiers;

  /// @inheritdoc IObligations
  function obligation(ObligationId id) external view override returns (Obligation memory) {
    Stored storage stored = _obligations[id];
    return Obligation(stored.commitment.unpack(), stored.claims.unpack(), stored.retained);
  }

  /// @inheritdoc IObligations
  function hasObligated(ObligationId id, OfficerId officer) external view override returns (bool) {
    return _isAmong(_obligations[id].commitment.obligator(), officer, _obligators, id);
  }

  /// @inheritdoc IObligations
  function hasAccepted(ObligationId id, OfficerId officer) external view override returns (bool) {
    return _isAmong(_obligations[id].commitment.acceptor(), officer, _acceptors, id);
  }

  /// @inheritdoc IObligations
  function hasCertified(ObligationId id, OfficerId officer) external view override returns (bool) {
    return _isAmong(_obligations[id].claims.certifier(), officer, _certifiers, id);
  }

  /// @inheritdoc IObligations
  function parties(ObligationId id) external view override returns (OrganisationId owner, PayeeId payee) {
    payee = _obligations[id].commitment.payee();
    if (payee.isNone()) revert BudgetLedgerUnknownObligation(id);
    owner = _terms(id.account()).owner;
  }

  /// @inheritdoc IObligations
  function post(
    ClaimKind kind,
    OrganisationId organisation,
    OfficerId officer,
    bytes calldata claims
  ) external override returns (uint256 leftOut) {
    _requireNotFrozen();
    uint256 count = ClaimLines.count(claims);
    if (count == 0) revert BudgetLedgerInvalidPosting(claims.length);
    uint256 total = 0;
    AccountId account_;
    bool isOpen = false;
    for (uint256 i = 0; i < count; ++i) {
      (ObligationId id, uint64 amount) = ClaimLines.claimAt(claims, i);
      if (i == 0 || id.account() != account_) {
        // Claims of a batch are mostly on one account, which is then looked at once.
        account_ = id.account();
        isOpen = _isOpenTo(kind, account_, organisation);
      }
      if (isOpen && _post(kind, officer, id, amount)) total += amount;
      else leftOut |= 1 << i;
    }
    // The payer's own appointment, within its limit: a contract, revocable like any officer.
    _registry.authorise(msg.sender, TREASURY, Offices.PAYING, total);
    if (kind == ClaimKind.Pay) _registry.requireNotHalted(organisation);
    if (total == 0) return leftOut;
    bytes memory lines = claims;
    if (leftOut != 0) ClaimLines.leaveOut(lines, leftOut);
    emit ClaimsPosted(kind, organisation, officer, msg.sender, lines);
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

  /// @dev Whether claims on the account can be posted; only a payment is left out where not.
  function _isOpenTo(
    ClaimKind kind,
    AccountId account_,
    OrganisationId organisation
  ) private view returns (bool) {
    Terms storage terms = _terms(account_);
    if (kind == ClaimKind.Pay) return terms.owner == organisation && _phase(terms) != Phase.Cancelled;
    _requireOrganisation(account_, terms.owner, organisation);
    // What comes back, or is given up, frees nothing that could be used: a cancelled account's balances count as zero.
    if (kind == ClaimKind.Certify || kind == ClaimKind.Interest) _requireUncancelled(account_, terms);
    return true;
  }

  /// @dev Posts one claim; false for interest that the account has no authority for.
  function _post(ClaimKind kind, OfficerId officer, ObligationId id, uint64 amount) private returns (bool) {
    if (amount == 0) revert BudgetLedgerZeroAmount(ObligationId.unwrap(id));
    Stored storage slot = _obligations[id];
    ClaimsWord claims = slot.claims;
    if (kind == ClaimKind.Pay || kind == ClaimKind.Decertify) {
      uint64 certified = claims.certified();
      if (amount > certified) revert BudgetLedgerExceedsCertified(id, certified, amount);
      unchecked {
        // Safe: checked in the line before; what is certified and paid is owed, which fits.
        claims = claims.withCertified(certified - amount);
        if (kind == ClaimKind.Pay) claims = claims.withPaid(claims.paid() + amount);
      }
    } else if (kind == ClaimKind.Return) {
      uint64 paid = claims.paid();
      if (amount > paid) revert BudgetLedgerExceedsPaid(id, paid, amount);
      claims = claims.withPaid(paid - amount);
    } else if (kind == ClaimKind.Certify) {
      claims = _certify(slot, id, claims, officer, amount);
    } else if (_accrue(slot, id, amount)) {
      claims = claims.withCertified(claims.certified() + amount);
    } else return false;
    slot.claims = claims;
    return true;
  }

  function _certify(
    Stored storage slot,
    ObligationId id,
    ClaimsWord claims,
    OfficerId officer,
    uint64 amount
  ) private returns (ClaimsWord) {
    CommitmentWord it = slot.commitment;
    if (it.payee().isNone()) revert BudgetLedgerUnknownObligation(id);
    if (_isAmong(it.obligator(), officer, _obligators, id)) revert BudgetLedgerDutiesNotSeparate(id, officer);
    _requireUnclaimed(id, it, claims, amount);
    OfficerId joined = _joined(claims.certifier(), officer, _certifiers, id);
    if (joined != claims.certifier()) claims = claims.withCertifier(joined);
    unchecked {
      // Safe: no more than is owed, which fits.
      return claims.withCertified(claims.certified() + amount);
    }
  }

  /// @dev Interest needs nobody's decision, but it needs authority: false if the account has not enough.
  function _accrue(Stored storage slot, ObligationId id, uint64 amount) private returns (bool) {
    CommitmentWord it = slot.commitment;
    if (it.payee().isNone()) revert BudgetLedgerUnknownObligation(id);
    if (!_commitIfAvailable(id.account(), amount)) return false;
    slot.commitment = it.withObligated(it.obligated() + amount).withOwed(it.owed() + amount);
    return true;
  }

  /// @dev No more than may be certified, or taken back from acceptance, now.
  function _requireUnclaimed(
    ObligationId id,
    CommitmentWord it,
    ClaimsWord claims,
    uint64 amount
  ) private view {
    uint64 claimed = claims.certified() + claims.paid();
    if (claims.isRetaining()) claimed += _obligations[id].retained;
    uint64 unclaimed = it.owed() - claimed;
    if (amount > unclaimed) revert BudgetLedgerExceedsOwed(id, unclaimed, amount);
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

  /// @dev Whether `officer` is the one in the slot, or among the several listed beside it.
  function _isAmong(
    OfficerId inSlot,
    OfficerId officer,
    mapping(ObligationId obligation => mapping(OfficerId officer => bool)) storage listed,
    ObligationId id
  ) private view returns (bool) {
    return inSlot == SEVERAL_OFFICERS ? listed[id][officer] : inSlot == officer && !officer.isNone();
  }

  /// @dev What the slot holds once `officer` has joined; lists them from the second one on.
  function _joined(
    OfficerId inSlot,
    OfficerId officer,
    mapping(ObligationId obligation => mapping(OfficerId officer => bool)) storage listed,
    ObligationId id
  ) private returns (OfficerId) {
    if (inSlot.isNone() || inSlot == officer) return officer;
    if (inSlot != SEVERAL_OFFICERS) listed[id][inSlot] = true;
    listed[id][officer] = true;
    return SEVERAL_OFFICERS;
  }
}
