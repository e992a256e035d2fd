// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../../../contracts/authority/IOfficerRegistry.sol";
import {IVouchers} from "../../../contracts/disbursement/IVouchers.sol";
import {Voucher, VoucherState} from "../../../contracts/disbursement/Voucher.sol";
import {ClaimKind} from "../../../contracts/types/ClaimKind.sol";
import {VoucherId} from "../../../contracts/types/VoucherId.sol";
import {PayeesHandler} from "./PayeesHandler.sol";
import {RailsHandler} from "./RailsHandler.sol";

/// @title VoucherModel
/// @notice Vouchers as they ought to be, and what a payment of several ought to do to each.
abstract contract VoucherModel is PayeesHandler, RailsHandler {
  struct GhostVoucher {
    uint64 obligation;
    uint64 amount;
    uint32 payee;
    uint24 submitter;
    uint24 certifier;
    uint16 version;
    uint16 dueDay;
    VoucherState state;
    bool held;
    bool byInspector;
    bool attested;
    bool isPart;
    bool freed;
    /// Where it is paid, as certified, and when that was.
    bytes20 account;
    uint40 certifiedAt;
    /// How often it was claimed, given up, certified and paid.
    uint8 claims;
    uint8 cancellations;
    uint8 certifications;
    uint8 payments;
  }

  /// @dev Who pays, for whom.
  struct Payment {
    address key;
    uint32 organisation;
    uint32 actingFor;
    bool attested;
  }

  /// @dev What a payment ought to do: refuse it all, or pay each voucher, refuse it, or fail to.
  struct Plan {
    bytes4 reason;
    bool[] paid;
    bool[] failed;
    uint64 total;
    uint64 failedTotal;
  }

  uint64 internal constant LEAST_INTEREST = 100;

  bytes32[] internal voucherIds;
  mapping(bytes32 id => GhostVoucher) internal ghosts;

  function voucherCount() external view returns (uint256) {
    return voucherIds.length;
  }

  function ghostVoucher(uint256 index) external view returns (bytes32 id, GhostVoucher memory) {
    return (voucherIds[index], ghosts[voucherIds[index]]);
  }

  /// @dev What a payment of these ought to do. The order of its checks is that in which the contract ought to give its
  /// reasons.
  function _plan(
    Payment memory by,
    bytes32[] memory ids,
    Settled memory how
  ) internal view returns (Plan memory plan) {
    plan.paid = new bool[](ids.length);
    plan.failed = new bool[](ids.length);
    (uint256 count, uint256 total) = _choose(by, ids, plan);
    plan.reason = _disbursing(by.key, by.organisation, by.actingFor, 0);
    if (plan.reason == 0 && count == 0) plan.reason = IVouchers.VouchersNonePayable.selector;
    if (plan.reason == 0) plan.reason = _disbursing(by.key, by.organisation, by.actingFor, total);
    if (plan.reason == 0 && halted(by.organisation)) {
      plan.reason = IOfficerRegistry.OfficerRegistryHalted.selector;
    }
    if (plan.reason != 0) return plan;
    count = 0;
    for (uint256 i = 0; i < ids.length; ++i) {
      GhostVoucher storage it = ghosts[ids[i]];
      if (!plan.paid[i]) continue;
      // Left out, and nothing said of the others.
      plan.paid[i] = _ownerOf(it.obligation) == by.organisation && !_isCancelled(it.obligation);
      if (!plan.paid[i]) continue;
      ++count;
      plan.total += it.amount;
      plan.failed[i] = !by.attested && _bounces(address(it.account));
      if (plan.failed[i]) plan.failedTotal += it.amount;
    }
    if (count == 0) plan.reason = IVouchers.VouchersNonePayable.selector;
    if (plan.reason == 0) plan.reason = _cashReason(by.organisation, plan.total);
    if (plan.reason == 0) plan.reason = _railReason(by.attested, how, plan.total);
  }

  /// @dev Books a payment that was made.
  function _bookPayment(
    Payment memory by,
    bytes32[] memory ids,
    Plan memory plan,
    Settled memory how
  ) internal {
    uint24 officer = _officerWith(by.key);
    uint64 lines = 0;
    for (uint256 i = 0; i < ids.length; ++i) {
      if (!plan.paid[i]) continue;
      GhostVoucher storage it = ghosts[ids[i]];
      ++lines;
      ++it.payments;
      it.state = plan.failed[i] ? VoucherState.Returned : VoucherState.Paid;
      // The payee could not be paid.
      if (plan.failed[i]) it.dueDay = type(uint16).max;
      require(it.submitter != officer && it.certifier != officer, "9: disbursed by one of the two");
      require(inForceFrom[it.account] <= it.certifiedAt, "18: paid by details that waited");
      require(_claimed(ClaimKind.Pay, by.organisation, officer, it.obligation, it.amount), "6: cancelled");
      if (plan.failed[i]) _claimed(ClaimKind.Return, by.organisation, officer, it.obligation, it.amount);
      else _paidOut(by.attested, address(it.account), it.amount);
    }
    if (by.attested) nextTrace[how.bank] = how.firstTrace + lines;
    _spent(by.organisation, plan.total);
    if (plan.failedTotal != 0) _restored(by.organisation, plan.failedTotal);
    for (uint256 i = 0; i < ids.length; ++i) {
      if (plan.paid[i] && !plan.failed[i]) _bookInterest(by.organisation, officer, ids[i], how.day);
    }
  }

  function _isPayable(bytes32 document) internal view virtual override returns (bool) {
    GhostVoucher storage it = ghosts[document];
    return it.state == VoucherState.Certified && !it.held && _isEligible(it.payee);
  }

  /// @dev The vouchers that the contract ought to try to pay.
  function _choose(
    Payment memory by,
    bytes32[] memory ids,
    Plan memory plan
  ) private view returns (uint256 count, uint256 total) {
    uint24 officer = _officerWith(by.key);
    for (uint256 i = 0; i < ids.length; ++i) {
      GhostVoucher storage it = ghosts[ids[i]];
      bool again = false;
      for (uint256 j = 0; j < i; ++j) again = again || (ids[j] == ids[i] && plan.paid[j]);
      plan.paid[i] =
        !again &&
        _isPayable(ids[i]) &&
        it.attested == by.attested &&
        it.submitter != officer &&
        it.certifier != officer;
      if (!plan.paid[i]) continue;
      ++count;
      total += it.amount;
    }
  }

  /// @dev What is charged may differ by a cent from what is reckoned here.
  function _bookInterest(uint32 organisation, uint24 officer, bytes32 id, uint16 paidDay) private {
    GhostVoucher memory it = ghosts[id];
    bytes32 interestId = VoucherId.unwrap(vouchers.interestOf(VoucherId.wrap(id)));
    if (ghosts[interestId].state != VoucherState.None) return;
    Voucher memory charged = vouchers.voucher(VoucherId.wrap(interestId));
    uint64 expected = _interest(it.amount, it.dueDay, paidDay);
    if (charged.state == VoucherState.None) {
      require(expected <= LEAST_INTEREST, "interest not charged");
      return;
    }
    require(charged.amount >= LEAST_INTEREST, "less than a dollar of interest");
    require(charged.amount <= expected + 1 && charged.amount + 1 >= expected, "another interest");
    (it.amount, it.dueDay, it.isPart, it.freed) = (charged.amount, type(uint16).max, false, false);
    (it.claims, it.cancellations, it.payments) = (1, 0, 0);
    bool covered = _claimed(ClaimKind.Interest, organisation, officer, it.obligation, it.amount);
    it.state = covered ? VoucherState.Certified : VoucherState.Submitted;
    it.certifications = covered ? 1 : 0;
    ghosts[interestId] = it;
    voucherIds.push(interestId);
    ++doneOf["interest"];
  }

  /// @dev 4.625% a year from the day after the due date on, by months of 30 days.
  function _interest(uint64 principal, uint16 dueDay, uint16 paidDay) private pure returns (uint64) {
    if (paidDay <= dueDay) return 0;
    uint256 late = paidDay - dueDay > 365 ? 365 : paidDay - dueDay;
    uint256 value = uint256(principal) * 1e24;
    for (uint256 month = 0; month < late / 30; ++month) value = (value * 1_204_625) / 1_200_000;
    value += (value * 4625 * (late % 30)) / 36_000_000;
    return uint64((value - uint256(principal) * 1e24 + 5e23) / 1e24);
  }
}
