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
import {IRail} from "./IRail.sol";
import {ITokenRail} from "./ITokenRail.sol";
import {Lines} from "./Lines.sol";

/// @dev What a stablecoin says of itself, where it does.
interface ICurrencyToken {
  function currency() external view returns (string memory);
}

/// @title TokenRail
/// @notice See `ITokenRail`.
contract TokenRail is ITokenRail, ReentrancyGuardTransient {
  using SafeERC20 for IERC20;

  /// @notice The most gas that one transfer is given: several times what an ordinary one needs on any hard fork.
  uint256 public constant TRANSFER_GAS = 400_000;
  /// @dev More than the call itself costs.
  uint256 private constant _CALL_GAS = 5_000;

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
    _registry.authorise(msg.sender, TREASURY, Offices.PAYING, 0);
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
    if (decimals < 2 || decimals > 36 || !_movesNothing(token_)) revert TokenRailInvalidToken(token_);
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
    uint64 total,
    bytes calldata settlement
  ) external override onlyPayer nonReentrant returns (uint64 failedTotal, uint256[] memory failed) {
    address token_ = abi.decode(settlement, (address));
    uint256 scale = _requireAllowed(token_);
    uint256 lineCount = Lines.count(lines.length, Lines.TOKEN_SIZE);
    uint256 before = IERC20(token_).balanceOf(address(this));
    if (before < total * scale) revert TokenRailVaultShort(token_, before, total * scale);

    failed = new uint256[]((lineCount + 255) / 256);
    uint64 paidTotal;
    (paidTotal, failedTotal) = _payAll(token_, scale, lines, lineCount, failed);
    uint64 sum = paidTotal + failedTotal;
    if (sum != total) revert TokenRailWrongAmount(token_, total * scale, sum * scale);
    if (failedTotal != 0) _requireMoving(token_, lineCount);

    uint256 actual = before - IERC20(token_).balanceOf(address(this));
    if (actual != paidTotal * scale) revert TokenRailWrongAmount(token_, paidTotal * scale, actual);
    if (failedTotal == 0) failed = new uint256[](0);
    emit TokensPaid(token_, msg.sender, paidTotal);
  }

  /// @inheritdoc ITokenRail
  function token(address token_) external view override returns (Token memory) {
    return _tokens[token_];
  }

  /// @inheritdoc ITokenRail
  function version() external pure override returns (string memory) {
    return "1.0.0";
  }

  /// @dev Pays every line, notes those that fail, and sees to it that the first payee paid receives no less than the
  /// whole; returns what was paid and what was not, in cents.
  function _payAll(
    address token_,
    uint256 scale,
    bytes calldata lines,
    uint256 lineCount,
    uint256[] memory failed
  ) private returns (uint64 paidTotal, uint64 failedTotal) {
    uint256 next = 0;
    // Whoever comes first may be one who can't be paid.
    for (; paidTotal == 0 && next < lineCount; ++next) {
      bytes calldata line = lines[next * Lines.TOKEN_SIZE:(next + 1) * Lines.TOKEN_SIZE];
      address payee = address(bytes20(line));
      uint256 received = IERC20(token_).balanceOf(payee);
      (uint256 count, uint64 cents, uint256 gasBefore) = _transferUntilFailure(token_, scale, line);
      received = IERC20(token_).balanceOf(payee) - received;
      if (received < cents * scale) revert TokenRailWrongAmount(token_, cents * scale, received);
      paidTotal = cents;
      if (count == 0) failedTotal += _fail(lines, next, gasBefore, failed);
    }
    while (next < lineCount) {
      bytes calldata rest = lines[next * Lines.TOKEN_SIZE:];
      (uint256 count, uint64 cents, uint256 gasBefore) = _transferUntilFailure(token_, scale, rest);
      paidTotal += cents;
      next += count;
      if (next == lineCount) break;
      failedTotal += _fail(lines, next, gasBefore, failed);
      ++next;
    }
  }

  /// @dev Notes that a line failed; returns its cents.
  function _fail(
    bytes calldata lines,
    uint256 line,
    uint256 gasBefore,
    uint256[] memory failed
  ) private pure returns (uint64) {
    _requireFed(line, gasBefore);
    failed[line / 256] |= 1 << (line % 256);
    return Lines.tokenCentsAt(lines, line);
  }

  /// @dev A call never gets more than 63/64 of what there is (EIP-150): with less, a failure tells nothing.
  /// @param line The line that failed, or how many there are where the token itself was asked.
  /// @param gasBefore What gas there was before the transfer.
  function _requireFed(uint256 line, uint256 gasBefore) private pure {
    if (gasBefore - gasBefore / 64 < TRANSFER_GAS + _CALL_GAS) revert TokenRailStarved(line, gasBefore);
  }

  /// @dev Transfers line after line until one fails.
  /// @return count How many lines were paid.
  /// @return cents What they come to.
  /// @return gasBefore What gas there was before the transfer that failed.
  function _transferUntilFailure(
    address token_,
    uint256 scale,
    bytes calldata lines
  ) private returns (uint256 count, uint64 cents, uint256 gasBefore) {
    uint256 most = TRANSFER_GAS;
    uint256 size = Lines.TOKEN_SIZE;
    // What a line costs besides the transfer has to be small: thousands of lines may go through here.
    assembly ("memory-safe") {
      // The call's data: selector of transfer(address,uint256), payee, units. Past the free memory pointer, not kept.
      let data := mload(0x40)
      mstore(data, shl(224, 0xa9059cbb))
      let line := lines.offset
      for {
        let end := add(line, lines.length)
      } lt(line, end) {
        line := add(line, size)
      } {
        let packed := calldataload(line)
        let amount := and(shr(56, packed), 0xffffffffff)
        // The payee's twenty bytes; what follows them is overwritten.
        mstore(add(data, 0x10), packed)
        mstore(add(data, 0x24), mul(amount, scale))
        let available := gas()
        // At most one word comes back, so that nobody can make us pay for more.
        let isPaid := call(most, token_, 0, data, 0x44, 0x00, 0x20)
        // Some tokens return nothing; the rest must return true.
        isPaid := and(
          isPaid,
          or(and(eq(mload(0x00), 1), gt(returndatasize(), 0x1f)), iszero(returndatasize()))
        )
        // The vault is nobody's account.
        if gt(isPaid, eq(shr(96, packed), address())) {
          cents := add(cents, amount)
          continue
        }
        gasBefore := available
        break
      }
      count := div(sub(line, lines.offset), size)
    }
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

  /// @dev When transfers fail because the token is paused or the vault blocked, they are not the payees' failures.
  function _requireMoving(address token_, uint256 lineCount) private {
    uint256 gasBefore = gasleft();
    if (_movesNothing(token_)) return;
    // Either way nothing is paid.
    _requireFed(lineCount, gasBefore);
    revert TokenRailStopped(token_);
  }

  /// @dev Whether the token lets the vault transfer 0 to itself, asked as for any line.
  function _movesNothing(address token_) private returns (bool moves) {
    uint256 most = TRANSFER_GAS;
    assembly ("memory-safe") {
      let data := mload(0x40)
      mstore(data, shl(224, 0xa9059cbb))
      mstore(add(data, 0x04), address())
      mstore(add(data, 0x24), 0)
      moves := call(most, token_, 0, data, 0x44, 0x00, 0x20)
      moves := and(moves, or(and(eq(mload(0x00), 1), gt(returndatasize(), 0x1f)), iszero(returndatasize())))
    }
  }
}
