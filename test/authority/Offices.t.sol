// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../../contracts/authority/IOfficerRegistry.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {OrganisationId, TREASURY} from "../../contracts/types/OrganisationId.sol";
import {NO_END} from "../../contracts/types/Phase.sol";
import {Registrars} from "../helpers/Registrars.sol";

contract OfficesTest is Registrars {
  uint32 private constant _COUNT = 14;

  function test_EveryOfficeIsOneBit() external pure {
    uint32[14] memory all = [
      Offices.ADMINISTRATOR,
      Offices.REGISTRAR,
      Offices.INSPECTOR,
      Offices.APPROPRIATING,
      Offices.BUDGET,
      Offices.CONTRACTING,
      Offices.RECEIVING,
      Offices.SUBMITTING,
      Offices.CERTIFYING,
      Offices.DISBURSING,
      Offices.PROPERTY,
      Offices.COLLECTING,
      Offices.PAYING,
      Offices.RECORDS
    ];
    uint32 together;
    for (uint32 i = 0; i < _COUNT; ++i) {
      vm.assertEq(all[i], uint32(1) << i, vm.toString(i));
      together |= all[i];
    }
    vm.assertEq(together, Offices.ALL, "all");
  }

  /// @dev Every mask there is: it conflicts exactly if two of its offices are listed as incompatible.
  function test_ConflictIsThatOfSomePair() external pure {
    for (uint32 mask = 0; mask <= Offices.ALL; ++mask) {
      bool expected = false;
      for (uint32 i = 0; i < _COUNT && !expected; ++i) {
        if (mask & (uint32(1) << i) == 0) continue;
        // The offices incompatible with this one, of those in the mask.
        expected = mask & _incompatibleWith(i) != 0;
      }
      uint32 conflict = Offices.conflict(mask);
      if ((conflict != 0) != expected) vm.assertEq(conflict != 0, expected, vm.toString(mask));
      if (conflict & ~mask != 0) vm.assertTrue(false, "names an office that is not held");
      if (conflict != 0 && Offices.conflict(conflict) != conflict) vm.assertTrue(false, "names too much");
    }
  }

  /// @dev Every mask there is, as held in whichever organisations.
  function test_WhoMakesAuthorityDoesNotSpendItAnywhere() external pure {
    for (uint32 mask = 0; mask <= Offices.ALL; ++mask) {
      uint32 spending = mask & (Offices.CONTRACTING | Offices.CERTIFYING | Offices.DISBURSING);
      bool makes = mask & Offices.APPROPRIATING != 0;
      uint32 expected = makes && spending != 0 ? Offices.APPROPRIATING | spending : 0;
      uint32 conflict = Offices.conflictAnywhere(mask);
      if (conflict != expected) vm.assertEq(conflict, expected, vm.toString(mask));
    }
  }

  function test_IncompatibilityIsSymmetric() external pure {
    for (uint32 i = 0; i < _COUNT; ++i) {
      for (uint32 j = 0; j < _COUNT; ++j) {
        bool one = _incompatibleWith(i) & (uint32(1) << j) != 0;
        bool other = _incompatibleWith(j) & (uint32(1) << i) != 0;
        vm.assertEq(one, other, "asymmetric");
      }
    }
  }

  function testFuzz_ConflictIsMonotone(uint32 fewer, uint32 more) external pure {
    fewer &= Offices.ALL;
    more = fewer | (more & Offices.ALL);
    if (Offices.conflict(fewer) != 0) vm.assertTrue(Offices.conflict(more) != 0, "more offices, no conflict");
  }

  /// @dev An appointment of a person is accepted exactly if its offices exist, agree and are for persons, whoever
  /// makes it.
  function testFuzz_OnlyCompatibleOfficesAreAppointed(uint32 offices, bool wild) external {
    if (!wild) offices &= Offices.ALL;
    OfficerId officer = enrol(newKey());
    bool valid =
      offices != 0 &&
        offices & ~Offices.ALL == 0 &&
        Offices.conflict(offices) == 0 &&
        Offices.conflictAnywhere(offices) == 0 &&
        offices & Offices.PAYING == 0;
    vm.assertEq(_appoint(TOP, officer, TREASURY, offices), valid, "by the top");

    OfficerId second = enrol(newKey());
    bool byAdministrator = valid && offices & Offices.INDEPENDENT == 0;
    vm.assertEq(_appoint(ADMINISTRATOR, second, AGENCY, offices), byAdministrator, "by an administrator");
    if (!byAdministrator)
      vm.assertEq(registry.appointment(second, AGENCY).offices, 0, "appointed all the same");
  }

  function testFuzz_ContractsPayAndCollectAlone(uint32 offices) external {
    offices &= Offices.ALL;
    OfficerId officer = enrolContract(newKey());
    bool valid = offices != 0 && offices & ~(Offices.PAYING | Offices.COLLECTING) == 0;
    vm.assertEq(_appoint(TOP, officer, TREASURY, offices), valid, "a contract");
  }

  /// @dev Written apart from the library, from the design: the other offices that the one with bit `i` excludes.
  function _incompatibleWith(uint32 i) private pure returns (uint32) {
    uint32 office = uint32(1) << i;
    uint32 alone = Offices.ADMINISTRATOR | Offices.REGISTRAR | Offices.INSPECTOR;
    if (office & alone != 0) return Offices.ALL & ~office;
    uint32 others = alone;
    if (office == Offices.CONTRACTING) {
      others |= Offices.RECEIVING | Offices.CERTIFYING | Offices.DISBURSING;
    }
    if (office == Offices.RECEIVING) others |= Offices.CONTRACTING | Offices.DISBURSING;
    if (office == Offices.SUBMITTING) others |= Offices.CERTIFYING | Offices.DISBURSING;
    if (office == Offices.CERTIFYING) {
      others |= Offices.CONTRACTING | Offices.SUBMITTING | Offices.DISBURSING;
    }
    if (office == Offices.DISBURSING) {
      others |= Offices.CONTRACTING | Offices.RECEIVING | Offices.SUBMITTING | Offices.CERTIFYING;
    }
    return others;
  }

  function _appoint(
    address by,
    OfficerId officer,
    OrganisationId organisation,
    uint32 offices
  ) private returns (bool) {
    uint40 from = time() + APPOINTMENT_DELAY;
    vm.prank(by);
    try registry.appoint(officer, organisation, offices, from, NO_END, 1) {
      return true;
    } catch (bytes memory reason) {
      bytes4 why = selectorOf(reason);
      vm.assertTrue(
        why == IOfficerRegistry.OfficerRegistryInvalidOffices.selector ||
          why == IOfficerRegistry.OfficerRegistryIncompatibleOffices.selector ||
          why == IOfficerRegistry.OfficerRegistryOfficeNotForKind.selector ||
          why == IOfficerRegistry.OfficerRegistryOnlyTop.selector,
        "refused for another reason"
      );
      return false;
    }
  }
}
