// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Act} from "../types/Act.sol";
import {Account} from "../budget/Account.sol";
import {AccountId} from "../types/AccountId.sol";
import {OrganisationId, TREASURY} from "../types/OrganisationId.sol";

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

  /// @notice An account of the treasury's, as all are here.
  function account(AccountId) external pure returns (Account memory it) {
    it.terms.owner = TREASURY;
  }

  function outcome() external view returns (bool succeeded, bytes memory answer) {
    return (_succeeded, _answer);
  }
}
