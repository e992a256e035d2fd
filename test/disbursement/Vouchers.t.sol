// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IPayer} from "../../contracts/disbursement/IPayer.sol";
import {IVouchers} from "../../contracts/disbursement/IVouchers.sol";
import {Marks, Voucher, VoucherState} from "../../contracts/disbursement/Voucher.sol";
import {VoucherWord, VoucherWords} from "../../contracts/disbursement/VoucherWord.sol";
import {Evidence} from "../../contracts/types/Evidence.sol";
import {ObligationId} from "../../contracts/types/ObligationId.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {OrganisationId} from "../../contracts/types/OrganisationId.sol";
import {PayeeId} from "../../contracts/types/PayeeId.sol";
import {Rail} from "../../contracts/types/Rail.sol";
import {VoucherId} from "../../contracts/types/VoucherId.sol";
import {Test} from "../helpers/Test.sol";

/// @notice A voucher's word holds its fields, each in bits of its own.
contract VoucherWordTest is Test {
  function testFuzz_Fields(uint256 seed) external pure {
    VoucherWord word = VoucherWord.wrap(_withState(seed, seed >> 64));
    Voucher memory it = word.unpack();
    vm.assertEq(VoucherWord.unwrap(VoucherWords.pack(it)), VoucherWord.unwrap(word), "there and back");
    vm.assertEq(VoucherWord.unwrap(word), uint256(bytes32(_packed(it))), "where they lie");
    vm.assertEq(word.isHeld(), it.marks & 1 == 1, "held");
    vm.assertEq(uint256(word.rail()), (it.marks >> 2) & 1, "rail");
  }

  /// @dev Each change leaves every other field as it was.
  function testFuzz_Changes(
    uint256 seed,
    uint64 amount,
    uint24 officer,
    uint16 number,
    uint8 which
  ) external pure {
    VoucherWord word = VoucherWord.wrap(_withState(seed, seed >> 64));
    Voucher memory it = word.unpack();
    VoucherState state = VoucherState(which % (uint256(type(VoucherState).max) + 1));
    (it.amount, it.certifier) = (amount, OfficerId.wrap(officer));
    (it.version, it.dueDay, it.state, it.marks) = (number, ~number, state, which % 32);
    word = word.withAmount(amount).withCertifier(OfficerId.wrap(officer)).withVersion(number);
    word = word.withDueDay(~number).withState(state).withMarks(which % 32);
    vm.assertEq(VoucherWord.unwrap(word), VoucherWord.unwrap(VoucherWords.pack(it)), "changed");
  }

  function testFuzz_Bound(uint256 seed, bool attested, uint16 version) external pure {
    VoucherWord word = VoucherWord.wrap(_withState(seed, seed >> 64));
    Voucher memory it = word.unpack();
    it.version = version;
    it.marks = attested ? it.marks | Marks.ATTESTED : it.marks & ~Marks.ATTESTED;
    word = word.bound(attested ? Rail.Attested : Rail.Token, version);
    vm.assertEq(VoucherWord.unwrap(word), VoucherWord.unwrap(VoucherWords.pack(it)), "bound");
  }

  function testFuzz_Claims(
    uint256 seed,
    uint64 obligation,
    uint64 amount,
    uint32 payee,
    uint24 officer
  ) external pure {
    VoucherWord former = VoucherWord.wrap(_withState(seed, seed >> 64));
    uint16 day = uint16(seed >> 8);
    VoucherWord next = VoucherWords.submitted(
      ObligationId.wrap(obligation),
      amount,
      PayeeId.wrap(payee),
      OfficerId.wrap(officer),
      day
    );
    Voucher memory it = next.unpack();
    vm.assertEq(ObligationId.unwrap(it.obligation), obligation, "obligation");
    vm.assertEq(uint256(it.amount), amount, "amount");
    vm.assertEq(uint256(PayeeId.unwrap(it.payee)), payee, "payee");
    vm.assertEq(uint256(OfficerId.unwrap(it.submitter)), officer, "submitter");
    vm.assertEq(uint256(it.dueDay), day, "due day");
    vm.assertTrue(it.state == VoucherState.Submitted, "state");
    vm.assertEq(uint256(OfficerId.unwrap(it.certifier)) + it.version + it.marks + it.round, 0, "the rest");
    it.marks = former.marks() & ~(Marks.ATTESTED | Marks.FREED);
    it.round = uint8((uint256(former.round()) + 1) % 256);
    vm.assertEq(
      VoucherWord.unwrap(next.following(former)),
      VoucherWord.unwrap(VoucherWords.pack(it)),
      "again"
    );
    (it.marks, it.round) = (Marks.ATTESTED, 0);
    next = next.following(former).asNew(Marks.ATTESTED);
    vm.assertEq(VoucherWord.unwrap(next), VoucherWord.unwrap(VoucherWords.pack(it)), "beside another");
  }

  function test_MarksAreBitsOfTheirOwn() external pure {
    uint256 all = Marks.HELD + Marks.BY_INSPECTOR + Marks.ATTESTED + Marks.PART + Marks.FREED;
    vm.assertEq(all, 0x1f, "marks");
    vm.assertEq(uint256(Rail.Token), 0, "token");
    vm.assertEq(uint256(Rail.Attested), 1, "attested");
  }

  /// @dev A word of any bits, but in one of the states that there are.
  function _withState(uint256 seed, uint256 state) private pure returns (uint256) {
    return (seed & ~(uint256(7) << 240)) | ((state % 7) << 240);
  }

  function _packed(Voucher memory it) private pure returns (bytes memory) {
    return
      abi.encodePacked(
        it.round,
        (it.marks << 3) | uint8(it.state),
        it.dueDay,
        it.version,
        it.certifier,
        it.submitter,
        it.payee,
        it.amount,
        it.obligation
      );
  }
}

/// @notice Ids of parts and interest meet nobody else's, and only they end as they do.
contract VouchersTest is Test {
  uint256 private constant _ENDING = 0xffff_ffff;

  IVouchers private _vouchers;

  function setUp() external {
    IPayer.Parts memory parts;
    // It is its own registry here, and knows no key.
    parts.registry = address(this);
    parts.ledger = address(this);
    _vouchers = IVouchers(deployed("Vouchers", abi.encode(parts)));
  }

  /// @dev As the registry: whoever asks may.
  function authorise(address, OrganisationId, uint32, uint256) external pure returns (OfficerId) {
    return OfficerId.wrap(1);
  }

  /// @dev As the ledger: every obligation is the first organisation's, and owed to the payee of its number.
  function parties(ObligationId id) external pure returns (OrganisationId owner, PayeeId payee) {
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
    one[0] = IVouchers.Submission(VoucherId.wrap(id), ObligationId.wrap(payee), 1, 1, Evidence.wrap(0));
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
    _vouchers.openInvoice(
      organisation,
      IVouchers.Submission(invoice, ObligationId.wrap(1), whole, 0, Evidence.wrap(0))
    );
    uint64 left = whole;
    uint16 number = 0;
    for (uint256 i = 0; i < sizes.length && i < 20; ++i) {
      IVouchers.Part[] memory part = new IVouchers.Part[](1);
      part[0] = IVouchers.Part(sizes[i], 0, Evidence.wrap(0));
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
      vm.assertEq(last.marks, Marks.PART, "a part");
    }
  }
}
