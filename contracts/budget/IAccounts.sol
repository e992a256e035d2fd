// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccountId} from "../types/AccountId.sol";
import {Evidence} from "../types/Evidence.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
import {Phase} from "../types/Phase.sol";
import {ReceiptKind} from "../types/Act.sol";
import {Account} from "./Account.sol";

/// @title IAccounts
/// @notice The first layer of the ledger: a tree of accounts, and authority moving in it.
///
/// A root account is an appropriation; its children are allotments, to any depth up to `MAX_DEPTH`. The *superior* of
/// a child is its parent's owner, of a root the treasury. At every account
/// `allotted + withheld + reserved + obligated <= authority`, and the children's authority adds up to `allotted`.
///
/// What each phase of the root permits, by the block's time:
/// - planned and open: everything here;
/// - expired: no new authority (but what an opening entry brings along before the seal), no transfer between roots, no
///   reservation; everything else, so that what was obligated in time can be adjusted and unused authority withdrawn;
/// - cancelled: nothing, and in its obligations see `IObligations`.
interface IAccounts {
  event AppropriationOpened(
    AccountId indexed account,
    OrganisationId indexed owner,
    OfficerId indexed officer,
    uint40 opensAt,
    uint40 closesAt,
    uint40 cancelsAt,
    string symbol
  );
  event AllotmentOpened(
    AccountId indexed account,
    AccountId indexed parent,
    OrganisationId indexed owner,
    OfficerId officer,
    uint40 opensAt,
    uint40 closesAt,
    string code
  );
  event AccountExtended(
    AccountId indexed account,
    OfficerId indexed officer,
    uint40 closesAt,
    uint40 cancelsAt
  );
  event AccountReassigned(AccountId indexed account, OrganisationId indexed owner, OfficerId indexed officer);

