// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Lines} from "../disbursement/Lines.sol";
import {Rail} from "../types/Rail.sol";

/// @title LinesMock
/// @notice The library's functions, for whoever isn't a contract.
contract LinesMock {
  function pack(
    Rail rail,
    bytes20[] calldata accounts,
    uint64[] calldata cents
  ) external pure returns (bytes memory lines) {
    uint256 length = Lines.sizeOf(rail) * accounts.length;
    lines = new bytes(length + 32);
    for (uint256 i = 0; i < accounts.length; ++i) Lines.write(lines, i, rail, accounts[i], cents[i]);
    assembly ("memory-safe") {
      mstore(lines, length)
    }
  }

  function total(bytes memory lines, Rail rail) external pure returns (uint64) {
    return Lines.total(lines, rail);
  }

  function pick(
    bytes memory lines,
    uint256 size,
    uint256[] memory bits,
    bool wanted
  ) external pure returns (bytes memory) {
    return Lines.pick(lines, size, bits, wanted);
  }

  function count(uint256 length, uint256 size) external pure returns (uint256) {
    return Lines.count(length, size);
  }
}
