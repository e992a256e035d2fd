// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IRail} from "./IRail.sol";

/// @title ITokenRail
/// @notice The treasury's vault, and payments in tokens out of it. Settlement: `abi.encode(address token)`.
///
/// Every power here, and its limit:
/// - The *top administrator* allows a token, whose currency must be the ledger's, disallows it, and withdraws.
/// - *Anyone* deposits.
/// - A *payer* pays and takes back, see `IRail`.
///
/// A token that pays must be the code that was allowed. What left the vault must be what was paid to the cent, and the
/// first payee paid must have received the whole: a token that takes a fee pays nobody. Tokens that call their
/// receivers are not to be allowed. A proxy's implementation can't be pinned: whoever allows one trusts its
/// administrator.
interface ITokenRail is IRail {
  /// @notice An allowed token. Two slots.
  /// @param codeHash What its code hashes to.
  /// @param scale Units of the token in a cent; 0 where it is not allowed.
  struct Token {
    bytes32 codeHash;
    uint256 scale;
  }

  event TokenRailCreated(address registry, address ledger);
  event TokenAllowed(address indexed token, bytes32 codeHash, uint256 scale);
  event TokenDisallowed(address indexed token);
  event Deposited(address indexed token, address indexed from, uint64 amount);
  /// @param payer The contract that paid; its own event names the lines.
  /// @param amount What left the vault, in cents.
  event TokensPaid(address indexed token, address indexed payer, uint64 amount);
  event Withdrawn(address indexed token, address indexed to, uint64 amount);

  /// @notice Thrown when a call is reserved to the top administrator.
  error TokenRailOnlyTop(address caller);
  /// @notice Thrown when a token has no code, another currency, or no cents, or moves nothing out of the vault, see
  /// `TokenRailStopped`.
  error TokenRailInvalidToken(address token);
  /// @notice Thrown when a token is not allowed.
  error TokenRailNotAllowed(address token);
  /// @notice Thrown when a token's code is not the one that was allowed.
  error TokenRailCodeChanged(address token, bytes32 codeHash);
  /// @notice Thrown when the vault holds less than the lines come to, in units of the token.
  error TokenRailVaultShort(address token, uint256 balance, uint256 needed);
  /// @notice Thrown when a token moves nothing out of the vault, not even 0 to the vault itself: it is paused, or the
  /// vault is on its blocklist. Nothing is paid, and everything can be later.
  error TokenRailStopped(address token);
  /// @notice Thrown when other than the amount left the vault, or arrived: a fee, or a false token; or when lines add up
  /// to another total than the payer's.
  error TokenRailWrongAmount(address token, uint256 expected, uint256 actual);
  /// @notice Thrown when a transfer failed that had too little gas to tell whether it would have: send more.
  /// @param line Which line it was; as many as there are for the vault's own transfer to itself.
  error TokenRailStarved(uint256 line, uint256 gasLeft);

  /// @notice Allows a token. By the top.
  /// @param currency The ISO code that it stands for; checked against the token's own word where it gives one.
  function allow(address token, string calldata currency) external;

  /// @notice Disallows a token: it pays no more. By the top.
  function disallow(address token) external;

  /// @notice Moves the caller's tokens into the vault.
  /// @param amount Cents.
  function deposit(address token, uint64 amount) external;

  /// @notice Takes money out of the vault. By the top.
  /// @param amount Cents.
  function withdraw(address token, address to, uint64 amount) external;

  function token(address token) external view returns (Token memory);

  function version() external pure returns (string memory);
}
