// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";
import {PayeeId} from "../types/PayeeId.sol";

/// @dev Stands for several officers, who are then listed beside the obligation.
OfficerId constant SEVERAL_OFFICERS = OfficerId.wrap(type(uint24).max);

/// @title Commitment
/// @notice What is owed to whom, as it is shown; `CommitmentWord` is how it is stored.
/// @param obligated The legal commitment, in cents.
/// @param owed Of it, what was accepted plus advances outstanding: what may be claimed in all.
/// @param payee Whom it is owed to. Never 0, so that it tells whether there is such an obligation.
/// @param obligator Who made, raised or novated it; `SEVERAL_OFFICERS` for more than one.
/// @param acceptor Who accepted, advanced, liquidated, held back or let go; 0 for nobody yet, `SEVERAL_OFFICERS` for
/// more than one.
/// @param sequence Acts on the commitment so far, plus one.
/// @param lastAct Fingerprint of the last of them.
struct Commitment {
  uint64 obligated;
  uint64 owed;
  PayeeId payee;
  OfficerId obligator;
  OfficerId acceptor;
  uint32 sequence;
  uint16 lastAct;
}

/// @title Claims
/// @notice What was claimed of what is owed, as it is shown; `ClaimsWord` is how it is stored.
/// @param advanced Advances outstanding, in cents.
/// @param certified Certified and not paid yet.
/// @param paid Paid, less what came back.
/// @param certifier Who certified; 0 for nobody yet, `SEVERAL_OFFICERS` for more than one.
/// @param isRetaining Whether a part of what is owed is held back; how much stands beside it.
struct Claims {
  uint64 advanced;
  uint64 certified;
  uint64 paid;
  OfficerId certifier;
  bool isRetaining;
}

/// @title Obligation
/// @notice A legal commitment to a payee. Accepted is `owed - advanced`; undelivered is `obligated - owed`.
/// @param retained Of what is owed, what is held back and can't be claimed yet, in cents.
struct Obligation {
  Commitment commitment;
  Claims claims;
  uint64 retained;
}
