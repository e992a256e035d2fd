// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Act} from "../types/Act.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
import {IAccounts} from "./IAccounts.sol";
import {IObligations} from "./IObligations.sol";

/// @title IBudgetLedger
/// @notice What may be spent. One ledger holds one currency, in cents: the minor unit, whatever its name.
///
/// Who may act, and the limits: officers appointed in the `OfficerRegistry`, for the organisation that an account
/// belongs to or is superior to it, with the office that `Acts.office` names, up to their limit in total for the
/// whole batch. Nobody, the top administrator included, can move an amount past these rules. The top administrator
/// can freeze the ledger for ever, in favour of a newer version; reads go on.
interface IBudgetLedger is IAccounts, IObligations {
  /// @notice What a ledger says of itself. None of it can change.
  /// @param currency ISO 4217 code.
  /// @param timeZone IANA name of the civil time zone that its dates are meant in.
  /// @param fiscalYearStart Month and day at which its fiscal year begins, as `MM-DD`.
  struct Identity {
    string name;
    string currency;
    string timeZone;
    string fiscalYearStart;
  }

  /// @notice The ledger's state beside its accounts. One slot.
  /// @param openingAuthority What was appropriated until the seal, in cents.
  /// @param openingObligated What was entered by opening obligations until the seal, in cents.
  struct Status {
    uint120 openingAuthority;
    uint120 openingObligated;
    bool isSealed;
    bool isFrozen;
  }

  /// @param ledger Hash of chain id and address: what the journal is a journal of.
  event LedgerCreated(
    bytes32 indexed ledger,
    address registry,
    string name,
    string currency,
    string timeZone,
    string fiscalYearStart
  );
  event OpeningSealed(OfficerId indexed officer, uint120 openingAuthority, uint120 openingObligated);
  event LedgerFrozen();

  /// @notice Thrown when a batch holds no act.
  error BudgetLedgerEmptyBatch();
  /// @notice Thrown when a part of the ledger's identity is empty, or the currency not three capital letters.
  error BudgetLedgerInvalidIdentity();
  /// @notice Thrown when the ledger is frozen.
  error BudgetLedgerFrozen();
  /// @notice Thrown when the totals given to the seal are not those entered.
  error BudgetLedgerOpeningMismatch(uint120 openingAuthority, uint120 openingObligated);
  /// @notice Thrown when a call is reserved to the top administrator.
  error BudgetLedgerOnlyTop(address caller);

  /// @notice Does all of `acts`, in their order, or none. The one entrance for acts that move amounts.
  /// @param organisation The organisation that the caller's officer acts for. One officer check covers the batch:
  /// every office that its acts need, and their amounts in total.
  function execute(OrganisationId organisation, Act[] calldata acts) external;

  /// @notice Ends opening entries, for ever. By an appropriating officer of the treasury, and soon: until then what was
  /// made before this ledger can be entered in expired accounts too. The totals are gross: a correction of an opening
  /// entry is an act of its own and lowers neither.
  /// @param openingAuthority The total that the predecessor's books prove; must be what was entered.
  /// @param openingObligated Likewise.
  function seal(uint120 openingAuthority, uint120 openingObligated) external;

  /// @notice Ends all acts, for ever. By the top administrator, before a newer version takes over.
  function freeze() external;

  function status() external view returns (Status memory);

  function identity() external view returns (Identity memory);

  /// @notice Hash of chain id and address.
  function ledgerId() external view returns (bytes32);

  /// @notice The registry whose officers act here.
  function registry() external view returns (address);

  function version() external pure returns (string memory);
}
