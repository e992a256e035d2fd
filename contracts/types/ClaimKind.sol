// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title ClaimKind
/// @notice What a payer posts on the claims against obligations.
enum ClaimKind {
  /// A claim is certified: the money is held for its payment.
  Certify,
  /// A certified claim is given up before its payment.
  Decertify,
  /// A certified claim is paid.
  Pay,
  /// A payment failed or came back: what was paid is owed again, and certified no more.
  Return,
  /// Interest on a late payment: obligated, owed and certified at once, as the law has it (31 USC 3902).
  Interest
}
