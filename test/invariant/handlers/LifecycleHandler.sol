// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Disposal, ILifecycle} from "../../../contracts/buildings/ILifecycle.sol";
import {AccountId} from "../../../contracts/types/AccountId.sol";
import {Acquisition, BuildingFacts} from "../../../contracts/types/BuildingFacts.sol";
import {OfficerId} from "../../../contracts/types/OfficerId.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {OrganisationId} from "../../../contracts/types/OrganisationId.sol";
import {BuildingModel} from "./BuildingModel.sol";

/// @title LifecycleHandler
/// @notice Buildings come, are given up, go, and change hands, while officers come and go and time passes.
abstract contract LifecycleHandler is BuildingModel {
  function passTime(uint256 scale, uint40 time_) external {
    clock += scale % 3 == 0 ? time_ % 1 hours : time_ % 40 days;
  }

  /// @notice To the very second at which a building may go on, or the one before.
  function passTimeTo(uint256 which, bool before) external {
    uint40 until = ghosts[which % CODES].until;
    if (until > clock + 1) clock = before ? until - 1 : until;
  }

  /// @notice A new property officer, or another office for one who is there already.
  function hire(uint256 who, uint256 where) external watched {
    uint24 officer = anyOfficer(who >> 1);
    bool isOld = who % 2 == 0 && officer > FOUNDERS && !isContract[officer] && liveKeys[officer].length != 0;
    if (!isOld) officer = enrolPerson(false);
    uint32 organisation = anyOrganisation(where);
    appointTo(officer, organisation, Offices.PROPERTY, clock, clock + 300 days, type(uint64).max);
  }

  function dismiss(uint256 who) external watched {
    uint24 officer = anyOfficer(who);
    if (officer <= FOUNDERS || isContract[officer]) return;
    vm.prank(REGISTRAR);
    registry.dismiss(OfficerId.wrap(officer), 0);
    address[] memory list = liveKeys[officer];
    for (uint256 i = 0; i < list.length; ++i) forgetKey(list[i]);
    for (uint32 i = 1; i <= ORGANISATIONS; ++i) delete ghostAppointments[officer][i];
  }

  function activate(uint256 which, uint256 way, uint256 who) external watched {
    which %= CODES;
    GhostBuilding storage it = ghosts[which];
    address key = keeper(it.custodian, who);
    uint8 acquisition = uint8(it.title == LEASED && way % 4 != 0 ? 4 : way % 5);
    bool permitted =
      mayChange(which, key) &&
        it.status == PLANNED &&
        acquisition != 0 &&
        (acquisition == 4) == (it.title == LEASED);
    bytes memory data = abi.encodeCall(
      buildings.activate,
      (idOf(which), Acquisition(acquisition), 0, EVIDENCE)
    );
    if (!send(key, data, permitted, "activate")) return;
    (it.status, it.acquisition) = (ACTIVE, acquisition);
    endOffer(which);
  }

  function reportExcess(uint256 which, uint256 who) external watched {
    which %= CODES;
    GhostBuilding storage it = ghosts[which];
    address key = keeper(it.custodian, who);
    bool permitted = mayChange(which, key) && it.status == ACTIVE && it.title != LEASED;
    bytes memory data = abi.encodeCall(buildings.reportExcess, (idOf(which), 0, EVIDENCE));
    if (!send(key, data, permitted, "reportExcess")) return;
    (it.status, it.until) = (EXCESS, clock + EXCESS_WAIT);
    (it.reporter, it.declarer) = (officerOfKey(key), 0);
    endOffer(which);
  }

  function declareSurplus(uint256 which, uint256 who) external watched {
    which %= CODES;
    GhostBuilding storage it = ghosts[which];
    address key = keeper(1, who);
    bool permitted =
      it.status == EXCESS && may(key, 1) && clock >= it.until && officerOfKey(key) != it.reporter;
    bytes memory data = abi.encodeCall(buildings.declareSurplus, (idOf(which), 0, EVIDENCE));
    if (!send(key, data, permitted, "declareSurplus")) return;
    (it.status, it.until, it.declarer) = (SURPLUS, clock + SURPLUS_WAIT, officerOfKey(key));
    endOffer(which);
  }

  function restore(uint256 which, uint256 who) external watched {
    which %= CODES;
    GhostBuilding storage it = ghosts[which];
    address key = keeper(it.custodian, who);
    bool permitted = mayChange(which, key) && (it.status == EXCESS || it.status == SURPLUS);
    bytes memory data = abi.encodeCall(buildings.restore, (idOf(which), 0, EVIDENCE));
    if (!send(key, data, permitted, "restore")) return;
    (it.status, it.until, it.reporter, it.declarer) = (ACTIVE, 0, 0, 0);
    endOffer(which);
  }

  function dispose(uint256 which, uint256 way, uint256 who) external watched {
    which %= CODES;
    GhostBuilding storage it = ghosts[which];
    address key = keeper(it.custodian, who);
    Disposal disposal = Disposal(way % 7);
    bool goes;
    if (disposal == Disposal.LeaseEnd) goes = it.title == LEASED && it.status == ACTIVE;
    else if (disposal == Disposal.Abandonment) goes = it.status == PLANNED;
    else if (disposal != Disposal.None && disposal != Disposal.Sale) goes = _hasWaited(it, key);
    // What is another's goes back, and to nobody else.
    bool isGivenAway = disposal == Disposal.PublicBenefit || disposal == Disposal.Demolition;
    if (isGivenAway && it.title != OWNED) goes = false;
    bool permitted = mayChange(which, key) && goes && _isEmpty(it);
    bytes memory data = abi.encodeCall(buildings.dispose, (idOf(which), disposal, 0, EVIDENCE));
    if (send(key, data, permitted, "dispose")) _isGone(it);
  }

  /// @notice For the account of the custodian's, mostly, on the newest view of it, mostly.
  function sell(uint256 which, uint256 where, uint64 proceeds, uint256 who) external watched {
    which %= CODES;
    GhostBuilding storage it = ghosts[which];
    address key = keeper(it.custodian, who);
    uint32 owner = where % 4 == 0 || it.custodian == 0 ? anyOrganisation(where >> 2) : it.custodian;
    proceeds %= 1e9;
    bool isStale = where % 6 == 5;
    uint32 sequence = ledger.account(AccountId.wrap(rootOf(owner))).totals.sequence - (isStale ? 1 : 0);
    uint32 named = where % 7 == 3 ? anyOrganisation(where >> 4) : owner;
    bool permitted =
      mayChange(which, key) &&
        _hasWaited(it, key) &&
        it.title == OWNED &&
        _isEmpty(it) &&
        proceeds != 0 &&
        !isStale &&
        named == owner &&
        (owner == it.custodian || owner == 1);
    ILifecycle.Proceeds memory sale = ILifecycle.Proceeds({
      owner: OrganisationId.wrap(named),
      account: AccountId.wrap(rootOf(owner)),
      sequence: sequence,
      proceeds: proceeds
    });
    bytes memory data = abi.encodeCall(buildings.sell, (idOf(which), sale, 0, EVIDENCE));
    if (!send(key, data, permitted, "sell")) return;
    _isGone(it);
    collected[owner] += proceeds;
  }

  function offer(uint256 which, uint256 to, uint256 who) external watched {
    which %= CODES;
    GhostBuilding storage it = ghosts[which];
    address key = keeper(it.custodian, who);
    uint32 organisation = uint32(to % (ORGANISATIONS + 2));
    bool isThere = organisation != 0 && organisation <= ORGANISATIONS;
    bool permitted = mayChange(which, key) && isThere && organisation != it.custodian;
    bytes memory data = abi.encodeCall(
      buildings.offerCustody,
      (idOf(which), OrganisationId.wrap(organisation), EVIDENCE)
    );
    if (send(key, data, permitted, "offerCustody"))
      (it.offeredTo, it.offerer) = (organisation, officerOfKey(key));
  }

  function withdrawOffer(uint256 which, uint256 who) external watched {
    which %= CODES;
    GhostBuilding storage it = ghosts[which];
    address key = keeper(it.custodian, who);
    bool permitted = mayChange(which, key) && it.offeredTo != 0;
    bytes memory data = abi.encodeCall(buildings.withdrawOffer, (idOf(which)));
    if (send(key, data, permitted, "withdrawOffer")) (it.offeredTo, it.offerer) = (0, 0);
  }

  function accept(uint256 which, bool isStale, uint256 who) external watched {
    which %= CODES;
    GhostBuilding storage it = ghosts[which];
    address key = keeper(it.offeredTo, who);
    isStale = isStale && who % 4 == 0;
    bool permitted =
      it.status != DISPOSED &&
        it.offeredTo != 0 &&
        may(key, it.offeredTo) &&
        officerOfKey(key) != it.offerer &&
        !isStale;
    BuildingFacts seen = BuildingFacts.wrap(BuildingFacts.unwrap(factsOf(which)) ^ (isStale ? 1 : 0));
    bytes memory data = abi.encodeCall(buildings.acceptCustody, (idOf(which), seen, EVIDENCE));
    if (!send(key, data, permitted, "acceptCustody")) return;
    (it.custodian, it.offeredTo, it.offerer) = (it.offeredTo, 0, 0);
  }

  /// @notice From use, or wherever it stands, to its end at one go, so that runs get that far.
  function giveUp(uint256 which, uint256 way, uint64 proceeds, uint256 who) external {
    which %= CODES;
    // By the custodian's own officers, whoever they are.
    who |= 1;
    this.reportExcess(which, who);
    _wait(which);
    this.declareSurplus(which, who);
    _wait(which);
    if (way % 2 == 0) this.sell(which, 1, proceeds, who);
    else this.dispose(which, uint256(Disposal.Transfer) + (way % 3), who);
  }

  /// @notice An offer that is accepted at once.
  function handOver(uint256 which, uint256 to, uint256 who) external {
    this.offer(which, to, who | 1);
    this.accept(which, false, who | 1);
  }

  function _wait(uint256 which) private {
    if (ghosts[which].until > clock) clock = ghosts[which].until;
  }

  function _isGone(GhostBuilding storage it) private {
    (it.status, it.offeredTo, it.offerer) = (DISPOSED, 0, 0);
  }

  function _hasWaited(GhostBuilding storage it, address key) private view returns (bool) {
    return it.status == SURPLUS && clock >= it.until && officerOfKey(key) != it.declarer;
  }

  function _isEmpty(GhostBuilding storage it) private view returns (bool) {
    return it.leases == 0 && it.occupied == 0;
  }
}
