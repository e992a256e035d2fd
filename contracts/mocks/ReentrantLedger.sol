// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Act} from "../types/Act.sol";
import {OrganisationId} from "../types/OrganisationId.sol";

/// @title ReentrantLedger
/// @notice A ledger that calls back whoever posts to it, as the real one never does.
contract ReentrantLedger {
  bytes private _call;
  bytes private _answer;
  bool private _succeeded;

  function prepare(bytes calldata call_) external {
    _call = call_;
  }

  function execute(OrganisationId, Act[] calldata) external {
    // solhint-disable-next-line avoid-low-level-calls
    (_succeeded, _answer) = msg.sender.call(_call);
  }

  function outcome() external view returns (bool succeeded, bytes memory answer) {
    return (_succeeded, _answer);
  }
}
