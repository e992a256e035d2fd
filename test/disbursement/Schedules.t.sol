// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IAttestedRail} from "../../contracts/disbursement/IAttestedRail.sol";
import {ICashCeilings} from "../../contracts/disbursement/ICashCeilings.sol";
import {IPayer} from "../../contracts/disbursement/IPayer.sol";
import {ISchedules} from "../../contracts/disbursement/ISchedules.sol";
import {IVouchers} from "../../contracts/disbursement/IVouchers.sol";
import {
  Chunk,
  Header,
  Progress,
  ScheduleKind,
  ScheduleState
} from "../../contracts/disbursement/Schedule.sol";
import {IObligations} from "../../contracts/budget/IObligations.sol";
import {Claims} from "../../contracts/budget/Obligation.sol";
import {Act, ActKind} from "../../contracts/types/Act.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {ObligationId, obligationOf} from "../../contracts/types/ObligationId.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {OrganisationId, TREASURY} from "../../contracts/types/OrganisationId.sol";
import {MANY_PAYEES, PayeeId} from "../../contracts/types/PayeeId.sol";
import {Rail} from "../../contracts/types/Rail.sol";
import {ScheduleId} from "../../contracts/types/ScheduleId.sol";
import {Government} from "../helpers/Government.sol";
import {Test} from "../helpers/Test.sol";

/// @notice The progress of a schedule lies as the compiler reads it, and nothing spills over.
contract ProgressTest is Test {
  bytes32 private constant _BESIDE = keccak256("beside");

  bytes32 private _before;
  Progress private _progress;
  bytes32 private _after;

  function testFuzz_Progress(
    uint128 paidChunks,
    uint64 left,
    uint24 submitter,
    uint24 certifier,
    uint8 state,
    bool hasStops
  ) external {
    _before = _BESIDE;
    _after = _BESIDE;
    bytes32 dirt = keccak256("dirt");
    assembly ("memory-safe") {
      sstore(_progress.slot, dirt)
    }
    Progress memory it = Progress(
      paidChunks,
      left,
      OfficerId.wrap(submitter),
      OfficerId.wrap(certifier),
      ScheduleState(bound(state, 0, 3)),
      hasStops
    );
    it.store(_progress);
    Progress memory back = _progress;
    vm.assertEq(keccak256(abi.encode(back)), keccak256(abi.encode(it)), "fields");
    bytes32 word;
    assembly ("memory-safe") {
      word := sload(_progress.slot)
    }
    vm.assertEq(
      word,
      bytes32(abi.encodePacked(it.hasStops, it.state, it.certifier, it.submitter, it.left, it.paidChunks)),
      "word"
    );
    vm.assertEq(_before, _BESIDE, "before");
    vm.assertEq(_after, _BESIDE, "after");
  }
}

/// @notice Vouchers that, instead of paying five cents, call whoever they are told to, and say that they paid.
contract CallingVouchers {
  address private _target;
  bytes private _data;

  function tell(address target, bytes calldata data) external {
    _target = target;
    _data = data;
  }

  fallback(bytes calldata) external returns (bytes memory) {
    (bool done, ) = _target.call(_data);
    require(done, "not done");
    return abi.encode(uint64(5));
  }
}

