// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {TREASURY} from "../types/OrganisationId.sol";
import {IInspectorVeto} from "./IInspectorVeto.sol";
import {IOfficerRegistry} from "./IOfficerRegistry.sol";

/// @title InspectorVeto
/// @notice See `IInspectorVeto`.
contract InspectorVeto is IInspectorVeto {
  /// @notice For how long after the first veto of a replacement others can be vetoed.
  uint40 public constant REPLACEMENT_WINDOW = 30 days;
  /// @notice How long after a window opened the next one can.
  uint40 public constant REPLACEMENT_INTERVAL = 365 days;

  TimelockController private immutable _timelock;
  IOfficerRegistry private immutable _registry;
  uint40 private _opened;

  constructor(TimelockController timelock, IOfficerRegistry registry) {
    _timelock = timelock;
    _registry = registry;
  }

  /// @inheritdoc IInspectorVeto
  function veto(
    address target,
    uint256 value,
    bytes calldata data,
    bytes32 predecessor,
    bytes32 salt
  ) external override {
    OfficerId inspector = _inspector();
    bytes32 operation = _timelock.hashOperation(target, value, data, predecessor, salt);
    _timelock.cancel(operation);
    if (_removesOfficer(target, value, data)) {
      emit ReplacementVetoed(operation, inspector, _window());
    } else {
      emit OperationVetoed(operation, inspector);
    }
  }

  /// @inheritdoc IInspectorVeto
  function vetoBatch(
    address[] calldata targets,
    uint256[] calldata values,
    bytes[] calldata payloads,
    bytes32 predecessor,
    bytes32 salt
  ) external override {
    OfficerId inspector = _inspector();
    bytes32 operation = _timelock.hashOperationBatch(targets, values, payloads, predecessor, salt);
    _timelock.cancel(operation);
    emit OperationVetoed(operation, inspector);
  }

  /// @inheritdoc IInspectorVeto
  function replacementWindowOpened() external view override returns (uint40) {
    return _opened;
  }

  /// @dev When the window opened that is open now; opens one if it may.
  function _window() private returns (uint40 opened) {
    opened = _opened;
    bool isFirst = opened == 0 || block.timestamp >= opened + REPLACEMENT_INTERVAL;
    if (isFirst) {
      // Safe: block times fit in 40 bits until the year 36812.
      opened = uint40(block.timestamp);
      _opened = opened;
    } else if (block.timestamp >= opened + REPLACEMENT_WINDOW) {
      revert InspectorVetoSpent(opened + REPLACEMENT_INTERVAL);
    }
  }

  function _inspector() private view returns (OfficerId) {
    return _registry.authorise(msg.sender, TREASURY, Offices.INSPECTOR, 0);
  }

  function _removesOfficer(address target, uint256 value, bytes calldata data) private view returns (bool) {
    return
      target == address(_registry) &&
      value == 0 &&
      data.length >= 4 &&
      (bytes4(data) == IOfficerRegistry.replaceInspector.selector ||
        bytes4(data) == IOfficerRegistry.dismiss.selector);
  }
}
