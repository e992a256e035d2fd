// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ObligationId} from "../types/ObligationId.sol";

/// @title ClaimLines
/// @notice Claims packed one behind the other, as they are posted and as they stand in the journal. Codec 1, big-endian:
/// the byte 0x01, then for each claim its obligation (8 bytes), amount in cents (8) and document (32).
library ClaimLines {
  /// @notice How many claims a posting may have: a bit each in what was left out.
  uint256 internal constant MOST = 256;

  uint256 private constant _SIZE = 48;
  bytes1 private constant _CODEC = 0x01;

  /// @notice How many claims there are, or 0 if these are no 1 to 256 claims in codec 1.
  function count(bytes calldata lines) internal pure returns (uint256 claims) {
    if (lines.length % _SIZE != 1 || lines[0] != _CODEC) return 0;
    claims = lines.length / _SIZE;
    if (claims > MOST) return 0;
  }

  /// @notice The obligation and amount at `index`, which must be below the count.
  function claimAt(
    bytes calldata lines,
    uint256 index
  ) internal pure returns (ObligationId id, uint64 amount) {
    assembly ("memory-safe") {
      // Behind the codec's version.
      let head := calldataload(add(add(lines.offset, 1), mul(index, 48)))
      id := shr(192, head)
      amount := and(shr(128, head), 0xffffffffffffffff)
    }
  }

  /// @notice Room for so many claims.
  function create(uint256 claims) internal pure returns (bytes memory lines) {
    uint256 length = 1 + _SIZE * claims;
    lines = new bytes(length);
    lines[0] = _CODEC;
  }

  /// @notice Writes the claim at `index`, which must be below what there is room for.
  function write(
    bytes memory lines,
    uint256 index,
    ObligationId id,
    uint64 amount,
    bytes32 document
  ) internal pure {
    uint256 head = (uint256(ObligationId.unwrap(id)) << 192) | (uint256(amount) << 128);
    assembly ("memory-safe") {
      let line := add(add(lines, 0x21), mul(index, 48))
      // The head's lower half is overwritten by the document.
      mstore(line, head)
      mstore(add(line, 16), document)
    }
  }

  /// @notice The document of the claim at `index`, which must be below the count.
  function documentAt(bytes memory lines, uint256 index) internal pure returns (bytes32 document) {
    assembly ("memory-safe") {
      document := mload(add(add(lines, 0x31), mul(index, 48)))
    }
  }

  /// @notice One claim alone.
  function just(ObligationId id, uint64 amount, bytes32 document) internal pure returns (bytes memory lines) {
    lines = create(1);
    write(lines, 0, id, amount, document);
  }

  /// @notice Keeps the first `claims` of those there is room for.
  function cut(bytes memory lines, uint256 claims) internal pure {
    uint256 length = 1 + _SIZE * claims;
    assembly ("memory-safe") {
      // Never longer than it was made.
      mstore(lines, length)
    }
  }

  /// @notice Keeps those whose bit in `bits` is not set, in their order.
  /// @return kept How many.
  /// @return amount What those left out come to.
  function leaveOut(bytes memory lines, uint256 bits) internal pure returns (uint256 kept, uint64 amount) {
    uint256 claims = lines.length / _SIZE;
    for (uint256 i = 0; i < claims; ++i) {
      uint256 isOut = (bits >> i) & 1;
      assembly ("memory-safe") {
        // Downwards within the same bytes: what is overwritten was moved before.
        let from := add(add(lines, 0x21), mul(i, 48))
        let to := add(add(lines, 0x21), mul(kept, 48))
        let head := mload(from)
        let document := mload(add(from, 16))
        mstore(to, head)
        mstore(add(to, 16), document)
        if isOut {
          amount := add(amount, and(shr(128, head), 0xffffffffffffffff))
        }
        kept := add(kept, iszero(isOut))
      }
    }
    cut(lines, kept);
  }
}
