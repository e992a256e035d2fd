// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../authority/IOfficerRegistry.sol";
import {isCode} from "../types/Code.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {TREASURY} from "../types/OrganisationId.sol";
import {CodeList, ICodeLists} from "./ICodeLists.sol";

/// @title CodeLists
/// @notice See `ICodeLists`.
abstract contract CodeLists is ICodeLists {
  /// @dev Bit `value` of a word. What a code means is in the journal.
  struct Values {
    uint256 current;
    uint256 everAdded;
  }

  IOfficerRegistry internal immutable _registry;

  /// @dev The bit of 0, which no list has.
  uint256 internal constant _NOT_STATED = 1;
  uint256 private constant _LISTS = 8;

  /// @dev By the list's number.
  Values[_LISTS] private _values;

  constructor(IOfficerRegistry registry_) {
    _registry = registry_;
  }

  /// @inheritdoc ICodeLists
  function addCode(
    CodeList list,
    uint8 value,
    string calldata code,
    string calldata label
  ) external override {
    OfficerId officer = _requireAdministrator();
    Values storage values = _values[uint8(list)];
    uint256 bit = 1 << value;
    if (value == 0 || values.everAdded & bit != 0 || !isCode(code)) {
      revert BuildingRegistryInvalidCode(list, value, code);
    }
    values.current |= bit;
    values.everAdded |= bit;
    emit CodeAdded(list, value, officer, code, label);
  }

  /// @inheritdoc ICodeLists
  function withdrawCode(CodeList list, uint8 value) external override {
    OfficerId officer = _requireAdministrator();
    Values storage values = _values[uint8(list)];
    uint256 bit = 1 << value;
    if (values.current & bit == 0) revert BuildingRegistryUnknownCode(list, value);
    values.current &= ~bit;
    emit CodeWithdrawn(list, value, officer);
  }

  /// @inheritdoc ICodeLists
  function codes(CodeList list) external view override returns (uint256) {
    return _values[uint8(list)].current;
  }

  /// @dev The values that a list has now, for a batch to read once.
  function _current(CodeList list) internal view returns (uint256) {
    return _values[uint8(list)].current;
  }

  /// @dev The code must be one to give, or not stated.
  function _requireCode(CodeList list, uint8 value) internal view {
    if ((_current(list) | _NOT_STATED) & (1 << value) == 0) revert BuildingRegistryUnknownCode(list, value);
  }

  /// @dev A description names a schema that there is, unless it is empty.
  function _requireSchema(uint256 schemas, bytes calldata description) internal pure {
    if (description.length == 0) return;
    uint8 value = uint8(description[0]);
    if (schemas & (1 << value) == 0) revert BuildingRegistryUnknownCode(CodeList.Schema, value);
  }

  function _requireAdministrator() private view returns (OfficerId) {
    return _registry.authorise(msg.sender, TREASURY, Offices.ADMINISTRATOR, 0);
  }
}
