// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Claim, packed} from "../../../contracts/mocks/Claim.sol";
import {ClaimKind} from "../../../contracts/types/ClaimKind.sol";
import {ObligationId} from "../../../contracts/types/ObligationId.sol";
import {OfficerId} from "../../../contracts/types/OfficerId.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {OrganisationId} from "../../../contracts/types/OrganisationId.sol";
import {Model} from "./Model.sol";

/// @title ClaimsHandler
/// @notice Drafts claims, spoils some, has a payer post them, and asks that the ledger does what the model says.
abstract contract ClaimsHandler is Model {
  uint256 private constant _SPOILS = 16;

  /// @notice Books a posting that ought to be accepted; reverts, and leaves nothing booked, if it ought not.
  /// @dev A call of its own, so that it can be taken back. By this contract alone.
  function bookPosting(
    address payer,
    ClaimKind kind,
    uint32 organisation,
    uint24 officer,
    Claim[] calldata claims
  ) external returns (uint256 leftOut) {
    require(msg.sender == address(this), "not a handler");
    uint256 total = 0;
    for (uint256 i = 0; i < claims.length; ++i) {
      if (bookClaim(kind, organisation, officer, claims[i])) total += claims[i].amount;
      else leftOut |= 1 << i;
    }
    require(authorised(payer, TREASURY_INDEX, Offices.PAYING, total), "no such payer");
    require(kind != ClaimKind.Pay || !halted(organisation), "halted");
  }

  /// @dev A claim of this kind on the obligation, as much of it as `amount` says.
  function draftClaim(ClaimKind kind, uint64 id, uint256 amount) internal view returns (Claim memory claim_) {
    uint64 most = mostClaimed(kind, id);
    claim_.obligation = ObligationId.wrap(id);
    claim_.document = bytes32(amount);
    // Now and then all there is.
    if (most != 0) claim_.amount = amount % 8 == 0 ? most : bound64(amount, 1, most < 1e10 ? most : 1e10);
    else claim_.amount = amount % 4 == 0 ? 1 : 0;
  }

  /// @dev Has a payer post claims, spoilt or not, and compares the outcome with the model's.
  function sendClaims(ClaimKind kind, Claim[] memory claims, uint256 who, uint256 spoil) internal {
    uint64 first = ObligationId.unwrap(claims[0].obligation);
    uint32 organisation = accounts[obligations[placeOf[first] - 1].account].owner;
    spoil %= _SPOILS;
    uint256 last = claims.length - 1;
    if (spoil == 0) claims[last].amount = 1 + mostClaimed(kind, ObligationId.unwrap(claims[last].obligation));
    else if (spoil == 1) organisation = anyOrganisation(who >> 8);
    address payer = actor(TREASURY_INDEX, Offices.PAYING, 4e10, who);
    if (spoil == 2) payer = keys[who % keys.length];
    else if (spoil == 3) {
      uint24 limited = ghostKeys[payer].officer;
      appointTo(limited, TREASURY_INDEX, Offices.PAYING, clock, clock + 30 days, claims[last].amount);
    }
    _post(payer, kind, organisation, _named(first, who, spoil), claims);
  }

  function _post(
    address payer,
    ClaimKind kind,
    uint32 organisation,
    uint24 officer,
    Claim[] memory claims
  ) private {
    bool permitted;
    uint256 expected;
    try this.bookPosting(payer, kind, organisation, officer, claims) returns (uint256 leftOut) {
      (permitted, expected) = (true, leftOut);
    } catch {
      permitted = false;
    }
    vm.prank(payer);
    try
      ledger.post(kind, OrganisationId.wrap(organisation), OfficerId.wrap(officer), packed(claims))
    returns (uint256 leftOut) {
      require(permitted, string.concat("posted: kind ", vm.toString(uint256(kind))));
      require(leftOut == expected, "left out");
      ++postings[kind];
    } catch (bytes memory reason) {
      declared(reason);
      require(!permitted, string.concat("not posted: kind ", vm.toString(uint256(kind))));
      ++refusedPostings[kind];
    }
  }

  /// @dev The officer whom the payer answers for: anyone, so far as the ledger knows, but now and then an obligator.
  function _named(uint64 id, uint256 seed, uint256 spoil) private view returns (uint24) {
    for (uint24 officer = 1; spoil == 4 && officer <= officerCount; ++officer) {
      if (obligators[id][officer]) return officer;
    }
    return anyOfficer(seed >> 16);
  }
}
