// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Act, ActKind} from "../../../contracts/types/Act.sol";
import {Claim} from "../../../contracts/mocks/Claim.sol";
import {ClaimKind} from "../../../contracts/types/ClaimKind.sol";
import {AccountsHandler} from "./AccountsHandler.sol";
import {ClaimsHandler} from "./ClaimsHandler.sol";

/// @title ObligationsHandler
/// @notice Obligations are made, raised, lowered, novated, accepted, advanced, held back, claimed and paid.
abstract contract ObligationsHandler is AccountsHandler, ClaimsHandler {
  uint256 private constant _MOST_OBLIGATIONS = 16;

  function obligate(
    uint256 which,
    bool opening,
    uint256 payee,
    uint256 amount,
    uint256 who,
    uint256 spoil
  ) external timed {
    if (accounts.length == 1 || obligations.length == _MOST_OBLIGATIONS) return;
    ActKind kind = opening ? ActKind.OpenObligation : ActKind.Obligate;
    send(draft(kind, _any(which), payee, amount), who, spoil);
  }

  function changeCommitment(
    uint256 kind,
    uint256 which,
    uint256 payee,
    uint256 amount,
    uint256 who,
    uint256 spoil
  ) external timed {
    if (obligations.length == 0) return;
    uint256 chosen = uint256(ActKind.Increase) + (kind % 10);
    send(draft(ActKind(chosen), _which(which), payee, amount), who, spoil);
  }

  function claim(uint256 kind, uint256 which, uint256 amount, uint256 who, uint256 spoil) external timed {
    if (obligations.length == 0) return;
    ClaimKind chosen = ClaimKind(kind % (uint256(type(ClaimKind).max) + 1));
    Claim[] memory claims = new Claim[](1 + (which % 3));
    for (uint256 i = 0; i < claims.length; ++i) {
      // On one obligation more than once, too.
      claims[i] = draftClaim(chosen, _which(which >> (2 * i)), amount >> i);
    }
    sendClaims(chosen, claims, who, spoil);
  }

  /// @notice From acceptance to payment, at one go, so that runs get that far; now and then a part is held back, or too
  /// much claimed.
  function settle(uint256 which, uint256 amount, uint256 who, bool inAdvance) external timed {
    if (obligations.length == 0) return;
    uint64 id = _which(which);
    Act memory act = draft(inAdvance ? ActKind.Advance : ActKind.Accept, id, 0, amount);
    send(act, who, 15);
    if (amount % 3 == 0) send(draft(ActKind.Retain, id, 0, amount >> 8), who, 15);
    Claim[] memory claims = new Claim[](1);
    claims[0] = draftClaim(ClaimKind.Certify, id, amount);
    sendClaims(ClaimKind.Certify, claims, who, amount % 5 == 0 ? 0 : 15);
    claims[0] = draftClaim(ClaimKind.Pay, id, amount);
    sendClaims(ClaimKind.Pay, claims, who, 15);
  }

  function _which(uint256 seed) private view returns (uint64) {
    return obligations[seed % obligations.length].id;
  }
}
