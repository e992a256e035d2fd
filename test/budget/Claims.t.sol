// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../../contracts/authority/IOfficerRegistry.sol";
import {IAccounts} from "../../contracts/budget/IAccounts.sol";
import {IBudgetLedger} from "../../contracts/budget/IBudgetLedger.sol";
import {IObligations} from "../../contracts/budget/IObligations.sol";
import {Obligation, SEVERAL_OFFICERS} from "../../contracts/budget/Obligation.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {ActKind} from "../../contracts/types/Act.sol";
import {Claim, packed} from "../../contracts/mocks/Claim.sol";
import {ClaimKind} from "../../contracts/types/ClaimKind.sol";
import {ObligationId, obligationOf} from "../../contracts/types/ObligationId.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {ALL_ORGANISATIONS, OrganisationId, TREASURY} from "../../contracts/types/OrganisationId.sol";
import {Phase} from "../../contracts/types/Phase.sol";
import {Government} from "../helpers/Government.sol";

/// @notice What payers post.
contract ClaimsTest is Government {
  uint256 private constant _KINDS = uint256(type(ClaimKind).max) + 1;

  AccountId private _root;
  AccountId private _account;
  AccountId private _bureaus;
  /// @dev Two of the agency's, one of its bureau's: each 1,000 obligated, 800 accepted, 400 certified, 100 paid.
  ObligationId private _it;
  ObligationId private _next;
  ObligationId private _foreign;

  function setUp() public override {
    super.setUp();
    _root = fundedRoot(AGENCY, "ROOT", 100_000);
    _account = fundedChild(_root, AGENCY, "ACCOUNT", 5000);
    _bureaus = fundedChild(_root, BUREAU, "BUREAU", 5000);
    _it = _claimed(_account, AGENCY);
    _next = _claimed(_account, AGENCY);
    _foreign = _claimed(_bureaus, BUREAU);
  }

  // Each kind

  function test_EachKindMovesItsAmount() external {
    post(AGENCY, ClaimKind.Certify, _it, 50);
    _is(_it, 1000, 800, 350, 100);
    post(AGENCY, ClaimKind.Decertify, _it, 30);
    _is(_it, 1000, 800, 320, 100);
    post(AGENCY, ClaimKind.Pay, _it, 20);
    _is(_it, 1000, 800, 300, 120);
    post(AGENCY, ClaimKind.Return, _it, 10);
    _is(_it, 1000, 800, 300, 110);
    post(AGENCY, ClaimKind.Interest, _it, 7);
    _is(_it, 1007, 807, 307, 110);
    _is(_next, 1000, 800, 300, 100);
    vm.assertEq(ledger.account(_account).totals.obligated, 2007, "account's obligated");
    vm.assertEq(available(_account), 5000 - 2007, "account's available");
  }

  function test_EachKindIsBoundedToTheCent() external {
    postedUpTo(
      AGENCY,
      ClaimKind.Certify,
      _it,
      400,
      _over(IObligations.BudgetLedgerExceedsOwed.selector, 400)
    );
    bytes4 certified = IObligations.BudgetLedgerExceedsCertified.selector;
    postedUpTo(AGENCY, ClaimKind.Pay, _it, 700, _over(certified, 700));
    notPosted(AGENCY, ClaimKind.Decertify, _it, 1, _over(certified, 0));
    postedUpTo(AGENCY, ClaimKind.Return, _it, 800, _over(IObligations.BudgetLedgerExceedsPaid.selector, 800));
    // Owed again, and certified no more.
    _is(_it, 1000, 800, 0, 0);
    postedUpTo(
      AGENCY,
      ClaimKind.Certify,
      _it,
      800,
      _over(IObligations.BudgetLedgerExceedsOwed.selector, 800)
    );
    postedUpTo(AGENCY, ClaimKind.Decertify, _it, 800, _over(certified, 800));
  }

  /// @dev Claims carry no sequence number: only interest raises one, the account's, as it obligates there.
  function test_ClaimsRaiseNoNumberButTheAccountsByInterest() external {
    perform(AGENCY, onAccount(ActKind.Allot, _account, 1));
    uint32 sequence = ledger.account(_account).totals.sequence;
    uint32 own = ledger.obligation(_it).commitment.sequence;
    post(AGENCY, ClaimKind.Certify, _it, 5);
    post(AGENCY, ClaimKind.Pay, _it, 5);
    vm.assertEq(ledger.account(_account).totals.sequence, sequence, "the account's");
    post(AGENCY, ClaimKind.Interest, _it, 5);
    vm.assertEq(ledger.account(_account).totals.sequence, sequence + 1, "the account's, by interest");
    vm.assertEq(ledger.account(_account).totals.lastAct, 0, "nobody's retry");
    vm.assertEq(ledger.obligation(_it).commitment.sequence, own, "the obligation's");
  }

  /// @dev One obligation many times over in one posting.
  function test_ClaimsOnOneObligationAddUp() external {
    Claim[] memory claims = new Claim[](256);
    for (uint256 i = 0; i < 256; ++i) claims[i] = claim(_it, 1);
    vm.assertEq(_post(ClaimKind.Certify, claims), 0, "left out");
    _is(_it, 1000, 800, 556, 100);
    vm.assertEq(_post(ClaimKind.Pay, claims), 0, "left out");
    _is(_it, 1000, 800, 300, 356);
  }

  // Who

  function test_OnlyAPayerOfTheTreasurysPosts() external {
    address[4] memory persons = [
      keyOf(TREASURY, Offices.DISBURSING),
      keyOf(AGENCY, Offices.CERTIFYING),
      TOP,
      STRANGER
    ];
    bytes4[4] memory reasons = [
      IOfficerRegistry.OfficerRegistryMissingOffices.selector,
      IOfficerRegistry.OfficerRegistryNotAppointed.selector,
      IOfficerRegistry.OfficerRegistryUnknownKey.selector,
      IOfficerRegistry.OfficerRegistryUnknownKey.selector
    ];
    bytes32 before = _state();
    OfficerId officer = claimsOfficer(AGENCY, ClaimKind.Certify);
    for (uint256 kind = 0; kind < _KINDS; ++kind) {
      for (uint256 i = 0; i < persons.length; ++i) {
        vm.expectPartialRevert(reasons[i]);
        vm.prank(persons[i]);
        ledger.post(ClaimKind(kind), AGENCY, officer, packed(just(claim(_it, 1))));
      }
    }
    vm.assertEq(_state(), before, "changed");
  }

  function test_ADismissedPayerPostsNoMore() external {
    address key = payer();
    OfficerId officer = registry.officerOf(key);
    vm.prank(REGISTRAR);
    registry.dismiss(officer, 0);
    for (uint256 kind = 0; kind < _KINDS; ++kind) {
      notPosted(AGENCY, ClaimKind(kind), _it, 1, unknownKey(key));
    }
  }

  /// @dev The payer's own limit covers a posting, but for what was left out of it.
  function testFuzz_APayersLimitCoversThePosting(uint64 limit, uint64 one, uint64 two) external {
    limit = bound64(limit, 0, 700);
    one = bound64(one, 1, 300);
    two = bound64(two, 1, 300);
    OfficerId officer = registry.officerOf(payer());
    appoint(officer, TREASURY, Offices.PAYING, limit);
    vm.warp(time() + APPOINTMENT_DELAY);
    Claim[] memory claims = new Claim[](3);
    (claims[0], claims[1], claims[2]) = (claim(_it, one), claim(_next, two), claim(_foreign, 300));
    if (one + two > limit) {
      vm.expectRevert(
        abi.encodeWithSelector(
          IOfficerRegistry.OfficerRegistryOverLimit.selector,
          officer,
          limit,
          uint256(one) + two
        )
      );
      _post(ClaimKind.Pay, claims);
    } else {
      vm.assertEq(_post(ClaimKind.Pay, claims), 4, "left out");
    }
  }

  function test_ClaimsBelongToTheirOrganisation() external {
    for (uint256 kind = 0; kind < _KINDS; ++kind) {
      if (ClaimKind(kind) == ClaimKind.Pay) continue;
      bytes memory wrong = wrongOrganisation(_account, AGENCY, BUREAU);
      notPosted(BUREAU, ClaimKind(kind), _it, 1, wrong);
      wrong = wrongOrganisation(_account, AGENCY, TREASURY);
      notPosted(TREASURY, ClaimKind(kind), _it, 1, wrong);
    }
  }

  // Form

  function test_APostingHasOneTo256Claims() external {
    uint256[3] memory lengths = [uint256(0), 257, 300];
    for (uint256 kind = 0; kind < _KINDS; ++kind) {
      for (uint256 i = 0; i < lengths.length; ++i) {
        Claim[] memory claims = new Claim[](lengths[i]);
        for (uint256 j = 0; j < claims.length; ++j) claims[j] = claim(_it, 1);
        uint256 length = 1 + 48 * lengths[i];
        vm.expectRevert(abi.encodeWithSelector(IObligations.BudgetLedgerInvalidPosting.selector, length));
        _post(ClaimKind(kind), claims);
      }
    }
  }

  function test_NothingIsPostedForNothing() external {
    for (uint256 kind = 0; kind < _KINDS; ++kind) {
      bytes memory zero = abi.encodeWithSelector(IAccounts.BudgetLedgerZeroAmount.selector, _it);
      notPosted(AGENCY, ClaimKind(kind), _it, 0, zero);
    }
  }

  function test_ThereMustBeSuchAnObligation() external {
    ObligationId none = obligationOf(_account, 99);
    bytes memory unknown = abi.encodeWithSelector(IObligations.BudgetLedgerUnknownObligation.selector, none);
    notPosted(AGENCY, ClaimKind.Certify, none, 1, unknown);
    notPosted(AGENCY, ClaimKind.Interest, none, 1, unknown);
    // Nothing is certified or paid on what there is not.
    bytes memory uncertified = abi.encodeWithSelector(
      IObligations.BudgetLedgerExceedsCertified.selector,
      none,
      0,
      1
    );
    notPosted(AGENCY, ClaimKind.Decertify, none, 1, uncertified);
    notPosted(AGENCY, ClaimKind.Pay, none, 1, uncertified);
    notPosted(
      AGENCY,
      ClaimKind.Return,
      none,
      1,
      abi.encodeWithSelector(IObligations.BudgetLedgerExceedsPaid.selector, none, 0, 1)
    );
    // An obligation names its account, which must be there first.
    none = obligationOf(AccountId.wrap(9), 1);
    for (uint256 kind = 0; kind < _KINDS; ++kind) {
      bytes memory noAccount = abi.encodeWithSelector(IAccounts.BudgetLedgerUnknownAccount.selector, 9);
      notPosted(AGENCY, ClaimKind(kind), none, 1, noAccount);
    }
  }

  // What is left out

  /// @dev Payments on any set of accounts, the organisation's or another's: exactly the others' are left out.
  function testFuzz_ForeignPaymentsAreLeftOut(uint256 mask, uint8 length) external {
    uint256 count = bound(length, 1, 256);
    Claim[] memory claims = new Claim[](count);
    bytes memory lines = hex"01";
    uint256 expected = 0;
    uint64 paid = 0;
    for (uint256 i = 0; i < count; ++i) {
      bool foreign = (mask >> i) & 1 == 1;
      claims[i] = Claim({obligation: foreign ? _foreign : _it, amount: 1, document: bytes32(i)});
      if (foreign) {
        expected |= 1 << i;
      } else {
        ++paid;
        lines = bytes.concat(lines, _line(claims[i]));
      }
    }
    bytes32 others = stateOf(_foreign);
    if (paid != 0) _expectPosted(ClaimKind.Pay, lines);
    vm.assertEq(_post(ClaimKind.Pay, claims), expected, "left out");
    vm.assertEq(stateOf(_foreign), others, "another organisation's");
    _is(_it, 1000, 800, 300 - paid, 100 + paid);
  }

  function test_PaymentsOnCancelledAccountsAreLeftOut() external {
    AccountId other = openRoot(AGENCY, START, CLOSES, CLOSES, "SHORT");
    perform(TREASURY, onAccount(ActKind.Appropriate, other, 5000));
    ObligationId short = _claimed(other, AGENCY);
    vm.warp(CLOSES);
    Claim[] memory claims = new Claim[](3);
    (claims[0], claims[1], claims[2]) = (claim(_it, 5), claim(short, 5), claim(_next, 5));
    bytes32 before = stateOf(short);
    _expectPosted(ClaimKind.Pay, bytes.concat(hex"01", _line(claims[0]), _line(claims[2])));
    vm.assertEq(_post(ClaimKind.Pay, claims), 2, "left out");
    vm.assertEq(stateOf(short), before, "moved after it was cancelled");
    _is(_it, 1000, 800, 295, 105);
    _is(_next, 1000, 800, 295, 105);
    // What would take more is refused whole; what comes back or is given up is posted.
    for (uint256 kind = 0; kind < _KINDS; ++kind) {
      if (ClaimKind(kind) != ClaimKind.Certify && ClaimKind(kind) != ClaimKind.Interest) continue;
      vm.expectRevert(wrongPhase(other, Phase.Cancelled));
      _post(ClaimKind(kind), claims);
    }
    uint64 unused = available(other);
    vm.assertEq(_post(ClaimKind.Decertify, claims), 0, "given up");
    vm.assertEq(_post(ClaimKind.Return, claims), 0, "come back");
    _is(short, 1000, 800, 295, 95);
    _is(_it, 1000, 800, 290, 100);
    vm.assertEq(available(other), unused, "freed");
  }

  /// @dev Interest takes what authority there is, in the posting's order; what does not fit is left out.
  function test_InterestWithoutAuthorityIsLeftOut() external {
    uint64 there = available(_account);
    Claim[] memory claims = new Claim[](4);
    claims[0] = claim(_it, there - 10);
    claims[1] = claim(_next, 11);
    claims[2] = claim(_next, 10);
    claims[3] = claim(_it, 1);
    _expectPosted(ClaimKind.Interest, bytes.concat(hex"01", _line(claims[0]), _line(claims[2])));
    vm.assertEq(_post(ClaimKind.Interest, claims), 10, "left out");
    vm.assertEq(available(_account), 0, "available");
    _is(_it, 1000 + there - 10, 800 + there - 10, 300 + there - 10, 100);
    _is(_next, 1010, 810, 310, 100);
  }

  /// @dev Nothing posted is nothing journalled: every claim was left out.
  function test_APostingLeftOutWholeSaysNothing() external {
    bytes32 before = _state();
    Claim[] memory claims = new Claim[](2);
    (claims[0], claims[1]) = (claim(_foreign, 1), claim(_foreign, 2));
    vm.recordLogs();
    vm.assertEq(_post(ClaimKind.Pay, claims), 3, "payments left out");
    vm.assertEq(_post(ClaimKind.Interest, just(claim(_it, 99_999))), 1, "interest left out");
    vm.assertEq(vm.getRecordedLogs().length, 0, "journalled");
    vm.assertEq(_state(), before, "changed");
  }

  /// @dev One refusal refuses them all, wherever it stands; of payments, those on open accounts.
  function testFuzz_APostingIsAtomic(uint8 kind_, uint8 length, uint8 bad) external {
    ClaimKind kind = ClaimKind(kind_ % _KINDS);
    uint256 count = bound(length, 1, 20);
    Claim[] memory claims = new Claim[](count);
    for (uint256 i = 0; i < count; ++i) claims[i] = claim(i % 2 == 0 ? _it : _next, 1);
    claims[bad % count].amount = 0;
    bytes32 before = _state();
    vm.expectPartialRevert(IAccounts.BudgetLedgerZeroAmount.selector);
    _post(kind, claims);
    claims[bad % count].amount = 5000;
    if (kind == ClaimKind.Interest) {
      vm.assertEq(_post(kind, claims), 1 << (bad % count), "left out");
      return;
    }
    vm.expectPartialRevert(_reasonOf(kind));
    _post(kind, claims);
    vm.assertEq(_state(), before, "half done");
  }

  // The journal

  /// @dev Codec 1, byte by byte.
  function testFuzz_AClaimIsALineOf48Bytes(uint64 amount, bytes32 document) external {
    amount = bound64(amount, 1, 400);
    Claim memory it = Claim({obligation: _it, amount: amount, document: document});
    bytes memory expected = abi.encodePacked(uint8(1), ObligationId.unwrap(_it), amount, document);
    vm.assertEq(expected.length, 49, "length");
    _expectPosted(ClaimKind.Certify, expected);
    _post(ClaimKind.Certify, just(it));
  }

  /// @dev `ClaimsPosted` of each kind, with the organisation, the officer and the payer.
  function test_EachPostingIsJournalled() external {
    for (uint256 kind = 0; kind < _KINDS; ++kind) {
      Claim[] memory claims = new Claim[](2);
      (claims[0], claims[1]) = (claim(_next, 2), claim(_it, 3));
      claims[1].document = "another";
      _expectPosted(ClaimKind(kind), bytes.concat(hex"01", _line(claims[0]), _line(claims[1])));
      vm.assertEq(_post(ClaimKind(kind), claims), 0, "left out");
    }
  }

  // Separation of duties

  function test_WhoeverObligatedDoesNotCertify() external {
    OfficerId obligator = officerOf(AGENCY, Offices.CONTRACTING);
    vm.expectRevert(_notSeparate(_it, obligator));
    postAs(obligator, AGENCY, ClaimKind.Certify, just(claim(_it, 1)));
    // Giving up, paying and interest are no decisions on the claim.
    postAs(obligator, AGENCY, ClaimKind.Decertify, just(claim(_it, 1)));
    postAs(obligator, AGENCY, ClaimKind.Interest, just(claim(_it, 1)));
    isOfficer(ledger.obligation(_it).claims.certifier, officerOf(AGENCY, Offices.CERTIFYING), "certifier");
    (OfficerId raiser, address key) = hire(AGENCY, Offices.CONTRACTING);
    performBy(key, AGENCY, on(ActKind.Increase, _it, 1));
    isOfficer(ledger.obligation(_it).commitment.obligator, SEVERAL_OFFICERS, "several");
    OfficerId[2] memory both = [obligator, raiser];
    for (uint256 i = 0; i < 2; ++i) {
      vm.expectRevert(_notSeparate(_it, both[i]));
      postAs(both[i], AGENCY, ClaimKind.Certify, just(claim(_it, 1)));
    }
    // On another's obligation they may, as far as the ledger goes.
    postAs(raiser, AGENCY, ClaimKind.Certify, just(claim(_next, 1)));
  }

  function test_CertifiersJoin() external {
    OfficerId first = officerOf(AGENCY, Offices.CERTIFYING);
    (OfficerId second, ) = hire(AGENCY, Offices.CERTIFYING);
    (OfficerId third, ) = hire(AGENCY, Offices.CERTIFYING);
    (OfficerId other, ) = hire(AGENCY, Offices.CERTIFYING);
    isOfficer(ledger.obligation(_it).claims.certifier, first, "one");
    OfficerId[3] memory all = [first, second, third];
    for (uint256 i = 0; i < 3; ++i) postAs(all[i], AGENCY, ClaimKind.Certify, just(claim(_it, 1)));
    isOfficer(ledger.obligation(_it).claims.certifier, SEVERAL_OFFICERS, "several");
    for (uint256 i = 0; i < 3; ++i) vm.assertTrue(ledger.hasCertified(_it, all[i]), "certifier");
    postAs(other, AGENCY, ClaimKind.Decertify, just(claim(_it, 1)));
    postAs(other, AGENCY, ClaimKind.Interest, just(claim(_it, 1)));
    vm.assertFalse(ledger.hasCertified(_it, other), "who gave up");
    vm.assertFalse(ledger.hasCertified(_next, second), "another obligation");
  }

  // Halts

  function test_AHaltStopsPaymentsAlone() external {
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
      for (uint256 kind = 0; kind < _KINDS; ++kind) {
        if (ClaimKind(kind) == ClaimKind.Pay) notPosted(AGENCY, ClaimKind.Pay, _it, 1, halted);
        else post(AGENCY, ClaimKind(kind), _it, 1);
      }
      // A halt of one organisation stops no other's.
      if (i == 0) post(BUREAU, ClaimKind.Pay, _foreign, 1);
      else notPosted(BUREAU, ClaimKind.Pay, _foreign, 1, halted);
      vm.warp(until);
      post(AGENCY, ClaimKind.Pay, _it, 1);
      vm.warp(until + HALT_COOLDOWN);
    }
  }

  // Time

  function test_ClaimsGoOnInAnExpiredAccount() external {
    vm.warp(CANCELS - 1);
    for (uint256 kind = 0; kind < _KINDS; ++kind) {
      vm.assertEq(post(AGENCY, ClaimKind(kind), _it, 1), 0, "left out");
    }
    vm.warp(CANCELS);
    for (uint256 kind = 0; kind < _KINDS; ++kind) {
      ClaimKind it = ClaimKind(kind);
      if (it == ClaimKind.Pay) vm.assertEq(post(AGENCY, it, _it, 1), 1, "paid");
      else if (it == ClaimKind.Decertify || it == ClaimKind.Return) post(AGENCY, it, _it, 1);
      else notPosted(AGENCY, it, _it, 1, wrongPhase(_account, Phase.Cancelled));
    }
  }

  function test_AFrozenLedgerTakesNoClaims() external {
    vm.prank(TOP);
    ledger.freeze();
    bytes32 before = _state();
    bytes memory frozen = abi.encodeWithSelector(IBudgetLedger.BudgetLedgerFrozen.selector);
    for (uint256 kind = 0; kind < _KINDS; ++kind) notPosted(AGENCY, ClaimKind(kind), _it, 1, frozen);
    vm.assertEq(_state(), before, "changed");
  }

  /// @dev Posts for the agency, in the name of its officer for such claims.
  function _post(ClaimKind kind, Claim[] memory claims) private returns (uint256) {
    return postAs(claimsOfficer(AGENCY, kind), AGENCY, kind, claims);
  }

  function _expectPosted(ClaimKind kind, bytes memory lines) private {
    OfficerId officer = claimsOfficer(AGENCY, kind);
    vm.expectEmit(address(ledger));
    emit IObligations.ClaimsPosted(kind, AGENCY, officer, payer(), lines);
  }

  /// @dev Written apart from the ledger, from the codec's description.
  function _line(Claim memory it) private pure returns (bytes memory) {
    return abi.encodePacked(ObligationId.unwrap(it.obligation), it.amount, it.document);
  }

  function _claimed(AccountId id, OrganisationId organisation) private returns (ObligationId it) {
    it = obligate(id, 1000);
    perform(organisation, on(ActKind.Accept, it, 800));
    post(organisation, ClaimKind.Certify, it, 400);
    post(organisation, ClaimKind.Pay, it, 100);
  }

  function _is(ObligationId id, uint64 obligated, uint64 owed, uint64 certified, uint64 paid) private view {
    Obligation memory it = ledger.obligation(id);
    vm.assertEq(it.commitment.obligated, obligated, "obligated");
    vm.assertEq(it.commitment.owed, owed, "owed");
    vm.assertEq(it.claims.certified, certified, "certified");
    vm.assertEq(it.claims.paid, paid, "paid");
  }

  function _state() private view returns (bytes32) {
    return
      keccak256(
        abi.encode(stateOf(_account), stateOf(_bureaus), stateOf(_it), stateOf(_next), stateOf(_foreign))
      );
  }

  function _reasonOf(ClaimKind kind) private pure returns (bytes4) {
    if (kind == ClaimKind.Certify) return IObligations.BudgetLedgerExceedsOwed.selector;
    return
      kind == ClaimKind.Return
        ? IObligations.BudgetLedgerExceedsPaid.selector
        : IObligations.BudgetLedgerExceedsCertified.selector;
  }

  /// @dev Refused one cent over `bound_`.
  function _over(bytes4 reason, uint64 bound_) private view returns (bytes memory) {
    return abi.encodeWithSelector(reason, _it, bound_, bound_ + 1);
  }

  function _notSeparate(ObligationId id, OfficerId officer) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IObligations.BudgetLedgerDutiesNotSeparate.selector, id, officer);
  }
}
