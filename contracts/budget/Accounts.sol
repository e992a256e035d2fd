// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../authority/IOfficerRegistry.sol";
import {AccountId} from "../types/AccountId.sol";
import {Act, ActKind, ReceiptKind} from "../types/Act.sol";
import {isCode} from "../types/Code.sol";
import {Classification} from "../types/Classification.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {NO_END, Phase, phaseAt} from "../types/Phase.sol";
import {Account, Reserves, Terms, Totals} from "./Account.sol";
import {IAccounts} from "./IAccounts.sol";

/// @title Accounts
/// @notice See `IAccounts`.
/// @dev Acts reach `_applyToAccount` through the one entrance in `BudgetLedger`, which has checked the officer.
abstract contract Accounts is IAccounts {
  /// @notice How deep allotments may lie below their root.
  uint8 public constant MAX_DEPTH = 16;

  IOfficerRegistry internal immutable _registry;

  uint32 private _accountCount;
  mapping(AccountId account => Account) private _accounts;
  mapping(AccountId parent => mapping(bytes32 codeHash => AccountId account)) private _accountByCode;

  constructor(IOfficerRegistry registry_) {
    _registry = registry_;
  }

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

  /// @inheritdoc IAccounts
  function accountByCode(AccountId parent, string calldata code) external view override returns (AccountId) {
    return _accountByCode[parent][keccak256(bytes(code))];
  }

  /// @inheritdoc IAccounts
  function accountCount() external view override returns (uint32) {
    return _accountCount;
  }

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

  /// @dev Checks the act's sequence number and takes it.
  function _begin(Totals memory totals, Act calldata act) private pure {
    uint32 fingerprint = act.fingerprint();
    bool isRetry = totals.lastAct == fingerprint && uint256(act.sequence) + 1 == totals.sequence;
    _requireSequence(act, totals.sequence, isRetry);
    totals.sequence += 1;
    totals.lastAct = fingerprint;
  }

  /// @dev Takes the next sequence number, for an act that is addressed elsewhere.
  function _bump(Totals memory totals) private pure {
    totals.sequence += 1;
    // So that an older act's retry is not mistaken for the newest one's.
    totals.lastAct = 0;
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

  function _superior(Terms storage terms) private view returns (OrganisationId) {
    return terms.parent.isNone() ? TREASURY : _accounts[terms.parent].terms.owner;
  }

  function _requireRoot(AccountId id, Terms storage terms) private view {
    if (!terms.parent.isNone()) revert BudgetLedgerNotRoot(id);
  }

  function _requireInside(AccountId root, uint40 opensAt, uint40 closesAt) private view {
    Terms storage terms = _accounts[root].terms;
    // Its own end may be left to the root's.
    uint40 end = closesAt == NO_END ? terms.closesAt : closesAt;
    if (opensAt < terms.opensAt || opensAt >= end || end > terms.closesAt)
      revert BudgetLedgerInvalidDates(opensAt, closesAt, 0);
  }

  function _requireRoom(AccountId id, uint64 there, uint64 added) private pure {
    if (uint256(there) + added > type(uint64).max) revert BudgetLedgerOverflow(id, there, added);
  }

  function _take(AccountId id, uint64 available, uint64 requested) private pure returns (uint64) {
    if (requested > available) revert BudgetLedgerInsufficientAuthority(id, available, requested);
    return available - requested;
  }

  function _draw(AccountId id, uint64 there, uint64 requested) private pure returns (uint64) {
    if (requested > there) revert BudgetLedgerInsufficientReserves(id, there, requested);
    return there - requested;
  }
}
