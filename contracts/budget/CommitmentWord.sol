// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";
import {PayeeId} from "../types/PayeeId.sol";
import {Commitment} from "./Obligation.sol";

/// @title CommitmentWord
/// @notice What is owed to whom, in one slot. From the lowest bit on: obligated (64), owed (64), payee (32), obligator (24),
/// acceptor (24), sequence (32), last act (16). See `Commitment`.
/// @dev Kept on the stack: in memory, every field would be a word.
type CommitmentWord is uint256;

using CommitmentWords for CommitmentWord global;

/// @title CommitmentWords
/// @notice Reads and changes the fields of a commitment's word. Casts truncate on purpose: each takes its field's bits.
library CommitmentWords {
  uint256 private constant _OWED = 64;
  uint256 private constant _PAYEE = 128;
  uint256 private constant _OBLIGATOR = 160;
  uint256 private constant _ACCEPTOR = 184;
  uint256 private constant _SEQUENCE = 208;
  uint256 private constant _LAST_ACT = 240;

  function obligated(CommitmentWord it) internal pure returns (uint64) {
    return uint64(CommitmentWord.unwrap(it));
  }

  function owed(CommitmentWord it) internal pure returns (uint64) {
    return uint64(CommitmentWord.unwrap(it) >> _OWED);
  }

  function payee(CommitmentWord it) internal pure returns (PayeeId) {
    return PayeeId.wrap(uint32(CommitmentWord.unwrap(it) >> _PAYEE));
  }

  function obligator(CommitmentWord it) internal pure returns (OfficerId) {
    return OfficerId.wrap(uint24(CommitmentWord.unwrap(it) >> _OBLIGATOR));
  }

  function acceptor(CommitmentWord it) internal pure returns (OfficerId) {
    return OfficerId.wrap(uint24(CommitmentWord.unwrap(it) >> _ACCEPTOR));
  }

  function sequence(CommitmentWord it) internal pure returns (uint32) {
    return uint32(CommitmentWord.unwrap(it) >> _SEQUENCE);
  }

  function lastAct(CommitmentWord it) internal pure returns (uint16) {
    return uint16(CommitmentWord.unwrap(it) >> _LAST_ACT);
  }

  function withObligated(CommitmentWord it, uint64 amount) internal pure returns (CommitmentWord) {
    return _set(it, 0, type(uint64).max, amount);
  }

  function withOwed(CommitmentWord it, uint64 amount) internal pure returns (CommitmentWord) {
    return _set(it, _OWED, type(uint64).max, amount);
  }

  function withPayee(CommitmentWord it, PayeeId payee_) internal pure returns (CommitmentWord) {
    return _set(it, _PAYEE, type(uint32).max, PayeeId.unwrap(payee_));
  }

  function withObligator(CommitmentWord it, OfficerId officer) internal pure returns (CommitmentWord) {
    return _set(it, _OBLIGATOR, type(uint24).max, OfficerId.unwrap(officer));
  }

  function withAcceptor(CommitmentWord it, OfficerId officer) internal pure returns (CommitmentWord) {
    return _set(it, _ACCEPTOR, type(uint24).max, OfficerId.unwrap(officer));
  }

  /// @dev After one more act.
  function following(CommitmentWord it, uint16 act) internal pure returns (CommitmentWord) {
    uint256 rest = CommitmentWord.unwrap(it) & ((1 << _SEQUENCE) - 1);
    uint32 next = it.sequence() + 1;
    return CommitmentWord.wrap(rest | (uint256(next) << _SEQUENCE) | (uint256(act) << _LAST_ACT));
  }

  /// @dev A commitment that is new.
  function made(uint64 amount, PayeeId payee_, OfficerId officer) internal pure returns (CommitmentWord) {
    return
      CommitmentWord.wrap(
        uint256(amount) |
          (uint256(PayeeId.unwrap(payee_)) << _PAYEE) |
          (uint256(OfficerId.unwrap(officer)) << _OBLIGATOR) |
          (uint256(1) << _SEQUENCE)
      );
  }

  function unpack(CommitmentWord it) internal pure returns (Commitment memory) {
    return
      Commitment({
        obligated: it.obligated(),
        owed: it.owed(),
        payee: it.payee(),
        obligator: it.obligator(),
        acceptor: it.acceptor(),
        sequence: it.sequence(),
        lastAct: it.lastAct()
      });
  }

  function _set(
    CommitmentWord it,
    uint256 shift,
    uint256 bits,
    uint256 value
  ) private pure returns (CommitmentWord) {
    return CommitmentWord.wrap((CommitmentWord.unwrap(it) & ~(bits << shift)) | (value << shift));
  }
}
