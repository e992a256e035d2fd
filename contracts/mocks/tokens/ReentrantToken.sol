// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";

import {MockToken} from "./MockToken.sol";

/// @title ReentrantToken
/// @notice Calls whatever it was told to before each transfer, and says how that went.
contract ReentrantToken is MockToken(6) {
  address private _target;
  bytes private _data;

  event Reentered(bool succeeded, bytes answer);

  function reenter(address target, bytes calldata data) external {
    (_target, _data) = (target, data);
  }

  function _update(address from, address to, uint256 units) internal override {
    if (_target != address(0)) {
      bool succeeded = LowLevelCall.callNoReturn(_target, _data);
      emit Reentered(succeeded, LowLevelCall.returnData());
    }
    super._update(from, to, units);
  }
}
