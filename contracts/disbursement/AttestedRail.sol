// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../authority/IOfficerRegistry.sol";
import {Offices} from "../types/Offices.sol";
import {TREASURY} from "../types/OrganisationId.sol";
import {IAttestedRail} from "./IAttestedRail.sol";
import {IRail} from "./IRail.sol";
import {Lines} from "./Lines.sol";

/// @title AttestedRail
/// @notice See `IAttestedRail`.
contract AttestedRail is IAttestedRail {
  /// @notice How many trace numbers may be passed over at once: as many as a bank's day has, so that nobody can use up
  /// all there are.
  uint64 public constant MAX_GAP = 10_000_000;

  uint256 private constant _DAYS_BACK = 7;
  uint256 private constant _DAYS_AHEAD = 60;

  IOfficerRegistry private immutable _registry;

  mapping(uint32 bank => uint64 trace) private _nextTrace;

  constructor(IOfficerRegistry registry_) {
    _registry = registry_;
    emit AttestedRailCreated(address(registry_));
  }

  modifier onlyPayer() {
    _registry.authorise(msg.sender, TREASURY, Offices.PAYING, 0);
    _;
  }

  /// @inheritdoc IRail
  function pay(
    bytes calldata lines,
    uint64,
    bytes calldata settlement
  ) external override onlyPayer returns (uint64, uint256[] memory) {
    Settlement memory it = abi.decode(settlement, (Settlement));
    uint256 today = block.timestamp / 1 days;
    uint256 day = it.settlementDay;
    if (it.bank == 0 || it.method == Method.None || day + _DAYS_BACK < today || day > today + _DAYS_AHEAD) {
      revert AttestedRailInvalidSettlement(it.bank, it.method, it.settlementDay);
    }
    uint64 next = _nextTrace[it.bank];
    if (it.firstTrace < next || it.firstTrace - next > MAX_GAP) {
      revert AttestedRailInvalidTrace(it.bank, it.firstTrace, next);
    }
    // Safe: no calldata holds 2^64 lines.
    uint64 paid = uint64(Lines.count(lines.length, Lines.ATTESTED_SIZE));
    _nextTrace[it.bank] = it.firstTrace + paid;
    emit PaymentsAttested(it.bank, msg.sender, it.method, it.settlementDay, it.firstTrace, paid);
    // What a bank can't pay comes back later.
    return (0, new uint256[](0));
  }

  /// @inheritdoc IRail
  /// @dev A bank's own return brings the money; there is nothing to move here.
  function takeBack(address, uint64 amount, bytes calldata settlement) external override onlyPayer {
    (uint32 bank, bytes32 evidence) = abi.decode(settlement, (uint32, bytes32));
    // Bank 0, too, never paid.
    if (_nextTrace[bank] == 0 || evidence == 0) revert AttestedRailInvalidReturn(bank, evidence);
    emit ReturnAttested(bank, msg.sender, amount, evidence);
  }

  /// @inheritdoc IAttestedRail
  function nextTrace(uint32 bank) external view override returns (uint64) {
    return _nextTrace[bank];
  }

  /// @inheritdoc IAttestedRail
  function version() external pure override returns (string memory) {
    return "1.0.0";
  }
}
