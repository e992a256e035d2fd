// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../authority/IOfficerRegistry.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {TREASURY} from "../types/OrganisationId.sol";
import {IInterestRates} from "./IInterestRates.sol";
import {PromptPayment} from "./PromptPayment.sol";

/// @title InterestRates
/// @notice See `IInterestRates`.
contract InterestRates is IInterestRates {
  int32 private constant _LARGEST_OFFSET = 14 hours;
  /// @dev What is added can't be taken back, so a slip of the pen must not block what comes next for ever.
  uint256 private constant _FURTHEST_DAYS = 731;

  IOfficerRegistry private immutable _registry;

  Rate[] private _rates;
  Offset[] private _offsets;

  constructor(IOfficerRegistry registry_) {
    _registry = registry_;
    emit InterestRatesCreated(address(registry_));
  }

  /// @inheritdoc IInterestRates
  function setRate(uint16 fromDay, uint32 rate) external override {
    OfficerId officer = _requireBudgetOfficer();
    uint256 count = _rates.length;
    bool isLater = count == 0 || fromDay > _rates[count - 1].fromDay;
    bool isNear = fromDay <= today() + _FURTHEST_DAYS;
    if (!isLater || !isNear || rate > PromptPayment.WHOLE) revert InterestRatesInvalidRate(fromDay, rate);
    _rates.push(Rate({fromDay: fromDay, rate: rate}));
    emit InterestRateSet(officer, fromDay, rate);
  }

  /// @inheritdoc IInterestRates
  function setOffset(uint40 from, int32 offset) external override {
    OfficerId officer = _requireBudgetOfficer();
    uint256 count = _offsets.length;
    bool isLater = count == 0 || from > _offsets[count - 1].from;
    bool isNear = from <= block.timestamp + _FURTHEST_DAYS * 1 days;
    if (!isLater || !isNear || offset > _LARGEST_OFFSET || offset < -_LARGEST_OFFSET) {
      revert InterestRatesInvalidOffset(from, offset);
    }
    _offsets.push(Offset({from: from, offset: offset}));
    emit ZoneOffsetSet(officer, from, offset);
  }

  /// @inheritdoc IInterestRates
  function today() public view override returns (uint16) {
    int256 civil = int256(block.timestamp);
    // From the newest on: what is asked for is nearly always the last one.
    for (uint256 i = _offsets.length; i != 0; --i) {
      Offset memory it = _offsets[i - 1];
      if (block.timestamp < it.from) continue;
      civil += it.offset;
      break;
    }
    // Safe: 16 bits of days reach the year 2149. A day of a clock that stands near 0 is no matter.
    return uint16(uint256(civil) / 1 days);
  }

  /// @inheritdoc IInterestRates
  function interestOn(
    uint64 principal,
    uint16 dueDay,
    uint16 paidDay
  ) external view override returns (uint64 interest, uint16 daysLate, uint32 rate) {
    if (paidDay <= dueDay) return (0, 0, 0);
    daysLate = paidDay - dueDay;
    for (uint256 i = _rates.length; i != 0; --i) {
      Rate memory it = _rates[i - 1];
      // In force on the day after the due date.
      if (it.fromDay > dueDay + 1) continue;
      rate = it.rate;
      break;
    }
    interest = PromptPayment.interest(principal, rate, daysLate);
  }

  /// @inheritdoc IInterestRates
  function rates() external view override returns (Rate[] memory) {
    return _rates;
  }

  /// @inheritdoc IInterestRates
  function offsets() external view override returns (Offset[] memory) {
    return _offsets;
  }

  /// @inheritdoc IInterestRates
  function version() external pure override returns (string memory) {
    return "1.0.0";
  }

  function _requireBudgetOfficer() private view returns (OfficerId) {
    return _registry.authorise(msg.sender, TREASURY, Offices.BUDGET, 0);
  }
}
