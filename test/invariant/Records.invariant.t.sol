// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AnchorSlot} from "../../contracts/records/Anchor.sol";
import {IRecordRegistry} from "../../contracts/records/IRecordRegistry.sol";
import {RecordId} from "../../contracts/types/RecordId.sol";
import {Test} from "../helpers/Test.sol";
import {RecordsHandler} from "./handlers/RecordsHandler.sol";

/// @dev The runner finds a handler's functions only if its contract is in the test's own file.
contract RecordsCampaign is RecordsHandler {}

/// @notice The invariant of records; README.md beside this file says it in words.
contract RecordsInvariant is Test {
  struct FuzzSelector {
    address addr;
    bytes4[] selectors;
  }

  RecordsCampaign private _handler;
  IRecordRegistry private _records;
  /// @dev As after the call before.
  mapping(RecordId record => bool) private _wasErased;

  function setUp() external {
    _handler = RecordsCampaign(deployed("RecordsCampaign", ""));
    _records = _handler.records();
    // One of each kind and class: the seeds' second byte is not 0, so it is their own officers.
    _handler.anchor(0x101, 0, 1);
    _handler.anchor(0x101, 1, 2);
    _handler.anchor(0x101, 0, 3);
    _handler.anchor(0x104, 1, 1);
    vm.assertEq(_handler.recordCount(), 4, "anchored");
  }

  function targetContracts() external view returns (address[] memory list) {
    list = new address[](1);
    list[0] = address(_handler);
  }

  /// @dev What happens more often is listed more often.
  function targetSelectors() external view returns (FuzzSelector[] memory list) {
    bytes4[10] memory chosen = [
      _handler.passTime.selector,
      _handler.passTime.selector,
      _handler.anchor.selector,
      _handler.anchor.selector,
      _handler.supersede.selector,
      _handler.supersede.selector,
      _handler.supersede.selector,
      _handler.hold.selector,
      _handler.hold.selector,
      _handler.erase.selector
    ];
    list = new FuzzSelector[](1);
    list[0].addr = address(_handler);
    list[0].selectors = new bytes4[](chosen.length);
    for (uint256 i = 0; i < chosen.length; ++i) list[0].selectors[i] = chosen[i];
  }

  function invariant_NoVersionEverChanges() external {
    uint256 count = _handler.recordCount();
    for (uint256 i = 0; i < count; ++i) {
      (RecordId id, RecordsHandler.GhostVersion[] memory versions) = _handler.recordAt(i);
      uint8 marks = _handler.marksOf(id);
      bool isErased = marks & AnchorSlot.ERASED != 0;
      vm.assertEq(_records.anchored(id, 1).marks, marks, "20: marks");
      for (uint256 n = 1; n <= versions.length; ++n) {
        vm.assertEq(_handler.wordOf(id, n), versions[n - 1].word, "20: a version");
        vm.assertTrue(versions[n - 1].word != 0, "20: nothing anchored");
        if (marks & AnchorSlot.BATCH != 0) continue;
        IRecordRegistry.Verdict memory verdict = _records.verify(
          id,
          uint16(n),
          "schema",
          _handler.rootOf(id, n)
        );
        vm.assertTrue(verdict.anchored, "20: not what was anchored");
        vm.assertEq(verdict.current, n == versions.length, "20: current");
        vm.assertEq(verdict.erased, isErased, "20: erased");
        vm.assertEq(verdict.day, versions[n - 1].day, "20: day");
      }
      vm.assertEq(_handler.wordOf(id, versions.length + 1), 0, "20: a version too many");
      vm.assertEq(_handler.wordOf(id, 0), 0, "20: a version before the first");
      if (_wasErased[id]) vm.assertTrue(isErased, "20: erased no more");
      _wasErased[id] = isErased;
    }
  }
}
