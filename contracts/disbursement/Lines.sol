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

  /// @notice How many lines there are.
  function count(bytes calldata lines, uint256 size) internal pure returns (uint256) {
    if (lines.length == 0 || lines.length % size != 0) revert LinesInvalidLength(lines.length, size);
    return lines.length / size;
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

  /// @notice What the lines add up to that are not excluded, in cents.
  /// @dev Fewer than 2^16 lines of less than 2^48 cents each: no sum wraps.
  function total(
    bytes calldata lines,
    Rail rail,
    uint256[] memory excluded
  ) internal pure returns (uint64 sum) {
    uint256 size = sizeOf(rail);
    uint256 shift = rail == Rail.Token ? 56 : 128;
    uint256 mask = mostOf(rail);
    bool paysNothing = false;
    uint256 lineCount = count(lines, size);
    assembly ("memory-safe") {
      let line := lines.offset
      let words := mload(excluded)
      for {
        let i := 0
      } lt(i, lineCount) {
        i := add(i, 1)
      } {
        let cents := and(shr(shift, calldataload(line)), mask)
        line := add(line, size)
        paysNothing := or(paysNothing, iszero(cents))
        if lt(shr(8, i), words) {
          // The line's word, then its bit in it.
          let word := mload(add(add(excluded, 0x20), mul(shr(8, i), 0x20)))
          if and(shr(and(i, 255), word), 1) {
            continue
          }
        }
        sum := add(sum, cents)
      }
    }
    if (paysNothing) revert LinesZeroAmount();
  }
}
