// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ListingToken} from "./ListingToken.sol";

/// @title StablecoinMock
/// @notice What a regulated stablecoin does: it names its currency, refuses listed accounts, and can be paused.
contract StablecoinMock is ListingToken {
  string public currency;
  bool public paused;

  error StablecoinPaused();
  error StablecoinBlocklisted(address account);

  constructor(string memory currency_) {
    currency = currency_;
  }

  function setPaused(bool paused_) public {
    paused = paused_;
  }

  function _update(address from, address to, uint256 units) internal virtual override {
    if (paused) revert StablecoinPaused();
    if (isListed[from]) revert StablecoinBlocklisted(from);
    if (isListed[to]) revert StablecoinBlocklisted(to);
    super._update(from, to, units);
  }
}
