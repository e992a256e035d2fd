// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title MockToken
/// @notice An ERC-20 as most are, with any number of decimals and money for whoever asks.
contract MockToken is ERC20 {
  uint8 private immutable _decimals;

  constructor(uint8 decimals_) ERC20("Mock dollar", "MOCK") {
    _decimals = decimals_;
  }

  function mint(address to, uint256 units) external {
    _mint(to, units);
  }

  function decimals() public view override returns (uint8) {
    return _decimals;
  }
}
