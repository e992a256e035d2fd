// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IPayeeRegistry} from "../../../contracts/disbursement/IPayeeRegistry.sol";
import {OfficerId} from "../../../contracts/types/OfficerId.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {PayeeId} from "../../../contracts/types/PayeeId.sol";
import {Rail} from "../../../contracts/types/Rail.sol";
import {PaymentsWorld} from "./PaymentsWorld.sol";

/// @title PayeesHandler
/// @notice Payees lose and regain eligibility and change their details; officers go and change their office.
abstract contract PayeesHandler is PaymentsWorld {
  struct GhostDetails {
    bytes20[] list;
    /// First second at which the last of them is in force.
    uint40 from;
  }

  uint32 public constant PAYEES = 3;
  /// @dev The last one: never paid by id.
  uint32 internal constant PERSON = 3;

  uint256 private constant _MOST_RECEIVERS = 40;

  mapping(uint32 payee => mapping(bool byInspector => IPayeeRegistry.PayeeStatus)) private _statuses;
  mapping(uint32 payee => uint40) private _eligibleUntil;
  mapping(uint32 payee => mapping(bool attested => GhostDetails)) private _details;
  /// @dev When each place to be paid at was set, and from when it might be paid.
  mapping(bytes20 account => uint40) internal inForceFrom;
  uint256 private _lastReceiver;

  constructor() {
    for (uint32 payee = 1; payee <= PAYEES; ++payee) {
      vm.startPrank(REGISTRAR);
      if (payee == PERSON) payees.enrolPerson("person", _controller(payee));
      else payees.enrolEntity(vm.toString(payee), _controller(payee));
      payees.attest(PayeeId.wrap(payee), clock + 60 days, 0);
      vm.stopPrank();
      _eligibleUntil[payee] = clock + 60 days;
      _setDetails(payee, false);
    }
  }

  function attest(uint256 who, uint40 term) external timed {
    uint32 payee = _anyPayee(who);
    uint40 until = term % 8 == 0 ? clock - (term % 3) : clock + 1 + (term % 90 days);
    bytes4 expected = until <= clock ? IPayeeRegistry.PayeeRegistryInvalidExpiry.selector : bytes4(0);
    vm.prank(REGISTRAR);
    try payees.attest(PayeeId.wrap(payee), until, 0) {
      _wasDone("attest", expected);
      _eligibleUntil[payee] = until;
    } catch (bytes memory reason) {
      _wasRefused("attest", expected, reason);
    }
  }

  /// @notice By the registrar or the inspector, each their own; by the top, which only lifts the inspector's; or by
  /// someone who may not. Mostly it is active again soon.
  function setStatus(uint256 who, uint256 to, uint256 by) external timed {
    bool byInspector = by % 2 == 0;
    uint32 payee = _anyPayee(who);
    IPayeeRegistry.PayeeStatus status = IPayeeRegistry.PayeeStatus(to % 4 == 3 ? 0 : to % 4);
    if (_statuses[payee][byInspector] != IPayeeRegistry.PayeeStatus.Active && to % 3 != 0) {
      status = IPayeeRegistry.PayeeStatus.Active;
    }
    address caller = byInspector ? INSPECTOR : REGISTRAR;
    if (by % 8 == 0) caller = TOP;
    else if (by % 16 == 2) caller = keys[(by >> 4) % keys.length];
    bool may = by % 8 == 0 ? status == IPayeeRegistry.PayeeStatus.Active : by % 16 != 2;
    bytes4 expected = may ? bytes4(0) : IPayeeRegistry.PayeeRegistryMayNot.selector;
    vm.prank(caller);
    try payees.setStatus(PayeeId.wrap(payee), status, 0) {
      _wasDone("status", expected);
      _statuses[payee][byInspector] = status;
    } catch (bytes memory reason) {
      _wasRefused("status", expected, reason);
    }
  }

  function setDetails(uint256 who, bool attested) external timed {
    if (receivers.length < _MOST_RECEIVERS) _setDetails(_anyPayee(who), attested);
  }

  /// @notice By the payee, the inspector, or a stranger.
  function stopDetails(uint256 who, bool attested, uint256 by) external timed {
    uint32 payee = _anyPayee(who);
    GhostDetails storage it = _details[payee][attested];
    address caller =
      by % 4 == 0
        ? INSPECTOR
        : by % 4 == 1
          ? _controller(payee + 1)
          : _controller(payee);
    bytes4 expected = 0;
    if (by % 4 == 1) expected = IPayeeRegistry.PayeeRegistryMayNot.selector;
    else if (clock >= it.from) expected = IPayeeRegistry.PayeeRegistryNothingPending.selector;
    vm.prank(caller);
    try payees.stopDetails(PayeeId.wrap(payee), _rail(attested)) {
      _wasDone("stop details", expected);
      it.list.pop();
      it.from = 0;
    } catch (bytes memory reason) {
      _wasRefused("stop details", expected, reason);
    }
  }

  function dismissOfficer(uint256 who) external timed {
    uint24 officer = anyOfficer(who);
    if (officer <= FOUNDERS || isContract[officer]) return;
    vm.prank(REGISTRAR);
    registry.dismiss(OfficerId.wrap(officer), 0);
    address[] memory list = liveKeys[officer];
    for (uint256 i = 0; i < list.length; ++i) forgetKey(list[i]);
    for (uint32 i = 1; i <= ORGANISATIONS; ++i) delete ghostAppointments[officer][i];
    delete heldOffices[officer];
    delete proposed[officer];
  }

  /// @notice An officer moves to another office, mostly without limit.
  function reappoint(uint256 who, uint256 where, uint256 what, uint64 limit) external timed {
    uint24 officer = anyOfficer(who);
    uint32 office = _office(what);
    if (officer <= FOUNDERS || isContract[officer] || !_mayHold(officer, office)) return;
    limit = what % 4 == 0 ? limit % 1e7 : type(uint64).max;
    appointTo(officer, anyOrganisation(where), office, clock, clock + 1 + (uint40(where) % 90 days), limit);
  }

  /// @notice The version of the details in force, 0 for none, and whether vouchers may be certified for the payee.
  function standing(uint32 payee, bool attested) public view returns (uint16 version, bool eligible) {
    GhostDetails storage it = _details[payee][attested];
    return (uint16(it.list.length - (clock < it.from ? 1 : 0)), payee != PERSON && _isEligible(payee));
  }

  function _isEligible(uint32 payee) internal view returns (bool) {
    for (uint256 i = 0; i < 2; ++i) {
      if (_statuses[payee][i == 1] != IPayeeRegistry.PayeeStatus.Active) return false;
    }
    return clock < _eligibleUntil[payee];
  }

  function _accountAt(uint32 payee, bool attested, uint16 version) internal view returns (bytes20) {
    return _details[payee][attested].list[version - 1];
  }

  function _rail(bool attested) internal pure returns (Rail) {
    return attested ? Rail.Attested : Rail.Token;
  }

  function _setDetails(uint32 payee, bool attested) private {
    GhostDetails storage it = _details[payee][attested];
    bytes4 expected = clock < it.from ? IPayeeRegistry.PayeeRegistryChangePending.selector : bytes4(0);
    bool isFirst = _details[payee][false].list.length + _details[payee][true].list.length == 0;
    bytes20 account = bytes20(uint160(0xd0000000 + ++_lastReceiver));
    vm.prank(REGISTRAR);
    try payees.setDetails(PayeeId.wrap(payee), _rail(attested), account) {
      _wasDone("details", expected);
      it.list.push(account);
      it.from = isFirst ? clock : clock + CHANGE_DELAY;
      inForceFrom[account] = it.from;
      if (!attested) receivers.push(address(account));
    } catch (bytes memory reason) {
      _wasRefused("details", expected, reason);
    }
  }

  function _anyPayee(uint256 seed) private pure returns (uint32) {
    return uint32(1 + (seed % PAYEES));
  }

  function _controller(uint32 payee) private pure returns (address) {
    return address(uint160(0xc0000000 + payee));
  }

  function _office(uint256 seed) private pure returns (uint32) {
    if (seed % 5 == 0) return Offices.SUBMITTING;
    if (seed % 5 == 1) return Offices.CERTIFYING;
    if (seed % 5 == 2) return Offices.DISBURSING;
    return seed % 5 == 3 ? Offices.CONTRACTING : Offices.RECEIVING;
  }
}
