// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {PlainToken} from "../../../contracts/mocks/tokens/PlainToken.sol";

/// @title StoppableToken
/// @notice A dollar whose issuer pauses it and blocks accounts.
contract StoppableToken is PlainToken {
  bool public paused;
  mapping(address account => bool) public isBlocked;

  error Stopped();

  function setPaused(bool paused_) external {
    paused = paused_;
  }

  function setBlocked(address account, bool blocked) external {
    isBlocked[account] = blocked;
  }

  function _beforeTokenTransfer(address from, address to, uint256) internal view override {
    if (from != address(0) && (paused || isBlocked[from] || isBlocked[to])) revert Stopped();
  }
}
