// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

import {IOfficerRegistry} from "../authority/IOfficerRegistry.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {RecordId} from "../types/RecordId.sol";
import {Anchor, AnchorSlot} from "./Anchor.sol";
import {IRecordRegistry} from "./IRecordRegistry.sol";

/// @title RecordRegistry
/// @notice See `IRecordRegistry`: its powers and their limits.
contract RecordRegistry is IRecordRegistry {
  uint40 private constant _LONGEST_RETENTION = 36_525 days;
  uint16 private constant _FIRST = 1;
  /// @dev In a batch's commitment. No record has such a version, so neither is ever taken for the other.
  uint16 private constant _NO_VERSION = 0;

  IOfficerRegistry private immutable _registry;

  mapping(uint8 class => Retention) private _retention;
  // Wider than a version, so that there is a next one to look at after the last.
  mapping(RecordId record => mapping(uint256 version => Anchor)) private _anchors;

  constructor(IOfficerRegistry registry_) {
    _registry = registry_;
    emit RecordRegistryCreated(address(registry_));
  }

  /// @inheritdoc IRecordRegistry
  function setRetention(uint8 class_, uint40 duration) external override {
    OfficerId officer = _registry.authorise(msg.sender, TREASURY, Offices.ADMINISTRATOR, 0);
    if (class_ == 0 || _retention[class_].isSet || duration > _LONGEST_RETENTION) {
      revert RecordRegistryInvalidClass(class_, duration);
    }
    _retention[class_] = Retention({isSet: true, duration: duration});
    emit RetentionSet(class_, officer, duration);
  }

  /// @inheritdoc IRecordRegistry
  function anchor(Commitment calldata it) external override {
    _anchorFirst(it, _requireOfficer(it.id));
  }

  /// @inheritdoc IRecordRegistry
  function anchorAll(Commitment[] calldata commitments) external override {
    OrganisationId organisation;
    OfficerId officer;
    for (uint256 i = 0; i < commitments.length; ++i) {
      Commitment calldata it = commitments[i];
      OrganisationId own = it.id.organisation();
      if (officer.isNone() || own != organisation) {
        (organisation, officer) = (own, _requireOfficer(it.id));
      }
      _anchorFirst(it, officer);
    }
  }

  /// @inheritdoc IRecordRegistry
  function supersede(Commitment calldata it, uint16 version_) external override {
    OfficerId officer = _requireOfficer(it.id);
    if (_requireKept(it.id).marks & AnchorSlot.BATCH != 0) revert RecordRegistryIsBatch(it.id);
    if (version_ <= _FIRST) revert RecordRegistryUnknownRecord(it.id, 0);
    uint8 former = _requireVersion(it.id, version_ - 1).class;
    // The same class was checked before.
    if (it.class != former) _requireMayChange(it, former);
    _store(it, it.class, version_, version_, 0);
    emit RecordSuperseded(it.id, officer, it.schema, version_, it.root, it.class);
  }

  /// @inheritdoc IRecordRegistry
  function anchorBatch(Commitment calldata it, uint32 members) external override {
    OfficerId officer = _requireOfficer(it.id);
    if (members == 0) revert RecordRegistryInvalidCommitment(it.id);
    uint8 class = it.class;
    _requireClass(class);
    _store(it, class, _FIRST, _NO_VERSION, AnchorSlot.BATCH);
    emit BatchAnchored(it.id, officer, it.schema, it.root, members, class);
  }

  /// @inheritdoc IRecordRegistry
  function hold(RecordId record, bytes32 reason) external override {
    (OfficerId officer, uint8 mark) = _requireHolder(record);
    if (_requireKept(record).marks & mark != 0) revert RecordRegistryHeld(record);
    _anchors[record][_FIRST].marks |= mark;
    emit RecordHeld(record, officer, mark == AnchorSlot.HELD_BY_INSPECTOR, reason);
  }

  /// @inheritdoc IRecordRegistry
  function release(RecordId record) external override {
    (OfficerId officer, uint8 mark) = _requireHolder(record);
    if (_requireKept(record).marks & mark == 0) revert RecordRegistryNotHeld(record);
    _anchors[record][_FIRST].marks &= ~mark;
    emit RecordReleased(record, officer, mark == AnchorSlot.HELD_BY_INSPECTOR);
  }

  /// @inheritdoc IRecordRegistry
  function erase(RecordId record, uint16 version_, bytes32 reason) external override {
    OfficerId officer = _requireRecordsOfficer(record);
    if (_requireKept(record).marks & AnchorSlot.HELD_BY_ANY != 0) revert RecordRegistryHeld(record);
    Anchor memory latest = _requireVersion(record, version_);
    if (_isSuperseded(record, version_)) revert RecordRegistrySuperseded(record, version_);
    uint40 until = _retainedUntil(latest);
    if (block.timestamp < until) revert RecordRegistryRetained(record, until);
    _anchors[record][_FIRST].marks |= AnchorSlot.ERASED;
    emit RecordErased(record, officer, reason);
  }

  /// @inheritdoc IRecordRegistry
  function grant(RecordId record, bytes32 reader, bytes32 wrapped) external override {
    OfficerId officer = _requireRecordsOfficer(record);
    _requireKept(record);
    emit RecordGranted(record, officer, reader, wrapped);
  }

  /// @inheritdoc IRecordRegistry
  function withdrawGrant(RecordId record, bytes32 reader) external override {
    OfficerId officer = _requireRecordsOfficer(record);
    _requireKept(record);
    emit GrantWithdrawn(record, officer, reader);
  }

  /// @inheritdoc IRecordRegistry
  function disclose(RecordId record, uint16 version_, bytes32 disclosure) external override {
    OfficerId officer = _requireRecordsOfficer(record);
    _requireKept(record);
    _requireVersion(record, version_);
    emit RecordDisclosed(record, officer, version_, disclosure);
  }

  /// @inheritdoc IRecordRegistry
  function verify(
    RecordId record,
    uint16 version_,
    bytes32 schema,
    bytes32 root
  ) public view override returns (Verdict memory) {
    return _verdict(record, version_, _commitment(record, version_, schema, root));
  }

  /// @inheritdoc IRecordRegistry
  function verifyField(
    RecordId record,
    uint16 version_,
    bytes32 schema,
    bytes32 root,
    Field calldata field
  ) external view override returns (Verdict memory verdict) {
    bytes32 leaf = _leaf(abi.encode(field.path, field.value, field.salt));
    if (MerkleProof.verifyCalldata(field.proof, root, leaf)) verdict = verify(record, version_, schema, root);
  }

  /// @inheritdoc IRecordRegistry
  function verifyMember(
    RecordId batch,
    bytes32 schema,
    bytes32 root,
    RecordId member,
    bytes32 memberRoot,
    bytes32[] calldata proof
  ) external view override returns (Verdict memory verdict) {
    bytes32 leaf = _leaf(abi.encode(member, memberRoot));
    if (MerkleProof.verifyCalldata(proof, root, leaf)) {
      verdict = _verdict(batch, _FIRST, _commitment(batch, _NO_VERSION, schema, root));
    }
  }

  /// @inheritdoc IRecordRegistry
  function anchored(RecordId record, uint16 version_) external view override returns (Anchor memory) {
    return _anchors[record][version_];
  }

  /// @inheritdoc IRecordRegistry
  function retention(uint8 class_) external view override returns (Retention memory) {
    return _retention[class_];
  }

  /// @inheritdoc IRecordRegistry
  function version() external pure override returns (string memory) {
    return "1.0.0";
  }

  function _anchorFirst(Commitment calldata it, OfficerId officer) private {
    uint8 class = it.class;
    _requireClass(class);
    _store(it, class, _FIRST, _FIRST, 0);
    emit RecordAnchored(it.id, officer, it.schema, it.root, class);
  }

  /// @param hashed The version that the commitment is to.
  function _store(Commitment calldata it, uint8 class, uint16 version_, uint16 hashed, uint8 marks) private {
    (RecordId id, bytes32 schema, bytes32 root) = (it.id, it.schema, it.root);
    if (schema == 0 || root == 0) revert RecordRegistryInvalidCommitment(id);
    Anchor storage slot = _anchors[id][version_];
    if (!slot.isEmpty()) revert RecordRegistryAlreadyAnchored(id, version_);
    // Safe: 16 bits of days reach the year 2149.
    uint16 day = uint16(block.timestamp / 1 days);
    slot.write(_commitment(id, hashed, schema, root), day, class, marks);
  }

  function _verdict(
    RecordId record,
    uint16 version_,
    bytes28 commitment
  ) private view returns (Verdict memory verdict) {
    Anchor memory it = _anchors[record][version_];
    if (!it.exists() || it.commitment != commitment) return verdict;
    uint8 marks = _anchors[record][_FIRST].marks;
    return
      Verdict({
        anchored: true,
        current: !_isSuperseded(record, version_),
        held: marks & AnchorSlot.HELD_BY_ANY != 0,
        erased: marks & AnchorSlot.ERASED != 0,
        day: it.day
      });
  }

  function _isSuperseded(RecordId record, uint256 version_) private view returns (bool) {
    return !_anchors[record][version_ + 1].isEmpty();
  }

  function _retainedUntil(Anchor memory latest) private view returns (uint40) {
    uint40 duration = _retention[latest.class].duration;
    return duration == 0 ? 0 : (uint40(latest.day) + 1) * 1 days + duration;
  }

  /// @dev The first version, which has the record's marks. Reverts if there is none or the record is erased.
  function _requireKept(RecordId record) private view returns (Anchor memory first) {
    first = _requireVersion(record, _FIRST);
    if (first.marks & AnchorSlot.ERASED != 0) revert RecordRegistryErased(record);
  }

  function _requireVersion(RecordId record, uint16 version_) private view returns (Anchor memory it) {
    it = _anchors[record][version_];
    if (!it.exists()) revert RecordRegistryUnknownRecord(record, version_);
  }

  function _requireClass(uint8 class) private view {
    if (!_retention[class].isSet) revert RecordRegistryUnknownClass(class);
  }

  /// @dev No class lasts shorter than the one before, and a longer one is the records officer's to give: it keeps the
  /// whole record from erasure, for good.
  function _requireMayChange(Commitment calldata it, uint8 former) private view {
    _requireClass(it.class);
    (uint40 duration, uint40 least) = (_retention[it.class].duration, _retention[former].duration);
    if (duration < least) revert RecordRegistryShorterRetention(it.id, it.class, former);
    if (duration > least) _requireRecordsOfficer(it.id);
  }

  function _requireOfficer(RecordId record) private view returns (OfficerId) {
    return _registry.authorise(msg.sender, record.organisation(), 0, 0);
  }

  function _requireRecordsOfficer(RecordId record) private view returns (OfficerId) {
    return _registry.authorise(msg.sender, record.organisation(), Offices.RECORDS, 0);
  }

  /// @dev The caller, and the mark of their kind of hold. Nobody is both: an inspector holds no other office.
  function _requireHolder(RecordId record) private view returns (OfficerId officer, uint8 mark) {
    officer = _holding(record.organisation(), Offices.RECORDS);
    if (!officer.isNone()) return (officer, AnchorSlot.HELD);
    officer = _holding(TREASURY, Offices.INSPECTOR);
    if (officer.isNone()) revert RecordRegistryMayNotHold(msg.sender, record);
    return (officer, AnchorSlot.HELD_BY_INSPECTOR);
  }

  /// @dev The caller, if they hold the office in the organisation now; else 0.
  function _holding(OrganisationId organisation, uint32 office) private view returns (OfficerId) {
    try _registry.authorise(msg.sender, organisation, office, 0) returns (OfficerId officer) {
      return officer;
    } catch {
      return OfficerId.wrap(0);
    }
  }

  function _commitment(
    RecordId record,
    uint16 version_,
    bytes32 schema,
    bytes32 root
  ) private view returns (bytes28) {
    return bytes28(keccak256(abi.encode(block.chainid, address(this), schema, record, version_, root)));
  }

  /// @dev As OpenZeppelin's standard Merkle tree hashes it: twice, so that no node within a tree is a leaf.
  function _leaf(bytes memory encoded) private pure returns (bytes32) {
    return keccak256(bytes.concat(keccak256(encoded)));
  }
}
