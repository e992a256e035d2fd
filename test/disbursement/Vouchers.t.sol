// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IPayer} from "../../contracts/disbursement/IPayer.sol";
import {IVouchers} from "../../contracts/disbursement/IVouchers.sol";
import {Voucher, VoucherSlot, VoucherState} from "../../contracts/disbursement/Voucher.sol";
import {Vouchers} from "../../contracts/disbursement/Vouchers.sol";
import {ObligationId} from "../../contracts/types/ObligationId.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {OrganisationId} from "../../contracts/types/OrganisationId.sol";
import {PayeeId} from "../../contracts/types/PayeeId.sol";
import {Rail} from "../../contracts/types/Rail.sol";
import {VoucherId} from "../../contracts/types/VoucherId.sol";
import {Test} from "../helpers/Test.sol";

/// @notice A voucher's word lies as the compiler reads it, and its marks each mean one thing.
contract VoucherSlotTest is Test {
  bytes32 private constant _BESIDE = keccak256("beside");

  bytes32 private _before = _BESIDE;
  /// @dev Full of what would show through.
  Voucher private _voucher;
  bytes32 private _after = _BESIDE;

  function testFuzz_Store(
    uint64 obligation,
    uint64 amount,
    uint32 payee,
    uint24 submitter,
    uint24 certifier,
    uint16 version,
    uint16 dueDay,
    uint8 state,
    uint8 marks
  ) external {
    Voucher memory it = Voucher({
      obligation: ObligationId.wrap(obligation),
      amount: amount,
      payee: PayeeId.wrap(payee),
      submitter: OfficerId.wrap(submitter),
      certifier: OfficerId.wrap(certifier),
      version: version,
      dueDay: dueDay,
      state: VoucherState(bound(state, 0, uint256(type(VoucherState).max))),
      marks: marks
    });
    assembly ("memory-safe") {
      sstore(_voucher.slot, not(0))
    }
    it.store(_voucher);
    Voucher memory back = _voucher;
    vm.assertEq(keccak256(abi.encode(back)), keccak256(abi.encode(it)), "fields");
    bytes32 word;
    assembly ("memory-safe") {
      word := sload(_voucher.slot)
    }
    vm.assertEq(
      word,
      bytes32(
        abi.encodePacked(
          marks,
          uint8(it.state),
          dueDay,
          version,
          certifier,
          submitter,
          payee,
          amount,
          obligation
        )
      ),
      "word"
    );
    vm.assertEq(_before, _BESIDE, "before");
    vm.assertEq(_after, _BESIDE, "after");
  }

  function testFuzz_Marks(uint8 marks) external pure {
    Voucher memory it;
    it.marks = marks;
    vm.assertEq(it.isHeld(), marks & 1 == 1, "held");
    vm.assertEq(uint256(it.rail()), (marks >> 2) & 1, "rail");
  }

  function test_MarksAreBitsOfTheirOwn() external pure {
    uint256 all =
      VoucherSlot.HELD +
        VoucherSlot.BY_INSPECTOR +
        VoucherSlot.ATTESTED +
        VoucherSlot.PART +
        VoucherSlot.FREED;
    vm.assertEq(all, 0x1f, "marks");
    vm.assertEq(uint256(Rail.Token), 0, "token");
    vm.assertEq(uint256(Rail.Attested), 1, "attested");
  }
}

