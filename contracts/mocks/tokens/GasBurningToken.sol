// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ListingToken} from "./ListingToken.sol";

/// @title GasBurningToken
/// @notice Burns all the gas there is where a listed account is paid.
contract GasBurningToken is ListingToken {
  function _update(address from, address to, uint256 units) internal override {
    if (isListed[to]) {
      assembly ("memory-safe") {
        invalid()
      }
    }
    super._update(from, to, units);
  }
}
