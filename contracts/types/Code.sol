// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @notice Whether `text` can be a natural key: 1 to 64 printable ASCII characters without a space, so that every
/// reader of the journal reads the same.
function isCode(string memory text) pure returns (bool) {
  bytes memory characters = bytes(text);
  if (characters.length == 0 || characters.length > 64) return false;
  for (uint256 i = 0; i < characters.length; ++i) {
    if (characters[i] < 0x21 || characters[i] > 0x7e) return false;
  }
  return true;
}
