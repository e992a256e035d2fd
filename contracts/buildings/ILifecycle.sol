// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccountId} from "../types/AccountId.sol";
import {Acquisition, BuildingFacts, BuildingStatus} from "../types/BuildingFacts.sol";
import {BuildingId} from "../types/BuildingId.sol";
import {Evidence} from "../types/Evidence.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";

/// @title Disposal
/// @notice How a building goes.
enum Disposal {
  None,
  Sale,
  /// To another government; of a managed building, back to its owner.
  Transfer,
  /// Given for a public purpose, such as homeless assistance (42 USC 11411).
  PublicBenefit,
  Demolition,
  /// The last lease of a leased building is over.
  LeaseEnd,
  /// A plan is given up.
  Abandonment
}

/// @title ILifecycle
/// @notice Planned, active, excess, surplus, disposed; and custody, which moves by offer and acceptance.
///
/// Powers and limits: property officers of the organisation with custody activate, report, restore, dispose and offer;
/// those of the organisation offered to accept. A property officer of the treasury, who is not the one that reported,
/// declares surplus once screening is over, so that no custodian alone gives a building away; who declared does not
/// dispose. A leased building ends with its leases and is never excess; one that we only manage goes back by transfer.
/// Nobody disposes of a building that is occupied or has a lease running. A restored building forgets its screening, a
/// disposed one keeps it. An offer ends, without an event of its own, when the building's status, leases or occupants
/// change, so that it is accepted as it was offered or not at all.
interface ILifecycle {
  /// @notice How far a building that nobody needs has come. One slot.
  /// @param until First second at which it may go on to the next status.
  /// @param reporter Who reported it as excess.
  /// @param declarer Who declared it surplus; 0 for nobody yet.
  struct Screening {
    uint40 until;
    OfficerId reporter;
    OfficerId declarer;
  }

  /// @notice A custody offered.
  /// @param to Which organisation may accept; 0 for no offer.
  /// @param officer Who offered.
  struct Offer {
    OrganisationId to;
    OfficerId officer;
  }

  /// @notice A sale and the receipt that it makes.
  /// @param owner The organisation that owns the account: the building's custodian or the treasury.
  /// @param account The root that the proceeds go to.
  /// @param sequence The account's sequence number as its author saw it.
  /// @param proceeds Cents, above 0.
  struct Proceeds {
    OrganisationId owner;
    AccountId account;
    uint32 sequence;
    uint64 proceeds;
  }

  event BuildingActivated(
    BuildingId indexed building,
    OfficerId indexed officer,
    Acquisition acquisition,
    uint8 standing,
    Evidence evidence
  );
  /// @param until First second at which it can be declared surplus.
  event ExcessReported(
    BuildingId indexed building,
    OfficerId indexed officer,
    uint8 standing,
    uint40 until,
    Evidence evidence
  );
  /// @param until First second at which it can be disposed of.
  event SurplusDeclared(
    BuildingId indexed building,
    OfficerId indexed officer,
    uint8 standing,
    uint40 until,
    Evidence evidence
  );
  event BuildingRestored(
    BuildingId indexed building,
    OfficerId indexed officer,
    uint8 standing,
    Evidence evidence
  );
  event BuildingDisposed(
    BuildingId indexed building,
    OfficerId indexed officer,
    Disposal disposal,
    uint8 standing,
    Evidence evidence
  );
  /// @notice What a sale brought; the ledger's `Collected` says the same of the account.
  event ProceedsPosted(BuildingId indexed building, AccountId indexed account, uint64 amount);
  event CustodyOffered(
    BuildingId indexed building,
    OrganisationId indexed to,
    OfficerId indexed officer,
    Evidence evidence
  );
  event CustodyOfferWithdrawn(BuildingId indexed building, OfficerId indexed officer);
  event CustodyAccepted(
    BuildingId indexed building,
    OrganisationId indexed to,
    OfficerId indexed officer,
    Evidence evidence
  );

  /// @notice Thrown when a building's status does not allow what is asked.
  error BuildingRegistryWrongStatus(BuildingId building, BuildingStatus status);
  /// @notice Thrown when a building is not held by the title that this needs.
  error BuildingRegistryWrongTitle(BuildingId building);
  /// @notice Thrown when proceeds are for an account of neither the custodian's nor the treasury's, or of another than
  /// is named.
  /// @param owner Who owns it; 0 for no such account.
  error BuildingRegistryWrongAccount(AccountId account, OrganisationId owner);
  /// @notice Thrown when an acquisition or disposal is named that can't be the way.
  error BuildingRegistryInvalidWay(BuildingId building, uint8 way);
  /// @notice Thrown when the waiting time is not over.
  error BuildingRegistryWaiting(BuildingId building, uint40 until);
  /// @notice Thrown when one officer takes two steps that need two.
  error BuildingRegistryDutiesNotSeparate(BuildingId building, OfficerId officer);
  /// @notice Thrown when a building is disposed of that is occupied or has leases running.
  /// @param occupied Hundredths of a square foot.
  error BuildingRegistryInUse(BuildingId building, uint16 leases, uint32 occupied);
  /// @notice Thrown when custody is offered to the organisation that has it, or to none.
  error BuildingRegistryInvalidOffer(BuildingId building, OrganisationId to);
  /// @notice Thrown when custody is accepted or withdrawn that the organisation with custody does not offer.
  error BuildingRegistryNotOffered(BuildingId building, OrganisationId custodian);
  /// @notice Thrown when custody is accepted of a building whose facts are others than the acceptor saw.
  error BuildingRegistryFactsChanged(BuildingId building, BuildingFacts now, BuildingFacts seen);

  /// @notice Planned to active.
  function activate(BuildingId building, Acquisition acquisition, uint8 standing, Evidence evidence) external;

  /// @notice Active to excess; screening begins. Not for a leased building.
  function reportExcess(BuildingId building, uint8 standing, Evidence evidence) external;

  /// @notice Excess to surplus, once screening is over. By a property officer of the treasury.
  function declareSurplus(BuildingId building, uint8 standing, Evidence evidence) external;

  /// @notice Excess or surplus back to active: a need was found.
  function restore(BuildingId building, uint8 standing, Evidence evidence) external;

  /// @notice Disposes of a building for ever: a surplus one by transfer, public benefit or demolition, once its waiting
  /// time is over, which of a managed one is by transfer alone; a leased one by the end of its leases; a planned one by
  /// giving up the plan.
  function dispose(BuildingId building, Disposal disposal, uint8 standing, Evidence evidence) external;

  /// @notice Sells a surplus building that is owned, once its waiting time is over, and posts the proceeds as a receipt. The register
  /// must hold the collecting office in the organisation that owns the account. The proceeds count against the caller's
  /// limit.
  function sell(BuildingId building, Proceeds calldata proceeds, uint8 standing, Evidence evidence) external;

  /// @notice Offers custody to another organisation that there is, in the place of any offer before.
  function offerCustody(BuildingId building, OrganisationId to, Evidence evidence) external;

  /// @notice Takes an offer back.
  function withdrawOffer(BuildingId building) external;

  /// @notice Takes custody. By a property officer of the organisation offered to, who did not offer it.
  /// @param seen The building's facts as the acceptor saw them.
  function acceptCustody(BuildingId building, BuildingFacts seen, Evidence evidence) external;

  function screening(BuildingId building) external view returns (Screening memory);

  function offer(BuildingId building) external view returns (Offer memory);

  /// @notice Seconds that an excess building is screened, and a surplus one waits.
  function waits() external view returns (uint40 excessWait, uint40 surplusWait);
}
