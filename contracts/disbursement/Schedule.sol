// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ObligationId} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
import {Rail} from "../types/Rail.sol";

/// @title ScheduleKind
/// @notice What a schedule's lines are.
enum ScheduleKind {
  /// Payments to many payees on one obligation, each a line of `Lines`.
  Benefit,
  /// Certified vouchers, each line an id of 32 bytes.
  Vendor
}

/// @title ScheduleState
/// @notice Where a schedule is in its life.
enum ScheduleState {
  None,
  Submitted,
  Certified,
  /// Given up, or ended with what was not paid released. Payments can still come back.
  Closed
}

/// @title Header
/// @notice What is certified. Its hash is the schedule's id, so it travels in calldata and takes no slot.
/// @param obligation For a benefit schedule; else 0.
/// @param total What all chunks come to, in cents.
/// @param chunks How many there are.
/// @param eligibleUntil For a benefit schedule: first second at which the eligibility of one of its payees has expired,
/// so that nothing is paid any more; else 0.
/// @param root Of the OpenZeppelin Merkle tree whose leaves are `(uint16 index, bytes32 bindings, bytes32 linesHash)`.
/// @param salt Tells schedules apart that are otherwise alike.
struct Header {
  ScheduleKind kind;
  Rail rail;
  OrganisationId organisation;
  ObligationId obligation;
  uint64 total;
  uint16 chunks;
  uint40 eligibleUntil;
  bytes32 root;
  bytes32 salt;
}

/// @title Chunk
/// @notice A part of a schedule that is paid in one call.
/// @param bindings Root over what each line stands for (payee, version of details, expiry), which the certifying
/// officer saw: a payee proves with it which line is theirs.
/// @param proof From the chunk's leaf to the header's root.
/// @param lines One after the other.
struct Chunk {
  uint16 index;
  bytes32 bindings;
  bytes32[] proof;
  bytes lines;
}

/// @title Progress
/// @notice How far a schedule is. One slot.
/// @param paidChunks A bit for each chunk that was paid, the first one's lowest.
/// @param left Certified and not paid yet, in cents.
/// @param submitter Who submitted it.
/// @param certifier Who certified it; 0 for nobody yet.
/// @param state See `ScheduleState`.
/// @param hasStops Whether a line was ever stopped before its payment.
struct Progress {
  uint128 paidChunks;
  uint64 left;
  OfficerId submitter;
  OfficerId certifier;
  ScheduleState state;
  bool hasStops;
}

using ProgressSlot for Progress global;

/// @title ProgressSlot
/// @notice Writes the slot at once; field by field, the compiler would read and write it six times.
library ProgressSlot {
  function store(Progress memory it, Progress storage slot) internal {
    uint256 word =
      uint256(it.paidChunks) |
        (uint256(it.left) << 128) |
        (uint256(OfficerId.unwrap(it.submitter)) << 192) |
        (uint256(OfficerId.unwrap(it.certifier)) << 216) |
        (uint256(it.state) << 240) |
        (it.hasStops ? uint256(1) << 248 : 0);
    assembly ("memory-safe") {
      sstore(slot.slot, word)
    }
  }
}
