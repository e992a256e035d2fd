// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";
import {Claims} from "./Obligation.sol";

/// @title ClaimsWord
/// @notice What was claimed of what is owed, in one slot. From the lowest bit on: advanced (64), certified (64), paid (64),
/// certifier (24), whether a part is held back (1). See `Claims`.
/// @dev Kept on the stack: in memory, every field would be a word.
type ClaimsWord is uint256;

using ClaimsWords for ClaimsWord global;

/// @title ClaimsWords
/// @notice Reads and changes the fields of the claims' word. Casts truncate on purpose: each takes its field's bits.
library ClaimsWords {
  uint256 private constant _CERTIFIED = 64;
  uint256 private constant _PAID = 128;
  uint256 private constant _CERTIFIER = 192;
  uint256 private constant _RETAINING = 216;

  function advanced(ClaimsWord it) internal pure returns (uint64) {
    return uint64(ClaimsWord.unwrap(it));
  }

  function certified(ClaimsWord it) internal pure returns (uint64) {
    return uint64(ClaimsWord.unwrap(it) >> _CERTIFIED);
  }

  function paid(ClaimsWord it) internal pure returns (uint64) {
    return uint64(ClaimsWord.unwrap(it) >> _PAID);
  }

  function certifier(ClaimsWord it) internal pure returns (OfficerId) {
    return OfficerId.wrap(uint24(ClaimsWord.unwrap(it) >> _CERTIFIER));
  }

  function isRetaining(ClaimsWord it) internal pure returns (bool) {
    return (ClaimsWord.unwrap(it) >> _RETAINING) & 1 == 1;
  }

  function withAdvanced(ClaimsWord it, uint64 amount) internal pure returns (ClaimsWord) {
    return _set(it, 0, type(uint64).max, amount);
  }

  function withCertified(ClaimsWord it, uint64 amount) internal pure returns (ClaimsWord) {
    return _set(it, _CERTIFIED, type(uint64).max, amount);
  }

  function withPaid(ClaimsWord it, uint64 amount) internal pure returns (ClaimsWord) {
    return _set(it, _PAID, type(uint64).max, amount);
  }

  function withCertifier(ClaimsWord it, OfficerId officer) internal pure returns (ClaimsWord) {
    return _set(it, _CERTIFIER, type(uint24).max, OfficerId.unwrap(officer));
  }

  function withRetaining(ClaimsWord it, bool retaining) internal pure returns (ClaimsWord) {
    return _set(it, _RETAINING, 1, retaining ? 1 : 0);
  }

  function unpack(ClaimsWord it) internal pure returns (Claims memory) {
    return
      Claims({
        advanced: it.advanced(),
        certified: it.certified(),
        paid: it.paid(),
        certifier: it.certifier(),
        isRetaining: it.isRetaining()
      });
  }

  function _set(ClaimsWord it, uint256 shift, uint256 bits, uint256 value) private pure returns (ClaimsWord) {
    return ClaimsWord.wrap((ClaimsWord.unwrap(it) & ~(bits << shift)) | (value << shift));
  }
}
