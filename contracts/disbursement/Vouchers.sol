// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {requireWithin} from "../authority/Limit.sol";
import {ClaimLines} from "../budget/ClaimLines.sol";
import {ClaimKind} from "../types/ClaimKind.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {Rail} from "../types/Rail.sol";
import {interestOf as interestIdOf, partOf as partIdOf, VoucherId} from "../types/VoucherId.sol";
import {IAttestedRail} from "./IAttestedRail.sol";
import {IInterestRates} from "./IInterestRates.sol";
import {IVouchers} from "./IVouchers.sol";
import {Lines} from "./Lines.sol";
import {Marks, Voucher, VoucherState} from "./Voucher.sol";
import {VoucherClaims} from "./VoucherClaims.sol";
import {VoucherWord} from "./VoucherWord.sol";

/// @title Vouchers
/// @notice See `IVouchers`. Here is how they are paid and what comes back; the rest is in `VoucherClaims`.
contract Vouchers is VoucherClaims {
  IInterestRates private immutable _rates;

  /// @dev Who pays for whom, over what.
  /// @param latestDay The civil day on which it is paid; for tokens none after which it can be.
  struct Payment {
    address key;
    OrganisationId organisation;
    OrganisationId actingFor;
    Rail rail;
    uint256 latestDay;
  }

  /// @dev The vouchers of a payment that can be paid: a claim and a line each. A claim's document is the voucher's id.
  struct Batch {
    bytes claims;
    bytes lines;
    uint256 count;
    uint64 total;
    bool maybeLate;
  }

  constructor(Parts memory parts) VoucherClaims(parts) {
    _rates = IInterestRates(parts.rates);
    emit VouchersCreated(parts.registry, parts.ledger, parts.payees, parts.rates, parts.predecessor);
  }

  /// @inheritdoc IVouchers
  function pay(
    OrganisationId organisation,
    OrganisationId actingFor,
    Rail rail,
    VoucherId[] calldata ids,
    bytes calldata settlement
  ) external override returns (uint64) {
    return _pay(Payment(msg.sender, organisation, actingFor, rail, 0), ids, settlement);
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
    _registry.authorise(msg.sender, TREASURY, Offices.PAYING, 0);
    return _pay(Payment(key, organisation, actingFor, rail, 0), ids, settlement);
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
    (OfficerId officer, uint64 limit) = _warrant(msg.sender, organisation, actingFor);
    bytes memory claims = ClaimLines.create(ids.length);
    uint64 total = 0;
    Rail rail = _vouchers[ids[0]].rail();
    for (uint256 i = 0; i < ids.length; ++i) {
      VoucherId id = ids[i];
      VoucherWord it = _vouchers[id];
      if (it.state() != VoucherState.Paid || it.rail() != rail) revert VouchersWrongState(id, it.state());
      _requireThird(id, it, officer);
      _comeBack(id, it);
      _write(claims, i, it, id);
      total += it.amount();
      emit VoucherReturned(id, officer, code);
    }
    requireWithin(officer, limit, total);
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
    VoucherWord it = _vouchers[id];
    if (it.state() != VoucherState.Paid) revert VouchersWrongState(id, it.state());
    _requireThird(id, it, officer);
    uint64 paid = it.amount();
    if (amount == 0 || amount > paid) revert VouchersExceedsPaid(id, paid, amount);
    _vouchers[id] = it.withAmount(paid - amount);
    emit VoucherRefunded(id, officer, amount, evidence);
    bytes memory claim = ClaimLines.just(it.obligation(), amount, VoucherId.unwrap(id));
    _bringBack(organisation, officer, it.rail(), claim, amount, settlement);
  }

  /// @inheritdoc IVouchers
  function voucher(VoucherId id) external view override returns (Voucher memory) {
    return _standing(id).unpack();
  }

  /// @inheritdoc IVouchers
  function partOf(VoucherId invoice, uint16 number) external pure override returns (VoucherId) {
    return partIdOf(invoice, number);
  }

  /// @inheritdoc IVouchers
  function interestOf(VoucherId id) external pure override returns (VoucherId) {
    return interestIdOf(id);
  }

  /// @inheritdoc IVouchers
  function version() external pure override returns (string memory) {
    return "1.0.0";
  }

  /// @dev Pays what can be paid. A voucher counts as paid before any money moves, so that nothing can be paid twice.
  function _pay(
    Payment memory by,
    VoucherId[] calldata ids,
    bytes calldata settlement
  ) private returns (uint64) {
    (OfficerId officer, uint64 limit) = _warrant(by.key, by.organisation, by.actingFor);
    by.latestDay = _latestDay(by.rail, settlement);
    Batch memory batch = _collect(by, officer, ids);
    requireWithin(officer, limit, batch.total);
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
    if (batch.maybeLate) _chargeInterest(batch, by, officer, failed);
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
    Rail rail = by.rail;
    batch.lines = new bytes(Lines.sizeOf(rail) * ids.length + 32);
    uint256 latestDay = by.latestDay;
    uint64 total = 0;
    uint256 count = 0;
    Refusal first = Refusal.None;
    for (uint256 i = 0; i < ids.length; ++i) {
      VoucherId id = ids[i];
      VoucherWord it = _vouchers[id];
      (Refusal reason, bytes20 account) = _judge(it, rail, officer);
      if (reason != Refusal.None) {
        if (i == 0) first = reason;
        emit VoucherRefused(id, officer, reason);
        continue;
      }
      _vouchers[id] = it.withState(VoucherState.Paid);
      _write(batch.claims, count, it, id);
      Lines.write(batch.lines, count, rail, account, it.amount());
      total += it.amount();
      if (it.dueDay() < latestDay) batch.maybeLate = true;
      ++count;
    }
    if (count == 0) revert VouchersNonePayable(ids[0], first);
    batch.total = total;
    ClaimLines.cut(batch.claims, count);
    _cut(batch, rail, count);
  }

  /// @dev Why a voucher is not paid, or where its line leads. To a bank it leads nowhere: the rail only counts the lines.
  function _judge(
    VoucherWord it,
    Rail rail,
    OfficerId officer
  ) private view returns (Refusal, bytes20 account) {
    if (it.state() != VoucherState.Certified || it.rail() != rail) return (Refusal.NotCertified, account);
    if (it.isHeld()) return (Refusal.Held, account);
    if (it.submitter() == officer || it.certifier() == officer) return (Refusal.DutiesNotSeparate, account);
    bool eligible;
    (eligible, account) = _payees.destination(it.payee(), rail, it.version());
    if (!eligible) return (Refusal.PayeeNotEligible, account);
    return (Refusal.None, account);
  }

  /// @dev Takes back those that the ledger would not pay.
  function _leaveOut(Batch memory batch, Rail rail, OfficerId officer, uint256 leftOut) private {
    VoucherId first = _idAt(batch, 0);
    for (uint256 i = 0; i < batch.count; ++i) {
      if ((leftOut >> i) & 1 == 0) continue;
      VoucherId id = _idAt(batch, i);
      _vouchers[id] = _vouchers[id].withState(VoucherState.Certified);
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
      _comeBack(id, _vouchers[id]);
      emit VoucherFailed(id, officer);
    }
    bytes memory claims = bytes.concat(batch.claims);
    ClaimLines.leaveOut(claims, ~failed);
    _ledger.post(ClaimKind.Return, organisation, officer, claims);
  }

  /// @dev What the payee could not be paid is due no more: wrong details suspend the due date (FAR 52.232-33).
  function _comeBack(VoucherId id, VoucherWord it) private {
    _vouchers[id] = it.withState(VoucherState.Returned).withDueDay(NEVER_DUE);
  }

  /// @dev A voucher for the interest on each one that was paid late.
  function _chargeInterest(Batch memory batch, Payment memory by, OfficerId officer, uint256 failed) private {
    // Safe: a settlement's day is given in 16 bits.
    uint16 day = by.rail == Rail.Token ? _rates.today() : uint16(by.latestDay);
    for (uint256 i = 0; i < batch.count; ++i) {
      if ((failed >> i) & 1 == 0) _charge(by, officer, _idAt(batch, i), day);
    }
  }

  function _charge(Payment memory by, OfficerId officer, VoucherId late, uint16 day) private {
    VoucherWord it = _vouchers[late];
    (uint64 interest, uint16 daysLate, uint32 rate) = _rates.interestOn(it.amount(), it.dueDay(), day);
    VoucherId id = interestIdOf(late);
    // Given up after a return and claimed again, it bears no interest a second time.
    if (interest == 0 || _standing(id).state() != VoucherState.None) return;
    it = it.withAmount(interest).withDueDay(NEVER_DUE).asNew(it.marks() & Marks.ATTESTED);
    // More than a line carries would stop every batch that it is in.
    bool isCertified = interest <= Lines.mostOf(by.rail) && _accrue(by.organisation, officer, it, id);
    emit InterestCharged(late, id, interest, daysLate, rate, isCertified);
    _vouchers[id] = it.withState(isCertified ? VoucherState.Certified : VoucherState.Submitted);
  }

  /// @dev False where the account has no authority for it.
  function _accrue(
    OrganisationId organisation,
    OfficerId officer,
    VoucherWord it,
    VoucherId id
  ) private returns (bool) {
    bytes memory claim = ClaimLines.just(it.obligation(), it.amount(), VoucherId.unwrap(id));
    return _ledger.post(ClaimKind.Interest, organisation, officer, claim) == 0;
  }

  /// @dev A bank's payment is made on the day of its settlement. For tokens it is the day by a clock 14 hours ahead, as
  /// no time zone's is further: which day it is in the ledger's need be asked only where something may be late by then.
  function _latestDay(Rail rail, bytes calldata settlement) private view returns (uint256) {
    if (rail == Rail.Token) return (block.timestamp + 14 hours) / 1 days;
    return abi.decode(settlement, (IAttestedRail.Settlement)).settlementDay;
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

  /// @dev Who records what came back is a third officer, like who paid.
  function _requireThird(VoucherId id, VoucherWord it, OfficerId officer) private pure {
    if (it.submitter() == officer || it.certifier() == officer) revert VouchersDutiesNotSeparate(id, officer);
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
}
