// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";

/// @title ICashCeilings
/// @notice How much cash an organisation may pay out in a period, beside the authority that it has.
///
/// The power and its limit: a budget officer of the treasury sets and lifts ceilings. A ceiling stops payments beyond
/// it, and all payments outside its period, so that an old one is never outlived; it moves no authority. Payers count
/// what they pay, less what comes back, as long as there is a ceiling: what was paid before it was set is not counted,
/// even within its period. What comes back counts when it does, whenever it was paid: in an earlier period, before the
/// ceiling was set, or without one; it never counts below 0. It counts for whoever owns the account by then, which may be
/// another organisation than paid.
interface ICashCeilings {
  /// @notice An organisation's ceiling. One slot.
  /// @param ceiling What may be paid in the period, in cents.
  /// @param spent What was paid since its period was set, less what came back since, of whichever payment; at least 0.
  /// @param from First second of the period.
  /// @param until First second after it; 0 where there is no ceiling.
  struct Ceiling {
    uint64 ceiling;
    uint64 spent;
    uint40 from;
    uint40 until;
  }

  event CashCeilingsCreated(address registry);
  event CashCeilingSet(
    OrganisationId indexed organisation,
    OfficerId indexed officer,
    uint64 ceiling,
    uint40 from,
    uint40 until
  );

  /// @notice Thrown when a period ends before it begins.
  error CashCeilingsInvalidPeriod(uint40 from, uint40 until);
  /// @notice Thrown when a payment goes beyond the ceiling.
  error CashCeilingsExceeded(OrganisationId organisation, uint64 left, uint64 requested);
  /// @notice Thrown when money would leave outside the period of the ceiling: set the next one first.
  error CashCeilingsOutsidePeriod(OrganisationId organisation, uint40 from, uint40 until);

  /// @notice Sets an organisation's ceiling in the place of any. By a budget officer of the treasury. What was spent
  /// stays counted if the period begins at the same second; else the count begins at 0, also where the period began
  /// earlier and payments were made in it.
  /// @param until 0, with `from` 0, lifts the ceiling.
  function setCeiling(OrganisationId organisation, uint64 ceiling, uint40 from, uint40 until) external;

  /// @notice Counts a payment. By a payer, where there is a ceiling; else nothing is counted.
  function spend(OrganisationId organisation, uint64 amount) external;

  /// @notice Counts what came back, in the period that is set now, whichever the payment was made in. By a payer,
  /// where any is counted.
  function restore(OrganisationId organisation, uint64 amount) external;

  function ceiling(OrganisationId organisation) external view returns (Ceiling memory);

  function version() external pure returns (string memory);
}
