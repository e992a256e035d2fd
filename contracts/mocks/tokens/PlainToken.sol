// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ERC20} from "solady/src/tokens/ERC20.sol";

/// @title PlainToken
/// @notice The leanest well-kept ERC-20, with six decimals: what benches pay in.
contract PlainToken is ERC20 {
  function mint(address to, uint256 units) external {
    _mint(to, units);
  }

  function name() public pure override returns (string memory) {
    return "Plain dollar";
  }

  function symbol() public pure override returns (string memory) {
    return "PLAIN";
  }

  function decimals() public pure override returns (uint8) {
    return 6;
  }
}
