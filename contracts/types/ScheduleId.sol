// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title ScheduleId
/// @notice Hash of a schedule's header and of the contract and chain that it belongs to.
type ScheduleId is bytes32;
