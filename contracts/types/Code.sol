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

/// @notice Whether `word` can be a natural key in one word: 1 to 31 printable ASCII characters without a space, and
/// zeros to its right.
/// @dev All bytes at once. Where one is above 0x7f, sums carry into the byte beside it, but then it is no code anyway.
function isShortCode(bytes32 word) pure returns (bool) {
  uint256 high = _EACH_BYTE * 0x80;
  uint256 first = 1 << 255;
  uint256 characters = uint256(word);
  unchecked {
    // The high bit of each byte that is 1 or more, 0x21 or more, 0x7f.
    uint256 filled = (characters + _EACH_BYTE * 0x7f) & high;
    uint256 printable = (characters + _EACH_BYTE * 0x5f) & high;
    uint256 deleted = (characters + _EACH_BYTE) & high;
    // Left of a filled byte is a filled one, or nothing; the first one is filled, the last one is not.
    uint256 misplaced = (filled & ~((filled >> 8) | first)) | (~filled & first) | (filled & 0x80);
    return (characters & high) | (filled ^ printable) | deleted | misplaced == 0;
  }
}

/// @dev 1 in each byte.
uint256 constant _EACH_BYTE = type(uint256).max / type(uint8).max;
