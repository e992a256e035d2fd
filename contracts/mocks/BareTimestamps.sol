// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title BareTimestamps
/// @notice What timestamping services do: notes for each hash when it was first seen, and says so. A bench's yardstick.
contract BareTimestamps {
  mapping(bytes32 hash => uint64 time) private _times;

  event Timestamped(bytes32 indexed hash, uint64 indexed time);

  error BareTimestampsAlreadyTimestamped(bytes32 hash);

  function timestamp(bytes32[] calldata hashes) external {
    for (uint256 i = 0; i < hashes.length; ++i) {
      if (_times[hashes[i]] != 0) revert BareTimestampsAlreadyTimestamped(hashes[i]);
      // Safe: block times fit in 64 bits.
      _times[hashes[i]] = uint64(block.timestamp);
      emit Timestamped(hashes[i], uint64(block.timestamp));
    }
  }
}
