// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {requireWithin} from "../authority/Limit.sol";
import {ClaimLines} from "../budget/ClaimLines.sol";
import {ClaimKind} from "../types/ClaimKind.sol";
import {ObligationId} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {PayeeId} from "../types/PayeeId.sol";
import {Rail} from "../types/Rail.sol";
import {partOf as partIdOf, VoucherId} from "../types/VoucherId.sol";
import {IPayeeRegistry} from "./IPayeeRegistry.sol";
import {IVouchers} from "./IVouchers.sol";
import {Lines} from "./Lines.sol";
import {Payer} from "./Payer.sol";
import {Marks, VoucherState} from "./Voucher.sol";
import {VoucherLines} from "./VoucherLines.sol";
import {VoucherWord, VoucherWords} from "./VoucherWord.sol";

/// @title VoucherClaims
/// @notice See `IVouchers`: what happens to a voucher before it is paid.
abstract contract VoucherClaims is Payer, IVouchers {
  /// @dev For interest, which bears none itself, and for what came back.
  uint16 internal constant NEVER_DUE = type(uint16).max;

  IPayeeRegistry internal immutable _payees;
  IVouchers private immutable _predecessor;

  mapping(VoucherId voucher => VoucherWord) internal _vouchers;

  constructor(Parts memory parts) Payer(parts) {
    _payees = IPayeeRegistry(parts.payees);
    _predecessor = IVouchers(parts.predecessor);
  }

  /// @inheritdoc IVouchers
  function submit(OrganisationId organisation, Submission[] calldata submissions) external override {
    _submit(organisation, submissions, false);
  }

  /// @inheritdoc IVouchers
  function supersede(OrganisationId organisation, Submission[] calldata submissions) external override {
    _submit(organisation, submissions, true);
  }

  /// @inheritdoc IVouchers
  function openInvoice(OrganisationId organisation, Submission calldata invoice) external override {
    OfficerId officer = _registry.authorise(msg.sender, organisation, Offices.SUBMITTING, invoice.amount);
    PayeeId payee = _payeeIn(invoice.id);
    VoucherState state = _standing(invoice.id).state();
    if (state != VoucherState.None) revert VouchersAlreadyClaimed(invoice.id, state);
    _requireOwed(organisation, invoice.id, invoice.obligation, invoice.amount, payee);
    // Each part has its own due day; nothing is kept that the journal does not say.
    VoucherWord it = VoucherWords.submitted(invoice.obligation, invoice.amount, payee, officer, 0);
    _vouchers[invoice.id] = it.withState(VoucherState.Invoice);
    emit InvoiceOpened(invoice.id, invoice.obligation, officer, payee, invoice.amount, invoice.evidence);
  }

  /// @inheritdoc IVouchers
  function submitParts(
    OrganisationId organisation,
    VoucherId invoice,
    Part[] calldata parts
  ) external override {
    _requireBatch(parts.length);
    VoucherWord whole = _vouchers[invoice];
    if (whole.state() != VoucherState.Invoice) revert VouchersWrongState(invoice, whole.state());
    if (whole.isHeld()) revert VouchersHeld(invoice);
    uint256 total = 0;
    for (uint256 i = 0; i < parts.length; ++i) total += parts[i].amount;
    OfficerId officer = _registry.authorise(msg.sender, organisation, Offices.SUBMITTING, total);
    bytes memory lines = VoucherLines.submitted(parts.length);
    for (uint256 i = 0; i < parts.length; ++i) {
      Part calldata part = parts[i];
      uint64 left = whole.amount();
      if (part.amount > left) revert VouchersExceedsInvoice(invoice, left, part.amount);
      whole = whole.withAmount(left - part.amount).withVersion(whole.version() + 1);
      VoucherId id = partIdOf(invoice, whole.version());
      emit PartSubmitted(invoice, id, whole.version(), whole.amount());
      // After a novation the new payee invoices for themself.
      _requireOwed(organisation, id, whole.obligation(), part.amount, whole.payee());
      VoucherWord it = VoucherWords.submitted(
        whole.obligation(),
        part.amount,
        whole.payee(),
        officer,
        part.dueDay
      );
      _vouchers[id] = it.withMarks(Marks.PART);
      VoucherLines.writeSubmitted(lines, i, id, it, part.evidence);
    }
    _vouchers[invoice] = whole;
    emit VouchersSubmitted(organisation, officer, false, lines);
  }

  /// @inheritdoc IVouchers
  function certify(
    OrganisationId organisation,
    Rail rail,
    VoucherId[] calldata ids,
    bytes32 seen
  ) external override {
    _requireBatch(ids.length);
    (OfficerId officer, uint64 limit) = _registry.warrant(msg.sender, organisation, Offices.CERTIFYING);
    uint64 most = Lines.mostOf(rail);
    bytes memory claims = ClaimLines.create(ids.length);
    bytes memory lines = VoucherLines.certified(ids.length);
    VoucherWord[] memory found = new VoucherWord[](ids.length);
    uint256 total = 0;
    for (uint256 i = 0; i < ids.length; ++i) {
      VoucherId id = ids[i];
      VoucherWord it = _vouchers[id];
      VoucherState state = it.state();
      if (state != VoucherState.Submitted && state != VoucherState.Returned) {
        revert VouchersWrongState(id, state);
      }
      if (it.isHeld()) revert VouchersHeld(id);
      if (it.submitter() == officer) revert VouchersDutiesNotSeparate(id, officer);
      if (it.amount() > most) revert VouchersInvalidAmount(id, it.amount(), most);
      (uint16 version_, bool eligible) = _payees.standingOf(it.payee(), rail);
      if (version_ == 0 || !eligible || !_isOwed(it)) revert VouchersPayeeNotPayable(id, it.payee());
      it = it.bound(rail, version_);
      found[i] = it;
      _vouchers[id] = it.withCertifier(officer).withState(VoucherState.Certified);
      _write(claims, i, it, id);
      total += it.amount();
      VoucherLines.writeCertified(lines, i, id, version_);
    }
    _requireSeen(seen, found);
    requireWithin(officer, limit, total);
    _ledger.post(ClaimKind.Certify, organisation, officer, claims);
    emit VouchersCertified(organisation, officer, rail, lines);
  }

  /// @inheritdoc IVouchers
  function cancel(OrganisationId organisation, VoucherId[] calldata ids, bytes32 reason) external override {
    _requireBatch(ids.length);
    (OfficerId officer, uint64 limit) = _registry.warrant(msg.sender, organisation, Offices.CERTIFYING);
    bytes memory claims = ClaimLines.create(ids.length);
    uint256 certified = 0;
    uint256 total = 0;
    for (uint256 i = 0; i < ids.length; ++i) {
      VoucherId id = ids[i];
      VoucherWord it = _vouchers[id];
      VoucherState state = it.state();
      _requireOpen(id, state);
      total += it.amount();
      // The ledger asks for the organisation of those that are certified.
      if (state == VoucherState.Certified) _write(claims, certified++, it, id);
      else _requireOwner(id, it, organisation);
      if (state == VoucherState.Invoice) {
        _giveUp(id, it, officer, reason);
        continue;
      }
      _vouchers[id] = it.withState(VoucherState.Cancelled);
      emit VoucherCancelled(id, officer, reason);
    }
    requireWithin(officer, limit, total);
    if (certified == 0) return;
    ClaimLines.cut(claims, certified);
    _ledger.post(ClaimKind.Decertify, organisation, officer, claims);
  }

  /// @inheritdoc IVouchers
  function hold(VoucherId id, bytes32 reason) external override {
    VoucherWord it = _vouchers[id];
    _requireOpen(id, it.state());
    (OfficerId officer, bool isInspector) = _holder(it);
    uint8 hold_ = isInspector ? Marks.HELD | Marks.BY_INSPECTOR : Marks.HELD;
    _vouchers[id] = it.withMarks(it.marks() | hold_);
    emit VoucherHeld(id, officer, isInspector, reason);
  }

  /// @inheritdoc IVouchers
  function release(VoucherId id) external override {
    VoucherWord it = _vouchers[id];
    (OfficerId officer, bool isInspector) = _holder(it);
    if (!it.isHeld() || (it.has(Marks.BY_INSPECTOR) && !isInspector)) revert VouchersMayNotRelease(id);
    _vouchers[id] = it.withMarks(it.marks() & ~(Marks.HELD | Marks.BY_INSPECTOR));
    emit VoucherReleased(id, officer);
  }

  /// @inheritdoc IVouchers
  function free(VoucherId[] calldata ids, bytes32 reason) external override {
    _requireBatch(ids.length);
    OfficerId officer = _registry.authorise(msg.sender, TREASURY, Offices.INSPECTOR, 0);
    for (uint256 i = 0; i < ids.length; ++i) {
      VoucherId id = ids[i];
      VoucherWord it = _vouchers[id];
      VoucherState state = it.state();
      // An invoice's version counts its parts, which would be claimed twice.
      bool isUntouched = state == VoucherState.Invoice && it.version() == 0;
      bool isIdle = state == VoucherState.Submitted || state == VoucherState.Cancelled;
      if (!isUntouched && !isIdle) revert VouchersWrongState(id, state);
      _vouchers[id] = it.withState(VoucherState.Cancelled).withMarks(it.marks() | Marks.FREED);
      emit VoucherFreed(id, officer, reason);
    }
  }

  /// @inheritdoc IVouchers
  function viewOf(Rail rail, VoucherId[] calldata ids) external view override returns (bytes32) {
    VoucherWord[] memory found = new VoucherWord[](ids.length);
    for (uint256 i = 0; i < ids.length; ++i) {
      VoucherWord it = _vouchers[ids[i]];
      (uint16 version_, ) = _payees.standingOf(it.payee(), rail);
      found[i] = it.bound(rail, version_);
    }
    return _hashOf(found);
  }

  function _requireBatch(uint256 vouchers) internal pure {
    if (vouchers == 0 || vouchers > ClaimLines.MOST) revert VouchersInvalidBatch(vouchers);
  }

  /// @dev What was claimed in the predecessor is claimed.
  function _standing(VoucherId id) internal view returns (VoucherWord it) {
    it = _vouchers[id];
    bool mayBeElsewhere = it.state() == VoucherState.None && address(_predecessor) != address(0);
    if (mayBeElsewhere) it = VoucherWords.pack(_predecessor.voucher(id));
  }

  /// @dev Writes the claim of a voucher, whose id is the claim's document.
  function _write(bytes memory claims, uint256 index, VoucherWord it, VoucherId id) internal pure {
    ClaimLines.write(claims, index, it.obligation(), it.amount(), VoucherId.unwrap(id));
  }

  function _submit(
    OrganisationId organisation,
    Submission[] calldata submissions,
    bool isSuperseding
  ) private {
    _requireBatch(submissions.length);
    uint256 total = 0;
    for (uint256 i = 0; i < submissions.length; ++i) total += submissions[i].amount;
    OfficerId officer = _registry.authorise(msg.sender, organisation, Offices.SUBMITTING, total);
    bytes memory lines = VoucherLines.submitted(submissions.length);
    for (uint256 i = 0; i < submissions.length; ++i) {
      Submission calldata it = submissions[i];
      VoucherId id = it.id;
      VoucherWord former = _standing(id);
      PayeeId payee = isSuperseding ? former.payee() : _payeeIn(id);
      if (former.state() != (isSuperseding ? VoucherState.Cancelled : VoucherState.None)) {
        revert VouchersAlreadyClaimed(id, former.state());
      }
      uint16 dueDay = isSuperseding ? _dueAgain(organisation, it, former) : it.dueDay;
      _requireOwed(organisation, id, it.obligation, it.amount, payee);
      VoucherWord next = VoucherWords.submitted(it.obligation, it.amount, payee, officer, dueDay);
      if (isSuperseding) next = next.following(former);
      _vouchers[id] = next;
      VoucherLines.writeSubmitted(lines, i, id, next, it.evidence);
    }
    emit VouchersSubmitted(organisation, officer, isSuperseding, lines);
  }

  /// @dev The inspector or certifying officer who holds and releases.
  function _holder(VoucherWord it) private view returns (OfficerId officer, bool isInspector) {
    try _registry.authorise(msg.sender, TREASURY, Offices.INSPECTOR, 0) returns (OfficerId inspector) {
      return (inspector, true);
    } catch {
      (OrganisationId owner, ) = _ledger.parties(it.obligation());
      return (_registry.authorise(msg.sender, owner, Offices.CERTIFYING, it.amount()), false);
    }
  }

  /// @dev A new claim on an invoice of `payee` agrees with its obligation.
  function _requireOwed(
    OrganisationId organisation,
    VoucherId id,
    ObligationId obligation,
    uint64 amount,
    PayeeId payee
  ) private view {
    if (amount == 0) revert VouchersInvalidAmount(id, 0, Lines.ATTESTED_MOST);
    (OrganisationId owner, PayeeId owedTo) = _ledger.parties(obligation);
    if (owner != organisation) revert VouchersWrongOrganisation(id, owner, organisation);
    if (owedTo != payee) revert VouchersWrongPayee(id, owedTo);
  }

  function _requireOwner(VoucherId id, VoucherWord it, OrganisationId organisation) private view {
    (OrganisationId owner, ) = _ledger.parties(it.obligation());
    if (owner != organisation) revert VouchersWrongOrganisation(id, owner, organisation);
  }

  /// @dev After a novation the former payee's invoice is no claim on the obligation; what was certified before and came
  /// back still is.
  function _isOwed(VoucherWord it) private view returns (bool) {
    if (it.state() == VoucherState.Returned) return true;
    (, PayeeId owedTo) = _ledger.parties(it.obligation());
    return owedTo == it.payee();
  }

  /// @dev Nothing more can be claimed of an opened invoice. It stays one: claimed whole, its parts would be paid twice.
  function _giveUp(VoucherId id, VoucherWord it, OfficerId officer, bytes32 reason) private {
    if (it.amount() == 0) revert VouchersInvalidAmount(id, 0, Lines.ATTESTED_MOST);
    emit InvoiceGivenUp(id, officer, it.amount(), reason);
    _vouchers[id] = it.withAmount(0);
  }

  /// @dev What was certified is what the officer saw.
  function _requireSeen(bytes32 seen, VoucherWord[] memory found) private pure {
    bytes32 current = _hashOf(found);
    if (seen != current) revert VouchersStaleView(seen, current);
  }

  function _hashOf(VoucherWord[] memory found) private pure returns (bytes32 hash) {
    assembly ("memory-safe") {
      hash := keccak256(add(found, 0x20), mul(mload(found), 0x20))
    }
  }

  /// @dev Checks that what was cancelled may be claimed again as it is; gives the day on which it is due.
  function _dueAgain(
    OrganisationId organisation,
    Submission calldata it,
    VoucherWord former
  ) private view returns (uint16) {
    // Else a hold would end with another organisation's claim, whose own officers release it.
    if (!former.has(Marks.FREED)) _requireOwner(it.id, former, organisation);
    if (!it.id.isDerived()) return it.dueDay;
    // Of a part or interest no more than before, since the rest is claimed elsewhere or not owed.
    if (it.amount > former.amount()) revert VouchersExceedsInvoice(it.id, former.amount(), it.amount);
    return former.has(Marks.PART) ? it.dueDay : NEVER_DUE;
  }

  /// @dev It is an opened invoice, or may still be paid, and is not.
  function _requireOpen(VoucherId id, VoucherState state) private pure {
    bool isOpen =
      state == VoucherState.Submitted ||
        state == VoucherState.Certified ||
        state == VoucherState.Returned ||
        state == VoucherState.Invoice;
    if (!isOpen) revert VouchersWrongState(id, state);
  }

  /// @dev Whose invoice it is. The index of many payees is no one's: it is how derived ids end.
  function _payeeIn(VoucherId id) private pure returns (PayeeId) {
    if (id.isDerived()) revert VouchersReservedId(id);
    return id.payeeIn();
  }
}
