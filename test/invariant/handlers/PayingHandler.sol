// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IPayer} from "../../../contracts/disbursement/IPayer.sol";
import {IVouchers} from "../../../contracts/disbursement/IVouchers.sol";
import {VoucherState} from "../../../contracts/disbursement/Voucher.sol";
import {ClaimKind} from "../../../contracts/types/ClaimKind.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {OrganisationId} from "../../../contracts/types/OrganisationId.sol";
import {VoucherId} from "../../../contracts/types/VoucherId.sol";
import {VouchersHandler} from "./VouchersHandler.sol";

/// @title PayingHandler
/// @notice Vouchers are paid, by whoever may and whoever may not; what was paid comes back, whole or in part.
abstract contract PayingHandler is VouchersHandler {
  /// @notice Up to four vouchers at once, not all of which can be paid; now and then one twice, or by an officer who
  /// submitted or certified.
  function pay(uint256 which, uint256 who, uint256 spoil, uint256 how) external timed {
    bytes32 first = _find(which, VoucherState.Certified, VoucherState.Certified);
    if (spoil % 8 == 0 && voucherIds.length != 0) first = voucherIds[which % voucherIds.length];
    if (first == 0) return;
    bytes32[] memory ids = _batch(first, which >> 8, VoucherState.Certified, 1 + ((which >> 16) % 4));
    if (spoil % 16 == 1) ids[ids.length - 1] = voucherIds[(which >> 32) % voucherIds.length];
    else if (spoil % 16 == 2) ids[ids.length - 1] = first;
    Payment memory by;
    by.organisation = _ownerOf(ghosts[first].obligation);
    by.attested = ghosts[first].attested;
    (by.key, by.actingFor) = _disburser(by.organisation, _sum(ids), who);
    uint24 early = spoil % 2 == 0 ? ghosts[first].submitter : ghosts[first].certifier;
    if (spoil % 16 == 3 || spoil % 16 == 4) {
      by.key = _seated(early, by.actingFor, Offices.DISBURSING, by.key);
    }
    _pay(by, ids, _settlement(by.attested, how));
  }

  /// @notice What was paid comes back whole.
  function returnPayments(uint256 which, uint256 who, uint256 spoil) external timed {
    bytes32 first = _find(which, VoucherState.Paid, VoucherState.Paid);
    if (spoil % 8 == 0 && voucherIds.length != 0) first = voucherIds[which % voucherIds.length];
    if (first == 0) return;
    bytes32[] memory ids = _batch(first, which >> 8, VoucherState.Paid, 1 + (who % 2));
    uint64 total = _sum(ids);
    Payment memory by;
    by.organisation = _ownerOf(ghosts[first].obligation);
    by.attested = ghosts[first].attested;
    (by.key, by.actingFor) = _disburser(by.organisation, total, who);
    _bring(by.key, by.attested, total);
    bytes4 expected = _disbursing(by.key, by.organisation, by.actingFor, 0);
    if (expected == 0) expected = _returning(ids, by.attested, _officerWith(by.key));
    if (expected == 0) expected = _disbursing(by.key, by.organisation, by.actingFor, total);
    if (expected == 0) expected = _posting(ids, by.organisation, false);
    (bytes memory settlement, bytes4 unproven) = _backBy(by.attested, spoil);
    if (expected == 0) expected = unproven;
    if (_codeBy(spoil) == 0) expected = IPayer.PayerMissingCode.selector;
    vm.recordLogs();
    vm.prank(by.key);
    try
      vouchers.returnPayments(
        OrganisationId.wrap(by.organisation),
        OrganisationId.wrap(by.actingFor),
        _wrap(ids),
        _codeBy(spoil),
        settlement
      )
    {
      _wasDone("return", expected);
      _readEvents(by.organisation);
      for (uint256 i = 0; i < ids.length; ++i) {
        GhostVoucher storage it = ghosts[ids[i]];
        (it.state, it.dueDay) = (VoucherState.Returned, type(uint16).max);
        _claimed(ClaimKind.Return, by.organisation, _officerWith(by.key), it.obligation, it.amount);
      }
      _cameBack(by.attested, total);
      _restored(by.organisation, total);
    } catch (bytes memory reason) {
      _wasRefused("return", expected, reason);
    }
  }

  /// @notice A part of what was paid comes back; now and then more than was paid, or nothing.
  function refund(uint256 which, uint256 amount, uint256 who) external timed {
    bytes32 id = _find(which, VoucherState.Paid, VoucherState.Paid);
    if (who % 8 == 0 && voucherIds.length != 0) id = voucherIds[which % voucherIds.length];
    if (id == 0) return;
    GhostVoucher storage it = ghosts[id];
    uint64 cents =
      amount % 8 == 0
        ? it.amount + 1
        : amount % 8 == 1
          ? 0
          : bound64(amount, 0, it.amount);
    uint32 owner = _ownerOf(it.obligation);
    (address key, uint32 actingFor) = _disburser(owner, cents, who >> 8);
    _bring(key, it.attested, cents);
    bytes4 expected = _disbursing(key, owner, actingFor, cents);
    if (expected == 0 && it.state != VoucherState.Paid) expected = IVouchers.VouchersWrongState.selector;
    if (expected == 0 && _actedOn(it, _officerWith(key))) {
      expected = IVouchers.VouchersDutiesNotSeparate.selector;
    }
    if (expected == 0 && (cents == 0 || cents > it.amount)) {
      expected = IVouchers.VouchersExceedsPaid.selector;
    }
    (bytes memory settlement, bytes4 unproven) = _backBy(it.attested, who >> 16);
    if (expected == 0) expected = unproven;
    vm.recordLogs();
    vm.prank(key);
    try
      vouchers.refund(
        OrganisationId.wrap(owner),
        OrganisationId.wrap(actingFor),
        VoucherId.wrap(id),
        cents,
        0,
        settlement
      )
    {
      _wasDone("refund", expected);
      _readEvents(owner);
      it.amount -= cents;
      _claimed(ClaimKind.Return, owner, _officerWith(key), it.obligation, cents);
      _cameBack(it.attested, cents);
      _restored(owner, cents);
    } catch (bytes memory reason) {
      _wasRefused("refund", expected, reason);
    }
  }

  /// @notice Whether nothing but the officers stands between a certified voucher and its payment.
  function isReady(uint256 index) public view returns (bool) {
    bytes32 id = voucherIds[index];
    GhostVoucher storage it = ghosts[id];
    uint32 owner = _ownerOf(it.obligation);
    if (!_isPayable(id) || _isCancelled(it.obligation) || halted(owner)) return false;
    if (_cashReason(owner, it.amount) != 0) return false;
    if (it.attested) return true;
    bool railOpen = isAllowed && !isStopped && vaultCents >= it.amount;
    return railOpen && !_bounces(address(it.account));
  }

  /// @notice Pays a voucher that is ready by a disbursing officer of a minute ago, and takes it back: nothing has
  /// happened, whatever was found.
  function payAfresh(uint256 index) external timed {
    if (voucherIds.length == 0) return;
    index %= voucherIds.length;
    if (!isReady(index)) return;
    bytes32 id = voucherIds[index];
    uint32 owner = _ownerOf(ghosts[id].obligation);
    uint256 snapshot = vm.snapshotState();
    Payment memory by = Payment(address(0), owner, owner, ghosts[id].attested);
    uint24 hired = enrolPerson(false);
    appointTo(hired, owner, Offices.DISBURSING, clock, clock + 1, type(uint64).max);
    by.key = liveKeys[hired][0];
    bytes32[] memory ids = new bytes32[](1);
    ids[0] = id;
    vm.prank(by.key);
    uint64 paid = vouchers.pay(
      OrganisationId.wrap(owner),
      OrganisationId.wrap(owner),
      _rail(by.attested),
      _wrap(ids),
      _settlement(by.attested, 0).data
    );
    require(paid == ghosts[id].amount, "22: not paid, though nothing stands against it");
    require(vouchers.voucher(VoucherId.wrap(id)).state == VoucherState.Paid, "22: not marked as paid");
    vm.revertToState(snapshot);
    ++doneOf["afresh"];
  }

  function _pay(Payment memory by, bytes32[] memory ids, Settled memory how) private {
    Plan memory plan = _plan(by, ids, how);
    vm.recordLogs();
    vm.prank(by.key);
    try
      vouchers.pay(
        OrganisationId.wrap(by.organisation),
        OrganisationId.wrap(by.actingFor),
        _rail(by.attested),
        _wrap(ids),
        how.data
      )
    returns (uint64 paid) {
      _wasDone("pay", plan.reason);
      require(paid == plan.total - plan.failedTotal, "11: paid another amount than it says");
      _readEvents(by.organisation);
      _bookPayment(by, ids, plan, how);
    } catch (bytes memory reason) {
      _wasRefused("pay", plan.reason, reason);
    }
  }

  function _returning(bytes32[] memory ids, bool attested, uint24 officer) private view returns (bytes4) {
    for (uint256 i = 0; i < ids.length; ++i) {
      GhostVoucher storage it = ghosts[ids[i]];
      bool fits = it.state == VoucherState.Paid && it.attested == attested;
      if (!fits) return IVouchers.VouchersWrongState.selector;
      if (_actedOn(it, officer)) return IVouchers.VouchersDutiesNotSeparate.selector;
    }
    return 0;
  }

  /// @dev Whether the officer submitted or certified the voucher.
  function _actedOn(GhostVoucher storage it, uint24 officer) private view returns (bool) {
    return it.submitter == officer || it.certifier == officer;
  }
}
