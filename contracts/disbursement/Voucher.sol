// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ObligationId} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {PayeeId} from "../types/PayeeId.sol";
import {Rail} from "../types/Rail.sol";

/// @title VoucherState
/// @notice Where a voucher is in its life.
enum VoucherState {
  None,
  /// Claimed by a submitting officer.
  Submitted,
  /// Its money is held for its payment.
  Certified,
  Paid,
  /// Its payment failed or came back; it can be certified again.
  Returned,
  /// Given up; it can be superseded.
  Cancelled,
  /// An invoice that is claimed in parts, each a voucher of its own.
  Invoice
}

/// @title Voucher
/// @notice A claim for payment. One slot.
/// @param amount Cents; of an invoice in parts, what is not claimed yet.
/// @param payee Whom it was submitted for.
/// @param submitter Who submitted it.
/// @param certifier Who certified it last; 0 for nobody yet.
/// @param version Of the payee's details, as certified; of an invoice, how many parts there are.
/// @param dueDay Civil day on which it is due, counted from 1970-01-01; 65,535 for never: interest, and what failed or
/// came back.
/// @param state See `VoucherState`.
/// @param marks See `VoucherSlot`.
struct Voucher {
  ObligationId obligation;
  uint64 amount;
  PayeeId payee;
  OfficerId submitter;
  OfficerId certifier;
  uint16 version;
  uint16 dueDay;
  VoucherState state;
  uint8 marks;
}

using VoucherSlot for Voucher global;

/// @title VoucherSlot
/// @notice A voucher's marks, and its slot written at once.
library VoucherSlot {
  /// Held: neither certified nor paid, nor claimed in parts, until released.
  uint8 internal constant HELD = 1;
  /// Held by an inspector, who alone releases it.
  uint8 internal constant BY_INSPECTOR = 2;
  /// Certified for the attested rail; else for tokens.
  uint8 internal constant ATTESTED = 4;
  /// A part of an invoice.
  uint8 internal constant PART = 8;
  /// Given up for an inspector: any organisation may claim its invoice again.
  uint8 internal constant FREED = 16;

  function isHeld(Voucher memory it) internal pure returns (bool) {
    return it.marks & HELD != 0;
  }

  function rail(Voucher memory it) internal pure returns (Rail) {
    return it.marks & ATTESTED != 0 ? Rail.Attested : Rail.Token;
  }

  /// @dev The details' version and the rail that it is certified with.
  function bind(Voucher memory it, Rail rail_, uint16 version) internal pure {
    it.version = version;
    it.marks = rail_ == Rail.Attested ? it.marks | ATTESTED : it.marks & ~ATTESTED;
  }

  /// @dev The slot as it stands in storage.
  function pack(Voucher memory it) internal pure returns (uint256) {
    return
      uint256(ObligationId.unwrap(it.obligation)) |
      (uint256(it.amount) << 64) |
      (uint256(PayeeId.unwrap(it.payee)) << 128) |
      (uint256(OfficerId.unwrap(it.submitter)) << 160) |
      (uint256(OfficerId.unwrap(it.certifier)) << 184) |
      (uint256(it.version) << 208) |
      (uint256(it.dueDay) << 224) |
      (uint256(it.state) << 240) |
      (uint256(it.marks) << 248);
  }

  /// @dev Field by field, the compiler would read and write the slot nine times.
  function store(Voucher memory it, Voucher storage slot) internal {
    uint256 word = it.pack();
    assembly ("memory-safe") {
      sstore(slot.slot, word)
    }
  }
}
