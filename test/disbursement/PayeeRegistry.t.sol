// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IPayeeRegistry} from "../../contracts/disbursement/IPayeeRegistry.sol";
import {PayeeWord} from "../../contracts/disbursement/PayeeWord.sol";
import {ALL_ORGANISATIONS} from "../../contracts/types/OrganisationId.sol";
import {PayeeId} from "../../contracts/types/PayeeId.sol";
import {Rail} from "../../contracts/types/Rail.sol";
import {Registrars} from "../helpers/Registrars.sol";
import {Test} from "../helpers/Test.sol";

/// @notice A payee's word holds its fields, each in bits of its own.
contract PayeeWordTest is Test {
  struct Fields {
    uint8 kind;
    uint8 status;
    uint8 inspectorStatus;
    uint40 eligibleUntil;
    uint16 tokenVersion;
    uint16 bankVersion;
    bool tokenWaits;
    bool bankWaits;
    bytes20 account;
  }

  /// @dev Whatever stood there before, each change sets its own field and no other.
  function testFuzz_Changes(Fields memory some, Fields memory other) external pure {
    PayeeWord word = _with(_with(PayeeWord.wrap(0), some), other);
    vm.assertEq(PayeeWord.unwrap(word), PayeeWord.unwrap(_with(PayeeWord.wrap(0), other)), "word");
    vm.assertEq(uint256(word.kind()), other.kind % 3, "kind");
    vm.assertEq(uint256(word.status()), other.status % 3, "status");
    vm.assertEq(uint256(word.inspectorStatus()), other.inspectorStatus % 3, "inspectors");
    vm.assertEq(uint256(word.eligibleUntil()), other.eligibleUntil, "until");
    vm.assertEq(uint256(word.version(Rail.Token)), other.tokenVersion, "tokens");
    vm.assertEq(uint256(word.version(Rail.Attested)), other.bankVersion, "bank");
    vm.assertTrue(word.mayWait(Rail.Token) == other.tokenWaits, "tokens wait");
    vm.assertTrue(word.mayWait(Rail.Attested) == other.bankWaits, "bank waits");
    vm.assertEq(bytes32(word.account()), bytes32(other.account), "account");
  }

  function testFuzz_Eligibility(Fields memory it, uint40 time) external {
    vm.warp(time);
    bool isActive = it.status % 3 == 0 && it.inspectorStatus % 3 == 0;
    vm.assertTrue(
      _with(PayeeWord.wrap(0), it).isEligible() == (isActive && time < it.eligibleUntil),
      "eligible"
    );
  }

  function _with(PayeeWord word, Fields memory it) private pure returns (PayeeWord) {
    word = word.withKind(IPayeeRegistry.PayeeKind(it.kind % 3));
    word = word.withStatus(IPayeeRegistry.PayeeStatus(it.status % 3));
    word = word.withInspectorStatus(IPayeeRegistry.PayeeStatus(it.inspectorStatus % 3));
    word = word.withEligibleUntil(it.eligibleUntil).withAccount(it.account);
    word = word.withVersion(Rail.Token, it.tokenVersion, it.tokenWaits);
    return word.withVersion(Rail.Attested, it.bankVersion, it.bankWaits);
  }
}

