// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {PlainToken} from "./tokens/PlainToken.sol";
import {SmartKeyMock} from "./SmartKeyMock.sol";

/// @title CallingToken
/// @notice A token that lets a smart account act in the middle of each transfer.
contract CallingToken is PlainToken {
  SmartKeyMock private _called;

  function callOnTransfer(SmartKeyMock called) external {
    _called = called;
  }

  function _beforeTokenTransfer(address, address, uint256) internal override {
    if (address(_called) != address(0)) _called.act();
  }
}
