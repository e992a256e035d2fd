// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IBudgetLedger} from "../../contracts/budget/IBudgetLedger.sol";
import {Account} from "../../contracts/budget/Account.sol";
import {BudgetLedger} from "../../contracts/budget/BudgetLedger.sol";
import {IAccounts} from "../../contracts/budget/IAccounts.sol";
import {Obligation} from "../../contracts/budget/Obligation.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {Act, ActKind, Acts} from "../../contracts/types/Act.sol";
import {Classification} from "../../contracts/types/Classification.sol";
import {Evidence} from "../../contracts/types/Evidence.sol";
import {ObligationId, obligationOf} from "../../contracts/types/ObligationId.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {OrganisationId, TREASURY} from "../../contracts/types/OrganisationId.sol";
import {Phase} from "../../contracts/types/Phase.sol";
import {Registrars} from "./Registrars.sol";

/// @title Government
/// @notice A ledger over the registry, with one officer for each office in each organisation, and acts by them.
abstract contract Government is Registrars {
  Classification internal constant DIRECT = Classification.wrap(bytes32(bytes1(0x01)));
  Evidence internal constant EVIDENCE = Evidence.wrap("evidence");
  AccountId internal constant NO_ACCOUNT = AccountId.wrap(0);
  uint32 internal constant PAYEE = 77;
  uint32 internal constant OTHER_PAYEE = 78;

  uint40 internal constant CLOSES = START + 365 days;
  uint40 internal constant CANCELS = CLOSES + 5 * 365 days;

  BudgetLedger internal ledger;
  mapping(OrganisationId organisation => mapping(uint32 office => address)) private _keys;

  function setUp() public virtual override {
    vm.warp(START - 1 days);
    found(TOP);
    ledger = new BudgetLedger(registry, identity());
    staff(TREASURY, Offices.APPROPRIATING);
    for (uint32 i = 1; i <= 4; ++i) {
      OrganisationId organisation = OrganisationId.wrap(i);
      staff(organisation, Offices.BUDGET);
      staff(organisation, Offices.CONTRACTING);
      staff(organisation, Offices.RECEIVING);
      staff(organisation, Offices.CERTIFYING);
      staff(organisation, Offices.COLLECTING);
      staff(organisation, Offices.PAYING);
    }
    vm.warp(START);
  }

  function identity() internal pure returns (IBudgetLedger.Identity memory) {
    return
      IBudgetLedger.Identity({
        name: "Test",
        currency: "USD",
        timeZone: "America/New_York",
        fiscalYearStart: "10-01"
      });
  }

  function staff(OrganisationId organisation, uint32 office) internal {
    (OfficerId officer, address key) = enrolFor(office);
    appoint(officer, organisation, office);
    _keys[organisation][office] = key;
  }

  function keyOf(OrganisationId organisation, uint32 office) internal view returns (address) {
    return _keys[organisation][office];
  }

  function officerOf(OrganisationId organisation, uint32 office) internal view returns (OfficerId) {
    return registry.officerOf(keyOf(organisation, office));
  }

  // Accounts

  function openRoot(OrganisationId owner, string memory symbol) internal returns (AccountId) {
    return openRoot(owner, START, CLOSES, CANCELS, symbol);
  }

  function openRoot(
    OrganisationId owner,
    uint40 opensAt,
    uint40 closesAt,
    uint40 cancelsAt,
    string memory symbol
  ) internal returns (AccountId) {
    vm.prank(keyOf(TREASURY, Offices.APPROPRIATING));
    return ledger.openAppropriation(owner, opensAt, closesAt, cancelsAt, symbol);
  }

  function openChild(
    AccountId parent,
    OrganisationId owner,
    uint40 opensAt,
    uint40 closesAt,
    string memory code
  ) internal returns (AccountId) {
    OrganisationId above = ledger.account(parent).terms.owner;
    vm.prank(keyOf(above, Offices.BUDGET));
    return ledger.openAllotment(parent, owner, opensAt, closesAt, code);
  }

  function openChild(
    AccountId parent,
    OrganisationId owner,
    string memory code
  ) internal returns (AccountId) {
    return openChild(parent, owner, START, CLOSES, code);
  }

  /// @dev A root of `owner` with `amount` appropriated.
  function fundedRoot(
    OrganisationId owner,
    string memory symbol,
    uint64 amount
  ) internal returns (AccountId id) {
    id = openRoot(owner, symbol);
    perform(TREASURY, onAccount(ActKind.Appropriate, id, amount));
  }

  /// @dev A child of `parent` with `amount` allotted.
  function fundedChild(
    AccountId parent,
    OrganisationId owner,
    string memory code,
    uint64 amount
  ) internal returns (AccountId id) {
    id = openChild(parent, owner, code);
    perform(ledger.account(parent).terms.owner, onAccount(ActKind.Allot, id, amount));
  }

  // Acts

  /// @dev An act on an account as it stands.
  function onAccount(
    ActKind kind,
    AccountId id,
    uint32 counterpart,
    uint64 amount
  ) internal view returns (Act memory) {
    return line(kind, AccountId.unwrap(id), counterpart, ledger.account(id).totals.sequence, amount);
  }

  function onAccount(ActKind kind, AccountId id, uint64 amount) internal view returns (Act memory) {
    return onAccount(kind, id, kind == ActKind.Collect ? 1 : 0, amount);
  }

  /// @dev An act on an obligation or its claims as they stand.
  function on(
    ActKind kind,
    ObligationId id,
    uint32 counterpart,
    uint64 amount
  ) internal view returns (Act memory) {
    Obligation memory it = ledger.obligation(id);
    uint32 sequence = kind >= ActKind.Certify ? it.claims.sequence : it.commitment.sequence;
    return line(kind, ObligationId.unwrap(id), counterpart, sequence, amount);
  }

  function on(ActKind kind, ObligationId id, uint64 amount) internal view returns (Act memory) {
    return on(kind, id, 0, amount);
  }

  function line(
    ActKind kind,
    uint64 subject,
    uint32 counterpart,
    uint32 sequence,
    uint64 amount
  ) internal pure returns (Act memory) {
    bool obligates = kind == ActKind.Obligate || kind == ActKind.OpenObligation;
    return
      Act({
        kind: kind,
        subject: subject,
        counterpart: counterpart,
        sequence: sequence,
        amount: amount,
        classification: obligates ? DIRECT : Classification.wrap(0),
        evidence: EVIDENCE
      });
  }

  function obligating(AccountId id, uint64 amount) internal view returns (Act memory) {
    return onAccount(ActKind.Obligate, id, PAYEE, amount);
  }

  /// @dev Obligates as the account's owner.
  function obligate(AccountId id, uint64 amount) internal returns (ObligationId) {
    Act memory act = obligating(id, amount);
    perform(ledger.account(id).terms.owner, act);
    return obligationOf(id, act.sequence);
  }

  /// @dev Does one act for `organisation` by its officer for such acts.
  function perform(OrganisationId organisation, Act memory act) internal {
    performBy(keyOf(organisation, Acts.office(act.kind)), organisation, act);
  }

  function performBy(address key, OrganisationId organisation, Act memory act) internal {
    Act[] memory acts = new Act[](1);
    acts[0] = act;
    vm.prank(key);
    ledger.execute(organisation, acts);
  }

  /// @dev Expects that the act is refused with exactly `reason`.
  function refused(OrganisationId organisation, Act memory act, bytes memory reason) internal {
    refusedBy(keyOf(organisation, Acts.office(act.kind)), organisation, act, reason);
  }

  function refusedBy(address key, OrganisationId organisation, Act memory act, bytes memory reason) internal {
    vm.expectRevert(reason);
    performBy(key, organisation, act);
  }

  /// @dev Expects that an act is accepted at its bound of `amount`, and refused one cent above it with `over`.
  function boundedBy(OrganisationId organisation, Act memory act, uint64 amount, bytes memory over) internal {
    act.amount = amount + 1;
    refused(organisation, act, over);
    act.amount = amount;
    perform(organisation, act);
  }

  // State

  function available(AccountId id) internal view returns (uint64) {
    return ledger.account(id).totals.available;
  }

  /// @dev Everything that the ledger holds of an account, as one word.
  function stateOf(AccountId id) internal view returns (bytes32) {
    Account memory account = ledger.account(id);
    return keccak256(abi.encode(account));
  }

  function stateOf(ObligationId id) internal view returns (bytes32) {
    Obligation memory it = ledger.obligation(id);
    return keccak256(abi.encode(it));
  }

  // Reasons

  function insufficient(AccountId id, uint64 there, uint64 requested) internal pure returns (bytes memory) {
    return abi.encodeWithSelector(IAccounts.BudgetLedgerInsufficientAuthority.selector, id, there, requested);
  }

  function insufficientReserves(
    AccountId id,
    uint64 there,
    uint64 requested
  ) internal pure returns (bytes memory) {
    return abi.encodeWithSelector(IAccounts.BudgetLedgerInsufficientReserves.selector, id, there, requested);
  }

  function wrongOrganisation(
    AccountId id,
    OrganisationId needed,
    OrganisationId given
  ) internal pure returns (bytes memory) {
    return abi.encodeWithSelector(IAccounts.BudgetLedgerWrongOrganisation.selector, id, needed, given);
  }

  function wrongPhase(AccountId id, Phase phase) internal pure returns (bytes memory) {
    return abi.encodeWithSelector(IAccounts.BudgetLedgerWrongPhase.selector, id, phase);
  }

  function invalidDates(
    uint40 opensAt,
    uint40 closesAt,
    uint40 cancelsAt
  ) internal pure returns (bytes memory) {
    return abi.encodeWithSelector(IAccounts.BudgetLedgerInvalidDates.selector, opensAt, closesAt, cancelsAt);
  }
}