contract PayeeRegistryTest is Registrars {
  uint40 private constant _DELAY = 3 days;
  address private constant _CONTROLLER = address(0x81);
  PayeeId private constant _BUILDER = PayeeId.wrap(1);
  uint256 private constant _STEPS = 24;

  IPayeeRegistry private _payees;

  /// @dev What should be: for each rail the accounts by version from 1 on, and from when the last is in force.
  mapping(Rail rail => bytes20[] accounts) private _expected;
  mapping(Rail rail => uint40 from) private _from;

  function setUp() public override {
    super.setUp();
    _payees = IPayeeRegistry(deployed("PayeeRegistry", abi.encode(registry, _DELAY)));
    vm.prank(REGISTRAR);
    _payees.enrolEntity("BUILDER", _CONTROLLER);
  }

  function testFuzz_ADelayIsFromASecondToThirtyDays(uint40 delay) external {
    if (delay == 0 || delay > 30 days) {
      vm.expectRevert(abi.encodeWithSelector(IPayeeRegistry.PayeeRegistryInvalidDelay.selector, delay));
      deployed("PayeeRegistry", abi.encode(registry, delay));
    } else {
      vm.assertEq(
        IPayeeRegistry(deployed("PayeeRegistry", abi.encode(registry, delay))).changeDelay(),
        delay,
        "delay"
      );
    }
  }

  function testFuzz_AnyKeyStandsForOneEntityAndAnyCommitmentForOnePerson(
    bytes32 identity,
    uint64 number
  ) external {
    vm.assume(identity != 0);
    string memory key = vm.toString(number);
    vm.prank(REGISTRAR);
    PayeeId entity = _payees.enrolEntity(key, address(0));
    vm.prank(REGISTRAR);
    PayeeId person = _payees.enrolPerson(identity, address(0));
    // Whatever hash of the key there is, no person stands under it, and the other way round.
    vm.prank(REGISTRAR);
    PayeeId namesake = _payees.enrolPerson(keccak256(bytes(key)), address(0));
    _isPayee(_payees.entityByKey(key), entity, "entity");
    _isPayee(_payees.personByIdentity(identity), person, "person");
    _isPayee(_payees.personByIdentity(keccak256(bytes(key))), namesake, "namesake");
    vm.assertEq(_payees.payeeCount(), 4, "count");

    vm.expectRevert(_invalidIdentity(entity));
    vm.prank(REGISTRAR);
    _payees.enrolEntity(key, address(0));
    vm.expectRevert(_invalidIdentity(person));
    vm.prank(REGISTRAR);
    _payees.enrolPerson(identity, address(0));
  }

  function testFuzz_APayeeIsEligibleWhileActiveAndAttested(
    uint40 until,
    uint40 instant,
    uint8 status,
    uint8 inspectorStatus
  ) external {
    until = uint40(bound(until, time() + 1, type(uint40).max));
    instant = uint40(bound(instant, time(), type(uint40).max));
    IPayeeRegistry.PayeeStatus set = IPayeeRegistry.PayeeStatus(bound(status, 0, 2));
    IPayeeRegistry.PayeeStatus inspected = IPayeeRegistry.PayeeStatus(bound(inspectorStatus, 0, 2));
    vm.prank(REGISTRAR);
    _payees.attest(_BUILDER, until, 0);
    vm.prank(REGISTRAR);
    _payees.setStatus(_BUILDER, set, 0);
    vm.prank(INSPECTOR);
    _payees.setStatus(_BUILDER, inspected, 0);
    vm.warp(instant);
    IPayeeRegistry.PayeeStatus active = IPayeeRegistry.PayeeStatus.Active;
    bool expected = set == active && inspected == active && instant < until;
    vm.assertEq(_payees.isEligible(_BUILDER), expected, "eligible");
    (, bool eligible) = _payees.standingOf(_BUILDER, Rail.Token);
    vm.assertEq(eligible, expected, "standing");
  }

  function testFuzz_AnAttestationIsNeverOverBeforeItBegins(uint40 until) external {
    until = uint40(bound(until, 0, time()));
    vm.expectRevert(
      abi.encodeWithSelector(IPayeeRegistry.PayeeRegistryInvalidExpiry.selector, _BUILDER, until)
    );
    vm.prank(REGISTRAR);
    _payees.attest(_BUILDER, until, 0);
  }

  /// @dev In the very block of the first ones too.
  function test_TheSecondDetailsWaitInTheSameBlock() external {
    _set(Rail.Token, bytes20(uint160(1)));
    _set(Rail.Token, bytes20(uint160(2)));
    _set(Rail.Attested, bytes20(uint160(3)));
    _isInForce(Rail.Token, 1);
    _isInForce(Rail.Attested, 0);
    vm.warp(START + _DELAY - 1);
    _isInForce(Rail.Token, 1);
    _isInForce(Rail.Attested, 0);
    vm.warp(START + _DELAY);
    _isInForce(Rail.Token, 2);
    _isInForce(Rail.Attested, 1);
  }

  /// @dev Nobody takes details off the chain that are in force, and a halt keeps nobody from stopping others.
  function test_AChangeIsStoppedWhilePaymentsAreHalted() external {
    _set(Rail.Token, bytes20(uint160(1)));
    _set(Rail.Token, bytes20(uint160(2)));
    vm.prank(INSPECTOR);
    registry.halt(ALL_ORGANISATIONS, 1 days, 0);
    vm.expectEmit(address(_payees));
    emit IPayeeRegistry.DetailsStopped(_BUILDER, _CONTROLLER, Rail.Token, 2);
    vm.prank(_CONTROLLER);
    _payees.stopDetails(_BUILDER, Rail.Token);
    _isInForce(Rail.Token, 1);
  }

  function testFuzz_AStrangerDoesNothing(address caller) external {
    vm.assume(caller != TOP && caller != _CONTROLLER && registry.officerOf(caller) == NOBODY);
    _set(Rail.Token, bytes20(uint160(1)));
    _set(Rail.Token, bytes20(uint160(2)));
    bytes[] memory calls = new bytes[](7);
    calls[0] = abi.encodeCall(IPayeeRegistry.enrolEntity, ("X", caller));
    calls[1] = abi.encodeCall(IPayeeRegistry.enrolPerson, (bytes32("x"), caller));
    calls[2] = abi.encodeCall(IPayeeRegistry.attest, (_BUILDER, type(uint40).max, 0));
    calls[3] = abi.encodeCall(IPayeeRegistry.setStatus, (_BUILDER, IPayeeRegistry.PayeeStatus.Active, 0));
    calls[4] = abi.encodeCall(IPayeeRegistry.setDetails, (_BUILDER, Rail.Attested, bytes20(caller)));
    calls[5] = abi.encodeCall(IPayeeRegistry.stopDetails, (_BUILDER, Rail.Token));
    calls[6] = abi.encodeCall(IPayeeRegistry.setController, (_BUILDER, caller));
    bytes32 before = keccak256(abi.encode(_payees.payee(_BUILDER), _payees.controllerOf(_BUILDER)));
    for (uint256 i = 0; i < calls.length; ++i) {
      vm.prank(caller);
      (bool done, ) = address(_payees).call(calls[i]);
      vm.assertFalse(done, "done");
    }
    vm.assertEq(_payees.payeeCount(), 1, "enrolled");
    vm.assertEq(
      keccak256(abi.encode(_payees.payee(_BUILDER), _payees.controllerOf(_BUILDER))),
      before,
      "changed"
    );
  }

  /// @dev Any history of changes, stops and waits, against a list kept beside it. Details that were once in force never
  /// change, none are in force before their delay is over but the very first, and each rail stands alone.
  function testFuzz_DetailsFollowTheirHistory(uint256 seed) external {
    for (uint256 i = 0; i < _STEPS; ++i) {
      uint256 random = uint256(keccak256(abi.encode(seed, i)));
      Rail rail = random & 1 == 0 ? Rail.Token : Rail.Attested;
      uint256 choice = (random >> 8) % 8;
      if (choice < 4) _setOrNot(rail, bytes20(uint160(1 + ((random >> 16) % 3))));
      else if (choice < 6) _stopOrNot(rail, (random >> 16) % 3);
      else vm.warp(time() + ((random >> 16) % (choice == 6 ? 2 : _DELAY + 2)));
      _agrees(Rail.Token);
      _agrees(Rail.Attested);
    }
  }

  function _setOrNot(Rail rail, bytes20 account) private {
    bytes20[] storage accounts = _expected[rail];
    if (time() < _from[rail]) {
      vm.expectRevert(
        abi.encodeWithSelector(IPayeeRegistry.PayeeRegistryChangePending.selector, _BUILDER, _from[rail])
      );
      _set(rail, account);
    } else if (accounts.length != 0 && accounts[accounts.length - 1] == account) {
      vm.expectRevert(
        abi.encodeWithSelector(IPayeeRegistry.PayeeRegistryInvalidDetails.selector, _BUILDER, account)
      );
      _set(rail, account);
    } else {
      bool isFirst = _expected[Rail.Token].length + _expected[Rail.Attested].length == 0;
      uint40 from = time() + (isFirst ? 0 : _DELAY);
      accounts.push(account);
      _from[rail] = from;
      vm.expectEmit(address(_payees));
      emit IPayeeRegistry.DetailsSet(
        _BUILDER,
        REGISTRAR_OFFICER,
        rail,
        uint16(accounts.length),
        account,
        from
      );
      _set(rail, account);
    }
  }

  function _stopOrNot(Rail rail, uint256 who) private {
    address by = [_CONTROLLER, REGISTRAR, INSPECTOR][who];
    bytes20[] storage accounts = _expected[rail];
    if (time() >= _from[rail]) {
      vm.expectRevert(abi.encodeWithSelector(IPayeeRegistry.PayeeRegistryNothingPending.selector, _BUILDER));
    } else {
      vm.expectEmit(address(_payees));
      emit IPayeeRegistry.DetailsStopped(_BUILDER, by, rail, uint16(accounts.length));
      accounts.pop();
      _from[rail] = 0;
    }
    vm.prank(by);
    _payees.stopDetails(_BUILDER, rail);
  }

  function _agrees(Rail rail) private view {
    bytes20[] storage accounts = _expected[rail];
    uint256 inForce = time() < _from[rail] ? accounts.length - 1 : accounts.length;
    _isInForce(rail, inForce);
    for (uint16 version = 1; version <= accounts.length; ++version) {
      vm.assertEq(
        bytes32(_payees.details(_BUILDER, rail, version)),
        bytes32(accounts[version - 1]),
        "account"
      );
    }
    vm.assertEq(
      bytes32(_payees.details(_BUILDER, rail, uint16(accounts.length + 1))),
      bytes32(0),
      "beyond the last"
    );
    vm.assertEq(bytes32(_payees.details(_BUILDER, rail, 0)), bytes32(0), "version 0");
  }

  function _set(Rail rail, bytes20 account) private {
    vm.prank(REGISTRAR);
    _payees.setDetails(_BUILDER, rail, account);
  }

  function _isInForce(Rail rail, uint256 version) private view {
    (uint16 standing, ) = _payees.standingOf(_BUILDER, rail);
    vm.assertEq(standing, version, "in force");
  }

  function _isPayee(PayeeId left, PayeeId right, string memory message) private pure {
    vm.assertEq(PayeeId.unwrap(left), PayeeId.unwrap(right), message);
  }

  function _invalidIdentity(PayeeId payee) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IPayeeRegistry.PayeeRegistryInvalidIdentity.selector, payee);
  }
}
