// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Act, ActKind, Acts} from "../../contracts/types/Act.sol";
import {Classification} from "../../contracts/types/Classification.sol";
import {Evidence} from "../../contracts/types/Evidence.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {Test} from "../helpers/Test.sol";

contract ActTest is Test {
  function test_OfficeOfEachKind() external pure {
    uint32[26] memory offices = [
      Offices.APPROPRIATING, // Appropriate
      Offices.APPROPRIATING, // Rescind
      Offices.APPROPRIATING, // Anticipate
      Offices.APPROPRIATING, // Forgo
      Offices.APPROPRIATING, // Realise
      Offices.BUDGET, // Transfer
      Offices.BUDGET, // Withhold
      Offices.BUDGET, // Release
      Offices.BUDGET, // Allot
      Offices.BUDGET, // Withdraw
      Offices.BUDGET, // Reserve
      Offices.BUDGET, // Unreserve
      Offices.COLLECTING, // Collect
      Offices.COLLECTING, // Uncollect
      Offices.CONTRACTING, // Obligate
      Offices.CONTRACTING, // OpenObligation
      Offices.CONTRACTING, // Increase
      Offices.CONTRACTING, // Deobligate
      Offices.CONTRACTING, // Novate
      Offices.RECEIVING, // Accept
      Offices.RECEIVING, // Reverse
      Offices.BUDGET, // Advance
      Offices.RECEIVING, // Liquidate
      Offices.BUDGET, // Recall
      Offices.RECEIVING, // Retain
      Offices.RECEIVING // Unretain
    ];
    vm.assertEq(offices.length, uint256(type(ActKind).max) + 1, "a kind without an office");
    for (uint256 i = 0; i < offices.length; ++i) {
      vm.assertEq(Acts.office(ActKind(i)), offices[i], vm.toString(i));
    }
  }

  /// @dev A change of any one field is another act: 32 bits of a hash, so that 1,000 runs meet no collision.
  function testFuzz_FingerprintCoversEveryField(
    uint8 kind,
    uint64 subject,
    uint32 counterpart,
    uint32 sequence,
    uint64 amount,
    bytes32 classification,
    bytes32 evidence,
    uint256 seed
  ) external view {
    Act memory act = Act({
      kind: ActKind(kind % (uint256(type(ActKind).max) + 1)),
      subject: subject,
      counterpart: counterpart,
      sequence: sequence,
      amount: amount,
      classification: Classification.wrap(classification),
      evidence: Evidence.wrap(evidence)
    });
    uint32 before = this.fingerprint(act);
    vm.assertEq(before, uint32(uint256(keccak256(abi.encode(act)))), "fingerprint");
    uint256 field = seed % 7;
    if (field == 0) act.kind = act.kind == ActKind.Retain ? ActKind.Unretain : ActKind.Retain;
    else if (field == 1) act.subject ^= 1;
    else if (field == 2) act.counterpart ^= 1;
    else if (field == 3) act.sequence ^= 1;
    else if (field == 4) act.amount ^= 1;
    else if (field == 5) act.classification = Classification.wrap(~Classification.unwrap(act.classification));
    else act.evidence = Evidence.wrap(~Evidence.unwrap(act.evidence));
    vm.assertTrue(this.fingerprint(act) != before, "the same fingerprint");
  }

  function fingerprint(Act calldata act) external pure returns (uint32) {
    return act.fingerprint();
  }
}
