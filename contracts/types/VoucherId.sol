// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {MANY_PAYEES, PayeeId} from "./PayeeId.sol";

/// @title VoucherId
/// @notice A voucher's invoice fingerprint, 28 bytes of a keyed hash of payee and invoice number, followed by the
/// payee's index in four. The registrar has the key, so that nobody else can guess what was invoiced; and nobody claims
/// it for another payee. A part of an invoice, or the interest on one, is a hash of it and its number, and ends in the
/// index of many payees, which is no payee's: nobody claims it ahead.
type VoucherId is bytes32;

using {payeeIn, isDerived} for VoucherId global;

/// @notice Whose index an id ends in.
function payeeIn(VoucherId id) pure returns (PayeeId) {
  // Truncation is meant: the last four bytes.
  return PayeeId.wrap(uint32(uint256(VoucherId.unwrap(id))));
}

/// @notice Whether an id is that of a part or of interest.
function isDerived(VoucherId id) pure returns (bool) {
  return payeeIn(id) == MANY_PAYEES;
}

/// @notice The id of a part of an invoice; the first part is 1.
function partOf(VoucherId invoice, uint16 number) pure returns (VoucherId) {
  return _derived(keccak256(abi.encode("part", invoice, number)));
}

/// @notice The id of the interest on a voucher.
function interestOf(VoucherId voucher) pure returns (VoucherId) {
  return _derived(keccak256(abi.encode("interest", voucher)));
}

function _derived(bytes32 hash) pure returns (VoucherId) {
  return VoucherId.wrap(hash | bytes32(uint256(PayeeId.unwrap(MANY_PAYEES))));
}
