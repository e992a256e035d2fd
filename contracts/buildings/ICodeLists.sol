// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";

/// @title CodeList
/// @notice The lists of codes that a register of buildings uses. They differ by jurisdiction and are loaded, not
/// compiled in. The last five are standings: what a jurisdiction calls a building of that status.
enum CodeList {
  /// Columns of descriptions: a code's label is the header line.
  Schema,
  Kind,
  Use,
  Planned,
  Active,
  Excess,
  Surplus,
  Disposed
}

/// @title ICodeLists
/// @notice Code lists, whose values are 1 to 255; 0 is "not stated" in every list.
///
/// Powers and limits: an administrator of the treasury adds codes and withdraws them. A value once added keeps its
/// meaning for ever; withdrawn, it stays with the buildings that have it and is given to no other.
interface ICodeLists {
  event CodeAdded(CodeList list, uint8 value, OfficerId indexed officer, string code, string label);
  event CodeWithdrawn(CodeList list, uint8 value, OfficerId indexed officer);

  /// @notice Thrown when a code is added whose value is 0 or was added before, or whose text is no code.
  error BuildingRegistryInvalidCode(CodeList list, uint8 value, string code);
  /// @notice Thrown when a list has no such value, or no longer.
  error BuildingRegistryUnknownCode(CodeList list, uint8 value);

  /// @notice Adds a code. By an administrator of the treasury.
  /// @param code 1 to 64 printable characters without a space, as the jurisdiction writes it.
  /// @param label What it means, in words; of a schema, the header line of its columns.
  function addCode(CodeList list, uint8 value, string calldata code, string calldata label) external;

  /// @notice Withdraws a code from further use. By an administrator of the treasury.
  function withdrawCode(CodeList list, uint8 value) external;

  /// @notice Which values a list has: bit `value` of the word.
  function codes(CodeList list) external view returns (uint256);
}
