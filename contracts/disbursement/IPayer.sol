// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OrganisationId} from "../types/OrganisationId.sol";

/// @title IPayer
/// @notice What the contracts that pay have in common: they check officers, post claims to the ledger, count cash and
/// pay over rails. Each holds the office `PAYING` at the treasury.
///
/// Submitter, last certifier and disburser of one claim are three officers; who obligated does not certify. The disburser
/// is not compared with those who obligated and accepted, nor with who certified a claim before it came back and was
/// certified again, nor a certifier with who submitted a claim before it was superseded. An officer disburses for their own organisation, or, in the treasury, for everyone. One call pays for one organisation, up to
/// the officer's limit in total. Halts and ceilings stop the whole call.
interface IPayer {
  /// @notice The contracts that a payer works with. None can change: a new payer takes its place.
  /// @param predecessor The `Vouchers` whose place a new one takes, on the same ledger, so that what was claimed there is
  /// claimed; 0 for none. Of no use to `Schedules`.
  struct Parts {
    address registry;
    address ledger;
    address payees;
    address cash;
    address rates;
    address tokenRail;
    address attestedRail;
    address predecessor;
  }

  /// @notice Thrown when an officer would disburse for neither the organisation nor the treasury.
  error PayerWrongOrganisation(OrganisationId organisation, OrganisationId actingFor);
  /// @notice Thrown when payments come back without a reason.
  error PayerMissingCode();
}
