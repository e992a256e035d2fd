// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ERC20} from "solady/src/tokens/ERC20.sol";

/// @title BlocklistToken
/// @notice A dollar with six decimals whose issuer blocks addresses and pauses it, as issuers of stablecoins do.
contract BlocklistToken is ERC20 {
  bool public paused;
  mapping(address account => bool) public blocked;

  error BlocklistTokenRefused();

  function mint(address to, uint256 units) external {
    _mint(to, units);
  }

  function setBlocked(address account, bool isBlocked) external {
    blocked[account] = isBlocked;
  }

  function setPaused(bool isPaused) external {
    paused = isPaused;
  }

  function name() public pure override returns (string memory) {
    return "Blocklist dollar";
  }

  function symbol() public pure override returns (string memory) {
    return "BLOCK";
  }

  function decimals() public pure override returns (uint8) {
    return 6;
  }

  function _beforeTokenTransfer(address from, address to, uint256) internal view override {
    if (paused || blocked[from] || blocked[to]) revert BlocklistTokenRefused();
  }
}
