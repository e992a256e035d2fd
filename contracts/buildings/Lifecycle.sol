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
import {Building} from "./Building.sol";
import {Disposal, ILifecycle} from "./ILifecycle.sol";
import {standingsOf} from "./Standings.sol";
import {Tenancies} from "./Tenancies.sol";

/// @title Lifecycle
/// @notice See `ILifecycle`.
abstract contract Lifecycle is Tenancies, ILifecycle {
  uint40 private immutable _excessWait;
  uint40 private immutable _surplusWait;

  mapping(BuildingId building => Screening) private _screenings;

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
    (Building it, OfficerId officer) = _authoriseCustodian(building, 0);
    _requireStatus(building, it, BuildingStatus.Planned);
    if (!it.facts().canComeBy(acquisition)) {
      revert BuildingRegistryInvalidWay(building, uint8(acquisition));
    }
    Building acquired = it.withFacts(it.facts().acquiredBy(acquisition));
    _enterStatus(building, acquired, BuildingStatus.Active, standing);
    emit BuildingActivated(building, officer, acquisition, standing, evidence);
  }

  /// @inheritdoc ILifecycle
  function reportExcess(BuildingId building, uint8 standing, Evidence evidence) external override {
    (Building it, OfficerId officer) = _authoriseCustodian(building, 0);
    _requireStatus(building, it, BuildingStatus.Active);
    if (it.facts().title() == Title.Leased) revert BuildingRegistryWrongTitle(building);
    uint40 until = _after(_excessWait);
    _screenings[building] = Screening({until: until, reporter: officer, declarer: OfficerId.wrap(0)});
    _enterStatus(building, it, BuildingStatus.Excess, standing);
    emit ExcessReported(building, officer, standing, until, evidence);
  }

  /// @inheritdoc ILifecycle
  function declareSurplus(BuildingId building, uint8 standing, Evidence evidence) external override {
    Building it = _requireLive(building);
    OfficerId officer = _authoriseProperty(TREASURY, 0);
    _requireStatus(building, it, BuildingStatus.Excess);
    Screening memory screened = _screenings[building];
    _requireOver(building, screened.until);
    _requireAnother(building, officer, screened.reporter);
    uint40 until = _after(_surplusWait);
    _screenings[building] = Screening({until: until, reporter: screened.reporter, declarer: officer});
    _enterStatus(building, it, BuildingStatus.Surplus, standing);
    emit SurplusDeclared(building, officer, standing, until, evidence);
  }

  /// @inheritdoc ILifecycle
  function restore(BuildingId building, uint8 standing, Evidence evidence) external override {
    (Building it, OfficerId officer) = _authoriseCustodian(building, 0);
    // The only other ones that are not disposed of.
    if (it.facts().status() < BuildingStatus.Excess) {
      revert BuildingRegistryWrongStatus(building, it.facts().status());
    }
    delete _screenings[building];
    _enterStatus(building, it, BuildingStatus.Active, standing);
    emit BuildingRestored(building, officer, standing, evidence);
  }

  /// @inheritdoc ILifecycle
  function dispose(
    BuildingId building,
    Disposal disposal,
    uint8 standing,
    Evidence evidence
  ) external override {
    (Building it, OfficerId officer) = _authoriseCustodian(building, 0);
    if (disposal == Disposal.None || disposal == Disposal.Sale) {
      revert BuildingRegistryInvalidWay(building, uint8(disposal));
    }
    if (disposal == Disposal.LeaseEnd) {
      if (it.facts().title() != Title.Leased) revert BuildingRegistryWrongTitle(building);
      _requireStatus(building, it, BuildingStatus.Active);
    } else if (disposal == Disposal.Abandonment) {
      _requireStatus(building, it, BuildingStatus.Planned);
    } else {
      _requireWaited(building, it, officer);
      // What is another's goes back to its owner, and no other way.
      if (disposal != Disposal.Transfer) _requireOwned(building, it);
    }
    _dispose(building, it, standing);
    emit BuildingDisposed(building, officer, disposal, standing, evidence);
  }

  /// @inheritdoc ILifecycle
  function sell(
    BuildingId building,
    Proceeds calldata proceeds,
    uint8 standing,
    Evidence evidence
  ) external override {
    (Building it, OfficerId officer) = _authoriseCustodian(building, proceeds.proceeds);
    _requireWaited(building, it, officer);
    _requireOwned(building, it);
    _requireAccount(it.custodian(), proceeds);
    _dispose(building, it, standing);
    emit BuildingDisposed(building, officer, Disposal.Sale, standing, evidence);
    emit ProceedsPosted(building, proceeds.account, proceeds.proceeds);
    _collect(building, proceeds);
  }

  /// @inheritdoc ILifecycle
  function offerCustody(BuildingId building, OrganisationId to, Evidence evidence) external override {
    (Building it, OfficerId officer) = _authoriseCustodian(building, 0);
    if (to.isNone() || to == it.custodian()) revert BuildingRegistryInvalidOffer(building, to);
    _registry.requireOrganisation(to);
    _store(building, it.withOffer(to, officer));
    emit CustodyOffered(building, to, officer, evidence);
  }

  /// @inheritdoc ILifecycle
  function withdrawOffer(BuildingId building) external override {
    (Building it, OfficerId officer) = _authoriseCustodian(building, 0);
    if (it.offeredTo().isNone()) revert BuildingRegistryNotOffered(building, it.custodian());
    _store(building, it.withoutOffer());
    emit CustodyOfferWithdrawn(building, officer);
  }

  /// @inheritdoc ILifecycle
  function acceptCustody(BuildingId building, BuildingFacts seen, Evidence evidence) external override {
    Building it = _requireLive(building);
    OrganisationId to = it.offeredTo();
    if (to.isNone()) revert BuildingRegistryNotOffered(building, it.custodian());
    OfficerId officer = _authoriseProperty(to, 0);
    _requireAnother(building, officer, it.offerer());
    if (it.facts() != seen) revert BuildingRegistryFactsChanged(building, it.facts(), seen);
    _hand(building, it.withoutOffer(), to);
    emit CustodyAccepted(building, to, officer, evidence);
  }

  /// @inheritdoc ILifecycle
  function screening(BuildingId building) external view override returns (Screening memory) {
    return _screenings[building];
  }

  /// @inheritdoc ILifecycle
  function offer(BuildingId building) external view override returns (Offer memory) {
    Building it = _buildingOf(building);
    return Offer({to: it.offeredTo(), officer: it.offerer()});
  }

  /// @inheritdoc ILifecycle
  function waits() external view override returns (uint40 excessWait, uint40 surplusWait) {
    return (_excessWait, _surplusWait);
  }

  /// @dev Ends an offer, which was made of a building in another status.
  function _enterStatus(BuildingId building, Building it, BuildingStatus status, uint8 standing) private {
    _requireCode(standingsOf(status), standing);
    _store(building, it.withFacts(it.facts().inStatus(status, standing)).withoutOffer());
  }

  /// @dev For ever. Its screening stays, to be read.
  function _dispose(BuildingId building, Building it, uint8 standing) private {
    if (it.leases() != 0 || it.occupied() != 0) {
      revert BuildingRegistryInUse(building, it.leases(), it.occupied());
    }
    _enterStatus(building, it, BuildingStatus.Disposed, standing);
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

  /// @dev Nobody's receipts but the custodian's own or the treasury's, wherever else the register collects.
  function _requireAccount(OrganisationId custodian, Proceeds calldata proceeds) private view {
    OrganisationId owner = _ledger.account(proceeds.account).terms.owner;
    if (owner != proceeds.owner || (owner != custodian && owner != TREASURY)) {
      revert BuildingRegistryWrongAccount(proceeds.account, owner);
    }
  }

  /// @dev What is surplus, and for long enough, goes by another officer than the one who declared it.
  function _requireWaited(BuildingId building, Building it, OfficerId officer) private view {
    _requireStatus(building, it, BuildingStatus.Surplus);
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

  function _requireStatus(BuildingId building, Building it, BuildingStatus needed) private pure {
    BuildingStatus status = it.facts().status();
    if (status != needed) revert BuildingRegistryWrongStatus(building, status);
  }

  function _requireOwned(BuildingId building, Building it) private pure {
    if (it.facts().title() != Title.Owned) revert BuildingRegistryWrongTitle(building);
  }

  function _requireAnother(BuildingId building, OfficerId officer, OfficerId former) private pure {
    if (officer == former) revert BuildingRegistryDutiesNotSeparate(building, officer);
  }
}
