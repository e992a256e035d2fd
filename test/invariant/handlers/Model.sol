// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Act, ActKind, Acts} from "../../../contracts/types/Act.sol";
import {Claim} from "../../../contracts/mocks/Claim.sol";
import {ClaimKind} from "../../../contracts/types/ClaimKind.sol";
import {AccountId} from "../../../contracts/types/AccountId.sol";
import {ObligationId} from "../../../contracts/types/ObligationId.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {Phase} from "../../../contracts/types/Phase.sol";
import {World} from "./World.sol";

/// @title Model
/// @notice The ledger as it ought to be: what each act and claim needs and what it does, written apart from the
/// contracts.
abstract contract Model is World {
  uint32 private constant _MANY = type(uint32).max;

  /// @dev What was seen after the call before.
  mapping(uint256 account => Phase) private _phaseSeen;
  mapping(uint256 account => bytes32) private _cancelledState;

  struct GhostAccount {
    uint32 parent;
    uint32 root;
    uint32 owner;
    uint40 opensAt;
    uint40 closesAt;
    uint40 cancelsAt;
    uint8 depth;
    uint32 sequence;
    uint64 authority;
    uint64 withheld;
    uint64 reserved;
    uint64 obligated;
    uint64 anticipated;
    uint64 collected;
  }

  struct GhostObligation {
    uint64 id;
    uint32 account;
    uint32 payee;
    uint32 sequence;
    uint64 obligated;
    uint64 accepted;
    uint64 advanced;
    uint64 certified;
    uint64 paid;
    uint64 retained;
  }

  uint32 internal constant TREASURY_INDEX = 1;

  /// @dev Indexed by the account's id; 0 is none.
  GhostAccount[] internal accounts;
  GhostObligation[] internal obligations;
  /// @dev One more than the place in `obligations`; 0 for none.
  mapping(uint64 obligation => uint256) internal placeOf;
  mapping(uint64 obligation => mapping(uint24 officer => bool)) internal obligators;
  mapping(uint64 obligation => mapping(uint24 officer => bool)) internal acceptors;
  mapping(uint64 obligation => mapping(uint24 officer => bool)) internal certifiers;
  /// @notice What the law gave less what it took: what all roots together must hold.
  uint256 public enacted;
  /// @notice Everything entered until the seal.
  uint256 public openingAuthority;
  uint256 public openingObligated;
  bool public isSealed;

  constructor() {
    accounts.push();
  }

  function accountCount() external view returns (uint256) {
    return accounts.length - 1;
  }

  function obligationCount() external view returns (uint256) {
    return obligations.length;
  }

  function ghostAccount(uint256 id) external view returns (GhostAccount memory) {
    return accounts[id];
  }

  function ghostObligation(uint256 place) external view returns (GhostObligation memory) {
    return obligations[place];
  }

  function isObligator(uint64 obligation, uint24 officer) external view returns (bool) {
    return obligators[obligation][officer];
  }

  function isAcceptor(uint64 obligation, uint24 officer) external view returns (bool) {
    return acceptors[obligation][officer];
  }

  function isCertifier(uint64 obligation, uint24 officer) external view returns (bool) {
    return certifiers[obligation][officer];
  }

  function phaseOf(uint256 id) public view returns (Phase) {
    GhostAccount storage root = accounts[accounts[id].root];
    if (clock < root.opensAt && clock < root.closesAt && clock < root.cancelsAt) return Phase.Planned;
    if (clock < root.closesAt && clock < root.cancelsAt) return Phase.Open;
    return clock < root.cancelsAt ? Phase.Expired : Phase.Cancelled;
  }

  function allottedOf(uint256 id) public view returns (uint64 sum) {
    for (uint256 i = 1; i < accounts.length; ++i) {
      if (accounts[i].parent == id) sum += accounts[i].authority;
    }
  }

  function availableOf(uint256 id) public view returns (uint64) {
    GhostAccount storage a = accounts[id];
    return a.authority - allottedOf(id) - a.withheld - a.reserved - a.obligated;
  }

  function superiorOf(uint256 id) internal view returns (uint32) {
    uint32 parent = accounts[id].parent;
    return parent == 0 ? TREASURY_INDEX : accounts[parent].owner;
  }

  /// @dev The account that an act concerns, or 0.
  function accountOf(Act memory act) internal view returns (uint32) {
    if (act.kind <= ActKind.OpenObligation) return act.subject < accounts.length ? uint32(act.subject) : 0;
    uint256 place = placeOf[act.subject];
    return place == 0 ? 0 : obligations[place - 1].account;
  }

  /// @dev Whether `organisation` may do this to this account.
  function concerns(uint32 organisation, Act memory act) internal view returns (bool) {
    uint32 id = accountOf(act);
    ActKind kind = act.kind;
    bool bySuperior = organisation == superiorOf(id);
    bool byOwner = organisation == accounts[id].owner;
    if (kind <= ActKind.Release || kind == ActKind.Allot) return bySuperior;
    if (kind == ActKind.Withdraw) return bySuperior || byOwner;
    if (_isReceipt(kind)) return byOwner || organisation == TREASURY_INDEX;
    return byOwner;
  }

  /// @dev Whether the time permits this.
  function inTime(Act memory act) internal view returns (bool) {
    uint32 id = accountOf(act);
    Phase phase = phaseOf(id);
    if (phase == Phase.Cancelled) return false;
    if (act.kind == ActKind.OpenObligation) return !isSealed && phase != Phase.Planned;
    if (act.kind == ActKind.Obligate || act.kind == ActKind.Reserve) {
      return phase == Phase.Open && clock >= accounts[id].opensAt && clock < accounts[id].closesAt;
    }
    if (phase != Phase.Expired) return true;
    if (act.kind == ActKind.Appropriate) return !isSealed;
    if (act.kind == ActKind.Anticipate || act.kind == ActKind.Realise) return false;
    return !(act.kind == ActKind.Transfer && accounts[id].parent == 0);
  }

  /// @dev Whether act, subject and counterpart go together.
  function fits(Act memory act) internal view returns (bool) {
    uint32 id = accountOf(act);
    if (id == 0) return false;
    bool isRoot = accounts[id].parent == 0;
    ActKind kind = act.kind;
    bool usesCounterpart = kind == ActKind.Transfer || _isReceipt(kind) || kind == ActKind.Novate;
    usesCounterpart = usesCounterpart || kind == ActKind.Obligate || kind == ActKind.OpenObligation;
    if (!usesCounterpart && act.counterpart != 0) return false;
    if (kind <= ActKind.Realise) return isRoot;
    if (_isReceipt(kind)) return isRoot && act.counterpart >= 1 && act.counterpart <= 3;
    if (kind == ActKind.Allot || kind == ActKind.Withdraw) return !isRoot;
    if (kind == ActKind.Transfer) {
      uint32 to = act.counterpart;
      if (to == 0 || to >= accounts.length || to == id || accounts[to].parent != accounts[id].parent)
        return false;
      return !isRoot || phaseOf(to) <= Phase.Open;
    }
    if (kind == ActKind.Obligate || kind == ActKind.OpenObligation) return act.counterpart != 0;
    if (kind == ActKind.Novate) {
      GhostObligation storage it = obligations[placeOf[act.subject] - 1];
      return
        act.counterpart != 0 &&
        act.counterpart != it.payee &&
        act.counterpart != _MANY &&
        it.payee != _MANY &&
        act.amount == it.obligated &&
        it.certified + it.advanced == 0;
    }
    return true;
  }

  /// @dev Whether the officer may do this beside what they did on the same obligation before.
  function dutiesAreSeparate(uint24 officer, Act memory act) internal view returns (bool) {
    ActKind kind = act.kind;
    if (kind == ActKind.Increase || kind == ActKind.Novate) {
      return !acceptors[act.subject][officer] && !certifiers[act.subject][officer];
    }
    return !(_joinsAcceptors(kind) && obligators[act.subject][officer]);
  }

  /// @dev The number that the act's author must have seen.
  function sequenceOf(Act memory act) internal view returns (uint32) {
    if (act.kind <= ActKind.OpenObligation) return accounts[accountOf(act)].sequence;
    return obligations[placeOf[act.subject] - 1].sequence;
  }

  /// @dev The most that an act of this kind may move now.
  function mostOf(Act memory act) internal view returns (uint64) {
    uint32 id = accountOf(act);
    GhostAccount storage a = accounts[id];
    ActKind kind = act.kind;
    // As far as 64 bits go, which nothing else here comes near.
    if (kind == ActKind.Appropriate) return type(uint64).max - a.authority;
    if (kind == ActKind.Anticipate) return type(uint64).max - a.anticipated;
    if (kind == ActKind.Collect) return type(uint64).max - a.collected;
    if (kind == ActKind.Uncollect) return a.collected;
    if (kind == ActKind.Forgo) return a.anticipated;
    if (kind == ActKind.Realise) return a.anticipated < a.collected ? a.anticipated : a.collected;
    if (kind == ActKind.Release) return a.withheld;
    if (kind == ActKind.Unreserve) return a.reserved;
    if (kind == ActKind.Allot) return a.parent == 0 ? 0 : availableOf(a.parent);
    if (kind <= ActKind.OpenObligation || kind == ActKind.Increase) return availableOf(id);
    GhostObligation storage it = obligations[placeOf[act.subject] - 1];
    uint64 owed = it.accepted + it.advanced;
    if (kind == ActKind.Novate) return it.obligated;
    if (kind == ActKind.Liquidate) return it.advanced;
    if (kind == ActKind.Deobligate || kind <= ActKind.Accept || kind == ActKind.Advance)
      return it.obligated - owed;
    uint64 unclaimed = _unclaimed(it);
    if (kind == ActKind.Reverse) return unclaimed < it.accepted ? unclaimed : it.accepted;
    if (kind == ActKind.Recall) return unclaimed < it.advanced ? unclaimed : it.advanced;
    return kind == ActKind.Retain ? unclaimed : it.retained;
  }

  /// @dev The most that a claim of this kind may move now.
  function mostClaimed(ClaimKind kind, uint64 id) internal view returns (uint64) {
    GhostObligation storage it = obligations[placeOf[id] - 1];
    if (kind == ClaimKind.Certify) return _unclaimed(it);
    if (kind == ClaimKind.Interest) return availableOf(it.account);
    return kind == ClaimKind.Return ? it.paid : it.certified;
  }

  /// @dev The offices that the act's officer needs, all in the organisation that they act for.
  function officesFor(Act memory act) internal view returns (uint32) {
    bool betweenRoots = act.kind == ActKind.Transfer && accounts[act.subject].parent == 0;
    return Acts.office(act.kind) | (betweenRoots ? Offices.APPROPRIATING : 0);
  }

  /// @dev Whether the ledger ought to accept this act of an officer whom the registry authorises.
  function permits(uint32 organisation, uint24 officer, Act memory act) internal view returns (bool) {
    return
      act.amount != 0 &&
      fits(act) &&
      concerns(organisation, act) &&
      inTime(act) &&
      dutiesAreSeparate(officer, act) &&
      act.sequence == sequenceOf(act) &&
      act.amount <= mostOf(act);
  }

  /// @dev Books an act that was done.
  function book(uint24 officer, Act memory act) internal {
    if (act.kind < ActKind.Obligate) _bookAccount(act);
    else if (act.kind <= ActKind.OpenObligation) _bookNew(officer, act);
    else _bookCommitment(officer, act);
    if (!isSealed && act.kind == ActKind.Appropriate) openingAuthority += act.amount;
    if (!isSealed && act.kind == ActKind.OpenObligation) openingObligated += act.amount;
  }

  /// @dev Books one claim of a posting; false if it is left out. Reverts where the whole posting ought to be refused.
  function bookClaim(
    ClaimKind kind,
    uint32 organisation,
    uint24 officer,
    Claim memory claim_
  ) internal returns (bool) {
    uint64 id = ObligationId.unwrap(claim_.obligation);
    uint64 amount = claim_.amount;
    GhostObligation storage it = obligations[placeOf[id] - 1];
    GhostAccount storage a = accounts[it.account];
    // What comes back, or is given up, frees nothing that could be used.
    bool isFreeing = kind == ClaimKind.Return || kind == ClaimKind.Decertify;
    bool reachable = a.owner == organisation && (isFreeing || phaseOf(it.account) != Phase.Cancelled);
    // Left out unread, whatever it amounts to.
    if (kind == ClaimKind.Pay && !reachable) return false;
    require(amount != 0, "nothing claimed");
    require(reachable, "another's, or cancelled");
    bool fitting = amount <= mostClaimed(kind, id);
    if (kind == ClaimKind.Interest && !fitting) return false;
    require(fitting, "too much");
    if (kind == ClaimKind.Certify) {
      require(!obligators[id][officer], "duties not separate");
      certifiers[id][officer] = true;
      it.certified += amount;
    } else if (kind == ClaimKind.Interest) {
      it.obligated += amount;
      it.accepted += amount;
      it.certified += amount;
      a.obligated += amount;
      a.sequence += 1;
    } else if (kind == ClaimKind.Return) {
      it.paid -= amount;
    } else {
      it.certified -= amount;
      if (kind == ClaimKind.Pay) it.paid += amount;
    }
    return true;
  }

  function _bookAccount(Act memory act) private {
    GhostAccount storage a = accounts[act.subject];
    ActKind kind = act.kind;
    uint64 amount = act.amount;
    a.sequence += 1;
    if (kind == ActKind.Appropriate || kind == ActKind.Realise) {
      a.authority += amount;
      enacted += amount;
    } else if (kind == ActKind.Rescind) {
      a.authority -= amount;
      enacted -= amount;
    }
    if (kind == ActKind.Anticipate) a.anticipated += amount;
    if (kind == ActKind.Forgo || kind == ActKind.Realise) a.anticipated -= amount;
    if (kind == ActKind.Collect) a.collected += amount;
    if (kind == ActKind.Realise || kind == ActKind.Uncollect) a.collected -= amount;
    if (kind == ActKind.Withhold) a.withheld += amount;
    if (kind == ActKind.Release) a.withheld -= amount;
    if (kind == ActKind.Reserve) a.reserved += amount;
    if (kind == ActKind.Unreserve) a.reserved -= amount;
    if (kind == ActKind.Transfer) {
      a.authority -= amount;
      accounts[act.counterpart].authority += amount;
      accounts[act.counterpart].sequence += 1;
    }
    if (kind == ActKind.Allot || kind == ActKind.Withdraw) {
      if (kind == ActKind.Allot) a.authority += amount;
      else a.authority -= amount;
      accounts[a.parent].sequence += 1;
    }
  }

  function _bookNew(uint24 officer, Act memory act) private {
    uint64 id = (act.subject << 32) | act.sequence;
    require(placeOf[id] == 0, "an obligation's id used again");
    accounts[act.subject].sequence += 1;
    accounts[act.subject].obligated += act.amount;
    obligations.push();
    placeOf[id] = obligations.length;
    GhostObligation storage it = obligations[obligations.length - 1];
    (it.id, it.account, it.payee) = (id, uint32(act.subject), act.counterpart);
    (it.sequence, it.obligated) = (1, act.amount);
    obligators[id][officer] = true;
  }

  function _bookCommitment(uint24 officer, Act memory act) private {
    GhostObligation storage it = obligations[placeOf[act.subject] - 1];
    GhostAccount storage a = accounts[it.account];
    ActKind kind = act.kind;
    it.sequence += 1;
    if (kind == ActKind.Increase) {
      it.obligated += act.amount;
      a.obligated += act.amount;
    } else if (kind == ActKind.Deobligate) {
      it.obligated -= act.amount;
      a.obligated -= act.amount;
    }
    if (kind == ActKind.Increase || kind == ActKind.Deobligate) a.sequence += 1;
    if (kind == ActKind.Increase || kind == ActKind.Novate) obligators[act.subject][officer] = true;
    if (kind == ActKind.Novate) it.payee = act.counterpart;
    if (kind == ActKind.Accept || kind == ActKind.Liquidate) it.accepted += act.amount;
    if (kind == ActKind.Reverse) it.accepted -= act.amount;
    if (kind == ActKind.Advance) it.advanced += act.amount;
    if (kind == ActKind.Liquidate || kind == ActKind.Recall) it.advanced -= act.amount;
    if (kind == ActKind.Retain) it.retained += act.amount;
    if (kind == ActKind.Unretain) it.retained -= act.amount;
    if (_joinsAcceptors(kind)) acceptors[act.subject][officer] = true;
  }

  /// @dev What is owed and neither claimed nor held back.
  function _unclaimed(GhostObligation storage it) private view returns (uint64) {
    return it.accepted + it.advanced - it.certified - it.paid - it.retained;
  }

  function _isReceipt(ActKind kind) private pure returns (bool) {
    return kind == ActKind.Collect || kind == ActKind.Uncollect;
  }

  /// @dev Whoever does this has to do with what is owed, and may not have made the obligation.
  function _joinsAcceptors(ActKind kind) private pure returns (bool) {
    if (kind == ActKind.Accept || kind == ActKind.Advance || kind == ActKind.Liquidate) return true;
    return kind == ActKind.Retain || kind == ActKind.Unretain;
  }

  /// @dev No account goes back to an earlier phase, or changes once it is cancelled.
  function _watch() internal virtual override {
    for (uint32 id = 1; id < accounts.length; ++id) {
      Phase phase = ledger.phase(AccountId.wrap(id));
      require(phase >= _phaseSeen[id], "7: backward");
      _phaseSeen[id] = phase;
      if (phase != Phase.Cancelled) continue;
      bytes32 state = keccak256(abi.encode(ledger.account(AccountId.wrap(id))));
      if (_cancelledState[id] == 0) _cancelledState[id] = state;
      require(_cancelledState[id] == state, "6: moved after it was cancelled");
    }
  }
}
