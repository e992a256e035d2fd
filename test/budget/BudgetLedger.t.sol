// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../../contracts/authority/IOfficerRegistry.sol";
import {IAccounts} from "../../contracts/budget/IAccounts.sol";
import {IBudgetLedger} from "../../contracts/budget/IBudgetLedger.sol";
import {IObligations} from "../../contracts/budget/IObligations.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {Act, ActKind, Acts} from "../../contracts/types/Act.sol";
import {ClaimKind} from "../../contracts/types/ClaimKind.sol";
import {Evidence} from "../../contracts/types/Evidence.sol";
import {ObligationId, obligationOf} from "../../contracts/types/ObligationId.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {OrganisationId, TREASURY} from "../../contracts/types/OrganisationId.sol";
import {NO_END, Phase} from "../../contracts/types/Phase.sol";
import {EveryAct} from "../helpers/EveryAct.sol";

contract BudgetLedgerTest is EveryAct {
  uint8 private constant _PLANNED = 1;
  uint8 private constant _OPEN = 2;
  uint8 private constant _EXPIRED = 4;
  uint8 private constant _UNCANCELLED = _PLANNED | _OPEN | _EXPIRED;

  // Identity

  function test_IdentityIsChecked() external {
    _identifies("USD", "Test", "UTC", "10-01", true);
    _identifies("AZA", "T", "U", "01-01", true);
    string[7] memory currencies = ["", "US", "USDC", "usd", "USd", "U@D", "U[D"];
    for (uint256 i = 0; i < currencies.length; ++i) _identifies(currencies[i], "Test", "UTC", "10-01", false);
    _identifies("USD", "", "UTC", "10-01", false);
    _identifies("USD", "Test", "", "10-01", false);
    _identifies("USD", "Test", "UTC", "10-1", false);
    _identifies("USD", "Test", "UTC", "10-011", false);
  }

  function test_TheLedgerSaysWhatItIs() external view {
    vm.assertEq(ledger.ledgerId(), keccak256(abi.encode(block.chainid, address(ledger))), "ledger id");
    vm.assertEq(ledger.registry(), address(registry), "registry");
    IBudgetLedger.Identity memory identity_ = ledger.identity();
    vm.assertEq(keccak256(abi.encode(identity_)), keccak256(abi.encode(identity())), "identity");
    vm.assertEq(ledger.version(), registry.version(), "version");
  }

  // Phase and kind

  /// @dev Each kind of act in each phase of its account, opening entries possible or not: accepted, or refused for
  /// that reason.
  function test_PhasesDecideEachKind() external {
    _table(false);
    _seal();
    _table(true);
  }

  /// @dev The same to the second, at the ends of each phase.
  function test_PhasesTurnToTheSecond() external {
    uint40[6] memory moments = [OPENS - 1, OPENS, CLOSES - 1, CLOSES, CANCELS - 1, CANCELS];
    Phase[6] memory phases = [
      Phase.Planned,
      Phase.Open,
      Phase.Open,
      Phase.Expired,
      Phase.Expired,
      Phase.Cancelled
    ];
    for (uint256 i = 0; i < moments.length; ++i) {
      vm.warp(moments[i]);
      vm.assertTrue(ledger.phase(child) == phases[i], "phase");
      _row(uint256(ActKind.Obligate), phases[i], false);
      _row(uint256(ActKind.Reserve), phases[i], false);
      _row(uint256(ActKind.Transfer), phases[i], false);
      _row(uint256(ActKind.Appropriate), phases[i], false);
      _row(uint256(ActKind.Retain), phases[i], false);
    }
  }

  function testFuzz_NothingMovesOnceCancelled(uint40 moment, uint256 row, uint64 amount) external {
    vm.warp(bound(moment, CANCELS, NO_END - 1));
    (OrganisationId organisation, Act memory act) = actOf(row % ROWS);
    act.amount = bound64(amount, 1, NO_LIMIT);
    bytes32 before = state();
    refused(organisation, act, wrongPhase(accountOf(act), Phase.Cancelled));
    vm.assertEq(state(), before, "changed");
  }

  function test_ANoYearAccountNeverCloses() external {
    AccountId id = openRoot(AGENCY, START, NO_END, NO_END, "NO-YEAR");
    AccountId below = openChild(id, BUREAU, START, NO_END, "BELOW");
    perform(TREASURY, onAccount(ActKind.Appropriate, id, 10));
    perform(AGENCY, onAccount(ActKind.Allot, below, 10));
    vm.warp(NO_END - 1);
    ObligationId it = obligate(below, 10);
    perform(BUREAU, on(ActKind.Accept, it, 10));
    vm.assertTrue(ledger.phase(below) == Phase.Open, "open");
  }

  // Sequences

  /// @dev Each kind: done once, its retry is refused as done, and any other act on that view, or one ahead, as stale.
  function test_RetriesAndStaleViewsAreTold() external {
    vm.warp(OPENS);
    for (uint256 row = 0; row < ROWS; ++row) {
      uint256 snapshot = vm.snapshotState();
      (OrganisationId organisation, Act memory act) = actOf(row);
      uint32 seen = act.sequence;
      act.sequence = seen + 1;
      refused(organisation, act, _stale(act.subject, seen, seen + 1));
      act.sequence = seen;
      perform(organisation, act);
      bytes32 done = state();
      refused(organisation, act, _done(act.subject, seen));
      act.evidence = Evidence.wrap("another");
      refused(organisation, act, _stale(act.subject, seen + 1, seen));
      if (seen != 0) {
        act.sequence = seen - 1;
        refused(organisation, act, _stale(act.subject, seen + 1, seen - 1));
      }
      vm.assertEq(state(), done, "changed");
      vm.revertToState(snapshot);
    }
  }

  /// @dev An act that someone else's act came after is stale, not done; the next number is not its retry either.
  function test_AnActOvertakenIsStale() external {
    vm.warp(OPENS);
    Act memory act = onAccount(ActKind.Reserve, child, 1);
    perform(BUREAU, act);
    // The same content at the next number is a new act.
    Act memory again = onAccount(ActKind.Reserve, child, 1);
    perform(BUREAU, again);
    refused(BUREAU, act, _stale(act.subject, act.sequence + 2, act.sequence));
    // Acts that are addressed elsewhere raise the number too.
    Act memory onRoot = onAccount(ActKind.Withhold, root, 1);
    perform(TREASURY, onRoot);
    perform(AGENCY, onAccount(ActKind.Allot, child, 1));
    refused(TREASURY, onRoot, _stale(onRoot.subject, onRoot.sequence + 2, onRoot.sequence));
    Act memory toChild = onAccount(ActKind.Unreserve, child, 1);
    perform(BUREAU, on(ActKind.Increase, obligation, 1));
    refused(BUREAU, toChild, _stale(toChild.subject, toChild.sequence + 1, toChild.sequence));
    toChild = onAccount(ActKind.Unreserve, child, 1);
    perform(BUREAU, on(ActKind.Deobligate, obligation, 1));
    refused(BUREAU, toChild, _stale(toChild.subject, toChild.sequence + 1, toChild.sequence));
    Act memory fromSibling = onAccount(ActKind.Withhold, sibling, 1);
    perform(TREASURY, onAccount(ActKind.Transfer, root, AccountId.unwrap(sibling), 1));
    refused(
      TREASURY,
      fromSibling,
      _stale(fromSibling.subject, fromSibling.sequence + 1, fromSibling.sequence)
    );
  }

  /// @dev A parent's number raised by its child's act takes the fingerprint of its own last act away: an act on the
  /// parent that comes to the same number and content is told stale.
  function test_ABumpIsNobodysRetry() external {
    Act memory act = onAccount(ActKind.Withhold, root, 1);
    perform(TREASURY, act);
    perform(AGENCY, onAccount(ActKind.Allot, child, 1));
    vm.assertEq(ledger.account(root).totals.lastAct, 0, "lastAct");
    act.sequence += 1;
    refused(TREASURY, act, _stale(act.subject, act.sequence + 1, act.sequence));
  }

  function testFuzz_ObligationsAreNamedByTheirSequence(uint8 before, uint64 amount) external {
    vm.warp(OPENS);
    for (uint256 i = 0; i < before % 20; ++i) perform(BUREAU, onAccount(ActKind.Reserve, child, 1));
    uint32 sequence = ledger.account(child).totals.sequence;
    amount = bound64(amount, 1, available(child));
    ObligationId id = obligationOf(child, sequence);
    vm.assertEq(ledger.obligation(id).commitment.sequence, 0, "there already");
    perform(BUREAU, obligating(child, amount));
    vm.assertEq(ledger.obligation(id).commitment.obligated, amount, "obligated");
    vm.assertEq(ledger.account(child).totals.sequence, sequence + 1, "sequence");
  }

  // Who

  /// @dev For each kind: no officer acts for another organisation than the account's, nor without the office, nor by
  /// the top administrator's power.
  function test_EachKindNeedsItsOrganisationAndOffice() external {
    vm.warp(OPENS);
    bytes32 before = state();
    for (uint256 row = 0; row < ROWS; ++row) {
      (OrganisationId organisation, Act memory act) = actOf(row);
      uint32 office = Acts.office(act.kind);
      if (office != Offices.APPROPRIATING) {
        vm.expectPartialRevert(IAccounts.BudgetLedgerWrongOrganisation.selector);
        perform(OTHER, act);
        // Its own appointment is no use for the account's organisation.
        refusedBy(
          keyOf(OTHER, office),
          organisation,
          act,
          notAppointed(officerOf(OTHER, office), organisation)
        );
      }
      uint32 wrong = office == Offices.BUDGET ? Offices.CONTRACTING : Offices.BUDGET;
      refusedBy(keyOf(organisation, wrong), organisation, act, _missing(organisation, wrong, office));
      refusedBy(TOP, organisation, act, unknownKey(TOP));
      refusedBy(STRANGER, organisation, act, unknownKey(STRANGER));
    }
    vm.assertEq(state(), before, "changed");
  }

  /// @dev The limit covers the batch, whatever it does, to the cent; more than 64 bits in total is over any limit.
  function testFuzz_LimitsCoverTheBatch(uint64 limit, uint64 one, uint64 two) external {
    OfficerId officer = officerOf(AGENCY, Offices.BUDGET);
    one = bound64(one, 1, 1000);
    two = bound64(two, 1, 1000);
    limit = bound64(limit, 0, 2100);
    _relimit(officer, limit);
    Act[] memory acts = new Act[](2);
    (, acts[0]) = actOf(uint256(ActKind.Allot));
    acts[0].amount = one;
    acts[1] = onAccount(ActKind.Allot, childSibling, two);
    if (uint256(one) + two > limit) vm.expectRevert(_overLimit(officer, limit, uint256(one) + two));
    _execute(AGENCY, Offices.BUDGET, acts);
  }

  function test_TotalsOfABatchDoNotWrap() external {
    Act[] memory acts = new Act[](2);
    acts[0] = onAccount(ActKind.Allot, child, NO_LIMIT);
    acts[1] = onAccount(ActKind.Allot, childSibling, 2);
    vm.expectRevert(_overLimit(officerOf(AGENCY, Offices.BUDGET), NO_LIMIT, uint256(NO_LIMIT) + 2));
    _execute(AGENCY, Offices.BUDGET, acts);
  }

  function test_ABatchNeedsEveryOfficeOfItsActs() external {
    (OfficerId officer, address key) = hire(BUREAU, Offices.BUDGET | Offices.CONTRACTING);
    vm.warp(OPENS);
    Act[] memory acts = new Act[](3);
    acts[0] = onAccount(ActKind.Unreserve, child, 100);
    acts[1] = obligating(child, 100);
    acts[1].sequence += 1;
    ObligationId id = obligationOf(child, acts[1].sequence);
    acts[2] = line(ActKind.Increase, ObligationId.unwrap(id), 0, 1, 50);
    for (uint256 i = 0; i < 2; ++i) {
      uint32 office = i == 0 ? Offices.BUDGET : Offices.CONTRACTING;
      vm.expectRevert(_missing(BUREAU, office, (Offices.BUDGET | Offices.CONTRACTING) & ~office));
      _execute(BUREAU, office, acts);
    }
    vm.prank(key);
    ledger.execute(BUREAU, acts);
    vm.assertEq(ledger.obligation(id).commitment.obligated, 150, "obligated");
    vm.assertTrue(ledger.hasObligated(id, officer), "obligator");
    // The increase raised the account's number as well.
    vm.assertEq(ledger.account(child).totals.sequence, acts[1].sequence + 2, "sequence");
  }

  /// @dev Whole or not at all, whichever act of it is refused.
  function testFuzz_ABatchIsAtomic(uint8 length, uint8 bad, uint64 amount) external {
    vm.warp(OPENS);
    uint256 count = bound(length, 1, 20);
    Act[] memory acts = new Act[](count);
    uint32 sequence = ledger.account(child).totals.sequence;
    for (uint32 i = 0; i < count; ++i) {
      acts[i] = line(ActKind.Reserve, AccountId.unwrap(child), 0, sequence + i, 10);
    }
    bytes32 before = state();
    uint256 index = bad % count;
    uint64 there = available(child) - uint64(index) * 10;
    acts[index].amount = bound64(amount, there + 1, NO_LIMIT / 2);
    vm.expectRevert(insufficient(child, there, acts[index].amount));
    _execute(BUREAU, Offices.BUDGET, acts);
    vm.assertEq(state(), before, "half done");
    acts[index].amount = 10;
    _execute(BUREAU, Offices.BUDGET, acts);
    vm.assertEq(ledger.account(child).totals.sequence, sequence + count, "sequence");
    vm.assertEq(ledger.account(child).reserves.reserved, 500 + count * 10, "reserved");
  }

  function test_EmptyBatchesAndActsAreRefused() external {
    vm.expectRevert(abi.encodeWithSelector(IBudgetLedger.BudgetLedgerEmptyBatch.selector));
    _execute(BUREAU, Offices.BUDGET, new Act[](0));
    vm.warp(OPENS);
    for (uint256 row = 0; row < ROWS; ++row) {
      (OrganisationId organisation, Act memory act) = actOf(row);
      act.amount = 0;
      refused(
        organisation,
        act,
        abi.encodeWithSelector(IAccounts.BudgetLedgerZeroAmount.selector, act.subject)
      );
    }
  }

  /// @dev What an act has no use for is refused, so that nobody means something by it.
  function test_UnusedFieldsMustBeZero() external {
    vm.warp(OPENS);
    for (uint256 row = 0; row < ROWS; ++row) {
      (OrganisationId organisation, Act memory act) = actOf(row);
      bool obligates = act.kind == ActKind.Obligate || act.kind == ActKind.OpenObligation;
      bool usesCounterpart =
        obligates ||
          act.kind == ActKind.Transfer ||
          act.kind == ActKind.Collect ||
          act.kind == ActKind.Uncollect ||
          act.kind == ActKind.Novate;
      if (!usesCounterpart) {
        act.counterpart = 1;
        refused(organisation, act, _invalidAct(act));
        act.counterpart = 0;
      }
      if (!obligates) {
        act.classification = DIRECT;
        refused(organisation, act, _invalidAct(act));
      }
    }
  }

  // Seal and freeze

  function test_TheSealNeedsTheEnteredTotals() external {
    vm.warp(OPENS);
    (OrganisationId organisation, Act memory act) = actOf(uint256(ActKind.OpenObligation));
    perform(organisation, act);
    IBudgetLedger.Status memory status = ledger.status();
    vm.assertEq(status.openingAuthority, 20_000, "authority");
    vm.assertEq(status.openingObligated, 100, "obligated");
    bytes memory mismatch = abi.encodeWithSelector(
      IBudgetLedger.BudgetLedgerOpeningMismatch.selector,
      status.openingAuthority,
      status.openingObligated
    );
    vm.expectRevert(mismatch);
    _sealBy(keyOf(TREASURY, Offices.APPROPRIATING), 20_001, 100);
    vm.expectRevert(mismatch);
    _sealBy(keyOf(TREASURY, Offices.APPROPRIATING), 20_000, 99);
    vm.expectPartialRevert(IOfficerRegistry.OfficerRegistryMissingOffices.selector);
    _sealBy(keyOf(TREASURY, Offices.BUDGET), 20_000, 100);
    vm.expectRevert(unknownKey(TOP));
    _sealBy(TOP, 20_000, 100);
    vm.expectEmit(address(ledger));
    emit IBudgetLedger.OpeningSealed(officerOf(TREASURY, Offices.APPROPRIATING), 20_000, 100);
    _sealBy(keyOf(TREASURY, Offices.APPROPRIATING), 20_000, 100);
    vm.expectRevert(abi.encodeWithSelector(IObligations.BudgetLedgerSealed.selector));
    _sealBy(keyOf(TREASURY, Offices.APPROPRIATING), 20_000, 100);
    // What comes later is no opening entry.
    perform(TREASURY, onAccount(ActKind.Appropriate, root, 5));
    vm.assertEq(ledger.status().openingAuthority, 20_000, "counted after the seal");
  }

  function test_AFrozenLedgerChangesNoMore() external {
    vm.warp(OPENS);
    address[3] memory others = [keyOf(TREASURY, Offices.APPROPRIATING), ADMINISTRATOR, INSPECTOR];
    for (uint256 i = 0; i < others.length; ++i) {
      vm.expectRevert(abi.encodeWithSelector(IBudgetLedger.BudgetLedgerOnlyTop.selector, others[i]));
      vm.prank(others[i]);
      ledger.freeze();
    }
    vm.expectEmit(address(ledger));
    emit IBudgetLedger.LedgerFrozen();
    vm.prank(TOP);
    ledger.freeze();
    bytes memory frozen = abi.encodeWithSelector(IBudgetLedger.BudgetLedgerFrozen.selector);
    for (uint256 row = 0; row < ROWS; ++row) {
      (OrganisationId organisation, Act memory act) = actOf(row);
      refused(organisation, act, frozen);
    }
    for (uint256 kind = 0; kind <= uint256(type(ClaimKind).max); ++kind) {
      notPosted(BUREAU, ClaimKind(kind), obligation, 1, frozen);
    }
    vm.expectRevert(frozen);
    _sealBy(keyOf(TREASURY, Offices.APPROPRIATING), 20_000, 0);
    vm.expectRevert(frozen);
    vm.prank(TOP);
    ledger.freeze();
    vm.expectRevert(frozen);
    openRoot(AGENCY, "NEW");
    vm.expectRevert(frozen);
    vm.prank(keyOf(AGENCY, Offices.BUDGET));
    ledger.openAllotment(root, AGENCY, OPENS, CLOSES, "NEW");
    vm.expectRevert(frozen);
    vm.prank(keyOf(TREASURY, Offices.APPROPRIATING));
    ledger.extend(root, CLOSES, CANCELS);
    vm.expectRevert(frozen);
    vm.prank(keyOf(AGENCY, Offices.BUDGET));
    ledger.reassign(child, AGENCY);
    // Reads go on.
    vm.assertEq(ledger.authority(root), 10_000, "authority");
  }

  function _table(bool isSealed) private {
    uint40[4] memory moments = [START, OPENS, CLOSES, CANCELS];
    for (uint256 phase = 0; phase < 4; ++phase) {
      for (uint256 row = 0; row < ROWS; ++row) {
        vm.warp(moments[phase]);
        _row(row, Phase(phase), isSealed);
      }
    }
    vm.warp(START);
  }

  function _row(uint256 row, Phase phase, bool isSealed) private {
    (OrganisationId organisation, Act memory act) = actOf(row);
    bytes32 before = state();
    if (act.kind == ActKind.OpenObligation && isSealed) {
      refused(organisation, act, abi.encodeWithSelector(IObligations.BudgetLedgerSealed.selector));
    } else if (_permitted(row, isSealed) & (1 << uint8(phase)) != 0) {
      uint256 snapshot = vm.snapshotState();
      perform(organisation, act);
      vm.assertTrue(state() != before, "nothing happened");
      vm.revertToState(snapshot);
    } else {
      refused(organisation, act, wrongPhase(accountOf(act), phase));
    }
    vm.assertEq(state(), before, "changed");
  }

  /// @dev The phases in which the act of this row may be done.
  function _permitted(uint256 row, bool isSealed) private pure returns (uint8) {
    if (row == BETWEEN_SIBLINGS) return _UNCANCELLED;
    ActKind kind = ActKind(row);
    // New authority comes to what is not over; opening entries bring along what is.
    if (kind == ActKind.Appropriate) return isSealed ? _PLANNED | _OPEN : _UNCANCELLED;
    if (kind == ActKind.Anticipate || kind == ActKind.Realise || kind == ActKind.Transfer) {
      return _PLANNED | _OPEN;
    }
    // What was obligated before this ledger began was obligated in time.
    if (kind == ActKind.OpenObligation) return _OPEN | _EXPIRED;
    // New commitments in time alone.
    if (kind == ActKind.Reserve || kind == ActKind.Obligate) return _OPEN;
    return _UNCANCELLED;
  }

  function _identifies(
    string memory currency,
    string memory name,
    string memory timeZone,
    string memory start,
    bool valid
  ) private {
    if (!valid) vm.expectRevert(abi.encodeWithSelector(IBudgetLedger.BudgetLedgerInvalidIdentity.selector));
    deployed("BudgetLedger", abi.encode(registry, IBudgetLedger.Identity(name, currency, timeZone, start)));
  }

  function _execute(OrganisationId organisation, uint32 office, Act[] memory acts) private {
    vm.prank(keyOf(organisation, office));
    ledger.execute(organisation, acts);
  }

  function _relimit(OfficerId officer, uint64 limit) private {
    appoint(officer, AGENCY, Offices.BUDGET, limit);
    vm.warp(time() + APPOINTMENT_DELAY);
  }

  function _seal() private {
    IBudgetLedger.Status memory status = ledger.status();
    _sealBy(keyOf(TREASURY, Offices.APPROPRIATING), status.openingAuthority, status.openingObligated);
  }

  function _sealBy(address key, uint120 authority, uint120 obligated) private {
    vm.prank(key);
    ledger.seal(authority, obligated);
  }

  function _missing(
    OrganisationId organisation,
    uint32 held,
    uint32 missing
  ) private view returns (bytes memory) {
    return
      abi.encodeWithSelector(
        IOfficerRegistry.OfficerRegistryMissingOffices.selector,
        officerOf(organisation, held),
        organisation,
        missing
      );
  }

  function _overLimit(OfficerId officer, uint64 limit, uint256 total) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryOverLimit.selector, officer, limit, total);
  }

  function _invalidAct(Act memory act) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IAccounts.BudgetLedgerInvalidAct.selector, act.subject, act.counterpart);
  }

  function _stale(uint64 subject, uint32 current, uint32 seen) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IAccounts.BudgetLedgerStaleView.selector, subject, current, seen);
  }

  function _done(uint64 subject, uint32 sequence) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IAccounts.BudgetLedgerAlreadyDone.selector, subject, sequence);
  }
}
