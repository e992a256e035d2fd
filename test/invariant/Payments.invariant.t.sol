// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IBudgetLedger} from "../../contracts/budget/IBudgetLedger.sol";
import {Obligation} from "../../contracts/budget/Obligation.sol";
import {ICashCeilings} from "../../contracts/disbursement/ICashCeilings.sol";
import {Header, Progress} from "../../contracts/disbursement/Schedule.sol";
import {Marks, Voucher, VoucherState} from "../../contracts/disbursement/Voucher.sol";
import {ObligationId} from "../../contracts/types/ObligationId.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {OrganisationId} from "../../contracts/types/OrganisationId.sol";
import {PayeeId} from "../../contracts/types/PayeeId.sol";
import {Rail} from "../../contracts/types/Rail.sol";
import {ScheduleId} from "../../contracts/types/ScheduleId.sol";
import {VoucherId} from "../../contracts/types/VoucherId.sol";
import {Test} from "../helpers/Test.sol";
import {InvoicesHandler} from "./handlers/InvoicesHandler.sol";
import {Model} from "./handlers/Model.sol";
import {PaymentsWorld} from "./handlers/PaymentsWorld.sol";
import {ScheduleModel} from "./handlers/ScheduleModel.sol";
import {SchedulesHandler} from "./handlers/SchedulesHandler.sol";
import {VoucherModel} from "./handlers/VoucherModel.sol";

/// @dev The runner finds a handler's functions only if its contract is in the test's own file.
contract PaymentsHandler is SchedulesHandler {}

