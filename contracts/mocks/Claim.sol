// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ClaimLines} from "../budget/ClaimLines.sol";
import {ObligationId} from "../types/ObligationId.sol";

/// @title Claim
/// @notice One line of a posting, for those who post by hand.
struct Claim {
  ObligationId obligation;
  uint64 amount;
  bytes32 document;
}

/// @notice The same claims as `BudgetLedger.post` takes them.
function packed(Claim[] memory claims) pure returns (bytes memory lines) {
  lines = ClaimLines.create(claims.length);
  for (uint256 i = 0; i < claims.length; ++i) {
    ClaimLines.write(lines, i, claims[i].obligation, claims[i].amount, claims[i].document);
  }
}
