// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Classification} from "./Classification.sol";
import {Evidence} from "./Evidence.sol";
import {Offices} from "./Offices.sol";

/// @title ActKind
/// @notice What an act does. Acts on accounts come first, acts on obligations from `Obligate` on. Claims against them
/// are not acts of an officer but postings of a payer, see `Claim`.
enum ActKind {
  /// The law makes authority available at a root.
  Appropriate,
  /// The law takes unobligated authority away from a root.
  Rescind,
  /// Resources are expected at a root; no authority yet.
  Anticipate,
  /// Anticipated resources will not come.
  Forgo,
  /// Collected resources become authority, as far as they were anticipated.
  Realise,
  /// Authority moves to a sibling, or from root to root; `counterpart` is the account that receives.
  Transfer,
  /// Authority at an account may not be used for now.
  Withhold,
  /// Withheld authority may be used again.
  Release,
  /// Authority passes from the parent down to the account.
  Allot,
  /// Unused authority passes from the account up to its parent.
  Withdraw,
  /// Funds are set aside before a commitment.
  Reserve,
  /// Reserved funds are free again.
  Unreserve,
  /// Money comes into a root; `counterpart` is a `ReceiptKind`.
  Collect,
  /// A receipt posted in error is taken out, before it became authority; `counterpart` as posted.
  Uncollect,
  /// A legal commitment to a payee (`counterpart`) is made.
  Obligate,
  /// A commitment made before this ledger began is entered, until the seal.
  OpenObligation,
  /// An obligation rises, in an expired account too.
  Increase,
  /// An obligation falls by what was neither accepted nor advanced.
  Deobligate,
  /// An obligation goes over to another payee (`counterpart`), whole.
  Novate,
  /// Goods or work were received and accepted.
  Accept,
  /// An acceptance not yet claimed is taken back.
  Reverse,
  /// Money may be paid before acceptance.
  Advance,
  /// An advance turns into acceptance.
  Liquidate,
  /// An advance not yet claimed is taken back.
  Recall,
  /// A part of what was accepted is held back until later (FAR 32.103).
  Retain,
  /// What was held back may be claimed.
  Unretain
}

/// @title ReceiptKind
/// @notice Why money came in. 0 is none of them.
enum ReceiptKind {
  None,
  Proceeds,
  Refund,
  Reimbursement
}

/// @title Act
/// @notice One line of a batch: what is done, to what, against what, how much, on which view and which evidence.
/// @param kind What is done.
/// @param subject The `AccountId` or `ObligationId` that it is done to. For `Obligate` and `OpenObligation`, the
/// account.
/// @param counterpart The other account, the payee or the `ReceiptKind`, as `kind` says; else 0.
/// @param sequence The sequence number of the subject that the author saw. Within a batch each act on one subject
/// carries the next number.
/// @param amount Cents, above 0. For `Novate`, the obligation's whole amount.
/// @param classification For `Obligate` and `OpenObligation`; else 0.
/// @param evidence What the act rests on, or 0.
struct Act {
  ActKind kind;
  uint64 subject;
  uint32 counterpart;
  uint32 sequence;
  uint64 amount;
  Classification classification;
  Evidence evidence;
}

using Acts for Act global;

/// @title Acts
/// @notice What an act needs and how a retry of it is recognised.
library Acts {
  /// @notice The office that acts of `kind` need. The one place that says so.
  function office(ActKind kind) internal pure returns (uint32) {
    if (kind <= ActKind.Realise) return Offices.APPROPRIATING;
    if (kind <= ActKind.Unreserve) return Offices.BUDGET;
    if (kind <= ActKind.Uncollect) return Offices.COLLECTING;
    if (kind <= ActKind.Novate) return Offices.CONTRACTING;
    bool onAdvance = kind == ActKind.Advance || kind == ActKind.Recall;
    return onAdvance ? Offices.BUDGET : Offices.RECEIVING;
  }

  /// @notice A short fingerprint of the act, by which its own retry is told from a stale view.
  /// @dev Both are refused; a collision could only exchange one reason for the other.
  function fingerprint(Act calldata act) internal pure returns (uint32 hash) {
    assembly ("memory-safe") {
      // All seven words of the act, past the free memory pointer and not kept. Truncation is meant.
      let words := mload(0x40)
      calldatacopy(words, act, 0xe0)
      hash := and(keccak256(words, 0xe0), 0xffffffff)
    }
  }
}
