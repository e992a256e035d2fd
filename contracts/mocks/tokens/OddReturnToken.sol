// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ListingToken} from "./ListingToken.sol";

/// @title OddReturnToken
/// @notice Gives listed accounts nothing, and answers whatever it was told to.
contract OddReturnToken is ListingToken {
  bytes private _answer;

  function answerWith(bytes calldata answer) external {
    _answer = answer;
  }

  function transfer(address to, uint256 units) public override returns (bool) {
    if (!isListed[to]) return super.transfer(to, units);
    bytes memory answer = _answer;
    assembly ("memory-safe") {
      return(add(answer, 0x20), mload(answer))
    }
  }
}
