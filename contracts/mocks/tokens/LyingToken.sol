// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {MockToken} from "./MockToken.sol";

/// @title LyingToken
/// @notice Tells a balance that drifts from the true one with each transfer.
contract LyingToken is MockToken(6) {
  uint256 private _transfers;
  mapping(address account => int256 units) private _drift;

  function drift(address account, int256 units) external {
    _drift[account] = units;
    _transfers = 0;
  }

  function balanceOf(address account) public view override returns (uint256) {
    return uint256(int256(super.balanceOf(account)) + int256(_transfers) * _drift[account]);
  }

  function _update(address from, address to, uint256 units) internal override {
    super._update(from, to, units);
    ++_transfers;
  }
}
