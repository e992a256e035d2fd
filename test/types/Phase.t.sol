// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {NO_END, Phase, phaseAt} from "../../contracts/types/Phase.sol";
import {Test} from "../helpers/Test.sol";

contract PhaseTest is Test {
  function test_BoundariesAreHalfOpen() external pure {
    _is(99, Phase.Planned, "before it opens");
    _is(100, Phase.Open, "the second it opens");
    _is(199, Phase.Open, "the last open second");
    _is(200, Phase.Expired, "the second it closes");
    _is(299, Phase.Expired, "the last expired second");
    _is(300, Phase.Cancelled, "the second it is cancelled");
    _is(type(uint256).max, Phase.Cancelled, "for ever");
  }

  function testFuzz_OnlyMovesForward(uint40 earlier, uint40 later, uint40 opens, uint40 closes, uint40 cancels) external pure {
    (earlier, later) = earlier < later ? (earlier, later) : (later, earlier);
    vm.assertTrue(phaseAt(earlier, opens, closes, cancels) <= phaseAt(later, opens, closes, cancels), "backward");
  }

  function testFuzz_ExtendingNeverAges(uint40 moment, uint40 opens, uint40 closes, uint40 cancels, uint40 by) external pure {
    uint40 later = uint40(bound(by, closes, NO_END));
    vm.assertTrue(phaseAt(moment, opens, later, cancels) <= phaseAt(moment, opens, closes, cancels), "older by extension");
    // An end that is not reached leaves the phase as it is, wherever it moves to.
    if (moment < closes) {
      vm.assertTrue(phaseAt(moment, opens, later, cancels) == phaseAt(moment, opens, closes, cancels), "changed");
    }
  }

  function testFuzz_FollowsItsDates(uint40 moment, uint40 opens, uint40 closes, uint40 cancels) external pure {
    opens = uint40(bound(opens, 0, NO_END - 1));
    closes = uint40(bound(closes, uint256(opens) + 1, NO_END));
    cancels = uint40(bound(cancels, closes, NO_END));
    Phase phase = phaseAt(moment, opens, closes, cancels);
    vm.assertEq(moment < opens, phase == Phase.Planned, "planned");
    vm.assertEq(moment >= opens && moment < closes, phase == Phase.Open, "open");
    vm.assertEq(moment >= closes && moment < cancels, phase == Phase.Expired, "expired");
    vm.assertEq(moment >= cancels, phase == Phase.Cancelled, "cancelled");
  }

  function testFuzz_NoEndNeverCloses(uint40 moment, uint40 opens) external pure {
    moment = uint40(bound(moment, 0, NO_END - 1));
    vm.assertTrue(phaseAt(moment, opens, NO_END, NO_END) <= Phase.Open, "closed");
  }

  function _is(uint256 moment, Phase phase, string memory message) private pure {
    vm.assertTrue(phaseAt(moment, 100, 200, 300) == phase, message);
  }
}
