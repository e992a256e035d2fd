// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title BareDropper
/// @notice What bulk droppers do: pays many from the caller's allowance, checks nothing and records nothing. A bench's
/// yardstick.
contract BareDropper {
  error BareDropperFailed();

  /// @param lines Codec 1 of `Lines` for tokens: the shortest calldata that there is.
  function drop(IERC20 token, uint256 scale, bytes calldata lines) external {
    for (uint256 i = 0; i < lines.length; i += 25) {
      address payee = address(bytes20(lines[i:]));
      uint256 cents = uint40(bytes5(lines[i + 20:]));
      if (!token.transferFrom(msg.sender, payee, cents * scale)) revert BareDropperFailed();
    }
  }

  /// @notice The same with an ordinary signature.
  function dropArrays(IERC20 token, address[] calldata payees, uint256[] calldata units) external {
    for (uint256 i = 0; i < payees.length; ++i) {
      if (!token.transferFrom(msg.sender, payees[i], units[i])) revert BareDropperFailed();
    }
  }
}