  /// @dev In each event of an act, `sequence` is the subject's number at which it took place, `amount` is in cents.
  event Appropriated(
    AccountId indexed account,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Rescinded(
    AccountId indexed account,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Anticipated(
    AccountId indexed account,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Forgone(
    AccountId indexed account,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Realised(
    AccountId indexed account,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  /// @dev The receiving account's sequence number rises too.
  event Transferred(
    AccountId indexed account,
    AccountId indexed to,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Withheld(
    AccountId indexed account,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Released(
    AccountId indexed account,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  /// @dev The parent's sequence number rises too.
  event Allotted(
    AccountId indexed account,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  /// @dev The parent's sequence number rises too.
  event Withdrawn(
    AccountId indexed account,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Reserved(
    AccountId indexed account,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Unreserved(
    AccountId indexed account,
    OfficerId indexed officer,
    uint32 sequence,
    uint64 amount,
    Evidence evidence
  );
  event Collected(
    AccountId indexed account,
    OfficerId indexed officer,
    uint32 sequence,
    ReceiptKind kind,
    uint64 amount,
    Evidence evidence
  );
  event Uncollected(
    AccountId indexed account,
    OfficerId indexed officer,
    uint32 sequence,
    ReceiptKind kind,
    uint64 amount,
    Evidence evidence
  );

  /// @notice Thrown when there is no such account.
  error BudgetLedgerUnknownAccount(AccountId account);
  /// @notice Thrown when an account's symbol or code is taken beside its siblings, or is not 1 to 64 printable ASCII
  /// characters without a space.
  error BudgetLedgerInvalidSymbol(string symbol);
  /// @notice Thrown when dates are out of order, or a child's lie outside its root's.
  error BudgetLedgerInvalidDates(uint40 opensAt, uint40 closesAt, uint40 cancelsAt);
  /// @notice Thrown when an account would lie deeper than `MAX_DEPTH` below its root.
  error BudgetLedgerTooDeep(AccountId parent);
  /// @notice Thrown when an act belongs to another organisation than the one that the officer acts for.
  error BudgetLedgerWrongOrganisation(AccountId account, OrganisationId needed, OrganisationId given);
  /// @notice Thrown when an act is made for root accounts and the account is a child.
  error BudgetLedgerNotRoot(AccountId account);
  /// @notice Thrown when an act is made for child accounts and the account is a root.
  error BudgetLedgerNotChild(AccountId account);
  /// @notice Thrown when the accounts of a transfer are neither siblings nor both roots, or are the same.
  error BudgetLedgerNotSiblings(AccountId from, AccountId to);
  /// @notice Thrown when the root's phase does not permit the act.
  error BudgetLedgerWrongPhase(AccountId account, Phase phase);
  /// @notice Thrown when a child takes a new commitment outside its own window.
  error BudgetLedgerOutsideWindow(AccountId account, uint40 opensAt, uint40 closesAt);
  /// @notice Thrown when an act needs more authority than is available.
  error BudgetLedgerInsufficientAuthority(AccountId account, uint64 available, uint64 requested);
  /// @notice Thrown when more is released, unreserved, forgone or realised than there is.
  error BudgetLedgerInsufficientReserves(AccountId account, uint64 there, uint64 requested);
  /// @notice Thrown when an amount would not fit in 64 bits of cents.
  error BudgetLedgerOverflow(AccountId account, uint64 there, uint64 added);
  /// @notice Thrown when the act was made already: this is a retry.
  error BudgetLedgerAlreadyDone(uint64 subject, uint32 sequence);
  /// @notice Thrown when the author saw another state than there is: read again, and decide again.
  error BudgetLedgerStaleView(uint64 subject, uint32 current, uint32 seen);
  /// @notice Thrown when an act's amount is 0.
  error BudgetLedgerZeroAmount(uint64 subject);
  /// @notice Thrown when an act's subject or counterpart is none that the act knows, or a field is given that it has no
  /// use for.
  error BudgetLedgerInvalidAct(uint64 subject, uint32 counterpart);

  /// @notice Opens a root account. By an appropriating officer of the treasury.
  /// @param owner The organisation that will act on it.
  /// @param opensAt See `Terms`.
  /// @param closesAt See `Terms`.
  /// @param cancelsAt See `Terms`; `closesAt <= cancelsAt`, and in the future.
  /// @param symbol The natural key: a public account symbol.
  function openAppropriation(
    OrganisationId owner,
    uint40 opensAt,
    uint40 closesAt,
    uint40 cancelsAt,
    string calldata symbol
  ) external returns (AccountId);

  /// @notice Opens an account below `parent`. By a budget officer of the parent's owner.
  /// @param closesAt Within the root's; `NO_END` follows the root, whatever becomes of its dates.
  /// @param code The natural key beside its siblings.
  function openAllotment(
    AccountId parent,
    OrganisationId owner,
    uint40 opensAt,
    uint40 closesAt,
    string calldata code
  ) external returns (AccountId);

  /// @notice Moves an account's ends to later dates, while they are not reached. A root's: by an appropriating
  /// officer of the treasury, as a law extends it. A child's, within its root's: by a budget officer of its superior.
  /// @param cancelsAt 0 for a child.
  function extend(AccountId account, uint40 closesAt, uint40 cancelsAt) external;

  /// @notice Gives an account to another organisation. By a budget officer of its superior, and not
  /// while payments of its owner are halted.
  function reassign(AccountId account, OrganisationId owner) external;

  function account(AccountId account) external view returns (Account memory);

  /// @notice All that was ever made available to an account less what was taken away, in cents, whatever its phase.
  function authority(AccountId account) external view returns (uint64);

  /// @notice The phase of the account's root at the block's time.
  function phase(AccountId account) external view returns (Phase);

  /// @notice The account with this code below `parent`, or, below 0, the root with this symbol; else 0.
  function accountByCode(AccountId parent, string calldata code) external view returns (AccountId);

  /// @notice How many accounts there are; their ids count from 1.
  function accountCount() external view returns (uint32);
}
