// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {MockToken} from "./MockToken.sol";

/// @title ListingToken
/// @notice A token that keeps a list of accounts, with whom something is wrong: what, each heir says.
abstract contract ListingToken is MockToken(6) {
  mapping(address account => bool) public isListed;

  function list(address account, bool listed) external {
    isListed[account] = listed;
  }
}
