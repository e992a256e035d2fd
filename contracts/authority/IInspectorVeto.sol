// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";

/// @title IInspectorVeto
/// @notice The only canceller of the timelock at the top: an inspector cancels through it.
///
/// The power and its limit: an inspector may cancel any pending operation, any number of times, but for one kind. An
/// operation that does nothing but replace an inspector (`OfficerRegistry.replaceInspector`, alone, no value) can be
/// cancelled once in `REPLACEMENT_VETO_INTERVAL`; a second attempt within it takes effect. So no inspector can be
/// removed overnight, and none can stay for ever against the top's will. A replacement hidden in a batch with
/// anything else can be cancelled like anything else.
interface IInspectorVeto {
  event OperationVetoed(bytes32 indexed operation, OfficerId indexed inspector);
  event ReplacementVetoed(bytes32 indexed operation, OfficerId indexed inspector, uint40 again);

  /// @notice Thrown when a replacement is vetoed again before `again`.
  error InspectorVetoSpent(uint40 again);

  /// @notice Cancels a pending operation of one call, given in full. By an inspector.
  function veto(
    address target,
    uint256 value,
    bytes calldata data,
    bytes32 predecessor,
    bytes32 salt
  ) external;

  /// @notice Cancels a pending batch, given in full. By an inspector.
  function vetoBatch(
    address[] calldata targets,
    uint256[] calldata values,
    bytes[] calldata payloads,
    bytes32 predecessor,
    bytes32 salt
  ) external;

  /// @notice First second at which a replacement can be vetoed again.
  function replacementVetoAgain() external view returns (uint40);
}
