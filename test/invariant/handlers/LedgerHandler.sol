// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Offices} from "../../../contracts/types/Offices.sol";
import {Model} from "./Model.sol";
import {ObligationsHandler} from "./ObligationsHandler.sol";
import {OfficersHandler} from "./OfficersHandler.sol";
import {World} from "./World.sol";

/// @title LedgerHandler
/// @notice Everything that can happen, in any order, while time passes.
abstract contract LedgerHandler is OfficersHandler, ObligationsHandler {
  /// @notice A time in seconds, days, or months.
  function passTime(uint256 scale, uint40 time_) external {
    if (scale % 4 == 0) clock += time_ % 60;
    else if (scale % 4 <= 2) clock += time_ % 5 days;
    else clock += time_ % 60 days;
  }

  /// @notice To the very second at which something ends, or the one before.
  function passTimeTo(uint256 which, uint256 end, bool before) external {
    if (accounts.length == 1) return;
    GhostAccount memory a = accounts[_any(which)];
    uint40 until =
      end % 3 == 0
        ? a.opensAt
        : end % 3 == 1
          ? a.closesAt
          : a.cancelsAt;
    if (before && until != 0) until -= 1;
    if (until > clock && until < clock + 400 days) clock = until;
  }

  /// @notice The seal, late in a run if ever.
  function seal(uint256 who, uint256 luck, bool wrong) external timed {
    if (luck % 8 != 0) return;
    uint120 authority = uint120(openingAuthority) + (wrong ? 1 : 0);
    bool permitted = !wrong && !isSealed;
    vm.prank(actor(1, Offices.APPROPRIATING, 0, who));
    try ledger.seal(authority, uint120(openingObligated)) {
      require(permitted, "sealed");
      isSealed = true;
    } catch (bytes memory reason) {
      declared(reason);
      require(!permitted, "a seal refused");
    }
  }

  function _watch() internal override(Model, World) {
    Model._watch();
  }
}
