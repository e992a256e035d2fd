// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AppointmentWord, AuthorityWords, KeyWord} from "../../contracts/authority/AuthorityWords.sol";
import {IOfficerRegistry} from "../../contracts/authority/IOfficerRegistry.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Test} from "../helpers/Test.sol";

/// @notice The words are read by hand as the compiler lays the structs down.
contract AuthorityWordsTest is Test {
  using AuthorityWords for IOfficerRegistry.Key;
  using AuthorityWords for IOfficerRegistry.Appointment;

  IOfficerRegistry.Key private _key;
  IOfficerRegistry.Appointment private _appointment;

  function testFuzz_Key(IOfficerRegistry.Key memory it, uint40 instant) external {
    _key = it;
    vm.warp(instant);
    KeyWord word = _key.wordOf();
    vm.assertEq(OfficerId.unwrap(word.officer()), OfficerId.unwrap(it.officer), "officer");
    vm.assertEq(word.term(), it.term, "term");
    vm.assertEq(word.works(), it.live && instant >= it.from, "works");
  }

  function testFuzz_Appointment(
    IOfficerRegistry.Appointment memory it,
    uint16 term,
    uint40 instant,
    uint256 seed
  ) external {
    // By chance, terms would hardly ever be the same and no time would be between two.
    if (seed % 2 == 0) term = it.term;
    if (seed % 3 == 0) instant = it.from;
    if (seed % 5 == 0) it.offices = 0;
    _appointment = it;
    vm.warp(instant);
    AppointmentWord word = _appointment.wordOf();
    vm.assertEq(word.offices(), it.offices, "offices");
    vm.assertEq(word.limit(), it.limit, "limit");
    bool holds = it.offices != 0 && it.term == term && instant >= it.from && instant < it.until;
    vm.assertEq(word.holds(term), holds, "holds");
  }
}
