// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IRail} from "./IRail.sol";

/// @title IAttestedRail
/// @notice Payments that a bank makes, attested by the disbursing officer whom the payer answers for. What the chain
/// holds of them is the attestation: the bank's trace numbers are a range that is used once.
///
/// Settlement: `abi.encode(Settlement)`. Of what comes back: `abi.encode(uint32 bank, bytes32 evidence)`, the bank that
/// sent it and a commitment to its return file or advice.
interface IAttestedRail is IRail {
  /// @notice How the bank pays.
  enum Method {
    None,
    Ach,
    Wire,
    Check,
    Card
  }

  /// @param bank The originating bank: in the US the first eight digits of its routing number.
  /// @param settlementDay Civil day on which the payees have the money, counted from 1970-01-01: interest on late
  /// payments runs until then.
  /// @param firstTrace The first line paid has this trace number at the bank, each further one the next.
  struct Settlement {
    uint32 bank;
    Method method;
    uint16 settlementDay;
    uint64 firstTrace;
  }

  event AttestedRailCreated(address registry);
  /// @param payer The contract that paid; its own event names the lines.
  /// @param count How many lines were paid.
  event PaymentsAttested(
    uint32 indexed bank,
    address indexed payer,
    Method method,
    uint16 settlementDay,
    uint64 firstTrace,
    uint64 count
  );

  /// @param payer The contract that takes it back; its own event names what it was paid for.
  /// @param amount Cents.
  /// @param evidence A commitment to the bank's return file or advice.
  event ReturnAttested(uint32 indexed bank, address indexed payer, uint64 amount, bytes32 evidence);

  /// @notice Thrown when a settlement names no bank or method, or a day more than a week ago or two months ahead.
  error AttestedRailInvalidSettlement(uint32 bank, Method method, uint16 settlementDay);
  /// @notice Thrown when what comes back names no bank that ever paid, or no evidence.
  error AttestedRailInvalidReturn(uint32 bank, bytes32 evidence);
  /// @notice Thrown when trace numbers were used before, or lie too far ahead of the last one used.
  error AttestedRailInvalidTrace(uint32 bank, uint64 firstTrace, uint64 next);

  /// @notice The first trace number of a bank that is free.
  function nextTrace(uint32 bank) external view returns (uint64);

  function version() external pure returns (string memory);
}
