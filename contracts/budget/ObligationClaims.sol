// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccountId} from "../types/AccountId.sol";
import {ClaimKind} from "../types/ClaimKind.sol";
import {ObligationId} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {PayeeId} from "../types/PayeeId.sol";
import {Phase} from "../types/Phase.sol";
import {Terms} from "./Account.sol";
import {Accounts} from "./Accounts.sol";
import {ClaimLines} from "./ClaimLines.sol";
import {IObligations} from "./IObligations.sol";
import {ClaimsWord} from "./ClaimsWord.sol";
import {CommitmentWord} from "./CommitmentWord.sol";
import {Obligation, SEVERAL_OFFICERS} from "./Obligation.sol";

/// @title ObligationClaims
/// @notice See `IObligations`: what is kept of an obligation, and the claims on it that payers post.
abstract contract ObligationClaims is Accounts, IObligations {
  /// @dev An `Obligation` in three slots. Obligating and accepting do not touch the claims.
  struct Stored {
    CommitmentWord commitment;
    ClaimsWord claims;
    uint64 retained;
  }

  mapping(ObligationId obligation => Stored) internal _obligations;
  /// @dev Only once an obligation has several; see `SEVERAL_OFFICERS`.
  mapping(ObligationId obligation => mapping(OfficerId officer => bool)) internal _obligators;
  mapping(ObligationId obligation => mapping(OfficerId officer => bool)) internal _acceptors;
  mapping(ObligationId obligation => mapping(OfficerId officer => bool)) internal _certifiers;

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
  ) internal view {
    uint64 claimed = claims.certified() + claims.paid();
    if (claims.isRetaining()) claimed += _obligations[id].retained;
    uint64 unclaimed = it.owed() - claimed;
    if (amount > unclaimed) revert BudgetLedgerExceedsOwed(id, unclaimed, amount);
  }

  /// @dev Whether `officer` is the one in the slot, or among the several listed beside it.
  function _isAmong(
    OfficerId inSlot,
    OfficerId officer,
    mapping(ObligationId obligation => mapping(OfficerId officer => bool)) storage listed,
    ObligationId id
  ) internal view returns (bool) {
    return inSlot == SEVERAL_OFFICERS ? listed[id][officer] : inSlot == officer && !officer.isNone();
  }

  /// @dev What the slot holds once `officer` has joined; lists them from the second one on.
  function _joined(
    OfficerId inSlot,
    OfficerId officer,
    mapping(ObligationId obligation => mapping(OfficerId officer => bool)) storage listed,
    ObligationId id
  ) internal returns (OfficerId) {
    if (inSlot.isNone() || inSlot == officer) return officer;
    if (inSlot != SEVERAL_OFFICERS) listed[id][inSlot] = true;
    listed[id][officer] = true;
    return SEVERAL_OFFICERS;
  }
}
