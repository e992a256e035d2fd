// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IBuildingRegistry} from "../../../contracts/buildings/IBuildingRegistry.sol";
import {Act, ActKind} from "../../../contracts/types/Act.sol";
import {BuildingFacts, BuildingStatus, Title} from "../../../contracts/types/BuildingFacts.sol";
import {BuildingId} from "../../../contracts/types/BuildingId.sol";
import {ClaimKind} from "../../../contracts/types/ClaimKind.sol";
import {Classification} from "../../../contracts/types/Classification.sol";
import {Evidence} from "../../../contracts/types/Evidence.sol";
import {LeaseId} from "../../../contracts/types/LeaseId.sol";
import {OfficerId} from "../../../contracts/types/OfficerId.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {OrganisationId} from "../../../contracts/types/OrganisationId.sol";
import {NO_END} from "../../../contracts/types/Phase.sol";
import {World} from "./World.sol";

/// @title BuildingModel
/// @notice A register over the ledger, and buildings as they ought to be.
abstract contract BuildingModel is World {
  /// @dev Statuses, titles and ways by their numbers.
  uint8 internal constant PLANNED = 1;
  uint8 internal constant ACTIVE = 2;
  uint8 internal constant EXCESS = 3;
  uint8 internal constant SURPLUS = 4;
  uint8 internal constant DISPOSED = 5;
  uint8 internal constant OWNED = 1;
  uint8 internal constant LEASED = 2;

  struct GhostBuilding {
    uint8 acquisition;
    uint8 status;
    uint8 title;
    uint8 utilisation;
    uint8 condition;
    uint32 area;
    uint32 custodian;
    uint32 offeredTo;
    uint24 offerer;
    uint40 until;
    uint24 reporter;
    uint24 declarer;
    uint32 occupied;
    uint16 leases;
    uint16 surveyed;
  }

  struct GhostLease {
    bool isThere;
    bool isRunning;
    int24 from;
    int24 until;
  }

  uint40 internal constant EXCESS_WAIT = 30 days;
  uint40 internal constant SURPLUS_WAIT = 60 days;
  uint256 public constant CODES = 8;
  uint256 public constant LEASES = 3;
  uint256 internal constant OBLIGATIONS = 3;
  Evidence internal constant EVIDENCE = Evidence.wrap("evidence");

  IBuildingRegistry public immutable buildings;
  /// @notice How many were entered.
  uint256 public registered;
  /// @notice How many calls were done and how many refused as they ought to be, by what they do.
  mapping(string what => uint256) public made;
  mapping(string what => uint256) public refused;
  mapping(uint256 building => GhostBuilding) internal ghosts;
  mapping(uint256 building => mapping(uint256 lease => GhostLease)) internal ghostLeases;
  mapping(uint256 building => mapping(uint32 organisation => uint32)) public occupancies;
  /// @notice What each organisation's account has collected.
  mapping(uint32 organisation => uint64) public collected;
  /// @notice Which building an obligation names, plus one.
  mapping(uint64 obligation => uint256) public ordered;
  /// @notice Whether something of an obligation is paid.
  mapping(uint64 obligation => bool) public isPaid;

  /// @dev What was seen after the call before.
  mapping(uint256 building => BuildingStatus) private _statusSeen;
  mapping(uint256 building => Title) private _titleSeen;
  mapping(uint256 building => bytes32) private _disposedState;

  /// @dev Each handler's function runs at the world's time, and moves each building along the tree or not at all.
  modifier watched() {
    vm.warp(clock);
    _;
    for (uint256 which = 0; which < CODES; ++which) _watch(which);
  }

  constructor() {
    buildings = IBuildingRegistry(
      deployed("BuildingRegistry", abi.encode(registry, ledger, EXCESS_WAIT, SURPLUS_WAIT))
    );
    vm.prank(REGISTRAR);
    registry.enrolContract(address(buildings));
    uint24 collector = ++officerCount;
    isContract[collector] = true;
    for (uint32 organisation = 1; organisation <= ORGANISATIONS; ++organisation) {
      appointTo(collector, organisation, Offices.COLLECTING, clock, NO_END, type(uint64).max);
      _fund(organisation);
    }
  }

  function ghost(uint256 which) external view returns (GhostBuilding memory) {
    return ghosts[which];
  }

  function ghostLease(uint256 which, uint256 lease) external view returns (GhostLease memory) {
    return ghostLeases[which][lease];
  }

  /// @notice The facts that a building ought to have, byte after byte. No code is stated.
  function factsOf(uint256 which) public view returns (BuildingFacts) {
    return pack(ghosts[which]);
  }

  function idOf(uint256 which) public pure returns (BuildingId) {
    return BuildingId.wrap(bytes32(abi.encodePacked("B", bytes1(uint8(0x30 + which)))));
  }

  function leaseIdOf(uint256 which) public pure returns (LeaseId) {
    return LeaseId.wrap(bytes32(abi.encodePacked("L", bytes1(uint8(0x30 + which)))));
  }

  /// @notice The root of an organisation, and its obligations.
  function rootOf(uint32 organisation) public pure returns (uint32) {
    return organisation;
  }

  function obligationAt(uint32 organisation, uint256 which) public pure returns (uint64) {
    return (uint64(rootOf(organisation)) << 32) | uint64(2 + (which % OBLIGATIONS));
  }

  function pack(GhostBuilding memory it) internal pure returns (BuildingFacts) {
    bytes memory packed = abi.encodePacked(
      it.acquisition,
      it.status,
      it.title,
      bytes3(0),
      it.utilisation,
      it.condition,
      it.area
    );
    return BuildingFacts.wrap(uint96(bytes12(packed)));
  }

  /// @dev Makes the call; its outcome must be the one foreseen, and a refusal have a declared reason.
  function send(
    address by,
    bytes memory data,
    bool permitted,
    string memory what
  ) internal returns (bool ok) {
    bytes memory reason;
    vm.prank(by);
    // solhint-disable-next-line avoid-low-level-calls
    (ok, reason) = address(buildings).call(data);
    if (ok) {
      require(permitted, string.concat("done: ", what));
      ++made[what];
    } else {
      declared(reason);
      require(!permitted, string.concat("refused: ", what));
      ++refused[what];
    }
  }

  /// @dev A property officer's key: of the organisation, but now and then of another.
  function keeper(uint32 organisation, uint256 seed) internal returns (address) {
    uint32 chosen = seed % 8 == 0 || organisation == 0 ? anyOrganisation(seed >> 3) : organisation;
    return actor(chosen, Offices.PROPERTY, 0, seed >> 5);
  }

  function may(address key, uint32 organisation) internal view returns (bool) {
    return authorised(key, organisation, Offices.PROPERTY, 0);
  }

  /// @dev Whether the building is there and can still change, and the key is of its custodian.
  function mayChange(uint256 which, address key) internal view returns (bool) {
    GhostBuilding storage it = ghosts[which];
    return it.status != 0 && it.status != DISPOSED && may(key, it.custodian);
  }

  /// @dev Whoever was offered a building saw it as it was.
  function endOffer(uint256 which) internal {
    (ghosts[which].offeredTo, ghosts[which].offerer) = (0, 0);
  }

  function officerOfKey(address key) internal view returns (uint24) {
    return ghostKeys[key].officer;
  }

  function _watch(uint256 which) private {
    BuildingFacts facts = buildings.facts(idOf(which));
    (BuildingStatus before, BuildingStatus now_) = (_statusSeen[which], facts.status());
    Title title = now_ == BuildingStatus.None ? Title.None : facts.title();
    if (before >= BuildingStatus.Active && title != _titleSeen[which]) {
      require(title != Title.Leased, "29: called leased to be rid of it");
      require(before == BuildingStatus.Active, "29: another's once it was given up");
    }
    _titleSeen[which] = title;
    if (now_ != before) {
      require(_isMove(before, now_), "29: off the tree");
      bool isEnd = before == BuildingStatus.Active && now_ == BuildingStatus.Disposed;
      require(!isEnd || facts.title() == Title.Leased, "29: from use to nothing");
      _statusSeen[which] = now_;
    }
    if (now_ != BuildingStatus.Disposed) return;
    BuildingId id = idOf(which);
    bytes32 state = keccak256(
      abi.encode(
        facts,
        buildings.custodianOf(id),
        buildings.offer(id),
        buildings.screening(id),
        buildings.tenancy(id)
      )
    );
    if (_disposedState[which] == 0) _disposedState[which] = state;
    require(_disposedState[which] == state, "19: changed after it was disposed of");
  }

  function _isMove(BuildingStatus from, BuildingStatus to) private pure returns (bool) {
    if (from == BuildingStatus.None) return to == BuildingStatus.Planned || to == BuildingStatus.Active;
    if (from == BuildingStatus.Planned) return to == BuildingStatus.Active || to == BuildingStatus.Disposed;
    if (from == BuildingStatus.Active) return to == BuildingStatus.Excess || to == BuildingStatus.Disposed;
    if (from == BuildingStatus.Excess) return to == BuildingStatus.Surplus || to == BuildingStatus.Active;
    return from == BuildingStatus.Surplus && (to == BuildingStatus.Active || to == BuildingStatus.Disposed);
  }

  /// @dev A payer posts a claim on an obligation.
  function post(ClaimKind kind, uint32 organisation, uint64 obligation, uint64 amount) internal {
    vm.prank(actor(1, Offices.PAYING, 0, 0));
    ledger.post(
      kind,
      OrganisationId.wrap(organisation),
      OfficerId.wrap(officerCount),
      abi.encodePacked(bytes1(0x01), obligation, amount, bytes32("document"))
    );
  }

  /// @dev A root of the organisation's with some obligations on it.
  function _fund(uint32 organisation) private {
    vm.prank(actor(1, Offices.APPROPRIATING, 0, 0));
    ledger.openAppropriation(
      OrganisationId.wrap(organisation),
      clock,
      NO_END,
      NO_END,
      string.concat("ROOT-", vm.toString(organisation))
    );
    _act(1, Offices.APPROPRIATING, ActKind.Appropriate, rootOf(organisation), 0, 1);
    for (uint32 i = 0; i < OBLIGATIONS; ++i) {
      _act(organisation, Offices.CONTRACTING, ActKind.Obligate, rootOf(organisation), 7, 2 + i);
    }
    for (uint256 i = 0; i < OBLIGATIONS; ++i) {
      uint64 obligation = obligationAt(organisation, i);
      _act(organisation, Offices.RECEIVING, ActKind.Accept, obligation, 0, 1);
      post(ClaimKind.Certify, organisation, obligation, 100);
    }
  }

  function _act(
    uint32 organisation,
    uint32 office,
    ActKind kind,
    uint64 subject,
    uint32 counterpart,
    uint32 sequence
  ) private {
    Act[] memory acts = new Act[](1);
    bool obligates = kind == ActKind.Obligate;
    bool isSmall = obligates || kind == ActKind.Accept;
    acts[0] = Act({
      kind: kind,
      subject: subject,
      counterpart: counterpart,
      sequence: sequence,
      amount: isSmall ? 100 : 1_000_000,
      classification: Classification.wrap(obligates ? bytes32(bytes1(0x01)) : bytes32(0)),
      evidence: EVIDENCE
    });
    vm.prank(actor(organisation, office, 0, 0));
    ledger.execute(OrganisationId.wrap(organisation), acts);
  }
}
