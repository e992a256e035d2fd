// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../../contracts/authority/IOfficerRegistry.sol";
import {Account} from "../../contracts/budget/Account.sol";
import {IAccounts} from "../../contracts/budget/IAccounts.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {Act, ActKind, ReceiptKind} from "../../contracts/types/Act.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {OrganisationId, TREASURY} from "../../contracts/types/OrganisationId.sol";
import {NO_END, Phase} from "../../contracts/types/Phase.sol";
import {Government} from "../helpers/Government.sol";

contract AccountsTest is Government {
  uint64 private constant _MAX = type(uint64).max;
  uint8 private constant _MAX_DEPTH = 16;

  AccountId private _root;
  AccountId private _child;

  function setUp() public override {
    super.setUp();
    _root = fundedRoot(AGENCY, "ROOT", 1000);
    _child = fundedChild(_root, BUREAU, "CHILD", 400);
  }

  // Opening

  function test_OpeningARoot() external {
    vm.expectEmit(address(ledger));
    emit IAccounts.AppropriationOpened(
      AccountId.wrap(3),
      OTHER,
      officerOf(TREASURY, Offices.APPROPRIATING),
      START,
      CLOSES,
      CANCELS,
      "SYMBOL"
    );
    AccountId id = openRoot(OTHER, "SYMBOL");
    Account memory account = ledger.account(id);
    vm.assertTrue(account.terms.root == id && account.terms.parent.isNone(), "root");
    vm.assertTrue(account.terms.owner == OTHER, "owner");
    vm.assertEq(account.terms.opensAt, START, "opensAt");
    vm.assertEq(account.terms.closesAt, CLOSES, "closesAt");
    vm.assertEq(account.terms.cancelsAt, CANCELS, "cancelsAt");
    vm.assertEq(account.terms.depth, 0, "depth");
    vm.assertEq(account.totals.sequence, 1, "sequence");
    vm.assertTrue(ledger.accountByCode(NO_ACCOUNT, "SYMBOL") == id, "by symbol");
    vm.assertEq(ledger.accountCount(), 3, "count");
    vm.assertEq(ledger.authority(id), 0, "authority");
  }

  function test_OpeningAChild() external {
    vm.expectEmit(address(ledger));
    emit IAccounts.AllotmentOpened(
      AccountId.wrap(3),
      _child,
      OTHER,
      officerOf(BUREAU, Offices.BUDGET),
      START + 1,
      NO_END,
      "CHILD"
    );
    AccountId id = openChild(_child, OTHER, START + 1, NO_END, "CHILD");
    Account memory account = ledger.account(id);
    vm.assertTrue(account.terms.root == _root && account.terms.parent == _child, "place");
    vm.assertTrue(account.terms.owner == OTHER, "owner");
    vm.assertEq(account.terms.opensAt, START + 1, "opensAt");
    vm.assertEq(account.terms.closesAt, NO_END, "closesAt");
    vm.assertEq(account.terms.cancelsAt, 0, "cancelsAt");
    vm.assertEq(account.terms.depth, 2, "depth");
    vm.assertTrue(ledger.accountByCode(_child, "CHILD") == id, "beside its siblings alone");
    vm.assertTrue(ledger.accountByCode(_root, "CHILD") == _child, "its parent's name");
  }

  function test_CodesAreUniqueBesideTheirSiblings() external {
    string memory longest = "1234567890123456789012345678901234567890123456789012345678901234";
    openRoot(AGENCY, longest);
    string memory longer = string.concat(longest, "5");
    vm.expectRevert(_invalidSymbol(longer));
    openRoot(AGENCY, longer);
    string[4] memory invalid = ["", "WITH SPACE", "TAB\t", unicode"Ä"];
    for (uint256 i = 0; i < invalid.length; ++i) {
      vm.expectRevert(_invalidSymbol(invalid[i]));
      openRoot(AGENCY, invalid[i]);
      vm.expectRevert(_invalidSymbol(invalid[i]));
      this.childOf(_root, invalid[i]);
    }
    vm.expectRevert(_invalidSymbol("ROOT"));
    openRoot(OTHER, "ROOT");
    vm.expectRevert(_invalidSymbol("CHILD"));
    this.childOf(_root, "CHILD");
    openChild(_root, AGENCY, "ROOT");
    openRoot(AGENCY, "CHILD");
    vm.expectRevert(abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryUnknownOrganisation.selector, 9));
    openRoot(OrganisationId.wrap(9), "NINE");
  }

  function childOf(AccountId parent, string calldata code) external {
    openChild(parent, AGENCY, code);
  }

  function testFuzz_ARootsDatesAreInOrder(uint40 opens, uint40 closes, uint40 cancels) external {
    bool valid = opens < closes && closes <= cancels && cancels > time();
    if (!valid) vm.expectRevert(invalidDates(opens, closes, cancels));
    openRoot(AGENCY, opens, closes, cancels, "NEW");
  }

  function test_ARootsDatesAtTheirBounds() external {
    openRoot(AGENCY, START, START + 1, START + 1, "A-DAY");
    openRoot(AGENCY, 0, NO_END, NO_END, "NO-YEAR");
    vm.expectRevert(invalidDates(START, START, CANCELS));
    openRoot(AGENCY, START, START, CANCELS, "NEVER-OPEN");
    vm.expectRevert(invalidDates(START, CLOSES, CLOSES - 1));
    openRoot(AGENCY, START, CLOSES, CLOSES - 1, "CANCELLED-OPEN");
    openRoot(AGENCY, START - 2, START - 1, START + 1, "EXPIRED");
    vm.expectRevert(invalidDates(START - 2, START - 1, START));
    openRoot(AGENCY, START - 2, START - 1, START, "CANCELLED");
  }

  function testFuzz_AChildsWindowLiesInItsRoots(uint40 opens, uint40 closes) external {
    bool valid = opens >= START && opens < closes && opens < CLOSES && (closes <= CLOSES || closes == NO_END);
    if (!valid) vm.expectRevert(invalidDates(opens, closes, 0));
    this.childWithin(opens, closes, "NEW");
  }

  function test_AChildsWindowAtItsBounds() external {
    this.childWithin(START, CLOSES, "WHOLE");
    this.childWithin(CLOSES - 1, CLOSES, "LAST");
    this.childWithin(START, NO_END, "FOLLOWS");
    vm.expectRevert(invalidDates(START - 1, CLOSES, 0));
    this.childWithin(START - 1, CLOSES, "EARLY");
    vm.expectRevert(invalidDates(START, CLOSES + 1, 0));
    this.childWithin(START, CLOSES + 1, "LATE");
    vm.expectRevert(invalidDates(START, START, 0));
    this.childWithin(START, START, "NEVER");
    // One that follows its root opens before the root closes, too.
    this.childWithin(CLOSES - 1, NO_END, "LAST-FOLLOWS");
    vm.expectRevert(invalidDates(CLOSES, NO_END, 0));
    this.childWithin(CLOSES, NO_END, "NEVER-FOLLOWS");
  }

  function childWithin(uint40 opens, uint40 closes, string calldata code) external {
    openChild(_root, AGENCY, opens, closes, code);
  }

  function test_ChildrenEndAtTheDeepest() external {
    AccountId parent = _child;
    for (uint256 depth = 2; depth <= _MAX_DEPTH; ++depth) parent = openChild(parent, AGENCY, "DEEPER");
    vm.assertEq(ledger.account(parent).terms.depth, _MAX_DEPTH, "depth");
    vm.expectRevert(abi.encodeWithSelector(IAccounts.BudgetLedgerTooDeep.selector, parent));
    this.childOf(parent, "TOO-DEEP");
  }

  function test_WhoOpensAccounts() external {
    vm.expectPartialRevert(IOfficerRegistry.OfficerRegistryNotAppointed.selector);
    vm.prank(keyOf(AGENCY, Offices.BUDGET));
    ledger.openAppropriation(AGENCY, START, CLOSES, CANCELS, "NEW");
    vm.expectPartialRevert(IOfficerRegistry.OfficerRegistryMissingOffices.selector);
    vm.prank(keyOf(TREASURY, Offices.BUDGET));
    ledger.openAppropriation(AGENCY, START, CLOSES, CANCELS, "NEW");
    vm.expectRevert(unknownKey(TOP));
    vm.prank(TOP);
    ledger.openAppropriation(AGENCY, START, CLOSES, CANCELS, "NEW");

    // Below a root of the agency: its own budget officer, not the bureau's and not the treasury's.
    vm.expectRevert(notAppointed(officerOf(BUREAU, Offices.BUDGET), AGENCY));
    vm.prank(keyOf(BUREAU, Offices.BUDGET));
    ledger.openAllotment(_root, BUREAU, START, CLOSES, "NEW");
    vm.expectRevert(notAppointed(officerOf(TREASURY, Offices.BUDGET), AGENCY));
    vm.prank(keyOf(TREASURY, Offices.BUDGET));
    ledger.openAllotment(_root, BUREAU, START, CLOSES, "NEW");
    vm.expectPartialRevert(IOfficerRegistry.OfficerRegistryMissingOffices.selector);
    vm.prank(keyOf(AGENCY, Offices.CONTRACTING));
    ledger.openAllotment(_root, BUREAU, START, CLOSES, "NEW");
    vm.expectRevert(_unknownAccount(9));
    vm.prank(keyOf(AGENCY, Offices.BUDGET));
    ledger.openAllotment(AccountId.wrap(9), BUREAU, START, CLOSES, "NEW");
  }

  // Dates and owners

  /// @dev By law, later or the same while ahead, and not at all once reached.
  function testFuzz_ARootIsExtendedUntilItsDate(uint40 closes, uint40 cancels, uint40 moment) external {
    moment = uint40(bound(moment, START, CANCELS + 365 days));
    if (closes % 4 == 0) closes = CLOSES;
    closes = uint40(bound(closes, START, NO_END));
    cancels = uint40(bound(cancels, CANCELS - 365 days, NO_END));
    vm.warp(moment);
    if (moment >= CANCELS) {
      vm.expectRevert(wrongPhase(_root, Phase.Cancelled));
    } else {
      bool valid =
        (moment >= CLOSES ? closes == CLOSES : closes >= CLOSES) && cancels >= CANCELS && cancels >= closes;
      if (!valid) vm.expectRevert(invalidDates(START, closes, cancels));
    }
    vm.prank(keyOf(TREASURY, Offices.APPROPRIATING));
    ledger.extend(_root, closes, cancels);
  }

  function test_ARootIsExtendedToTheSecond() external {
    vm.warp(CLOSES - 1);
    vm.expectEmit(address(ledger));
    emit IAccounts.AccountExtended(_root, officerOf(TREASURY, Offices.APPROPRIATING), CLOSES + 10, CANCELS);
    _extend(_root, CLOSES + 10, CANCELS);
    vm.warp(CLOSES + 9);
    vm.assertTrue(ledger.phase(_root) == Phase.Open, "open");
    vm.assertTrue(ledger.phase(_child) == Phase.Open, "the child's");
    vm.warp(CLOSES + 10);
    vm.assertTrue(ledger.phase(_root) == Phase.Expired, "expired");
    vm.assertTrue(ledger.phase(_child) == Phase.Expired, "the child's");
    vm.expectRevert(invalidDates(START, CLOSES + 11, CANCELS));
    _extend(_root, CLOSES + 11, CANCELS);
    _extend(_root, CLOSES + 10, CANCELS + 1);
    vm.warp(CANCELS);
    vm.assertTrue(ledger.phase(_root) == Phase.Expired, "expired still");
    vm.expectRevert(invalidDates(START, CLOSES + 10, CANCELS));
    _extend(_root, CLOSES + 10, CANCELS);
    vm.warp(CANCELS + 1);
    vm.assertTrue(ledger.phase(_root) == Phase.Cancelled, "cancelled");
    vm.expectRevert(wrongPhase(_root, Phase.Cancelled));
    _extend(_root, CLOSES + 10, CANCELS + 2);
  }

  function test_AChildIsExtendedWithinItsRoot() external {
    AccountId half = openChild(_root, BUREAU, START, START + 100, "HALF");
    _extendBy(AGENCY, half, START + 101, 0);
    vm.assertEq(ledger.account(half).terms.closesAt, START + 101, "closesAt");
    vm.expectRevert(invalidDates(START, START + 100, 0));
    _extendBy(AGENCY, half, START + 100, 0);
    vm.expectRevert(invalidDates(START, START + 102, 1));
    _extendBy(AGENCY, half, START + 102, 1);
    vm.expectRevert(invalidDates(START, CLOSES + 1, 0));
    _extendBy(AGENCY, half, CLOSES + 1, 0);
    vm.expectRevert(notAppointed(officerOf(BUREAU, Offices.BUDGET), AGENCY));
    vm.prank(keyOf(BUREAU, Offices.BUDGET));
    ledger.extend(half, CLOSES, 0);
    vm.warp(START + 101);
    vm.expectRevert(invalidDates(START, CLOSES, 0));
    _extendBy(AGENCY, half, CLOSES, 0);
    // A child with no end of its own follows its root.
    AccountId following = openChild(_root, BUREAU, START, NO_END, "FOLLOWING");
    _extend(_root, CLOSES + 10, CANCELS);
    vm.warp(CLOSES + 9);
    perform(AGENCY, onAccount(ActKind.Allot, following, 10));
    obligate(following, 10);
  }

  function test_OnlyTheLawExtendsARoot() external {
    vm.expectPartialRevert(IOfficerRegistry.OfficerRegistryMissingOffices.selector);
    vm.prank(keyOf(TREASURY, Offices.BUDGET));
    ledger.extend(_root, CLOSES + 1, CANCELS);
    vm.expectPartialRevert(IOfficerRegistry.OfficerRegistryNotAppointed.selector);
    vm.prank(keyOf(AGENCY, Offices.BUDGET));
    ledger.extend(_root, CLOSES + 1, CANCELS);
    vm.expectRevert(_unknownAccount(9));
    _extend(AccountId.wrap(9), CLOSES + 1, CANCELS);
  }

  function test_TheSuperiorReassigns() external {
    vm.expectEmit(address(ledger));
    emit IAccounts.AccountReassigned(_child, OTHER, officerOf(AGENCY, Offices.BUDGET));
    _reassign(AGENCY, _child, OTHER);
    refused(BUREAU, onAccount(ActKind.Reserve, _child, 1), wrongOrganisation(_child, OTHER, BUREAU));
    perform(OTHER, onAccount(ActKind.Reserve, _child, 1));
    _reassign(TREASURY, _root, OTHER);
    refused(AGENCY, onAccount(ActKind.Allot, _child, 1), wrongOrganisation(_child, OTHER, AGENCY));
    perform(OTHER, onAccount(ActKind.Allot, _child, 1));

    vm.expectRevert(notAppointed(officerOf(AGENCY, Offices.BUDGET), OTHER));
    vm.prank(keyOf(AGENCY, Offices.BUDGET));
    ledger.reassign(_child, AGENCY);
    vm.expectRevert(abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryUnknownOrganisation.selector, 9));
    _reassign(OTHER, _child, OrganisationId.wrap(9));
    vm.expectRevert(_unknownAccount(9));
    _reassign(OTHER, AccountId.wrap(9), OTHER);
    // Giving an account away is no way out of a halt.
    uint40 until = time() + 1 days;
    vm.prank(INSPECTOR);
    registry.halt(OTHER, 1 days, 0);
    bytes memory halted = abi.encodeWithSelector(
      IOfficerRegistry.OfficerRegistryHalted.selector,
      OTHER,
      until
    );
    vm.expectRevert(halted);
    _reassign(OTHER, _child, BUREAU);
    vm.expectRevert(halted);
    _reassign(TREASURY, _root, BUREAU);
    vm.warp(until);
    _reassign(OTHER, _child, AGENCY);
    vm.warp(CANCELS);
    vm.expectRevert(wrongPhase(_child, Phase.Cancelled));
    _reassign(OTHER, _child, BUREAU);
    vm.expectRevert(wrongPhase(_root, Phase.Cancelled));
    this.childOf(_root, "LATE");
  }

  // Bounds: accepted at it, refused one cent above

  function test_EveryActIsBoundedToTheCent() external {
    boundedBy(TREASURY, onAccount(ActKind.Rescind, _root, 0), 600, insufficient(_root, 600, 601));
    perform(TREASURY, onAccount(ActKind.Appropriate, _root, 500));
    boundedBy(TREASURY, onAccount(ActKind.Withhold, _root, 0), 500, insufficient(_root, 500, 501));
    boundedBy(TREASURY, onAccount(ActKind.Release, _root, 0), 500, insufficientReserves(_root, 500, 501));
    boundedBy(AGENCY, onAccount(ActKind.Reserve, _root, 0), 500, insufficient(_root, 500, 501));
    boundedBy(AGENCY, onAccount(ActKind.Unreserve, _root, 0), 500, insufficientReserves(_root, 500, 501));
    boundedBy(AGENCY, onAccount(ActKind.Allot, _child, 0), 500, insufficient(_root, 500, 501));
    boundedBy(BUREAU, onAccount(ActKind.Withdraw, _child, 0), 900, insufficient(_child, 900, 901));
    perform(TREASURY, onAccount(ActKind.Anticipate, _root, 70));
    boundedBy(TREASURY, onAccount(ActKind.Forgo, _root, 0), 70, insufficientReserves(_root, 70, 71));
    perform(AGENCY, onAccount(ActKind.Collect, _root, 80));
    boundedBy(AGENCY, onAccount(ActKind.Uncollect, _root, 0), 80, insufficientReserves(_root, 80, 81));
    boundedBy(AGENCY, onAccount(ActKind.Obligate, _root, PAYEE, 0), 900, insufficient(_root, 900, 901));
  }

  /// @dev Realised is what was both expected and collected.
  function testFuzz_RealisedAsFarAsAnticipatedAndCollected(
    uint64 expected,
    uint64 collected,
    uint64 amount
  ) external {
    AccountId id = openRoot(AGENCY, "NEW");
    expected = bound64(expected, 1, _MAX);
    collected = bound64(collected, 1, _MAX);
    amount = bound64(amount, 1, _MAX);
    perform(TREASURY, onAccount(ActKind.Anticipate, id, expected));
    perform(AGENCY, onAccount(ActKind.Collect, id, collected));
    Act memory realise = onAccount(ActKind.Realise, id, amount);
    if (amount > expected) {
      refused(TREASURY, realise, insufficientReserves(id, expected, amount));
    } else if (amount > collected) {
      refused(TREASURY, realise, insufficientReserves(id, collected, amount));
    } else {
      perform(TREASURY, realise);
      vm.assertEq(available(id), amount, "available");
      vm.assertEq(ledger.account(id).reserves.anticipated, expected - amount, "anticipated");
      vm.assertEq(ledger.account(id).reserves.collected, collected - amount, "collected");
      vm.assertEq(ledger.authority(id), amount, "authority");
    }
  }

  /// @dev Nothing wraps: an account holds what 64 bits hold, wherever its authority is.
  function test_AmountsFitIn64Bits() external {
    AccountId full = openRoot(AGENCY, "FULL");
    perform(TREASURY, onAccount(ActKind.Appropriate, full, _MAX));
    AccountId below = fundedChild(full, AGENCY, "BELOW", 10);
    perform(TREASURY, onAccount(ActKind.Withhold, full, 10));
    perform(AGENCY, onAccount(ActKind.Reserve, full, 10));
    obligate(full, 10);
    refused(TREASURY, onAccount(ActKind.Appropriate, full, 1), _overflow(full, _MAX, 1));
    refused(
      TREASURY,
      onAccount(ActKind.Transfer, _root, AccountId.unwrap(full), 1),
      _overflow(full, _MAX, 1)
    );
    perform(TREASURY, onAccount(ActKind.Anticipate, full, _MAX));
    refused(TREASURY, onAccount(ActKind.Anticipate, full, 1), _overflow(full, _MAX, 1));
    perform(AGENCY, onAccount(ActKind.Collect, full, _MAX));
    refused(AGENCY, onAccount(ActKind.Collect, full, 1), _overflow(full, _MAX, 1));
    refused(TREASURY, onAccount(ActKind.Realise, full, 1), _overflow(full, _MAX, 1));
    perform(TREASURY, onAccount(ActKind.Rescind, full, 1));
    perform(TREASURY, onAccount(ActKind.Realise, full, 1));
    vm.assertEq(ledger.authority(full), _MAX, "authority");
    vm.assertEq(ledger.authority(below), 10, "below");
  }

  // Conservation

  function testFuzz_AllotAndWithdrawConserve(uint64 funds, uint64 down, uint64 up) external {
    AccountId root = openRoot(AGENCY, "NEW");
    funds = bound64(funds, 2, _MAX);
    down = bound64(down, 1, funds);
    up = bound64(up, 1, down);
    perform(TREASURY, onAccount(ActKind.Appropriate, root, funds));
    AccountId child = fundedChild(root, BUREAU, "NEW", down);
    _is(root, funds - down, down, funds);
    _is(child, down, 0, down);
    vm.assertEq(ledger.account(root).totals.sequence, 3, "the parent's number rises too");
    perform(up % 2 == 0 ? AGENCY : BUREAU, onAccount(ActKind.Withdraw, child, up));
    _is(root, funds - down + up, down - up, funds);
    _is(child, down - up, 0, down - up);
    vm.assertEq(ledger.account(root).totals.sequence, 4, "the parent's number rises too");
  }

  function testFuzz_TransfersBetweenRootsConserve(uint64 one, uint64 two, uint64 amount) external {
    one = bound64(one, 1, _MAX - 1);
    two = bound64(two, 1, _MAX - one);
    amount = bound64(amount, 1, one);
    AccountId from = fundedRoot(AGENCY, "FROM", one);
    AccountId to = fundedRoot(OTHER, "TO", two);
    perform(TREASURY, onAccount(ActKind.Transfer, from, AccountId.unwrap(to), amount));
    _is(from, one - amount, 0, one - amount);
    _is(to, two + amount, 0, two + amount);
  }

  function test_TransfersMoveAuthority() external {
    AccountId to = fundedRoot(OTHER, "TO", 5);
    Act memory act = onAccount(ActKind.Transfer, _root, AccountId.unwrap(to), 0);
    boundedBy(TREASURY, act, 600, insufficient(_root, 600, 601));
    _is(_root, 0, 400, 400);
    _is(to, 605, 0, 605);
    vm.assertEq(ledger.account(to).totals.sequence, 3, "the receiver's number rises too");
    AccountId sibling = openChild(_root, OTHER, "SIBLING");
    act = onAccount(ActKind.Transfer, _child, AccountId.unwrap(sibling), 0);
    boundedBy(AGENCY, act, 400, insufficient(_child, 400, 401));
    _is(_root, 0, 400, 400);
    _is(_child, 0, 0, 0);
    _is(sibling, 400, 0, 400);
  }

  /// @dev From one appropriation to another, by whoever may do both: neither the budget nor the law alone.
  function test_TransfersBetweenRootsTakeTheLawsOfficer() external {
    AccountId to = openRoot(OTHER, "TO");
    Act memory act = onAccount(ActKind.Transfer, _root, AccountId.unwrap(to), 10);
    uint32[2] memory offices = [Offices.BUDGET, Offices.APPROPRIATING];
    for (uint256 i = 0; i < 2; ++i) {
      bytes memory missing = abi.encodeWithSelector(
        IOfficerRegistry.OfficerRegistryMissingOffices.selector,
        officerOf(TREASURY, offices[i]),
        TREASURY,
        offices[1 - i]
      );
      refusedBy(keyOf(TREASURY, offices[i]), TREASURY, act, missing);
    }
    // Between siblings below, the budget's officer is enough.
    AccountId sibling = openChild(_root, BUREAU, "SIBLING");
    AccountId nephew = openChild(_child, AGENCY, "NEPHEW");
    AccountId niece = openChild(_child, AGENCY, "NIECE");
    perform(AGENCY, onAccount(ActKind.Transfer, _child, AccountId.unwrap(sibling), 1));
    perform(BUREAU, onAccount(ActKind.Allot, nephew, 1));
    perform(BUREAU, onAccount(ActKind.Transfer, nephew, AccountId.unwrap(niece), 1));
    perform(TREASURY, act);
    vm.assertEq(available(to), 10, "available");
  }

  function test_TransfersAreBetweenSiblings() external {
    AccountId other = fundedRoot(AGENCY, "OTHER", 100);
    AccountId cousin = openChild(other, BUREAU, "COUSIN");
    AccountId below = openChild(_child, BUREAU, "BELOW");
    _notSiblings(_root, _root, TREASURY);
    _notSiblings(_child, _child, AGENCY);
    _notSiblings(_child, cousin, AGENCY);
    _notSiblings(_child, _root, AGENCY);
    _notSiblings(_root, _child, TREASURY);
    _notSiblings(_child, below, AGENCY);
    refused(TREASURY, onAccount(ActKind.Transfer, _root, 9, 1), _unknownAccount(9));
    refused(TREASURY, onAccount(ActKind.Transfer, _root, 0, 1), _unknownAccount(0));
  }

  /// @dev Neither end of a transfer between roots may be expired, and neither at all cancelled.
  function test_TransfersBetweenRootsKeepTheirTime() external {
    AccountId expired = openRoot(AGENCY, START - 2, START, CANCELS, "EXPIRED");
    AccountId planned = openRoot(AGENCY, START + 1, CLOSES, CANCELS, "PLANNED");
    AccountId cancelled = openRoot(AGENCY, START - 2, START + 1, START + 1, "CANCELLED");
    perform(TREASURY, onAccount(ActKind.Appropriate, expired, 10));
    perform(TREASURY, onAccount(ActKind.Appropriate, cancelled, 10));
    perform(TREASURY, onAccount(ActKind.Transfer, _root, AccountId.unwrap(planned), 5));
    perform(TREASURY, onAccount(ActKind.Transfer, planned, AccountId.unwrap(_root), 5));
    refused(
      TREASURY,
      onAccount(ActKind.Transfer, expired, AccountId.unwrap(_root), 1),
      wrongPhase(expired, Phase.Expired)
    );
    refused(
      TREASURY,
      onAccount(ActKind.Transfer, _root, AccountId.unwrap(expired), 1),
      wrongPhase(expired, Phase.Expired)
    );
    vm.warp(START + 1);
    refused(
      TREASURY,
      onAccount(ActKind.Transfer, _root, AccountId.unwrap(cancelled), 1),
      wrongPhase(cancelled, Phase.Cancelled)
    );
    refused(
      TREASURY,
      onAccount(ActKind.Transfer, cancelled, AccountId.unwrap(_root), 1),
      wrongPhase(cancelled, Phase.Cancelled)
    );
    // Siblings below an expired root may.
    AccountId sibling = openChild(_root, BUREAU, "SIBLING");
    vm.warp(CLOSES);
    perform(AGENCY, onAccount(ActKind.Transfer, _child, AccountId.unwrap(sibling), 1));
  }

  /// @dev Sum over all accounts of what is not passed down, through any sequence of acts inside a tree.
  function testFuzz_AuthorityIsConservedInATree(uint256 seed) external {
    AccountId[4] memory ids = [
      _root,
      _child,
      openChild(_root, BUREAU, "TWO"),
      openChild(_child, BUREAU, "DEEP")
    ];
    for (uint256 step = 0; step < 30; ++step) {
      seed = uint256(keccak256(abi.encode(seed)));
      AccountId id = ids[1 + (seed % 3)];
      bool down = (seed >> 8) % 2 == 0;
      AccountId source = down ? ledger.account(id).terms.parent : id;
      uint64 most = available(source);
      if (most == 0) continue;
      OrganisationId organisation = ledger.account(ledger.account(id).terms.parent).terms.owner;
      perform(
        organisation,
        onAccount(down ? ActKind.Allot : ActKind.Withdraw, id, bound64(seed >> 16, 1, most))
      );
    }
    uint256 sum;
    for (uint256 i = 0; i < 4; ++i) sum += available(ids[i]);
    vm.assertEq(sum, 1000, "available in all");
    vm.assertEq(ledger.authority(_root), 1000, "authority");
    uint64 children = ledger.authority(ids[1]) + ledger.authority(ids[2]);
    vm.assertEq(ledger.account(_root).totals.allotted, children, "children");
    vm.assertEq(ledger.account(_child).totals.allotted, ledger.authority(ids[3]), "grandchild");
  }

  // Places and owners

  function test_TheLawActsOnRootsForTheTreasury() external {
    for (uint256 kind = 0; kind <= uint256(ActKind.Realise); ++kind) {
      refused(TREASURY, onAccount(ActKind(kind), _child, 1), _notRoot(_child));
    }
    staff(AGENCY, Offices.APPROPRIATING);
    vm.warp(time() + APPOINTMENT_DELAY);
    for (uint256 kind = 0; kind <= uint256(ActKind.Realise); ++kind) {
      refused(AGENCY, onAccount(ActKind(kind), _root, 1), wrongOrganisation(_root, TREASURY, AGENCY));
    }
    refused(BUREAU, onAccount(ActKind.Collect, _child, 1), _notRoot(_child));
    refused(BUREAU, onAccount(ActKind.Uncollect, _child, 1), _notRoot(_child));
    bytes memory notChild = abi.encodeWithSelector(IAccounts.BudgetLedgerNotChild.selector, _root);
    refused(TREASURY, onAccount(ActKind.Allot, _root, 1), notChild);
    refused(TREASURY, onAccount(ActKind.Withdraw, _root, 1), notChild);
  }

  /// @dev For each act on an account, who may: the superior (first), the owner (second), neither third.
  function test_SuperiorAndOwner() external {
    _permits(ActKind.Transfer, AccountId.unwrap(openChild(_root, BUREAU, "SIBLING")), true, false);
    perform(AGENCY, onAccount(ActKind.Withhold, _child, 10));
    perform(BUREAU, onAccount(ActKind.Reserve, _child, 10));
    _permits(ActKind.Withhold, 0, true, false);
    _permits(ActKind.Release, 0, true, false);
    _permits(ActKind.Allot, 0, true, false);
    _permits(ActKind.Withdraw, 0, true, true);
    _permits(ActKind.Reserve, 0, false, true);
    _permits(ActKind.Unreserve, 0, false, true);
    _permits(ActKind.Obligate, PAYEE, false, true);
    // A root's superior is the treasury.
    refused(AGENCY, onAccount(ActKind.Withhold, _root, 1), wrongOrganisation(_root, TREASURY, AGENCY));
    perform(TREASURY, onAccount(ActKind.Withhold, _root, 1));
    // Its owner and the treasury collect.
    refused(OTHER, onAccount(ActKind.Collect, _root, 1), wrongOrganisation(_root, AGENCY, OTHER));
    perform(AGENCY, onAccount(ActKind.Collect, _root, 1));
    perform(TREASURY, onAccount(ActKind.Collect, _root, 1));
    // And take out what either posted in error.
    refused(OTHER, onAccount(ActKind.Uncollect, _root, 1), wrongOrganisation(_root, AGENCY, OTHER));
    perform(TREASURY, onAccount(ActKind.Uncollect, _root, 1));
    perform(AGENCY, onAccount(ActKind.Uncollect, _root, 1));
  }

  function testFuzz_ReceiptsHaveAKind(uint32 kind) external {
    Act memory act = onAccount(ActKind.Collect, _root, kind % 2 == 0 ? kind : kind % 8, 9);
    bool valid = act.counterpart >= 1 && act.counterpart <= 3;
    if (!valid) {
      refused(AGENCY, act, _invalidAct(act));
      act.kind = ActKind.Uncollect;
      refused(AGENCY, act, _invalidAct(act));
      return;
    }
    OfficerId officer = officerOf(AGENCY, Offices.COLLECTING);
    ReceiptKind receipt = ReceiptKind(act.counterpart);
    vm.expectEmit(address(ledger));
    emit IAccounts.Collected(_root, officer, act.sequence, receipt, 9, EVIDENCE);
    perform(AGENCY, act);
    vm.assertEq(ledger.account(_root).reserves.collected, 9, "collected");
    act = onAccount(ActKind.Uncollect, _root, act.counterpart, 4);
    vm.expectEmit(address(ledger));
    emit IAccounts.Uncollected(_root, officer, act.sequence, receipt, 4, EVIDENCE);
    perform(AGENCY, act);
    vm.assertEq(ledger.account(_root).reserves.collected, 5, "taken out");
    vm.assertEq(ledger.authority(_root), 1000, "authority");
  }

  /// @dev What became authority is no receipt any more.
  function test_ARealisedReceiptStays() external {
    perform(TREASURY, onAccount(ActKind.Anticipate, _root, 70));
    perform(AGENCY, onAccount(ActKind.Collect, _root, 100));
    perform(TREASURY, onAccount(ActKind.Realise, _root, 70));
    boundedBy(AGENCY, onAccount(ActKind.Uncollect, _root, 0), 30, insufficientReserves(_root, 30, 31));
    vm.assertEq(ledger.authority(_root), 1070, "authority");
  }

  function test_SubjectsAreAccounts() external {
    Act memory act = onAccount(ActKind.Withhold, _root, 1);
    act.subject |= uint64(1) << 32;
    refused(TREASURY, act, _invalidAct(act));
    act = obligating(_root, 1);
    act.subject |= uint64(1) << 32;
    refused(AGENCY, act, _invalidAct(act));
    refused(TREASURY, line(ActKind.Withhold, 9, 0, 0, 1), _unknownAccount(9));
    refused(TREASURY, line(ActKind.Withhold, 0, 0, 0, 1), _unknownAccount(0));
    refused(AGENCY, line(ActKind.Obligate, 9, PAYEE, 0, 1), _unknownAccount(9));
    vm.expectRevert(_unknownAccount(9));
    ledger.phase(AccountId.wrap(9));
  }

  function test_ReservingNeedsTheWindow() external {
    AccountId half = openChild(_root, BUREAU, START + 10, START + 20, "HALF");
    perform(AGENCY, onAccount(ActKind.Allot, half, 10));
    bytes memory outside = abi.encodeWithSelector(
      IAccounts.BudgetLedgerOutsideWindow.selector,
      half,
      START + 10,
      START + 20
    );
    vm.warp(START + 9);
    refused(BUREAU, onAccount(ActKind.Reserve, half, 1), outside);
    vm.warp(START + 10);
    perform(BUREAU, onAccount(ActKind.Reserve, half, 1));
    vm.warp(START + 19);
    perform(BUREAU, onAccount(ActKind.Reserve, half, 1));
    vm.warp(START + 20);
    refused(BUREAU, onAccount(ActKind.Reserve, half, 1), outside);
    perform(BUREAU, onAccount(ActKind.Unreserve, half, 2));
    perform(BUREAU, onAccount(ActKind.Withdraw, half, 10));
  }

  function _is(AccountId id, uint64 available_, uint64 allotted, uint64 authority) private view {
    vm.assertEq(available(id), available_, "available");
    vm.assertEq(ledger.account(id).totals.allotted, allotted, "allotted");
    vm.assertEq(ledger.authority(id), authority, "authority");
  }

  function _permits(ActKind kind, uint32 counterpart, bool superior, bool owner) private {
    OrganisationId needed = superior ? AGENCY : BUREAU;
    refused(OTHER, onAccount(kind, _child, counterpart, 1), wrongOrganisation(_child, needed, OTHER));
    refused(TREASURY, onAccount(kind, _child, counterpart, 1), wrongOrganisation(_child, needed, TREASURY));
    if (superior) perform(AGENCY, onAccount(kind, _child, counterpart, 1));
    else refused(AGENCY, onAccount(kind, _child, counterpart, 1), wrongOrganisation(_child, needed, AGENCY));
    if (owner) perform(BUREAU, onAccount(kind, _child, counterpart, 1));
    else refused(BUREAU, onAccount(kind, _child, counterpart, 1), wrongOrganisation(_child, needed, BUREAU));
  }

  function _notSiblings(AccountId from, AccountId to, OrganisationId superior) private {
    refused(
      superior,
      onAccount(ActKind.Transfer, from, AccountId.unwrap(to), 1),
      abi.encodeWithSelector(IAccounts.BudgetLedgerNotSiblings.selector, from, to)
    );
  }

  function _extend(AccountId id, uint40 closesAt, uint40 cancelsAt) private {
    vm.prank(keyOf(TREASURY, Offices.APPROPRIATING));
    ledger.extend(id, closesAt, cancelsAt);
  }

  function _extendBy(OrganisationId organisation, AccountId id, uint40 closesAt, uint40 cancelsAt) private {
    vm.prank(keyOf(organisation, Offices.BUDGET));
    ledger.extend(id, closesAt, cancelsAt);
  }

  function _reassign(OrganisationId by, AccountId id, OrganisationId owner) private {
    vm.prank(keyOf(by, Offices.BUDGET));
    ledger.reassign(id, owner);
  }

  function _invalidSymbol(string memory symbol) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IAccounts.BudgetLedgerInvalidSymbol.selector, symbol);
  }

  function _unknownAccount(uint32 id) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IAccounts.BudgetLedgerUnknownAccount.selector, id);
  }

  function _notRoot(AccountId id) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IAccounts.BudgetLedgerNotRoot.selector, id);
  }

  function _overflow(AccountId id, uint64 there, uint64 added) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IAccounts.BudgetLedgerOverflow.selector, id, there, added);
  }

  function _invalidAct(Act memory act) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IAccounts.BudgetLedgerInvalidAct.selector, act.subject, act.counterpart);
  }
}
