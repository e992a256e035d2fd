// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {MockToken} from "./MockToken.sol";

/// @title FeeToken
/// @notice Keeps a hundredth of what is transferred: the recipient gets less than the sender sends.
contract FeeToken is MockToken(6) {
  function _update(address from, address to, uint256 units) internal override {
    uint256 fee = from == address(0) ? 0 : units / 100;
    super._update(from, to, units - fee);
    if (fee != 0) super._update(from, address(this), fee);
  }
}
