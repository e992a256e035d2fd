// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IBudgetLedger} from "../../contracts/budget/IBudgetLedger.sol";
import {Account} from "../../contracts/budget/Account.sol";
import {IAccounts} from "../../contracts/budget/IAccounts.sol";
import {Obligation} from "../../contracts/budget/Obligation.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {Act, ActKind, Acts} from "../../contracts/types/Act.sol";
import {Claim, packed} from "../../contracts/mocks/Claim.sol";
import {ClaimKind} from "../../contracts/types/ClaimKind.sol";
import {Classification} from "../../contracts/types/Classification.sol";
import {Evidence} from "../../contracts/types/Evidence.sol";
import {ObligationId, obligationOf} from "../../contracts/types/ObligationId.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {OrganisationId, TREASURY} from "../../contracts/types/OrganisationId.sol";
import {MANY_PAYEES, PayeeId} from "../../contracts/types/PayeeId.sol";
import {Phase} from "../../contracts/types/Phase.sol";
import {Registrars} from "./Registrars.sol";

/// @title Government
/// @notice A ledger over the registry, with one officer for each office in each organisation, acts by them, and claims
/// through a payer.
abstract contract Government is Registrars {
  Classification internal constant DIRECT = Classification.wrap(bytes32(bytes1(0x01)));
  Evidence internal constant EVIDENCE = Evidence.wrap("evidence");
  bytes32 internal constant DOCUMENT = "document";
  AccountId internal constant NO_ACCOUNT = AccountId.wrap(0);
  /// @dev What it takes to transfer between appropriations.
  uint32 internal constant BETWEEN_ROOTS = Offices.BUDGET | Offices.APPROPRIATING;
  uint32 internal constant PAYEE = 77;
  uint32 internal constant OTHER_PAYEE = 78;

  uint40 internal constant CLOSES = START + 365 days;
  uint40 internal constant CANCELS = CLOSES + 5 * 365 days;

  IBudgetLedger internal ledger;
  mapping(OrganisationId organisation => mapping(uint32 office => address)) private _keys;
  mapping(OrganisationId organisation => mapping(uint32 office => OfficerId)) private _officers;

  function setUp() public virtual override {
    vm.warp(START - 1 days);
    found(TOP);
    ledger = IBudgetLedger(deployed("BudgetLedger", abi.encode(registry, identity())));
    staff(TREASURY, Offices.APPROPRIATING);
    staff(TREASURY, BETWEEN_ROOTS);
    staff(TREASURY, Offices.PAYING);
    for (uint32 i = 1; i <= 4; ++i) {
      OrganisationId organisation = OrganisationId.wrap(i);
      staff(organisation, Offices.BUDGET);
      staff(organisation, Offices.CONTRACTING);
      staff(organisation, Offices.RECEIVING);
      staff(organisation, Offices.CERTIFYING);
      staff(organisation, Offices.DISBURSING);
      staff(organisation, Offices.COLLECTING);
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
    (_officers[organisation][office], _keys[organisation][office]) = (officer, key);
  }

  function keyOf(OrganisationId organisation, uint32 office) internal view returns (address) {
    return _keys[organisation][office];
  }

  function officerOf(OrganisationId organisation, uint32 office) internal view returns (OfficerId) {
    return _officers[organisation][office];
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
    bool isReceipt = kind == ActKind.Collect || kind == ActKind.Uncollect;
    return onAccount(kind, id, isReceipt ? 1 : 0, amount);
  }

  /// @dev An act on an obligation as it stands.
  function on(
    ActKind kind,
    ObligationId id,
    uint32 counterpart,
    uint64 amount
  ) internal view returns (Act memory) {
    uint32 sequence = ledger.obligation(id).commitment.sequence;
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

  /// @dev The same, to many payees.
  function obligateToMany(AccountId id, uint64 amount) internal returns (ObligationId) {
    Act memory act = onAccount(ActKind.Obligate, id, PayeeId.unwrap(MANY_PAYEES), amount);
    perform(ledger.account(id).terms.owner, act);
    return obligationOf(id, act.sequence);
  }

  /// @dev Does one act for `organisation` by its officer for such acts.
  function perform(OrganisationId organisation, Act memory act) internal {
    performBy(doer(organisation, act), organisation, act);
  }

  /// @dev The key of the organisation's officer for such acts.
  function doer(OrganisationId organisation, Act memory act) internal view returns (address) {
    bool betweenRoots =
      act.kind == ActKind.Transfer &&
        organisation == TREASURY &&
        ledger.account(AccountId.wrap(uint32(act.subject))).terms.parent.isNone();
    return keyOf(organisation, betweenRoots ? BETWEEN_ROOTS : Acts.office(act.kind));
  }

  function performBy(address key, OrganisationId organisation, Act memory act) internal {
    Act[] memory acts = new Act[](1);
    acts[0] = act;
    vm.prank(key);
    ledger.execute(organisation, acts);
  }

  /// @dev Expects that the act is refused with exactly `reason`.
  function refused(OrganisationId organisation, Act memory act, bytes memory reason) internal {
    refusedBy(doer(organisation, act), organisation, act, reason);
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

  // Claims

  function claim(ObligationId id, uint64 amount) internal pure returns (Claim memory) {
    return Claim({obligation: id, amount: amount, document: DOCUMENT});
  }

  function just(Claim memory it) internal pure returns (Claim[] memory claims) {
    claims = new Claim[](1);
    claims[0] = it;
  }

  /// @dev Posts a claim through the treasury's payer, in the name of the organisation's officer for such claims.
  function post(
    OrganisationId organisation,
    ClaimKind kind,
    ObligationId id,
    uint64 amount
  ) internal returns (uint256 leftOut) {
    return postAs(claimsOfficer(organisation, kind), organisation, kind, just(claim(id, amount)));
  }

  function postAs(
    OfficerId officer,
    OrganisationId organisation,
    ClaimKind kind,
    Claim[] memory claims
  ) internal returns (uint256 leftOut) {
    vm.prank(payer());
    return ledger.post(kind, organisation, officer, packed(claims));
  }

  /// @dev Expects that the claim is refused with exactly `reason`.
  function notPosted(
    OrganisationId organisation,
    ClaimKind kind,
    ObligationId id,
    uint64 amount,
    bytes memory reason
  ) internal {
    vm.expectRevert(reason);
    post(organisation, kind, id, amount);
  }

  /// @dev Expects that a claim is posted at its bound of `amount`, and refused one cent above it with `over`.
  function postedUpTo(
    OrganisationId organisation,
    ClaimKind kind,
    ObligationId id,
    uint64 amount,
    bytes memory over
  ) internal {
    notPosted(organisation, kind, id, amount + 1, over);
    vm.assertEq(post(organisation, kind, id, amount), 0, "left out");
  }

  function payer() internal view returns (address) {
    return keyOf(TREASURY, Offices.PAYING);
  }

  /// @dev The officer whom the payer answers for when it posts claims of this kind.
  function claimsOfficer(OrganisationId organisation, ClaimKind kind) internal view returns (OfficerId) {
    bool moves = kind == ClaimKind.Pay || kind == ClaimKind.Return;
    return officerOf(organisation, moves ? Offices.DISBURSING : Offices.CERTIFYING);
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
