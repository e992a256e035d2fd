// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccountId} from "../types/AccountId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";

/// @title Totals
/// @notice What moves with every act on an account. One slot.
/// @param available Authority that is neither allotted, withheld, reserved nor obligated, in cents.
/// @param allotted Authority passed down to children: the sum of theirs.
/// @param obligated The sum of the account's obligations.
/// @param sequence Acts on the account so far, plus one; 0 means that there is no such account.
/// @param lastAct Fingerprint of the last act addressed to the account.
struct Totals {
  uint64 available;
  uint64 allotted;
  uint64 obligated;
  uint32 sequence;
  uint32 lastAct;
}

/// @title Terms
/// @notice Whose an account is and when it can be used. One slot.
/// @param parent 0 for a root.
/// @param root The appropriation above it; itself for a root.
/// @param owner The organisation whose officers act on it.
/// @param opensAt First second at which it takes new obligations.
/// @param closesAt First second at which it no longer does; `NO_END` for none.
/// @param cancelsAt For a root, the first second at which nothing moves any more; 0 for a child.
/// @param depth How many accounts lie above it.
struct Terms {
  AccountId parent;
  AccountId root;
  OrganisationId owner;
  uint40 opensAt;
  uint40 closesAt;
  uint40 cancelsAt;
  uint8 depth;
}

/// @title Reserves
/// @notice Authority that is set apart, and resources that are none yet. One slot, which obligating does not touch.
/// @param withheld Authority that may not be used for now, in cents.
/// @param reserved Authority set aside before a commitment.
/// @param anticipated Resources expected, of no use until realised.
/// @param collected Receipts that have not become authority.
struct Reserves {
  uint64 withheld;
  uint64 reserved;
  uint64 anticipated;
  uint64 collected;
}

/// @title Account
/// @notice An appropriation or an allotment below one. Its authority is not stored: it is
/// `available + allotted + withheld + reserved + obligated`, so that it can't be exceeded.
struct Account {
  Totals totals;
  Terms terms;
  Reserves reserves;
}

using AccountSlots for Totals global;
using AccountSlots for Reserves global;

/// @title AccountSlots
/// @notice Writes a slot at once; field by field, the compiler would read and write it once for each.
library AccountSlots {
  function store(Totals memory it, Totals storage slot) internal {
    uint256 word =
      uint256(it.available) |
        (uint256(it.allotted) << 64) |
        (uint256(it.obligated) << 128) |
        (uint256(it.sequence) << 192) |
        (uint256(it.lastAct) << 224);
    assembly ("memory-safe") {
      sstore(slot.slot, word)
    }
  }

  function store(Reserves memory it, Reserves storage slot) internal {
    uint256 word =
      uint256(it.withheld) |
        (uint256(it.reserved) << 64) |
        (uint256(it.anticipated) << 128) |
        (uint256(it.collected) << 192);
    assembly ("memory-safe") {
      sstore(slot.slot, word)
    }
  }
}
