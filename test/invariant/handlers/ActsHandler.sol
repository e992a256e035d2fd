// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IAccounts} from "../../../contracts/budget/IAccounts.sol";
import {Act, ActKind, Acts} from "../../../contracts/types/Act.sol";
import {Classification} from "../../../contracts/types/Classification.sol";
import {Evidence} from "../../../contracts/types/Evidence.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {OrganisationId} from "../../../contracts/types/OrganisationId.sol";
import {MANY_PAYEES, PayeeId} from "../../../contracts/types/PayeeId.sol";
import {Model} from "./Model.sol";

/// @title ActsHandler
/// @notice Drafts an act, spoils some, sends it, and asks that the ledger does what the model says.
abstract contract ActsHandler is Model {
  uint256 private constant _SPOILS = 32;

  /// @dev An act of this kind with a counterpart that may go with it, as much of it as `amount` says.
  function draft(
    ActKind kind,
    uint64 subject,
    uint256 other,
    uint256 amount
  ) internal view returns (Act memory act) {
    bool obligates = kind == ActKind.Obligate || kind == ActKind.OpenObligation;
    act.kind = kind;
    act.subject = subject;
    act.evidence = Evidence.wrap(bytes32(amount));
    if (obligates) act.classification = Classification.wrap(bytes32(bytes1(0x01)));
    if (obligates || kind == ActKind.Novate) act.counterpart = _payee(other);
    else if (kind == ActKind.Collect || kind == ActKind.Uncollect) act.counterpart = uint32(other % 5);
    else if (kind == ActKind.Transfer) act.counterpart = _sibling(uint32(subject), other);
    act.sequence = sequenceOf(act);
    uint64 most = mostOf(act);
    if (most == 0 || kind == ActKind.Novate)
      act.amount = most;
      // Now and then all there is.
    else act.amount = amount % 8 == 0 && most < 1e15 ? most : bound64(amount, 1, most < 1e10 ? most : 1e10);
  }

  /// @dev One of three payees, or many.
  function _payee(uint256 seed) private pure returns (uint32) {
    return seed % 4 == 3 ? PayeeId.unwrap(MANY_PAYEES) : uint32(1 + (seed % 4));
  }

  /// @dev Sends an act, spoilt or not, and compares the outcome with the model's.
  function send(Act memory act, uint256 who, uint256 spoil) internal {
    uint32 organisation = _organisationFor(act, who);
    uint32 offices = officesFor(act);
    spoil %= _SPOILS;
    uint64 most = mostOf(act);
    if (spoil == 0 && most != type(uint64).max) act.amount = most + 1;
    else if (spoil == 1) organisation = anyOrganisation(who >> 8);
    else if (spoil == 2) act.sequence += 1;
    else if (spoil == 3 && act.sequence > 0) act.sequence -= 1;
    else if (spoil == 4) act.counterpart = uint32(who % 12);
    address key = actor(organisation, offices, act.amount, who);
    if (spoil == 5) key = keys[who % keys.length];
    else if (spoil <= 8) key = _involved(act, organisation, offices, key);
    else if (spoil == 10) key = actor(organisation, Acts.office(act.kind), act.amount, who);
    _submit(key, organisation, act, spoil == 9);
  }

  /// @dev Two acts of one officer in one call: both or neither, within the officer's limit for both.
  function sendTwo(Act memory one, Act memory two, uint256 who, uint64 limit) internal {
    uint32 organisation = _organisationFor(one, who);
    uint32 office = Acts.office(one.kind);
    address key = actor(organisation, office, 0, who);
    uint24 officer = ghostKeys[key].officer;
    if (who % 4 == 0) appointTo(officer, organisation, office, clock, clock + 30 days, limit);
    Act[] memory acts = new Act[](2);
    (acts[0], acts[1]) = (one, two);
    uint256 total = uint256(one.amount) + two.amount;
    bool first = one.amount != 0 && two.amount != 0 && authorised(key, organisation, office, total);
    first = first && permits(organisation, officer, one);
    bytes32 before = _shadow();
    if (first) book(officer, one);
    bool both = first && permits(organisation, officer, two);
    if (both) book(officer, two);
    vm.prank(key);
    try ledger.execute(OrganisationId.wrap(organisation), acts) {
      require(both, "a batch done");
      done[one.kind] += 2;
    } catch (bytes memory reason) {
      declared(reason);
      require(!both, "a batch refused");
      ++refusals[one.kind];
      // The model has gone ahead with the first: take the whole call back.
      if (first) _unbook(one);
      require(_shadow() == before, "the model is not as it was");
    }
  }

  function _submit(address key, uint32 organisation, Act memory act, bool again) private {
    Act[] memory acts = new Act[](1);
    acts[0] = act;
    uint24 officer = ghostKeys[key].officer;
    bool permitted =
      authorised(key, organisation, officesFor(act), act.amount) && permits(organisation, officer, act);
    vm.prank(key);
    try ledger.execute(OrganisationId.wrap(organisation), acts) {
      require(permitted, string.concat("done: kind ", vm.toString(uint256(act.kind))));
      book(officer, act);
      ++done[act.kind];
      if (again) _retry(key, organisation, acts);
    } catch (bytes memory reason) {
      declared(reason);
      require(!permitted, string.concat("refused: kind ", vm.toString(uint256(act.kind))));
      ++refusals[act.kind];
    }
  }

  function _retry(address key, uint32 organisation, Act[] memory acts) private {
    vm.prank(key);
    try ledger.execute(OrganisationId.wrap(organisation), acts) {
      require(false, "done twice");
    } catch (bytes memory reason) {
      require(declared(reason) == IAccounts.BudgetLedgerAlreadyDone.selector, "a retry not told as one");
      ++refusals[acts[0].kind];
    }
  }

  /// @dev Someone who had to do with the obligation before, moved to the office that this act needs.
  function _involved(
    Act memory act,
    uint32 organisation,
    uint32 office,
    address otherwise
  ) private returns (address) {
    if (placeOf[act.subject] == 0 || act.kind <= ActKind.OpenObligation) return otherwise;
    for (uint24 officer = 4; officer <= officerCount; ++officer) {
      if (isContract[officer] || liveKeys[officer].length == 0) continue;
      if (dutiesAreSeparate(officer, act)) continue;
      if (ghostAppointments[officer][1].offices & Offices.INDEPENDENT != 0) continue;
      if (Offices.conflictAnywhere(heldOffices[officer] | office) != 0) continue;
      appointTo(officer, organisation, office, clock, clock + 10 days, type(uint64).max);
      return liveKeys[officer][0];
    }
    return otherwise;
  }

  /// @dev An organisation that may do this, if there is one.
  function _organisationFor(Act memory act, uint256 seed) private view returns (uint32) {
    uint32 id = accountOf(act);
    for (uint256 i = 0; i < ORGANISATIONS; ++i) {
      uint32 organisation = anyOrganisation((seed % ORGANISATIONS) + i);
      if (concerns(organisation, act)) return organisation;
    }
    return accounts[id].owner;
  }

  /// @dev Mostly a sibling.
  function _sibling(uint32 id, uint256 seed) private view returns (uint32) {
    uint256 count = accounts.length - 1;
    for (uint256 i = 0; i < count; ++i) {
      uint32 other = uint32(1 + (((seed % count) + i) % count));
      if (other != id && accounts[other].parent == accounts[id].parent) return other;
    }
    return uint32(seed % (count + 2));
  }

  /// @dev Takes back the booking of `Reserve` or `Withhold`, the acts that batches begin with.
  function _unbook(Act memory act) private {
    accounts[act.subject].sequence -= 1;
    if (act.kind == ActKind.Reserve) accounts[act.subject].reserved -= act.amount;
    else accounts[act.subject].withheld -= act.amount;
  }

  function _shadow() private view returns (bytes32 hash) {
    for (uint256 i = 1; i < accounts.length; ++i) {
      GhostAccount memory a = accounts[i];
      hash = keccak256(abi.encode(hash, a));
    }
  }
}
