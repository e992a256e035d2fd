// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../types/OfficerId.sol";
import {RecordId} from "../types/RecordId.sol";
import {Anchor} from "./Anchor.sol";

/// @title IRecordRegistry
/// @notice Commitments to documents: what proves that one is unaltered, complete and current, without showing it.
///
/// A record's version is a Merkle tree of salted fields, whose root is anchored here bound to chain, register, schema,
/// record and version. Content and salts are kept off chain, encrypted to a key of the record's own; whoever destroys
/// that key leaves a root that commits to nothing anyone could find again.
///
/// Powers and limits: any officer of an organisation anchors and supersedes its records. Its records officer gives a
/// later version a class that lasts longer, grants, withdraws grants, discloses, holds, releases their own holds and
/// erases: not under a hold, and not before the time of the retention class is over. An inspector of the treasury holds any record and releases it; neither lifts the other's
/// hold. Retention times are set by an administrator of the treasury, each class once and for ever. Nobody changes or
/// removes a version.
///
/// Retention is counted from the latest version: from the end of the UTC day on which it was anchored, or not at all
/// where the class lasts no time. A later version's class lasts at least as long as that of the one before, so that
/// nobody shortens a record's time by correcting it.
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

  /// @notice How long a class of records is kept from erasure. One slot.
  /// @param isSet Whether there is such a class. Some last no time.
  /// @param duration Seconds.
  struct Retention {
    bool isSet;
    uint40 duration;
  }

  /// @notice A field to verify.
  /// @param path Where it stands in the document; see the SDK.
  /// @param value As canonical JSON.
  /// @param salt Derived from the record's key and the path.
  /// @param proof From the field's leaf to the version's root.
  struct Field {
    string path;
    string value;
    bytes32 salt;
    bytes32[] proof;
  }

  /// @notice What `verify` answers, question by question. All false and 0 where it was not anchored.
  /// @param anchored Whether exactly this was anchored.
  /// @param current Whether no later version was; of a batch, always.
  /// @param held Whether it is under a hold.
  /// @param erased Whether its key and salts were given up.
  /// @param day UTC day on which it was anchored, counted from 1970-01-01.
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
  /// @dev The first version.
  event RecordAnchored(
    RecordId indexed record,
    OfficerId indexed officer,
    bytes32 indexed schema,
    bytes32 root,
    uint8 class
  );
  /// @param version The later one, whose schema, root and class these are.
  event RecordSuperseded(
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
  /// @notice Thrown when a later version's retention class lasts shorter than that of the one before.
  error RecordRegistryShorterRetention(RecordId record, uint8 class, uint8 former);
  /// @notice Thrown when that version, or a batch under that id, is anchored already.
  error RecordRegistryAlreadyAnchored(RecordId record, uint16 version);
  /// @notice Thrown when there is no such record, or not the version that is to be superseded.
  error RecordRegistryUnknownRecord(RecordId record, uint16 version);
  /// @notice Thrown when a batch is superseded. Its members have no versions.
  error RecordRegistryIsBatch(RecordId batch);
  /// @notice Thrown when a record is erased of which the caller has not seen the latest version.
  error RecordRegistrySuperseded(RecordId record, uint16 version);
  /// @notice Thrown when something is done to a record that is erased.
  error RecordRegistryErased(RecordId record);
  /// @notice Thrown when the caller is neither the records officer of the record's organisation nor an inspector.
  error RecordRegistryMayNotHold(address caller, RecordId record);
  /// @notice Thrown when a record is erased that is held, or held that the caller's kind holds already.
  error RecordRegistryHeld(RecordId record);
  /// @notice Thrown when a hold is released that there is not, or that is not the caller's to release.
  error RecordRegistryNotHeld(RecordId record);
  /// @notice Thrown when a record is erased before the time of its retention class is over.
  /// @param until First second at which it can be.
  error RecordRegistryRetained(RecordId record, uint40 until);

  /// @notice Sets a retention class, for ever. By an administrator of the treasury.
  function setRetention(uint8 class_, uint40 duration) external;

  /// @notice Anchors the first version of a record. By any officer of its organisation.
  function anchor(Commitment calldata commitment) external;

  /// @notice The same of many records, each with a slot of its own. By an officer of the organisation of each.
  function anchorAll(Commitment[] calldata commitments) external;

  /// @notice Anchors the next version of a record. By any officer of its organisation, but under a class that lasts
  /// longer, by its records officer: no other may keep a person's record from erasure. A hold does not stop it: it adds.
  /// @param version The one it becomes: one more than the author saw.
  function supersede(Commitment calldata commitment, uint16 version) external;

  /// @notice Anchors many records under one root. By any officer of its organisation. The members have no versions: what
  /// is corrected is anchored as a record of its own or in a later batch, and nothing here says so. They are held and
  /// erased together.
  function anchorBatch(Commitment calldata commitment, uint32 members) external;

  /// @notice Keeps a record from erasure. By its organisation's records officer, or an inspector of the treasury.
  function hold(RecordId record, bytes32 reason) external;

  /// @notice Releases the caller's kind of hold.
  function release(RecordId record) external;

  /// @notice Says that a record's key and salts are destroyed: of all its versions. Off chain, that is the caller's duty.
  /// By its organisation's records officer.
  /// @param version The latest.
  function erase(RecordId record, uint16 version, bytes32 reason) external;

  /// @notice Journals that a reader was given the record's key. By its organisation's records officer, as are the next
  /// two.
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

  /// @notice The same of one field. Takes the field and not its leaf: a node within the tree would pass for one.
  function verifyField(
    RecordId record,
    uint16 version,
    bytes32 schema,
    bytes32 root,
    Field calldata field
  ) external view returns (Verdict memory);

  /// @notice The same of a member of a batch, by the member's record id and root. Of a batch, what is asked is always of
  /// the whole: whether a member was corrected since, nothing here says.
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

  function retention(uint8 class_) external view returns (Retention memory);

  function version() external pure returns (string memory);
}
