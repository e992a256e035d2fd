// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IVouchers} from "../../../contracts/disbursement/IVouchers.sol";
import {VoucherState} from "../../../contracts/disbursement/Voucher.sol";
import {ActKind} from "../../../contracts/types/Act.sol";
import {ClaimKind} from "../../../contracts/types/ClaimKind.sol";
import {Evidence} from "../../../contracts/types/Evidence.sol";
import {ObligationId} from "../../../contracts/types/ObligationId.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {OrganisationId} from "../../../contracts/types/OrganisationId.sol";
import {VoucherId} from "../../../contracts/types/VoucherId.sol";
import {VoucherModel} from "./VoucherModel.sol";

/// @title InvoicesHandler
/// @notice Invoices are claimed, whole or in parts, and claimed again; what is left of them is given up.
abstract contract InvoicesHandler is VoucherModel {
  struct GhostInvoice {
    bytes32 id;
    uint64 obligation;
    uint32 payee;
    uint64 left;
    uint16 parts;
    bool held;
    bool byInspector;
  }

  uint256 internal constant MOST_VOUCHERS = 40;

  GhostInvoice[] internal invoices;
  uint256 private _fingerprints;

  function invoiceCount() external view returns (uint256) {
    return invoices.length;
  }

  function ghostInvoice(uint256 index) external view returns (GhostInvoice memory) {
    return invoices[index];
  }

  /// @notice A new invoice; now and then one claimed before, whole or in parts, another organisation's, another payee's,
  /// or for nothing.
  function submit(uint256 which, uint256 amount, uint256 due, uint256 who, uint256 spoil) external timed {
    if (voucherIds.length >= MOST_VOUCHERS) return;
    IVouchers.Submission memory it = _draft(_obligation(which, false), amount, due);
    if (spoil % 16 == 0 && voucherIds.length != 0) {
      it.id = VoucherId.wrap(voucherIds[amount % voucherIds.length]);
    } else if (spoil % 16 == 1) it.amount = 0;
    else if (spoil % 16 == 4 && invoices.length != 0) {
      it.id = VoucherId.wrap(invoices[amount % invoices.length].id);
    } else if (spoil % 16 == 5) it.obligation = ObligationId.wrap(_obligation(which >> 8, amount % 4 == 0));
    _submit(it, false, who, spoil);
  }

  /// @notice Claims again an invoice whose voucher was given up; now and then one that was not.
  function supersede(uint256 which, uint256 amount, uint256 due, uint256 who, uint256 spoil) external timed {
    bytes32 id = _find(which, VoucherState.Cancelled, VoucherState.Cancelled);
    if (spoil % 8 == 0 && voucherIds.length != 0) id = voucherIds[which % voucherIds.length];
    if (id == 0) return;
    IVouchers.Submission memory it = _draft(ghosts[id].obligation, amount, due);
    it.id = VoucherId.wrap(id);
    // Of parts and interest no more is claimed than before.
    if (who % 2 == 0) it.amount = ghosts[id].amount;
    // Elsewhere, only what was freed.
    if (spoil % 16 == 1 || spoil % 16 == 5) {
      uint64 other = _obligation(which >> 8, false);
      if (_payeeOf(other) == ghosts[id].payee) it.obligation = ObligationId.wrap(other);
    }
    _submit(it, true, who, spoil);
  }

  /// @notice Claims that bar others are given up for them, of which nothing is certified; now and then by whoever
  /// certifies.
  function free(uint256 which, uint256 who) external timed {
    if (voucherIds.length == 0) return;
    bytes32 id = voucherIds[which % voucherIds.length];
    if (who % 4 != 0) id = _find(which, VoucherState.Submitted, VoucherState.Cancelled);
    if (id == 0) return;
    GhostVoucher storage it = ghosts[id];
    bool isIdle = it.state == VoucherState.Submitted || it.state == VoucherState.Cancelled;
    bytes4 expected = isIdle ? bytes4(0) : IVouchers.VouchersWrongState.selector;
    address key = INSPECTOR;
    if (who % 16 == 1) {
      key = actor(_ownerOf(it.obligation), Offices.CERTIFYING, it.amount, who);
      expected = _authority(key, 1, Offices.INSPECTOR, 0);
    }
    bytes32[] memory ids = new bytes32[](1);
    ids[0] = id;
    vm.prank(key);
    try vouchers.free(_wrap(ids), 0) {
      _wasDone("free", expected);
      if (it.state == VoucherState.Submitted) ++it.cancellations;
      (it.state, it.freed) = (VoucherState.Cancelled, true);
    } catch (bytes memory reason) {
      _wasRefused("free", expected, reason);
    }
  }

  function openInvoice(uint256 which, uint256 amount, uint256 who) external timed {
    if (invoices.length == 3) return;
    IVouchers.Submission memory it = _draft(_obligation(which, false), amount, 0);
    uint32 owner = _ownerOf(ObligationId.unwrap(it.obligation));
    vm.prank(actor(owner, Offices.SUBMITTING, it.amount, who));
    vouchers.openInvoice(OrganisationId.wrap(owner), it);
    uint64 obligation = ObligationId.unwrap(it.obligation);
    invoices.push(
      GhostInvoice(VoucherId.unwrap(it.id), obligation, _payeeOf(obligation), it.amount, 0, false, false)
    );
  }

  /// @notice A part; now and then more than is left of the invoice.
  function submitPart(uint256 which, uint256 amount, uint256 due, uint256 who) external timed {
    if (invoices.length == 0 || voucherIds.length >= MOST_VOUCHERS) return;
    GhostInvoice storage whole = invoices[which % invoices.length];
    IVouchers.Part[] memory parts = new IVouchers.Part[](1);
    uint64 most = amount % 8 == 0 ? whole.left + 1 : whole.left;
    if (most == 0) return;
    parts[0] = IVouchers.Part(
      amount % 8 == 0 ? most : bound64(amount, 1, most),
      _dueDay(due),
      Evidence.wrap(0)
    );
    bytes4 expected = whole.held ? IVouchers.VouchersHeld.selector : bytes4(0);
    if (expected == 0 && parts[0].amount > whole.left) expected = IVouchers.VouchersExceedsInvoice.selector;
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
          parts[0].dueDay,
          Evidence.wrap(0)
        ),
        key
      );
      ghosts[id].isPart = true;
    } catch (bytes memory reason) {
      _wasRefused("part", expected, reason);
    }
  }

  /// @notice An invoice is held, or released; now and then by who may not release it.
  function holdInvoice(uint256 which, bool byInspector, uint256 who) external timed {
    if (invoices.length == 0) return;
    GhostInvoice storage whole = invoices[which % invoices.length];
    address key = actor(_ownerOf(whole.obligation), Offices.CERTIFYING, whole.left, who);
    bytes4 expected =
      whole.held && whole.byInspector && !byInspector ? IVouchers.VouchersMayNotRelease.selector : bytes4(0);
    bytes memory call =
      whole.held
        ? abi.encodeCall(IVouchers.release, (VoucherId.wrap(whole.id)))
        : abi.encodeCall(IVouchers.hold, (VoucherId.wrap(whole.id), 0));
    vm.prank(byInspector ? INSPECTOR : key);
    (bool done_, bytes memory reason) = address(vouchers).call(call);
    if (!done_) {
      _wasRefused("hold invoice", expected, reason);
      return;
    }
    _wasDone("hold invoice", expected);
    whole.held = !whole.held;
    whole.byInspector = whole.held && byInspector;
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

  /// @notice An obligation goes to another payee, mostly one that was invoiced and has nothing certified: what was
  /// submitted before is then another's.
  function novate(uint256 which, uint256 payee, uint256 who) external timed {
    uint64 obligation = _obligation(which, false);
    for (uint256 i = 0; i < voucherIds.length && who % 8 != 0; ++i) {
      GhostVoucher storage it = ghosts[voucherIds[((which % voucherIds.length) + i) % voucherIds.length]];
      bool isOpen = it.state == VoucherState.Submitted || it.state == VoucherState.Returned;
      if (!isOpen || mostClaimed(ClaimKind.Pay, it.obligation) != 0) continue;
      obligation = it.obligation;
      break;
    }
    send(draft(ActKind.Novate, obligation, payee, 0), who, 15);
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

  function _wrap(bytes32[] memory ids) internal pure returns (VoucherId[] memory wrapped) {
    wrapped = new VoucherId[](ids.length);
    for (uint256 i = 0; i < ids.length; ++i) wrapped[i] = VoucherId.wrap(ids[i]);
  }

  function _draft(
    uint64 obligation,
    uint256 amount,
    uint256 due
  ) internal returns (IVouchers.Submission memory it) {
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

  function _submit(IVouchers.Submission memory it, bool again, uint256 who, uint256 spoil) internal {
    uint32 owner = _ownerOf(ObligationId.unwrap(it.obligation));
    uint32 organisation = spoil % 16 == 2 ? anyOrganisation(spoil >> 8) : owner;
    address key = actor(organisation, Offices.SUBMITTING, it.amount, who);
    if (spoil % 16 == 3) key = keys[who % keys.length];
    GhostVoucher memory former = ghosts[VoucherId.unwrap(it.id)];
    if (_isInvoice(VoucherId.unwrap(it.id))) former.state = VoucherState.Invoice;
    bytes4 expected = _authority(key, organisation, Offices.SUBMITTING, it.amount);
    // As parts and interest have it, whose ids nobody claims.
    bool isReserved = uint32(uint256(VoucherId.unwrap(it.id))) == type(uint32).max;
    if (expected == 0 && !again && isReserved) expected = IVouchers.VouchersReservedId.selector;
    if (expected == 0 && former.state != (again ? VoucherState.Cancelled : VoucherState.None)) {
      expected = IVouchers.VouchersAlreadyClaimed.selector;
    }
    if (expected == 0 && again && !former.freed && _ownerOf(former.obligation) != organisation) {
      expected = IVouchers.VouchersWrongOrganisation.selector;
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
    bytes32 what = again ? bytes32("supersede") : bytes32("submit");
    bytes memory call = _submission(it, again, organisation);
    vm.prank(key);
    (bool done_, bytes memory reason) = address(vouchers).call(call);
    if (!done_) {
      _wasRefused(what, expected, reason);
      return;
    }
    _wasDone(what, expected);
    _bookNew(it, key);
  }

  function _submission(
    IVouchers.Submission memory it,
    bool again,
    uint32 organisation
  ) private pure returns (bytes memory) {
    IVouchers.Submission[] memory list = new IVouchers.Submission[](1);
    list[0] = it;
    return
      again
        ? abi.encodeCall(IVouchers.supersede, (OrganisationId.wrap(organisation), list))
        : abi.encodeCall(IVouchers.submit, (OrganisationId.wrap(organisation), list));
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

  function _payeeOf(uint64 obligation) internal view returns (uint32) {
    return obligations[placeOf[obligation] - 1].payee;
  }

  /// @dev Whether it was opened to be claimed in parts.
  function _isInvoice(bytes32 id) private view returns (bool) {
    for (uint256 i = 0; i < invoices.length; ++i) if (invoices[i].id == id) return true;
    return false;
  }
}
