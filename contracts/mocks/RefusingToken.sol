// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {PlainToken} from "./tokens/PlainToken.sol";

/// @title RefusingToken
/// @notice A token that refuses transfers to the addresses on its list, as one with a blocklist does.
contract RefusingToken is PlainToken {
  mapping(address account => bool) private _refused;

  error RefusingTokenRefused(address account);

  function refuse(address account, bool isRefused) external {
    _refused[account] = isRefused;
  }

  function _beforeTokenTransfer(address, address to, uint256) internal view override {
    if (_refused[to]) revert RefusingTokenRefused(to);
  }
}
