// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";
import {Authority} from "./Authority.sol";
import {IOfficerRegistry} from "./IOfficerRegistry.sol";

/// @title Officers
/// @notice See `IOfficerRegistry`: persons and contracts, and their keys.
abstract contract Officers is Authority {
  /// @notice How many keys a person may have at a time, so that a dismissal always fits in a block.
  uint8 public constant MAX_KEYS = 8;

  uint40 internal immutable _keyDelay;

  mapping(OfficerId officer => address[] keys) private _keysOf;
  mapping(OfficerId officer => address key) private _proposedKeys;

  constructor(uint40 keyDelay) {
    _keyDelay = keyDelay;
  }

  /// @inheritdoc IOfficerRegistry
  function enrolPerson(address key_, bytes32 file) external override returns (OfficerId) {
    _requireRegistrar();
    return _enrol(key_, false, file);
  }

  /// @inheritdoc IOfficerRegistry
  function enrolContract(address key_) external override returns (OfficerId) {
    if (msg.sender != _top) _requireRegistrar();
    if (key_.code.length == 0 || _isDelegation(key_)) revert OfficerRegistryInvalidKey(key_);
    return _enrol(key_, true, 0);
  }

  /// @inheritdoc IOfficerRegistry
  function proposeKey(address key_) external override {
    OfficerId officer_ = officerOf(msg.sender);
    if (officer_.isNone()) revert OfficerRegistryUnknownKey(msg.sender);
    _proposedKeys[officer_] = key_;
    emit KeyProposed(officer_, key_);
  }

  /// @inheritdoc IOfficerRegistry
  function addKey(OfficerId officer_, address key_) external override {
    Officer storage stored = _requireOfficer(officer_);
    if (stored.isContract || stored.keyCount == MAX_KEYS) revert OfficerRegistryTooManyKeys(officer_);
    if (msg.sender != _top) {
      if (stored.independent) revert OfficerRegistryOnlyTop(msg.sender);
      _requireRegistrar();
      // An officer without keys can have proposed none: only the top brings one back.
      if (stored.keyCount == 0 || _proposedKeys[officer_] != key_) {
        revert OfficerRegistryKeyNotProposed(officer_, key_);
      }
    }
    delete _proposedKeys[officer_];
    // Safe: block times fit in 40 bits until the year 36812.
    _addKey(officer_, key_, uint40(block.timestamp) + _keyDelay);
  }

  /// @inheritdoc IOfficerRegistry
  function revokeKey(address key_) external override {
    Key storage stored = _keys[key_];
    if (!stored.live) revert OfficerRegistryUnknownKey(key_);
    OfficerId owner = stored.officer;
    if (officerOf(msg.sender) != owner) _requireMayRevoke(owner);
    _removeKey(owner, key_);
    // It may be what the revoked key proposed.
    delete _proposedKeys[owner];
    address[] storage keys = _keysOf[owner];
    for (uint256 i = 0; ; ++i) {
      // A live key is in its officer's list, so the search ends.
      if (keys[i] != key_) continue;
      keys[i] = keys[keys.length - 1];
      keys.pop();
      return;
    }
  }

  /// @inheritdoc IOfficerRegistry
  function dismiss(OfficerId officer_, bytes32 reason) external override {
    _requireOfficer(officer_);
    _requireMayRevoke(officer_);
    _dismiss(officer_, reason);
  }

  /// @inheritdoc IOfficerRegistry
  function keysOf(OfficerId officer_) external view override returns (address[] memory) {
    return _keysOf[officer_];
  }

  /// @inheritdoc IOfficerRegistry
  function proposedKey(OfficerId officer_) external view override returns (address) {
    return _proposedKeys[officer_];
  }

  function _enrol(address key_, bool isContract, bytes32 file) internal returns (OfficerId id) {
    // The last id is kept free: contracts use it for "several officers".
    if (_officerCount == type(uint24).max - 1) revert OfficerRegistryTooManyOfficers();
    id = OfficerId.wrap(++_officerCount);
    _officers[id] = Officer({
      isContract: isContract,
      independent: false,
      keyCount: 0,
      term: 1,
      appointments: 0,
      held: 0
    });
    emit OfficerEnrolled(id, msg.sender, isContract, file);
    // The first key works at once: a new officer has no power until someone else appoints them.
    _addKey(id, key_, uint40(block.timestamp));
  }

  function _dismiss(OfficerId officer_, bytes32 reason) internal {
    address[] memory keys = _keysOf[officer_];
    for (uint256 i = 0; i < keys.length; ++i) {
      _removeKey(officer_, keys[i]);
    }
    delete _keysOf[officer_];
    delete _proposedKeys[officer_];
    Officer storage stored = _officers[officer_];
    stored.term += 1;
    stored.appointments = 0;
    stored.independent = false;
    stored.held = 0;
    emit OfficerDismissed(officer_, msg.sender, reason);
  }

  function _addKey(OfficerId officer_, address key_, uint40 from) private {
    if (key_ == address(0)) revert OfficerRegistryInvalidKey(key_);
    if (!_keys[key_].officer.isNone()) revert OfficerRegistryKeyTaken(key_, _keys[key_].officer);
    Officer storage stored = _officers[officer_];
    stored.keyCount += 1;
    _keys[key_] = Key({officer: officer_, term: stored.term, live: true, from: from});
    _keysOf[officer_].push(key_);
    emit KeyAdded(officer_, key_, msg.sender, from);
  }

  function _removeKey(OfficerId officer_, address key_) private {
    _keys[key_].live = false;
    _officers[officer_].keyCount -= 1;
    emit KeyRevoked(officer_, key_, msg.sender);
  }

  /// @dev Whether the code is a person's account that lends itself another's code (EIP-7702).
  function _isDelegation(address key_) private view returns (bool) {
    return bytes3(key_.code) == 0xef0100;
  }
}
