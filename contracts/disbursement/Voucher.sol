// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ObligationId} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {PayeeId} from "../types/PayeeId.sol";

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
/// @notice A claim for payment, as it is shown; `VoucherWord` is how it is stored.
/// @param amount Cents; of an invoice in parts, what is not claimed yet.
/// @param payee Whom it was submitted for.
/// @param submitter Who submitted it.
/// @param certifier Who certified it last; 0 for nobody yet.
/// @param version Of the payee's details, as certified; of an invoice, how many parts there are.
/// @param dueDay Civil day on which it is due, counted from 1970-01-01; 65,535 for never: interest, and what failed or
/// came back.
/// @param state See `VoucherState`.
/// @param marks See `Marks`.
/// @param round How often its invoice was claimed again, modulo 256, so that two claims of one invoice never look alike.
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
  uint8 round;
}

/// @title Marks
/// @notice What a voucher may be beside its state: five bits.
library Marks {
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
}
