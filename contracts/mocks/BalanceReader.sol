// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title BalanceReader
/// @notice Reads many balances in one call: a simulation has as many payees as a country.
contract BalanceReader {
  function balancesOf(
    IERC20 token,
    address[] calldata accounts
  ) external view returns (uint256[] memory balances) {
    balances = new uint256[](accounts.length);
    for (uint256 i = 0; i < accounts.length; ++i) balances[i] = token.balanceOf(accounts[i]);
  }
}
