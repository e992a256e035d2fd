// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Lines} from "../../contracts/disbursement/Lines.sol";
import {LinesMock} from "../../contracts/mocks/LinesMock.sol";
import {Rail} from "../../contracts/types/Rail.sol";
import {Test} from "../helpers/Test.sol";

/// @notice The codec against one written in plain Solidity. Memory behind every array is dirty.
contract LinesTest is Test {
  /// @dev More than a word of bits.
  uint256 private constant _MOST_LINES = 300;

  LinesMock private _lines;

  function setUp() external {
    _lines = LinesMock(deployed("LinesMock", ""));
  }

  function test_SizesAndMosts() external pure {
    vm.assertEq(Lines.sizeOf(Rail.Token), 25, "token line");
    vm.assertEq(Lines.sizeOf(Rail.Attested), 16, "attested line");
    vm.assertEq(Lines.mostOf(Rail.Token), 1_099_511_627_775, "token most");
    vm.assertEq(Lines.mostOf(Rail.Attested), 281_474_976_710_655, "attested most");
  }

  function testFuzz_CountsWholeLinesOnly(uint256 length, uint256 size) external {
    length = bound(length, 0, 1_000_000);
    size = bound(size, 1, 64);
    if (length != 0 && length % size == 0 && length / size <= type(uint16).max) {
      vm.assertEq(_lines.count(length, size), length / size, "count");
    } else {
      vm.expectRevert(abi.encodeWithSelector(Lines.LinesInvalidLength.selector, length, size));
      _lines.count(length, size);
    }
  }

  function testFuzz_WritesTheCodec(uint256 seed, bool onToken) external view {
    Rail rail = onToken ? Rail.Token : Rail.Attested;
    uint256 lineCount = bound(seed, 1, _MOST_LINES);
    bytes memory written = _dirty(lineCount * Lines.sizeOf(rail));
    bytes memory naive;
    uint64 sum = 0;
    for (uint256 i = 0; i < lineCount; ++i) {
      bytes20 account = bytes20(_random(seed, i));
      uint64 cents = _amount(seed, i, rail);
      Lines.write(written, i, rail, account, cents);
      naive = bytes.concat(naive, _line(rail, account, cents));
      sum += cents;
    }
    vm.assertEq(keccak256(written), keccak256(naive), "lines");
    vm.assertEq(Lines.total(written, rail), sum, "total");
    vm.assertEq(_lines.total(written, rail), sum, "total as it is deployed");
  }

  function testFuzz_WritesNoFurtherThanAWordPastTheEnd(uint256 seed, bool onToken) external pure {
    Rail rail = onToken ? Rail.Token : Rail.Attested;
    uint256 size = Lines.sizeOf(rail);
    uint256 lineCount = bound(seed, 1, _MOST_LINES);
    bytes memory written = _dirty(lineCount * size);
    for (uint256 i = 0; i < lineCount; ++i) Lines.write(written, i, rail, bytes20(_random(seed, i)), 1);
    // The word that begins with the last line is the last one touched.
    uint256 behind = 32 - size;
    uint256 word;
    assembly ("memory-safe") {
      word := mload(add(add(written, 0x20), add(mload(written), behind)))
    }
    vm.assertEq(word, type(uint256).max, "behind");
  }

  function testFuzz_ALineThatPaysNothingIsRefused(uint256 seed, bool onToken) external {
    Rail rail = onToken ? Rail.Token : Rail.Attested;
    uint256 lineCount = bound(seed, 1, _MOST_LINES);
    uint256 nothing = uint256(_random(seed, lineCount)) % lineCount;
    bytes memory lines = _dirty(lineCount * Lines.sizeOf(rail));
    for (uint256 i = 0; i < lineCount; ++i) {
      uint64 cents = i == nothing ? 0 : _amount(seed, i, rail);
      Lines.write(lines, i, rail, bytes20(_random(seed, i)), cents);
    }
    vm.expectRevert(abi.encodeWithSelector(Lines.LinesZeroAmount.selector));
    _lines.total(lines, rail);
  }

  function test_ATotalNeedsWholeLines() external {
    for (uint256 rail = 0; rail < 2; ++rail) {
      uint256 size = Lines.sizeOf(Rail(rail));
      uint256[4] memory lengths = [0, 1, size - 1, 2 * size + 1];
      for (uint256 i = 0; i < lengths.length; ++i) {
        vm.expectRevert(abi.encodeWithSelector(Lines.LinesInvalidLength.selector, lengths[i], size));
        _lines.total(_dirty(lengths[i]), Rail(rail));
      }
    }
  }

  function test_TheMostAndLargestLinesAddUp() external {
    uint64 count = type(uint16).max;
    for (uint256 rail = 0; rail < 2; ++rail) {
      uint64 most = Lines.mostOf(Rail(rail));
      uint256 size = Lines.sizeOf(Rail(rail));
      // All their bits are set, those of the amounts too.
      vm.assertEq(Lines.total(_dirty(count * size), Rail(rail)), count * most, "total");
      vm.assertEq(_lines.total(_dirty(count * size), Rail(rail)), count * most, "total as it is deployed");
      uint256 length = (uint256(count) + 1) * size;
      vm.expectRevert(abi.encodeWithSelector(Lines.LinesInvalidLength.selector, length, size));
      _lines.total(_dirty(length), Rail(rail));
    }
  }

  function testFuzz_PicksInOrder(uint256 seed, uint256 size, uint256 words, bool wanted) external view {
    size = bound(size, 1, 32);
    bytes memory lines = _dirty(bound(seed, 0, _MOST_LINES) * size);
    for (uint256 i = 0; i < lines.length; ++i) lines[i] = bytes1(_random(seed, i / 32) << (8 * (i % 32)));
    bytes32 before = keccak256(lines);
    // Fewer words than the lines need, or more.
    uint256[] memory bits = new uint256[](bound(words, 0, 3));
    for (uint256 i = 0; i < bits.length; ++i) bits[i] = uint256(_random(~seed, i));

    bytes memory naive;
    for (uint256 i = 0; i < lines.length / size; ++i) {
      if (_bit(bits, i) == wanted) naive = bytes.concat(naive, _slice(lines, i * size, size));
    }
    _soil(lines.length + 256);
    bytes memory picked = Lines.pick(lines, size, bits, wanted);
    uint256 free;
    assembly ("memory-safe") {
      free := mload(mload(0x40))
    }
    vm.assertEq(free, type(uint256).max, "memory that nobody asked for");
    vm.assertEq(keccak256(picked), keccak256(naive), "picked");
    vm.assertEq(keccak256(lines), before, "the lines themselves");
    bytes memory asDeployed = _lines.pick(lines, size, bits, wanted);
    vm.assertEq(keccak256(asDeployed), keccak256(naive), "picked as it is deployed");
  }

  function testFuzz_EachLineIsPickedEitherWay(uint256 seed, bool onToken) external pure {
    Rail rail = onToken ? Rail.Token : Rail.Attested;
    uint256 lineCount = bound(seed, 1, _MOST_LINES);
    uint256 size = Lines.sizeOf(rail);
    bytes memory lines = _dirty(lineCount * size);
    for (uint256 i = 0; i < lineCount; ++i) {
      Lines.write(lines, i, rail, bytes20(_random(seed, i)), _amount(seed, i, rail));
    }
    uint256[] memory bits = new uint256[](2);
    (bits[0], bits[1]) = (uint256(_random(~seed, 0)), uint256(_random(~seed, 1)));
    bytes memory yes = Lines.pick(lines, size, bits, true);
    bytes memory no = Lines.pick(lines, size, bits, false);
    vm.assertEq(yes.length + no.length, lines.length, "length");
    uint64 sum = yes.length == 0 ? 0 : Lines.total(yes, rail);
    sum += no.length == 0 ? 0 : Lines.total(no, rail);
    vm.assertEq(sum, Lines.total(lines, rail), "total");
  }

  function testFuzz_ABitIsSet(uint256[] memory bits, uint256 i) external pure {
    if (bits.length != 0) i = bound(i, 0, 256 * (bits.length + 1));
    vm.assertEq(Lines.isSet(bits, i), _bit(bits, i), "bit");
  }

  /// @dev One line as the table says it.
  function _line(Rail rail, bytes20 account, uint64 cents) private pure returns (bytes memory) {
    if (rail == Rail.Token) return abi.encodePacked(account, uint40(cents));
    return abi.encodePacked(bytes10(account), uint48(cents));
  }

  function _bit(uint256[] memory bits, uint256 i) private pure returns (bool) {
    if (i >= 256 * bits.length) return false;
    return (bits[i / 256] / 2 ** (i % 256)) % 2 == 1;
  }

  function _slice(bytes memory all, uint256 from, uint256 length) private pure returns (bytes memory part) {
    part = new bytes(length);
    for (uint256 i = 0; i < length; ++i) part[i] = all[from + i];
  }

  function _amount(uint256 seed, uint256 i, Rail rail) private pure returns (uint64) {
    return bound64(uint256(_random(seed, i)) >> 192, 1, Lines.mostOf(rail));
  }

  function _random(uint256 seed, uint256 i) private pure returns (bytes32) {
    return keccak256(abi.encode(seed, i));
  }

  /// @dev An array of ones, with ones behind it too.
  function _dirty(uint256 length) private pure returns (bytes memory all) {
    all = new bytes(length + 64);
    assembly ("memory-safe") {
      let end := add(add(all, 0x20), mload(all))
      for {
        let word := add(all, 0x20)
      } lt(word, end) {
        word := add(word, 0x20)
      } {
        mstore(word, not(0))
      }
      mstore(all, length)
    }
  }

  /// @dev Leaves ones where memory will be given out next.
  function _soil(uint256 length) private pure {
    assembly ("memory-safe") {
      let free := mload(0x40)
      for {
        let word := free
      } lt(word, add(free, length)) {
        word := add(word, 0x20)
      } {
        mstore(word, not(0))
      }
    }
  }
}
