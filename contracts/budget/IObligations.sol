// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Classification} from "../types/Classification.sol";
import {Evidence} from "../types/Evidence.sol";
import {ObligationId} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {PayeeId} from "../types/PayeeId.sol";
import {Obligation} from "./Obligation.sol";

/// @title IObligations
/// @notice The second layer of the ledger: what is obligated, accepted, claimed and paid on an account.
///
/// For each obligation `paid + certified <= accepted + advances outstanding <= obligated`. Whoever made, raised or
/// novated it neither accepts, advances, liquidates nor certifies on it, and whoever did one of these does not raise or
/// novate it, whatever offices they hold by then and whichever key they use.
///
/// New obligations need the root open and the account's own window; opening entries, until the seal, a root that has
/// opened. Everything else goes on in an expired account, and nothing in a cancelled one. Payments also need that
/// those of the account's owner are not halted; their returns are facts, and need no more.
///
/// After a novation, what was paid before stays the former payee's: the journal says who was paid when.
interface IObligations {
  /// @dev In each event of an act, `sequence` is the subject's number at which it took place, `amount` is in cents.
  /// That of a new obligation is the account's, in the low half of its id.
  event Obligated(
    ObligationId indexed obligation,
    PayeeId indexed payee,
    OfficerId indexed officer,
    uint64 amount,
    Classification classification,
    Evidence evidence
  );
  /// @dev An opening entry: as `Obligated`.
  event ObligationOpened(
    ObligationId indexed obligation,
    PayeeId indexed payee,
    OfficerId indexed officer,
    uint64 amount,
    Classification classification,
    Evidence evidence
  );
  /// @dev The account's sequence number rises too.
  event Increased(
    ObligationId indexed obligation,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  /// @dev The account's sequence number rises too.
  event Deobligated(
    ObligationId indexed obligation,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Novated(
    ObligationId indexed obligation,
    PayeeId indexed payee,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Accepted(
    ObligationId indexed obligation,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Reversed(
    ObligationId indexed obligation,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Advanced(
    ObligationId indexed obligation,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Liquidated(
    ObligationId indexed obligation,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Certified(
    ObligationId indexed obligation,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Decertified(
    ObligationId indexed obligation,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Paid(
    ObligationId indexed obligation,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Returned(
    ObligationId indexed obligation,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );

  /// @notice Thrown when there is no such obligation.
  error BudgetLedgerUnknownObligation(ObligationId obligation);
  /// @notice Thrown when an obligation names no payee, or a novation the same one.
  error BudgetLedgerInvalidPayee(uint64 subject, PayeeId payee);
  /// @notice Thrown when a classification is in a codec that this ledger does not know.
  error BudgetLedgerUnknownClassification(Classification classification);
  /// @notice Thrown when more is accepted, advanced or deobligated than is undelivered.
  error BudgetLedgerExceedsObligation(ObligationId obligation, uint64 undelivered, uint64 requested);
  /// @notice Thrown when more is certified, or taken back from acceptance, than is owed and not claimed.
  error BudgetLedgerExceedsOwed(ObligationId obligation, uint64 unclaimed, uint64 requested);
  /// @notice Thrown when more acceptance is taken back than was accepted.
  error BudgetLedgerExceedsAccepted(ObligationId obligation, uint64 accepted, uint64 requested);
  /// @notice Thrown when more is liquidated than advances are outstanding.
  error BudgetLedgerExceedsAdvanced(ObligationId obligation, uint64 advanced, uint64 requested);
  /// @notice Thrown when more is paid or given up than is certified.
  error BudgetLedgerExceedsCertified(ObligationId obligation, uint64 certified, uint64 requested);
  /// @notice Thrown when more is returned than was paid.
  error BudgetLedgerExceedsPaid(ObligationId obligation, uint64 paid, uint64 requested);
  /// @notice Thrown when a novation's amount is not the whole obligation, or a certified claim or an advance is
  /// outstanding.
  error BudgetLedgerInvalidNovation(ObligationId obligation, uint64 obligated, uint64 pending);
  /// @notice Thrown when one officer would both make, raise or novate an obligation and accept, advance, liquidate or
  /// certify on it.
  error BudgetLedgerDutiesNotSeparate(ObligationId obligation, OfficerId officer);
  /// @notice Thrown when an opening entry comes after the seal.
  error BudgetLedgerSealed();

  function obligation(ObligationId obligation) external view returns (Obligation memory);

  /// @notice Whether the officer made, raised or novated the obligation.
  function hasObligated(ObligationId obligation, OfficerId officer) external view returns (bool);

  /// @notice Whether the officer certified claims on the obligation.
  function hasCertified(ObligationId obligation, OfficerId officer) external view returns (bool);

  /// @notice Whether the officer accepted, advanced or liquidated on the obligation.
  function hasAccepted(ObligationId obligation, OfficerId officer) external view returns (bool);
}
