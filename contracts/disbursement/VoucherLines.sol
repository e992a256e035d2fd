// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Evidence} from "../types/Evidence.sol";
import {VoucherId} from "../types/VoucherId.sol";
import {VoucherWord} from "./VoucherWord.sol";

/// @title VoucherLines
/// @notice Vouchers packed one behind the other, as the journal shows them; see the events of `IVouchers`.
library VoucherLines {
  uint256 private constant _SUBMITTED = 86;
  uint256 private constant _CERTIFIED = 34;

  /// @notice Room for so many submitted vouchers.
  function submitted(uint256 vouchers) internal pure returns (bytes memory) {
    return _create(vouchers * _SUBMITTED);
  }

  /// @notice Room for so many certified vouchers.
  function certified(uint256 vouchers) internal pure returns (bytes memory) {
    return _create(vouchers * _CERTIFIED);
  }

  function writeSubmitted(
    bytes memory lines,
    uint256 index,
    VoucherId id,
    VoucherWord it,
    Evidence evidence
  ) internal pure {
    uint256 word = VoucherWord.unwrap(it);
    assembly ("memory-safe") {
      // Behind the length and the codec's version.
      let line := add(add(lines, 0x21), mul(index, 86))
      mstore(line, id)
      // Obligation; payee and amount, which stand the other way round in the word; due day.
      let rest := or(shl(192, word), shl(160, and(shr(128, word), 0xffffffff)))
      rest := or(rest, shl(96, and(shr(64, word), 0xffffffffffffffff)))
      mstore(add(line, 0x20), or(rest, shl(80, and(shr(224, word), 0xffff))))
      // Over the spare bytes.
      mstore(add(line, 54), evidence)
    }
  }

  /// @dev Lines are written in order, each over the last one's spare bytes.
  function writeCertified(bytes memory lines, uint256 index, VoucherId id, uint16 version) internal pure {
    assembly ("memory-safe") {
      let line := add(add(lines, 0x21), mul(index, 34))
      mstore(line, id)
      mstore(add(line, 0x20), shl(240, version))
    }
  }

  /// @dev Behind the codec's version, with a word to spare for the last line's end.
  function _create(uint256 length) private pure returns (bytes memory lines) {
    lines = new bytes(length + 33);
    lines[0] = 0x01;
    assembly ("memory-safe") {
      mstore(lines, add(length, 1))
    }
  }
}
