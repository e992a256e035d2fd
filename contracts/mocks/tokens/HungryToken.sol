// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {MockToken} from "./MockToken.sol";

/// @title HungryToken
/// @notice Transfers only if it is given enough gas.
contract HungryToken is MockToken(6) {
  uint256 private _needed;

  error HungryTokenStarved();

  function need(uint256 needed) external {
    _needed = needed;
  }

  function transfer(address to, uint256 units) public override returns (bool) {
    if (gasleft() < _needed) revert HungryTokenStarved();
    return super.transfer(to, units);
  }
}
