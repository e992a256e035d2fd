// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IOfficerRegistry} from "../authority/IOfficerRegistry.sol";
import {IBudgetLedger} from "../budget/IBudgetLedger.sol";
import {Offices} from "../types/Offices.sol";
import {TREASURY} from "../types/OrganisationId.sol";
import {Rail} from "../types/Rail.sol";
import {IRail} from "./IRail.sol";
import {ITokenRail} from "./ITokenRail.sol";
import {Lines} from "./Lines.sol";

/// @dev What a stablecoin says of itself, where it does.
interface ICurrencyToken {
  function currency() external view returns (string memory);

  function paused() external view returns (bool);
}

/// @title TokenRail
/// @notice See `ITokenRail`.
contract TokenRail is ITokenRail, ReentrancyGuardTransient {
  using SafeERC20 for IERC20;

  /// @notice The most gas that one transfer is given: several times what an ordinary one needs on any hard fork.
  uint256 public constant TRANSFER_GAS = 400_000;

  IOfficerRegistry private immutable _registry;
  IBudgetLedger private immutable _ledger;

  mapping(address token => Token) private _tokens;

  constructor(IOfficerRegistry registry_, IBudgetLedger ledger_) {
    _registry = registry_;
    _ledger = ledger_;
    emit TokenRailCreated(address(registry_), address(ledger_));
  }

  modifier onlyTop() {
    _requireTop();
    _;
  }

  modifier onlyPayer() {
    _registry.authorize(msg.sender, TREASURY, Offices.PAYING, 0);
    _;
  }

  /// @inheritdoc ITokenRail
  function allow(address token_, string calldata currency) external override onlyTop {
    bytes32 needed = keccak256(bytes(_ledger.identity().currency));
    if (token_.code.length == 0 || keccak256(bytes(currency)) != needed) revert TokenRailInvalidToken(token_);
    try ICurrencyToken(token_).currency() returns (string memory own) {
      if (keccak256(bytes(own)) != needed) revert TokenRailInvalidToken(token_);
    } catch {
      // Most tokens say nothing of it.
    }
    uint256 decimals = IERC20Metadata(token_).decimals();
    if (decimals < 2 || decimals > 36) revert TokenRailInvalidToken(token_);
    Token memory allowed = Token({codeHash: token_.codehash, scale: 10 ** (decimals - 2)});
    _tokens[token_] = allowed;
    emit TokenAllowed(token_, allowed.codeHash, allowed.scale);
  }

  /// @inheritdoc ITokenRail
  function disallow(address token_) external override onlyTop {
    if (_tokens[token_].scale == 0) revert TokenRailNotAllowed(token_);
    delete _tokens[token_];
    emit TokenDisallowed(token_);
  }

  /// @inheritdoc ITokenRail
  function deposit(address token_, uint64 amount) external override nonReentrant {
    _take(token_, msg.sender, amount);
  }

  /// @inheritdoc ITokenRail
  function withdraw(address token_, address to, uint64 amount) external override onlyTop nonReentrant {
    uint256 units = amount * _requireAllowed(token_);
    emit Withdrawn(token_, to, amount);
    IERC20(token_).safeTransfer(to, units);
  }

  /// @inheritdoc IRail
  function takeBack(
    address from,
    uint64 amount,
    bytes calldata settlement
  ) external override onlyPayer nonReentrant {
    _take(abi.decode(settlement, (address)), from, amount);
  }

  /// @inheritdoc IRail
  function pay(
    bytes calldata lines,
    uint256[] calldata excluded,
    bytes calldata settlement
  ) external override onlyPayer nonReentrant returns (uint64 failedTotal, uint256[] memory failed) {
    address token_ = abi.decode(settlement, (address));
    uint256 scale = _requireAllowed(token_);
    uint256[] memory excluded_ = excluded;
    uint256 needed = Lines.total(lines, Rail.Token, excluded_) * scale;
    uint256 before = IERC20(token_).balanceOf(address(this));
    if (before < needed) revert TokenRailVaultShort(token_, before, needed);
    (address first, uint256 received) = _firstPayee(token_, lines, excluded_);

    failed = new uint256[]((lines.length / Lines.TOKEN_SIZE + 255) / 256);
    uint256 firstUnits;
    (failedTotal, firstUnits) = _transferAll(token_, scale, lines, excluded_, failed);
    if (failedTotal != 0) _requireNotPaused(token_);
    else failed = new uint256[](0);

    uint256 expected = needed - failedTotal * scale;
    uint256 actual = before - IERC20(token_).balanceOf(address(this));
    if (actual != expected) revert TokenRailWrongAmount(token_, expected, actual);
    if (firstUnits != 0) {
      received = IERC20(token_).balanceOf(first) - received;
      // More where the payee stands in several lines.
      if (received < firstUnits) revert TokenRailWrongAmount(token_, firstUnits, received);
    }
  }

  /// @inheritdoc ITokenRail
  function token(address token_) external view override returns (Token memory) {
    return _tokens[token_];
  }

  /// @inheritdoc ITokenRail
  function version() external pure override returns (string memory) {
    return "1.0.0";
  }

  /// @dev Transfers every line that is not excluded, and notes those that fail.
  /// @return failedTotal What the failed lines add up to, in cents.
  /// @return firstUnits What the first line paid, if it did not fail.
  function _transferAll(
    address token_,
    uint256 scale,
    bytes calldata lines,
    uint256[] memory excluded,
    uint256[] memory failed
  ) private returns (uint64 failedTotal, uint256 firstUnits) {
    uint256 size = Lines.TOKEN_SIZE;
    uint256 most = TRANSFER_GAS;
    uint256 starvedLine = 0;
    uint256 starvedGas = 0;
    // What a line costs besides the transfer has to be small: thousands of lines may go through here.
    assembly ("memory-safe") {
      // The call's data: selector of transfer(address,uint256), payee, units. Past the free memory pointer, not kept.
      let data := mload(0x40)
      mstore(data, shl(224, 0xa9059cbb))
      let payeeAt := add(data, 0x04)
      let unitsAt := add(data, 0x24)
      let words := mload(excluded)
      let isFirst := 1
      let line := lines.offset
      let end := add(line, lines.length)
      for {
        let i := 0
      } lt(line, end) {
        i := add(i, 1)
        line := add(line, size)
      } {
        if lt(shr(8, i), words) {
          if and(shr(and(i, 255), mload(add(add(excluded, 0x20), mul(shr(8, i), 0x20)))), 1) {
            continue
          }
        }
        let packed := calldataload(line)
        let payee := shr(96, packed)
        let cents := and(shr(56, packed), 0xffffffffff)
        let units := mul(cents, scale)
        mstore(payeeAt, payee)
        mstore(unitsAt, units)
        let gasBefore := gas()
        // At most one word comes back, so that nobody can make us pay for more.
        let paid := call(most, token_, 0, data, 0x44, 0x00, 0x20)
        // Some tokens return nothing; the rest must return true.
        paid := and(paid, or(iszero(returndatasize()), and(gt(returndatasize(), 0x1f), eq(mload(0x00), 1))))
        // The vault is nobody's account.
        if or(iszero(paid), eq(payee, address())) {
          // A call never gets more than 63/64 of what there is (EIP-150): with less, a failure tells nothing.
          if lt(sub(gasBefore, shr(6, gasBefore)), most) {
            starvedLine := add(i, 1)
            starvedGas := gasBefore
            break
          }
          let word := add(add(failed, 0x20), mul(shr(8, i), 0x20))
          mstore(word, or(mload(word), shl(and(i, 255), 1)))
          failedTotal := add(failedTotal, cents)
          units := 0
        }
        if isFirst {
          firstUnits := units
          isFirst := 0
        }
      }
    }
    if (starvedLine != 0) revert TokenRailStarved(starvedLine - 1, starvedGas);
  }

  /// @dev Moves tokens into the vault, all of them or none.
  function _take(address token_, address from, uint64 amount) private {
    uint256 units = amount * _requireAllowed(token_);
    uint256 before = IERC20(token_).balanceOf(address(this));
    IERC20(token_).safeTransferFrom(from, address(this), units);
    uint256 received = IERC20(token_).balanceOf(address(this)) - before;
    if (received != units) revert TokenRailWrongAmount(token_, units, received);
    emit Deposited(token_, from, amount);
  }

  function _requireTop() private view {
    if (msg.sender != _registry.top()) revert TokenRailOnlyTop(msg.sender);
  }

  /// @dev The scale of a token that is allowed and still the same code.
  function _requireAllowed(address token_) private view returns (uint256 scale) {
    scale = _tokens[token_].scale;
    if (scale == 0) revert TokenRailNotAllowed(token_);
    bytes32 codeHash = token_.codehash;
    if (codeHash != _tokens[token_].codeHash) revert TokenRailCodeChanged(token_, codeHash);
  }

  /// @dev When transfers fail because the token is paused, they are not the payees' failures.
  function _requireNotPaused(address token_) private view {
    try ICurrencyToken(token_).paused() returns (bool isPaused) {
      if (isPaused) revert TokenRailPaused(token_);
    } catch {
      // Most tokens can't be paused.
    }
  }

  /// @dev Whom the first line that is not excluded pays, and what they hold before.
  function _firstPayee(
    address token_,
    bytes calldata lines,
    uint256[] memory excluded
  ) private view returns (address payee, uint256 balance) {
    uint256 i = 0;
    while (i / 256 < excluded.length && (excluded[i / 256] >> (i % 256)) & 1 == 1) ++i;
    uint256 start = i * Lines.TOKEN_SIZE;
    // Every line may be excluded.
    if (start >= lines.length) return (address(0), 0);
    payee = address(bytes20(lines[start:start + 20]));
    balance = IERC20(token_).balanceOf(payee);
  }
}
