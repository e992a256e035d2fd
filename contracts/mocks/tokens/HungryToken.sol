// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {MockToken} from "./MockToken.sol";

/// @title HungryToken
/// @notice Transfers to others only if it is given enough gas; to oneself with any.
contract HungryToken is MockToken(6) {
  uint256 private _needed;

  error HungryTokenStarved();

  function need(uint256 needed) external {
    _needed = needed;
  }

  function transfer(address to, uint256 units) public override returns (bool) {
    if (to != msg.sender && gasleft() < _needed) revert HungryTokenStarved();
    return super.transfer(to, units);
  }
}
