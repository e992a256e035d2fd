// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title Offices
/// @notice The offices that an officer can hold, one bit each, and those that no one may hold together.
/// @dev Incompatibility is compiled in, not configured: whoever could change it could undo it.
library Offices {
  /// Appoints in an organisation and all below it; creates organisations below it. Acts on no money.
  uint32 internal constant ADMINISTRATOR = 1 << 0;
  /// Enrols persons and contracts, and their keys. Appoints nobody.
  uint32 internal constant REGISTRAR = 1 << 1;
  /// Halts payments for a time and vetoes the timelock.
  uint32 internal constant INSPECTOR = 1 << 2;
  /// Enters what the law appropriates, at the treasury.
  uint32 internal constant APPROPRIATING = 1 << 3;
  /// Allots, withholds, reserves, transfers; approves advances.
  uint32 internal constant BUDGET = 1 << 4;
  /// Obligates.
  uint32 internal constant CONTRACTING = 1 << 5;
  /// Accepts goods and work.
  uint32 internal constant RECEIVING = 1 << 6;
  /// Submits vouchers.
  uint32 internal constant SUBMITTING = 1 << 7;
  /// Certifies payments (31 USC 3528).
  uint32 internal constant CERTIFYING = 1 << 8;
  /// Pays what others certified (31 USC 3325).
  uint32 internal constant DISBURSING = 1 << 9;
  /// Keeps buildings.
  uint32 internal constant PROPERTY = 1 << 10;
  /// Posts receipts.
  uint32 internal constant COLLECTING = 1 << 11;
  /// Posts claims to the ledger and pays over rails, answering for its officers. For contracts of the treasury alone.
  uint32 internal constant PAYING = 1 << 12;
  /// Grants, discloses, holds and erases an organisation's records.
  uint32 internal constant RECORDS = 1 << 13;

  /// @dev Every office there is.
  uint32 internal constant ALL = (1 << 14) - 1;
  /// @dev Held at the treasury, given by the top administrator alone, beside no other appointment anywhere.
  uint32 internal constant INDEPENDENT = REGISTRAR | INSPECTOR;
  /// @dev Given by the top administrator alone, at the treasury.
  uint32 internal constant BY_TOP = INDEPENDENT | PAYING;
  /// @dev What a contract may hold.
  uint32 internal constant FOR_CONTRACTS = PAYING | COLLECTING;

  /// @notice The offices among `offices` that may not be held together, or 0.
  function conflict(uint32 offices) internal pure returns (uint32) {
    // Who appoints, enrols or inspects does nothing else.
    if (offices & (ADMINISTRATOR | INDEPENDENT) != 0 && _several(offices)) return offices;

    if (_several(offices & (CONTRACTING | RECEIVING | DISBURSING))) {
      return offices & (CONTRACTING | RECEIVING | DISBURSING);
    }
    if (_several(offices & (CONTRACTING | CERTIFYING))) return offices & (CONTRACTING | CERTIFYING);
    if (_several(offices & (SUBMITTING | CERTIFYING | DISBURSING))) {
      return offices & (SUBMITTING | CERTIFYING | DISBURSING);
    }
    return 0;
  }

  /// @notice The offices among `held`, in whichever organisations, that may not be held in one term, or 0. Of the
  /// others, those are kept apart on each obligation and claim that are compared there.
  function conflictAnywhere(uint32 held) internal pure returns (uint32) {
    // Whoever makes authority does not spend it.
    uint32 spending = held & (CONTRACTING | CERTIFYING | DISBURSING);
    return held & APPROPRIATING != 0 && spending != 0 ? APPROPRIATING | spending : 0;
  }

  /// @dev Whether more than one bit is set.
  function _several(uint32 offices) private pure returns (bool) {
    unchecked {
      // Wraps only at 0, where the mask makes the result 0 all the same.
      return offices & (offices - 1) != 0;
    }
  }
}
