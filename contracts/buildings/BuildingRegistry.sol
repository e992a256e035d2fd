// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../authority/IOfficerRegistry.sol";
import {IBudgetLedger} from "../budget/IBudgetLedger.sol";
import {Holdings} from "./Holdings.sol";
import {IBuildingRegistry} from "./IBuildingRegistry.sol";
import {Inventory} from "./Inventory.sol";
import {Lifecycle} from "./Lifecycle.sol";
import {WorkOrders} from "./WorkOrders.sol";

/// @title BuildingRegistry
/// @notice See `IBuildingRegistry`.
contract BuildingRegistry is Inventory, Lifecycle, WorkOrders, IBuildingRegistry {
  uint40 private constant _LONGEST_WAIT = 365 days;

  constructor(
    IOfficerRegistry registry_,
    IBudgetLedger ledger_,
    uint40 excessWait,
    uint40 surplusWait
  ) Holdings(registry_, ledger_) Lifecycle(excessWait, surplusWait) {
    bool isExcessWait = excessWait != 0 && excessWait <= _LONGEST_WAIT;
    bool isSurplusWait = surplusWait != 0 && surplusWait <= _LONGEST_WAIT;
    if (!isExcessWait || !isSurplusWait) revert BuildingRegistryInvalidWaits(excessWait, surplusWait);
    emit BuildingRegistryCreated(address(registry_), address(ledger_), excessWait, surplusWait);
  }

  /// @inheritdoc IBuildingRegistry
  function version() external pure override returns (string memory) {
    return "1.0.0";
  }
}
