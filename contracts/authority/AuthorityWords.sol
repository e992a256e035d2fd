// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";
import {IOfficerRegistry} from "./IOfficerRegistry.sol";

/// @title KeyWord
/// @notice A `Key` as it is stored, from the lowest bit on: officer (24), term (16), live (8), from (40).
type KeyWord is uint256;

/// @title AppointmentWord
/// @notice An `Appointment` as it is stored, from the lowest bit on: offices (32), term (16), from (40), until (40),
/// limit (64).
type AppointmentWord is uint256;

using AuthorityWords for KeyWord global;
using AuthorityWords for AppointmentWord global;

/// @title AuthorityWords
/// @notice Reads a key and an appointment, each from its slot at once: every act asks for both.
/// @dev Casts truncate on purpose: each takes its field's bits.
library AuthorityWords {
  function wordOf(IOfficerRegistry.Key storage stored) internal view returns (KeyWord word) {
    assembly ("memory-safe") {
      word := sload(stored.slot)
    }
  }

  function wordOf(IOfficerRegistry.Appointment storage stored) internal view returns (AppointmentWord word) {
    assembly ("memory-safe") {
      word := sload(stored.slot)
    }
  }

  function officer(KeyWord it) internal pure returns (OfficerId) {
    return OfficerId.wrap(uint24(KeyWord.unwrap(it)));
  }

  function term(KeyWord it) internal pure returns (uint16) {
    return uint16(KeyWord.unwrap(it) >> 24);
  }

  /// @dev Whether it is live and was added long enough ago.
  function works(KeyWord it) internal view returns (bool) {
    uint256 word = KeyWord.unwrap(it);
    return (word >> 40) & 1 == 1 && block.timestamp >= uint40(word >> 48);
  }

  function offices(AppointmentWord it) internal pure returns (uint32) {
    return uint32(AppointmentWord.unwrap(it));
  }

  function limit(AppointmentWord it) internal pure returns (uint64) {
    return uint64(AppointmentWord.unwrap(it) >> 128);
  }

  /// @dev Whether it is one, of this term, and holds now.
  function holds(AppointmentWord it, uint16 term_) internal view returns (bool) {
    uint256 word = AppointmentWord.unwrap(it);
    return
      it.offices() != 0 &&
      uint16(word >> 32) == term_ &&
      block.timestamp >= uint40(word >> 48) &&
      block.timestamp < uint40(word >> 88);
  }
}
