// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IAccounts} from "../../../contracts/budget/IAccounts.sol";
import {IObligations} from "../../../contracts/budget/IObligations.sol";
import {IVouchers} from "../../../contracts/disbursement/IVouchers.sol";
import {VoucherState} from "../../../contracts/disbursement/Voucher.sol";
import {ActKind} from "../../../contracts/types/Act.sol";
import {ClaimKind} from "../../../contracts/types/ClaimKind.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {OrganisationId} from "../../../contracts/types/OrganisationId.sol";
import {VoucherId} from "../../../contracts/types/VoucherId.sol";
import {InvoicesHandler} from "./InvoicesHandler.sol";

/// @title VouchersHandler
/// @notice Vouchers are certified, held, released and given up.
abstract contract VouchersHandler is InvoicesHandler {
  /// @notice One or two vouchers, by another officer than submitted them; now and then by the same, or by whoever
  /// obligated.
  function certify(uint256 which, bool attested, uint256 who, uint256 spoil) external timed {
    bytes32 first = _find(which, VoucherState.Submitted, VoucherState.Returned);
    if (spoil % 16 == 0 && voucherIds.length != 0) first = voucherIds[which % voucherIds.length];
    if (first == 0) return;
    bytes32[] memory ids = _batch(first, which >> 8, VoucherState.Submitted, 1 + (who % 2));
    uint32 owner = _ownerOf(ghosts[first].obligation);
    if (spoil % 16 == 1) owner = anyOrganisation(spoil >> 8);
    address key = actor(owner, Offices.CERTIFYING, _sum(ids), who);
    if (spoil % 16 == 2) key = _seated(ghosts[first].submitter, owner, Offices.CERTIFYING, key);
    else if (spoil % 16 == 3) {
      key = _seated(_obligatorOf(ghosts[first].obligation), owner, Offices.CERTIFYING, key);
    } else if (spoil % 16 == 4) key = keys[who % keys.length];
    _certify(key, owner, attested, ids, spoil % 16 == 5);
  }

  function cancel(uint256 which, uint256 who, uint256 spoil) external timed {
    bytes32 first = _find(which, VoucherState.Submitted, VoucherState.Certified);
    if (spoil % 4 == 0 && voucherIds.length != 0) first = voucherIds[which % voucherIds.length];
    if (first == 0) return;
    bytes32[] memory ids = _batch(first, which >> 8, VoucherState.Returned, 1 + (who % 2));
    uint32 owner = _ownerOf(ghosts[first].obligation);
    if (spoil % 16 == 1) owner = anyOrganisation(spoil >> 8);
    address key = actor(owner, Offices.CERTIFYING, _sum(ids), who);
    bytes4 expected = _authority(key, owner, Offices.CERTIFYING, 0);
    if (expected == 0) expected = _cancelling(ids, owner);
    if (expected == 0) expected = _authority(key, owner, Offices.CERTIFYING, _sum(ids));
    if (expected == 0) expected = _posting(ids, owner, true);
    vm.prank(key);
    try vouchers.cancel(OrganisationId.wrap(owner), _wrap(ids), 0) {
      _wasDone("cancel", expected);
      for (uint256 i = 0; i < ids.length; ++i) {
        GhostVoucher storage it = ghosts[ids[i]];
        if (it.state == VoucherState.Certified) {
          _claimed(ClaimKind.Decertify, owner, _officerWith(key), it.obligation, it.amount);
        }
        it.state = VoucherState.Cancelled;
        ++it.cancellations;
      }
    } catch (bytes memory reason) {
      _wasRefused("cancel", expected, reason);
    }
  }

  function hold(uint256 which, bool byInspector, uint256 who) external timed {
    if (voucherIds.length == 0) return;
    bytes32 id = voucherIds[which % voucherIds.length];
    GhostVoucher storage it = ghosts[id];
    bool isOpen =
      it.state == VoucherState.Submitted ||
        it.state == VoucherState.Certified ||
        it.state == VoucherState.Returned;
    bytes4 expected = isOpen ? bytes4(0) : IVouchers.VouchersWrongState.selector;
    vm.prank(byInspector ? INSPECTOR : actor(_ownerOf(it.obligation), Offices.CERTIFYING, it.amount, who));
    try vouchers.hold(VoucherId.wrap(id), 0) {
      _wasDone("hold", expected);
      it.held = true;
      it.byInspector = it.byInspector || byInspector;
    } catch (bytes memory reason) {
      _wasRefused("hold", expected, reason);
    }
  }

  /// @notice Mostly of one that is held.
  function release(uint256 which, bool byInspector, uint256 who) external timed {
    for (uint256 i = 0; i < voucherIds.length; ++i) {
      bytes32 id = voucherIds[((which % voucherIds.length) + i) % voucherIds.length];
      if (!ghosts[id].held && which % 8 != 0) continue;
      GhostVoucher storage it = ghosts[id];
      bytes4 expected =
        !it.held || (it.byInspector && !byInspector) ? IVouchers.VouchersMayNotRelease.selector : bytes4(0);
      vm.prank(byInspector ? INSPECTOR : actor(_ownerOf(it.obligation), Offices.CERTIFYING, it.amount, who));
      try vouchers.release(VoucherId.wrap(id)) {
        _wasDone("release", expected);
        (it.held, it.byInspector) = (false, false);
      } catch (bytes memory reason) {
        _wasRefused("release", expected, reason);
      }
      return;
    }
  }

  /// @notice From acceptance to certification at one go, so that runs get that far.
  function claimDelivered(
    uint256 which,
    uint256 amount,
    uint256 due,
    uint256 who,
    bool attested
  ) external timed {
    if (voucherIds.length >= MOST_VOUCHERS) return;
    uint64 obligation = _obligation(which, false);
    send(draft(ActKind.Accept, obligation, 0, amount), who, 15);
    IVouchers.Submission memory it = _draft(obligation, amount >> 8, due);
    _submit(it, false, who, 15);
    uint32 owner = _ownerOf(obligation);
    bytes32[] memory ids = new bytes32[](1);
    ids[0] = VoucherId.unwrap(it.id);
    if (ghosts[ids[0]].state != VoucherState.Submitted) return;
    _certify(actor(owner, Offices.CERTIFYING, it.amount, who), owner, attested, ids, false);
  }

  /// @dev `first` and up to `most - 1` more in the state, of the same owner and rail.
  function _batch(
    bytes32 first,
    uint256 seed,
    VoucherState state,
    uint256 most
  ) internal view returns (bytes32[] memory ids) {
    ids = new bytes32[](most);
    ids[0] = first;
    uint256 found = 1;
    uint256 count = voucherIds.length;
    for (uint256 i = 0; i < count && found < most; ++i) {
      bytes32 id = voucherIds[((seed % count) + i) % count];
      GhostVoucher storage it = ghosts[id];
      if (id == first || it.state != state || it.attested != ghosts[first].attested) continue;
      if (_ownerOf(it.obligation) == _ownerOf(ghosts[first].obligation)) ids[found++] = id;
    }
    assembly ("memory-safe") {
      mstore(ids, found)
    }
  }

  function _sum(bytes32[] memory ids) internal view returns (uint64 total) {
    for (uint256 i = 0; i < ids.length; ++i) total += ghosts[ids[i]].amount;
  }

  /// @param isStale Whether something else was seen than what stands there now.
  function _certify(address key, uint32 owner, bool attested, bytes32[] memory ids, bool isStale) private {
    uint24 officer = _officerWith(key);
    bytes4 expected = _authority(key, owner, Offices.CERTIFYING, 0);
    if (expected == 0) expected = _certifying(ids, attested, officer);
    if (expected == 0 && isStale) expected = IVouchers.VouchersStaleView.selector;
    bytes32 seen = isStale ? bytes32(0) : vouchers.viewOf(_rail(attested), _wrap(ids));
    if (expected == 0) expected = _authority(key, owner, Offices.CERTIFYING, _sum(ids));
    if (expected == 0) expected = _holding(ids, owner, officer);
    vm.prank(key);
    try vouchers.certify(OrganisationId.wrap(owner), _rail(attested), _wrap(ids), seen) {
      _wasDone("certify", expected);
      for (uint256 i = 0; i < ids.length; ++i) {
        GhostVoucher storage it = ghosts[ids[i]];
        require(it.submitter != officer, "9: certified by the submitter");
        _claimed(ClaimKind.Certify, owner, officer, it.obligation, it.amount);
        (it.certifier, it.attested, it.state) = (officer, attested, VoucherState.Certified);
        (it.version, ) = standing(it.payee, attested);
        it.account = _accountAt(it.payee, attested, it.version);
        it.certifiedAt = clock;
        ++it.certifications;
      }
    } catch (bytes memory reason) {
      _wasRefused("certify", expected, reason);
    }
  }

  /// @dev Why these ought not to be certified, the ledger apart.
  function _certifying(bytes32[] memory ids, bool attested, uint24 officer) private view returns (bytes4) {
    for (uint256 i = 0; i < ids.length; ++i) {
      GhostVoucher storage it = ghosts[ids[i]];
      bool isFresh = it.state == VoucherState.Submitted || it.state == VoucherState.Returned;
      if (!isFresh) return IVouchers.VouchersWrongState.selector;
      if (it.held) return IVouchers.VouchersHeld.selector;
      if (it.submitter == officer) return IVouchers.VouchersDutiesNotSeparate.selector;
      (uint16 version, bool eligible) = standing(it.payee, attested);
      if (version == 0 || !eligible || !_isOwed(it)) return IVouchers.VouchersPayeeNotPayable.selector;
    }
    return 0;
  }

  /// @dev What came back is owed still; else the obligation's payee may be another by now.
  function _isOwed(GhostVoucher storage it) private view returns (bool) {
    return it.state == VoucherState.Returned || _payeeOf(it.obligation) == it.payee;
  }

  /// @dev Why the ledger ought not to hold the money of these.
  function _holding(bytes32[] memory ids, uint32 owner, uint24 officer) private view returns (bytes4) {
    for (uint256 i = 0; i < ids.length; ++i) {
      GhostVoucher storage it = ghosts[ids[i]];
      bytes4 reason = _reaching(it.obligation, owner);
      if (reason != 0) return reason;
      if (it.amount == 0) return IAccounts.BudgetLedgerZeroAmount.selector;
      if (obligators[it.obligation][officer]) return IObligations.BudgetLedgerDutiesNotSeparate.selector;
      uint256 claimed = it.amount;
      for (uint256 j = 0; j < i; ++j) {
        if (ghosts[ids[j]].obligation == it.obligation) claimed += ghosts[ids[j]].amount;
      }
      if (claimed > mostClaimed(ClaimKind.Certify, it.obligation)) {
        return IObligations.BudgetLedgerExceedsOwed.selector;
      }
    }
    return 0;
  }

  /// @dev Why the ledger ought not to reach an obligation for this organisation.
  function _reaching(uint64 obligation, uint32 organisation) internal view returns (bytes4) {
    bytes4 reason = _freeing(obligation, organisation);
    bool isLate = reason == 0 && _isCancelled(obligation);
    return isLate ? IAccounts.BudgetLedgerWrongPhase.selector : reason;
  }

  /// @dev The same, for what comes back or is given up: it may be late.
  function _freeing(uint64 obligation, uint32 organisation) internal view returns (bytes4) {
    bool isOwn = _ownerOf(obligation) == organisation;
    return isOwn ? bytes4(0) : IAccounts.BudgetLedgerWrongOrganisation.selector;
  }

  function _cancelling(bytes32[] memory ids, uint32 owner) private view returns (bytes4) {
    for (uint256 i = 0; i < ids.length; ++i) {
      GhostVoucher storage it = ghosts[ids[i]];
      if (it.state == VoucherState.Certified) continue;
      bool isOpen = it.state == VoucherState.Submitted || it.state == VoucherState.Returned;
      if (!isOpen) return IVouchers.VouchersWrongState.selector;
      if (_ownerOf(it.obligation) != owner) return IVouchers.VouchersWrongOrganisation.selector;
    }
    return 0;
  }

  /// @dev Why the ledger ought not to free these: all, or those that are certified.
  function _posting(bytes32[] memory ids, uint32 owner, bool certified) internal view returns (bytes4) {
    for (uint256 i = 0; i < ids.length; ++i) {
      GhostVoucher storage it = ghosts[ids[i]];
      if (certified && it.state != VoucherState.Certified) continue;
      bytes4 reason = _freeing(it.obligation, owner);
      if (reason == 0 && it.amount == 0) reason = IAccounts.BudgetLedgerZeroAmount.selector;
      if (reason != 0) return reason;
    }
    return 0;
  }

  function _obligatorOf(uint64 obligation) private view returns (uint24) {
    for (uint24 officer = FOUNDERS + 1; officer <= officerCount; ++officer) {
      if (obligators[obligation][officer]) return officer;
    }
    return 0;
  }
}
