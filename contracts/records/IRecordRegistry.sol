// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
import {RecordId} from "../types/RecordId.sol";
import {Anchor} from "./Anchor.sol";

/// @title IRecordRegistry
/// @notice Commitments to documents: what proves that one is unaltered, complete and current, without showing it.
///
/// A record's version is a Merkle tree of salted fields, whose root is anchored here bound to chain, register, schema,
/// record and version. Content and salts are kept off chain, encrypted to a key of the record's own; whoever destroys
/// that key leaves a root that commits to nothing anyone could find again.
///
/// Powers and limits: any officer of an organisation anchors and supersedes its records. Its records officer grants,
/// withdraws grants, discloses, holds, releases their own holds and erases: not under a hold, and not before the time of
/// the retention class is over. An inspector of the treasury holds any record and releases it. Retention times are set
/// by an administrator of the treasury and only ever count for what is anchored from then on by their class's number, so
/// a class once set is never changed. Nobody changes or removes a version.
interface IRecordRegistry {
  /// @notice What to anchor.
  /// @param schema Hash of the schema's name and version; see the SDK.
  /// @param root Root of the tree of salted fields. Never of one unsalted field.
  /// @param class A retention class that was set.
  struct Commitment {
    RecordId id;
    bytes32 schema;
    bytes32 root;
    uint8 class;
  }

  /// @notice What `verify` answers, question by question.
  /// @param anchored Whether exactly this was anchored.
  /// @param current Whether no later version was; of a batch, always.
  /// @param held Whether it is under a hold.
  /// @param erased Whether its key and salts were given up.
  /// @param day UTC day on which it was anchored, counted from 1970-01-01; 0 if it was not.
  struct Verdict {
    bool anchored;
    bool current;
    bool held;
    bool erased;
    uint16 day;
  }

  event RecordRegistryCreated(address registry);
  /// @param duration Seconds for which a record of the class is kept from erasure.
  event RetentionSet(uint8 indexed class, OfficerId indexed officer, uint40 duration);
  event RecordAnchored(
    RecordId indexed record,
    OfficerId indexed officer,
    bytes32 indexed schema,
    uint16 version,
    bytes32 root,
    uint8 class
  );
  /// @param members How many records are under the root.
  event BatchAnchored(
    RecordId indexed batch,
    OfficerId indexed officer,
    bytes32 indexed schema,
    bytes32 root,
    uint32 members,
    uint8 class
  );
  event RecordHeld(RecordId indexed record, OfficerId indexed officer, bool byInspector, bytes32 reason);
  event RecordReleased(RecordId indexed record, OfficerId indexed officer, bool byInspector);
  event RecordErased(RecordId indexed record, OfficerId indexed officer, bytes32 reason);
  /// @param reader A pseudonym of the reader for this record alone.
  /// @param grant Content address of the wrapped key.
  event RecordGranted(RecordId indexed record, OfficerId indexed officer, bytes32 reader, bytes32 grant);
  /// @dev The reader may have kept what they read; see the guide.
  event GrantWithdrawn(RecordId indexed record, OfficerId indexed officer, bytes32 reader);
  /// @param disclosure Content address of the disclosed fields and their proof.
  event RecordDisclosed(
    RecordId indexed record,
    OfficerId indexed officer,
    uint16 version,
    bytes32 disclosure
  );

  /// @notice Thrown when a retention class is 0, was set before, or lasts more than 100 years.
  error RecordRegistryInvalidClass(uint8 class, uint40 duration);
  /// @notice Thrown when something is anchored under a retention class that was not set.
  error RecordRegistryUnknownClass(uint8 class);
  /// @notice Thrown when a root or schema is 0, or a batch has no member.
  error RecordRegistryInvalidCommitment(RecordId record);
  /// @notice Thrown when that version is anchored already.
  error RecordRegistryAlreadyAnchored(RecordId record, uint16 version);
  /// @notice Thrown when there is no such record, or not the version that is to be superseded.
  error RecordRegistryUnknownRecord(RecordId record, uint16 version);
  /// @notice Thrown when a record is erased.
  error RecordRegistryErased(RecordId record);
  /// @notice Thrown when a record is erased that is held.
  error RecordRegistryHeld(RecordId record);
  /// @notice Thrown when a hold is released that there is not, or that is not the caller's to release.
  error RecordRegistryNotHeld(RecordId record);
  /// @notice Thrown when a record is erased before the time of its retention class is over.
  /// @param until First second at which it can be.
  error RecordRegistryRetained(RecordId record, uint40 until);

  /// @notice Sets a retention class, for ever. By an administrator of the treasury.
  function setRetention(uint8 class, uint40 duration) external;

  /// @notice Anchors the first version of records. By any officer of the organisation, which is one for all.
  function anchor(Commitment[] calldata commitments) external;

  /// @notice Anchors the next version of a record.
  /// @param version The one it becomes: one more than the author saw.
  function supersede(Commitment calldata commitment, uint16 version) external;

  /// @notice Anchors many records under one root. They have no versions: what is corrected is anchored as a record of its
  /// own or in a later batch, and nothing here says so.
  function anchorBatch(Commitment calldata commitment, uint32 members) external;

  /// @notice Keeps a record from erasure. By its organisation's records officer, or an inspector of the treasury.
  function hold(RecordId record, bytes32 reason) external;

  /// @notice Releases the caller's kind of hold.
  function release(RecordId record) external;

  /// @notice Says that a record's key and salts are destroyed. Off chain, that is the caller's duty.
  function erase(RecordId record, bytes32 reason) external;

  /// @notice Journals that a reader was given the record's key.
  function grant(RecordId record, bytes32 reader, bytes32 wrapped) external;

  /// @notice Journals that a reader will be given no later key.
  function withdrawGrant(RecordId record, bytes32 reader) external;

  /// @notice Journals that fields were shown to the public.
  function disclose(RecordId record, uint16 version, bytes32 disclosure) external;

  /// @notice Whether a version of a record is what it is said to be.
  function verify(
    RecordId record,
    uint16 version,
    bytes32 schema,
    bytes32 root
  ) external view returns (Verdict memory);

  /// @notice The same of one field, by its leaf and the proof that it is under the root.
  function verifyField(
    RecordId record,
    uint16 version,
    bytes32 schema,
    bytes32 root,
    bytes32 leaf,
    bytes32[] calldata proof
  ) external view returns (Verdict memory);

  /// @notice The same of a member of a batch, by the member's record id and root.
  function verifyMember(
    RecordId batch,
    bytes32 schema,
    bytes32 root,
    RecordId member,
    bytes32 memberRoot,
    bytes32[] calldata proof
  ) external view returns (Verdict memory);

  /// @notice What is anchored of a version; of a batch, version 1.
  function anchored(RecordId record, uint16 version) external view returns (Anchor memory);

  /// @notice Seconds for which a class is retained; 0 for not set.
  function retention(uint8 class) external view returns (uint40);

  function version() external pure returns (string memory);
}
