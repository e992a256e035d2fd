// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ClaimLines} from "../budget/ClaimLines.sol";
import {ClaimKind} from "../types/ClaimKind.sol";
import {ObligationId} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {PayeeId} from "../types/PayeeId.sol";
import {Rail} from "../types/Rail.sol";
import {VoucherId} from "../types/VoucherId.sol";
import {IInterestRates} from "./IInterestRates.sol";
import {IPayeeRegistry} from "./IPayeeRegistry.sol";
import {IVouchers} from "./IVouchers.sol";
import {Lines} from "./Lines.sol";
import {Payer} from "./Payer.sol";
import {Voucher, VoucherSlot, VoucherState} from "./Voucher.sol";

/// @title Vouchers
/// @notice See `IVouchers`.
contract Vouchers is Payer, IVouchers {
  /// @dev As many as fit a word of bits.
  uint256 private constant _MOST = 256;
  uint256 private constant _SUBMITTED_LINE = 54;
  uint256 private constant _CERTIFIED_LINE = 34;
  /// @dev Interest on interest is none of the vendor's.
  uint16 private constant _NEVER_DUE = type(uint16).max;
  /// @dev How the ids of parts and interest end, and no invoice's may: nobody claims them ahead. No payee's index.
  uint32 private constant _DERIVED = type(uint32).max;

  IPayeeRegistry private immutable _payees;
  IInterestRates private immutable _rates;

  mapping(VoucherId voucher => Voucher) private _vouchers;

  /// @dev Who pays for whom, over what.
  struct Payment {
    address key;
    OrganisationId organisation;
    OrganisationId actingFor;
    Rail rail;
  }

  /// @dev The vouchers of a payment that can be paid: a claim and a line each. A claim's document is the voucher's id.
  struct Batch {
    bytes claims;
    bytes lines;
    uint256 count;
    uint64 total;
    bool maybeLate;
  }

  constructor(Parts memory parts) Payer(parts) {
    _payees = IPayeeRegistry(parts.payees);
    _rates = IInterestRates(parts.rates);
    emit VouchersCreated(parts.registry, parts.ledger, parts.payees, parts.rates);
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
    VoucherState state = _vouchers[invoice.id].state;
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
    uint256 total = 0;
    for (uint256 i = 0; i < parts.length; ++i) total += parts[i].amount;
    OfficerId officer = _registry.authorize(msg.sender, organisation, Offices.SUBMITTING, total);
    bytes memory lines = _newLines(parts.length, _SUBMITTED_LINE);
    for (uint256 i = 0; i < parts.length; ++i) {
      uint64 amount = parts[i].amount;
      if (amount > whole.amount) revert VouchersExceedsInvoice(invoice, whole.amount, amount);
      whole.amount -= amount;
      whole.version += 1;
      VoucherId id = partOf(invoice, whole.version);
      emit PartSubmitted(invoice, id, whole.version, whole.amount);
      Submission memory part = Submission(id, whole.obligation, amount, parts[i].dueDay);
      // After a novation the new payee invoices for themself.
      Voucher memory it = _claimed(organisation, officer, part, whole.payee);
      it.marks = VoucherSlot.PART;
      it.store(_vouchers[id]);
      _writeSubmitted(lines, i, part, whole.payee);
    }
    whole.store(_vouchers[invoice]);
    emit VouchersSubmitted(organisation, officer, false, lines);
  }

  /// @inheritdoc IVouchers
  function certify(OrganisationId organisation, Rail rail, VoucherId[] calldata ids) external override {
    _requireBatch(ids.length);
    OfficerId officer = _registry.officerOf(msg.sender);
    uint64 most = Lines.mostOf(rail);
    bytes memory claims = ClaimLines.create(ids.length);
    bytes memory lines = _newLines(ids.length, _CERTIFIED_LINE);
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
      it.certifier = officer;
      it.version = version_;
      it.state = VoucherState.Certified;
      it.marks = rail == Rail.Attested ? it.marks | VoucherSlot.ATTESTED : it.marks & ~VoucherSlot.ATTESTED;
      it.store(slot);
      _write(claims, i, it, id);
      total += it.amount;
      _writeLine(lines, i, _CERTIFIED_LINE, VoucherId.unwrap(id), uint256(version_) << 240);
    }
    // The officer was named before the total was known; this is where they are checked.
    _registry.authorize(msg.sender, organisation, Offices.CERTIFYING, total);
    _ledger.post(ClaimKind.Certify, organisation, officer, claims);
    emit VouchersCertified(organisation, officer, rail, lines);
  }

  /// @inheritdoc IVouchers
  function pay(
    OrganisationId organisation,
    OrganisationId actingFor,
    Rail rail,
    VoucherId[] calldata ids,
    bytes calldata settlement
  ) external override returns (uint64) {
    return _pay(Payment(msg.sender, organisation, actingFor, rail), ids, settlement);
  }

  /// @inheritdoc IVouchers
  function payFor(
    address key,
    OrganisationId organisation,
    OrganisationId actingFor,
    Rail rail,
    VoucherId[] calldata ids,
    bytes calldata settlement
  ) external override returns (uint64) {
    _registry.authorize(msg.sender, TREASURY, Offices.PAYING, 0);
    return _pay(Payment(key, organisation, actingFor, rail), ids, settlement);
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
    if (!_isOpen(it.state)) revert VouchersWrongState(id, it.state);
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
  function returnPayments(
    OrganisationId organisation,
    OrganisationId actingFor,
    VoucherId[] calldata ids,
    bytes3 code,
    bytes calldata settlement
  ) external override {
    _requireBatch(ids.length);
    _requireCode(code);
    OfficerId officer = _registry.officerOf(msg.sender);
    bytes memory claims = ClaimLines.create(ids.length);
    uint64 total = 0;
    Rail rail = _vouchers[ids[0]].rail();
    for (uint256 i = 0; i < ids.length; ++i) {
      VoucherId id = ids[i];
      Voucher memory it = _vouchers[id];
      if (it.state != VoucherState.Paid || it.rail() != rail) revert VouchersWrongState(id, it.state);
      _requireThird(id, it, officer);
      it.state = VoucherState.Returned;
      it.store(_vouchers[id]);
      _write(claims, i, it, id);
      total += it.amount;
      emit VoucherReturned(id, officer, code);
    }
    _disburser(msg.sender, organisation, actingFor, total);
    _bringBack(organisation, officer, rail, claims, total, settlement);
  }

  /// @inheritdoc IVouchers
  function refund(
    OrganisationId organisation,
    OrganisationId actingFor,
    VoucherId id,
    uint64 amount,
    bytes32 evidence,
    bytes calldata settlement
  ) external override {
    OfficerId officer = _disburser(msg.sender, organisation, actingFor, amount);
    Voucher memory it = _vouchers[id];
    if (it.state != VoucherState.Paid) revert VouchersWrongState(id, it.state);
    _requireThird(id, it, officer);
    if (amount == 0 || amount > it.amount) revert VouchersExceedsPaid(id, it.amount, amount);
    it.amount -= amount;
    it.store(_vouchers[id]);
    emit VoucherRefunded(id, officer, amount, evidence);
    bytes memory claim = ClaimLines.just(it.obligation, amount, VoucherId.unwrap(id));
    _bringBack(organisation, officer, it.rail(), claim, amount, settlement);
  }

  /// @inheritdoc IVouchers
  function voucher(VoucherId id) external view override returns (Voucher memory) {
    return _vouchers[id];
  }

  /// @inheritdoc IVouchers
  function partOf(VoucherId invoice, uint16 number) public pure override returns (VoucherId) {
    return _derived(keccak256(abi.encode("part", invoice, number)));
  }

  /// @inheritdoc IVouchers
  function interestOf(VoucherId id) public pure override returns (VoucherId) {
    return _derived(keccak256(abi.encode("interest", id)));
  }

  /// @inheritdoc IVouchers
  function version() external pure override returns (string memory) {
    return "1.0.0";
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
    bytes memory lines = _newLines(submissions.length, _SUBMITTED_LINE);
    for (uint256 i = 0; i < submissions.length; ++i) {
      Submission memory it = submissions[i];
      Voucher memory former = _vouchers[it.id];
      PayeeId payee = isSuperseding ? former.payee : _payeeIn(it.id);
      if (former.state != (isSuperseding ? VoucherState.Cancelled : VoucherState.None)) {
        revert VouchersAlreadyClaimed(it.id, former.state);
      }
      if (isSuperseding && _isDerived(it.id)) _limit(it, former);
      Voucher memory next = _claimed(organisation, officer, it, payee);
      // A hold is not shaken off by giving the claim up and making it again.
      next.marks = former.marks & ~VoucherSlot.ATTESTED;
      next.store(_vouchers[it.id]);
      _writeSubmitted(lines, i, it, payee);
    }
    emit VouchersSubmitted(organisation, officer, isSuperseding, lines);
  }

  /// @dev Pays what can be paid. A voucher counts as paid before any money moves, so that nothing can be paid twice.
  function _pay(
    Payment memory by,
    VoucherId[] calldata ids,
    bytes calldata settlement
  ) private returns (uint64) {
    OfficerId officer = _registry.officerOf(by.key);
    Batch memory batch = _collect(by, officer, ids);
    _disburser(by.key, by.organisation, by.actingFor, batch.total);
    uint256 leftOut = _ledger.post(ClaimKind.Pay, by.organisation, officer, batch.claims);
    if (leftOut != 0) _leaveOut(batch, by.rail, officer, leftOut);
    uint64 total = batch.total;
    _cash.spend(by.organisation, total);

    (uint64 failedTotal, uint256[] memory words) = _railOf(by.rail).pay(batch.lines, total, settlement);
    // A batch has no more than fit a word of bits.
    uint256 failed = words.length == 0 ? 0 : words[0];
    if (failedTotal != 0) {
      _fail(batch, by.organisation, officer, failed);
      _cash.restore(by.organisation, failedTotal);
    }
    if (batch.maybeLate) _chargeInterest(batch, by.organisation, officer, failed);
    return total - failedTotal;
  }

  /// @dev Picks the vouchers that can be paid and marks them as paid; the others are refused, each with a reason.
  function _collect(
    Payment memory by,
    OfficerId officer,
    VoucherId[] calldata ids
  ) private returns (Batch memory batch) {
    _requireBatch(ids.length);
    batch.claims = ClaimLines.create(ids.length);
    // A word to spare: lines are written a word at a time.
    batch.lines = new bytes(Lines.sizeOf(by.rail) * ids.length + 32);
    uint256 count = 0;
    Refusal first = Refusal.None;
    for (uint256 i = 0; i < ids.length; ++i) {
      VoucherId id = ids[i];
      Voucher storage slot = _vouchers[id];
      Voucher memory it = slot;
      (Refusal reason, bytes20 account) = _judge(it, by.rail, officer, id);
      if (reason != Refusal.None) {
        if (i == 0) first = reason;
        emit VoucherRefused(id, officer, reason);
        continue;
      }
      it.state = VoucherState.Paid;
      it.store(slot);
      _write(batch.claims, count, it, id);
      Lines.write(batch.lines, count, by.rail, account, it.amount);
      batch.total += it.amount;
      // In no time zone is it the day after the due date yet: none is more than 14 hours ahead.
      if ((uint256(it.dueDay) + 1) * 1 days <= block.timestamp + 14 hours) batch.maybeLate = true;
      ++count;
    }
    if (count == 0) revert VouchersNonePayable(ids[0], first);
    ClaimLines.cut(batch.claims, count);
    _cut(batch, by.rail, count);
  }

  /// @dev Why a voucher is not paid, or where its line leads. A bank's account is not shown, so there the line shows the
  /// voucher.
  function _judge(
    Voucher memory it,
    Rail rail,
    OfficerId officer,
    VoucherId id
  ) private view returns (Refusal, bytes20 account) {
    if (it.state != VoucherState.Certified || it.rail() != rail) return (Refusal.NotCertified, account);
    if (it.isHeld()) return (Refusal.Held, account);
    if (it.submitter == officer || it.certifier == officer) return (Refusal.DutiesNotSeparate, account);
    bool eligible;
    (eligible, account) = _payees.destination(it.payee, rail, it.version);
    if (!eligible) return (Refusal.PayeeNotEligible, account);
    if (rail == Rail.Attested) account = bytes20(VoucherId.unwrap(id));
    return (Refusal.None, account);
  }

  /// @dev Takes back those that the ledger would not pay.
  function _leaveOut(Batch memory batch, Rail rail, OfficerId officer, uint256 leftOut) private {
    VoucherId first = _idAt(batch, 0);
    for (uint256 i = 0; i < batch.count; ++i) {
      if ((leftOut >> i) & 1 == 0) continue;
      VoucherId id = _idAt(batch, i);
      _vouchers[id].state = VoucherState.Certified;
      emit VoucherRefused(id, officer, Refusal.AccountClosed);
    }
    uint256[] memory bits = new uint256[](1);
    bits[0] = leftOut;
    batch.lines = Lines.pick(batch.lines, Lines.sizeOf(rail), bits, false);
    (uint256 count, uint64 amount) = ClaimLines.leaveOut(batch.claims, leftOut);
    if (count == 0) revert VouchersNonePayable(first, Refusal.AccountClosed);
    batch.total -= amount;
    _cut(batch, rail, count);
  }

  /// @dev Turns those that the rail could not pay into returns.
  /// @param failed A bit for each that failed.
  function _fail(Batch memory batch, OrganisationId organisation, OfficerId officer, uint256 failed) private {
    for (uint256 i = 0; i < batch.count; ++i) {
      if ((failed >> i) & 1 == 0) continue;
      VoucherId id = _idAt(batch, i);
      _vouchers[id].state = VoucherState.Returned;
      emit VoucherFailed(id, officer);
    }
    bytes memory claims = bytes.concat(batch.claims);
    ClaimLines.leaveOut(claims, ~failed);
    _ledger.post(ClaimKind.Return, organisation, officer, claims);
  }

  /// @dev A voucher for the interest on each one that was paid late.
  function _chargeInterest(
    Batch memory batch,
    OrganisationId organisation,
    OfficerId officer,
    uint256 failed
  ) private {
    for (uint256 i = 0; i < batch.count; ++i) {
      if ((failed >> i) & 1 == 1) continue;
      VoucherId late = _idAt(batch, i);
      Voucher memory it = _vouchers[late];
      (uint64 interest, uint16 daysLate, uint32 rate) = _rates.interestOn(it.amount, it.dueDay);
      VoucherId id = interestOf(late);
      // Paid late a second time, after a return: what came back was no lateness of the payer's.
      if (interest == 0 || _vouchers[id].state != VoucherState.None) continue;
      it.amount = interest;
      it.dueDay = _NEVER_DUE;
      bytes memory claim = ClaimLines.just(it.obligation, interest, VoucherId.unwrap(id));
      bool isCertified = _ledger.post(ClaimKind.Interest, organisation, officer, claim) == 0;
      emit InterestCharged(late, id, interest, daysLate, rate, isCertified);
      it.state = isCertified ? VoucherState.Certified : VoucherState.Submitted;
      it.marks &= VoucherSlot.ATTESTED;
      it.store(_vouchers[id]);
    }
  }

  /// @dev Puts back what came back: in the ledger, in the cash of the organisation, on the rail.
  function _bringBack(
    OrganisationId organisation,
    OfficerId officer,
    Rail rail,
    bytes memory claims,
    uint64 total,
    bytes calldata settlement
  ) private {
    _ledger.post(ClaimKind.Return, organisation, officer, claims);
    _cash.restore(organisation, total);
    _railOf(rail).takeBack(msg.sender, total, settlement);
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
    if (!(owedTo == payee)) revert VouchersWrongPayee(it.id, owedTo);
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

  /// @dev Who records what came back is a third officer, like who paid.
  function _requireThird(VoucherId id, Voucher memory it, OfficerId officer) private pure {
    if (it.submitter == officer || it.certifier == officer) revert VouchersDutiesNotSeparate(id, officer);
  }

  /// @dev Nothing more can be claimed of an opened invoice. It stays one: claimed whole, its parts would be paid twice.
  function _giveUp(VoucherId id, Voucher memory it, OfficerId officer, bytes32 reason) private {
    if (it.amount == 0) revert VouchersInvalidAmount(id, 0, Lines.ATTESTED_MOST);
    emit InvoiceGivenUp(id, officer, it.amount, reason);
    it.amount = 0;
    it.store(_vouchers[id]);
  }

  /// @dev A part is claimed again, or interest: no more than before, since the rest is claimed elsewhere or not owed.
  function _limit(Submission memory it, Voucher memory former) private pure {
    if (it.amount > former.amount) revert VouchersExceedsInvoice(it.id, former.amount, it.amount);
    if (former.marks & VoucherSlot.PART == 0) it.dueDay = _NEVER_DUE;
  }

  /// @dev Whether a voucher may still be paid, and is not.
  function _isOpen(VoucherState state) private pure returns (bool) {
    return
      state == VoucherState.Submitted || state == VoucherState.Certified || state == VoucherState.Returned;
  }

  /// @dev Whose invoice it is. The index of many payees is no one's: it is how derived ids end.
  function _payeeIn(VoucherId id) private pure returns (PayeeId) {
    if (_isDerived(id)) revert VouchersReservedId(id);
    return PayeeId.wrap(_ending(id));
  }

  function _isDerived(VoucherId id) private pure returns (bool) {
    return _ending(id) == _DERIVED;
  }

  function _ending(VoucherId id) private pure returns (uint32) {
    // Truncation is meant: the last four bytes.
    return uint32(uint256(VoucherId.unwrap(id)));
  }

  function _derived(bytes32 hash) private pure returns (VoucherId) {
    return VoucherId.wrap(hash | bytes32(uint256(_DERIVED)));
  }

  function _requireBatch(uint256 vouchers) private pure {
    if (vouchers == 0 || vouchers > _MOST) revert VouchersInvalidBatch(vouchers);
  }

  function _write(bytes memory claims, uint256 index, Voucher memory it, VoucherId id) private pure {
    ClaimLines.write(claims, index, it.obligation, it.amount, VoucherId.unwrap(id));
  }

  function _idAt(Batch memory batch, uint256 index) private pure returns (VoucherId) {
    return VoucherId.wrap(ClaimLines.documentAt(batch.claims, index));
  }

  /// @dev Keeps the first `count` lines.
  function _cut(Batch memory batch, Rail rail, uint256 count) private pure {
    batch.count = count;
    bytes memory lines = batch.lines;
    uint256 length = Lines.sizeOf(rail) * count;
    assembly ("memory-safe") {
      // Never longer than they were made.
      mstore(lines, length)
    }
  }

  /// @dev Room for `count` lines behind the codec's version, and a word to spare for the last one's end.
  function _newLines(uint256 count, uint256 size) private pure returns (bytes memory lines) {
    uint256 length = 1 + count * size;
    lines = new bytes(length + 32);
    lines[0] = 0x01;
    assembly ("memory-safe") {
      mstore(lines, length)
    }
  }

  function _writeSubmitted(
    bytes memory lines,
    uint256 index,
    Submission memory it,
    PayeeId payee
  ) private pure {
    uint256 rest =
      (uint256(ObligationId.unwrap(it.obligation)) << 192) |
        (uint256(PayeeId.unwrap(payee)) << 160) |
        (uint256(it.amount) << 96) |
        (uint256(it.dueDay) << 80);
    _writeLine(lines, index, _SUBMITTED_LINE, VoucherId.unwrap(it.id), rest);
  }

  /// @dev Writes a line of an id and up to a word more. Lines are written in order, each over the last one's spare
  /// bytes.
  function _writeLine(
    bytes memory lines,
    uint256 index,
    uint256 size,
    bytes32 id,
    uint256 rest
  ) private pure {
    assembly ("memory-safe") {
      // Behind the length and the codec's version.
      let line := add(add(lines, 0x21), mul(index, size))
      mstore(line, id)
      mstore(add(line, 0x20), rest)
    }
  }
}
