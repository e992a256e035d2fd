// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IInspectorVeto} from "../../contracts/authority/IInspectorVeto.sol";
import {IOfficerRegistry} from "../../contracts/authority/IOfficerRegistry.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {TREASURY} from "../../contracts/types/OrganisationId.sol";
import {Registrars} from "../helpers/Registrars.sol";

/// @notice The veto before a real timelock, whose only canceller it is.
contract InspectorVetoTest is Registrars {
  uint256 private constant _DELAY = 2 days;
  address private constant _PROPOSER = address(0x80);
  uint40 private constant _WINDOW = 30 days;
  uint40 private constant _INTERVAL = 365 days;

  TimelockController private _timelock;
  IInspectorVeto private _veto;
  OfficerId private _successor;
  address private _successorKey;

  function setUp() public override {
    vm.warp(START);
    address[] memory anyone = new address[](1);
    bytes memory arguments = abi.encode(_DELAY, new address[](0), anyone, address(this));
    _timelock = TimelockController(payable(deployed("TimelockController", arguments)));
    found(address(_timelock));
    _veto = IInspectorVeto(deployed("InspectorVeto", abi.encode(_timelock, registry)));
    _timelock.grantRole(_timelock.PROPOSER_ROLE(), _PROPOSER);
    _timelock.grantRole(_timelock.CANCELLER_ROLE(), address(_veto));
    _timelock.renounceRole(_timelock.DEFAULT_ADMIN_ROLE(), address(this));
    (_successor, _successorKey) = enrolFor(Offices.INSPECTOR);
  }

  function test_AnInspectorVetoesAnyOperationAnyNumberOfTimes() external {
    bytes memory data = abi.encodeCall(IOfficerRegistry.revoke, (ADMINISTRATOR_OFFICER, TREASURY));
    for (uint256 i = 0; i < 3; ++i) {
      bytes32 operation = _schedule(data, bytes32(i));
      vm.expectEmit(address(_veto));
      emit IInspectorVeto.OperationVetoed(operation, INSPECTOR_OFFICER);
      _vetoIt(data, bytes32(i));
      vm.assertFalse(_timelock.isOperation(operation), "pending still");
    }
    vm.assertEq(_veto.replacementWindowOpened(), 0, "counted as a replacement");
  }

  function test_OnlyALiveInspectorVetoes() external {
    bytes memory data = abi.encodeCall(IOfficerRegistry.revoke, (ADMINISTRATOR_OFFICER, TREASURY));
    bytes32 operation = _schedule(data, 0);
    address[3] memory others = [REGISTRAR, ADMINISTRATOR, _PROPOSER];
    for (uint256 i = 0; i < others.length; ++i) {
      bytes4 why =
        others[i] == _PROPOSER
          ? IOfficerRegistry.OfficerRegistryUnknownKey.selector
          : IOfficerRegistry.OfficerRegistryMissingOffices.selector;
      vm.expectPartialRevert(why);
      vm.prank(others[i]);
      _veto.veto(address(registry), 0, data, 0, 0);
      (address[] memory targets, uint256[] memory values, bytes[] memory payloads) = _batchOf(data, "");
      vm.expectPartialRevert(why);
      vm.prank(others[i]);
      _veto.vetoBatch(targets, values, payloads, 0, 0);
    }
    // Not even who proposed it cancels it: the veto is the only canceller.
    vm.prank(_PROPOSER);
    try _timelock.cancel(operation) {
      vm.assertTrue(false, "cancelled by its proposer");
    } catch {}
  }

  /// @dev The first veto opens a window, in which others can be vetoed too; then none, until the interval is over.
  function test_AReplacementIsVetoedInAWindow() external {
    bytes memory data = _replacement();
    bytes32 operation = _schedule(data, 0);
    uint40 opened = time();
    uint40 again = opened + _INTERVAL;
    uint40 closes = opened + _WINDOW;
    vm.expectEmit(address(_veto));
    emit IInspectorVeto.ReplacementVetoed(operation, INSPECTOR_OFFICER, opened);
    _vetoIt(data, 0);
    vm.assertEq(_veto.replacementWindowOpened(), opened, "opened");

    vm.warp(closes - 1);
    operation = _schedule(data, "in the window");
    vm.expectEmit(address(_veto));
    emit IInspectorVeto.ReplacementVetoed(operation, INSPECTOR_OFFICER, opened);
    _vetoIt(data, "in the window");
    vm.assertEq(_veto.replacementWindowOpened(), opened, "opened anew");

    operation = _schedule(data, "after");
    vm.warp(closes);
    _isSpent(data, "after", again);
    vm.assertTrue(_timelock.isOperationPending(operation), "cancelled all the same");
    // Anything else can be vetoed meanwhile.
    bytes memory other = abi.encodeCall(IOfficerRegistry.revoke, (INSPECTOR_OFFICER, TREASURY));
    _schedule(other, 0);
    _vetoIt(other, 0);
    // But no dismissal, or a registrar could shield the inspector for ever.
    bytes memory dismissal = abi.encodeCall(IOfficerRegistry.dismiss, (REGISTRAR_OFFICER, 0));
    _schedule(dismissal, 0);
    _isSpent(dismissal, 0, again);

    // So it takes effect.
    vm.warp(time() + _DELAY);
    _timelock.execute(address(registry), 0, data, 0, "after");
    isOfficer(registry.authorise(_successorKey, TREASURY, Offices.INSPECTOR, 0), _successor, "successor");
    isOfficer(registry.officerOf(INSPECTOR), NOBODY, "the former");
  }

  function test_TheIntervalEndsToTheSecond() external {
    bytes memory data = _replacement();
    _schedule(data, 0);
    uint40 again = time() + _INTERVAL;
    _vetoIt(data, 0);
    _schedule(data, 0);
    vm.warp(again - 1);
    _isSpent(data, 0, again);
    vm.warp(again);
    _vetoIt(data, 0);
    vm.assertEq(_veto.replacementWindowOpened(), again, "opened");
  }

  /// @dev Hidden beside anything else, in another contract's call or with value, it is like anything else.
  function test_AReplacementBesideAnythingElseIsVetoedFreely() external {
    bytes memory data = _replacement();
    _schedule(data, 0);
    _vetoIt(data, 0);
    vm.warp(time() + _WINDOW);
    (address[] memory targets, uint256[] memory values, bytes[] memory payloads) = _batchOf(
      data,
      abi.encodeCall(IOfficerRegistry.revoke, (ADMINISTRATOR_OFFICER, TREASURY))
    );
    vm.prank(_PROPOSER);
    _timelock.scheduleBatch(targets, values, payloads, 0, 0, _DELAY);
    bytes32 operation = _timelock.hashOperationBatch(targets, values, payloads, 0, 0);
    vm.expectEmit(address(_veto));
    emit IInspectorVeto.OperationVetoed(operation, INSPECTOR_OFFICER);
    vm.prank(INSPECTOR);
    _veto.vetoBatch(targets, values, payloads, 0, 0);
    vm.assertFalse(_timelock.isOperation(operation), "pending still");

    _vetoesFreely(address(registry), 1, data);
    _vetoesFreely(address(_timelock), 0, data);
    _vetoesFreely(address(registry), 0, hex"aabb");
    _vetoesFreely(address(registry), 0, "");
  }

  function test_WhatIsNotPendingIsNotVetoed() external {
    vm.expectPartialRevert(TimelockController.TimelockUnexpectedOperationState.selector);
    _vetoIt(_replacement(), 0);
    // A replacement never proposed spends nothing.
    vm.assertEq(_veto.replacementWindowOpened(), 0, "spent");
  }

  function _vetoesFreely(address target, uint256 value, bytes memory data) private {
    vm.prank(_PROPOSER);
    _timelock.schedule(target, value, data, 0, 0, _DELAY);
    vm.prank(INSPECTOR);
    _veto.veto(target, value, data, 0, 0);
    vm.assertFalse(
      _timelock.isOperation(_timelock.hashOperation(target, value, data, 0, 0)),
      "pending still"
    );
  }

  function _isSpent(bytes memory data, bytes32 salt, uint40 again) private {
    vm.expectRevert(abi.encodeWithSelector(IInspectorVeto.InspectorVetoSpent.selector, again));
    _vetoIt(data, salt);
  }

  function _replacement() private view returns (bytes memory) {
    return abi.encodeCall(IOfficerRegistry.replaceInspector, (INSPECTOR_OFFICER, _successor));
  }

  function _batchOf(
    bytes memory first,
    bytes memory second
  ) private view returns (address[] memory targets, uint256[] memory values, bytes[] memory payloads) {
    targets = new address[](2);
    (targets[0], targets[1]) = (address(registry), address(registry));
    values = new uint256[](2);
    payloads = new bytes[](2);
    (payloads[0], payloads[1]) = (first, second);
  }

  function _schedule(bytes memory data, bytes32 salt) private returns (bytes32) {
    vm.prank(_PROPOSER);
    _timelock.schedule(address(registry), 0, data, 0, salt, _DELAY);
    return _timelock.hashOperation(address(registry), 0, data, 0, salt);
  }

  function _vetoIt(bytes memory data, bytes32 salt) private {
    vm.prank(INSPECTOR);
    _veto.veto(address(registry), 0, data, 0, salt);
  }
}
