// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BuildingStatus} from "../types/BuildingFacts.sol";
import {CodeList} from "./ICodeLists.sol";

/// @notice The list of a status's standings. They follow the other lists in the order of the statuses.
function standingsOf(BuildingStatus status) pure returns (CodeList) {
  return CodeList(uint8(CodeList.Planned) + uint8(status) - uint8(BuildingStatus.Planned));
}
