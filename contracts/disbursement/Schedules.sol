// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

import {ClaimLines} from "../budget/ClaimLines.sol";
import {ClaimKind} from "../types/ClaimKind.sol";
import {ObligationId} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {MANY_PAYEES, PayeeId} from "../types/PayeeId.sol";
import {ScheduleId} from "../types/ScheduleId.sol";
import {VoucherId} from "../types/VoucherId.sol";
import {ISchedules} from "./ISchedules.sol";
import {IVouchers} from "./IVouchers.sol";
import {Lines} from "./Lines.sol";
import {Payer} from "./Payer.sol";
import {Chunk, Header, Progress, ScheduleKind, ScheduleState} from "./Schedule.sol";

/// @title Schedules
/// @notice See `ISchedules`.
contract Schedules is Payer, ISchedules {
  /// @notice How many chunks a schedule may have: a bit each in its one slot.
  uint16 public constant MAX_CHUNKS = 128;

  IVouchers private immutable _vouchers;

  mapping(ScheduleId schedule => Progress) private _progress;
  mapping(ScheduleId schedule => mapping(uint16 chunk => mapping(uint256 word => uint256 bits)))
    private _unpaid;

  constructor(Parts memory parts, IVouchers vouchers_) Payer(parts) {
    _vouchers = vouchers_;
    emit SchedulesCreated(parts.registry, parts.ledger, address(vouchers_));
  }

  /// @inheritdoc ISchedules
  function submit(Header calldata header) external override returns (ScheduleId id) {
    OfficerId officer = _registry.authorise(
      msg.sender,
      header.organisation,
      Offices.SUBMITTING,
      header.total
    );
    bool isBenefit = header.kind == ScheduleKind.Benefit;
    bool hasObligation = ObligationId.unwrap(header.obligation) != 0;
    if (
      header.total == 0 ||
      header.chunks == 0 ||
      header.chunks > MAX_CHUNKS ||
      isBenefit != hasObligation ||
      (isBenefit ? block.timestamp >= header.eligibleUntil : header.eligibleUntil != 0)
    ) revert SchedulesInvalidHeader();
    _requireOwned(header);
    id = scheduleId(header);
    Progress memory it = _require(id, ScheduleState.None);
    it.state = ScheduleState.Submitted;
    it.submitter = officer;
    it.store(_progress[id]);
    emit ScheduleSubmitted(id, officer, header);
  }

  /// @inheritdoc ISchedules
  function certify(Header calldata header) external override {
    ScheduleId id = scheduleId(header);
    Progress memory it = _require(id, ScheduleState.Submitted);
    OrganisationId owner = _ownerOf(header);
    OfficerId officer = _registry.authorise(msg.sender, owner, Offices.CERTIFYING, header.total);
    if (officer == it.submitter) revert SchedulesDutiesNotSeparate(id, officer);
    it.state = ScheduleState.Certified;
    it.certifier = officer;
    it.left = header.total;
    it.store(_progress[id]);
    if (header.kind == ScheduleKind.Benefit) {
      _requireEligible(id, header);
      _post(ClaimKind.Certify, owner, header, id, officer, header.total);
    }
    emit ScheduleCertified(id, officer);
  }

  /// @inheritdoc ISchedules
  function close(Header calldata header) external override {
    ScheduleId id = scheduleId(header);
    Progress memory it = _progress[id];
    if (it.state != ScheduleState.Submitted && it.state != ScheduleState.Certified) {
      revert SchedulesWrongState(id, it.state);
    }
    OrganisationId owner = _ownerOf(header);
    OfficerId officer = _registry.authorise(msg.sender, owner, Offices.CERTIFYING, it.left);
    uint64 released = it.left;
    it.state = ScheduleState.Closed;
    it.left = 0;
    it.store(_progress[id]);
    if (released != 0 && header.kind == ScheduleKind.Benefit) {
      _post(ClaimKind.Decertify, owner, header, id, officer, released);
    }
    emit ScheduleClosed(id, officer, released);
  }

  /// @inheritdoc ISchedules
  function stop(
    Header calldata header,
    uint16 chunk,
    uint16 word,
    uint256 bits,
    bytes32 reason
  ) external override {
    ScheduleId id = scheduleId(header);
    Progress memory it = _progress[id];
    if (it.state != ScheduleState.Submitted && it.state != ScheduleState.Certified) {
      revert SchedulesWrongState(id, it.state);
    }
    if (chunk >= header.chunks || bits == 0 || header.kind != ScheduleKind.Benefit) {
      revert SchedulesInvalidLines(id, chunk);
    }
    if (_isPaid(it, chunk)) revert SchedulesAlreadyPaid(id, chunk);
    OfficerId officer = _stopper(_ownerOf(header));
    if (!it.hasStops) {
      it.hasStops = true;
      it.store(_progress[id]);
    }
    _unpaid[id][chunk][word] |= bits;
    emit LinesStopped(id, chunk, officer, word, bits, reason);
  }

  /// @inheritdoc ISchedules
  function pay(
    Header calldata header,
    OrganisationId actingFor,
    Chunk calldata chunk,
    bytes calldata settlement
  ) external override returns (uint64 paid) {
    ScheduleId id = scheduleId(header);
    Progress memory it = _require(id, ScheduleState.Certified);
    bytes memory lines = chunk.lines;
    _requireCertified(id, header, chunk, lines);
    if (_isPaid(it, chunk.index)) revert SchedulesAlreadyPaid(id, chunk.index);
    // Safe: a chunk's index is below 128. Marked before any money moves, so that nothing can be paid twice.
    it.paidChunks |= uint128(1) << chunk.index;
    OfficerId officer;
    if (header.kind == ScheduleKind.Benefit) {
      (officer, paid) = _payBenefits(id, it, header, actingFor, chunk, lines, settlement);
    } else {
      (officer, paid) = _payVendors(id, it, header, actingFor, chunk, settlement);
    }
    emit ChunkPaid(id, chunk.index, officer, paid, chunk.bindings, chunk.lines);
  }

  /// @inheritdoc ISchedules
  function returnLines(
    Header calldata header,
    OrganisationId actingFor,
    Chunk calldata chunk,
    uint256[] calldata bits,
    bytes3 code,
    bytes calldata settlement
  ) external override {
    _requireCode(code);
    ScheduleId id = scheduleId(header);
    bytes memory lines = chunk.lines;
    _requireCertified(id, header, chunk, lines);
    Progress memory it = _progress[id];
    if (header.kind != ScheduleKind.Benefit || !_isPaid(it, chunk.index)) {
      revert SchedulesNotPaid(id, chunk.index);
    }
    uint64 amount = _markReturned(id, header, chunk, lines, bits);
    OrganisationId owner = _ownerOf(header);
    OfficerId officer = _thirdOfficer(id, it, owner, actingFor, amount);
    emit LinesReturned(id, chunk.index, officer, amount, code, bits);
    _post(ClaimKind.Return, owner, header, id, officer, amount);
    _cash.restore(owner, amount);
    _railOf(header.rail).takeBack(msg.sender, amount, settlement);
  }

  /// @inheritdoc ISchedules
  function progress(ScheduleId id) external view override returns (Progress memory) {
    return _progress[id];
  }

  /// @inheritdoc ISchedules
  function unpaidLines(ScheduleId id, uint16 chunk, uint16 word) external view override returns (uint256) {
    return _unpaid[id][chunk][word];
  }

  /// @inheritdoc ISchedules
  function scheduleId(Header calldata header) public view override returns (ScheduleId) {
    return ScheduleId.wrap(keccak256(abi.encode(block.chainid, address(this), header)));
  }

  /// @inheritdoc ISchedules
  function version() external pure override returns (string memory) {
    return "1.0.0";
  }

  function _payBenefits(
    ScheduleId id,
    Progress memory it,
    Header calldata header,
    OrganisationId actingFor,
    Chunk calldata chunk,
    bytes memory lines,
    bytes calldata settlement
  ) private returns (OfficerId officer, uint64 paid) {
    _requireEligible(id, header);
    uint256[] memory stopped;
    if (it.hasStops) {
      uint256 size = Lines.sizeOf(header.rail);
      // Counted before they are picked, which would fill a last line that is cut short.
      stopped = _stopped(id, chunk.index, Lines.count(lines.length, size));
      lines = Lines.pick(lines, size, stopped, false);
    }
    OrganisationId owner = _ownerOf(header);
    // Every line may be stopped.
    bool isEmpty = it.hasStops && lines.length == 0;
    if (!isEmpty) paid = Lines.total(lines, header.rail);
    officer = _begin(id, it, owner, actingFor, paid);
    if (isEmpty) return (officer, 0);
    if (_post(ClaimKind.Pay, owner, header, id, officer, paid) != 0) revert SchedulesAccountClosed(id);
    _cash.spend(owner, paid);
    (uint64 failedTotal, uint256[] memory failed) = _railOf(header.rail).pay(lines, paid, settlement);
    if (failedTotal == 0) return (officer, paid);
    paid -= failedTotal;
    // What fails is owed again, and certified no more.
    failed = _among(failed, stopped, chunk.lines.length / Lines.sizeOf(header.rail));
    for (uint256 word = 0; word < failed.length; ++word) {
      if (failed[word] != 0) _unpaid[id][chunk.index][word] |= failed[word];
    }
    _post(ClaimKind.Return, owner, header, id, officer, failedTotal);
    _cash.restore(owner, failedTotal);
    emit LinesFailed(id, chunk.index, failedTotal, failed);
  }

  function _payVendors(
    ScheduleId id,
    Progress memory it,
    Header calldata header,
    OrganisationId actingFor,
    Chunk calldata chunk,
    bytes calldata settlement
  ) private returns (OfficerId officer, uint64 paid) {
    OrganisationId organisation = header.organisation;
    officer = _begin(id, it, organisation, actingFor, 0);
    VoucherId[] memory ids = _voucherIds(chunk.lines);
    paid = _vouchers.payFor(msg.sender, organisation, actingFor, header.rail, ids, settlement);
    // Known only now; the vouchers themselves see to it that none is paid twice. Read again, since the rail calls others.
    it = _progress[id];
    if (paid > it.left) revert SchedulesExceedsTotal(id, it.left, paid);
    it.left -= paid;
    it.store(_progress[id]);
  }

  /// @dev Checks the disburser and takes the chunk's total from what is left.
  function _begin(
    ScheduleId id,
    Progress memory it,
    OrganisationId organisation,
    OrganisationId actingFor,
    uint64 total
  ) private returns (OfficerId officer) {
    officer = _thirdOfficer(id, it, organisation, actingFor, total);
    if (total > it.left) revert SchedulesExceedsTotal(id, it.left, total);
    it.left -= total;
    it.store(_progress[id]);
  }

  /// @dev Marks the lines that came back, each of which must have been paid; returns what they come to.
  function _markReturned(
    ScheduleId id,
    Header calldata header,
    Chunk calldata chunk,
    bytes memory lines,
    uint256[] calldata bits
  ) private returns (uint64) {
    uint256 size = Lines.sizeOf(header.rail);
    uint256 lineCount = Lines.count(lines.length, size);
    if (bits.length != _wordsFor(lineCount)) revert SchedulesInvalidLines(id, chunk.index);
    bool any = false;
    for (uint256 word = 0; word < bits.length; ++word) {
      uint256 unpaid = _unpaid[id][chunk.index][word];
      bool isThere = bits[word] & ~_linesIn(word, lineCount) == 0;
      if (!isThere || bits[word] & unpaid != 0) revert SchedulesInvalidLines(id, chunk.index);
      if (bits[word] == 0) continue;
      any = true;
      _unpaid[id][chunk.index][word] = unpaid | bits[word];
    }
    if (!any) revert SchedulesInvalidLines(id, chunk.index);
    return Lines.total(Lines.pick(lines, size, bits, true), header.rail);
  }

  function _post(
    ClaimKind kind,
    OrganisationId owner,
    Header calldata header,
    ScheduleId id,
    OfficerId officer,
    uint64 amount
  ) private returns (uint256 leftOut) {
    bytes memory claim = ClaimLines.just(header.obligation, amount, ScheduleId.unwrap(id));
    return _ledger.post(kind, owner, officer, claim);
  }

  /// @dev The stopped lines of a chunk. Bits may name lines that are not there; nothing asks for them.
  function _stopped(
    ScheduleId id,
    uint16 chunk,
    uint256 lineCount
  ) private view returns (uint256[] memory words) {
    words = new uint256[](_wordsFor(lineCount));
    for (uint256 word = 0; word < words.length; ++word) words[word] = _unpaid[id][chunk][word];
  }

  /// @dev The bits of lines among those that were not stopped, as bits among all.
  function _among(
    uint256[] memory bits,
    uint256[] memory stopped,
    uint256 lineCount
  ) private pure returns (uint256[] memory all) {
    if (stopped.length == 0) return bits;
    all = new uint256[](stopped.length);
    uint256 rank = 0;
    for (uint256 i = 0; i < lineCount; ++i) {
      if (Lines.isSet(stopped, i)) continue;
      if (Lines.isSet(bits, rank)) all[i / 256] |= 1 << (i % 256);
      ++rank;
    }
  }

  /// @dev Whose officers act on a schedule: for a benefit schedule whoever has the account by now, since agencies are
  /// reorganised.
  function _ownerOf(Header calldata header) private view returns (OrganisationId owner) {
    if (header.kind == ScheduleKind.Vendor) return header.organisation;
    (owner, ) = _ledger.parties(header.obligation);
  }

  /// @dev A benefit schedule's obligation is the organisation's, and to many payees, which no novation changes.
  function _requireOwned(Header calldata header) private view {
    if (header.kind == ScheduleKind.Vendor) return;
    (OrganisationId owner, PayeeId payee) = _ledger.parties(header.obligation);
    if (owner != header.organisation) revert SchedulesWrongOrganisation(header.organisation);
    if (payee != MANY_PAYEES) revert SchedulesNotForMany(header.obligation, payee);
  }

  /// @dev The disburser, who neither submitted nor certified.
  function _thirdOfficer(
    ScheduleId id,
    Progress memory it,
    OrganisationId organisation,
    OrganisationId actingFor,
    uint64 total
  ) private view returns (OfficerId officer) {
    officer = _disburser(msg.sender, organisation, actingFor, total);
    if (officer == it.submitter || officer == it.certifier) revert SchedulesDutiesNotSeparate(id, officer);
  }

  /// @dev Who stops lines: for the organisation, or for the payee.
  function _stopper(OrganisationId organisation) private view returns (OfficerId) {
    try _registry.authorise(msg.sender, TREASURY, Offices.INSPECTOR, 0) returns (OfficerId inspector) {
      return inspector;
    } catch {
      try _registry.authorise(msg.sender, TREASURY, Offices.REGISTRAR, 0) returns (OfficerId registrar) {
        return registrar;
      } catch {
        return _registry.authorise(msg.sender, organisation, Offices.CERTIFYING, 0);
      }
    }
  }

  function _require(ScheduleId id, ScheduleState state) private view returns (Progress memory it) {
    it = _progress[id];
    if (it.state != state) revert SchedulesWrongState(id, it.state);
  }

  function _requireEligible(ScheduleId id, Header calldata header) private view {
    if (block.timestamp >= header.eligibleUntil) revert SchedulesExpired(id, header.eligibleUntil);
  }

  /// @dev The chunk must be a leaf under the certified root. Hashed twice, as OpenZeppelin's trees are.
  /// @param lines The chunk's, copied once for all who need them.
  function _requireCertified(
    ScheduleId id,
    Header calldata header,
    Chunk calldata chunk,
    bytes memory lines
  ) private pure {
    bytes32 leaf = keccak256(
      bytes.concat(keccak256(abi.encode(chunk.index, chunk.bindings, keccak256(lines))))
    );
    if (chunk.index >= header.chunks || !MerkleProof.verifyCalldata(chunk.proof, header.root, leaf)) {
      revert SchedulesInvalidProof(id, chunk.index);
    }
  }

  function _isPaid(Progress memory it, uint16 chunk) private pure returns (bool) {
    return (it.paidChunks >> chunk) & 1 == 1;
  }

  function _voucherIds(bytes calldata lines) private pure returns (VoucherId[] memory ids) {
    uint256 lineCount = Lines.count(lines.length, 32);
    ids = new VoucherId[](lineCount);
    for (uint256 i = 0; i < lineCount; ++i) ids[i] = VoucherId.wrap(bytes32(lines[32 * i:]));
  }

  function _wordsFor(uint256 lineCount) private pure returns (uint256) {
    return (lineCount + 255) / 256;
  }

  /// @dev A bit for each line that there is in a word.
  function _linesIn(uint256 word, uint256 lineCount) private pure returns (uint256) {
    uint256 there = lineCount - 256 * word;
    return there >= 256 ? type(uint256).max : (1 << there) - 1;
  }
}
