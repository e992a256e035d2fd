// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";

/// @title IInspectorVeto
/// @notice The only canceller of the timelock at the top: an inspector cancels through it.
///
/// The power and its limit: an inspector may cancel any pending operation, any number of times, but for one kind: an
/// operation that does nothing but replace an inspector or dismiss an officer (`OfficerRegistry.replaceInspector` or
/// `dismiss`, alone, no value; the latter, so that a registrar can't shield the inspector for ever). The veto of one
/// opens a window of `REPLACEMENT_WINDOW`, in which any other can be vetoed too, so that several proposed at once don't
/// outrun it. When it has closed, none can be vetoed until `REPLACEMENT_INTERVAL` after it opened. So no inspector is
/// removed overnight, and none stays for ever against the top's will: as long as the timelock's delay is well below the
/// difference of the two. A replacement in a batch, be it alone there, can be cancelled like anything else.
interface IInspectorVeto {
  event OperationVetoed(bytes32 indexed operation, OfficerId indexed inspector);
  /// @param opened When the window opened in which it was vetoed.
  event ReplacementVetoed(bytes32 indexed operation, OfficerId indexed inspector, uint40 opened);

  /// @notice Thrown when a replacement is vetoed after the window closed and before `again`.
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

  /// @notice When the last window for vetoes of replacements opened; 0 for never.
  function replacementWindowOpened() external view returns (uint40);
}
