// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title BulkReader
/// @notice Reads many views in one `eth_call`. It is never deployed: its constructor makes the calls, and gives what they
/// returned in the place of code.
/// @dev The calls are packed one behind the other: 20 bytes of address, 2 of length, the call data. So are the answers: 2
/// bytes of length, with the topmost bit set where the call failed, then what was returned. All answers together must
/// fit where code does, in 24,576 bytes.
contract BulkReader {
  /// @param calls The calls, packed.
  constructor(bytes memory calls) {
    assembly ("memory-safe") {
      let next := add(calls, 0x20)
      let end := add(next, mload(calls))
      let answers := mload(0x40)
      let free := answers
      for {} lt(next, end) {} {
        let head := mload(next)
        let size := and(shr(80, head), 0xffff)
        let done := staticcall(gas(), shr(96, head), add(next, 22), size, 0, 0)
        // Two bytes suffice: longer answers fit nowhere.
        mstore(free, shl(240, or(returndatasize(), shl(15, iszero(done)))))
        returndatacopy(add(free, 2), 0, returndatasize())
        free := add(free, add(returndatasize(), 2))
        next := add(next, add(size, 22))
      }
      return(answers, sub(free, answers))
    }
  }
}
