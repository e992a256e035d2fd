// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Account, Reserves, Totals} from "../../contracts/budget/Account.sol";
import {ClaimsWord} from "../../contracts/budget/ClaimsWord.sol";
import {CommitmentWord, CommitmentWords} from "../../contracts/budget/CommitmentWord.sol";
import {Claims, Commitment} from "../../contracts/budget/Obligation.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Test} from "../helpers/Test.sol";

/// @notice The words that are written by hand lie as the compiler reads them, and nothing spills over.
contract SlotsTest is Test {
  bytes32 private constant _BESIDE = keccak256("beside");

  /// @dev A struct that takes three slots: what is before and after must stay.
  Account private _account;

  function testFuzz_Totals(Totals memory it) external {
    _surround();
    it.store(_account.totals);
    Totals memory back = _account.totals;
    vm.assertEq(back.available, it.available, "available");
    vm.assertEq(back.allotted, it.allotted, "allotted");
    vm.assertEq(back.obligated, it.obligated, "obligated");
    vm.assertEq(back.sequence, it.sequence, "sequence");
    vm.assertEq(back.lastAct, it.lastAct, "lastAct");
    vm.assertEq(
      _word(_slotOfAccount()),
      bytes32(abi.encodePacked(it.lastAct, it.sequence, it.obligated, it.allotted, it.available)),
      "word"
    );
    vm.assertEq(_word(_slotOfAccount() + 1), _BESIDE, "terms");
    vm.assertEq(_word(_slotOfAccount() + 2), _BESIDE, "reserves");
  }

  function testFuzz_Reserves(Reserves memory it) external {
    _surround();
    it.store(_account.reserves);
    Reserves memory back = _account.reserves;
    vm.assertEq(back.withheld, it.withheld, "withheld");
    vm.assertEq(back.reserved, it.reserved, "reserved");
    vm.assertEq(back.anticipated, it.anticipated, "anticipated");
    vm.assertEq(back.collected, it.collected, "collected");
    vm.assertEq(
      _word(_slotOfAccount() + 2),
      bytes32(abi.encodePacked(it.collected, it.anticipated, it.reserved, it.withheld)),
      "word"
    );
    vm.assertEq(_word(_slotOfAccount()), _BESIDE, "totals");
    vm.assertEq(_word(_slotOfAccount() + 1), _BESIDE, "terms");
  }

  function testFuzz_Commitment(uint256 seed) external pure {
    CommitmentWord word = CommitmentWord.wrap(seed);
    Commitment memory it = word.unpack();
    vm.assertEq(
      seed,
      uint256(
        bytes32(
          abi.encodePacked(
            it.lastAct,
            it.sequence,
            it.acceptor,
            it.obligator,
            it.payee,
            it.owed,
            it.obligated
          )
        )
      ),
      "word"
    );
  }

  /// @dev Each change leaves every other field as it was.
  function testFuzz_CommitmentChanges(uint256 seed, Commitment memory to) external pure {
    CommitmentWord word = CommitmentWord.wrap(seed);
    Commitment memory it = word.unpack();
    (it.obligated, it.owed, it.payee) = (to.obligated, to.owed, to.payee);
    (it.obligator, it.acceptor) = (to.obligator, to.acceptor);
    word = word.withObligated(to.obligated).withOwed(to.owed).withPayee(to.payee);
    word = word.withObligator(to.obligator).withAcceptor(to.acceptor);
    vm.assertEq(keccak256(abi.encode(word.unpack())), keccak256(abi.encode(it)), "changed");
    if (it.sequence == type(uint32).max) return;
    (it.sequence, it.lastAct) = (it.sequence + 1, to.lastAct);
    vm.assertEq(
      keccak256(abi.encode(word.following(to.lastAct).unpack())),
      keccak256(abi.encode(it)),
      "next"
    );
    it = Commitment(to.obligated, 0, to.payee, to.obligator, OfficerId.wrap(0), 1, 0);
    word = CommitmentWords.made(to.obligated, to.payee, to.obligator);
    vm.assertEq(keccak256(abi.encode(word.unpack())), keccak256(abi.encode(it)), "made");
  }

  function testFuzz_Claims(uint256 seed, Claims memory to) external pure {
    ClaimsWord word = ClaimsWord.wrap(seed & ((1 << 217) - 1));
    Claims memory it = word.unpack();
    vm.assertEq(
      bytes32(ClaimsWord.unwrap(word)),
      bytes32(abi.encodePacked(bytes4(0), it.isRetaining, it.certifier, it.paid, it.certified, it.advanced)),
      "word"
    );
    word = word.withAdvanced(to.advanced).withCertified(to.certified).withPaid(to.paid);
    word = word.withCertifier(to.certifier).withRetaining(to.isRetaining);
    vm.assertEq(keccak256(abi.encode(word.unpack())), keccak256(abi.encode(to)), "changed");
  }

  /// @dev Fills all slots with what would show through.
  function _surround() private {
    for (uint256 i = 0; i < 3; ++i) {
      _write(_slotOfAccount() + i, _BESIDE);
    }
  }

  function _slotOfAccount() private pure returns (uint256 slot) {
    assembly ("memory-safe") {
      slot := _account.slot
    }
  }

  function _write(uint256 slot, bytes32 word) private {
    assembly ("memory-safe") {
      sstore(slot, word)
    }
  }

  function _word(uint256 slot) private view returns (bytes32 word) {
    assembly ("memory-safe") {
      word := sload(slot)
    }
  }
}
