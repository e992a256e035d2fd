// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {MockToken} from "./MockToken.sol";

/// @title GreedyToken
/// @notice Takes one unit more from the sender than the recipient gets.
contract GreedyToken is MockToken(6) {
  function _update(address from, address to, uint256 units) internal override {
    super._update(from, to, units);
    if (from != address(0)) super._update(from, address(this), 1);
  }
}
