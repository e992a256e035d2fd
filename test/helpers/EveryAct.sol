// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccountId} from "../../contracts/types/AccountId.sol";
import {Act, ActKind} from "../../contracts/types/Act.sol";
import {ClaimKind} from "../../contracts/types/ClaimKind.sol";
import {ObligationId, obligationOf} from "../../contracts/types/ObligationId.sol";
import {OrganisationId, TREASURY} from "../../contracts/types/OrganisationId.sol";
import {Government} from "./Government.sol";

/// @title EveryAct
/// @notice A ledger in which an act of each kind is possible, for tables with a row for each.
/// @dev Row `i` is the act of `ActKind(i)`, and the last row a transfer between siblings. The appropriation opens at
/// `OPENS`, a day after the time at which `setUp` ends.
abstract contract EveryAct is Government {
  uint256 internal constant ROWS = 27;
  uint256 internal constant BETWEEN_SIBLINGS = 26;
  uint40 internal constant OPENS = START + 1 days;

  AccountId internal root;
  AccountId internal sibling;
  AccountId internal child;
  AccountId internal childSibling;
  ObligationId internal obligation;
  ObligationId internal fresh;

  function setUp() public virtual override {
    super.setUp();
    root = openRoot(AGENCY, OPENS, CLOSES, CANCELS, "ROOT");
    sibling = openRoot(OTHER, OPENS, CLOSES, CANCELS, "SIBLING");
    child = openChild(root, BUREAU, OPENS, CLOSES, "CHILD");
    childSibling = openChild(root, BUREAU, OPENS, CLOSES, "CHILD-SIBLING");
    perform(TREASURY, onAccount(ActKind.Appropriate, root, 10_000));
    perform(TREASURY, onAccount(ActKind.Appropriate, sibling, 10_000));
    perform(TREASURY, onAccount(ActKind.Anticipate, root, 500));
    perform(TREASURY, onAccount(ActKind.Collect, root, 500));
    perform(TREASURY, onAccount(ActKind.Withhold, root, 500));
    perform(AGENCY, onAccount(ActKind.Allot, child, 5000));
    perform(AGENCY, onAccount(ActKind.Allot, childSibling, 500));
    vm.warp(OPENS);
    perform(BUREAU, onAccount(ActKind.Reserve, child, 500));
    obligation = obligate(child, 2000);
    fresh = obligate(child, 100);
    perform(BUREAU, on(ActKind.Accept, obligation, 600));
    perform(BUREAU, on(ActKind.Advance, obligation, 400));
    perform(BUREAU, on(ActKind.Retain, obligation, 150));
    post(BUREAU, ClaimKind.Certify, obligation, 700);
    post(BUREAU, ClaimKind.Pay, obligation, 300);
    vm.warp(START);
  }

  /// @dev Row `row` as it stands now: whom it is for, and the act.
  function actOf(uint256 row) internal view returns (OrganisationId organisation, Act memory act) {
    if (row == BETWEEN_SIBLINGS) {
      return (AGENCY, onAccount(ActKind.Transfer, child, AccountId.unwrap(childSibling), 100));
    }
    ActKind kind = ActKind(row);
    if (kind == ActKind.Transfer) return (TREASURY, onAccount(kind, root, AccountId.unwrap(sibling), 100));
    if (kind <= ActKind.Release) return (TREASURY, onAccount(kind, root, 100));
    if (kind == ActKind.Collect || kind == ActKind.Uncollect) return (AGENCY, onAccount(kind, root, 100));
    if (kind <= ActKind.Withdraw) return (AGENCY, onAccount(kind, child, 100));
    if (kind <= ActKind.Unreserve) return (BUREAU, onAccount(kind, child, 100));
    if (kind <= ActKind.OpenObligation) return (BUREAU, onAccount(kind, child, PAYEE, 100));
    if (kind == ActKind.Novate) return (BUREAU, on(kind, fresh, OTHER_PAYEE, 100));
    return (BUREAU, on(kind, obligation, 100));
  }

  /// @dev The account whose rules the act meets.
  function accountOf(Act memory act) internal pure returns (AccountId) {
    bool onObligation = act.kind > ActKind.OpenObligation;
    return onObligation ? ObligationId.wrap(act.subject).account() : AccountId.wrap(uint32(act.subject));
  }

  /// @dev Every account and obligation there is, as one word.
  function state() internal view returns (bytes32) {
    return
      keccak256(
        abi.encode(
          stateOf(root),
          stateOf(sibling),
          stateOf(child),
          stateOf(childSibling),
          stateOf(obligation),
          stateOf(fresh),
          stateOf(obligationOf(child, ledger.account(child).totals.sequence - 1))
        )
      );
  }
}
