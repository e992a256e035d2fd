// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Vm} from "./Vm.sol";

/// @title Test
/// @notice What every Solidity test and handler uses.
abstract contract Test {
  Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

  /// @dev Creates the built contract of this name: the bytecode that is deployed, which no test compiles again.
  function deployed(string memory name, bytes memory arguments) internal returns (address created) {
    bytes memory code = bytes.concat(vm.getCode(name), arguments);
    assembly ("memory-safe") {
      created := create(0, add(code, 0x20), mload(code))
      if iszero(created) {
        let reason := mload(0x40)
        returndatacopy(reason, 0, returndatasize())
        revert(reason, returndatasize())
      }
    }
  }

  /// @dev `value` itself if it lies between `min` and `max`, else a value that does.
  function bound(uint256 value, uint256 min, uint256 max) internal pure returns (uint256) {
    require(min <= max, "bound: no such value");
    if (value >= min && value <= max) return value;
    // Safe: the whole range would have returned above.
    return min + (value % (max - min + 1));
  }

  function bound64(uint256 value, uint256 min, uint256 max) internal pure returns (uint64) {
    require(max <= type(uint64).max, "bound: too large");
    return uint64(bound(value, min, max));
  }

  /// @dev The block's time, warps included.
  function time() internal view returns (uint40) {
    return uint40(vm.getBlockTimestamp());
  }

  /// @dev The selector that a revert begins with.
  function selectorOf(bytes memory reason) internal pure returns (bytes4) {
    return reason.length < 4 ? bytes4(0) : bytes4(reason);
  }
}
