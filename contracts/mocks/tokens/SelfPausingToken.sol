// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {StablecoinMock} from "./StablecoinMock.sol";

/// @title SelfPausingToken
/// @notice A stablecoin that is paused right after a number of transfers, in the middle of whatever goes on.
contract SelfPausingToken is StablecoinMock("USD") {
  uint256 private _left = type(uint256).max;

  function pauseAfter(uint256 transfers) external {
    _left = transfers;
  }

  function _update(address from, address to, uint256 units) internal override {
    super._update(from, to, units);
    if (--_left == 0) setPaused(true);
  }
}
