// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IBudgetLedger} from "../budget/IBudgetLedger.sol";
import {Act} from "../types/Act.sol";
import {Claim, ClaimKind} from "../types/Claim.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";

/// @title ContractOfficerMock
/// @notice A contract that is its own key, as payers and collectors are, and does whatever anyone tells it to.
contract ContractOfficerMock {
  function execute(IBudgetLedger ledger, OrganisationId organisation, Act[] calldata acts) external {
    ledger.execute(organisation, acts);
  }

  function post(
    IBudgetLedger ledger,
    ClaimKind kind,
    OrganisationId organisation,
    OfficerId officer,
    Claim[] calldata claims
  ) external returns (uint256 leftOut) {
    return ledger.post(kind, organisation, officer, claims);
  }
}
