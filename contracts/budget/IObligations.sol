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
/// For each obligation `paid + certified <= accepted + advances outstanding <= obligated`. Whoever made or raised it
/// neither accepts, advances nor certifies on it, and whoever accepted or advanced does not raise it, whatever
/// offices they hold by then and whichever key they use.
///
/// New obligations need the root open and the account's own window. Everything else goes on in an expired account,
/// and nothing in a cancelled one. Payments and their returns also need that the payments of the account's owner are
/// not halted.
interface IObligations {
  /// @dev In each event of an act, `sequence` is the subject's number at which it took place, `amount` is in cents.
  /// @param isOpening Whether an opening entry.
  event Obligated(
    ObligationId indexed obligation,
    PayeeId indexed payee,
    OfficerId indexed officer,
    bool isOpening,
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
  /// @notice Thrown when a novation's amount is not the whole obligation, or a certified claim is pending.
  error BudgetLedgerInvalidNovation(ObligationId obligation, uint64 obligated, uint64 certified);
  /// @notice Thrown when one officer would both obligate and accept, advance or certify.
  error BudgetLedgerDutiesNotSeparate(ObligationId obligation, OfficerId officer);
  /// @notice Thrown when an opening entry comes after the seal.
  error BudgetLedgerSealed();

  function obligation(ObligationId obligation) external view returns (Obligation memory);

  /// @notice Whether the officer made or raised the obligation.
  function hasObligated(ObligationId obligation, OfficerId officer) external view returns (bool);

  /// @notice Whether the officer accepted or advanced on the obligation.
  function hasAccepted(ObligationId obligation, OfficerId officer) external view returns (bool);
}
