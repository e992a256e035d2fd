// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../../../contracts/authority/IOfficerRegistry.sol";
import {AnchorSlot} from "../../../contracts/records/Anchor.sol";
import {IRecordRegistry} from "../../../contracts/records/IRecordRegistry.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {RecordId} from "../../../contracts/types/RecordId.sol";
import {World} from "./World.sol";

/// @title RecordsHandler
/// @notice Records as they ought to be, kept apart from the register, and everything that is done with them.
abstract contract RecordsHandler is World {
  struct GhostVersion {
    uint8 class;
    /// Day on which it was anchored, counted from 1970-01-01.
    uint40 day;
    /// Its slot as first seen; of the first version without its marks.
    bytes32 word;
  }

  /// @dev Of the mapping of anchors.
  uint256 private constant _ANCHORS_SLOT = 1;
  bytes32 private constant _WITHOUT_MARKS = bytes32(type(uint256).max >> 8);
  uint8 private constant _CLASSES = 3;
  uint256 private constant _MOST = 24;
  uint32 private constant _OWNERS = 2;

  IRecordRegistry public immutable records;

  RecordId[] private _ids;
  mapping(RecordId record => GhostVersion[]) private _versions;
  mapping(RecordId record => uint8) public marksOf;

  constructor() {
    records = IRecordRegistry(deployed("RecordRegistry", abi.encode(registry)));
    for (uint8 class = 1; class <= _CLASSES; ++class) {
      vm.prank(ADMINISTRATOR);
      records.setRetention(class, _durationOf(class));
    }
  }

  function passTime(uint40 by) external {
    clock += by % 4 days;
  }

  function anchor(uint256 seed, uint256 where, uint8 class) external timed {
    uint32 organisation = _anyOwner(where);
    if (_ids.length == _MOST) return;
    RecordId id = RecordId.wrap((bytes32(_ids.length + 1) << 32) | bytes32(uint256(organisation)));
    bool isBatch = seed % 4 == 0;
    class = class % (_CLASSES + 1);
    bytes4 expected = class == 0 ? IRecordRegistry.RecordRegistryUnknownClass.selector : bytes4(0);
    address key = _keyIn(seed, organisation, Offices.BUDGET);
    if (_isForeign(seed)) expected = IOfficerRegistry.OfficerRegistryNotAppointed.selector;
    IRecordRegistry.Commitment memory it = _commitment(id, 1, class);
    vm.prank(key);
    (bool success, bytes memory reason) = address(records).call(
      isBatch
        ? abi.encodeCall(IRecordRegistry.anchorBatch, (it, 2))
        : abi.encodeCall(IRecordRegistry.anchor, (it))
    );
    if (!_checks("anchor", success, expected, reason)) return;
    _ids.push(id);
    if (isBatch) marksOf[id] = AnchorSlot.BATCH;
    _note(id, class);
  }

  /// @notice Mostly the next version; at times one that is there, or one too far.
  function supersede(uint256 which, uint256 seed, uint8 class) external timed {
    if (_ids.length == 0) return;
    RecordId id = _ids[which % _ids.length];
    GhostVersion[] storage versions = _versions[id];
    uint256 count = versions.length;
    uint16 version = uint16(
      count +
        (
          seed % 8 == 0
            ? 0
            : seed % 8 == 1
              ? 2
              : 1
        )
    );
    class = class % (_CLASSES + 1);
    address key = _keyIn(seed, _ownerOf(id), seed % 3 == 0 ? Offices.RECORDS : Offices.BUDGET);
    bytes4 expected = 0;
    if (_isForeign(seed)) expected = IOfficerRegistry.OfficerRegistryNotAppointed.selector;
    else if (_has(id, AnchorSlot.ERASED)) expected = IRecordRegistry.RecordRegistryErased.selector;
    else if (_has(id, AnchorSlot.BATCH)) expected = IRecordRegistry.RecordRegistryIsBatch.selector;
    else if (version == 1 || version == count + 2) {
      expected = IRecordRegistry.RecordRegistryUnknownRecord.selector;
    } else {
      uint8 former = versions[version - 2].class;
      if (class == 0) expected = IRecordRegistry.RecordRegistryUnknownClass.selector;
      else if (_durationOf(class) < _durationOf(former)) {
        expected = IRecordRegistry.RecordRegistryShorterRetention.selector;
      } else if (
        _durationOf(class) > _durationOf(former) && !authorised(key, _ownerOf(id), Offices.RECORDS, 0)
      ) {
        expected = IOfficerRegistry.OfficerRegistryMissingOffices.selector;
      } else if (version == count) expected = IRecordRegistry.RecordRegistryAlreadyAnchored.selector;
    }
    vm.prank(key);
    try records.supersede(_commitment(id, version, class), version) {
      if (_checks("supersede", true, expected, "")) _note(id, class);
    } catch (bytes memory reason) {
      _checks("supersede", false, expected, reason);
    }
  }

  /// @notice Holds or releases, by the records officer, the inspector, or an officer who is neither.
  function hold(uint256 which, uint256 by, bool releasing) external timed {
    if (_ids.length == 0) return;
    RecordId id = _ids[which % _ids.length];
    uint8 mark = by % 2 == 0 ? AnchorSlot.HELD : AnchorSlot.HELD_BY_INSPECTOR;
    bool isOther = by % 16 < 2;
    address key =
      isOther
        ? actor(_ownerOf(id), Offices.BUDGET, 0, by)
        : mark == AnchorSlot.HELD
          ? actor(_ownerOf(id), Offices.RECORDS, 0, by)
          : INSPECTOR;
    bytes4 expected = 0;
    if (isOther) expected = IRecordRegistry.RecordRegistryMayNotHold.selector;
    else if (_has(id, AnchorSlot.ERASED)) expected = IRecordRegistry.RecordRegistryErased.selector;
    else if (_has(id, mark) != releasing) {
      expected =
        releasing
          ? IRecordRegistry.RecordRegistryNotHeld.selector
          : IRecordRegistry.RecordRegistryHeld.selector;
    }
    vm.prank(key);
    (bool success, bytes memory reason) = address(records).call(
      releasing
        ? abi.encodeCall(IRecordRegistry.release, (id))
        : abi.encodeCall(IRecordRegistry.hold, (id, 0))
    );
    if (_checks(releasing ? bytes32("release") : bytes32("hold"), success, expected, reason)) {
      marksOf[id] ^= mark;
    }
  }

  /// @notice Mostly as the latest version; at times as the one before or after it.
  function erase(uint256 which, uint256 seed) external timed {
    if (_ids.length == 0) return;
    RecordId id = _ids[which % _ids.length];
    uint256 count = _versions[id].length;
    uint16 version = uint16(count + (seed % 8 == 0 ? 1 : 0) - (seed % 8 == 1 ? 1 : 0));
    GhostVersion memory latest = _versions[id][count - 1];
    uint40 duration = _durationOf(latest.class);
    bytes4 expected = 0;
    if (_isForeign(seed)) expected = IOfficerRegistry.OfficerRegistryNotAppointed.selector;
    else if (_has(id, AnchorSlot.ERASED)) expected = IRecordRegistry.RecordRegistryErased.selector;
    else if (_has(id, AnchorSlot.HELD_BY_ANY)) expected = IRecordRegistry.RecordRegistryHeld.selector;
    else if (version == 0 || version > count) {
      expected = IRecordRegistry.RecordRegistryUnknownRecord.selector;
    } else if (version < count) expected = IRecordRegistry.RecordRegistrySuperseded.selector;
    else if (duration != 0 && clock < (latest.day + 1) * 1 days + duration) {
      expected = IRecordRegistry.RecordRegistryRetained.selector;
    }
    vm.prank(_keyIn(seed, _ownerOf(id), Offices.RECORDS));
    try records.erase(id, version, 0) {
      if (_checks("erase", true, expected, "")) marksOf[id] |= AnchorSlot.ERASED;
    } catch (bytes memory reason) {
      _checks("erase", false, expected, reason);
    }
  }

  function recordCount() external view returns (uint256) {
    return _ids.length;
  }

  function recordAt(uint256 index) external view returns (RecordId id, GhostVersion[] memory versions) {
    id = _ids[index];
    versions = _versions[id];
  }

  /// @notice The slot of a version, without the marks.
  function wordOf(RecordId id, uint256 version) public view returns (bytes32) {
    bytes32 slot = keccak256(abi.encode(version, keccak256(abi.encode(id, _ANCHORS_SLOT))));
    return vm.load(address(records), slot) & _WITHOUT_MARKS;
  }

  function rootOf(RecordId id, uint256 version) public pure returns (bytes32) {
    return keccak256(abi.encode(id, version));
  }

  function _note(RecordId id, uint8 class) private {
    bytes32 word = wordOf(id, _versions[id].length + 1);
    _versions[id].push(GhostVersion({class: class, day: clock / 1 days, word: word}));
  }

  /// @dev Whether it was done; fails where the contract does otherwise than it ought to.
  function _checks(
    bytes32 what,
    bool success,
    bytes4 expected,
    bytes memory reason
  ) private pure returns (bool) {
    if (success) require(expected == 0, string.concat("done: ", string(abi.encodePacked(what))));
    else require(declared(reason) == expected, string.concat("refused: ", string(abi.encodePacked(what))));
    return success;
  }

  /// @dev Whether a seed stands for an officer of the other organisation.
  function _isForeign(uint256 seed) private pure returns (bool) {
    return (seed >> 8) % 16 == 0;
  }

  function _keyIn(uint256 seed, uint32 organisation, uint32 office) private returns (address) {
    if (_isForeign(seed)) organisation = organisation == 2 ? 4 : 2;
    return actor(organisation, office, 0, seed >> 16);
  }

  function _has(RecordId id, uint8 mark) private view returns (bool) {
    return marksOf[id] & mark != 0;
  }

  function _ownerOf(RecordId id) private pure returns (uint32) {
    return uint32(uint256(RecordId.unwrap(id)));
  }

  function _anyOwner(uint256 seed) private pure returns (uint32) {
    return seed % _OWNERS == 0 ? 2 : 4;
  }

  function _commitment(
    RecordId id,
    uint256 version,
    uint8 class
  ) private pure returns (IRecordRegistry.Commitment memory) {
    return IRecordRegistry.Commitment({id: id, schema: "schema", root: rootOf(id, version), class: class});
  }

  function _durationOf(uint8 class) private pure returns (uint40) {
    return
      class <= 1
        ? 0
        : class == 2
          ? 1 days
          : 20 days;
  }
}
