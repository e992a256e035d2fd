// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ClaimLines} from "../budget/ClaimLines.sol";
import {ClaimKind} from "../types/ClaimKind.sol";
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
import {Voucher, VoucherSlot, VoucherState} from "./Voucher.sol";
import {VoucherLines} from "./VoucherLines.sol";

/// @title VoucherClaims
/// @notice See `IVouchers`: what happens to a voucher before it is paid.
abstract contract VoucherClaims is Payer, IVouchers {
  /// @dev For interest, which bears none itself, and for what came back.
  uint16 internal constant NEVER_DUE = type(uint16).max;

  IPayeeRegistry internal immutable _payees;
  IVouchers private immutable _predecessor;

  mapping(VoucherId voucher => Voucher) internal _vouchers;

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
    OfficerId officer = _registry.authorize(msg.sender, organisation, Offices.SUBMITTING, invoice.amount);
    PayeeId payee = _payeeIn(invoice.id);
    VoucherState state = _standing(invoice.id).state;
    if (state != VoucherState.None) revert VouchersAlreadyClaimed(invoice.id, state);
    Voucher memory it = _claimed(organisation, officer, invoice, payee);
    it.state = VoucherState.Invoice;
    // Each part has its own; nothing is kept that the journal does not say.
    it.dueDay = 0;
    it.store(_vouchers[invoice.id]);
    emit InvoiceOpened(invoice.id, invoice.obligation, officer, payee, invoice.amount);
  }

  /// @inheritdoc IVouchers
  function submitParts(
    OrganisationId organisation,
    VoucherId invoice,
    Part[] calldata parts
  ) external override {
    _requireBatch(parts.length);
    Voucher memory whole = _vouchers[invoice];
    if (whole.state != VoucherState.Invoice) revert VouchersWrongState(invoice, whole.state);
    if (whole.isHeld()) revert VouchersHeld(invoice);
    uint256 total = 0;
    for (uint256 i = 0; i < parts.length; ++i) total += parts[i].amount;
    OfficerId officer = _registry.authorize(msg.sender, organisation, Offices.SUBMITTING, total);
    bytes memory lines = VoucherLines.submitted(parts.length);
    for (uint256 i = 0; i < parts.length; ++i) {
      uint64 amount = parts[i].amount;
      if (amount > whole.amount) revert VouchersExceedsInvoice(invoice, whole.amount, amount);
      whole.amount -= amount;
      whole.version += 1;
      VoucherId id = partIdOf(invoice, whole.version);
      emit PartSubmitted(invoice, id, whole.version, whole.amount);
      Submission memory part = Submission(id, whole.obligation, amount, parts[i].dueDay);
      // After a novation the new payee invoices for themself.
      Voucher memory it = _claimed(organisation, officer, part, whole.payee);
      it.marks = VoucherSlot.PART;
      it.store(_vouchers[id]);
      VoucherLines.writeSubmitted(lines, i, id, it);
    }
    whole.store(_vouchers[invoice]);
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
    OfficerId officer = _registry.officerOf(msg.sender);
    uint64 most = Lines.mostOf(rail);
    bytes memory claims = ClaimLines.create(ids.length);
    bytes memory lines = VoucherLines.certified(ids.length);
    uint256[] memory found = new uint256[](ids.length);
    uint256 total = 0;
    for (uint256 i = 0; i < ids.length; ++i) {
      VoucherId id = ids[i];
      Voucher storage slot = _vouchers[id];
      Voucher memory it = slot;
      if (it.state != VoucherState.Submitted && it.state != VoucherState.Returned) {
        revert VouchersWrongState(id, it.state);
      }
      if (it.isHeld()) revert VouchersHeld(id);
      if (it.submitter == officer) revert VouchersDutiesNotSeparate(id, officer);
      if (it.amount > most) revert VouchersInvalidAmount(id, it.amount, most);
      (uint16 version_, bool eligible) = _payees.standing(it.payee, rail);
      if (version_ == 0 || !eligible || !_isOwed(it)) revert VouchersPayeeNotPayable(id, it.payee);
      it.bind(rail, version_);
      found[i] = it.pack();
      it.certifier = officer;
      it.state = VoucherState.Certified;
      it.store(slot);
      _write(claims, i, it, id);
      total += it.amount;
      VoucherLines.writeCertified(lines, i, id, version_);
    }
    _requireSeen(seen, found);
    // The officer was named before the total was known; this is where they are checked.
    _registry.authorize(msg.sender, organisation, Offices.CERTIFYING, total);
    _ledger.post(ClaimKind.Certify, organisation, officer, claims);
    emit VouchersCertified(organisation, officer, rail, lines);
  }

  /// @inheritdoc IVouchers
  function cancel(OrganisationId organisation, VoucherId[] calldata ids, bytes32 reason) external override {
    _requireBatch(ids.length);
    OfficerId officer = _registry.officerOf(msg.sender);
    bytes memory claims = ClaimLines.create(ids.length);
    uint256 certified = 0;
    uint256 total = 0;
    for (uint256 i = 0; i < ids.length; ++i) {
      VoucherId id = ids[i];
      Voucher memory it = _vouchers[id];
      if (it.state != VoucherState.Invoice && !_isOpen(it.state)) revert VouchersWrongState(id, it.state);
      total += it.amount;
      // The ledger asks for the organisation of those that are certified.
      if (it.state == VoucherState.Certified) _write(claims, certified++, it, id);
      else _requireOwner(id, it, organisation);
      if (it.state == VoucherState.Invoice) {
        _giveUp(id, it, officer, reason);
        continue;
      }
      it.state = VoucherState.Cancelled;
      it.store(_vouchers[id]);
      emit VoucherCancelled(id, officer, reason);
    }
    _registry.authorize(msg.sender, organisation, Offices.CERTIFYING, total);
    if (certified == 0) return;
    ClaimLines.cut(claims, certified);
    _ledger.post(ClaimKind.Decertify, organisation, officer, claims);
  }

  /// @inheritdoc IVouchers
  function hold(VoucherId id, bytes32 reason) external override {
    Voucher memory it = _vouchers[id];
    if (it.state != VoucherState.Invoice && !_isOpen(it.state)) revert VouchersWrongState(id, it.state);
    (OfficerId officer, bool isInspector) = _holder(it);
    it.marks |= isInspector ? VoucherSlot.HELD | VoucherSlot.BY_INSPECTOR : VoucherSlot.HELD;
    it.store(_vouchers[id]);
    emit VoucherHeld(id, officer, isInspector, reason);
  }

  /// @inheritdoc IVouchers
  function release(VoucherId id) external override {
    Voucher memory it = _vouchers[id];
    (OfficerId officer, bool isInspector) = _holder(it);
    if (!it.isHeld() || (it.marks & VoucherSlot.BY_INSPECTOR != 0 && !isInspector)) {
      revert VouchersMayNotRelease(id);
    }
    it.marks &= ~(VoucherSlot.HELD | VoucherSlot.BY_INSPECTOR);
    it.store(_vouchers[id]);
    emit VoucherReleased(id, officer);
  }

  /// @inheritdoc IVouchers
  function free(VoucherId[] calldata ids, bytes32 reason) external override {
    _requireBatch(ids.length);
    OfficerId officer = _registry.authorize(msg.sender, TREASURY, Offices.INSPECTOR, 0);
    for (uint256 i = 0; i < ids.length; ++i) {
      VoucherId id = ids[i];
      Voucher memory it = _vouchers[id];
      // An invoice's version counts its parts, which would be claimed twice.
      bool isUntouched = it.state == VoucherState.Invoice && it.version == 0;
      bool isIdle = it.state == VoucherState.Submitted || it.state == VoucherState.Cancelled;
      if (!isUntouched && !isIdle) revert VouchersWrongState(id, it.state);
      it.state = VoucherState.Cancelled;
      it.marks |= VoucherSlot.FREED;
      it.store(_vouchers[id]);
      emit VoucherFreed(id, officer, reason);
    }
  }

  /// @inheritdoc IVouchers
  function viewOf(Rail rail, VoucherId[] calldata ids) external view override returns (bytes32) {
    uint256[] memory found = new uint256[](ids.length);
    for (uint256 i = 0; i < ids.length; ++i) {
      Voucher memory it = _vouchers[ids[i]];
      (uint16 version_, ) = _payees.standing(it.payee, rail);
      it.bind(rail, version_);
      found[i] = it.pack();
    }
    return _hashOf(found);
  }

  function _requireBatch(uint256 vouchers) internal pure {
    if (vouchers == 0 || vouchers > ClaimLines.MOST) revert VouchersInvalidBatch(vouchers);
  }

  /// @dev What was claimed in the predecessor is claimed.
  function _standing(VoucherId id) internal view returns (Voucher memory it) {
    it = _vouchers[id];
    if (_mayBeElsewhere(it)) it = _predecessor.voucher(id);
  }

  function _mayBeElsewhere(Voucher memory it) private view returns (bool) {
    return it.state == VoucherState.None && address(_predecessor) != address(0);
  }

  /// @dev Writes the claim of a voucher, whose id is the claim's document.
  function _write(bytes memory claims, uint256 index, Voucher memory it, VoucherId id) internal pure {
    ClaimLines.write(claims, index, it.obligation, it.amount, VoucherId.unwrap(id));
  }

  function _submit(
    OrganisationId organisation,
    Submission[] calldata submissions,
    bool isSuperseding
  ) private {
    _requireBatch(submissions.length);
    uint256 total = 0;
    for (uint256 i = 0; i < submissions.length; ++i) total += submissions[i].amount;
    OfficerId officer = _registry.authorize(msg.sender, organisation, Offices.SUBMITTING, total);
    bytes memory lines = VoucherLines.submitted(submissions.length);
    for (uint256 i = 0; i < submissions.length; ++i) {
      Submission memory it = submissions[i];
      Voucher memory former = _vouchers[it.id];
      // `_standing` would copy it.
      if (_mayBeElsewhere(former)) former = _predecessor.voucher(it.id);
      PayeeId payee = isSuperseding ? former.payee : _payeeIn(it.id);
      if (former.state != (isSuperseding ? VoucherState.Cancelled : VoucherState.None)) {
        revert VouchersAlreadyClaimed(it.id, former.state);
      }
      if (isSuperseding) {
        // Else a hold would end with another organisation's claim, whose own officers release it.
        if (former.marks & VoucherSlot.FREED == 0) _requireOwner(it.id, former, organisation);
        if (it.id.isDerived()) _limit(it, former);
      }
      Voucher memory next = _claimed(organisation, officer, it, payee);
      // A hold is not shaken off by giving the claim up and making it again.
      next.marks = former.marks & ~(VoucherSlot.ATTESTED | VoucherSlot.FREED);
      next.store(_vouchers[it.id]);
      VoucherLines.writeSubmitted(lines, i, it.id, next);
    }
    emit VouchersSubmitted(organisation, officer, isSuperseding, lines);
  }

  /// @dev The inspector or certifying officer who holds and releases.
  function _holder(Voucher memory it) private view returns (OfficerId officer, bool isInspector) {
    try _registry.authorize(msg.sender, TREASURY, Offices.INSPECTOR, 0) returns (OfficerId inspector) {
      return (inspector, true);
    } catch {
      (OrganisationId owner, ) = _ledger.claimant(it.obligation);
      return (_registry.authorize(msg.sender, owner, Offices.CERTIFYING, it.amount), false);
    }
  }

  /// @dev A new claim on an invoice of `payee`, checked against its obligation.
  function _claimed(
    OrganisationId organisation,
    OfficerId officer,
    Submission memory it,
    PayeeId payee
  ) private view returns (Voucher memory) {
    if (it.amount == 0) revert VouchersInvalidAmount(it.id, 0, Lines.ATTESTED_MOST);
    (OrganisationId owner, PayeeId owedTo) = _ledger.claimant(it.obligation);
    if (owner != organisation) revert VouchersWrongOrganisation(it.id, owner, organisation);
    if (owedTo != payee) revert VouchersWrongPayee(it.id, owedTo);
    return
      Voucher({
        obligation: it.obligation,
        amount: it.amount,
        payee: payee,
        submitter: officer,
        certifier: OfficerId.wrap(0),
        version: 0,
        dueDay: it.dueDay,
        state: VoucherState.Submitted,
        marks: 0
      });
  }

  function _requireOwner(VoucherId id, Voucher memory it, OrganisationId organisation) private view {
    (OrganisationId owner, ) = _ledger.claimant(it.obligation);
    if (owner != organisation) revert VouchersWrongOrganisation(id, owner, organisation);
  }

  /// @dev After a novation the former payee's invoice is no claim on the obligation; what was certified before and came
  /// back still is.
  function _isOwed(Voucher memory it) private view returns (bool) {
    if (it.state == VoucherState.Returned) return true;
    (, PayeeId owedTo) = _ledger.claimant(it.obligation);
    return owedTo == it.payee;
  }

  /// @dev Nothing more can be claimed of an opened invoice. It stays one: claimed whole, its parts would be paid twice.
  function _giveUp(VoucherId id, Voucher memory it, OfficerId officer, bytes32 reason) private {
    if (it.amount == 0) revert VouchersInvalidAmount(id, 0, Lines.ATTESTED_MOST);
    emit InvoiceGivenUp(id, officer, it.amount, reason);
    it.amount = 0;
    it.store(_vouchers[id]);
  }

  /// @dev What was certified is what the officer saw.
  function _requireSeen(bytes32 seen, uint256[] memory found) private pure {
    bytes32 current = _hashOf(found);
    if (seen != current) revert VouchersStaleView(seen, current);
  }

  function _hashOf(uint256[] memory found) private pure returns (bytes32 hash) {
    assembly ("memory-safe") {
      hash := keccak256(add(found, 0x20), mul(mload(found), 0x20))
    }
  }

  /// @dev A part is claimed again, or interest: no more than before, since the rest is claimed elsewhere or not owed.
  function _limit(Submission memory it, Voucher memory former) private pure {
    if (it.amount > former.amount) revert VouchersExceedsInvoice(it.id, former.amount, it.amount);
    if (former.marks & VoucherSlot.PART == 0) it.dueDay = NEVER_DUE;
  }

  /// @dev Whether a voucher may still be paid, and is not.
  function _isOpen(VoucherState state) private pure returns (bool) {
    return
      state == VoucherState.Submitted || state == VoucherState.Certified || state == VoucherState.Returned;
  }

  /// @dev Whose invoice it is. The index of many payees is no one's: it is how derived ids end.
  function _payeeIn(VoucherId id) private pure returns (PayeeId) {
    if (id.isDerived()) revert VouchersReservedId(id);
    return id.payeeIn();
  }
}
