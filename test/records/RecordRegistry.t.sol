// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Anchor, AnchorSlot} from "../../contracts/records/Anchor.sol";
import {IRecordRegistry} from "../../contracts/records/IRecordRegistry.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {OrganisationId} from "../../contracts/types/OrganisationId.sol";
import {RecordId} from "../../contracts/types/RecordId.sol";
import {Registrars} from "../helpers/Registrars.sol";

contract RecordRegistryTest is Registrars {
  uint8 private constant _BRIEF = 1;
  uint8 private constant _KEPT = 2;
  uint40 private constant _TIME = 365 days;
  uint40 private constant _LONGEST = 36_525 days;
  /// @dev Of the mapping of anchors.
  uint256 private constant _ANCHORS_SLOT = 1;

  IRecordRegistry private _records;
  OfficerId private _officer;
  address private _officerKey;
  address private _clerkKey;

  function setUp() public override {
    super.setUp();
    _records = IRecordRegistry(deployed("RecordRegistry", abi.encode(registry)));
    (_officer, _officerKey) = hire(AGENCY, Offices.RECEIVING);
    (, _clerkKey) = hire(AGENCY, Offices.RECORDS);
    vm.startPrank(ADMINISTRATOR);
    _records.setRetention(_BRIEF, 0);
    _records.setRetention(_KEPT, _TIME);
    vm.stopPrank();
  }

  function testFuzz_AClassIsSetOnceForAtMostAHundredYears(
    uint8 class,
    uint40 duration,
    uint40 again
  ) external {
    bool isFree = class != 0 && class != _BRIEF && class != _KEPT;
    if (!isFree || duration > _LONGEST) {
      vm.expectRevert(
        abi.encodeWithSelector(IRecordRegistry.RecordRegistryInvalidClass.selector, class, duration)
      );
      vm.prank(ADMINISTRATOR);
      _records.setRetention(class, duration);
      return;
    }
    vm.prank(ADMINISTRATOR);
    _records.setRetention(class, duration);
    vm.assertTrue(_records.retention(class).isSet, "set");
    vm.assertEq(_records.retention(class).duration, duration, "duration");
    vm.expectRevert(
      abi.encodeWithSelector(IRecordRegistry.RecordRegistryInvalidClass.selector, class, again)
    );
    vm.prank(ADMINISTRATOR);
    _records.setRetention(class, again);
  }

  /// @dev The organisation is read from the id, whichever 28 bytes are before it.
  function testFuzz_ARecordIsAnchoredInItsOwnOrganisation(bytes28 random, uint32 organisation) external {
    RecordId id = _idOf(random, organisation);
    vm.assertEq(OrganisationId.unwrap(id.organisation()), organisation, "organisation");
    bool isOwn = organisation == OrganisationId.unwrap(AGENCY);
    if (!isOwn) vm.expectRevert(notAppointed(_officer, id.organisation()));
    _anchor(id, "schema", "root");
    vm.assertEq(_records.verify(id, 1, "schema", "root").anchored, isOwn, "anchored");
  }

  /// @dev Commitment, day, class and marks lie in one slot as the struct's fields do, whatever they are.
  function testFuzz_AnAnchorIsOneSlot(
    bytes28 random,
    bytes32 schema,
    bytes32 root,
    uint40 instant,
    uint8 class,
    bool held,
    bool heldByInspector
  ) external {
    RecordId id = _own(random);
    instant = uint40(bound(instant, time(), 65_536 days - 1));
    (schema, root) = (schema == 0 ? bytes32("schema") : schema, root == 0 ? bytes32("root") : root);
    class = _anyClass(class);
    vm.warp(instant);
    vm.prank(_officerKey);
    _records.anchor(IRecordRegistry.Commitment({id: id, schema: schema, root: root, class: class}));
    uint8 marks = 0;
    if (held) {
      vm.prank(_clerkKey);
      _records.hold(id, 0);
      marks |= AnchorSlot.HELD;
    }
    if (heldByInspector) {
      vm.prank(INSPECTOR);
      _records.hold(id, 0);
      marks |= AnchorSlot.HELD_BY_INSPECTOR;
    }
    bytes28 commitment = bytes28(
      keccak256(abi.encode(block.chainid, address(_records), schema, id, uint16(1), root))
    );
    uint256 word =
      uint256(uint224(commitment)) |
        (uint256(instant / 1 days) << 224) |
        (uint256(class) << 240) |
        (uint256(marks) << 248);
    vm.assertEq(uint256(vm.load(address(_records), _slotOf(id, 1))), word, "word");
    vm.assertEq(uint256(vm.load(address(_records), _slotOf(id, 2))), 0, "the next version's");
    Anchor memory stored = _records.anchored(id, 1);
    vm.assertTrue(stored.commitment == commitment, "commitment");
    vm.assertEq(stored.day, instant / 1 days, "day");
    vm.assertEq(stored.class, class, "class");
    vm.assertEq(stored.marks, marks, "marks");
  }

  /// @dev Under one anchor verifies what was anchored, and nothing else of schema, id, version and root.
  function testFuzz_NothingElseVerifies(
    bytes28[2] memory random,
    bytes32[2] memory schemas,
    bytes32[2] memory roots,
    uint16 version,
    uint8 same
  ) external {
    for (uint256 i = 0; i < 2; ++i) {
      if (schemas[i] == 0) schemas[i] = "schema";
      if (roots[i] == 0) roots[i] = "root";
    }
    RecordId one = _own(random[0]);
    _anchor(one, schemas[0], roots[0]);
    // Each of the four the same or another, by a bit.
    RecordId other = same & 1 != 0 ? one : _own(random[1]);
    uint16 asked = same & 2 != 0 ? 1 : version;
    bytes32 schema = schemas[same & 4 != 0 ? 0 : 1];
    bytes32 root = roots[same & 8 != 0 ? 0 : 1];
    bool isSame =
      RecordId.unwrap(other) == RecordId.unwrap(one) &&
        asked == 1 &&
        schema == schemas[0] &&
        root == roots[0];
    IRecordRegistry.Verdict memory verdict = _records.verify(other, asked, schema, root);
    vm.assertEq(verdict.anchored, isSame, "anchored");
    vm.assertEq(verdict.current, isSame, "current");
    vm.assertEq(verdict.day, isSame ? uint16(time() / 1 days) : 0, "day");
  }

  /// @dev The same id, schema and root as a record and as a batch have different commitments.
  function testFuzz_NoBatchIsARecord(bytes28 random, bytes32 root, uint16 version, uint32 members) external {
    vm.assume(root != 0);
    RecordId id = _own(random);
    members = uint32(bound(members, 1, type(uint32).max));
    vm.prank(_officerKey);
    _records.anchorBatch(_commitment(id, "schema", root), members);
    vm.assertFalse(_records.verify(id, version, "schema", root).anchored, "as a record");
    vm.assertFalse(_records.verify(id, 1, "schema", root).anchored, "as the first version");
    IRecordRegistry second = IRecordRegistry(deployed("RecordRegistry", abi.encode(registry)));
    vm.prank(ADMINISTRATOR);
    second.setRetention(_BRIEF, 0);
    vm.prank(_officerKey);
    second.anchor(_commitment(id, "schema", root));
    bytes32 leaf = _leaf(abi.encode(id, root));
    vm.assertFalse(
      second.verifyMember(id, "schema", leaf, id, root, new bytes32[](0)).anchored,
      "a record as a batch"
    );
  }

  /// @dev A node of the tree is no field or member: those alone are leaves that hash twice.
  function testFuzz_OnlyWhatIsUnderTheRootVerifies(
    string memory path,
    string memory value,
    bytes32 salt,
    RecordId member,
    bytes32 memberRoot
  ) external {
    bytes32 field = _leaf(abi.encode(path, value, salt));
    bytes32 entry = _leaf(abi.encode(member, memberRoot));
    bytes32 root = _pair(field, entry);
    RecordId id = _own("document");
    RecordId batch = _own("batch");
    _anchor(id, "schema", root);
    vm.prank(_officerKey);
    _records.anchorBatch(_commitment(batch, "schema", root), 2);

    bytes32[] memory beside = new bytes32[](1);
    beside[0] = entry;
    IRecordRegistry.Field memory it = IRecordRegistry.Field(path, value, salt, beside);
    vm.assertTrue(_records.verifyField(id, 1, "schema", root, it).anchored, "field");
    vm.assertFalse(_records.verifyField(batch, 1, "schema", root, it).anchored, "a field of a batch");
    it.salt = ~salt;
    vm.assertFalse(_records.verifyField(id, 1, "schema", root, it).anchored, "another salt");
    it = IRecordRegistry.Field(path, string.concat(value, "0"), salt, beside);
    vm.assertFalse(_records.verifyField(id, 1, "schema", root, it).anchored, "another value");
    // What one string loses, the other gains.
    it = IRecordRegistry.Field(string.concat(path, "0"), value, salt, beside);
    vm.assertFalse(_records.verifyField(id, 1, "schema", root, it).anchored, "another path");

    beside[0] = field;
    vm.assertTrue(
      _records.verifyMember(batch, "schema", root, member, memberRoot, beside).anchored,
      "member"
    );
    vm.assertFalse(
      _records.verifyMember(id, "schema", root, member, memberRoot, beside).anchored,
      "a member of a record"
    );
    vm.assertFalse(
      _records.verifyMember(batch, "schema", root, member, ~memberRoot, beside).anchored,
      "another root"
    );
  }

  /// @dev At the second, and never before, whichever class and version.
  function testFuzz_NothingIsErasedBeforeItsTime(
    uint40 duration,
    uint40 anchoredAt,
    uint40 supersededAfter,
    uint40 erasedAfter
  ) external {
    duration = uint40(bound(duration, 0, _LONGEST));
    vm.prank(ADMINISTRATOR);
    _records.setRetention(3, duration);
    RecordId id = _own("record");
    IRecordRegistry.Commitment memory it = IRecordRegistry.Commitment({
      id: id,
      schema: "schema",
      root: "root",
      class: 3
    });
    vm.warp(bound(anchoredAt, time(), time() + 3650 days));
    vm.prank(_officerKey);
    _records.anchor(it);
    vm.warp(time() + bound(supersededAfter, 0, 3650 days));
    vm.prank(_officerKey);
    _records.supersede(it, 2);
    uint40 until = duration == 0 ? 0 : (time() / 1 days + 1) * 1 days + duration;
    vm.warp(time() + bound(erasedAfter, 0, 2 * _LONGEST));
    bool isOver = time() >= until;
    if (!isOver) {
      vm.expectRevert(abi.encodeWithSelector(IRecordRegistry.RecordRegistryRetained.selector, id, until));
    }
    vm.prank(_clerkKey);
    _records.erase(id, 2, 0);
    vm.assertEq(_records.verify(id, 2, "schema", "root").erased, isOver, "erased");
    if (isOver) return;
    vm.warp(until - 1);
    vm.expectRevert(abi.encodeWithSelector(IRecordRegistry.RecordRegistryRetained.selector, id, until));
    vm.prank(_clerkKey);
    _records.erase(id, 2, 0);
    vm.warp(until);
    vm.prank(_clerkKey);
    _records.erase(id, 2, 0);
  }

  /// @dev The class tells that there is an anchor, so that a clock that stands near 0 lets nobody anchor twice.
  function test_AnAnchorOfDayZeroIsOne() external {
    RecordId id = _own("early");
    IRecordRegistry early = IRecordRegistry(deployed("RecordRegistry", abi.encode(registry)));
    vm.prank(ADMINISTRATOR);
    early.setRetention(_BRIEF, 0);
    // A day that is 0 in 16 bits: on the first one itself no appointment holds yet.
    vm.warp(65_536 days + 1 hours);
    vm.prank(_officerKey);
    early.anchor(_commitment(id, "schema", "root"));
    vm.assertEq(early.anchored(id, 1).day, 0, "day");
    vm.assertTrue(early.verify(id, 1, "schema", "root").anchored, "anchored");
    vm.expectRevert(
      abi.encodeWithSelector(IRecordRegistry.RecordRegistryAlreadyAnchored.selector, id, uint16(1))
    );
    vm.prank(_officerKey);
    early.anchor(_commitment(id, "schema", "other"));
  }

  /// @dev The last version that there can be has no next one, and is current.
  function test_TheLastVersionIsCurrent() external {
    RecordId id = _own("long");
    _anchor(id, "schema", "root");
    bytes32 before = vm.load(address(_records), _slotOf(id, 1));
    vm.store(address(_records), _slotOf(id, type(uint16).max - 1), before);
    vm.prank(_officerKey);
    _records.supersede(_commitment(id, "schema", "last"), type(uint16).max);
    IRecordRegistry.Verdict memory verdict = _records.verify(id, type(uint16).max, "schema", "last");
    vm.assertTrue(verdict.anchored && verdict.current, "current");
    vm.assertTrue(vm.load(address(_records), _slotOf(id, 1)) == before, "the first one's slot");
    vm.assertEq(uint256(vm.load(address(_records), _slotOf(id, 0))), 0, "none before the first");
  }

  function testFuzz_AStrangerDoesNothing(address caller) external {
    vm.assume(registry.officerOf(caller) == NOBODY);
    RecordId id = _own("record");
    _anchor(id, "schema", "root");
    vm.prank(_clerkKey);
    _records.hold(id, 0);
    IRecordRegistry.Commitment[] memory list = new IRecordRegistry.Commitment[](1);
    list[0] = _commitment(_own("other"), "schema", "root");
    bytes[] memory calls = new bytes[](11);
    calls[0] = abi.encodeCall(IRecordRegistry.setRetention, (9, 0));
    calls[1] = abi.encodeCall(IRecordRegistry.anchor, (list[0]));
    calls[2] = abi.encodeCall(IRecordRegistry.anchorAll, (list));
    calls[3] = abi.encodeCall(IRecordRegistry.supersede, (_commitment(id, "schema", "root"), 2));
    calls[4] = abi.encodeCall(IRecordRegistry.anchorBatch, (list[0], 1));
    calls[5] = abi.encodeCall(IRecordRegistry.hold, (id, 0));
    calls[6] = abi.encodeCall(IRecordRegistry.release, (id));
    calls[7] = abi.encodeCall(IRecordRegistry.erase, (id, 1, 0));
    calls[8] = abi.encodeCall(IRecordRegistry.grant, (id, 0, 0));
    calls[9] = abi.encodeCall(IRecordRegistry.withdrawGrant, (id, 0));
    calls[10] = abi.encodeCall(IRecordRegistry.disclose, (id, 1, 0));
    bytes32 before = vm.load(address(_records), _slotOf(id, 1));
    for (uint256 i = 0; i < calls.length; ++i) {
      vm.prank(caller);
      (bool done, ) = address(_records).call(calls[i]);
      vm.assertFalse(done, vm.toString(i));
    }
    vm.assertTrue(vm.load(address(_records), _slotOf(id, 1)) == before, "changed");
    vm.assertEq(uint256(vm.load(address(_records), _slotOf(id, 2))), 0, "superseded");
    vm.assertEq(uint256(vm.load(address(_records), _slotOf(list[0].id, 1))), 0, "anchored");
  }

  function _anchor(RecordId id, bytes32 schema, bytes32 root) private {
    vm.prank(_officerKey);
    _records.anchor(_commitment(id, schema, root));
  }

  /// @dev Sets the class where it is not.
  function _anyClass(uint8 class) private returns (uint8) {
    if (class == 0) return _KEPT;
    if (!_records.retention(class).isSet) {
      vm.prank(ADMINISTRATOR);
      _records.setRetention(class, 1 days);
    }
    return class;
  }

  function _commitment(
    RecordId id,
    bytes32 schema,
    bytes32 root
  ) private pure returns (IRecordRegistry.Commitment memory) {
    return IRecordRegistry.Commitment({id: id, schema: schema, root: root, class: _BRIEF});
  }

  function _own(bytes28 random) private pure returns (RecordId) {
    return _idOf(random, OrganisationId.unwrap(AGENCY));
  }

  function _idOf(bytes28 random, uint32 organisation) private pure returns (RecordId) {
    return RecordId.wrap(bytes32(random) | bytes32(uint256(organisation)));
  }

  function _slotOf(RecordId id, uint256 version) private pure returns (bytes32) {
    return keccak256(abi.encode(version, keccak256(abi.encode(id, _ANCHORS_SLOT))));
  }

  function _leaf(bytes memory encoded) private pure returns (bytes32) {
    return keccak256(abi.encode(keccak256(encoded)));
  }

  function _pair(bytes32 one, bytes32 other) private pure returns (bytes32) {
    return keccak256(one < other ? abi.encode(one, other) : abi.encode(other, one));
  }
}
