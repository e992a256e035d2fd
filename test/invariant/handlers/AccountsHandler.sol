// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccountId} from "../../../contracts/types/AccountId.sol";
import {Act, ActKind} from "../../../contracts/types/Act.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {OrganisationId} from "../../../contracts/types/OrganisationId.sol";
import {NO_END, Phase} from "../../../contracts/types/Phase.sol";
import {ActsHandler} from "./ActsHandler.sol";

/// @title AccountsHandler
/// @notice Accounts are opened, extended and reassigned, and authority moves among them.
abstract contract AccountsHandler is ActsHandler {
  uint256 private constant _MOST_ROOTS = 5;
  uint256 private constant _MOST_ACCOUNTS = 14;

  uint256 private _roots;

  function openAppropriation(
    uint256 who,
    uint40 opens,
    uint40 open,
    uint40 expired,
    bool noYear
  ) external timed {
    if (_roots == _MOST_ROOTS || accounts.length > _MOST_ACCOUNTS) return;
    GhostAccount memory a;
    a.owner = anyOrganisation(who);
    a.opensAt = clock + uint40(opens % 20 days) - 10 days;
    a.closesAt = noYear ? NO_END : a.opensAt + 1 + uint40(open % 300 days);
    a.cancelsAt = noYear ? NO_END : a.closesAt + uint40(expired % 200 days);
    string memory symbol = vm.toString(accounts.length);
    bool permitted = a.cancelsAt > clock;
    vm.prank(actor(1, Offices.APPROPRIATING, 0, who));
    try ledger.openAppropriation(OrganisationId.wrap(a.owner), a.opensAt, a.closesAt, a.cancelsAt, symbol) {
      require(permitted, "an appropriation opened");
      a.root = uint32(accounts.length);
      a.sequence = 1;
      accounts.push(a);
      ++_roots;
    } catch (bytes memory reason) {
      declared(reason);
      require(!permitted, "an appropriation refused");
    }
  }

  function openAllotment(
    uint256 under,
    uint256 who,
    uint40 opens,
    uint40 length,
    uint256 spoil
  ) external timed {
    if (accounts.length == 1 || accounts.length > _MOST_ACCOUNTS) return;
    GhostAccount memory a;
    a.parent = _any(under);
    GhostAccount memory above = accounts[a.parent];
    GhostAccount memory root = accounts[above.root];
    a.root = above.root;
    a.owner = anyOrganisation(who);
    a.depth = above.depth + 1;
    uint40 span = root.closesAt == NO_END ? 400 days : root.closesAt - root.opensAt;
    a.opensAt = root.opensAt + (opens % span);
    a.closesAt = length % 3 == 0 ? NO_END : a.opensAt + 1 + (length % span);
    if (spoil % 8 == 0) a.opensAt = root.opensAt - 1;
    if (spoil % 8 == 2) (a.opensAt, a.closesAt) = (root.closesAt, NO_END);
    uint40 end = a.closesAt == NO_END ? root.closesAt : a.closesAt;
    bool permitted =
      a.opensAt >= root.opensAt &&
        a.opensAt < end &&
        end <= root.closesAt &&
        phaseOf(a.parent) != Phase.Cancelled;
    address key = actor(spoil % 8 == 1 ? anyOrganisation(who >> 8) : above.owner, Offices.BUDGET, 0, who);
    permitted = permitted && authorised(key, above.owner, Offices.BUDGET, 0);
    vm.prank(key);
    try
      ledger.openAllotment(
        AccountId.wrap(a.parent),
        OrganisationId.wrap(a.owner),
        a.opensAt,
        a.closesAt,
        vm.toString(accounts.length)
      )
    {
      require(permitted, "an allotment opened");
      a.sequence = 1;
      accounts.push(a);
    } catch (bytes memory reason) {
      declared(reason);
      require(!permitted, "an allotment refused");
    }
  }

  function extend(uint256 which, uint256 who, uint40 closes, uint40 cancels, uint256 spoil) external timed {
    if (accounts.length == 1) return;
    uint32 id = _any(which);
    GhostAccount memory a = accounts[id];
    GhostAccount memory root = accounts[a.root];
    uint40 closesAt = a.closesAt;
    if (closesAt != NO_END && (clock < closesAt || spoil % 8 == 0)) closesAt += closes % 100 days;
    if (spoil % 8 == 1) closesAt -= 1;
    uint40 cancelsAt = a.cancelsAt;
    if (a.parent == 0 && cancelsAt != NO_END) cancelsAt += cancels % 200 days;
    if (spoil % 8 == 2) cancelsAt = spoil % 16 == 2 ? 1 : cancelsAt - (cancelsAt == 0 ? 0 : 1);
    bool permitted =
      phaseOf(id) != Phase.Cancelled &&
        (clock < a.closesAt ? closesAt >= a.closesAt : closesAt == a.closesAt);
    if (a.parent == 0) permitted = permitted && cancelsAt >= a.cancelsAt && cancelsAt >= closesAt;
    else permitted = permitted && cancelsAt == 0 && (closesAt <= root.closesAt || closesAt == NO_END);
    vm.prank(actor(superiorOf(id), a.parent == 0 ? Offices.APPROPRIATING : Offices.BUDGET, 0, who));
    try ledger.extend(AccountId.wrap(id), closesAt, cancelsAt) {
      require(permitted, "extended");
      (accounts[id].closesAt, accounts[id].cancelsAt) = (closesAt, cancelsAt);
    } catch (bytes memory reason) {
      declared(reason);
      require(!permitted, "an extension refused");
    }
  }

  function reassign(uint256 which, uint256 who, uint256 to) external timed {
    if (accounts.length == 1) return;
    uint32 id = _any(which);
    uint32 owner = anyOrganisation(to);
    bool permitted = phaseOf(id) != Phase.Cancelled && !halted(accounts[id].owner);
    vm.prank(actor(superiorOf(id), Offices.BUDGET, 0, who));
    try ledger.reassign(AccountId.wrap(id), OrganisationId.wrap(owner)) {
      require(permitted, "reassigned");
      accounts[id].owner = owner;
    } catch (bytes memory reason) {
      declared(reason);
      require(!permitted, "a reassignment refused");
    }
  }

  function enact(uint256 kind, uint256 which, uint256 amount, uint256 who, uint256 spoil) external timed {
    if (accounts.length == 1) return;
    uint32 id = _any(which);
    // Mostly roots.
    if (spoil % 32 < 30) id = accounts[id].root;
    send(draft(ActKind(kind % 5), id, 0, amount), who, spoil);
  }

  function collect(uint256 which, uint256 other, uint256 amount, uint256 who, uint256 spoil) external timed {
    if (accounts.length == 1) return;
    ActKind kind = amount % 4 == 0 ? ActKind.Uncollect : ActKind.Collect;
    send(draft(kind, accounts[_any(which)].root, other, amount), who, spoil);
  }

  function moveAuthority(
    uint256 kind,
    uint256 which,
    uint256 other,
    uint256 amount,
    uint256 who,
    uint256 spoil
  ) external timed {
    if (accounts.length == 1) return;
    uint256 chosen = uint256(ActKind.Transfer) + (kind % 7);
    send(draft(ActKind(chosen), _any(which), other, amount), who, spoil);
  }

  /// @notice Two acts on one account in a call; the second may be too much after the first.
  function batch(
    uint256 which,
    bool reserve,
    uint256 one,
    uint256 two,
    uint256 who,
    uint64 limit
  ) external timed {
    if (accounts.length == 1) return;
    ActKind kind = reserve ? ActKind.Reserve : ActKind.Withhold;
    Act memory first = draft(kind, _any(which), 0, one);
    Act memory second = draft(kind, first.subject, 0, two);
    second.sequence += 1;
    sendTwo(first, second, who, limit % 2e10);
  }

  function _any(uint256 seed) internal view returns (uint32) {
    return uint32(1 + (seed % (accounts.length - 1)));
  }
}
