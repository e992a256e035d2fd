// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {PromptPayment} from "../disbursement/PromptPayment.sol";

/// @title PromptPaymentMock
/// @notice The formula of interest alone, without rates and days: for the differential.
contract PromptPaymentMock {
  function interest(uint64 principal, uint32 rate, uint256 daysLate) external pure returns (uint64) {
    return PromptPayment.interest(principal, rate, daysLate);
  }
}
