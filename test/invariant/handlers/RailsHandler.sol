// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ICashCeilings} from "../../../contracts/disbursement/ICashCeilings.sol";
import {ITokenRail} from "../../../contracts/disbursement/ITokenRail.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {OrganisationId} from "../../../contracts/types/OrganisationId.sol";
import {PaymentsWorld} from "./PaymentsWorld.sol";

/// @title RailsHandler
/// @notice Money comes into the vault and is taken out; the token's issuer stops it; ceilings are set; time passes.
abstract contract RailsHandler is PaymentsWorld {
  address private constant _DEPOSITOR = address(0xde9051);

  /// @notice A time in seconds or days, seldom in weeks.
  function passTime(uint256 scale, uint40 time_) external {
    if (scale % 4 == 0) clock += time_ % 60;
    else clock += time_ % (scale % 16 == 1 ? 20 days : 2 days);
  }

  /// @notice To the second at which an account ends, or the one before.
  function passTimeTo(uint256 which, bool expiry, bool before) external {
    GhostAccount memory a = accounts[accounts[_any(which)].root];
    uint40 until = (expiry ? a.closesAt : a.cancelsAt) - (before ? 1 : 0);
    if (until > clock && until < clock + 30 days) clock = until;
  }

  function deposit(uint64 amount) external timed {
    amount = bound64(amount, 1, 1e9);
    token.mint(_DEPOSITOR, amount * SCALE);
    vm.prank(_DEPOSITOR);
    token.approve(address(tokenRail), amount * SCALE);
    bytes4 expected = _backReason();
    vm.prank(_DEPOSITOR);
    try tokenRail.deposit(address(token), amount) {
      _wasDone("deposit", expected);
      vaultCents += amount;
    } catch (bytes memory reason) {
      _wasRefused("deposit", expected, reason);
    }
  }

  /// @notice By the top, or someone who may not.
  function withdraw(uint256 amount, uint256 by) external timed {
    if (vaultCents == 0) return;
    uint64 cents = bound64(amount, 1, vaultCents < 1e8 ? vaultCents : 1e8);
    bool byTop = by % 4 != 0;
    bytes4 expected = byTop ? _backReason() : ITokenRail.TokenRailOnlyTop.selector;
    vm.prank(byTop ? TOP : keys[by % keys.length]);
    try tokenRail.withdraw(address(token), _DEPOSITOR, cents) {
      _wasDone("withdraw", expected);
      vaultCents -= cents;
    } catch (bytes memory reason) {
      _wasRefused("withdraw", expected, reason);
    }
  }

  /// @notice Mostly unblocks who was blocked.
  function setBlocked(uint256 who, uint256 luck) external {
    for (uint256 i = 0; i < receivers.length; ++i) {
      address other = receivers[i];
      if (!blocked[other] || luck % 3 == 0) continue;
      blocked[other] = false;
      token.setBlocked(other, false);
    }
    address receiver = receivers[who % receivers.length];
    blocked[receiver] = true;
    token.setBlocked(receiver, true);
  }

  /// @notice Pauses the token, or blocks the vault, which stops it as well.
  function setStopped(uint256 luck) external {
    isStopped = !isStopped && luck % 2 == 0;
    token.setPaused(isStopped && luck % 4 == 0);
    token.setBlocked(address(tokenRail), isStopped && luck % 4 == 2);
  }

  function setAllowed(uint256 luck) external timed {
    if (isAllowed && luck % 3 == 0) {
      vm.prank(TOP);
      tokenRail.disallow(address(token));
      isAllowed = false;
    } else if (!isAllowed) {
      bytes4 expected = isStopped ? ITokenRail.TokenRailInvalidToken.selector : bytes4(0);
      vm.prank(TOP);
      try tokenRail.allow(address(token), "USD") {
        _wasDone("allow", expected);
        isAllowed = true;
      } catch (bytes memory reason) {
        _wasRefused("allow", expected, reason);
      }
    }
  }

  /// @notice Sets a ceiling, ends it, or, with the same period, moves it.
  function setCeiling(uint256 where, uint64 most, uint40 length, uint256 luck, uint256 who) external timed {
    uint32 organisation = anyOrganisation(where);
    GhostCeiling memory next = GhostCeiling(most % 1e10, 0, clock, clock + 1 + (length % 40 days));
    GhostCeiling memory former = ceilings[organisation];
    if (luck % 4 == 0) (next.ceiling, next.from, next.until) = (0, 0, 0);
    else if (luck % 4 == 1 && former.until != 0) (next.from, next.until) = (former.from, former.until);
    else if (luck % 16 == 2) next.until = next.from;
    if (next.from == former.from) next.spent = former.spent;
    bytes4 expected =
      next.until == next.from && next.from != 0
        ? ICashCeilings.CashCeilingsInvalidPeriod.selector
        : bytes4(0);
    vm.prank(actor(1, Offices.BUDGET, 0, who));
    try cash.setCeiling(OrganisationId.wrap(organisation), next.ceiling, next.from, next.until) {
      _wasDone("ceiling", expected);
      ceilings[organisation] = next;
    } catch (bytes memory reason) {
      _wasRefused("ceiling", expected, reason);
    }
  }
}
