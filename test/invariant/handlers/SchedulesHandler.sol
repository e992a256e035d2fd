// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IObligations} from "../../../contracts/budget/IObligations.sol";
import {IPayer} from "../../../contracts/disbursement/IPayer.sol";
import {ISchedules} from "../../../contracts/disbursement/ISchedules.sol";
import {Chunk, Header, ScheduleKind, ScheduleState} from "../../../contracts/disbursement/Schedule.sol";
import {VoucherState} from "../../../contracts/disbursement/Voucher.sol";
import {ActKind} from "../../../contracts/types/Act.sol";
import {ClaimKind} from "../../../contracts/types/ClaimKind.sol";
import {ObligationId} from "../../../contracts/types/ObligationId.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {OrganisationId} from "../../../contracts/types/OrganisationId.sol";
import {ScheduleId} from "../../../contracts/types/ScheduleId.sol";
import {ScheduleModel} from "./ScheduleModel.sol";

/// @title SchedulesHandler
/// @notice Schedules of two to four chunks are submitted, certified, stopped in part, paid in any order, tried again,
/// closed, and come back line by line.
abstract contract SchedulesHandler is ScheduleModel {
  uint256 private constant _MOST_SCHEDULES = 8;
  /// @dev Whom benefits are paid to.
  uint256 private constant _PERSONS = 6;

  address[] private _persons;

  constructor() {
    for (uint256 i = 0; i < _PERSONS; ++i) _persons.push(_receiver(0x1000000 + i));
    // The vault is nobody's account: what a line would pay it fails.
    _persons.push(address(tokenRail));
  }

  /// @notice Benefits, and mostly at once their certification; now and then for less than the chunks come to, expired,
  /// another organisation's, or owed to one payee.
  function submitBenefits(
    uint256 which,
    uint256 amounts,
    bool attested,
    uint40 term,
    uint256 who,
    uint256 spoil
  ) external timed {
    if (plans.length >= _MOST_SCHEDULES) return;
    // Mostly one to many payees, as it has to be.
    uint64 obligation = _obligation(which, spoil % 16 != 5);
    send(draft(ActKind.Accept, obligation, 0, amounts >> 8), who, 15);
    uint64 most = mostClaimed(ClaimKind.Certify, obligation);
    if (most < 100) return;
    uint256 index = plans.length;
    uint16 chunks = uint16(2 + (amounts % 3));
    Header memory header;
    for (uint16 chunk = 0; chunk < chunks; ++chunk) {
      header.total += _addLines(index, chunk, uint256(keccak256(abi.encode(amounts, chunk))), most / 12);
    }
    if (spoil % 8 == 0) header.total -= 1;
    header.obligation = ObligationId.wrap(obligation);
    header.organisation = OrganisationId.wrap(
      spoil % 16 == 1 ? anyOrganisation(spoil >> 8) : _ownerOf(obligation)
    );
    header.eligibleUntil = clock + (spoil % 16 == 2 ? 0 : 1 + (term % (spoil % 2 == 0 ? 40 days : 400 days)));
    (header.kind, header.rail) = (ScheduleKind.Benefit, _rail(attested));
    _submitSchedule(header, chunks, attested, who);
    if (plans.length == index + 1 && spoil % 4 != 3) _certifySchedule(index, who, 15);
  }

  /// @notice Certified vouchers of one rail, a few in each chunk, now and then for half of what they come to; some of them
  /// may be paid otherwise first.
  function submitVendors(uint256 which, uint256 who, uint256 spoil) external timed {
    bytes32 first = _find(which, VoucherState.Certified, VoucherState.Certified);
    if (first == 0 || plans.length >= _MOST_SCHEDULES) return;
    bytes32[] memory ids = _batch(first, which >> 8, VoucherState.Certified, 6);
    if (ids.length == 1) return;
    uint256 index = plans.length;
    uint16 chunks = ids.length < 4 ? 2 : uint16(2 + (which % 3));
    Header memory header;
    for (uint256 i = 0; i < ids.length; ++i) {
      linesOf[index][i % chunks].push(GhostLine(address(0), ghosts[ids[i]].amount, ids[i]));
      header.total += ghosts[ids[i]].amount;
    }
    if (spoil % 4 == 0) header.total = (header.total + 1) / 2;
    header.organisation = OrganisationId.wrap(_ownerOf(ghosts[first].obligation));
    (header.kind, header.rail) = (ScheduleKind.Vendor, _rail(ghosts[first].attested));
    _submitSchedule(header, chunks, ghosts[first].attested, who);
    if (plans.length == index + 1) _certifySchedule(index, who, 15);
  }

  /// @notice Again, by the same officer, or by whoever obligated, now and then.
  function certifySchedule(uint256 which, uint256 who, uint256 spoil) external timed {
    if (plans.length == 0) return;
    _certifySchedule(_inState(which, ScheduleState.Submitted, spoil), who, spoil);
  }

  function closeSchedule(uint256 which, uint256 who, uint256 luck) external timed {
    if (plans.length == 0 || luck % 3 != 0) return;
    uint256 index = which % plans.length;
    GhostSchedule storage it = plans[index];
    uint32 owner = _actsFor(index);
    address key = actor(owner, Offices.CERTIFYING, it.left, who);
    bool isOpen = it.state == ScheduleState.Submitted || it.state == ScheduleState.Certified;
    bytes4 expected = isOpen ? bytes4(0) : ISchedules.SchedulesWrongState.selector;
    uint64 obligation = _obligationIn(headers[index]);
    bool releases = it.isBenefit && it.left != 0;
    if (expected == 0 && releases) expected = _freeing(obligation, owner);
    vm.prank(key);
    try schedules.close(headers[index]) {
      _wasDone("close", expected);
      if (releases) _claimed(ClaimKind.Decertify, owner, _officerWith(key), obligation, it.left);
      (it.state, it.left) = (ScheduleState.Closed, 0);
    } catch (bytes memory reason) {
      _wasRefused("close", expected, reason);
    }
  }

  /// @notice By inspector, registrar or certifying officer, or someone who is none; of lines that are not there, too.
  function stopLines(uint256 which, uint256 bits, uint256 by) external timed {
    if (plans.length == 0) return;
    uint256 index = _inState(which, ScheduleState.Certified, by);
    GhostSchedule storage it = plans[index];
    uint16 chunk = uint16((which >> 8) % (headers[index].chunks + (by % 16 == 0 ? 1 : 0)));
    bits = bits % 16 == 0 ? bits % 3 : 1 << (bits % 4);
    address key = by % 3 == 0 ? INSPECTOR : REGISTRAR;
    bytes4 expected = 0;
    if (it.state != ScheduleState.Submitted && it.state != ScheduleState.Certified) {
      expected = ISchedules.SchedulesWrongState.selector;
    } else if (chunk >= headers[index].chunks || bits == 0 || !it.isBenefit) {
      expected = ISchedules.SchedulesInvalidLines.selector;
    } else if ((it.paid >> chunk) & 1 == 1) expected = ISchedules.SchedulesAlreadyPaid.selector;
    if (by % 3 == 2) {
      uint32 owner = _actsFor(index);
      key = by % 4 == 0 ? keys[by % keys.length] : actor(owner, Offices.CERTIFYING, 0, by);
      if (expected == 0) expected = _authority(key, owner, Offices.CERTIFYING, 0);
    }
    vm.prank(key);
    try schedules.stop(headers[index], chunk, 0, bits, 0) {
      _wasDone("stop", expected);
      unpaidOf[index][chunk] |= bits;
    } catch (bytes memory reason) {
      _wasRefused("stop", expected, reason);
    }
  }

  /// @notice Any chunk; now and then one that was paid, one that was tampered with, or by an officer who submitted or
  /// certified.
  function payChunk(uint256 which, uint256 part, uint256 who, uint256 spoil, uint256 how) external timed {
    if (plans.length == 0) return;
    uint256 index = _inState(which, ScheduleState.Certified, spoil);
    GhostSchedule storage it = plans[index];
    uint256 chunk = part % headers[index].chunks;
    for (uint256 i = 0; i < 3 && spoil % 8 != 1 && (it.paid >> chunk) & 1 == 1; ++i) {
      chunk = (chunk + 1) % headers[index].chunks;
    }
    Payment memory by;
    by.organisation = _actsFor(index);
    by.attested = it.attested;
    (by.key, by.actingFor) = _disburser(by.organisation, headers[index].total, who);
    if (spoil % 16 == 2) by.key = _seated(it.submitter, by.actingFor, Offices.DISBURSING, by.key);
    else if (spoil % 16 == 3) by.key = _seated(it.certifier, by.actingFor, Offices.DISBURSING, by.key);
    if (spoil % 16 == 4) _payForged(index, chunk, by, how);
    else if (it.isBenefit) _payBenefits(index, chunk, by, _settlement(it.attested, how));
    else _payVendors(index, chunk, by, _settlement(it.attested, how));
  }

  /// @notice Lines of a chunk come back; now and then some that were not paid, or are not there.
  function returnLines(uint256 which, uint256 part, uint256 bits, uint256 who, uint256 spoil) external timed {
    if (plans.length == 0) return;
    uint256 index = which % plans.length;
    GhostSchedule storage it = plans[index];
    uint256 chunk = part % headers[index].chunks;
    for (uint256 i = 0; i < 3 && spoil % 8 != 1 && (it.paid >> chunk) & 1 == 0; ++i) {
      chunk = (chunk + 1) % headers[index].chunks;
    }
    uint256[] memory words = new uint256[](1);
    words[0] = spoil % 4 == 0 ? 1 << (bits % 3) : _paidLines(index, chunk) & (bits | 1);
    uint64 amount = _amountOf(index, chunk, words[0]);
    Payment memory by;
    by.organisation = _actsFor(index);
    by.attested = it.attested;
    (by.key, by.actingFor) = _disburser(by.organisation, amount, who);
    _bring(by.key, by.attested, amount);
    _returnLines(index, chunk, words, amount, by, spoil);
  }

  function _returnLines(
    uint256 index,
    uint256 chunk,
    uint256[] memory words,
    uint64 amount,
    Payment memory by,
    uint256 spoil
  ) private {
    bytes4 expected = _returningLines(index, chunk, words[0], amount, by);
    (bytes memory settlement, bytes4 unproven) = _backBy(by.attested, spoil);
    if (expected == 0) expected = unproven;
    if (_codeBy(spoil) == 0) expected = IPayer.PayerMissingCode.selector;
    Chunk memory sent = _chunk(index, chunk);
    vm.recordLogs();
    vm.prank(by.key);
    try
      schedules.returnLines(
        headers[index],
        OrganisationId.wrap(by.actingFor),
        sent,
        words,
        _codeBy(spoil),
        settlement
      )
    {
      _wasDone("return lines", expected);
      _readEvents(by.organisation);
      _bookReturn(index, chunk, words[0], amount, by);
    } catch (bytes memory reason) {
      _wasRefused("return lines", expected, reason);
      return;
    }
    // What came back does not come back again, whoever says so.
    vm.prank(by.key);
    try
      schedules.returnLines(headers[index], OrganisationId.wrap(by.actingFor), sent, words, "R02", settlement)
    {
      revert("13: a line returned twice");
    } catch (bytes memory reason) {
      _wasRefused("return lines", ISchedules.SchedulesInvalidLines.selector, reason);
    }
  }

  function _returningLines(
    uint256 index,
    uint256 chunk,
    uint256 bits,
    uint64 amount,
    Payment memory by
  ) private view returns (bytes4) {
    GhostSchedule storage it = plans[index];
    if (!it.isBenefit || (it.paid >> chunk) & 1 == 0) return ISchedules.SchedulesNotPaid.selector;
    // Some, and none that is not there or was not paid.
    if (bits == 0 || bits & ~_paidLines(index, chunk) != 0) return ISchedules.SchedulesInvalidLines.selector;
    bytes4 expected = _disbursing(by.key, by.organisation, by.actingFor, amount);
    if (expected != 0) return expected;
    uint24 officer = _officerWith(by.key);
    if (it.submitter == officer || it.certifier == officer)
      return ISchedules.SchedulesDutiesNotSeparate.selector;
    return _freeing(_obligationIn(headers[index]), by.organisation);
  }

  function _bookReturn(uint256 index, uint256 chunk, uint256 bits, uint64 amount, Payment memory by) private {
    unpaidOf[index][chunk] |= bits;
    uint24 officer = _officerWith(by.key);
    _claimed(ClaimKind.Return, by.organisation, officer, _obligationIn(headers[index]), amount);
    _cameBack(by.attested, amount);
    _restored(by.organisation, amount);
  }

  /// @dev The lines of a chunk that are paid once it is, a bit for each.
  function _paidLines(uint256 index, uint256 chunk) private view returns (uint256) {
    return ((1 << linesOf[index][chunk].length) - 1) & ~unpaidOf[index][chunk];
  }

  /// @dev What the lines that `bits` names add up to.
  function _amountOf(uint256 index, uint256 chunk, uint256 bits) private view returns (uint64 amount) {
    for (uint256 i = 0; i < linesOf[index][chunk].length; ++i) {
      if ((bits >> i) & 1 == 1) amount += linesOf[index][chunk][i].cents;
    }
  }

  function _submitSchedule(Header memory header, uint16 chunks, bool attested, uint256 who) private {
    uint256 index = plans.length;
    header.chunks = chunks;
    header.salt = bytes32(index);
    bool isBenefit = header.kind == ScheduleKind.Benefit;
    // The lines' codec follows from the schedule, which is there only once it is submitted.
    GhostSchedule memory it;
    (it.isBenefit, it.attested) = (isBenefit, attested);
    plans.push(it);
    header.root = _root(_leaves(index, chunks));
    plans.pop();
    uint32 organisation = OrganisationId.unwrap(header.organisation);
    address key = actor(organisation, Offices.SUBMITTING, header.total, who);
    bytes4 expected = _authority(key, organisation, Offices.SUBMITTING, header.total);
    if (expected == 0 && isBenefit && clock >= header.eligibleUntil) {
      expected = ISchedules.SchedulesInvalidHeader.selector;
    }
    if (expected == 0 && isBenefit && _ownerOf(ObligationId.unwrap(header.obligation)) != organisation) {
      expected = ISchedules.SchedulesWrongOrganisation.selector;
    }
    if (expected == 0 && isBenefit && !_isToMany(ObligationId.unwrap(header.obligation))) {
      expected = ISchedules.SchedulesNotForMany.selector;
    }
    vm.prank(key);
    try schedules.submit(header) returns (ScheduleId id) {
      _wasDone("schedule", expected);
      (it.id, it.state, it.submitter) = (ScheduleId.unwrap(id), ScheduleState.Submitted, _officerWith(key));
      _addSchedule(it, header);
    } catch (bytes memory reason) {
      _wasRefused("schedule", expected, reason);
      for (uint256 chunk = 0; chunk < chunks; ++chunk) delete linesOf[index][chunk];
      return;
    }
    vm.prank(key);
    try schedules.submit(header) {
      revert("13: a schedule submitted twice");
    } catch (bytes memory reason) {
      _wasRefused("schedule", ISchedules.SchedulesWrongState.selector, reason);
    }
  }

  function _certifySchedule(uint256 index, uint256 who, uint256 spoil) private {
    GhostSchedule storage it = plans[index];
    Header storage header = headers[index];
    uint32 owner = _actsFor(index);
    address key = actor(owner, Offices.CERTIFYING, header.total, who);
    if (spoil % 8 == 0) key = _seated(it.submitter, owner, Offices.CERTIFYING, key);
    uint24 officer = _officerWith(key);
    uint64 obligation = _obligationIn(header);
    bytes4 expected = 0;
    if (it.state != ScheduleState.Submitted) expected = ISchedules.SchedulesWrongState.selector;
    if (expected == 0) expected = _authority(key, owner, Offices.CERTIFYING, header.total);
    if (expected == 0 && officer == it.submitter) expected = ISchedules.SchedulesDutiesNotSeparate.selector;
    if (expected == 0 && it.isBenefit) {
      if (clock >= header.eligibleUntil) expected = ISchedules.SchedulesExpired.selector;
      else expected = _reaching(obligation, owner);
      if (expected == 0 && obligators[obligation][officer]) {
        expected = IObligations.BudgetLedgerDutiesNotSeparate.selector;
      }
      if (expected == 0 && header.total > mostClaimed(ClaimKind.Certify, obligation)) {
        expected = IObligations.BudgetLedgerExceedsOwed.selector;
      }
    }
    vm.prank(key);
    try schedules.certify(header) {
      _wasDone("certify schedule", expected);
      require(officer != it.submitter, "9: certified by the submitter");
      if (it.isBenefit) _claimed(ClaimKind.Certify, owner, officer, obligation, header.total);
      (it.state, it.certifier, it.left) = (ScheduleState.Certified, officer, header.total);
      it.certified = header.total;
    } catch (bytes memory reason) {
      _wasRefused("certify schedule", expected, reason);
    }
  }

  function _payBenefits(uint256 index, uint256 chunk, Payment memory by, Settled memory how) private {
    GhostSchedule storage it = plans[index];
    ChunkPlan memory plan = _planChunk(index, chunk, by.key, by.actingFor, how);
    Chunk memory sent = _chunk(index, chunk);
    vm.recordLogs();
    vm.prank(by.key);
    try schedules.pay(headers[index], OrganisationId.wrap(by.actingFor), sent, how.data) returns (
      uint64 paid
    ) {
      _wasDone("pay chunk", plan.reason);
      require(paid == plan.total - plan.failedTotal, "11: paid another amount than it says");
      _readEvents(by.organisation);
      _bookChunk(index, chunk, by, plan, how);
    } catch (bytes memory reason) {
      _wasRefused("pay chunk", plan.reason, reason);
    }
    if (it.state != ScheduleState.Certified || (it.paid >> chunk) & 1 == 0) return;
    // A replay is told as one, whoever tries.
    vm.prank(by.key);
    try schedules.pay(headers[index], OrganisationId.wrap(by.actingFor), sent, how.data) {
      revert("13: a chunk paid twice");
    } catch (bytes memory reason) {
      _wasRefused("pay chunk", ISchedules.SchedulesAlreadyPaid.selector, reason);
    }
  }

  function _bookChunk(
    uint256 index,
    uint256 chunk,
    Payment memory by,
    ChunkPlan memory plan,
    Settled memory how
  ) private {
    GhostSchedule storage it = plans[index];
    uint24 officer = _officerWith(by.key);
    uint64 obligation = _obligationIn(headers[index]);
    require(officer != it.submitter && officer != it.certifier, "9: disbursed by one of the two");
    require((it.paid >> chunk) & 1 == 0, "13: a chunk paid twice");
    it.paid |= 1 << chunk;
    it.left -= plan.total;
    if (plan.lines == 0) return;
    it.paidTotal += plan.total - plan.failedTotal;
    require(_claimed(ClaimKind.Pay, by.organisation, officer, obligation, plan.total), "6: cancelled");
    _spent(by.organisation, plan.total);
    if (by.attested) nextTrace[how.bank] = how.firstTrace + plan.lines;
    GhostLine[] storage lines = linesOf[index][chunk];
    uint256 unpaid = unpaidOf[index][chunk] | plan.failed;
    for (uint256 i = 0; i < lines.length; ++i) {
      if ((unpaid >> i) & 1 == 0) _paidOut(by.attested, lines[i].payee, lines[i].cents);
    }
    if (plan.failedTotal == 0) return;
    unpaidOf[index][chunk] = unpaid;
    _claimed(ClaimKind.Return, by.organisation, officer, obligation, plan.failedTotal);
    _restored(by.organisation, plan.failedTotal);
  }

  function _payVendors(uint256 index, uint256 chunk, Payment memory by, Settled memory how) private {
    GhostSchedule storage it = plans[index];
    GhostLine[] storage lines = linesOf[index][chunk];
    bytes32[] memory ids = new bytes32[](lines.length);
    for (uint256 i = 0; i < ids.length; ++i) ids[i] = lines[i].voucher;
    bytes4 expected = _beforeChunk(index, chunk);
    if (expected == 0) expected = _begin(it, by.key, by.organisation, by.actingFor, 0);
    Plan memory plan = _plan(by, ids, how);
    if (expected == 0) expected = plan.reason;
    uint64 total = plan.total - plan.failedTotal;
    if (expected == 0 && total > it.left) expected = ISchedules.SchedulesExceedsTotal.selector;
    Chunk memory sent = _chunk(index, chunk);
    vm.recordLogs();
    vm.prank(by.key);
    try schedules.pay(headers[index], OrganisationId.wrap(by.actingFor), sent, how.data) returns (
      uint64 paid
    ) {
      _wasDone("pay vendors", expected);
      require(paid == total, "11: paid another amount than it says");
      _readEvents(by.organisation);
      _bookPayment(by, ids, plan, how);
      it.paid |= 1 << chunk;
      it.left -= total;
      it.paidTotal += total;
    } catch (bytes memory reason) {
      _wasRefused("pay vendors", expected, reason);
    }
  }

  /// @dev With a line changed, or under another chunk's index.
  function _payForged(uint256 index, uint256 chunk, Payment memory by, uint256 how) private {
    Chunk memory sent = _chunk(index, chunk);
    if (how % 2 == 0) sent.lines[sent.lines.length - 1] = sent.lines[sent.lines.length - 1] ^ 0x01;
    else sent.index = uint16((chunk + 1) % headers[index].chunks);
    bytes4 expected =
      plans[index].state != ScheduleState.Certified
        ? ISchedules.SchedulesWrongState.selector
        : ISchedules.SchedulesInvalidProof.selector;
    bytes memory settlement = _settlement(by.attested, 0).data;
    vm.prank(by.key);
    try schedules.pay(headers[index], OrganisationId.wrap(by.actingFor), sent, settlement) {
      revert("13: a chunk paid that was not certified");
    } catch (bytes memory reason) {
      _wasRefused("pay forged", expected, reason);
    }
  }

  /// @dev One to three lines of up to `most` cents each.
  function _addLines(uint256 index, uint256 chunk, uint256 seed, uint64 most) private returns (uint64 total) {
    delete linesOf[index][chunk];
    uint256 count = 1 + (seed % 3);
    for (uint256 i = 0; i < count; ++i) {
      uint64 cents = 1 + uint64((seed >> (40 * (i + 1))) % most);
      address payee = _persons[(seed >> (16 + 8 * i)) % _persons.length];
      linesOf[index][chunk].push(GhostLine(payee, cents, 0));
      total += cents;
    }
  }

  /// @dev The first from a place on that is in the state; now and then any.
  function _inState(uint256 seed, ScheduleState state, uint256 luck) private view returns (uint256 index) {
    index = seed % plans.length;
    for (uint256 i = 0; i < plans.length && luck % 8 != 5; ++i) {
      uint256 next = (index + i) % plans.length;
      if (plans[next].state == state) return next;
    }
  }
}
