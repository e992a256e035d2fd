// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Rail} from "../types/Rail.sol";

/// @title Lines
/// @notice Payments packed one behind the other, as they stand in calldata and in the journal. Codec 1, big-endian:
///
/// | rail | line | |
/// | --- | --- | --- |
/// | token | address (20 bytes), cents (5) | up to 10,995,116,277.75 a line |
/// | attested | reference (10 bytes), cents (6) | up to 2,814,749,767,106.55 a line |
library Lines {
  uint256 internal constant TOKEN_SIZE = 25;
  uint256 internal constant ATTESTED_SIZE = 16;
  /// @notice The most cents that a line can carry.
  uint64 internal constant TOKEN_MOST = type(uint40).max;
  uint64 internal constant ATTESTED_MOST = type(uint48).max;

  /// @dev The cents of the token line that begins with a word.
  uint256 private constant _TOKEN_AMOUNT = 0xff_ffff_ffff_0000_0000_0000_00;
  uint256 private constant _TOKEN_CARRY = 0x01_0000_0000_0000_0000_0000_0000;
  /// @dev The cents of both attested lines in a word.
  uint256 private constant _ATTESTED_AMOUNTS = 0xffff_ffff_ffff_0000_0000_0000_0000_0000_ffff_ffff_ffff;
  uint256 private constant _ATTESTED_CARRIES = 0x1_0000_0000_0000_0000_0000_0000_0000_0001_0000_0000_0000;

  /// @notice Thrown when the bytes are not 1 to 65,535 whole lines.
  error LinesInvalidLength(uint256 length, uint256 size);
  /// @notice Thrown when a line pays nothing.
  error LinesZeroAmount();

  function sizeOf(Rail rail) internal pure returns (uint256) {
    return rail == Rail.Token ? TOKEN_SIZE : ATTESTED_SIZE;
  }

  function mostOf(Rail rail) internal pure returns (uint64) {
    return rail == Rail.Token ? TOKEN_MOST : ATTESTED_MOST;
  }

  /// @notice How many lines there are in so many bytes.
  function count(uint256 length, uint256 size) internal pure returns (uint256) {
    uint256 lines = length / size;
    // No more than whose sum fits 64 bits, whatever they pay.
    if (lines == 0 || lines > type(uint16).max || length % size != 0) revert LinesInvalidLength(length, size);
    return lines;
  }

  /// @notice Writes a voucher's line into `lines` at `index`.
  function write(bytes memory lines, uint256 index, Rail rail, bytes20 account, uint64 cents) internal pure {
    uint256 size = sizeOf(rail);
    // An attested line has room for half of the account's commitment.
    bytes32 line =
      rail == Rail.Token
        ? bytes32(account) | bytes32(uint256(cents) << 56)
        : bytes32(bytes10(account)) | bytes32(uint256(cents) << 128);
    assembly ("memory-safe") {
      // Lines are written in order and the bytes after the last one are spare, so nothing is lost.
      mstore(add(add(lines, 0x20), mul(index, size)), line)
    }
  }

  /// @notice What the lines add up to, in cents.
  function total(bytes memory lines, Rail rail) internal pure returns (uint64 sum) {
    count(lines.length, sizeOf(rail));
    bool paysNothing;
    (sum, paysNothing) = rail == Rail.Token ? _tokenTotal(lines) : _attestedTotal(lines);
    if (paysNothing) revert LinesZeroAmount();
  }

  /// @notice The cents of the token line at `index`, which must be below the count.
  function tokenCentsAt(bytes calldata lines, uint256 index) internal pure returns (uint64) {
    return uint40(bytes5(lines[index * TOKEN_SIZE + 20:]));
  }

  /// @notice The lines whose bit is `wanted` in `bits`, in their order; a line past the last word has the bit 0.
  function pick(
    bytes memory lines,
    uint256 size,
    uint256[] memory bits,
    bool wanted
  ) internal pure returns (bytes memory picked) {
    picked = new bytes(lines.length + 32);
    uint256 length = 0;
    uint256 start = 0;
    for (uint256 i = 0; start < lines.length; ++i) {
      if (isSet(bits, i) == wanted) {
        assembly ("memory-safe") {
          // In order, with a word to spare: as in `write`.
          mstore(add(add(picked, 0x20), length), mload(add(add(lines, 0x20), start)))
          length := add(length, size)
        }
      }
      // At most a line past the end of what is in memory.
      unchecked {
        start += size;
      }
    }
    assembly ("memory-safe") {
      mstore(picked, length)
    }
  }

  function isSet(uint256[] memory bits, uint256 i) internal pure returns (bool) {
    return i / 256 < bits.length && (bits[i / 256] >> (i % 256)) & 1 == 1;
  }

  /// @dev As thousands of lines may go through here, amounts are added up, and compared with 0, where they stand in their
  /// words, and four lines at a time. Fewer than 2^16 lines of less than 2^40 cents each: the sum has room above.
  function _tokenTotal(bytes memory lines) private pure returns (uint64 sum, bool paysNothing) {
    assembly ("memory-safe") {
      function tally(line, found, carries) -> foundNext, carriesNext {
        let amount := and(mload(line), _TOKEN_AMOUNT)
        foundNext := add(found, amount)
        // An amount that is not 0 carries over into the bit above it when the most is added.
        carriesNext := and(carries, add(amount, _TOKEN_AMOUNT))
      }
      let found := 0
      let carries := _TOKEN_CARRY
      let line := add(lines, 0x20)
      let end := add(line, mload(lines))
      for {} lt(add(line, mul(TOKEN_SIZE, 3)), end) {
        line := add(line, mul(TOKEN_SIZE, 4))
      } {
        found, carries := tally(line, found, carries)
        found, carries := tally(add(line, TOKEN_SIZE), found, carries)
        found, carries := tally(add(line, mul(TOKEN_SIZE, 2)), found, carries)
        found, carries := tally(add(line, mul(TOKEN_SIZE, 3)), found, carries)
      }
      for {} lt(line, end) {
        line := add(line, TOKEN_SIZE)
      } {
        found, carries := tally(line, found, carries)
      }
      sum := shr(56, found)
      paysNothing := iszero(carries)
    }
  }

  /// @dev Likewise, with two lines in a word: fewer than 2^16 of less than 2^48 cents each, so that neither sum reaches
  /// the other.
  function _attestedTotal(bytes memory lines) private pure returns (uint64 sum, bool paysNothing) {
    assembly ("memory-safe") {
      function tally(line, found, carries) -> foundNext, carriesNext {
        let amounts := and(mload(line), _ATTESTED_AMOUNTS)
        foundNext := add(found, amounts)
        carriesNext := and(carries, add(amounts, _ATTESTED_AMOUNTS))
      }
      let found := 0
      let carries := _ATTESTED_CARRIES
      let line := add(lines, 0x20)
      let end := add(line, mload(lines))
      for {} lt(add(line, mul(ATTESTED_SIZE, 3)), end) {
        line := add(line, mul(ATTESTED_SIZE, 4))
      } {
        found, carries := tally(line, found, carries)
        found, carries := tally(add(line, mul(ATTESTED_SIZE, 2)), found, carries)
      }
      for {} lt(line, end) {
        line := add(line, ATTESTED_SIZE)
      } {
        // What stands behind it in its word may be no line.
        let amount := and(shr(128, mload(line)), 0xffffffffffff)
        found := add(found, amount)
        if iszero(amount) {
          carries := 0
        }
      }
      sum := add(shr(128, found), and(found, 0xffffffffffffffff))
      paysNothing := iszero(eq(carries, _ATTESTED_CARRIES))
    }
  }
}
