// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../../contracts/authority/IOfficerRegistry.sol";
import {IAccounts} from "../../contracts/budget/IAccounts.sol";
import {IObligations} from "../../contracts/budget/IObligations.sol";
import {Commitment, Obligation, SEVERAL_OFFICERS} from "../../contracts/budget/Obligation.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {Act, ActKind} from "../../contracts/types/Act.sol";
import {Classification} from "../../contracts/types/Classification.sol";
import {ObligationId, obligationOf} from "../../contracts/types/ObligationId.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {ALL_ORGANISATIONS, OrganisationId, TREASURY} from "../../contracts/types/OrganisationId.sol";
import {PayeeId} from "../../contracts/types/PayeeId.sol";
import {Phase} from "../../contracts/types/Phase.sol";
import {Government} from "../helpers/Government.sol";

contract ObligationsTest is Government {
  bytes4 private constant _UNDELIVERED = IObligations.BudgetLedgerExceedsObligation.selector;
  bytes4 private constant _OWED = IObligations.BudgetLedgerExceedsOwed.selector;
  bytes4 private constant _ACCEPTED = IObligations.BudgetLedgerExceedsAccepted.selector;
  bytes4 private constant _ADVANCED = IObligations.BudgetLedgerExceedsAdvanced.selector;
  bytes4 private constant _CERTIFIED = IObligations.BudgetLedgerExceedsCertified.selector;
  bytes4 private constant _PAID = IObligations.BudgetLedgerExceedsPaid.selector;

  AccountId private _root;
  AccountId private _account;
  ObligationId private _it;

  /// @dev What the books would say of one obligation.
  struct Model {
    uint64 obligated;
    uint64 accepted;
    uint64 advanced;
    uint64 certified;
    uint64 paid;
    uint64 available;
  }

  function setUp() public override {
    super.setUp();
    _root = fundedRoot(AGENCY, "ROOT", 100_000);
    _account = fundedChild(_root, AGENCY, "ACCOUNT", 10_000);
    _it = obligate(_account, 1000);
  }

  // Obligating

  function test_AnObligationNamesWhatTheLawWants() external {
    Act memory act = obligating(_account, 70);
    OfficerId officer = officerOf(AGENCY, Offices.CONTRACTING);
    ObligationId id = obligationOf(_account, act.sequence);
    vm.expectEmit(address(ledger));
    emit IObligations.Obligated(id, PayeeId.wrap(PAYEE), officer, 70, DIRECT, EVIDENCE);
    perform(AGENCY, act);
    Commitment memory commitment = ledger.obligation(id).commitment;
    vm.assertEq(commitment.obligated, 70, "obligated");
    vm.assertEq(commitment.owed, 0, "owed");
    vm.assertEq(PayeeId.unwrap(commitment.payee), PAYEE, "payee");
    isOfficer(commitment.obligator, officer, "obligator");
    isOfficer(commitment.acceptor, NOBODY, "acceptor");
    vm.assertEq(commitment.sequence, 1, "sequence");
    _totals(1070, 10_000 - 1070);

    act = onAccount(ActKind.Obligate, _account, 0, 1);
    refused(AGENCY, act, _invalidPayee(act.subject, 0));
    act = obligating(_account, 1);
    act.classification = Classification.wrap(0);
    refused(AGENCY, act, _unknownClassification(act.classification));
    act.classification = Classification.wrap(bytes32(bytes1(0x02)));
    refused(AGENCY, act, _unknownClassification(act.classification));
  }

  function test_ANewObligationNeedsRootAndWindow() external {
    AccountId half = openChild(_root, AGENCY, START + 10, START + 20, "HALF");
    perform(AGENCY, onAccount(ActKind.Allot, half, 100));
    bytes memory outside = abi.encodeWithSelector(
      IAccounts.BudgetLedgerOutsideWindow.selector,
      half,
      START + 10,
      START + 20
    );
    vm.warp(START + 9);
    refused(AGENCY, obligating(half, 1), outside);
    vm.warp(START + 10);
    ObligationId id = obligate(half, 10);
    vm.warp(START + 19);
    obligate(half, 10);
    vm.warp(START + 20);
    refused(AGENCY, obligating(half, 1), outside);
    // What was obligated in time is adjusted after.
    perform(AGENCY, on(ActKind.Increase, id, 5));
    perform(AGENCY, on(ActKind.Deobligate, id, 5));
    vm.warp(CLOSES);
    refused(AGENCY, obligating(_account, 1), wrongPhase(_account, Phase.Expired));
    perform(AGENCY, on(ActKind.Increase, id, 5));
  }

  function test_OpeningEntriesComeOutsideTheWindow() external {
    vm.warp(CLOSES);
    Act memory act = onAccount(ActKind.OpenObligation, _account, PAYEE, 30);
    ObligationId id = obligationOf(_account, act.sequence);
    vm.expectEmit(address(ledger));
    emit IObligations.ObligationOpened(
      id,
      PayeeId.wrap(PAYEE),
      officerOf(AGENCY, Offices.CONTRACTING),
      30,
      DIRECT,
      EVIDENCE
    );
    perform(AGENCY, act);
    _totals(1030, 10_000 - 1030);
  }

  // Bounds

  /// @dev Each act up to a part of its bound, after it was refused one cent above it.
  function test_EveryActIsBoundedToTheCent() external {
    boundedBy(AGENCY, obligating(_account, 0), 9000, insufficient(_account, 9000, 9001));
    perform(AGENCY, onAccount(ActKind.Allot, _account, 50));
    boundedBy(AGENCY, on(ActKind.Increase, _it, 0), 50, insufficient(_account, 50, 51));
    boundedBy(AGENCY, on(ActKind.Deobligate, _it, 0), 1050, _over(_UNDELIVERED, 1050));
    perform(AGENCY, on(ActKind.Increase, _it, 1000));
    boundedBy(AGENCY, on(ActKind.Accept, _it, 0), 1000, _over(_UNDELIVERED, 1000));
    boundedBy(AGENCY, on(ActKind.Reverse, _it, 0), 1000, _over(_ACCEPTED, 1000));
    perform(AGENCY, on(ActKind.Accept, _it, 400));
    boundedBy(AGENCY, on(ActKind.Advance, _it, 0), 600, _over(_UNDELIVERED, 600));
    refused(AGENCY, on(ActKind.Deobligate, _it, 1), _over(_UNDELIVERED, 0));
    refused(AGENCY, on(ActKind.Reverse, _it, 401), _over(_ACCEPTED, 400));
    boundedBy(AGENCY, on(ActKind.Certify, _it, 0), 1000, _over(_OWED, 1000));
    refused(AGENCY, on(ActKind.Reverse, _it, 1), _over(_OWED, 0));
    boundedBy(AGENCY, on(ActKind.Decertify, _it, 0), 1000, _over(_CERTIFIED, 1000));
    perform(AGENCY, on(ActKind.Certify, _it, 700));
    boundedBy(AGENCY, on(ActKind.Pay, _it, 0), 700, _over(_CERTIFIED, 700));
    boundedBy(AGENCY, on(ActKind.Certify, _it, 0), 300, _over(_OWED, 300));
    boundedBy(AGENCY, on(ActKind.Liquidate, _it, 0), 600, _over(_ADVANCED, 600));
    refused(AGENCY, on(ActKind.Reverse, _it, 1), _over(_OWED, 0));
    boundedBy(AGENCY, on(ActKind.Return, _it, 0), 700, _over(_PAID, 700));
    boundedBy(AGENCY, on(ActKind.Reverse, _it, 0), 700, _over(_OWED, 700));
  }

  /// @dev Any sequence of acts: each is accepted exactly if it keeps
  /// `paid + certified <= accepted + advanced <= obligated`, and the books agree with the ledger after each.
  function testFuzz_ALifeIsBounded(uint256 seed) external {
    Model memory model = Model(1000, 0, 0, 0, 0, 9000);
    for (uint256 step = 0; step < 40; ++step) {
      seed = uint256(keccak256(abi.encode(seed)));
      ActKind kind = ActKind(bound(seed, uint256(ActKind.Increase), uint256(ActKind.Return)));
      if (kind == ActKind.Novate) continue;
      uint64 most = _most(model, kind);
      // Small, at the bound, or a cent above.
      uint64 amount = (seed >> 8) % 4 == 0 ? most + 1 : bound64(seed >> 16, 0, most);
      if ((seed >> 8) % 4 == 1) amount = most;
      if (amount == 0) continue;
      Act memory act = on(kind, _it, amount);
      if (amount > most) {
        vm.expectPartialRevert(_whyNot(model, kind, amount));
        perform(AGENCY, act);
      } else {
        perform(AGENCY, act);
        _do(model, kind, amount);
      }
      _agrees(model);
    }
  }

  /// @dev An account's obligated total is the sum over its obligations, and no act on one touches another.
  function testFuzz_ObligationsAddUp(uint256 seed) external {
    ObligationId[3] memory ids = [_it, obligate(_account, 500), obligate(_account, 2000)];
    for (uint256 step = 0; step < 20; ++step) {
      seed = uint256(keccak256(abi.encode(seed)));
      uint256 i = seed % 3;
      bytes32 one = stateOf(ids[(i + 1) % 3]);
      bytes32 two = stateOf(ids[(i + 2) % 3]);
      Commitment memory it = ledger.obligation(ids[i]).commitment;
      bool up = (seed >> 8) % 2 == 0;
      uint64 most = up ? available(_account) : it.obligated - it.owed;
      if (most == 0) continue;
      perform(AGENCY, on(up ? ActKind.Increase : ActKind.Deobligate, ids[i], bound64(seed >> 16, 1, most)));
      vm.assertEq(stateOf(ids[(i + 1) % 3]), one, "another obligation changed");
      vm.assertEq(stateOf(ids[(i + 2) % 3]), two, "another obligation changed");
    }
    uint64 sum;
    for (uint256 i = 0; i < 3; ++i) sum += ledger.obligation(ids[i]).commitment.obligated;
    _totals(sum, 10_000 - sum);
  }

  // Novation

  function test_NovationTakesTheWholeToAnother() external {
    refused(AGENCY, on(ActKind.Novate, _it, 0, 1000), _invalidPayee(ObligationId.unwrap(_it), 0));
    refused(AGENCY, on(ActKind.Novate, _it, PAYEE, 1000), _invalidPayee(ObligationId.unwrap(_it), PAYEE));
    refused(AGENCY, on(ActKind.Novate, _it, OTHER_PAYEE, 999), _invalidNovation(1000, 0));
    refused(AGENCY, on(ActKind.Novate, _it, OTHER_PAYEE, 1001), _invalidNovation(1000, 0));
    perform(AGENCY, on(ActKind.Accept, _it, 100));
    perform(AGENCY, on(ActKind.Certify, _it, 100));
    refused(AGENCY, on(ActKind.Novate, _it, OTHER_PAYEE, 1000), _invalidNovation(1000, 100));
    perform(AGENCY, on(ActKind.Advance, _it, 30));
    refused(AGENCY, on(ActKind.Novate, _it, OTHER_PAYEE, 1000), _invalidNovation(1000, 130));
    perform(AGENCY, on(ActKind.Decertify, _it, 100));
    refused(AGENCY, on(ActKind.Novate, _it, OTHER_PAYEE, 1000), _invalidNovation(1000, 30));
    perform(AGENCY, on(ActKind.Liquidate, _it, 30));
    perform(AGENCY, on(ActKind.Novate, _it, OTHER_PAYEE, 1000));
    vm.assertEq(PayeeId.unwrap(ledger.obligation(_it).commitment.payee), OTHER_PAYEE, "payee");
    _totals(1000, 9000);
  }

  // Separation of duties

  /// @dev Two keys of one person are one person, whatever office they have come to since.
  function test_WhoeverObligatedNeitherAcceptsNorCertifies() external {
    (OfficerId officer, address key, address second) = _person(Offices.CONTRACTING);
    ObligationId id = _obligateBy(key, 100);
    _becomes(officer, Offices.RECEIVING);
    _notSeparate(second, on(ActKind.Accept, id, 10), id, officer);
    _notSeparate(key, on(ActKind.Accept, id, 10), id, officer);
    performBy(second, AGENCY, on(ActKind.Accept, _it, 10));
    _becomes(officer, Offices.BUDGET);
    _notSeparate(second, on(ActKind.Advance, id, 10), id, officer);
    perform(AGENCY, on(ActKind.Accept, id, 10));
    _becomes(officer, Offices.CERTIFYING);
    _notSeparate(second, on(ActKind.Certify, id, 10), id, officer);
    performBy(second, AGENCY, on(ActKind.Certify, _it, 10));
    perform(AGENCY, on(ActKind.Certify, id, 10));
  }

  /// @dev An advance liquidated is work accepted.
  function test_WhoeverObligatedDoesNotLiquidate() external {
    (OfficerId officer, address key, address second) = _person(Offices.CONTRACTING);
    ObligationId id = _obligateBy(key, 100);
    perform(AGENCY, on(ActKind.Advance, id, 10));
    perform(AGENCY, on(ActKind.Advance, _it, 10));
    _becomes(officer, Offices.RECEIVING);
    _notSeparate(second, on(ActKind.Liquidate, id, 10), id, officer);
    performBy(second, AGENCY, on(ActKind.Liquidate, _it, 10));
    vm.assertTrue(ledger.hasAccepted(_it, officer), "acceptor");
    _becomes(officer, Offices.CONTRACTING);
    _notSeparate(second, on(ActKind.Increase, _it, 10), _it, officer);
  }

  function test_WhoeverCertifiedDoesNotRaise() external {
    (OfficerId one, address oneKey, address oneSecond) = _person(Offices.CERTIFYING);
    (OfficerId two, address twoKey, ) = _person(Offices.CERTIFYING);
    perform(AGENCY, on(ActKind.Accept, _it, 100));
    performBy(oneKey, AGENCY, on(ActKind.Certify, _it, 1));
    isOfficer(ledger.obligation(_it).claims.certifier, one, "one");
    vm.assertTrue(ledger.hasCertified(_it, one), "certifier");
    vm.assertFalse(ledger.hasCertified(_it, two), "another");
    performBy(twoKey, AGENCY, on(ActKind.Certify, _it, 1));
    isOfficer(ledger.obligation(_it).claims.certifier, SEVERAL_OFFICERS, "several");
    vm.assertTrue(ledger.hasCertified(_it, one) && ledger.hasCertified(_it, two), "certifiers");
    perform(AGENCY, on(ActKind.Decertify, _it, 2));
    _becomes(one, Offices.CONTRACTING);
    _becomes(two, Offices.CONTRACTING);
    _notSeparate(oneSecond, on(ActKind.Increase, _it, 1), _it, one);
    _notSeparate(twoKey, on(ActKind.Increase, _it, 1), _it, two);
    _notSeparate(twoKey, on(ActKind.Novate, _it, OTHER_PAYEE, 1000), _it, two);
  }

  function test_NobodyDidAnything() external view {
    ObligationId none = obligationOf(_account, 99);
    vm.assertFalse(ledger.hasObligated(none, NOBODY), "obligated");
    vm.assertFalse(ledger.hasAccepted(_it, NOBODY), "accepted");
    vm.assertFalse(ledger.hasCertified(_it, NOBODY), "certified");
  }

  /// @dev Both offices at once are compatible; on one obligation they are not.
  function test_WhoeverObligatedDoesNotAdvance() external {
    (OfficerId officer, address key, ) = _person(Offices.CONTRACTING | Offices.BUDGET);
    ObligationId id = _obligateBy(key, 100);
    _notSeparate(key, on(ActKind.Advance, id, 10), id, officer);
    performBy(key, AGENCY, on(ActKind.Advance, _it, 10));
    vm.assertTrue(ledger.hasAccepted(_it, officer), "acceptor");
    _notSeparate(key, on(ActKind.Increase, _it, 10), _it, officer);
    perform(AGENCY, on(ActKind.Liquidate, _it, 10));
    _notSeparate(key, on(ActKind.Novate, _it, OTHER_PAYEE, 1000), _it, officer);
  }

  function test_WhoeverRaisedOrNovatedIsAnObligator() external {
    (OfficerId raiser, address raiserKey, ) = _person(Offices.CONTRACTING);
    (OfficerId novator, address novatorKey, ) = _person(Offices.CONTRACTING);
    OfficerId first = officerOf(AGENCY, Offices.CONTRACTING);
    isOfficer(ledger.obligation(_it).commitment.obligator, first, "one");
    perform(AGENCY, on(ActKind.Increase, _it, 1));
    isOfficer(ledger.obligation(_it).commitment.obligator, first, "one still");
    performBy(raiserKey, AGENCY, on(ActKind.Increase, _it, 1));
    isOfficer(ledger.obligation(_it).commitment.obligator, SEVERAL_OFFICERS, "several");
    performBy(novatorKey, AGENCY, on(ActKind.Novate, _it, OTHER_PAYEE, 1002));
    OfficerId[3] memory all = [first, raiser, novator];
    for (uint256 i = 0; i < 3; ++i) vm.assertTrue(ledger.hasObligated(_it, all[i]), "obligator");
    vm.assertFalse(ledger.hasObligated(_it, officerOf(AGENCY, Offices.RECEIVING)), "receiver");
    for (uint256 i = 0; i < 3; ++i) {
      _becomes(all[i], Offices.RECEIVING);
      _notSeparate(registry.keysOf(all[i])[0], on(ActKind.Accept, _it, 1), _it, all[i]);
    }
  }

  function test_WhoeverAcceptedDoesNotRaise() external {
    (OfficerId one, address oneKey, ) = _person(Offices.RECEIVING);
    (OfficerId two, address twoKey, address twoSecond) = _person(Offices.RECEIVING);
    performBy(oneKey, AGENCY, on(ActKind.Accept, _it, 1));
    performBy(oneKey, AGENCY, on(ActKind.Accept, _it, 1));
    isOfficer(ledger.obligation(_it).commitment.acceptor, one, "one");
    performBy(twoKey, AGENCY, on(ActKind.Accept, _it, 1));
    isOfficer(ledger.obligation(_it).commitment.acceptor, SEVERAL_OFFICERS, "several");
    vm.assertTrue(ledger.hasAccepted(_it, one) && ledger.hasAccepted(_it, two), "acceptors");
    vm.assertFalse(ledger.hasAccepted(_it, officerOf(AGENCY, Offices.RECEIVING)), "another");
    _becomes(one, Offices.CONTRACTING);
    _becomes(two, Offices.CONTRACTING);
    _notSeparate(oneKey, on(ActKind.Increase, _it, 1), _it, one);
    _notSeparate(twoSecond, on(ActKind.Increase, _it, 1), _it, two);
    _notSeparate(twoKey, on(ActKind.Novate, _it, OTHER_PAYEE, 1000), _it, two);
    performBy(twoKey, AGENCY, on(ActKind.Deobligate, _it, 1));
  }

  // Payments

  function test_AHaltStopsPaymentsAlone() external {
    perform(AGENCY, on(ActKind.Accept, _it, 100));
    perform(AGENCY, on(ActKind.Certify, _it, 100));
    OrganisationId[2] memory scopes = [AGENCY, ALL_ORGANISATIONS];
    for (uint256 i = 0; i < 2; ++i) {
      uint40 until = time() + HALT_MAXIMUM;
      vm.prank(INSPECTOR);
      registry.halt(scopes[i], HALT_MAXIMUM, 0);
      bytes memory halted = abi.encodeWithSelector(
        IOfficerRegistry.OfficerRegistryHalted.selector,
        scopes[i],
        until
      );
      refused(AGENCY, on(ActKind.Pay, _it, 1), halted);
      refused(TREASURY, on(ActKind.Pay, _it, 1), halted);
      if (i == 1) perform(AGENCY, on(ActKind.Return, _it, 1));
      perform(AGENCY, on(ActKind.Accept, _it, 1));
      perform(AGENCY, on(ActKind.Decertify, _it, 1));
      perform(AGENCY, on(ActKind.Certify, _it, 1));
      vm.warp(until);
      perform(AGENCY, on(ActKind.Pay, _it, 1));
      vm.warp(until + HALT_COOLDOWN);
    }
    vm.prank(INSPECTOR);
    registry.halt(OTHER, HALT_MAXIMUM, 0);
    perform(AGENCY, on(ActKind.Pay, _it, 1));
  }

  function test_ACentralPayerPaysForEveryone() external {
    perform(AGENCY, on(ActKind.Accept, _it, 100));
    refused(TREASURY, on(ActKind.Certify, _it, 10), wrongOrganisation(_account, AGENCY, TREASURY));
    perform(AGENCY, on(ActKind.Certify, _it, 50));
    refused(TREASURY, on(ActKind.Decertify, _it, 10), wrongOrganisation(_account, AGENCY, TREASURY));
    refused(OTHER, on(ActKind.Pay, _it, 10), wrongOrganisation(_account, AGENCY, OTHER));
    perform(TREASURY, on(ActKind.Pay, _it, 20));
    perform(AGENCY, on(ActKind.Pay, _it, 20));
    refused(OTHER, on(ActKind.Return, _it, 10), wrongOrganisation(_account, AGENCY, OTHER));
    perform(TREASURY, on(ActKind.Return, _it, 10));
    perform(AGENCY, on(ActKind.Return, _it, 10));
    vm.assertEq(ledger.obligation(_it).claims.paid, 20, "paid");
    vm.assertEq(ledger.obligation(_it).claims.certified, 10, "certified");
  }

  function test_ThereMustBeSuchAnObligation() external {
    ObligationId none = obligationOf(_account, 99);
    bytes memory unknown = abi.encodeWithSelector(IObligations.BudgetLedgerUnknownObligation.selector, none);
    for (uint256 kind = uint256(ActKind.Increase); kind <= uint256(ActKind.Return); ++kind) {
      refused(AGENCY, on(ActKind(kind), none, kind == uint256(ActKind.Novate) ? OTHER_PAYEE : 0, 1), unknown);
    }
  }

  /// @dev The commitment's number and the claims' number rise apart.
  function test_CommitmentAndClaimsAreCountedApart() external {
    perform(AGENCY, on(ActKind.Accept, _it, 100));
    Act memory certify = on(ActKind.Certify, _it, 10);
    perform(AGENCY, on(ActKind.Accept, _it, 100));
    perform(AGENCY, certify);
    vm.assertEq(ledger.obligation(_it).commitment.sequence, 3, "commitment");
    vm.assertEq(ledger.obligation(_it).claims.sequence, 1, "claims");
  }

  function _most(Model memory model, ActKind kind) private pure returns (uint64) {
    uint64 owed = model.accepted + model.advanced;
    uint64 unclaimed = owed - model.certified - model.paid;
    if (kind == ActKind.Increase) return model.available;
    if (kind == ActKind.Deobligate || kind == ActKind.Accept || kind == ActKind.Advance) {
      return model.obligated - owed;
    }
    if (kind == ActKind.Reverse) return unclaimed < model.accepted ? unclaimed : model.accepted;
    if (kind == ActKind.Liquidate) return model.advanced;
    if (kind == ActKind.Certify) return unclaimed;
    return kind == ActKind.Return ? model.paid : model.certified;
  }

  function _whyNot(Model memory model, ActKind kind, uint64 amount) private pure returns (bytes4) {
    if (kind == ActKind.Increase) return IAccounts.BudgetLedgerInsufficientAuthority.selector;
    if (kind == ActKind.Deobligate || kind == ActKind.Accept || kind == ActKind.Advance) {
      return IObligations.BudgetLedgerExceedsObligation.selector;
    }
    if (kind == ActKind.Reverse && amount > model.accepted) {
      return IObligations.BudgetLedgerExceedsAccepted.selector;
    }
    if (kind == ActKind.Reverse || kind == ActKind.Certify)
      return IObligations.BudgetLedgerExceedsOwed.selector;
    if (kind == ActKind.Liquidate) return IObligations.BudgetLedgerExceedsAdvanced.selector;
    if (kind == ActKind.Return) return IObligations.BudgetLedgerExceedsPaid.selector;
    return IObligations.BudgetLedgerExceedsCertified.selector;
  }

  function _do(Model memory model, ActKind kind, uint64 amount) private pure {
    if (kind == ActKind.Increase) {
      model.obligated += amount;
      model.available -= amount;
    } else if (kind == ActKind.Deobligate) {
      model.obligated -= amount;
      model.available += amount;
    } else if (kind == ActKind.Accept) {
      model.accepted += amount;
    } else if (kind == ActKind.Reverse) {
      model.accepted -= amount;
    } else if (kind == ActKind.Advance) {
      model.advanced += amount;
    } else if (kind == ActKind.Liquidate) {
      model.advanced -= amount;
      model.accepted += amount;
    } else if (kind == ActKind.Certify) {
      model.certified += amount;
    } else {
      if (kind == ActKind.Return) model.paid -= amount;
      else model.certified -= amount;
      if (kind == ActKind.Pay) model.paid += amount;
    }
  }

  function _agrees(Model memory model) private view {
    Obligation memory it = ledger.obligation(_it);
    vm.assertEq(it.commitment.obligated, model.obligated, "obligated");
    vm.assertEq(it.commitment.owed, model.accepted + model.advanced, "owed");
    vm.assertEq(it.claims.advanced, model.advanced, "advanced");
    vm.assertEq(it.claims.certified, model.certified, "certified");
    vm.assertEq(it.claims.paid, model.paid, "paid");
    _totals(model.obligated, model.available);
  }

  function _totals(uint64 obligated, uint64 there) private view {
    vm.assertEq(ledger.account(_account).totals.obligated, obligated, "account's obligated");
    vm.assertEq(available(_account), there, "account's available");
  }

  /// @dev A person with two keys, both of which work, and the offices at the agency.
  function _person(uint32 offices) private returns (OfficerId officer, address key, address second) {
    (officer, key) = enrolFor(offices);
    second = newKey();
    vm.prank(key);
    registry.proposeKey(second);
    vm.prank(REGISTRAR);
    registry.addKey(officer, second);
    vm.warp(time() + KEY_DELAY);
    _becomes(officer, offices);
  }

  function _becomes(OfficerId officer, uint32 offices) private {
    appoint(officer, AGENCY, offices);
    vm.warp(time() + APPOINTMENT_DELAY);
  }

  function _obligateBy(address key, uint64 amount) private returns (ObligationId) {
    Act memory act = obligating(_account, amount);
    performBy(key, AGENCY, act);
    return obligationOf(_account, act.sequence);
  }

  function _notSeparate(address key, Act memory act, ObligationId id, OfficerId officer) private {
    refusedBy(
      key,
      AGENCY,
      act,
      abi.encodeWithSelector(IObligations.BudgetLedgerDutiesNotSeparate.selector, id, officer)
    );
  }

  /// @dev Refused one cent over `bound_`.
  function _over(bytes4 reason, uint64 bound_) private view returns (bytes memory) {
    return abi.encodeWithSelector(reason, _it, bound_, bound_ + 1);
  }

  function _invalidPayee(uint64 subject, uint32 payee) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IObligations.BudgetLedgerInvalidPayee.selector, subject, payee);
  }

  function _invalidNovation(uint64 obligated, uint64 pending) private view returns (bytes memory) {
    return abi.encodeWithSelector(IObligations.BudgetLedgerInvalidNovation.selector, _it, obligated, pending);
  }

  function _unknownClassification(Classification classification) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IObligations.BudgetLedgerUnknownClassification.selector, classification);
  }
}
