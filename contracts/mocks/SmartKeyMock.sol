// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title SmartKeyMock
/// @notice A person's key that is a smart account: it makes the calls that it was told to, for whoever asks, and keeps
/// what came of the last one.
contract SmartKeyMock {
  address private _target;
  bytes private _data;

  bool public succeeded;
  bytes public result;

  function prepare(address target, bytes calldata data) external {
    _target = target;
    _data = data;
  }

  function act() external {
    // solhint-disable-next-line avoid-low-level-calls
    (succeeded, result) = _target.call(_data);
  }
}
