// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IInventory} from "../../../contracts/buildings/IInventory.sol";
import {ITenancies} from "../../../contracts/buildings/ITenancies.sol";
import {CostKind, IWorkOrders} from "../../../contracts/buildings/IWorkOrders.sol";
import {ClaimKind} from "../../../contracts/types/ClaimKind.sol";
import {Evidence} from "../../../contracts/types/Evidence.sol";
import {LeaseId} from "../../../contracts/types/LeaseId.sol";
import {ObligationId} from "../../../contracts/types/ObligationId.sol";
import {OrganisationId} from "../../../contracts/types/OrganisationId.sol";
import {BuildingModel} from "./BuildingModel.sol";

/// @title EstateHandler
/// @notice Buildings are entered, amended, surveyed, let and occupied, and work on them is ordered.
abstract contract EstateHandler is BuildingModel {
  uint32 private constant _MOST_AREA = 1_000;
  uint8 private constant _BY_LEASE = 4;

  mapping(uint64 obligation => uint64 cents) private _paid;

  function register(uint256 which, uint256 where, uint256 seed, uint256 who) external watched {
    which %= CODES;
    uint32 organisation = anyOrganisation(where);
    GhostBuilding memory entered;
    entered.title = uint8(seed % 9 == 0 ? 0 : 1 + (seed % 3));
    entered.status = uint8(seed % 7 == 0 ? EXCESS : 1 + ((seed >> 3) % 2));
    bool isLeased = entered.title == LEASED;
    entered.acquisition = uint8(
      (seed >> 6) % 3 == 0 || entered.status == PLANNED
        ? 0
        : isLeased
          ? 4
          : 1 + ((seed >> 8) % 3)
    );
    if (seed % 11 == 0) entered.acquisition = 1;
    (entered.condition, entered.utilisation) = (255, seed % 13 == 0 ? 5 : 255);
    entered.area = _anyArea(seed);
    bool enterable =
      entered.title != 0 &&
        entered.utilisation == 255 &&
        (
          entered.status == PLANNED
            ? entered.acquisition == 0
            : entered.status == ACTIVE && (entered.acquisition == 0 || (entered.acquisition == 4) == isLeased)
        );
    IInventory.Registration[] memory lines = new IInventory.Registration[](1);
    (lines[0].id, lines[0].facts) = (idOf(which), pack(entered));
    address key = keeper(organisation, who);
    bool permitted = may(key, organisation) && ghosts[which].status == 0 && enterable;
    bytes memory data = abi.encodeCall(buildings.register, (OrganisationId.wrap(organisation), lines));
    if (!send(key, data, permitted, "register")) return;
    entered.custodian = organisation;
    ghosts[which] = entered;
    ++registered;
  }

  /// @notice Title and area change, or, which is refused, something that is not to be amended.
  function amend(uint256 which, uint256 seed, uint256 who) external watched {
    which %= CODES;
    GhostBuilding memory it = ghosts[which];
    GhostBuilding memory amended = ghosts[which];
    amended.title = uint8(seed % 9 == 0 ? 0 : 1 + (seed % 3));
    amended.area = _anyArea(seed);
    bool isStale = (seed >> 3) % 6 == 0;
    if (isStale) amended.condition ^= 1;
    if (it.acquisition == _BY_LEASE && amended.title != LEASED && (seed >> 7) % 4 != 0) {
      amended.acquisition = uint8(1 + ((seed >> 9) % 3));
    }
    if ((seed >> 11) % 9 == 0) amended.acquisition = uint8((seed >> 13) % 6);
    IInventory.Amendment[] memory lines = new IInventory.Amendment[](1);
    (lines[0].id, lines[0].facts) = (idOf(which), pack(amended));
    address key = keeper(it.custodian, who);
    bool permitted =
      mayChange(which, key) &&
        !isStale &&
        amended.title != 0 &&
        _mayTurn(it, amended.title) &&
        _mayHaveCome(it, amended) &&
        _isRoomFor(amended.area, it.occupied);
    bytes memory data = abi.encodeCall(buildings.amend, (OrganisationId.wrap(it.custodian), lines));
    if (send(key, data, permitted, "amend")) ghosts[which] = amended;
  }

  function survey(
    uint256 which,
    uint8 condition,
    uint8 utilisation,
    uint16 day,
    uint256 who
  ) external watched {
    which %= CODES;
    GhostBuilding storage it = ghosts[which];
    // Mostly no more than all, and mostly not to come.
    if (who % 5 != 0)
      (condition, utilisation, day) = (condition % 101, utilisation % 101, uint16(day % (clock / 1 days)));
    if (who % 3 != 0 && day < it.surveyed) day = it.surveyed;
    IInventory.Survey[] memory lines = new IInventory.Survey[](1);
    lines[0] = IInventory.Survey(idOf(which), condition, utilisation, day, EVIDENCE);
    address key = keeper(it.custodian, who);
    bool isReasonable = condition <= 100 && utilisation <= 100 && uint256(day) * 1 days <= clock + 14 hours;
    isReasonable = isReasonable && day >= it.surveyed;
    bytes memory data = abi.encodeCall(buildings.survey, (OrganisationId.wrap(it.custodian), lines));
    if (!send(key, data, mayChange(which, key) && isReasonable, "survey")) return;
    (it.condition, it.utilisation, it.surveyed) = (condition, utilisation, day);
  }

  function enterLease(
    uint256 which,
    uint256 lease,
    int24 from,
    int24 until,
    bool amends,
    uint256 who
  ) external watched {
    (which, lease) = (which % CODES, lease % LEASES);
    GhostBuilding storage it = ghosts[which];
    GhostLease storage there = ghostLeases[which][lease];
    ITenancies.LeaseEntry[] memory lines = new ITenancies.LeaseEntry[](1);
    (lines[0].building, lines[0].id) = (idOf(which), leaseIdOf(lease));
    if (who % 7 != 0 && until < from) (from, until) = (until, from);
    (lines[0].from, lines[0].until, lines[0].parts) = (from, until, uint16(1 + (who % 3)));
    address key = keeper(it.custodian, who);
    bool permitted =
      mayChange(which, key) &&
        until >= from &&
        (amends ? there.isRunning : it.title == LEASED && !there.isThere);
    OrganisationId organisation = OrganisationId.wrap(it.custodian);
    bytes memory data =
      amends
        ? abi.encodeCall(buildings.amendLeases, (organisation, lines))
        : abi.encodeCall(buildings.registerLeases, (organisation, lines));
    if (!send(key, data, permitted, amends ? "amendLeases" : "registerLeases")) return;
    ghostLeases[which][lease] = GhostLease(true, true, from, until);
    endOffer(which);
    if (!amends) ++it.leases;
  }

  function renewLease(uint256 which, uint256 lease, int24 until, uint256 who) external watched {
    (which, lease) = (which % CODES, lease % LEASES);
    GhostLease storage there = ghostLeases[which][lease];
    address key = keeper(ghosts[which].custodian, who);
    bool permitted = mayChange(which, key) && there.isRunning && until > there.until;
    bytes memory data = abi.encodeCall(
      buildings.renewLease,
      (idOf(which), leaseIdOf(lease), until, 1, 1, EVIDENCE)
    );
    if (!send(key, data, permitted, "renewLease")) return;
    there.until = until;
    endOffer(which);
  }

  function endLease(uint256 which, uint256 lease, uint256 who) external watched {
    (which, lease) = (which % CODES, lease % LEASES);
    GhostLease storage there = ghostLeases[which][lease];
    address key = keeper(ghosts[which].custodian, who);
    bool permitted = mayChange(which, key) && there.isRunning;
    bytes memory data = abi.encodeCall(buildings.endLease, (idOf(which), leaseIdOf(lease), EVIDENCE));
    if (!send(key, data, permitted, "endLease")) return;
    there.isRunning = false;
    --ghosts[which].leases;
    endOffer(which);
  }

  function occupy(uint256 which, uint256 where, uint32 area, uint256 who) external watched {
    which %= CODES;
    GhostBuilding storage it = ghosts[which];
    uint32 occupant = anyOrganisation(where);
    area = who % 3 == 0 ? 0 : area % _MOST_AREA;
    address key = keeper(it.custodian, who >> 2);
    uint32 all = it.occupied - occupancies[which][occupant] + area;
    bytes memory data = abi.encodeCall(
      buildings.setOccupancy,
      (idOf(which), OrganisationId.wrap(occupant), area, EVIDENCE)
    );
    if (!send(key, data, mayChange(which, key) && _isRoomFor(it.area, all), "setOccupancy")) return;
    (it.occupied, occupancies[which][occupant]) = (all, area);
    endOffer(which);
  }

  /// @notice By the obligation's owner, mostly, for a building of its own or one that it sits in, mostly.
  function order(
    uint256 which,
    uint256 where,
    uint256 obligation,
    uint256 kind,
    uint256 who
  ) external watched {
    which %= CODES;
    GhostBuilding storage it = ghosts[which];
    uint32 organisation = where % 3 != 0 && it.custodian != 0 ? it.custodian : anyOrganisation(where >> 2);
    uint32 owner = who % 7 == 0 ? anyOrganisation(who >> 3) : organisation;
    uint64 id = obligationAt(owner, obligation);
    IWorkOrders.Order[] memory lines = new IWorkOrders.Order[](1);
    lines[0] = _anyOrder(which, id, kind);
    address key = keeper(organisation, who >> 4);
    bool permitted =
      may(key, organisation) &&
        it.status != 0 &&
        (it.custodian == organisation || occupancies[which][organisation] != 0) &&
        _goes(which, lines[0]) &&
        owner == organisation &&
        ordered[id] == 0;
    bytes memory data = abi.encodeCall(buildings.orderWork, (OrganisationId.wrap(organisation), lines));
    if (send(key, data, permitted, "orderWork")) ordered[id] = which + 1;
  }

  function withdrawOrder(uint256 where, uint256 obligation, uint256 who) external watched {
    uint32 organisation = anyOrganisation(where);
    uint32 owner = who % 5 == 0 ? anyOrganisation(who >> 3) : organisation;
    uint64 id = obligationAt(owner, obligation);
    address key = keeper(organisation, who >> 4);
    bool permitted = may(key, organisation) && owner == organisation && ordered[id] != 0 && !isPaid[id];
    bytes memory data = abi.encodeCall(
      buildings.withdrawOrder,
      (OrganisationId.wrap(organisation), ObligationId.wrap(id), Evidence.wrap(0))
    );
    if (send(key, data, permitted, "withdrawOrder")) ordered[id] = 0;
  }

  /// @notice Something of an obligation is paid, or all that was comes back.
  function settle(uint256 where, uint256 obligation, uint64 amount) external watched {
    uint32 organisation = anyOrganisation(where);
    uint64 id = obligationAt(organisation, obligation);
    if (isPaid[id]) {
      // It is certified again, for the next time.
      post(ClaimKind.Return, organisation, id, _paid[id]);
      post(ClaimKind.Certify, organisation, id, _paid[id]);
    } else {
      _paid[id] = 1 + (amount % 100);
      post(ClaimKind.Pay, organisation, id, _paid[id]);
    }
    isPaid[id] = !isPaid[id];
  }

  /// @dev At times not stated.
  function _anyArea(uint256 seed) private pure returns (uint32) {
    return (seed >> 40) % 6 == 5 ? 0 : uint32((seed >> 16) % _MOST_AREA);
  }

  /// @dev Mostly one that names a lease if it is for rent, and none otherwise.
  function _anyOrder(
    uint256 which,
    uint64 obligation,
    uint256 kind
  ) private pure returns (IWorkOrders.Order memory) {
    CostKind cost = CostKind(kind % 7);
    bool names = (cost == CostKind.Rent) != (kind % 11 == 0);
    return
      IWorkOrders.Order({
        building: idOf(which),
        obligation: ObligationId.wrap(obligation),
        kind: cost,
        lease: names ? leaseIdOf(0) : LeaseId.wrap(0),
        evidence: EVIDENCE
      });
  }

  /// @dev Rent names a lease that is there, and nothing else names one.
  function _goes(uint256 which, IWorkOrders.Order memory it) private view returns (bool) {
    if (it.kind == CostKind.Rent) return !it.lease.isNone() && ghostLeases[which][0].isThere;
    return it.lease.isNone() && it.kind != CostKind.None;
  }

  function _isRoomFor(uint32 area, uint32 occupied) private pure returns (bool) {
    return area == 0 || occupied <= area;
  }

  /// @dev A plan's title is open; in use, what is owned or managed is one or the other, and a lease can be bought out.
  function _mayTurn(GhostBuilding memory it, uint8 to) private pure returns (bool) {
    if (to == it.title) return true;
    if (it.leases != 0) return false;
    return it.status == PLANNED || (it.status == ACTIVE && to != LEASED);
  }

  /// @dev How it came stays, but for what was leased and is no more; leased is what came by lease, if that is known.
  function _mayHaveCome(GhostBuilding memory it, GhostBuilding memory to) private pure returns (bool) {
    bool isBoughtOut = it.acquisition == _BY_LEASE && to.title != LEASED && to.acquisition != 0;
    if (to.acquisition != it.acquisition && !isBoughtOut) return false;
    if (to.acquisition > _BY_LEASE) return false;
    return to.acquisition == 0 || (to.acquisition == _BY_LEASE) == (to.title == LEASED);
  }
}
