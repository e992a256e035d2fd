// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Account, Reserves, Totals} from "../../contracts/budget/Account.sol";
import {Claims, Commitment, Obligation} from "../../contracts/budget/Obligation.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {PayeeId} from "../../contracts/types/PayeeId.sol";
import {Test} from "../helpers/Test.sol";

/// @notice The words that are written by hand lie as the compiler reads them, and nothing spills over.
contract SlotsTest is Test {
  bytes32 private constant _BESIDE = keccak256("beside");

  /// @dev A struct that takes three slots: what is before and after must stay.
  Account private _account;
  Obligation private _obligation;

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

  function testFuzz_Commitment(
    uint64 obligated,
    uint64 owed,
    uint32 payee,
    uint24 obligator,
    uint24 acceptor,
    uint32 sequence,
    uint16 lastAct
  ) external {
    _surround();
    Commitment memory it = Commitment(
      obligated,
      owed,
      PayeeId.wrap(payee),
      OfficerId.wrap(obligator),
      OfficerId.wrap(acceptor),
      sequence,
      lastAct
    );
    it.store(_obligation.commitment);
    Commitment memory back = _obligation.commitment;
    vm.assertEq(keccak256(abi.encode(back)), keccak256(abi.encode(it)), "fields");
    vm.assertEq(
      _word(_slotOfObligation()),
      bytes32(abi.encodePacked(lastAct, sequence, acceptor, obligator, payee, owed, obligated)),
      "word"
    );
    vm.assertEq(_word(_slotOfObligation() + 1), _BESIDE, "claims");
    vm.assertEq(_word(_slotOfObligation() + 2), _BESIDE, "retained");
  }

  function testFuzz_Claims(
    uint64 advanced,
    uint64 certified,
    uint64 paid,
    uint24 certifier,
    bool isRetaining
  ) external {
    _surround();
    Claims memory it = Claims(advanced, certified, paid, OfficerId.wrap(certifier), isRetaining);
    it.store(_obligation.claims);
    Claims memory back = _obligation.claims;
    vm.assertEq(keccak256(abi.encode(back)), keccak256(abi.encode(it)), "fields");
    vm.assertEq(
      _word(_slotOfObligation() + 1),
      bytes32(abi.encodePacked(bytes4(0), isRetaining, certifier, paid, certified, advanced)),
      "word"
    );
    vm.assertEq(_word(_slotOfObligation()), _BESIDE, "commitment");
    vm.assertEq(_word(_slotOfObligation() + 2), _BESIDE, "retained");
  }

  /// @dev Fills all slots with what would show through.
  function _surround() private {
    for (uint256 i = 0; i < 3; ++i) {
      _write(_slotOfAccount() + i, _BESIDE);
      _write(_slotOfObligation() + i, _BESIDE);
    }
  }

  function _slotOfAccount() private pure returns (uint256 slot) {
    assembly ("memory-safe") {
      slot := _account.slot
    }
  }

  function _slotOfObligation() private pure returns (uint256 slot) {
    assembly ("memory-safe") {
      slot := _obligation.slot
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
