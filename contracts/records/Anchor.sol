// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title Anchor
/// @notice One version of a record, or one batch. One slot.
/// @param commitment The first 28 bytes of `keccak256(abi.encode(chain id, register, schema, record, version, root))`; a
/// batch has version 0 there. Two documents that share them take 2^112 tries to find.
/// @param day UTC day on which it was anchored, counted from 1970-01-01.
/// @param class Its retention class; never 0, so that it tells whether there is an anchor.
/// @param marks Of the first version, for the whole record; see `AnchorSlot`.
struct Anchor {
  bytes28 commitment;
  uint16 day;
  uint8 class;
  uint8 marks;
}

using AnchorSlot for Anchor global;

/// @title AnchorSlot
/// @notice What the marks mean, and the slot written at once.
library AnchorSlot {
  /// Kept from erasure by the organisation's records officer.
  uint8 internal constant HELD = 1;
  /// Kept from erasure by an inspector.
  uint8 internal constant HELD_BY_INSPECTOR = 2;
  /// Key and salts are destroyed; the anchor stays, and says nothing any more.
  uint8 internal constant ERASED = 4;
  /// Many unversioned members under one root.
  uint8 internal constant BATCH = 8;

  /// @dev Either of the two.
  uint8 internal constant HELD_BY_ANY = HELD | HELD_BY_INSPECTOR;

  function exists(Anchor memory it) internal pure returns (bool) {
    return it.class != 0;
  }

  /// @dev Reads the word alone; a copy of the anchor would cost more.
  function isEmpty(Anchor storage slot) internal view returns (bool empty) {
    assembly ("memory-safe") {
      empty := iszero(sload(slot.slot))
    }
  }

  function write(Anchor storage slot, bytes28 commitment, uint16 day, uint8 class, uint8 marks) internal {
    // From the lowest byte, as the compiler would lay the fields out.
    uint256 word =
      (uint256(bytes32(commitment)) >> 32) |
        (uint256(day) << 224) |
        (uint256(class) << 240) |
        (uint256(marks) << 248);
    assembly ("memory-safe") {
      sstore(slot.slot, word)
    }
  }
}
