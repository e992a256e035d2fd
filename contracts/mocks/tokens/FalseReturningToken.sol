// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ListingToken} from "./ListingToken.sol";

/// @title FalseReturningToken
/// @notice Refuses listed accounts, as the oldest tokens do, by returning false.
contract FalseReturningToken is ListingToken {
  function transfer(address to, uint256 units) public override returns (bool) {
    return !isListed[to] && super.transfer(to, units);
  }

  function transferFrom(address from, address to, uint256 units) public override returns (bool) {
    return !isListed[from] && super.transferFrom(from, to, units);
  }
}
