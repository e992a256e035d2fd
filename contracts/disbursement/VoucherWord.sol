// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ObligationId} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {PayeeId} from "../types/PayeeId.sol";
import {Rail} from "../types/Rail.sol";
import {Marks, Voucher, VoucherState} from "./Voucher.sol";

/// @title VoucherWord
/// @notice A voucher as it is stored, from the lowest bit on: obligation (64), amount (64), payee (32), submitter (24),
/// certifier (24), version (16), due day (16), state (3), marks (5), round (8). See `Voucher`.
/// @dev Kept on the stack: in memory, every field would be a word.
type VoucherWord is uint256;

using VoucherWords for VoucherWord global;

/// @title VoucherWords
/// @notice Reads and changes the fields of a voucher's word. Casts truncate on purpose: each takes its field's bits.
library VoucherWords {
  uint256 private constant _AMOUNT = 64;
  uint256 private constant _PAYEE = 128;
  uint256 private constant _SUBMITTER = 160;
  uint256 private constant _CERTIFIER = 184;
  uint256 private constant _VERSION = 208;
  uint256 private constant _DUE_DAY = 224;
  uint256 private constant _STATE = 240;
  uint256 private constant _MARKS = 243;
  uint256 private constant _ROUND = 248;

  uint256 private constant _STATE_BITS = 7;
  uint256 private constant _MARKS_BITS = 31;

  function obligation(VoucherWord it) internal pure returns (ObligationId) {
    return ObligationId.wrap(uint64(VoucherWord.unwrap(it)));
  }

  function amount(VoucherWord it) internal pure returns (uint64) {
    return uint64(VoucherWord.unwrap(it) >> _AMOUNT);
  }

  function payee(VoucherWord it) internal pure returns (PayeeId) {
    return PayeeId.wrap(uint32(VoucherWord.unwrap(it) >> _PAYEE));
  }

  function submitter(VoucherWord it) internal pure returns (OfficerId) {
    return OfficerId.wrap(uint24(VoucherWord.unwrap(it) >> _SUBMITTER));
  }

  function certifier(VoucherWord it) internal pure returns (OfficerId) {
    return OfficerId.wrap(uint24(VoucherWord.unwrap(it) >> _CERTIFIER));
  }

  function version(VoucherWord it) internal pure returns (uint16) {
    return uint16(VoucherWord.unwrap(it) >> _VERSION);
  }

  function dueDay(VoucherWord it) internal pure returns (uint16) {
    return uint16(VoucherWord.unwrap(it) >> _DUE_DAY);
  }

  function state(VoucherWord it) internal pure returns (VoucherState) {
    return VoucherState((VoucherWord.unwrap(it) >> _STATE) & _STATE_BITS);
  }

  function marks(VoucherWord it) internal pure returns (uint8) {
    return uint8((VoucherWord.unwrap(it) >> _MARKS) & _MARKS_BITS);
  }

  function round(VoucherWord it) internal pure returns (uint8) {
    return uint8(VoucherWord.unwrap(it) >> _ROUND);
  }

  /// @dev Whether it has any of these marks.
  function has(VoucherWord it, uint8 some) internal pure returns (bool) {
    return VoucherWord.unwrap(it) & (uint256(some) << _MARKS) != 0;
  }

  function isHeld(VoucherWord it) internal pure returns (bool) {
    return it.has(Marks.HELD);
  }

  function rail(VoucherWord it) internal pure returns (Rail) {
    return it.has(Marks.ATTESTED) ? Rail.Attested : Rail.Token;
  }

  function withAmount(VoucherWord it, uint64 amount_) internal pure returns (VoucherWord) {
    return _set(it, _AMOUNT, type(uint64).max, amount_);
  }

  function withCertifier(VoucherWord it, OfficerId officer) internal pure returns (VoucherWord) {
    return _set(it, _CERTIFIER, type(uint24).max, OfficerId.unwrap(officer));
  }

  function withVersion(VoucherWord it, uint16 version_) internal pure returns (VoucherWord) {
    return _set(it, _VERSION, type(uint16).max, version_);
  }

  function withDueDay(VoucherWord it, uint16 day) internal pure returns (VoucherWord) {
    return _set(it, _DUE_DAY, type(uint16).max, day);
  }

  function withState(VoucherWord it, VoucherState state_) internal pure returns (VoucherWord) {
    return _set(it, _STATE, _STATE_BITS, uint256(state_));
  }

  function withMarks(VoucherWord it, uint8 marks_) internal pure returns (VoucherWord) {
    return _set(it, _MARKS, _MARKS_BITS, marks_);
  }

  /// @dev With the rail and the details' version that it is certified for.
  function bound(VoucherWord it, Rail rail_, uint16 version_) internal pure returns (VoucherWord) {
    uint8 others = it.marks() & ~Marks.ATTESTED;
    return it.withMarks(rail_ == Rail.Attested ? others | Marks.ATTESTED : others).withVersion(version_);
  }

  function pack(Voucher memory it) internal pure returns (VoucherWord) {
    return
      VoucherWord.wrap(
        uint256(ObligationId.unwrap(it.obligation)) |
          (uint256(it.amount) << _AMOUNT) |
          (uint256(PayeeId.unwrap(it.payee)) << _PAYEE) |
          (uint256(OfficerId.unwrap(it.submitter)) << _SUBMITTER) |
          (uint256(OfficerId.unwrap(it.certifier)) << _CERTIFIER) |
          (uint256(it.version) << _VERSION) |
          (uint256(it.dueDay) << _DUE_DAY) |
          (uint256(it.state) << _STATE) |
          (uint256(it.marks) << _MARKS) |
          (uint256(it.round) << _ROUND)
      );
  }

  function unpack(VoucherWord it) internal pure returns (Voucher memory) {
    return
      Voucher({
        obligation: it.obligation(),
        amount: it.amount(),
        payee: it.payee(),
        submitter: it.submitter(),
        certifier: it.certifier(),
        version: it.version(),
        dueDay: it.dueDay(),
        state: it.state(),
        marks: it.marks(),
        round: it.round()
      });
  }

  /// @dev A claim that is new.
  function submitted(
    ObligationId obligation_,
    uint64 amount_,
    PayeeId payee_,
    OfficerId submitter_,
    uint16 dueDay_
  ) internal pure returns (VoucherWord) {
    return
      VoucherWord.wrap(
        uint256(ObligationId.unwrap(obligation_)) |
          (uint256(amount_) << _AMOUNT) |
          (uint256(PayeeId.unwrap(payee_)) << _PAYEE) |
          (uint256(OfficerId.unwrap(submitter_)) << _SUBMITTER) |
          (uint256(dueDay_) << _DUE_DAY) |
          (uint256(VoucherState.Submitted) << _STATE)
      );
  }

  /// @dev A claim that is made again: the next round, with what stays of the former one's marks.
  function following(VoucherWord it, VoucherWord former) internal pure returns (VoucherWord) {
    // A hold is not shaken off by giving the claim up and making it again.
    uint8 kept = former.marks() & ~(Marks.ATTESTED | Marks.FREED);
    unchecked {
      // Wraps on purpose.
      return _set(it.withMarks(kept), _ROUND, type(uint8).max, uint8(former.round() + 1));
    }
  }

  /// @dev A claim beside another: in its first round, with these marks alone.
  function asNew(VoucherWord it, uint8 marks_) internal pure returns (VoucherWord) {
    return _set(it.withMarks(marks_), _ROUND, type(uint8).max, 0);
  }

  function _set(
    VoucherWord it,
    uint256 shift,
    uint256 bits,
    uint256 value
  ) private pure returns (VoucherWord) {
    return VoucherWord.wrap((VoucherWord.unwrap(it) & ~(bits << shift)) | (value << shift));
  }
}
