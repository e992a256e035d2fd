// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccountId} from "../../contracts/types/AccountId.sol";
import {Classification} from "../../contracts/types/Classification.sol";
import {ObligationId, obligationOf} from "../../contracts/types/ObligationId.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {ALL_ORGANISATIONS, OrganisationId, TREASURY} from "../../contracts/types/OrganisationId.sol";
import {MANY_PAYEES, PayeeId} from "../../contracts/types/PayeeId.sol";
import {Test} from "../helpers/Test.sol";

/// @notice The value types that name things.
contract IdsTest is Test {
  function testFuzz_ObligationIdsRoundTrip(uint32 account, uint32 sequence) external pure {
    ObligationId id = obligationOf(AccountId.wrap(account), sequence);
    vm.assertEq(AccountId.unwrap(id.account()), account, "account");
    vm.assertEq(uint32(ObligationId.unwrap(id)), sequence, "sequence");
  }

  function testFuzz_ObligationIdsAreUnique(uint32 account, uint32 sequence, uint32 account2, uint32 sequence2) external pure {
    bool same = account == account2 && sequence == sequence2;
    uint64 one = ObligationId.unwrap(obligationOf(AccountId.wrap(account), sequence));
    uint64 two = ObligationId.unwrap(obligationOf(AccountId.wrap(account2), sequence2));
    vm.assertEq(same, one == two, "collision");
  }

  function testFuzz_ComparisonsAreOfTheIndex(uint32 one, uint32 two) external pure {
    _compare(one, two);
    _compare(one, one);
    _compare(0, one);
  }

  function test_NamedOrganisations() external pure {
    vm.assertEq(OrganisationId.unwrap(TREASURY), 1, "treasury");
    vm.assertTrue(ALL_ORGANISATIONS.isNone(), "all");
  }

  function test_ManyPayeesAreNoPayee() external pure {
    vm.assertEq(PayeeId.unwrap(MANY_PAYEES), type(uint32).max, "many");
  }

  function testFuzz_ClassificationVersionIsTheHighestByte(bytes32 packed) external pure {
    vm.assertEq(Classification.wrap(packed).version(), uint256(packed) >> 248, "version");
  }

  function _compare(uint32 one, uint32 two) private pure {
    bool same = one == two;
    vm.assertEq(AccountId.wrap(one) == AccountId.wrap(two), same, "account ==");
    vm.assertEq(AccountId.wrap(one) != AccountId.wrap(two), !same, "account !=");
    vm.assertEq(OrganisationId.wrap(one) == OrganisationId.wrap(two), same, "organisation ==");
    vm.assertEq(OrganisationId.wrap(one) != OrganisationId.wrap(two), !same, "organisation !=");
    vm.assertEq(PayeeId.wrap(one) == PayeeId.wrap(two), same, "payee ==");
    vm.assertEq(PayeeId.wrap(one) != PayeeId.wrap(two), !same, "payee !=");
    vm.assertEq(AccountId.wrap(one).isNone(), one == 0, "no account");
    vm.assertEq(OrganisationId.wrap(one).isNone(), one == 0, "no organisation");
    vm.assertEq(PayeeId.wrap(one).isNone(), one == 0, "no payee");

    (uint24 first, uint24 second) = (uint24(one), uint24(two));
    vm.assertEq(OfficerId.wrap(first) == OfficerId.wrap(second), first == second, "officer ==");
    vm.assertEq(OfficerId.wrap(first) != OfficerId.wrap(second), first != second, "officer !=");
    vm.assertEq(OfficerId.wrap(first).isNone(), first == 0, "no officer");
  }
}
