// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title Evidence
/// @notice A commitment to the document that an act rests on: an act of law, a contract, a receiving report.
/// @dev Zero where there is none. It must be salted when what it commits to could be guessed.
type Evidence is bytes32;