contract SchedulesTest is Government {
  uint64 private constant _OWED = 1_000_000;
  bytes32 private constant _BINDINGS = keccak256("bindings");
  uint32 private constant _BANK = 12_345_678;

  ISchedules private _schedules;
  CallingVouchers private _vouchers;
  IAttestedRail private _rail;
  ObligationId private _obligation;
  uint64 private _trace;

  function setUp() public override {
    super.setUp();
    AccountId root = fundedRoot(AGENCY, "ROOT", _OWED + 5);
    _obligation = obligateToMany(root, _OWED);
    perform(AGENCY, on(ActKind.Accept, _obligation, _OWED));
    _rail = IAttestedRail(deployed("AttestedRail", abi.encode(registry)));
    _vouchers = new CallingVouchers();
    _schedules = _deploy();
    vm.prank(REGISTRAR);
    OfficerId payer_ = registry.enrolContract(address(_schedules));
    appoint(payer_, TREASURY, Offices.PAYING);
    staff(AGENCY, Offices.SUBMITTING);
    vm.warp(START + 1 days);
  }

  // Obligations

  function testFuzz_BenefitsAreOwedToManyPayees(uint32 payee, uint32 later) external {
    payee = uint32(bound(payee, 1, type(uint32).max - 1));
    later = uint32(bound(later, 1, type(uint32).max - 1));
    bytes memory lines = _lines(1, 1);
    Header memory header = _header(1, 1, _leaf(0, lines));
    AccountId account = _obligation.account();
    Act memory act = onAccount(ActKind.Obligate, account, payee, 5);
    header.obligation = obligationOf(account, act.sequence);
    perform(AGENCY, act);
    vm.expectRevert(_notForMany(header.obligation, payee));
    vm.prank(keyOf(AGENCY, Offices.SUBMITTING));
    _schedules.submit(header);

    // What is owed to one never turns into benefits, nor the other way round.
    _notNovated(header.obligation, 5, PayeeId.unwrap(MANY_PAYEES));
    _notNovated(_obligation, _OWED, later);
  }

  // Ids and leaves

  function testFuzz_AnIdIsOfChainContractAndEveryField(
    bool isVendor,
    bool isBank,
    uint32 organisation,
    uint64 obligation,
    uint64 total,
    uint16 chunks,
    uint40 eligibleUntil,
    bytes32 root,
    bytes32 salt
  ) external {
    Header memory it = Header(
      isVendor ? ScheduleKind.Vendor : ScheduleKind.Benefit,
      isBank ? Rail.Attested : Rail.Token,
      OrganisationId.wrap(organisation),
      ObligationId.wrap(obligation),
      total,
      chunks,
      eligibleUntil,
      root,
      salt
    );
    bytes memory first = abi.encode(block.chainid, address(_schedules), isVendor, isBank, organisation);
    bytes memory second = abi.encode(obligation, total, chunks, eligibleUntil, root, salt);
    bytes32 id = ScheduleId.unwrap(_schedules.scheduleId(it));
    vm.assertEq(id, keccak256(bytes.concat(first, second)), "id");
    vm.assertTrue(id != ScheduleId.unwrap(_deploy().scheduleId(it)), "contract");
  }

  function testFuzz_ALeafIsHashedTwice(bytes32 bindings, bytes10 reference_, uint48 cents) external {
    cents = uint48(bound(cents, 1, _OWED));
    bytes memory lines = abi.encodePacked(reference_, cents);
    bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(uint16(0), bindings, keccak256(lines)))));
    Header memory header = _certified(cents, 1, leaf);
    Chunk memory chunk = Chunk(0, bindings, new bytes32[](0), lines);
    vm.assertEq(_pay(header, chunk), cents, "paid");
  }

  function testFuzz_NothingButTheLeafIsPaid(
    uint256 place,
    uint8 change,
    bytes32 bindings,
    uint16 index
  ) external {
    bytes memory lines = _lines(3, 1);
    Header memory header = _certified(_OWED, 2, _leaf(0, lines));
    lines[bound(place, 0, lines.length - 1)] ^= bytes1(uint8(bound(change, 1, 255)));
    _unproven(header, Chunk(0, _BINDINGS, new bytes32[](0), lines));
    lines = _lines(3, 1);
    if (bindings != _BINDINGS) _unproven(header, Chunk(0, bindings, new bytes32[](0), lines));
    if (index != 0) _unproven(header, Chunk(index, _BINDINGS, new bytes32[](0), lines));
    bytes32[] memory proof = new bytes32[](1);
    proof[0] = bindings;
    _unproven(header, Chunk(0, _BINDINGS, proof, lines));
    vm.assertEq(_pay(header, Chunk(0, _BINDINGS, new bytes32[](0), lines)), 6, "paid");
  }

  /// @dev An inner node is 64 bytes, a leaf 96: neither passes for the other.
  function test_AnInnerNodeIsNoLeaf() external {
    bytes memory lines = _lines(1, 1);
    (bytes32 left, bytes32 right) = (_leaf(0, lines), _leaf(1, lines));
    Header memory header = _certified(_OWED, 2, _node(left, right));
    _unproven(header, Chunk(0, left, new bytes32[](0), bytes.concat(right)));
  }

  // Payments

  function testFuzz_ChunksArePaidInAnyOrderEachOnce(uint256 order) external {
    bytes32[4] memory leaves;
    for (uint16 i = 0; i < 4; ++i) leaves[i] = _leaf(i, _lines(i + 1, 100));
    bytes32[2] memory nodes = [_node(leaves[0], leaves[1]), _node(leaves[2], leaves[3])];
    // Lines of 100, 101, …: 100, 201, 303 and 406 a chunk.
    Header memory header = _certified(1_010, 4, _node(nodes[0], nodes[1]));
    ScheduleId id = _schedules.scheduleId(header);
    uint64 left = 1_010;
    uint128 paid = 0;
    for (uint256 step = 0; step < 12; ++step) {
      uint16 index = uint16((order >> (8 * step)) % 4);
      bytes32[] memory proof = new bytes32[](2);
      (proof[0], proof[1]) = (leaves[index ^ 1], nodes[index / 2 == 0 ? 1 : 0]);
      Chunk memory chunk = Chunk(index, _BINDINGS, proof, _lines(index + 1, 100));
      if ((paid >> index) & 1 == 1) {
        vm.expectRevert(abi.encodeWithSelector(ISchedules.SchedulesAlreadyPaid.selector, id, index));
        _pay(header, chunk);
        continue;
      }
      left -= _pay(header, chunk);
      paid |= uint128(1) << index;
      Progress memory it = _schedules.progress(id);
      vm.assertEq(it.paidChunks, paid, "paid chunks");
      vm.assertEq(it.left, left, "left");
      _holds(left, 1_010 - left);
    }
  }

  function testFuzz_WhatIsStoppedIsNotPaidAndWhatIsPaidComesBackOnce(
    uint256 lineCount,
    uint256[2] calldata stopped,
    uint256[2] calldata returned
  ) external {
    lineCount = bound(lineCount, 1, 300);
    bytes memory lines = _lines(lineCount, 1);
    uint64 total = _sum(lineCount, [type(uint256).max, type(uint256).max]);
    Header memory header = _certified(total, 1, _leaf(0, lines));
    for (uint16 word = 0; word < 2; ++word) {
      if (stopped[word] == 0) continue;
      vm.prank(keyOf(AGENCY, Offices.CERTIFYING));
      _schedules.stop(header, 0, word, stopped[word], 0);
    }
    uint64 wanted = _sum(lineCount, [~stopped[0], ~stopped[1]]);
    Chunk memory chunk = Chunk(0, _BINDINGS, new bytes32[](0), lines);
    vm.assertEq(_pay(header, chunk), wanted, "paid");
    _holds(total - wanted, wanted);

    uint256[] memory bits = new uint256[]((lineCount + 255) / 256);
    for (uint256 word = 0; word < bits.length; ++word) {
      bits[word] = returned[word] & ~stopped[word] & _there(word, lineCount);
    }
    uint64 back = _sum(lineCount, [bits[0], bits.length == 1 ? 0 : bits[1]]);
    ScheduleId id = _schedules.scheduleId(header);
    bytes memory refusal = abi.encodeWithSelector(ISchedules.SchedulesInvalidLines.selector, id, 0);
    if (back == 0) vm.expectRevert(refusal);
    _return(header, chunk, bits);
    _holds(total - wanted, wanted - back);
    vm.expectRevert(refusal);
    _return(header, chunk, bits);

    // Gives up what was stopped, and no more.
    vm.prank(keyOf(AGENCY, Offices.CERTIFYING));
    _schedules.close(header);
    _holds(0, wanted - back);
  }

  function testFuzz_NoMoreThanTheTotalIsPaid(uint64 total, uint64 lineCount) external {
    lineCount = bound64(lineCount, 1, 100);
    uint64 sum = _sum(lineCount, [type(uint256).max, 0]);
    total = bound64(total, 1, 2 * sum);
    bytes memory lines = _lines(lineCount, 1);
    Header memory header = _certified(total, 1, _leaf(0, lines));
    if (sum > total) {
      ScheduleId id = _schedules.scheduleId(header);
      vm.expectRevert(abi.encodeWithSelector(ISchedules.SchedulesExceedsTotal.selector, id, total, sum));
    }
    uint64 paid = _pay(header, Chunk(0, _BINDINGS, new bytes32[](0), lines));
    _holds(total - paid, paid);
  }

  /// @dev What a schedule's own payment closes stays closed: its progress is not written back over it.
  function test_AClosingVoucherIsNotOverwritten() external {
    bytes memory lines = abi.encode("a voucher");
    lines = abi.encodePacked(keccak256(lines));
    Header memory header = _header(5, 1, _leaf(0, lines));
    (header.kind, header.obligation, header.eligibleUntil) = (ScheduleKind.Vendor, ObligationId.wrap(0), 0);
    _certify(header);
    OfficerId officer = enrol(address(_vouchers));
    appoint(officer, AGENCY, Offices.CERTIFYING);
    vm.warp(time() + APPOINTMENT_DELAY);
    Chunk memory chunk = Chunk(0, _BINDINGS, new bytes32[](0), lines);
    ScheduleId id = _schedules.scheduleId(header);
    _vouchers.tell(address(_schedules), abi.encodeCall(ISchedules.close, (header)));
    vm.expectRevert(abi.encodeWithSelector(ISchedules.SchedulesExceedsTotal.selector, id, 0, 5));
    _pay(header, chunk);
    _vouchers.tell(address(this), "");
    vm.assertEq(_pay(header, chunk), 5, "paid");
  }

  /// @dev What vouchers call when they have nothing to do.
  fallback() external {}

  // How it is done

  function _deploy() private returns (ISchedules) {
    ICashCeilings cash = ICashCeilings(deployed("CashCeilings", abi.encode(registry)));
    IPayer.Parts memory parts = IPayer.Parts({
      registry: address(registry),
      ledger: address(ledger),
      payees: address(0),
      cash: address(cash),
      rates: address(0),
      tokenRail: address(0),
      attestedRail: address(_rail),
      predecessor: address(0)
    });
    return ISchedules(deployed("Schedules", abi.encode(parts, IVouchers(address(_vouchers)))));
  }

  function _header(uint64 total, uint16 chunks, bytes32 root) private view returns (Header memory) {
    return
      Header({
        kind: ScheduleKind.Benefit,
        rail: Rail.Attested,
        organisation: AGENCY,
        obligation: _obligation,
        total: total,
        chunks: chunks,
        eligibleUntil: CLOSES,
        root: root,
        salt: keccak256("salt")
      });
  }

  function _certified(uint64 total, uint16 chunks, bytes32 root) private returns (Header memory header) {
    header = _header(total, chunks, root);
    _certify(header);
  }

  function _certify(Header memory header) private {
    vm.prank(keyOf(AGENCY, Offices.SUBMITTING));
    _schedules.submit(header);
    vm.prank(keyOf(AGENCY, Offices.CERTIFYING));
    _schedules.certify(header);
  }

  function _pay(Header memory header, Chunk memory chunk) private returns (uint64) {
    // Ahead of whatever was used: asking the rail would be the call that is expected to revert.
    _trace += 1_000;
    IAttestedRail.Settlement memory settlement = IAttestedRail.Settlement(
      _BANK,
      IAttestedRail.Method.Ach,
      uint16(time() / 1 days),
      _trace
    );
    vm.prank(keyOf(AGENCY, Offices.DISBURSING));
    return _schedules.pay(header, AGENCY, chunk, abi.encode(settlement));
  }

  function _return(Header memory header, Chunk memory chunk, uint256[] memory bits) private {
    vm.prank(keyOf(AGENCY, Offices.DISBURSING));
    _schedules.returnLines(header, AGENCY, chunk, bits, "R02", abi.encode(_BANK, keccak256("a return file")));
  }

  function _unproven(Header memory header, Chunk memory chunk) private {
    ScheduleId id = _schedules.scheduleId(header);
    vm.expectRevert(abi.encodeWithSelector(ISchedules.SchedulesInvalidProof.selector, id, chunk.index));
    _pay(header, chunk);
  }

  function _notForMany(ObligationId obligation, uint32 payee) private pure returns (bytes memory) {
    return abi.encodeWithSelector(ISchedules.SchedulesNotForMany.selector, obligation, PayeeId.wrap(payee));
  }

  /// @dev What the obligation says is certified and paid.
  function _holds(uint64 certified, uint64 paid) private view {
    Claims memory claims = ledger.obligation(_obligation).claims;
    vm.assertEq(claims.certified, certified, "certified");
    vm.assertEq(claims.paid, paid, "paid of the obligation");
  }

  /// @dev Lines of `first` cents, one more, and so on.
  function _lines(uint256 lineCount, uint48 first) private pure returns (bytes memory lines) {
    lines = new bytes(16 * lineCount);
    for (uint256 i = 0; i < lineCount; ++i) {
      uint256 line = (uint256(keccak256(abi.encode(i))) << 176) | (uint256(first + i) << 128);
      assembly ("memory-safe") {
        // The last word would reach past the end: its lower half belongs to whatever comes next.
        let at_ := add(add(lines, 0x20), mul(i, 16))
        mstore(at_, or(line, and(mload(at_), 0xffffffffffffffffffffffffffffffff)))
      }
    }
  }

  /// @dev What those of the lines of 1, 2, 3 … cents come to whose bit is set.
  function _sum(uint256 lineCount, uint256[2] memory bits) private pure returns (uint64 sum) {
    for (uint64 i = 0; i < lineCount; ++i) {
      if ((bits[i / 256] >> (i % 256)) & 1 == 1) sum += i + 1;
    }
  }

  function _there(uint256 word, uint256 lineCount) private pure returns (uint256) {
    uint256 count = lineCount - 256 * word;
    return count >= 256 ? type(uint256).max : (1 << count) - 1;
  }

  function _leaf(uint16 index, bytes memory lines) private pure returns (bytes32) {
    return keccak256(bytes.concat(keccak256(abi.encode(index, _BINDINGS, keccak256(lines)))));
  }

  function _node(bytes32 left, bytes32 right) private pure returns (bytes32) {
    return left < right ? keccak256(bytes.concat(left, right)) : keccak256(bytes.concat(right, left));
  }

  function _notNovated(ObligationId id, uint64 amount, uint32 payee) private {
    Act memory novation = on(ActKind.Novate, id, amount);
    novation.counterpart = payee;
    bytes4 selector = IObligations.BudgetLedgerInvalidPayee.selector;
    refused(AGENCY, novation, abi.encodeWithSelector(selector, ObligationId.unwrap(id), payee));
  }
}
