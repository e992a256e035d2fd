// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IBudgetLedger} from "../budget/IBudgetLedger.sol";
import {Act} from "../types/Act.sol";
import {OrganisationId} from "../types/OrganisationId.sol";

/// @title ContractOfficerMock
/// @notice A contract that is its own key, as payers and collectors are, and does whatever anyone tells it to.
contract ContractOfficerMock {
  function execute(IBudgetLedger ledger, OrganisationId organisation, Act[] calldata acts) external {
    ledger.execute(organisation, acts);
  }
}
