// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title VoucherId
/// @notice A voucher's invoice fingerprint, 28 bytes of a keyed hash of payee and invoice number, followed by the
/// payee's index in four. The registrar has the key, so that nobody else can guess what was invoiced; and nobody claims
/// it for another payee. A part of an invoice, or the interest on one, is a hash of it and its number, and ends in four
/// bytes of ones, which are no payee's.
type VoucherId is bytes32;
