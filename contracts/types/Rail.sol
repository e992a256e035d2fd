// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title Rail
/// @notice What money moves on.
enum Rail {
  /// Tokens, from the treasury's vault.
  Token,
  /// A bank, whose payment the disbursing officer attests.
  Attested
}