/// @notice The invariants of payments; README.md beside this file lists them by number.
/// @dev One campaign checks them all after every call: each function of its own would repeat the whole campaign.
contract PaymentsInvariant is Test {
  struct FuzzSelector {
    address addr;
    bytes4[] selectors;
  }

  PaymentsHandler private _handler;
  IBudgetLedger private _ledger;

  function setUp() external {
    _handler = PaymentsHandler(deployed("PaymentsHandler", ""));
    _ledger = _handler.ledger();
    // An account that soon expires and is cancelled, one that lives on, and one without end.
    _handler.openAppropriation(1, 10 days, 12 days, 10 days, false);
    _handler.openAppropriation(2, 9 days, 90 days, 150 days, false);
    _handler.openAppropriation(3, 8 days, 0, 0, true);
    for (uint256 i = 0; i < 3; ++i) {
      _handler.enact(0, i, 1e10 - 1, 0, 15);
      _handler.obligate(i, false, 0, 1e9 - 1, i, 15);
      _handler.obligate(i, false, 1, 1e9 - 1, i, 15);
      _handler.obligate(i, false, i, 1e9 - 1, i, 15);
      // To many payees, for benefits.
      _handler.obligate(i, false, 3, 1e9 - 1, i, 15);
    }
    _handler.deposit(1e9);
    // Details for the other rail wait out their delay.
    _handler.setDetails(0, true);
    _handler.setDetails(1, true);
    _handler.passTime(1, 3 days);
    for (uint256 i = 0; i < 4; ++i) _handler.claimDelivered(i, 1e8 * 257 + 1, 90, 3, i % 2 == 1);
  }

  function targetContracts() external view returns (address[] memory list) {
    list = new address[](1);
    list[0] = address(_handler);
  }

  /// @dev What happens more often is listed more often.
  function targetSelectors() external view returns (FuzzSelector[] memory list) {
    bytes4[55] memory chosen = [
      _handler.passTime.selector,
      _handler.passTime.selector,
      _handler.passTimeTo.selector,
      _handler.passTimeTo.selector,
      _handler.addKey.selector,
      _handler.dismissOfficer.selector,
      _handler.dismissOfficer.selector,
      _handler.reappoint.selector,
      _handler.halt.selector,
      _handler.lift.selector,
      _handler.extend.selector,
      _handler.reassign.selector,
      _handler.obligate.selector,
      _handler.changeCommitment.selector,
      _handler.attest.selector,
      _handler.setStatus.selector,
      _handler.setDetails.selector,
      _handler.setDetails.selector,
      _handler.stopDetails.selector,
      _handler.deposit.selector,
      _handler.withdraw.selector,
      _handler.setBlocked.selector,
      _handler.setStopped.selector,
      _handler.setAllowed.selector,
      _handler.setCeiling.selector,
      _handler.submit.selector,
      _handler.supersede.selector,
      _handler.openInvoice.selector,
      _handler.submitPart.selector,
      _handler.giveUp.selector,
      _handler.holdInvoice.selector,
      _handler.novate.selector,
      _handler.novate.selector,
      _handler.certify.selector,
      _handler.certify.selector,
      _handler.cancel.selector,
      _handler.hold.selector,
      _handler.free.selector,
      _handler.release.selector,
      _handler.claimDelivered.selector,
      _handler.claimDelivered.selector,
      _handler.pay.selector,
      _handler.pay.selector,
      _handler.pay.selector,
      _handler.returnPayments.selector,
      _handler.refund.selector,
      _handler.payAfresh.selector,
      _handler.submitBenefits.selector,
      _handler.submitBenefits.selector,
      _handler.submitVendors.selector,
      _handler.certifySchedule.selector,
      _handler.closeSchedule.selector,
      _handler.stopLines.selector,
      _handler.payChunk.selector,
      _handler.returnLines.selector
    ];
    list = new FuzzSelector[](1);
    list[0].addr = address(_handler);
    list[0].selectors = new bytes4[](chosen.length + 3);
    for (uint256 i = 0; i < chosen.length; ++i) list[0].selectors[i] = chosen[i];
    for (uint256 i = 0; i < 3; ++i) list[0].selectors[chosen.length + i] = _handler.payChunk.selector;
  }

  function invariant_EveryPaymentRuleHolds() external {
    vm.warp(_handler.clock());
    uint256 paid = _invariant3_ClaimsAreWithinWhatIsOwed();
    _invariant11_PaymentsAddUp(paid);
    _invariant12_TheVaultHoldsWhatWasFunded();
    _invariant8_PaidOnceCertifiedBefore();
    _invariant10_PartsAreWithinTheirInvoice();
    _invariant13_ChunksAreWithinTheirSchedule();
  }

  /// @dev What takes long, once at the end of a run: nothing here could heal before it.
  function afterInvariant() external {
    vm.warp(_handler.clock());
    _invariant14_NobodyElseReceived();
    _invariant17_HaltsAndCeilingsAreAsDeclared();
    _invariant18_PayeesAreAsBooked();
    uint256 count = _handler.voucherCount();
    for (uint256 i = 0; i < count; ++i) _handler.payAfresh(i);
  }

  function _invariant3_ClaimsAreWithinWhatIsOwed() private view returns (uint256 paid) {
    uint256 count = _handler.obligationCount();
    for (uint256 i = 0; i < count; ++i) {
      Model.GhostObligation memory ghost = _handler.ghostObligation(i);
      Obligation memory it = _ledger.obligation(ObligationId.wrap(ghost.id));
      uint256 claimed = uint256(it.claims.paid) + it.claims.certified + it.retained;
      vm.assertLe(claimed, it.commitment.owed, "3: claimed or held back more than owed");
      vm.assertLe(it.commitment.owed, it.commitment.obligated, "3: owed more than obligated");
      vm.assertEq(it.claims.certified, ghost.certified, "3: certified");
      vm.assertEq(it.claims.paid, ghost.paid, "3: paid");
      paid += it.claims.paid;
    }
  }

  function _invariant11_PaymentsAddUp(uint256 paid) private view {
    vm.assertEq(_handler.eventsPaid() - _handler.eventsBack(), paid, "11: events and books");
    uint256 onBothRails = _handler.tokenPaid() + _handler.bankPaid();
    uint256 back = _handler.tokenBack() + _handler.bankBack();
    vm.assertEq(onBothRails - back, paid, "11: books and rails");
    uint256 held;
    uint256 count = _handler.receiverCount();
    for (uint256 i = 0; i < count; ++i) {
      (address receiver, ) = _handler.receiverAt(i);
      held += _handler.token().balanceOf(receiver);
    }
    vm.assertEq(held, _handler.tokenPaid() * _handler.SCALE(), "11: rails and payees");
    for (uint32 bank = 1; bank <= 2; ++bank) {
      vm.assertEq(_handler.attestedRail().nextTrace(bank), _handler.traceOf(bank), "11: traces");
    }
  }

  function _invariant12_TheVaultHoldsWhatWasFunded() private view {
    uint256 held = _handler.token().balanceOf(address(_handler.tokenRail()));
    vm.assertEq(held, _handler.vaultCents() * _handler.SCALE(), "12: the vault");
  }

  /// @dev With it 9, 10 and 18: who, how often, and where to.
  function _invariant8_PaidOnceCertifiedBefore() private view {
    uint256 count = _handler.voucherCount();
    for (uint256 i = 0; i < count; ++i) {
      (bytes32 id, VoucherModel.GhostVoucher memory ghost) = _handler.ghostVoucher(i);
      Voucher memory it = _handler.vouchers().voucher(VoucherId.wrap(id));
      vm.assertTrue(it.state == ghost.state, "8: another state");
      vm.assertTrue(ghost.payments <= ghost.certifications, "8: paid more often than certified");
      vm.assertEq(it.amount, ghost.amount, "8: amount");
      vm.assertEq(it.dueDay, ghost.dueDay, "8: due day");
      vm.assertEq(ObligationId.unwrap(it.obligation), ghost.obligation, "8: obligation");
      vm.assertEq(PayeeId.unwrap(it.payee), ghost.payee, "8: payee");
      vm.assertEq(OfficerId.unwrap(it.submitter), ghost.submitter, "9: submitter");
      vm.assertEq(OfficerId.unwrap(it.certifier), ghost.certifier, "9: certifier");
      vm.assertTrue(ghost.claims <= ghost.cancellations + 1, "10: claimed twice");
      vm.assertEq(it.version, ghost.version, "18: version of the details");
      vm.assertTrue((it.marks & Marks.HELD != 0) == ghost.held, "22: held");
      vm.assertTrue((it.marks & Marks.FREED != 0) == ghost.freed, "10: freed");
      vm.assertTrue((it.marks & Marks.ATTESTED != 0) == ghost.attested, "22: rail");
      if (it.state != VoucherState.Paid && it.state != VoucherState.Certified) continue;
      vm.assertTrue(ghost.submitter != ghost.certifier, "9: submitted and certified");
      bool obligated = _ledger.hasObligated(it.obligation, it.certifier);
      vm.assertFalse(obligated, "9: obligated and certified");
      vm.assertTrue(ghost.certifications != 0, "8: never certified");
    }
  }

  function _invariant10_PartsAreWithinTheirInvoice() private view {
    uint256 count = _handler.invoiceCount();
    for (uint256 i = 0; i < count; ++i) {
      InvoicesHandler.GhostInvoice memory ghost = _handler.ghostInvoice(i);
      Voucher memory it = _handler.vouchers().voucher(VoucherId.wrap(ghost.id));
      vm.assertTrue(it.state == VoucherState.Invoice, "10: no invoice any more");
      vm.assertEq(it.amount, ghost.left, "10: what is left of an invoice");
      vm.assertEq(it.version, ghost.parts, "10: parts");
      vm.assertTrue((it.marks & Marks.HELD != 0) == ghost.held, "22: held");
      vm.assertEq(PayeeId.unwrap(it.payee), ghost.payee, "10: an invoice's payee");
    }
  }

  function _invariant13_ChunksAreWithinTheirSchedule() private view {
    uint256 count = _handler.scheduleCount();
    for (uint256 i = 0; i < count; ++i) {
      (ScheduleModel.GhostSchedule memory ghost, Header memory header) = _handler.ghostSchedule(i);
      Progress memory it = _handler.schedules().progress(ScheduleId.wrap(ghost.id));
      vm.assertTrue(it.state == ghost.state, "13: another state");
      vm.assertEq(it.paidChunks, ghost.paid, "13: chunks");
      vm.assertEq(it.left, ghost.left, "13: what is left");
      vm.assertLe(ghost.paidTotal, ghost.certified, "13: paid more than certified");
      vm.assertEq(OfficerId.unwrap(it.submitter), ghost.submitter, "9: submitter");
      vm.assertEq(OfficerId.unwrap(it.certifier), ghost.certifier, "9: certifier");
      for (uint16 chunk = 0; chunk < header.chunks; ++chunk) {
        uint256 unpaid = _handler.schedules().unpaidLines(ScheduleId.wrap(ghost.id), chunk, 0);
        vm.assertEq(unpaid, _handler.ghostUnpaid(i, chunk), "14: lines not paid");
      }
    }
  }

  /// @dev Whoever stood beside a payment that failed has exactly theirs.
  function _invariant14_NobodyElseReceived() private view {
    uint256 count = _handler.receiverCount();
    for (uint256 i = 0; i < count; ++i) {
      (address receiver, uint256 cents) = _handler.receiverAt(i);
      vm.assertEq(_handler.token().balanceOf(receiver), cents * _handler.SCALE(), "14: received");
    }
  }

  function _invariant17_HaltsAndCeilingsAreAsDeclared() private view {
    for (uint32 i = 1; i <= 4; ++i) {
      bool halted;
      try _handler.registry().requireNotHalted(OrganisationId.wrap(i)) {} catch {
        halted = true;
      }
      vm.assertEq(halted, _handler.isHalted(i), "17: halted");
      ICashCeilings.Ceiling memory it = _handler.cash().ceiling(OrganisationId.wrap(i));
      PaymentsWorld.GhostCeiling memory ghost = _handler.ghostCeiling(i);
      vm.assertEq(it.ceiling, ghost.ceiling, "cash: ceiling");
      vm.assertEq(it.spent, ghost.spent, "cash: spent");
      vm.assertTrue(it.from == ghost.from && it.until == ghost.until, "cash: period");
    }
  }

  function _invariant18_PayeesAreAsBooked() private view {
    uint32 count = _handler.PAYEES();
    for (uint32 payee = 1; payee <= count; ++payee) {
      for (uint256 rail = 0; rail < 2; ++rail) {
        (uint16 version, bool eligible) = _handler.payees().standingOf(PayeeId.wrap(payee), Rail(rail));
        (uint16 booked, bool payable_) = _handler.standing(payee, Rail(rail) == Rail.Attested);
        vm.assertEq(version, booked, "18: details in force");
        vm.assertEq(eligible, payable_, "18: eligible");
      }
    }
  }
}
