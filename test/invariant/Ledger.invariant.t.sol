// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../../contracts/authority/IOfficerRegistry.sol";
import {Account} from "../../contracts/budget/Account.sol";
import {IBudgetLedger} from "../../contracts/budget/IBudgetLedger.sol";
import {Obligation} from "../../contracts/budget/Obligation.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {ObligationId} from "../../contracts/types/ObligationId.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {OrganisationId, TREASURY} from "../../contracts/types/OrganisationId.sol";
import {PayeeId} from "../../contracts/types/PayeeId.sol";
import {Phase} from "../../contracts/types/Phase.sol";
import {Test} from "../helpers/Test.sol";
import {LedgerHandler} from "./handlers/LedgerHandler.sol";
import {Model} from "./handlers/Model.sol";
import {World} from "./handlers/World.sol";

/// @dev The runner finds a handler's functions only if its contract is in the test's own file.
contract Handler is LedgerHandler {}

/// @notice The invariants of authority and budget; README.md beside this file lists them by number.
/// @dev One campaign checks them all after every call: each function of its own would repeat the whole campaign.
contract LedgerInvariant is Test {
  struct FuzzSelector {
    address addr;
    bytes4[] selectors;
  }

  uint256 private constant _MAX_KEYS = 8;

  Handler private _handler;
  IOfficerRegistry private _registry;
  IBudgetLedger private _ledger;

  function setUp() external {
    _handler = Handler(deployed("Handler", ""));
    _registry = _handler.registry();
    _ledger = _handler.ledger();
    _handler.openAppropriation(1, 10 days, 200 days, 100 days, false);
    _handler.openAppropriation(2, 9 days, 100 days, 50 days, false);
    _handler.enact(0, 0, 1e10, 0, 15);
    _handler.enact(0, 1, 1e10, 0, 15);
    _handler.openAllotment(0, 1, 10 days, 3, 15);
    _handler.openAllotment(2, 2, 10 days, 3, 15);
    // Allotted from the one root to its child, from that to its own.
    _handler.moveAuthority(3, 2, 0, 1e9, 0, 15);
    _handler.moveAuthority(3, 3, 0, 1e8 + 1, 0, 15);
    _handler.obligate(2, false, 0, 1e7 + 1, 0, 15);
    _handler.obligate(3, false, 1, 1e7 + 1, 0, 15);
  }

  function targetContracts() external view returns (address[] memory list) {
    list = new address[](1);
    list[0] = address(_handler);
  }

  /// @dev What happens more often is listed more often.
  function targetSelectors() external view returns (FuzzSelector[] memory list) {
    bytes4[30] memory chosen = [
      _handler.passTime.selector,
      _handler.passTimeTo.selector,
      _handler.seal.selector,
      _handler.enrol.selector,
      _handler.addKey.selector,
      _handler.revokeKey.selector,
      _handler.dismiss.selector,
      _handler.appoint.selector,
      _handler.appoint.selector,
      _handler.revoke.selector,
      _handler.halt.selector,
      _handler.lift.selector,
      _handler.openAppropriation.selector,
      _handler.openAllotment.selector,
      _handler.openAllotment.selector,
      _handler.extend.selector,
      _handler.reassign.selector,
      _handler.enact.selector,
      _handler.collect.selector,
      _handler.moveAuthority.selector,
      _handler.moveAuthority.selector,
      _handler.moveAuthority.selector,
      _handler.batch.selector,
      _handler.obligate.selector,
      _handler.obligate.selector,
      _handler.changeCommitment.selector,
      _handler.changeCommitment.selector,
      _handler.claim.selector,
      _handler.settle.selector,
      _handler.settle.selector
    ];
    list = new FuzzSelector[](1);
    list[0].addr = address(_handler);
    list[0].selectors = new bytes4[](chosen.length);
    for (uint256 i = 0; i < chosen.length; ++i) list[0].selectors[i] = chosen[i];
  }

  function invariant_EveryRuleHolds() external {
    vm.warp(_handler.clock());
    uint256 count = _handler.accountCount();
    Account[] memory accounts = new Account[](count + 1);
    uint64[] memory authority = new uint64[](count + 1);
    uint256 roots;
    for (uint256 id = 1; id <= count; ++id) {
      accounts[id] = _ledger.account(AccountId.wrap(uint32(id)));
      authority[id] = _ledger.authority(AccountId.wrap(uint32(id)));
      if (accounts[id].terms.parent.isNone()) roots += authority[id];
    }
    vm.assertEq(roots, _handler.enacted(), "5: the roots' sum");
    for (uint256 id = 1; id <= count; ++id) {
      _childrenAddUp(id, accounts, authority);
      _partsAreWithinAuthority(id, accounts[id]);
      Phase phase = _ledger.phase(AccountId.wrap(uint32(id)));
      vm.assertTrue(phase == _handler.phaseOf(id), "7: another phase");
      _accountIsAsBooked(id, accounts[id], authority[id]);
    }
    _obligationsHold(accounts);
    _haltsAreAsDeclared();
    _openingIsAsEntered();
  }

  /// @dev What takes long, once at the end of a run: nothing here could heal before it.
  function afterInvariant() external {
    vm.warp(_handler.clock());
    _officersAreAsAppointed();
    _keysAreTheirOfficers();
    uint256 count = _handler.obligationCount();
    for (uint256 i = 0; i < count; ++i) _dutiesAreSeparate(_handler.ghostObligation(i).id);
  }

  function _childrenAddUp(uint256 id, Account[] memory accounts, uint64[] memory authority) private pure {
    uint256 sum;
    for (uint256 child = 1; child < accounts.length; ++child) {
      if (AccountId.unwrap(accounts[child].terms.parent) == id) sum += authority[child];
    }
    vm.assertEq(sum, accounts[id].totals.allotted, "1: children's authority");
  }

  function _partsAreWithinAuthority(uint256 id, Account memory account) private view {
    uint256 used =
      uint256(account.totals.allotted) +
        account.totals.obligated +
        account.reserves.withheld +
        account.reserves.reserved;
    vm.assertLe(used, _handler.ghostAccount(id).authority, "2: more than the authority");
  }

  /// @dev Field by field as the model booked it, so that no act reached further than it ought to.
  function _accountIsAsBooked(uint256 id, Account memory account, uint64 authority) private view {
    Model.GhostAccount memory ghost = _handler.ghostAccount(id);
    vm.assertEq(account.totals.available, _handler.availableOf(id), "available");
    vm.assertEq(account.totals.allotted, _handler.allottedOf(id), "allotted");
    vm.assertEq(account.totals.obligated, ghost.obligated, "obligated");
    vm.assertEq(account.totals.sequence, ghost.sequence, "sequence");
    vm.assertEq(account.reserves.withheld, ghost.withheld, "withheld");
    vm.assertEq(account.reserves.reserved, ghost.reserved, "reserved");
    vm.assertEq(account.reserves.anticipated, ghost.anticipated, "anticipated");
    vm.assertEq(account.reserves.collected, ghost.collected, "collected");
    vm.assertEq(authority, ghost.authority, "authority");
    vm.assertEq(AccountId.unwrap(account.terms.parent), ghost.parent, "parent");
    vm.assertEq(AccountId.unwrap(account.terms.root), ghost.root, "root");
    vm.assertEq(OrganisationId.unwrap(account.terms.owner), ghost.owner, "15: owner");
    vm.assertEq(account.terms.opensAt, ghost.opensAt, "opensAt");
    vm.assertEq(account.terms.closesAt, ghost.closesAt, "closesAt");
    vm.assertEq(account.terms.cancelsAt, ghost.cancelsAt, "cancelsAt");
    vm.assertEq(account.terms.depth, ghost.depth, "depth");
  }

  function _obligationsHold(Account[] memory accounts) private view {
    uint256[] memory obligated = new uint256[](accounts.length);
    uint256 count = _handler.obligationCount();
    for (uint256 i = 0; i < count; ++i) {
      Model.GhostObligation memory ghost = _handler.ghostObligation(i);
      Obligation memory it = _ledger.obligation(ObligationId.wrap(ghost.id));
      uint256 claimed = uint256(it.claims.paid) + it.claims.certified + it.retained;
      vm.assertLe(claimed, it.commitment.owed, "3: claimed or held back more than owed");
      vm.assertLe(it.commitment.owed, it.commitment.obligated, "3: owed more than obligated");
      vm.assertLe(it.claims.advanced, it.commitment.owed, "3: advanced more than owed");
      obligated[AccountId.unwrap(ObligationId.wrap(ghost.id).account())] += it.commitment.obligated;
      _obligationIsAsBooked(ghost, it);
    }
    for (uint256 id = 1; id < accounts.length; ++id) {
      vm.assertEq(obligated[id], accounts[id].totals.obligated, "4: the sum over obligations");
    }
  }

  function _obligationIsAsBooked(Model.GhostObligation memory ghost, Obligation memory it) private pure {
    vm.assertEq(it.commitment.obligated, ghost.obligated, "obligated");
    vm.assertEq(it.commitment.owed, ghost.accepted + ghost.advanced, "owed");
    vm.assertEq(it.claims.advanced, ghost.advanced, "advanced");
    vm.assertEq(it.claims.certified, ghost.certified, "certified");
    vm.assertEq(it.claims.paid, ghost.paid, "paid");
    vm.assertEq(PayeeId.unwrap(it.commitment.payee), ghost.payee, "payee");
    vm.assertEq(it.commitment.sequence, ghost.sequence, "sequence");
    vm.assertEq(it.retained, ghost.retained, "retained");
    vm.assertEq(it.claims.isRetaining, ghost.retained != 0, "retaining");
  }

  function _dutiesAreSeparate(uint64 id) private view {
    uint24 officers = _handler.officerCount();
    for (uint24 officer = 1; officer <= officers; ++officer) {
      bool obligated = _ledger.hasObligated(ObligationId.wrap(id), OfficerId.wrap(officer));
      bool accepted = _ledger.hasAccepted(ObligationId.wrap(id), OfficerId.wrap(officer));
      bool certified = _ledger.hasCertified(ObligationId.wrap(id), OfficerId.wrap(officer));
      vm.assertFalse(obligated && accepted, "9: obligated and accepted");
      vm.assertFalse(obligated && certified, "9: obligated and certified");
      vm.assertEq(certified, _handler.isCertifier(id, officer), "9: certifier");
      vm.assertEq(obligated, _handler.isObligator(id, officer), "9: obligator");
      vm.assertEq(accepted, _handler.isAcceptor(id, officer), "9: acceptor");
    }
  }

  function _officersAreAsAppointed() private view {
    uint24 officers = _handler.officerCount();
    for (uint24 officer = 4; officer <= officers; ++officer) {
      IOfficerRegistry.Officer memory stored = _registry.officer(OfficerId.wrap(officer));
      uint256 appointments;
      uint32 all;
      for (uint32 i = 1; i <= 4; ++i) {
        World.GhostAppointment memory ghost = _handler.ghostAppointment(officer, i);
        IOfficerRegistry.Appointment memory held = _registry.appointment(
          OfficerId.wrap(officer),
          OrganisationId.wrap(i)
        );
        if (held.term != stored.term) held.offices = 0;
        vm.assertEq(held.offices, ghost.offices, "16: offices");
        vm.assertEq(Offices.conflict(held.offices), 0, "9: incompatible offices");
        if (held.offices == 0) continue;
        vm.assertTrue(held.from == ghost.from && held.until == ghost.until, "16: window");
        vm.assertEq(held.limit, ghost.limit, "16: limit");
        ++appointments;
        all |= held.offices;
      }
      vm.assertEq(stored.held, _handler.heldOffices(officer), "9: offices held");
      vm.assertEq(Offices.conflictAnywhere(stored.held), 0, "9: makes authority and spends it");
      vm.assertEq(stored.appointments, appointments, "23: appointments counted");
      bool independent = all & Offices.INDEPENDENT != 0;
      vm.assertEq(stored.independent, independent, "24: independent");
      if (independent) vm.assertEq(appointments, 1, "24: independent beside another appointment");
      vm.assertEq(stored.keyCount, _handler.liveKeysOf(officer), "25: keys counted");
      vm.assertEq(_registry.keysOf(OfficerId.wrap(officer)).length, stored.keyCount, "25: keys listed");
      vm.assertLe(stored.keyCount, _MAX_KEYS, "25: too many keys");
    }
    // Whoever came and went, the founders that nobody may touch are there.
    _registry.authorise(address(0x71), TREASURY, Offices.REGISTRAR, 0);
    _registry.authorise(address(0x72), TREASURY, Offices.INSPECTOR, 0);
  }

  function _keysAreTheirOfficers() private view {
    uint256 count = _handler.keyCount();
    uint40 clock = _handler.clock();
    for (uint256 i = 0; i < count; ++i) {
      (address key, World.GhostKey memory ghost) = _handler.keyAt(i);
      vm.assertEq(OfficerId.unwrap(_registry.key(key).officer), ghost.officer, "25: another's key");
      uint24 expected = ghost.live && clock >= ghost.from ? ghost.officer : 0;
      vm.assertEq(OfficerId.unwrap(_registry.officerOf(key)), expected, "25: a dead key, or a live one");
    }
  }

  function _haltsAreAsDeclared() private view {
    for (uint32 i = 1; i <= 4; ++i) {
      bool halted;
      try _registry.requireNotHalted(OrganisationId.wrap(i)) {} catch {
        halted = true;
      }
      vm.assertEq(halted, _handler.isHalted(i), "17: halted");
    }
  }

  function _openingIsAsEntered() private view {
    IBudgetLedger.Status memory status = _ledger.status();
    vm.assertEq(status.openingAuthority, _handler.openingAuthority(), "26: opening authority");
    vm.assertEq(status.openingObligated, _handler.openingObligated(), "26: opening obligations");
    vm.assertEq(status.isSealed, _handler.isSealed(), "26: sealed");
  }
}
