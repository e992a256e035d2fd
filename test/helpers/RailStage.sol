// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ContractOfficerMock} from "../../contracts/mocks/ContractOfficerMock.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {TREASURY} from "../../contracts/types/OrganisationId.sol";
import {Government} from "./Government.sol";

/// @title RailStage
/// @notice A contract that pays over rails whatever it is told to, and everyone else, who may not.
abstract contract RailStage is Government {
  ContractOfficerMock internal payingContract;
  OfficerId internal payingOfficer;

  function setUp() public virtual override {
    super.setUp();
    payingContract = new ContractOfficerMock();
    vm.prank(REGISTRAR);
    payingOfficer = registry.enrolContract(address(payingContract));
    appoint(payingOfficer, TREASURY, Offices.PAYING);
    vm.warp(time() + APPOINTMENT_DELAY);
  }

  /// @dev Keys that pay nothing over a rail, among them those that hold more power elsewhere.
  function nonPayers() internal view returns (address[6] memory) {
    return
      [
        TOP,
        STRANGER,
        REGISTRAR,
        keyOf(TREASURY, Offices.DISBURSING),
        keyOf(TREASURY, Offices.CERTIFYING),
        keyOf(AGENCY, Offices.DISBURSING)
      ];
  }

  function dismissPayer() internal {
    vm.prank(REGISTRAR);
    registry.dismiss(payingOfficer, 0);
  }
}
