// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title VoucherId
/// @notice A voucher's invoice fingerprint: a keyed hash of payee and invoice number. The registrar has the key, so
/// that nobody else can guess what was invoiced. A part of an invoice, or the interest on one, is a hash of it and its
/// number, and ends in four bytes of ones, which no invoice's may.
type VoucherId is bytes32;
