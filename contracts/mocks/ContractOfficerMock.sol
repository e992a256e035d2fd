// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IBudgetLedger} from "../budget/IBudgetLedger.sol";
import {IRail} from "../disbursement/IRail.sol";
import {Act} from "../types/Act.sol";
import {Claim, packed} from "./Claim.sol";
import {ClaimKind} from "../types/ClaimKind.sol";
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
    return ledger.post(kind, organisation, officer, packed(claims));
  }

  function postPacked(
    IBudgetLedger ledger,
    ClaimKind kind,
    OrganisationId organisation,
    OfficerId officer,
    bytes calldata claims
  ) external returns (uint256 leftOut) {
    return ledger.post(kind, organisation, officer, claims);
  }

  function payOver(
    IRail rail,
    bytes calldata lines,
    uint64 total,
    bytes calldata settlement
  ) external returns (uint64 failedTotal, uint256[] memory failed) {
    return rail.pay(lines, total, settlement);
  }

  function takeBack(IRail rail, address from, uint64 amount, bytes calldata settlement) external {
    rail.takeBack(from, amount, settlement);
  }
}
