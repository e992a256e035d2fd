// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccountId} from "../types/AccountId.sol";
import {Act, ActKind, ReceiptKind} from "../types/Act.sol";
import {Acquisition, BuildingFacts, BuildingStatus, Title} from "../types/BuildingFacts.sol";
import {BuildingId} from "../types/BuildingId.sol";
import {Classification} from "../types/Classification.sol";
import {Evidence} from "../types/Evidence.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {Disposal, ILifecycle} from "./ILifecycle.sol";
import {standingsOf} from "./Standings.sol";
import {Tenancies} from "./Tenancies.sol";

/// @title Lifecycle
/// @notice See `ILifecycle`.
abstract contract Lifecycle is Tenancies, ILifecycle {
  uint40 private immutable _excessWait;
  uint40 private immutable _surplusWait;

  mapping(BuildingId building => Screening) private _screenings;
  mapping(BuildingId building => Offer) private _offers;

  constructor(uint40 excessWait, uint40 surplusWait) {
    (_excessWait, _surplusWait) = (excessWait, surplusWait);
  }

  /// @inheritdoc ILifecycle
  function activate(
    BuildingId building,
    Acquisition acquisition,
    uint8 standing,
    Evidence evidence
  ) external override {
    (BuildingFacts before, , OfficerId officer) = _authorizeCustodian(building, 0);
    _requireStatus(building, before, BuildingStatus.Planned);
    if (acquisition == Acquisition.None || !acquisition.goesWith(before.title())) {
      revert BuildingRegistryInvalidWay(building, uint8(acquisition));
    }
    _enterStatus(building, before.acquiredBy(acquisition), BuildingStatus.Active, standing);
    emit BuildingActivated(building, officer, acquisition, standing, evidence);
  }

  /// @inheritdoc ILifecycle
  function reportExcess(BuildingId building, uint8 standing, Evidence evidence) external override {
    (BuildingFacts before, , OfficerId officer) = _authorizeCustodian(building, 0);
    _requireStatus(building, before, BuildingStatus.Active);
    if (before.title() == Title.Leased) revert BuildingRegistryWrongTitle(building);
    uint40 until = _after(_excessWait);
    _screenings[building] = Screening({until: until, reporter: officer, declarer: OfficerId.wrap(0)});
    _enterStatus(building, before, BuildingStatus.Excess, standing);
    emit ExcessReported(building, officer, standing, until, evidence);
  }

  /// @inheritdoc ILifecycle
  function declareSurplus(BuildingId building, uint8 standing, Evidence evidence) external override {
    (BuildingFacts before, ) = _requireLive(building);
    OfficerId officer = _authorizeProperty(TREASURY, 0);
    _requireStatus(building, before, BuildingStatus.Excess);
    Screening memory screened = _screenings[building];
    _requireOver(building, screened.until);
    _requireAnother(building, officer, screened.reporter);
    uint40 until = _after(_surplusWait);
    _screenings[building] = Screening({until: until, reporter: screened.reporter, declarer: officer});
    _enterStatus(building, before, BuildingStatus.Surplus, standing);
    emit SurplusDeclared(building, officer, standing, until, evidence);
  }

  /// @inheritdoc ILifecycle
  function restore(BuildingId building, uint8 standing, Evidence evidence) external override {
    (BuildingFacts before, , OfficerId officer) = _authorizeCustodian(building, 0);
    // The only other ones that are not disposed of.
    if (before.status() < BuildingStatus.Excess) {
      revert BuildingRegistryWrongStatus(building, before.status());
    }
    delete _screenings[building];
    _enterStatus(building, before, BuildingStatus.Active, standing);
    emit BuildingRestored(building, officer, standing, evidence);
  }

  /// @inheritdoc ILifecycle
  function dispose(
    BuildingId building,
    Disposal disposal,
    uint8 standing,
    Evidence evidence
  ) external override {
    (BuildingFacts before, , OfficerId officer) = _authorizeCustodian(building, 0);
    if (disposal == Disposal.None || disposal == Disposal.Sale) {
      revert BuildingRegistryInvalidWay(building, uint8(disposal));
    }
    if (disposal == Disposal.LeaseEnd) {
      if (before.title() != Title.Leased) revert BuildingRegistryWrongTitle(building);
      _requireStatus(building, before, BuildingStatus.Active);
    } else if (disposal == Disposal.Abandonment) {
      _requireStatus(building, before, BuildingStatus.Planned);
    } else {
      _requireWaited(building, before, officer);
    }
    _dispose(building, before, standing);
    emit BuildingDisposed(building, officer, disposal, standing, evidence);
  }

  /// @inheritdoc ILifecycle
  function sell(
    BuildingId building,
    Proceeds calldata proceeds,
    uint8 standing,
    Evidence evidence
  ) external override {
    (BuildingFacts before, , OfficerId officer) = _authorizeCustodian(building, proceeds.proceeds);
    _requireWaited(building, before, officer);
    _dispose(building, before, standing);
    emit BuildingDisposed(building, officer, Disposal.Sale, standing, evidence);
    emit ProceedsPosted(building, proceeds.account, proceeds.proceeds);
    _collect(building, proceeds);
  }

  /// @inheritdoc ILifecycle
  function offerCustody(BuildingId building, OrganisationId to, Evidence evidence) external override {
    (, OrganisationId custodian, OfficerId officer) = _authorizeCustodian(building, 0);
    if (to.isNone() || to == custodian) revert BuildingRegistryInvalidOffer(building, to);
    _offers[building] = Offer({to: to, officer: officer});
    emit CustodyOffered(building, to, officer, evidence);
  }

  /// @inheritdoc ILifecycle
  function withdrawOffer(BuildingId building) external override {
    (, OrganisationId custodian, OfficerId officer) = _authorizeCustodian(building, 0);
    if (_offers[building].to.isNone()) revert BuildingRegistryNotOffered(building, custodian);
    delete _offers[building];
    emit CustodyOfferWithdrawn(building, officer);
  }

  /// @inheritdoc ILifecycle
  function acceptCustody(BuildingId building, BuildingFacts seen, Evidence evidence) external override {
    (BuildingFacts now_, OrganisationId custodian) = _requireLive(building);
    Offer memory offered = _offers[building];
    if (offered.to.isNone()) revert BuildingRegistryNotOffered(building, custodian);
    OfficerId officer = _authorizeProperty(offered.to, 0);
    _requireAnother(building, officer, offered.officer);
    if (!(now_ == seen)) revert BuildingRegistryFactsChanged(building, now_, seen);
    delete _offers[building];
    _hand(building, custodian, offered.to);
    emit CustodyAccepted(building, offered.to, officer, evidence);
  }

  /// @inheritdoc ILifecycle
  function screening(BuildingId building) external view override returns (Screening memory) {
    return _screenings[building];
  }

  /// @inheritdoc ILifecycle
  function offer(BuildingId building) external view override returns (Offer memory) {
    return _offers[building];
  }

  /// @inheritdoc ILifecycle
  function waits() external view override returns (uint40 excessWait, uint40 surplusWait) {
    return (_excessWait, _surplusWait);
  }

  function _enterStatus(
    BuildingId building,
    BuildingFacts before,
    BuildingStatus status,
    uint8 standing
  ) private {
    _requireCode(standingsOf(status), standing);
    _setFacts(building, before.inStatus(status, standing));
  }

  /// @dev For ever. Its screening stays, to be read.
  function _dispose(BuildingId building, BuildingFacts before, uint8 standing) private {
    Tenancy memory going = _tenancyOf(building);
    if (going.leases != 0 || going.occupied != 0) {
      revert BuildingRegistryInUse(building, going.leases, going.occupied);
    }
    delete _offers[building];
    _enterStatus(building, before, BuildingStatus.Disposed, standing);
  }

  /// @dev Last of all, though the ledger calls nobody back. It checks the register's own appointment.
  function _collect(BuildingId building, Proceeds calldata proceeds) private {
    Act[] memory acts = new Act[](1);
    acts[0] = Act({
      kind: ActKind.Collect,
      subject: AccountId.unwrap(proceeds.account),
      counterpart: uint32(ReceiptKind.Proceeds),
      sequence: proceeds.sequence,
      amount: proceeds.proceeds,
      classification: Classification.wrap(0),
      evidence: Evidence.wrap(BuildingId.unwrap(building))
    });
    _ledger.execute(proceeds.owner, acts);
  }

  /// @dev What is surplus, and for long enough, goes by another officer than the one who declared it.
  function _requireWaited(BuildingId building, BuildingFacts before, OfficerId officer) private view {
    _requireStatus(building, before, BuildingStatus.Surplus);
    Screening memory screened = _screenings[building];
    _requireOver(building, screened.until);
    _requireAnother(building, officer, screened.declarer);
  }

  function _requireOver(BuildingId building, uint40 until) private view {
    if (block.timestamp < until) revert BuildingRegistryWaiting(building, until);
  }

  function _after(uint40 wait) private view returns (uint40) {
    // Safe: block times fit in 40 bits, with a year to spare.
    return uint40(block.timestamp) + wait;
  }

  function _requireStatus(BuildingId building, BuildingFacts before, BuildingStatus needed) private pure {
    BuildingStatus status = before.status();
    if (status != needed) revert BuildingRegistryWrongStatus(building, status);
  }

  function _requireAnother(BuildingId building, OfficerId officer, OfficerId former) private pure {
    if (officer == former) revert BuildingRegistryDutiesNotSeparate(building, officer);
  }
}
