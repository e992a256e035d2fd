// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../../../contracts/authority/IOfficerRegistry.sol";
import {ISchedules} from "../../../contracts/disbursement/ISchedules.sol";
import {Chunk, Header, ScheduleState} from "../../../contracts/disbursement/Schedule.sol";
import {ObligationId} from "../../../contracts/types/ObligationId.sol";
import {OrganisationId} from "../../../contracts/types/OrganisationId.sol";
import {PayingHandler} from "./PayingHandler.sol";

/// @title ScheduleModel
/// @notice Schedules as they ought to be: their lines, their Merkle trees, and what paying a chunk ought to do.
abstract contract ScheduleModel is PayingHandler {
  struct GhostLine {
    address payee;
    uint64 cents;
    bytes32 voucher;
  }

  /// @param paid Bits of the chunks that were paid.
  /// @param paidTotal What they came to, less what failed.
  struct GhostSchedule {
    bytes32 id;
    ScheduleState state;
    uint24 submitter;
    uint24 certifier;
    uint64 left;
    uint64 certified;
    uint64 paidTotal;
    uint256 paid;
    bool isBenefit;
    bool attested;
  }

  /// @dev What paying a chunk of a benefit schedule ought to do.
  struct ChunkPlan {
    bytes4 reason;
    uint64 total;
    uint64 failedTotal;
    uint256 failed;
    uint64 lines;
  }

  GhostSchedule[] internal plans;
  mapping(uint256 schedule => Header) internal headers;
  mapping(uint256 schedule => mapping(uint256 chunk => GhostLine[])) internal linesOf;
  mapping(uint256 schedule => mapping(uint256 chunk => uint256)) internal unpaidOf;
  mapping(bytes32 id => uint256) private _placeOfSchedule;

  function scheduleCount() external view returns (uint256) {
    return plans.length;
  }

  function ghostSchedule(uint256 index) external view returns (GhostSchedule memory, Header memory) {
    return (plans[index], headers[index]);
  }

  function ghostUnpaid(uint256 index, uint256 chunk) external view returns (uint256) {
    return unpaidOf[index][chunk];
  }

  function _addSchedule(GhostSchedule memory it, Header memory header) internal {
    plans.push(it);
    headers[plans.length - 1] = header;
    _placeOfSchedule[it.id] = plans.length;
  }

  /// @dev Whose officers act on it.
  function _actsFor(uint256 schedule) internal view returns (uint32) {
    Header storage header = headers[schedule];
    return plans[schedule].isBenefit ? _ownerOf(_obligationIn(header)) : _organisationIn(header);
  }

  /// @dev What paying a chunk ought to do. The order of its checks is that in which the contract ought to give its
  /// reasons.
  function _planChunk(
    uint256 schedule,
    uint256 chunk,
    address key,
    uint32 actingFor,
    Settled memory how
  ) internal view returns (ChunkPlan memory plan) {
    GhostSchedule storage it = plans[schedule];
    uint32 owner = _actsFor(schedule);
    uint256 unpaid = unpaidOf[schedule][chunk];
    GhostLine[] storage lines = linesOf[schedule][chunk];
    for (uint256 i = 0; i < lines.length; ++i) {
      if ((unpaid >> i) & 1 == 1) continue;
      ++plan.lines;
      plan.total += lines[i].cents;
      if (it.attested || !_bounces(lines[i].payee)) continue;
      plan.failed |= 1 << i;
      plan.failedTotal += lines[i].cents;
    }
    plan.reason = _beforeChunk(schedule, chunk);
    if (plan.reason == 0 && clock >= headers[schedule].eligibleUntil) {
      plan.reason = ISchedules.SchedulesExpired.selector;
    }
    if (plan.reason == 0) plan.reason = _begin(it, key, owner, actingFor, plan.total);
    // Every line may be stopped: then no money moves.
    if (plan.reason != 0 || plan.lines == 0) return plan;
    if (halted(owner)) plan.reason = IOfficerRegistry.OfficerRegistryHalted.selector;
    else if (_isCancelled(_obligationIn(headers[schedule]))) {
      plan.reason = ISchedules.SchedulesAccountClosed.selector;
    } else plan.reason = _cashReason(owner, plan.total);
    if (plan.reason == 0) plan.reason = _railReason(it.attested, how, plan.total);
  }

  function _beforeChunk(uint256 schedule, uint256 chunk) internal view returns (bytes4) {
    GhostSchedule storage it = plans[schedule];
    if (it.state != ScheduleState.Certified) return ISchedules.SchedulesWrongState.selector;
    return (it.paid >> chunk) & 1 == 1 ? ISchedules.SchedulesAlreadyPaid.selector : bytes4(0);
  }

  function _begin(
    GhostSchedule storage it,
    address key,
    uint32 organisation,
    uint32 actingFor,
    uint64 total
  ) internal view returns (bytes4 reason) {
    reason = _disbursing(key, organisation, actingFor, total);
    uint24 officer = _officerWith(key);
    if (reason == 0 && (officer == it.submitter || officer == it.certifier)) {
      reason = ISchedules.SchedulesDutiesNotSeparate.selector;
    }
    if (reason == 0 && total > it.left) reason = ISchedules.SchedulesExceedsTotal.selector;
  }

  function _isPayable(bytes32 document) internal view virtual override returns (bool) {
    uint256 place = _placeOfSchedule[document];
    if (place == 0) return super._isPayable(document);
    return plans[place - 1].state == ScheduleState.Certified && clock < headers[place - 1].eligibleUntil;
  }

  // Trees

  /// @dev The chunk as it was certified, with its proof.
  function _chunk(uint256 schedule, uint256 index) internal view returns (Chunk memory chunk) {
    chunk.index = uint16(index);
    chunk.bindings = _bindings(schedule, index);
    chunk.lines = _encode(schedule, index);
    chunk.proof = _proof(_leaves(schedule, headers[schedule].chunks), index);
  }

  function _leaves(uint256 schedule, uint256 count) internal view returns (bytes32[] memory leaves) {
    leaves = new bytes32[](count);
    for (uint256 i = 0; i < count; ++i) {
      bytes32 hash = keccak256(abi.encode(i, _bindings(schedule, i), keccak256(_encode(schedule, i))));
      leaves[i] = keccak256(abi.encode(hash));
    }
  }

  /// @dev Pairs are sorted; an odd one out goes up as it is.
  function _root(bytes32[] memory level) internal pure returns (bytes32) {
    while (level.length > 1) level = _up(level);
    return level[0];
  }

  function _encode(uint256 schedule, uint256 chunk) internal view returns (bytes memory lines) {
    GhostLine[] storage all = linesOf[schedule][chunk];
    for (uint256 i = 0; i < all.length; ++i) {
      GhostLine memory it = all[i];
      if (!plans[schedule].isBenefit) lines = bytes.concat(lines, it.voucher);
      else if (plans[schedule].attested) {
        lines = bytes.concat(lines, bytes10(bytes20(it.payee)), bytes6(uint48(it.cents)));
      } else lines = bytes.concat(lines, bytes20(it.payee), bytes5(uint40(it.cents)));
    }
  }

  function _proof(bytes32[] memory level, uint256 index) private pure returns (bytes32[] memory proof) {
    proof = new bytes32[](2);
    uint256 length = 0;
    while (level.length > 1) {
      uint256 sibling = index ^ 1;
      if (sibling < level.length) proof[length++] = level[sibling];
      level = _up(level);
      index /= 2;
    }
    assembly ("memory-safe") {
      mstore(proof, length)
    }
  }

  function _up(bytes32[] memory level) private pure returns (bytes32[] memory above) {
    above = new bytes32[]((level.length + 1) / 2);
    for (uint256 i = 0; i < above.length; ++i) {
      bytes32 left = level[2 * i];
      if (2 * i + 1 == level.length) {
        above[i] = left;
        continue;
      }
      bytes32 right = level[2 * i + 1];
      above[i] = left < right ? keccak256(abi.encode(left, right)) : keccak256(abi.encode(right, left));
    }
  }

  function _bindings(uint256 schedule, uint256 chunk) private pure returns (bytes32) {
    return keccak256(abi.encode("bindings", schedule, chunk));
  }

  function _obligationIn(Header storage header) internal view returns (uint64) {
    return ObligationId.unwrap(header.obligation);
  }

  function _organisationIn(Header storage header) internal view returns (uint32) {
    return OrganisationId.unwrap(header.organisation);
  }
}
