// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ClaimKind} from "../types/ClaimKind.sol";
import {Classification} from "../types/Classification.sol";
import {Evidence} from "../types/Evidence.sol";
import {ObligationId} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
import {PayeeId} from "../types/PayeeId.sol";
import {Obligation} from "./Obligation.sol";

/// @title IObligations
/// @notice The second layer of the ledger: what is obligated, accepted, claimed and paid on an account.
///
/// For each obligation `paid + certified + retained <= accepted + advances outstanding <= obligated`. Whoever made,
/// raised or novated it neither accepts, advances, liquidates, holds back nor certifies on it, and whoever did one of
/// these does not raise or novate it, whatever offices they hold by then and whichever key they use. Nobody else is
/// compared here: neither those who accept with those who certify, nor either with whoever pays.
///
/// New obligations need the root open and the account's own window; opening entries, until the seal, a root that has
/// opened. Everything else goes on in an expired account. In a cancelled one payments come back and certified claims
/// are given up, which frees nothing that could be used, and nothing else moves. Payments also need that those of the account's owner are not halted; their returns are facts, and need no more.
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
  event Recalled(
    ObligationId indexed obligation,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Retained(
    ObligationId indexed obligation,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Unretained(
    ObligationId indexed obligation,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  /// @param officer The officer whom the payer answers for: who certified, gave up, paid, or attested a return.
  /// @param payer The contract that posted.
  /// @param lines The claims as `ClaimLines` packs them; those that were left out are not among them.
  event ClaimsPosted(
    ClaimKind indexed kind,
    OrganisationId indexed organisation,
    OfficerId indexed officer,
    address payer,
    bytes lines
  );

  /// @notice Thrown when there is no such obligation.
  error BudgetLedgerUnknownObligation(ObligationId obligation);
  /// @notice Thrown when an obligation names no payee, or a novation the same one or, before or after it, many.
  error BudgetLedgerInvalidPayee(uint64 subject, PayeeId payee);
  /// @notice Thrown when a classification is in a codec that this ledger does not know.
  error BudgetLedgerUnknownClassification(Classification classification);
  /// @notice Thrown when more is accepted, advanced or deobligated than is undelivered.
  error BudgetLedgerExceedsObligation(ObligationId obligation, uint64 undelivered, uint64 requested);
  /// @notice Thrown when more is certified, held back, or taken back from acceptance or an advance, than is owed and
  /// neither claimed nor held back.
  error BudgetLedgerExceedsOwed(ObligationId obligation, uint64 unclaimed, uint64 requested);
  /// @notice Thrown when more acceptance is taken back than was accepted.
  error BudgetLedgerExceedsAccepted(ObligationId obligation, uint64 accepted, uint64 requested);
  /// @notice Thrown when more is liquidated or recalled than advances are outstanding.
  error BudgetLedgerExceedsAdvanced(ObligationId obligation, uint64 advanced, uint64 requested);
  /// @notice Thrown when more is released than is held back.
  error BudgetLedgerExceedsRetained(ObligationId obligation, uint64 retained, uint64 requested);
  /// @notice Thrown when a posting is not 1 to 256 claims in a codec that this ledger knows.
  /// @param length Bytes.
  error BudgetLedgerInvalidPosting(uint256 length);
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

  /// @notice Posts claims of one kind on obligations of one organisation. By a payer: a contract with the office
  /// `PAYING`, which only the top administrator gives. It has checked that `officer` may do this, and answers for it.
  /// @param claims As `ClaimLines` packs them: they are journalled as they came.
  /// @param officer Who certifies, gives up, pays or attests a return. For `Interest`, who pays late.
  /// @return leftOut A bit for each claim that was left out, the first one's lowest. Payments isolate: a claim to pay
  /// whose account is cancelled or another organisation's is left out. So is interest that the account has no
  /// authority for. All else is done whole or not at all.
  function post(
    ClaimKind kind,
    OrganisationId organisation,
    OfficerId officer,
    bytes calldata claims
  ) external returns (uint256 leftOut);

  /// @notice Whom an obligation is owed to, and by which organisation.
  function parties(ObligationId obligation) external view returns (OrganisationId owner, PayeeId payee);

  function obligation(ObligationId obligation) external view returns (Obligation memory);

  /// @notice Whether the officer made, raised or novated the obligation.
  function hasObligated(ObligationId obligation, OfficerId officer) external view returns (bool);

  /// @notice Whether the officer certified claims on the obligation.
  function hasCertified(ObligationId obligation, OfficerId officer) external view returns (bool);

  /// @notice Whether the officer accepted, advanced, liquidated, held back or let go on the obligation.
  function hasAccepted(ObligationId obligation, OfficerId officer) external view returns (bool);
}
