// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccountId} from "./AccountId.sol";

/// @title ObligationId
/// @notice An obligation's account (high 32 bits) and the account's sequence number when it was made (low 32).
/// @dev An author knows the id before sending, the ledger needs no counter, and a retry meets its own obligation.
type ObligationId is uint64;

using {account} for ObligationId global;

/// @notice The obligation made on `account_` at its sequence number `sequence`.
function obligationOf(AccountId account_, uint32 sequence) pure returns (ObligationId) {
  return ObligationId.wrap((uint64(AccountId.unwrap(account_)) << 32) | sequence);
}

/// @notice The account that `id` obligates.
function account(ObligationId id) pure returns (AccountId) {
  // The shift leaves 32 bits, so the cast loses none.
  return AccountId.wrap(uint32(ObligationId.unwrap(id) >> 32));
}
