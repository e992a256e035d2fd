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

  mapping(CodeList list => Values) private _values;

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
    Values storage values = _values[list];
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
    _requireAmong(list, value);
    _values[list].current &= ~(1 << value);
    emit CodeWithdrawn(list, value, officer);
  }

  /// @inheritdoc ICodeLists
  function codes(CodeList list) external view override returns (uint256) {
    return _values[list].current;
  }

  /// @dev The code must be one to give, or not stated.
  function _requireCode(CodeList list, uint8 value) internal view {
    if (value != 0) _requireAmong(list, value);
  }

  /// @dev A description names a schema that there is, unless it is empty.
  function _requireSchema(bytes calldata description) internal view {
    if (description.length != 0) _requireAmong(CodeList.Schema, uint8(description[0]));
  }

  /// @dev 0 is in no list.
  function _requireAmong(CodeList list, uint8 value) private view {
    if (_values[list].current & (1 << value) == 0) revert BuildingRegistryUnknownCode(list, value);
  }

  function _requireAdministrator() private view returns (OfficerId) {
    return _registry.authorize(msg.sender, TREASURY, Offices.ADMINISTRATOR, 0);
  }
}
