// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

import {ICodeLists} from "./ICodeLists.sol";
import {IInventory} from "./IInventory.sol";
import {ILifecycle} from "./ILifecycle.sol";
import {ITenancies} from "./ITenancies.sol";
import {IWorkOrders} from "./IWorkOrders.sol";

/// @title IBuildingRegistry
/// @notice Public buildings, each an ERC-721 token that the organisation with custody holds.
///
/// Title, custody and occupancy are three things: by what right the building is held, who answers for it, and who sits
/// in it. Custody moves by offer and acceptance alone, so plain transfers and approvals are refused. A disposed building
/// stays with its last custodian, so that what it still costs has a place.
interface IBuildingRegistry is IERC721Metadata, ICodeLists, ITenancies, IInventory, ILifecycle, IWorkOrders {
  event BuildingRegistryCreated(address registry, address ledger, uint40 excessWait, uint40 surplusWait);

  /// @notice Thrown when a waiting time is 0 or more than 365 days.
  error BuildingRegistryInvalidWaits(uint40 excessWait, uint40 surplusWait);
  /// @notice Thrown when somebody transfers a building or approves another to do so, for all buildings when 0: custody
  /// moves by offer and acceptance.
  error BuildingRegistryCustodyByOfferOnly(uint256 building);

  function version() external pure returns (string memory);
}
