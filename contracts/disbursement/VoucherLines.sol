// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ObligationId} from "../types/ObligationId.sol";
import {PayeeId} from "../types/PayeeId.sol";
import {VoucherId} from "../types/VoucherId.sol";
import {Voucher} from "./Voucher.sol";

/// @title VoucherLines
/// @notice Vouchers packed one behind the other, as the journal shows them; see the events of `IVouchers`.
library VoucherLines {
  uint256 private constant _SUBMITTED = 54;
  uint256 private constant _CERTIFIED = 34;

  /// @notice Room for so many submitted vouchers.
  function submitted(uint256 vouchers) internal pure returns (bytes memory) {
    return _create(vouchers * _SUBMITTED);
  }

  /// @notice Room for so many certified vouchers.
  function certified(uint256 vouchers) internal pure returns (bytes memory) {
    return _create(vouchers * _CERTIFIED);
  }

  /// @dev Lines are written in order, each over the last one's spare bytes.
  function writeSubmitted(bytes memory lines, uint256 index, VoucherId id, Voucher memory it) internal pure {
    uint256 rest =
      (uint256(ObligationId.unwrap(it.obligation)) << 192) |
        (uint256(PayeeId.unwrap(it.payee)) << 160) |
        (uint256(it.amount) << 96) |
        (uint256(it.dueDay) << 80);
    _write(lines, index * _SUBMITTED, id, rest);
  }

  function writeCertified(bytes memory lines, uint256 index, VoucherId id, uint16 version) internal pure {
    _write(lines, index * _CERTIFIED, id, uint256(version) << 240);
  }

  /// @dev Behind the codec's version, with a word to spare for the last line's end.
  function _create(uint256 length) private pure returns (bytes memory lines) {
    lines = new bytes(length + 33);
    lines[0] = 0x01;
    assembly ("memory-safe") {
      mstore(lines, add(length, 1))
    }
  }

  function _write(bytes memory lines, uint256 offset, VoucherId id, uint256 rest) private pure {
    assembly ("memory-safe") {
      // Behind the length and the codec's version.
      let line := add(add(lines, 0x21), offset)
      mstore(line, id)
      mstore(add(line, 0x20), rest)
    }
  }
}
