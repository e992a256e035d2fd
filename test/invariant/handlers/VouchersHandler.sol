// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IAccounts} from "../../../contracts/budget/IAccounts.sol";
import {IObligations} from "../../../contracts/budget/IObligations.sol";
import {IVouchers} from "../../../contracts/disbursement/IVouchers.sol";
import {VoucherState} from "../../../contracts/disbursement/Voucher.sol";
import {ActKind} from "../../../contracts/types/Act.sol";
import {ClaimKind} from "../../../contracts/types/ClaimKind.sol";
import {ObligationId} from "../../../contracts/types/ObligationId.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {OrganisationId} from "../../../contracts/types/OrganisationId.sol";
import {VoucherId} from "../../../contracts/types/VoucherId.sol";
import {VoucherModel} from "./VoucherModel.sol";

/// @title VouchersHandler
/// @notice Vouchers are submitted, certified, held, released, given up and claimed again.
abstract contract VouchersHandler is VoucherModel {
  struct GhostInvoice {
    bytes32 id;
    uint64 obligation;
    uint32 payee;
    uint64 left;
    uint16 parts;
  }

  uint256 private constant _MOST_VOUCHERS = 40;

  GhostInvoice[] internal invoices;
  uint256 private _fingerprints;

  /// @notice A new invoice; now and then one claimed before, another organisation's, or for nothing.
  function submit(uint256 which, uint256 amount, uint256 due, uint256 who, uint256 spoil) external timed {
    if (voucherIds.length >= _MOST_VOUCHERS) return;
    IVouchers.Submission memory it = _draft(_obligation(which, false), amount, due);
    if (spoil % 16 == 0 && voucherIds.length != 0) {
      it.id = VoucherId.wrap(voucherIds[amount % voucherIds.length]);
    } else if (spoil % 16 == 1) it.amount = 0;
    _submit(it, false, who, spoil);
  }

  /// @notice Claims again an invoice whose voucher was given up; now and then one that was not.
  function supersede(uint256 which, uint256 amount, uint256 due, uint256 who, uint256 spoil) external timed {
    bytes32 id = _find(which, VoucherState.Cancelled, VoucherState.Cancelled);
    if (spoil % 8 == 0 && voucherIds.length != 0) id = voucherIds[which % voucherIds.length];
    if (id == 0) return;
    IVouchers.Submission memory it = _draft(ghosts[id].obligation, amount, due);
    it.id = VoucherId.wrap(id);
    _submit(it, true, who, spoil);
  }

  function openInvoice(uint256 which, uint256 amount, uint256 who) external timed {
    if (invoices.length == 3) return;
    IVouchers.Submission memory it = _draft(_obligation(which, false), amount, 0);
    uint32 owner = _ownerOf(ObligationId.unwrap(it.obligation));
    vm.prank(actor(owner, Offices.SUBMITTING, it.amount, who));
    vouchers.openInvoice(OrganisationId.wrap(owner), it);
    uint64 obligation = ObligationId.unwrap(it.obligation);
    invoices.push(GhostInvoice(VoucherId.unwrap(it.id), obligation, _payeeOf(obligation), it.amount, 0));
  }

  /// @notice A part; now and then more than is left of the invoice.
  function submitPart(uint256 which, uint256 amount, uint256 due, uint256 who) external timed {
    if (invoices.length == 0 || voucherIds.length >= _MOST_VOUCHERS) return;
    GhostInvoice storage whole = invoices[which % invoices.length];
    IVouchers.Part[] memory parts = new IVouchers.Part[](1);
    uint64 most = amount % 8 == 0 ? whole.left + 1 : whole.left;
    if (most == 0) return;
    parts[0] = IVouchers.Part(amount % 8 == 0 ? most : bound64(amount, 1, most), _dueDay(due));
    bytes4 expected = parts[0].amount > whole.left ? IVouchers.VouchersExceedsInvoice.selector : bytes4(0);
    if (expected == 0 && _payeeOf(whole.obligation) != whole.payee) {
      expected = IVouchers.VouchersWrongPayee.selector;
    }
    uint32 owner = _ownerOf(whole.obligation);
    address key = actor(owner, Offices.SUBMITTING, parts[0].amount, who);
    vm.prank(key);
    try vouchers.submitParts(OrganisationId.wrap(owner), VoucherId.wrap(whole.id), parts) {
      _wasDone("part", expected);
      whole.left -= parts[0].amount;
      bytes32 id = VoucherId.unwrap(vouchers.partOf(VoucherId.wrap(whole.id), ++whole.parts));
      _bookNew(
        IVouchers.Submission(
          VoucherId.wrap(id),
          ObligationId.wrap(whole.obligation),
          parts[0].amount,
          parts[0].dueDay
        ),
        key
      );
      ghosts[id].isPart = true;
    } catch (bytes memory reason) {
      _wasRefused("part", expected, reason);
    }
  }

  /// @notice What is left of an invoice is given up; now and then nothing is.
  function giveUp(uint256 which, uint256 who) external timed {
    if (invoices.length == 0 || who % 8 != 0) return;
    GhostInvoice storage whole = invoices[which % invoices.length];
    bytes4 expected = whole.left == 0 ? IVouchers.VouchersInvalidAmount.selector : bytes4(0);
    uint32 owner = _ownerOf(whole.obligation);
    bytes32[] memory ids = new bytes32[](1);
    ids[0] = whole.id;
    vm.prank(actor(owner, Offices.CERTIFYING, whole.left, who));
    try vouchers.cancel(OrganisationId.wrap(owner), _wrap(ids), 0) {
      _wasDone("give up", expected);
      whole.left = 0;
    } catch (bytes memory reason) {
      _wasRefused("give up", expected, reason);
    }
  }

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
    _certify(key, owner, attested, ids);
  }

  function cancel(uint256 which, uint256 who, uint256 spoil) external timed {
    bytes32 first = _find(which, VoucherState.Submitted, VoucherState.Certified);
    if (spoil % 4 == 0 && voucherIds.length != 0) first = voucherIds[which % voucherIds.length];
    if (first == 0) return;
    bytes32[] memory ids = _batch(first, which >> 8, VoucherState.Returned, 1 + (who % 2));
    uint32 owner = _ownerOf(ghosts[first].obligation);
    if (spoil % 16 == 1) owner = anyOrganisation(spoil >> 8);
    address key = actor(owner, Offices.CERTIFYING, _sum(ids), who);
    bytes4 expected = _cancelling(ids, owner);
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
    if (voucherIds.length >= _MOST_VOUCHERS) return;
    uint64 obligation = _obligation(which, false);
    send(draft(ActKind.Accept, obligation, 0, amount), who, 15);
    IVouchers.Submission memory it = _draft(obligation, amount >> 8, due);
    _submit(it, false, who, 15);
    uint32 owner = _ownerOf(obligation);
    bytes32[] memory ids = new bytes32[](1);
    ids[0] = VoucherId.unwrap(it.id);
    if (ghosts[ids[0]].state != VoucherState.Submitted) return;
    _certify(actor(owner, Offices.CERTIFYING, it.amount, who), owner, attested, ids);
  }

  /// @dev The first from a place on that is to many payees, or to one; any if there is none.
  function _obligation(uint256 seed, bool toMany) internal view returns (uint64 id) {
    uint256 count = obligations.length;
    for (uint256 i = 0; i < count; ++i) {
      id = obligations[((seed % count) + i) % count].id;
      if (_isToMany(id) == toMany) return id;
    }
  }

  /// @dev The first from a place on that is in one of the states; 0 for none.
  function _find(uint256 seed, VoucherState one, VoucherState other) internal view returns (bytes32) {
    uint256 count = voucherIds.length;
    for (uint256 i = 0; i < count; ++i) {
      bytes32 id = voucherIds[((seed % count) + i) % count];
      if (ghosts[id].state == one || ghosts[id].state == other) return id;
    }
    return 0;
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

  function _wrap(bytes32[] memory ids) internal pure returns (VoucherId[] memory wrapped) {
    wrapped = new VoucherId[](ids.length);
    for (uint256 i = 0; i < ids.length; ++i) wrapped[i] = VoucherId.wrap(ids[i]);
  }

  function _sum(bytes32[] memory ids) internal view returns (uint64 total) {
    for (uint256 i = 0; i < ids.length; ++i) total += ghosts[ids[i]].amount;
  }

  function _draft(
    uint64 obligation,
    uint256 amount,
    uint256 due
  ) private returns (IVouchers.Submission memory it) {
    bytes28 hash = bytes28(keccak256(abi.encode("invoice", ++_fingerprints)));
    it.id = VoucherId.wrap(bytes32(abi.encodePacked(hash, _payeeOf(obligation))));
    it.obligation = ObligationId.wrap(obligation);
    uint64 most = mostClaimed(ClaimKind.Certify, obligation);
    it.amount = most == 0 || amount % 16 == 0 ? most + 1 : bound64(amount, 1, most < 1e9 ? most : 1e9);
    it.dueDay = _dueDay(due);
  }

  /// @dev Up to a hundred days ago, or as much ahead.
  function _dueDay(uint256 seed) private view returns (uint16) {
    return uint16(clock / 1 days + (seed % 200) - 100);
  }

  function _submit(IVouchers.Submission memory it, bool again, uint256 who, uint256 spoil) private {
    uint32 owner = _ownerOf(ObligationId.unwrap(it.obligation));
    uint32 organisation = spoil % 16 == 2 ? anyOrganisation(spoil >> 8) : owner;
    address key = actor(organisation, Offices.SUBMITTING, it.amount, who);
    if (spoil % 16 == 3) key = keys[who % keys.length];
    GhostVoucher memory former = ghosts[VoucherId.unwrap(it.id)];
    bytes4 expected = _authority(key, organisation, Offices.SUBMITTING, it.amount);
    // As parts and interest have it, whose ids nobody claims.
    bool isReserved = uint32(uint256(VoucherId.unwrap(it.id))) == type(uint32).max;
    if (expected == 0 && !again && isReserved) expected = IVouchers.VouchersReservedId.selector;
    if (expected == 0 && former.state != (again ? VoucherState.Cancelled : VoucherState.None)) {
      expected = IVouchers.VouchersAlreadyClaimed.selector;
    }
    if (expected == 0 && isReserved && it.amount > former.amount) {
      expected = IVouchers.VouchersExceedsInvoice.selector;
    }
    if (expected == 0 && it.amount == 0) expected = IVouchers.VouchersInvalidAmount.selector;
    if (expected == 0 && organisation != owner) expected = IVouchers.VouchersWrongOrganisation.selector;
    uint32 payee = again ? former.payee : uint32(uint256(VoucherId.unwrap(it.id)));
    if (expected == 0 && _payeeOf(ObligationId.unwrap(it.obligation)) != payee) {
      expected = IVouchers.VouchersWrongPayee.selector;
    }
    IVouchers.Submission[] memory list = new IVouchers.Submission[](1);
    list[0] = it;
    bytes32 what = again ? bytes32("supersede") : bytes32("submit");
    bytes memory call =
      again
        ? abi.encodeCall(IVouchers.supersede, (OrganisationId.wrap(organisation), list))
        : abi.encodeCall(IVouchers.submit, (OrganisationId.wrap(organisation), list));
    vm.prank(key);
    (bool done_, bytes memory reason) = address(vouchers).call(call);
    if (!done_) {
      _wasRefused(what, expected, reason);
      return;
    }
    _wasDone(what, expected);
    _bookNew(it, key);
  }

  function _bookNew(IVouchers.Submission memory it, address key) private {
    bytes32 id = VoucherId.unwrap(it.id);
    GhostVoucher memory former = ghosts[id];
    if (former.claims == 0) voucherIds.push(id);
    GhostVoucher memory next;
    next.obligation = ObligationId.unwrap(it.obligation);
    next.amount = it.amount;
    next.payee = _payeeOf(next.obligation);
    next.submitter = _officerWith(key);
    // Interest never is; of parts and interest only those made before are claimed again.
    bool isInterest = former.claims != 0 && !former.isPart && uint32(uint256(id)) == type(uint32).max;
    next.dueDay = isInterest ? type(uint16).max : it.dueDay;
    next.state = VoucherState.Submitted;
    next.isPart = former.isPart;
    // A hold outlives the claim.
    (next.held, next.byInspector) = (former.held, former.byInspector);
    (next.claims, next.cancellations) = (former.claims + 1, former.cancellations);
    ghosts[id] = next;
  }

  function _certify(address key, uint32 owner, bool attested, bytes32[] memory ids) private {
    uint24 officer = _officerWith(key);
    bytes4 expected = _certifying(ids, attested, officer);
    if (expected == 0) expected = _authority(key, owner, Offices.CERTIFYING, _sum(ids));
    if (expected == 0) expected = _holding(ids, owner, officer);
    vm.prank(key);
    try vouchers.certify(OrganisationId.wrap(owner), _rail(attested), _wrap(ids)) {
      _wasDone("certify", expected);
      for (uint256 i = 0; i < ids.length; ++i) {
        GhostVoucher storage it = ghosts[ids[i]];
        require(it.submitter != officer, "9: certified by the submitter");
        _claimed(ClaimKind.Certify, owner, officer, it.obligation, it.amount);
        (it.certifier, it.attested, it.state) = (officer, attested, VoucherState.Certified);
        it.version = _versionOf(it.payee, attested);
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
      bool isPayable = it.payee != PERSON && _isEligible(it.payee) && _versionOf(it.payee, attested) != 0;
      if (!isPayable) return IVouchers.VouchersPayeeNotPayable.selector;
    }
    return 0;
  }

  /// @dev Why the ledger ought not to hold the money of these.
  function _holding(bytes32[] memory ids, uint32 owner, uint24 officer) private view returns (bytes4) {
    for (uint256 i = 0; i < ids.length; ++i) {
      GhostVoucher storage it = ghosts[ids[i]];
      bytes4 reason = _reaching(it.obligation, owner);
      if (reason != 0) return reason;
      if (obligators[it.obligation][officer]) return IObligations.BudgetLedgerDutiesNotSeparate.selector;
      uint256 claimed = it.amount;
      for (uint256 j = 0; j < i; ++j) {
        if (ghosts[ids[j]].obligation == it.obligation) claimed += ghosts[ids[j]].amount;
      }
      if (it.amount == 0) return IAccounts.BudgetLedgerZeroAmount.selector;
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

  function _payeeOf(uint64 obligation) internal view returns (uint32) {
    return obligations[placeOf[obligation] - 1].payee;
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
