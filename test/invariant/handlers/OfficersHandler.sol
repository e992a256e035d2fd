// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {OfficerId} from "../../../contracts/types/OfficerId.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {OrganisationId} from "../../../contracts/types/OrganisationId.sol";
import {World} from "./World.sol";

/// @title OfficersHandler
/// @notice Officers come and go, gain and lose keys and offices; inspectors halt; some try what they may not.
abstract contract OfficersHandler is World {
  uint24 private constant _MOST_OFFICERS = 60;

  function enrol(bool asContract) external timed {
    if (officerCount < _MOST_OFFICERS) enrolPerson(asContract);
  }

  /// @notice By the registrar or the top, proposed before or not; refused for contracts, for more than eight, for a
  /// taken key, and, to the registrar, where the officer did not propose it or has no key left.
  function addKey(uint256 who, uint256 taken, bool byTop, bool propose) external timed {
    uint24 officer = anyOfficer(who);
    bool isTaken = taken % 4 == 0 && keys.length != 0;
    address key = isTaken ? keys[taken % keys.length] : newKey();
    // The founders' own keys are not in the list.
    uint256 count = liveKeys[officer].length + (officer <= FOUNDERS ? 1 : 0);
    address own = _workingKey(officer);
    if (propose && own != address(0)) {
      vm.prank(own);
      registry.proposeKey(key);
      proposed[officer] = key;
    }
    bool permitted = !isTaken && !isContract[officer] && count < 8;
    if (!byTop) {
      permitted = permitted && !_isIndependent(officer);
      permitted = permitted && count != 0 && proposed[officer] == key;
    }
    vm.prank(byTop ? TOP : REGISTRAR);
    try registry.addKey(OfficerId.wrap(officer), key) {
      require(permitted, "a key added");
      noteKey(officer, key, clock + KEY_DELAY);
      delete proposed[officer];
    } catch (bytes memory reason) {
      declared(reason);
      require(!permitted, "a key refused");
    }
  }

  /// @notice By its officer, the registrar, the top, or someone who may not.
  function revokeKey(uint256 which, uint256 by) external timed {
    if (keys.length == 0) return;
    address key = keys[which % keys.length];
    uint24 officer = ghostKeys[key].officer;
    address caller = _caller(by);
    bool permitted =
      ghostKeys[key].live &&
        (caller == TOP || (caller == REGISTRAR && !_isIndependent(officer)) || _isOf(caller, officer));
    vm.prank(caller);
    try registry.revokeKey(key) {
      require(permitted, "a key revoked");
      forgetKey(key);
      delete proposed[officer];
    } catch (bytes memory reason) {
      declared(reason);
      require(!permitted, "a revocation refused");
    }
  }

  /// @notice By the registrar, the top, or someone who may not. Founders stay.
  function dismiss(uint256 who, uint256 by) external timed {
    uint24 officer = anyOfficer(who);
    address caller = _caller(by);
    if (officer <= FOUNDERS) {
      // The registrar dismisses neither inspector nor registrar.
      officer = 1 + (officer % 2);
      if (caller == TOP) caller = REGISTRAR;
    }
    bool permitted =
      officer > FOUNDERS && (caller == TOP || (caller == REGISTRAR && !_isIndependent(officer)));
    vm.prank(caller);
    try registry.dismiss(OfficerId.wrap(officer), 0) {
      require(permitted, "dismissed");
      address[] memory list = liveKeys[officer];
      for (uint256 i = 0; i < list.length; ++i) forgetKey(list[i]);
      for (uint32 i = 1; i <= ORGANISATIONS; ++i) delete ghostAppointments[officer][i];
      delete heldOffices[officer];
      delete proposed[officer];
    } catch (bytes memory reason) {
      declared(reason);
      require(!permitted, "a dismissal refused");
    }
  }

  /// @notice Any offices at all, anywhere, by the top or an administrator who may be none there.
  function appoint(
    uint256 who,
    uint256 where,
    uint32 offices,
    uint256 by,
    uint40 term,
    uint64 limit
  ) external timed {
    uint24 officer = anyOfficer(who);
    uint32 organisation = anyOrganisation(where);
    // Mostly one office or two.
    offices =
      by % 8 == 0 ? offices : uint32(1 << (offices % 13)) | (by % 3 == 0 ? uint32(1 << (who % 13)) : 0);
    // The founders' own appointments at the treasury, and independent offices, are the top's affair.
    address caller = _appointer(by);
    if (officer <= 2 && caller == TOP) caller = ADMINISTRATOR;
    if (officer == FOUNDERS && organisation == 1) return;
    GhostAppointment memory given = GhostAppointment({
      offices: offices,
      from: clock + (term % 5 == 0 ? 1 days : 0),
      until: clock + 2 days + (term % 400 days),
      limit: limit
    });
    bool permitted = _mayAppoint(caller, officer, organisation, offices);
    vm.prank(caller);
    try
      registry.appoint(
        OfficerId.wrap(officer),
        OrganisationId.wrap(organisation),
        offices,
        given.from,
        given.until,
        limit
      )
    {
      require(permitted, "appointed");
      noteAppointment(officer, organisation, given);
    } catch (bytes memory reason) {
      declared(reason);
      require(!permitted, "an appointment refused");
    }
  }

  /// @notice By the top, the registrar, an administrator, the officer, or someone who may not. Founders stay.
  function revoke(uint256 who, uint256 where, uint256 by) external timed {
    uint24 officer = anyOfficer(who);
    uint32 organisation = anyOrganisation(where);
    address caller = by % 2 == 0 ? _caller(by >> 1) : _appointer(by >> 1);
    if (officer <= FOUNDERS) return;
    uint32 held = ghostAppointments[officer][organisation].offices;
    bool independent = held & Offices.INDEPENDENT != 0 || _isIndependent(officer);
    bool permitted =
      held != 0 &&
        (caller == TOP ||
          _isOf(caller, officer) ||
          (!independent && (caller == REGISTRAR || _administers(caller, organisation))));
    vm.prank(caller);
    try registry.revoke(OfficerId.wrap(officer), OrganisationId.wrap(organisation)) {
      require(permitted, "an appointment revoked");
      delete ghostAppointments[officer][organisation];
    } catch (bytes memory reason) {
      declared(reason);
      require(!permitted, "a revocation refused");
    }
  }

  /// @notice By the inspector, or someone who may not.
  function halt(uint256 where, uint40 duration, uint256 by) external timed {
    uint32 scope = uint32(where % (ORGANISATIONS + 1));
    duration = uint40(bound(duration, 0, HALT_MAXIMUM + 1));
    address caller = by % 4 == 0 ? _caller(by >> 2) : INSPECTOR;
    bool permitted =
      (caller == INSPECTOR || authorised(caller, 1, Offices.INSPECTOR, 0)) &&
        duration != 0 &&
        duration <= HALT_MAXIMUM &&
        clock >= haltAgain[scope] &&
        clock >= haltAgain[0];
    vm.prank(caller);
    try registry.halt(OrganisationId.wrap(scope), duration, 0) {
      require(permitted, "halted");
      haltedUntil[scope] = clock + duration;
      haltAgain[scope] = clock + duration + (HALT_COOLDOWN * duration) / HALT_MAXIMUM;
    } catch (bytes memory reason) {
      declared(reason);
      require(!permitted, "a halt refused");
    }
  }

  function lift(uint256 where, bool byTop) external timed {
    uint32 scope = uint32(where % (ORGANISATIONS + 1));
    bool permitted = clock < haltedUntil[scope];
    vm.prank(byTop ? TOP : INSPECTOR);
    try registry.lift(OrganisationId.wrap(scope)) {
      require(permitted, "lifted");
      haltAgain[scope] -= haltedUntil[scope] - clock;
      haltedUntil[scope] = clock;
    } catch (bytes memory reason) {
      declared(reason);
      require(!permitted, "a lift refused");
    }
  }

  function _mayAppoint(
    address caller,
    uint24 officer,
    uint32 organisation,
    uint32 offices
  ) private view returns (bool) {
    bool independent = offices & Offices.INDEPENDENT != 0;
    bool byTop = independent || offices & Offices.PAYING != 0;
    if (byTop && (caller != TOP || organisation != 1)) return false;
    if (caller != TOP && (!_administers(caller, organisation) || _isOf(caller, officer))) return false;
    if (offices == 0 || offices & ~Offices.ALL != 0 || Offices.conflict(offices) != 0) return false;
    if (Offices.conflictAnywhere(heldOffices[officer] | offices) != 0) return false;
    if (isContract[officer] ? offices & ~Offices.FOR_CONTRACTS != 0 : offices & Offices.PAYING != 0)
      return false;
    // Independence excludes every other appointment, and only the top displaces it.
    if (_isIndependent(officer)) return caller == TOP && organisation == 1;
    for (uint32 i = 1; i <= ORGANISATIONS && independent; ++i) {
      if (i != organisation && ghostAppointments[officer][i].offices != 0) return false;
      if (officer == FOUNDERS) return false;
    }
    return true;
  }

  function _workingKey(uint24 officer) private view returns (address) {
    for (uint256 i = 0; i < liveKeys[officer].length; ++i) {
      if (works(liveKeys[officer][i])) return liveKeys[officer][i];
    }
    return address(0);
  }

  function _isIndependent(uint24 officer) private view returns (bool) {
    return officer <= 2 || ghostAppointments[officer][1].offices & Offices.INDEPENDENT != 0;
  }

  /// @dev A live administrator of the organisation or of one above it.
  function _administers(address caller, uint32 organisation) private view returns (bool) {
    if (caller == ADMINISTRATOR) return true;
    if (authorised(caller, organisation, Offices.ADMINISTRATOR, 0)) return true;
    // The bureau lies below the agency, and all below the treasury.
    if (organisation == 3 && authorised(caller, 2, Offices.ADMINISTRATOR, 0)) return true;
    return authorised(caller, 1, Offices.ADMINISTRATOR, 0);
  }

  /// @dev Whether `caller` is a working key of the officer's.
  function _isOf(address caller, uint24 officer) private view returns (bool) {
    if (caller == ADMINISTRATOR) return officer == FOUNDERS;
    if (caller == REGISTRAR) return officer == 1;
    if (caller == INSPECTOR) return officer == 2;
    return works(caller) && ghostKeys[caller].officer == officer;
  }

  function _caller(uint256 seed) private view returns (address) {
    if (seed % 5 == 0) return TOP;
    if (seed % 5 <= 2) return REGISTRAR;
    if (seed % 5 == 3 || keys.length == 0) return INSPECTOR;
    address key = keys[(seed >> 3) % keys.length];
    // A registrar appointed later is a registrar too; keep to those who are none.
    return authorised(key, 1, Offices.REGISTRAR, 0) ? INSPECTOR : key;
  }

  /// @dev The top, the treasury's administrator, an agency's, or anyone.
  function _appointer(uint256 seed) private returns (address) {
    if (seed % 6 <= 1) return TOP;
    if (seed % 6 == 2) return ADMINISTRATOR;
    if (seed % 6 <= 4) return actor(anyOrganisation(seed >> 3), Offices.ADMINISTRATOR, 0, seed >> 5);
    return _caller(seed >> 3);
  }
}
