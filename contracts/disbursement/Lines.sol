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

  /// @notice Thrown when the bytes are not a whole number of lines, or none at all.
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
    if (length == 0 || length % size != 0) revert LinesInvalidLength(length, size);
    return length / size;
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
  /// @dev Fewer than 2^16 lines of less than 2^48 cents each: the sum does not wrap.
  function total(bytes memory lines, Rail rail) internal pure returns (uint64 sum) {
    uint256 size = sizeOf(rail);
    uint256 shift = rail == Rail.Token ? 56 : 128;
    uint256 mask = mostOf(rail);
    count(lines.length, size);
    bool paysNothing = false;
    assembly ("memory-safe") {
      let line := add(lines, 0x20)
      let end := add(line, mload(lines))
      for {} lt(line, end) {
        line := add(line, size)
      } {
        // The word reaches past the last line; what is read there is shifted out.
        let cents := and(shr(shift, mload(line)), mask)
        paysNothing := or(paysNothing, iszero(cents))
        sum := add(sum, cents)
      }
    }
    if (paysNothing) revert LinesZeroAmount();
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
}
