// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IAccounts} from "../../contracts/budget/IAccounts.sol";
import {IObligations} from "../../contracts/budget/IObligations.sol";
import {Commitment, Obligation, SEVERAL_OFFICERS} from "../../contracts/budget/Obligation.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {Act, ActKind} from "../../contracts/types/Act.sol";
import {ClaimKind} from "../../contracts/types/ClaimKind.sol";
import {Classification} from "../../contracts/types/Classification.sol";
import {ObligationId, obligationOf} from "../../contracts/types/ObligationId.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {OrganisationId} from "../../contracts/types/OrganisationId.sol";
import {PayeeId} from "../../contracts/types/PayeeId.sol";
import {Phase} from "../../contracts/types/Phase.sol";
import {Government} from "../helpers/Government.sol";

contract ObligationsTest is Government {
  uint32 private constant _MANY = type(uint32).max;
  bytes4 private constant _UNDELIVERED = IObligations.BudgetLedgerExceedsObligation.selector;
  bytes4 private constant _OWED = IObligations.BudgetLedgerExceedsOwed.selector;
  bytes4 private constant _ACCEPTED = IObligations.BudgetLedgerExceedsAccepted.selector;
  bytes4 private constant _ADVANCED = IObligations.BudgetLedgerExceedsAdvanced.selector;
  bytes4 private constant _RETAINED = IObligations.BudgetLedgerExceedsRetained.selector;
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
    uint64 retained;
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
    postedUpTo(AGENCY, ClaimKind.Certify, _it, 1000, _over(_OWED, 1000));
    refused(AGENCY, on(ActKind.Reverse, _it, 1), _over(_OWED, 0));
    postedUpTo(AGENCY, ClaimKind.Decertify, _it, 1000, _over(_CERTIFIED, 1000));
    post(AGENCY, ClaimKind.Certify, _it, 700);
    postedUpTo(AGENCY, ClaimKind.Pay, _it, 700, _over(_CERTIFIED, 700));
    postedUpTo(AGENCY, ClaimKind.Certify, _it, 300, _over(_OWED, 300));
    boundedBy(AGENCY, on(ActKind.Liquidate, _it, 0), 600, _over(_ADVANCED, 600));
    refused(AGENCY, on(ActKind.Reverse, _it, 1), _over(_OWED, 0));
    postedUpTo(AGENCY, ClaimKind.Return, _it, 700, _over(_PAID, 700));
    boundedBy(AGENCY, on(ActKind.Reverse, _it, 0), 700, _over(_OWED, 700));
  }

  /// @dev Any sequence of acts and claims: each is accepted exactly if it keeps
  /// `paid + certified + retained <= accepted + advanced <= obligated`, and the books agree with the ledger after each.
  function testFuzz_ALifeIsBounded(uint256 seed) external {
    Model memory model = Model(1000, 0, 0, 0, 0, 0, 9000);
    for (uint256 step = 0; step < 40; ++step) {
      seed = uint256(keccak256(abi.encode(seed)));
      if (seed % 3 == 0) _claimSomething(model, seed >> 8);
      else _actSomehow(model, seed >> 8);
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

  // Advances recalled, parts held back

  function test_AnAdvanceIsRecalled() external {
    perform(AGENCY, on(ActKind.Accept, _it, 100));
    perform(AGENCY, on(ActKind.Advance, _it, 300));
    post(AGENCY, ClaimKind.Certify, _it, 150);
    perform(AGENCY, on(ActKind.Retain, _it, 50));
    refused(AGENCY, on(ActKind.Recall, _it, 301), abi.encodeWithSelector(_ADVANCED, _it, 300, 301));
    Act memory act = on(ActKind.Recall, _it, 201);
    refused(AGENCY, act, _over(_OWED, 200));
    act.amount = 200;
    vm.expectEmit(address(ledger));
    emit IObligations.Recalled(_it, officerOf(AGENCY, Offices.BUDGET), act.sequence, 200, EVIDENCE);
    perform(AGENCY, act);
    Obligation memory it = ledger.obligation(_it);
    vm.assertEq(it.claims.advanced, 100, "advanced");
    vm.assertEq(it.commitment.owed, 200, "owed");
    // Undelivered again, so that it can be freed.
    boundedBy(AGENCY, on(ActKind.Deobligate, _it, 0), 800, _over(_UNDELIVERED, 800));
  }

  /// @dev Taking back needs nobody else: whoever obligated may, and becomes no acceptor by it.
  function test_WhoeverObligatedMayRecall() external {
    (OfficerId officer, address key, ) = _person(Offices.CONTRACTING | Offices.BUDGET);
    ObligationId id = _obligateBy(key, 100);
    perform(AGENCY, on(ActKind.Advance, id, 10));
    performBy(key, AGENCY, on(ActKind.Recall, id, 10));
    vm.assertFalse(ledger.hasAccepted(id, officer), "acceptor");
  }

  function test_APartIsHeldBackAndLetGo() external {
    perform(AGENCY, on(ActKind.Accept, _it, 1000));
    post(AGENCY, ClaimKind.Certify, _it, 300);
    post(AGENCY, ClaimKind.Pay, _it, 100);
    OfficerId officer = officerOf(AGENCY, Offices.RECEIVING);
    Act memory act = on(ActKind.Retain, _it, 701);
    refused(AGENCY, act, _over(_OWED, 700));
    act.amount = 100;
    vm.expectEmit(address(ledger));
    emit IObligations.Retained(_it, officer, act.sequence, 100, EVIDENCE);
    perform(AGENCY, act);
    vm.assertEq(ledger.obligation(_it).retained, 100, "retained");
    vm.assertTrue(ledger.obligation(_it).claims.isRetaining, "retaining");
    // Neither claimed nor taken back.
    refused(AGENCY, on(ActKind.Reverse, _it, 601), _over(_OWED, 600));
    postedUpTo(AGENCY, ClaimKind.Certify, _it, 600, _over(_OWED, 600));
    refused(AGENCY, on(ActKind.Unretain, _it, 101), _over(_RETAINED, 100));
    act = on(ActKind.Unretain, _it, 60);
    vm.expectEmit(address(ledger));
    emit IObligations.Unretained(_it, officer, act.sequence, 60, EVIDENCE);
    perform(AGENCY, act);
    vm.assertTrue(ledger.obligation(_it).claims.isRetaining, "retaining still");
    postedUpTo(AGENCY, ClaimKind.Certify, _it, 60, _over(_OWED, 60));
    perform(AGENCY, on(ActKind.Unretain, _it, 40));
    vm.assertFalse(ledger.obligation(_it).claims.isRetaining, "retaining no more");
    postedUpTo(AGENCY, ClaimKind.Certify, _it, 40, _over(_OWED, 40));
  }

  function test_WhoeverObligatedHoldsNothingBack() external {
    (OfficerId officer, address key, ) = _person(Offices.CONTRACTING);
    ObligationId id = _obligateBy(key, 100);
    perform(AGENCY, on(ActKind.Accept, id, 100));
    perform(AGENCY, on(ActKind.Retain, id, 10));
    _becomes(officer, Offices.RECEIVING);
    _notSeparate(key, on(ActKind.Retain, id, 1), id, officer);
    _notSeparate(key, on(ActKind.Unretain, id, 1), id, officer);
    perform(AGENCY, on(ActKind.Accept, _it, 100));
    performBy(key, AGENCY, on(ActKind.Retain, _it, 1));
    vm.assertTrue(ledger.hasAccepted(_it, officer), "acceptor");
  }

  function test_TheClaimantIsThePayeeAndTheAccountsOwner() external {
    _claims(AGENCY, PAYEE);
    perform(AGENCY, on(ActKind.Novate, _it, OTHER_PAYEE, 1000));
    _claims(AGENCY, OTHER_PAYEE);
    vm.prank(keyOf(AGENCY, Offices.BUDGET));
    ledger.reassign(_account, OTHER);
    _claims(OTHER, OTHER_PAYEE);
  }

  // Novation

  function test_NovationTakesTheWholeToAnother() external {
    refused(AGENCY, on(ActKind.Novate, _it, 0, 1000), _invalidPayee(ObligationId.unwrap(_it), 0));
    refused(AGENCY, on(ActKind.Novate, _it, PAYEE, 1000), _invalidPayee(ObligationId.unwrap(_it), PAYEE));
    refused(AGENCY, on(ActKind.Novate, _it, _MANY, 1000), _invalidPayee(ObligationId.unwrap(_it), _MANY));
    refused(AGENCY, on(ActKind.Novate, _it, OTHER_PAYEE, 999), _invalidNovation(1000, 0));
    refused(AGENCY, on(ActKind.Novate, _it, OTHER_PAYEE, 1001), _invalidNovation(1000, 0));
    perform(AGENCY, on(ActKind.Accept, _it, 100));
    post(AGENCY, ClaimKind.Certify, _it, 100);
    refused(AGENCY, on(ActKind.Novate, _it, OTHER_PAYEE, 1000), _invalidNovation(1000, 100));
    perform(AGENCY, on(ActKind.Advance, _it, 30));
    refused(AGENCY, on(ActKind.Novate, _it, OTHER_PAYEE, 1000), _invalidNovation(1000, 130));
    post(AGENCY, ClaimKind.Decertify, _it, 100);
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
    _certifyRefused(officer, id);
    _certifyAs(officer, _it, 10);
    post(AGENCY, ClaimKind.Certify, id, 10);
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
    (OfficerId one, , address oneSecond) = _person(Offices.CERTIFYING);
    (OfficerId two, address twoKey, ) = _person(Offices.CERTIFYING);
    perform(AGENCY, on(ActKind.Accept, _it, 100));
    _certifyAs(one, _it, 1);
    isOfficer(ledger.obligation(_it).claims.certifier, one, "one");
    vm.assertTrue(ledger.hasCertified(_it, one), "certifier");
    vm.assertFalse(ledger.hasCertified(_it, two), "another");
    _certifyAs(two, _it, 1);
    isOfficer(ledger.obligation(_it).claims.certifier, SEVERAL_OFFICERS, "several");
    vm.assertTrue(ledger.hasCertified(_it, one) && ledger.hasCertified(_it, two), "certifiers");
    post(AGENCY, ClaimKind.Decertify, _it, 2);
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

  function test_ThereMustBeSuchAnObligation() external {
    ObligationId none = obligationOf(_account, 99);
    bytes memory unknown = abi.encodeWithSelector(IObligations.BudgetLedgerUnknownObligation.selector, none);
    for (uint256 kind = uint256(ActKind.Increase); kind <= uint256(type(ActKind).max); ++kind) {
      refused(AGENCY, on(ActKind(kind), none, kind == uint256(ActKind.Novate) ? OTHER_PAYEE : 0, 1), unknown);
    }
    vm.expectRevert(unknown);
    ledger.parties(none);
  }

  function _actSomehow(Model memory model, uint256 seed) private {
    ActKind kind = ActKind(bound(seed, uint256(ActKind.Increase), uint256(ActKind.Unretain)));
    if (kind == ActKind.Novate) return;
    uint64 most = _most(model, kind);
    uint64 amount = _amountAround(most, seed >> 8);
    if (amount == 0) return;
    Act memory act = on(kind, _it, amount);
    if (amount > most) {
      vm.expectPartialRevert(_whyNot(model, kind, amount));
      perform(AGENCY, act);
    } else {
      perform(AGENCY, act);
      _do(model, kind, amount);
    }
  }

  function _claimSomething(Model memory model, uint256 seed) private {
    ClaimKind kind = ClaimKind(seed % (uint256(type(ClaimKind).max) + 1));
    uint64 most = _mostClaimed(model, kind);
    uint64 amount = _amountAround(most, seed >> 8);
    if (amount == 0) return;
    bool isLeftOut = amount > most && kind == ClaimKind.Interest;
    if (amount > most && !isLeftOut) {
      vm.expectPartialRevert(_whyNotClaimed(kind));
      post(AGENCY, kind, _it, amount);
    } else {
      vm.assertEq(post(AGENCY, kind, _it, amount), isLeftOut ? 1 : 0, "left out");
      if (!isLeftOut) _claimed(model, kind, amount);
    }
  }

  /// @dev Small, at the bound, or a cent above.
  function _amountAround(uint64 most, uint256 seed) private pure returns (uint64) {
    if (seed % 4 == 0) return most + 1;
    return seed % 4 == 1 ? most : bound64(seed >> 8, 0, most);
  }

  function _most(Model memory model, ActKind kind) private pure returns (uint64) {
    uint64 owed = model.accepted + model.advanced;
    uint64 unclaimed = _unclaimed(model);
    if (kind == ActKind.Increase) return model.available;
    if (kind == ActKind.Reverse) return unclaimed < model.accepted ? unclaimed : model.accepted;
    if (kind == ActKind.Liquidate) return model.advanced;
    if (kind == ActKind.Recall) return unclaimed < model.advanced ? unclaimed : model.advanced;
    if (kind == ActKind.Retain) return unclaimed;
    if (kind == ActKind.Unretain) return model.retained;
    return model.obligated - owed;
  }

  function _whyNot(Model memory model, ActKind kind, uint64 amount) private pure returns (bytes4) {
    if (kind == ActKind.Increase) return IAccounts.BudgetLedgerInsufficientAuthority.selector;
    if (kind == ActKind.Reverse) return amount > model.accepted ? _ACCEPTED : _OWED;
    if (kind == ActKind.Recall) return amount > model.advanced ? _ADVANCED : _OWED;
    if (kind == ActKind.Liquidate) return _ADVANCED;
    if (kind == ActKind.Retain) return _OWED;
    return kind == ActKind.Unretain ? _RETAINED : _UNDELIVERED;
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
    } else if (kind == ActKind.Recall) {
      model.advanced -= amount;
    } else if (kind == ActKind.Retain) {
      model.retained += amount;
    } else {
      model.retained -= amount;
    }
  }

  function _mostClaimed(Model memory model, ClaimKind kind) private pure returns (uint64) {
    if (kind == ClaimKind.Certify) return _unclaimed(model);
    if (kind == ClaimKind.Interest) return model.available;
    return kind == ClaimKind.Return ? model.paid : model.certified;
  }

  function _whyNotClaimed(ClaimKind kind) private pure returns (bytes4) {
    if (kind == ClaimKind.Certify) return _OWED;
    return kind == ClaimKind.Return ? _PAID : _CERTIFIED;
  }

  function _claimed(Model memory model, ClaimKind kind, uint64 amount) private pure {
    if (kind == ClaimKind.Certify) {
      model.certified += amount;
    } else if (kind == ClaimKind.Decertify) {
      model.certified -= amount;
    } else if (kind == ClaimKind.Pay) {
      model.certified -= amount;
      model.paid += amount;
    } else if (kind == ClaimKind.Return) {
      model.paid -= amount;
    } else {
      model.obligated += amount;
      model.available -= amount;
      // Owed as what was accepted is.
      model.accepted += amount;
      model.certified += amount;
    }
  }

  function _unclaimed(Model memory model) private pure returns (uint64) {
    return model.accepted + model.advanced - model.certified - model.paid - model.retained;
  }

  function _agrees(Model memory model) private view {
    Obligation memory it = ledger.obligation(_it);
    vm.assertEq(it.commitment.obligated, model.obligated, "obligated");
    vm.assertEq(it.commitment.owed, model.accepted + model.advanced, "owed");
    vm.assertEq(it.claims.advanced, model.advanced, "advanced");
    vm.assertEq(it.claims.certified, model.certified, "certified");
    vm.assertEq(it.claims.paid, model.paid, "paid");
    vm.assertEq(it.retained, model.retained, "retained");
    vm.assertEq(it.claims.isRetaining, model.retained != 0, "retaining");
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

  function _certifyAs(OfficerId officer, ObligationId id, uint64 amount) private {
    postAs(officer, AGENCY, ClaimKind.Certify, just(claim(id, amount)));
  }

  function _certifyRefused(OfficerId officer, ObligationId id) private {
    vm.expectRevert(abi.encodeWithSelector(IObligations.BudgetLedgerDutiesNotSeparate.selector, id, officer));
    _certifyAs(officer, id, 1);
  }

  function _claims(OrganisationId owner, uint32 payee) private view {
    (OrganisationId owner_, PayeeId payee_) = ledger.parties(_it);
    vm.assertTrue(owner_ == owner, "owner");
    vm.assertEq(PayeeId.unwrap(payee_), payee, "payee");
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
