// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Rail} from "../types/Rail.sol";
import {IPayeeRegistry} from "./IPayeeRegistry.sol";

/// @title PayeeWord
/// @notice What a payment asks of a payee, in one slot. From the lowest bit on: eligible until (40), version of the token
/// details (16), of the bank's (16), kind (2), status (2), inspectors' status (2), whether the last token details may
/// have to wait (1), the last bank details (1); in the highest 160 bits the last account for tokens.
/// @dev Kept on the stack, so that the slot is read once.
type PayeeWord is uint256;

using PayeeWords for PayeeWord global;

/// @title PayeeWords
/// @notice Reads and changes the fields of a payee's word. Casts truncate on purpose: each takes its field's bits.
library PayeeWords {
  uint256 private constant _TOKEN_VERSION = 40;
  uint256 private constant _BANK_VERSION = 56;
  uint256 private constant _KIND = 72;
  uint256 private constant _STATUS = 74;
  uint256 private constant _INSPECTOR_STATUS = 76;
  uint256 private constant _TOKEN_WAITS = 78;
  uint256 private constant _BANK_WAITS = 79;
  uint256 private constant _ACCOUNT = 96;

  uint256 private constant _ENUM_BITS = 3;
  /// @dev Both statuses; active is 0.
  uint256 private constant _STATUSES = 15 << _STATUS;

  function kind(PayeeWord it) internal pure returns (IPayeeRegistry.PayeeKind) {
    return IPayeeRegistry.PayeeKind((PayeeWord.unwrap(it) >> _KIND) & _ENUM_BITS);
  }

  function status(PayeeWord it) internal pure returns (IPayeeRegistry.PayeeStatus) {
    return IPayeeRegistry.PayeeStatus((PayeeWord.unwrap(it) >> _STATUS) & _ENUM_BITS);
  }

  function inspectorStatus(PayeeWord it) internal pure returns (IPayeeRegistry.PayeeStatus) {
    return IPayeeRegistry.PayeeStatus((PayeeWord.unwrap(it) >> _INSPECTOR_STATUS) & _ENUM_BITS);
  }

  function eligibleUntil(PayeeWord it) internal pure returns (uint40) {
    return uint40(PayeeWord.unwrap(it));
  }

  /// @dev How many details there are on a rail.
  function version(PayeeWord it, Rail rail) internal pure returns (uint16) {
    return uint16(PayeeWord.unwrap(it) >> (rail == Rail.Token ? _TOKEN_VERSION : _BANK_VERSION));
  }

  /// @dev Whether the last details on a rail may not be in force yet: their date tells.
  function mayWait(PayeeWord it, Rail rail) internal pure returns (bool) {
    return (PayeeWord.unwrap(it) >> (rail == Rail.Token ? _TOKEN_WAITS : _BANK_WAITS)) & 1 == 1;
  }

  /// @dev The last account for tokens.
  function account(PayeeWord it) internal pure returns (bytes20) {
    return bytes20(bytes32(PayeeWord.unwrap(it)));
  }

  /// @dev Whether it is active with registrar and inspectors, and attested as eligible now.
  function isEligible(PayeeWord it) internal view returns (bool) {
    return PayeeWord.unwrap(it) & _STATUSES == 0 && block.timestamp < it.eligibleUntil();
  }

  function withKind(PayeeWord it, IPayeeRegistry.PayeeKind kind_) internal pure returns (PayeeWord) {
    return _set(it, _KIND, _ENUM_BITS, uint256(kind_));
  }

  function withStatus(PayeeWord it, IPayeeRegistry.PayeeStatus status_) internal pure returns (PayeeWord) {
    return _set(it, _STATUS, _ENUM_BITS, uint256(status_));
  }

  function withInspectorStatus(
    PayeeWord it,
    IPayeeRegistry.PayeeStatus status_
  ) internal pure returns (PayeeWord) {
    return _set(it, _INSPECTOR_STATUS, _ENUM_BITS, uint256(status_));
  }

  function withEligibleUntil(PayeeWord it, uint40 until) internal pure returns (PayeeWord) {
    return _set(it, 0, type(uint40).max, until);
  }

  function withAccount(PayeeWord it, bytes20 account_) internal pure returns (PayeeWord) {
    return _set(it, _ACCOUNT, type(uint160).max, uint160(account_));
  }

  function withVersion(
    PayeeWord it,
    Rail rail,
    uint16 version_,
    bool waits
  ) internal pure returns (PayeeWord) {
    bool isToken = rail == Rail.Token;
    it = _set(it, isToken ? _TOKEN_VERSION : _BANK_VERSION, type(uint16).max, version_);
    return _set(it, isToken ? _TOKEN_WAITS : _BANK_WAITS, 1, waits ? 1 : 0);
  }

  function _set(PayeeWord it, uint256 shift, uint256 bits, uint256 value) private pure returns (PayeeWord) {
    return PayeeWord.wrap((PayeeWord.unwrap(it) & ~(bits << shift)) | (value << shift));
  }
}
