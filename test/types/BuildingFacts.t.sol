// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {
  Acquisition,
  BuildingFacts,
  BuildingStatus,
  NOT_SURVEYED,
  Title
} from "../../contracts/types/BuildingFacts.sol";
import {isShortCode} from "../../contracts/types/Code.sol";
import {Test} from "../helpers/Test.sol";

/// @notice The facts against a packing that is written byte by byte, and codes in a word against a loop.
contract BuildingFactsTest is Test {
  /// @dev In the order of the bytes, from the highest on; the area is the last four.
  struct Fields {
    uint8 acquisition;
    uint8 status;
    uint8 title;
    uint8 kind;
    uint8 use;
    uint8 standing;
    uint8 utilisation;
    uint8 condition;
    uint32 area;
  }

  function testFuzz_FieldsAreWhereTheyAreSaidToBe(Fields memory it) external pure {
    _limit(it);
    BuildingFacts facts = _pack(it);
    vm.assertEq(facts.area(), it.area, "area");
    vm.assertEq(facts.condition(), it.condition, "condition");
    vm.assertEq(facts.utilisation(), it.utilisation, "utilisation");
    vm.assertEq(facts.standing(), it.standing, "standing");
    vm.assertEq(facts.use(), it.use, "use");
    vm.assertEq(facts.kind(), it.kind, "kind");
    vm.assertEq(uint8(facts.title()), it.title, "title");
    vm.assertEq(uint8(facts.status()), it.status, "status");
    vm.assertEq(uint8(facts.acquisition()), it.acquisition, "acquisition");
    vm.assertEq(facts.isPlanned(), it.status == uint8(BuildingStatus.Planned), "planned");
  }

  function testFuzz_AChangeChangesNothingElse(Fields memory it, uint8 one, uint8 other) external pure {
    _limit(it);
    BuildingFacts facts = _pack(it);
    (it.condition, it.utilisation) = (one, other);
    _isSame(facts.surveyed(one, other), _pack(it), "surveyed");

    facts = _pack(it);
    it.status = one % 6;
    it.standing = other;
    _isSame(facts.inStatus(BuildingStatus(it.status), other), _pack(it), "status");

    facts = _pack(it);
    it.acquisition = one % 5;
    _isSame(facts.acquiredBy(Acquisition(it.acquisition)), _pack(it), "acquisition");
  }

  function testFuzz_AmendmentsLeaveWhatIsNotTheirs(Fields memory it, Fields memory to, uint8 kept) external pure {
    if (kept & 16 != 0) it.acquisition %= 6;
    if (kept & 32 != 0) to.acquisition %= 6;
    if (kept & 1 != 0) to.acquisition = it.acquisition;
    if (kept & 2 != 0) to.status = it.status;
    if (kept & 4 != 0) (to.condition, to.utilisation) = (it.condition, it.utilisation);
    if (kept & 8 != 0) to.title %= 5;
    bool isLease = to.acquisition == uint8(Acquisition.Leased);
    bool isLeased = to.title == uint8(Title.Leased);
    bool goes = to.acquisition == 0 || (to.acquisition <= 4 && isLease == isLeased);
    bool isBought = it.acquisition == uint8(Acquisition.Leased) && to.acquisition != 0 && !isLease;
    bool isAmendment =
      goes &&
        (to.acquisition == it.acquisition || isBought) &&
        to.status == it.status &&
        to.condition == it.condition &&
        to.utilisation == it.utilisation &&
        (to.title == 1 || to.title == 2 || to.title == 3);
    vm.assertEq(_pack(it).mayBecome(_pack(to)), isAmendment, "amendment");
  }

  function testFuzz_AnAmendmentOfFourKeptFieldsPasses(Fields memory it, Fields memory to) external pure {
    (to.condition, to.utilisation, to.status) = (it.condition, it.utilisation, it.status);
    to.title = 1 + (to.title % 3);
    it.acquisition = to.title == uint8(Title.Leased) ? (it.acquisition & 1) * 4 : it.acquisition % 4;
    to.acquisition = it.acquisition;
    vm.assertTrue(_pack(it).mayBecome(_pack(to)), "amendment");
  }

  /// @dev Every status and title that a byte near theirs can be.
  function test_TitlesTurnAsTheRulesSay() external pure {
    Fields memory it;
    for (it.status = 0; it.status < 6; ++it.status) {
      for (uint8 to = 0; to < 4; ++to) {
        bool isActive = it.status == 2;
        bool expected = it.status == 1 || (isActive && to != uint8(Title.Leased));
        vm.assertEq(_pack(it).mayTurn(Title(to)), expected, "turn");
      }
    }
  }

  /// @dev Every title, status and acquisition that a byte near theirs can be.
  function test_WhatCanBeEnteredIsAsTheRulesSay() external pure {
    Fields memory it;
    (it.condition, it.utilisation) = (NOT_SURVEYED, NOT_SURVEYED);
    for (uint256 i = 0; i < 8 ** 3; ++i) {
      (it.title, it.status, it.acquisition) = (uint8(i % 8), uint8((i / 8) % 8), uint8(i / 64));
      vm.assertEq(_pack(it).isEnterable(), _mayBeEntered(it), "enterable");
    }
  }

  function testFuzz_AnyBytesAreEnteredOnlyAsTheRulesSay(Fields memory it, bool surveyed) external pure {
    if (!surveyed) (it.condition, it.utilisation) = (NOT_SURVEYED, NOT_SURVEYED);
    vm.assertEq(_pack(it).isEnterable(), _mayBeEntered(it), "enterable");
  }

  function test_WaysGoWithTitles() external pure {
    Fields memory it;
    for (uint8 title = 1; title <= uint8(type(Title).max); ++title) {
      for (uint8 way = 0; way <= uint8(type(Acquisition).max); ++way) {
        it.title = title;
        bool isLease = Acquisition(way) == Acquisition.Leased;
        bool expected = way != 0 && isLease == (Title(title) == Title.Leased);
        vm.assertEq(_pack(it).canComeBy(Acquisition(way)), expected, "way");
      }
    }
  }

  // Codes

  function testFuzz_AnyWordIsACodeOnlyAsTheLoopSays(bytes32 word) external pure {
    vm.assertEq(isShortCode(word), _isCode(word), "word");
  }

  /// @dev Words that nearly are: printable ones of any length, with any byte at any place.
  function testFuzz_AlmostACode(bytes32 seed, uint8 length, uint8 place, uint8 put, bool spoil) external pure {
    bytes memory text = new bytes(32);
    length = uint8(bound(length, 0, 32));
    for (uint256 i = 0; i < length; ++i) text[i] = bytes1(uint8(0x21 + (uint8(seed[i]) % 94)));
    if (spoil) text[place % 32] = bytes1(put);
    bytes32 word = bytes32(text);
    vm.assertEq(isShortCode(word), _isCode(word), "word");
    if (!spoil) vm.assertEq(isShortCode(word), length >= 1 && length <= 31, "length");
  }

  function _mayBeEntered(Fields memory it) private pure returns (bool) {
    if (it.condition != NOT_SURVEYED || it.utilisation != NOT_SURVEYED) return false;
    if (it.title == 0 || it.title > 3) return false;
    if (it.status == uint8(BuildingStatus.Planned)) return it.acquisition == 0;
    if (it.status != uint8(BuildingStatus.Active)) return false;
    if (it.acquisition == 0) return true;
    return it.title == uint8(Title.Leased) ? it.acquisition == 4 : it.acquisition < 4;
  }

  function _isCode(bytes32 word) private pure returns (bool) {
    uint256 length = 0;
    while (length < 32 && word[length] != 0) {
      if (word[length] < 0x21 || word[length] > 0x7e) return false;
      ++length;
    }
    for (uint256 i = length; i < 32; ++i) {
      if (word[i] != 0) return false;
    }
    return length >= 1 && length <= 31;
  }

  function _limit(Fields memory it) private pure {
    it.acquisition %= 5;
    it.status %= 6;
    it.title %= 4;
  }

  function _pack(Fields memory it) private pure returns (BuildingFacts) {
    bytes memory packed = abi.encodePacked(
      it.acquisition,
      it.status,
      it.title,
      it.kind,
      it.use,
      it.standing,
      it.utilisation,
      it.condition,
      it.area
    );
    return BuildingFacts.wrap(uint96(bytes12(packed)));
  }

  function _isSame(BuildingFacts left, BuildingFacts right, string memory message) private pure {
    vm.assertEq(BuildingFacts.unwrap(left), BuildingFacts.unwrap(right), message);
  }
}
