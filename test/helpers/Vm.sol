// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title Vm
/// @notice The cheatcodes in use, of those that the Solidity test runner offers.
interface Vm {
  struct Log {
    bytes32[] topics;
    bytes data;
    address emitter;
  }

  function assume(bool condition) external pure;

  function warp(uint256 timestamp) external;

  /// @dev The optimizer takes `block.timestamp` for a constant within a call; this sees every `warp`.
  function getBlockTimestamp() external view returns (uint256);

  function prank(address sender) external;

  function startPrank(address sender) external;

  function stopPrank() external;

  function etch(address who, bytes calldata code) external;

  function load(address who, bytes32 slot) external view returns (bytes32);

  function store(address who, bytes32 slot, bytes32 value) external;

  /// @dev The creation code of a built contract.
  function getCode(string calldata name) external view returns (bytes memory);

  function expectRevert(bytes calldata data) external;

  function expectPartialRevert(bytes4 selector) external;

  function expectEmit(address emitter) external;

  function recordLogs() external;

  function getRecordedLogs() external returns (Log[] memory);

  function snapshotState() external returns (uint256);

  function revertToState(uint256 id) external returns (bool);

  function toString(uint256 value) external pure returns (string memory);

  function toString(bytes calldata value) external pure returns (string memory);

  function assertTrue(bool condition, string calldata message) external pure;

  function assertFalse(bool condition, string calldata message) external pure;

  function assertEq(bool left, bool right, string calldata message) external pure;

  function assertEq(uint256 left, uint256 right, string calldata message) external pure;

  function assertEq(address left, address right, string calldata message) external pure;

  function assertEq(bytes32 left, bytes32 right, string calldata message) external pure;

  function assertEq(string calldata left, string calldata right, string calldata message) external pure;

  function assertLe(uint256 left, uint256 right, string calldata message) external pure;
}