/// @notice Ids of parts and interest meet nobody else's, and only they end as they do.
contract VouchersTest is Test {
  uint256 private constant _ENDING = 0xffff_ffff;

  Vouchers private _vouchers;

  function setUp() external {
    IPayer.Parts memory parts;
    // It is its own registry here, and knows no key.
    parts.registry = address(this);
    parts.ledger = address(this);
    _vouchers = new Vouchers(parts);
  }

  /// @dev As the registry: whoever asks may.
  function authorize(address, OrganisationId, uint32, uint256) external pure returns (OfficerId) {
    return OfficerId.wrap(1);
  }

  /// @dev As the ledger: every obligation is the first organisation's, and owed to the payee of its number.
  function claimant(ObligationId id) external pure returns (OrganisationId owner, PayeeId payee) {
    return (OrganisationId.wrap(1), PayeeId.wrap(uint32(ObligationId.unwrap(id))));
  }

  function testFuzz_DerivedIds(bytes32 id, uint16 number) external view {
    VoucherId from = VoucherId.wrap(id);
    bytes32 part = VoucherId.unwrap(_vouchers.partOf(from, number));
    bytes32 interest = VoucherId.unwrap(_vouchers.interestOf(from));
    bytes32 hashOfPart = keccak256(abi.encode("part", id, uint256(number)));
    bytes32 hashOfInterest = keccak256(abi.encode("interest", id));
    vm.assertEq(uint256(part), uint256(hashOfPart) | _ENDING, "part");
    vm.assertEq(uint256(interest), uint256(hashOfInterest) | _ENDING, "interest");
    vm.assertTrue(part != interest, "part is not interest");
  }

  function testFuzz_PartsDiffer(bytes32 id, bytes32 otherId, uint16 number, uint16 other) external view {
    vm.assume(id != otherId && number != other);
    VoucherId from = VoucherId.wrap(id);
    bytes32 part = VoucherId.unwrap(_vouchers.partOf(from, number));
    vm.assertTrue(part != VoucherId.unwrap(_vouchers.partOf(from, other)), "by number");
    vm.assertTrue(part != VoucherId.unwrap(_vouchers.partOf(VoucherId.wrap(otherId), number)), "by invoice");
  }

  /// @dev An id that ends in an obligation's payee is claimed on it, and no other; the highest index is none's.
  function testFuzz_IdsAreTheirPayees(bytes32 id, uint32 payee, uint8 which) external {
    uint256 ending = uint256(id) & _ENDING;
    if (which % 3 == 0) payee = uint32(ending);
    else if (which % 3 == 1) (id, ending) = (id | bytes32(_ENDING), _ENDING);
    IVouchers.Submission[] memory one = new IVouchers.Submission[](1);
    one[0] = IVouchers.Submission(VoucherId.wrap(id), ObligationId.wrap(payee), 1, 1);
    bytes memory refusal;
    if (ending == _ENDING) refusal = abi.encodeWithSelector(IVouchers.VouchersReservedId.selector, id);
    else if (ending != payee) {
      refusal = abi.encodeWithSelector(IVouchers.VouchersWrongPayee.selector, id, payee);
    }
    if (refusal.length != 0) {
      vm.expectRevert(refusal);
      _vouchers.submit(OrganisationId.wrap(1), one);
      vm.expectRevert(refusal);
      _vouchers.openInvoice(OrganisationId.wrap(1), one[0]);
    } else {
      _vouchers.submit(OrganisationId.wrap(1), one);
      Voucher memory it = _vouchers.voucher(VoucherId.wrap(id));
      vm.assertTrue(it.state == VoucherState.Submitted, "submitted");
    }
  }

  /// @dev Parts of any sizes come to the invoice at the most, and what is left is the difference.
  function testFuzz_PartsAreBounded(uint64 whole, uint64[] calldata sizes) external {
    whole = bound64(whole, 1, type(uint64).max);
    OrganisationId organisation = OrganisationId.wrap(1);
    VoucherId invoice = VoucherId.wrap(bytes32("invoice") | bytes32(uint256(1)));
    _vouchers.openInvoice(organisation, IVouchers.Submission(invoice, ObligationId.wrap(1), whole, 0));
    uint64 left = whole;
    uint16 number = 0;
    for (uint256 i = 0; i < sizes.length && i < 20; ++i) {
      IVouchers.Part[] memory part = new IVouchers.Part[](1);
      part[0] = IVouchers.Part(sizes[i], 0);
      if (sizes[i] > left) {
        vm.expectRevert(
          abi.encodeWithSelector(IVouchers.VouchersExceedsInvoice.selector, invoice, left, sizes[i])
        );
      } else if (sizes[i] == 0) {
        vm.expectPartialRevert(IVouchers.VouchersInvalidAmount.selector);
      } else {
        left -= sizes[i];
        ++number;
      }
      _vouchers.submitParts(organisation, invoice, part);
    }
    Voucher memory it = _vouchers.voucher(invoice);
    vm.assertEq(it.amount, left, "left");
    vm.assertEq(it.version, number, "parts");
    if (number != 0) {
      Voucher memory last = _vouchers.voucher(_vouchers.partOf(invoice, number));
      vm.assertEq(last.marks, VoucherSlot.PART, "a part");
    }
  }
}
