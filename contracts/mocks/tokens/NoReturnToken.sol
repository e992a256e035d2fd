// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title NoReturnToken
/// @notice An almost-ERC-20 whose transfers return nothing, as Tether's do.
contract NoReturnToken {
  mapping(address account => uint256) public balanceOf;
  mapping(address owner => mapping(address spender => uint256)) public allowance;

  error NoReturnTokenRefused();

  function mint(address to, uint256 units) external {
    balanceOf[to] += units;
  }

  function approve(address spender, uint256 units) external {
    allowance[msg.sender][spender] = units;
  }

  function transfer(address to, uint256 units) external {
    _move(msg.sender, to, units);
  }

  function transferFrom(address from, address to, uint256 units) external {
    allowance[from][msg.sender] -= units;
    _move(from, to, units);
  }

  function decimals() external pure returns (uint8) {
    return 6;
  }

  function _move(address from, address to, uint256 units) private {
    if (to == address(0)) revert NoReturnTokenRefused();
    balanceOf[from] -= units;
    balanceOf[to] += units;
  }
}
