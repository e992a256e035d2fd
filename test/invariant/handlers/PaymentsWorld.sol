// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../../../contracts/authority/IOfficerRegistry.sol";
import {IObligations} from "../../../contracts/budget/IObligations.sol";
import {IAttestedRail} from "../../../contracts/disbursement/IAttestedRail.sol";
import {ICashCeilings} from "../../../contracts/disbursement/ICashCeilings.sol";
import {IInterestRates} from "../../../contracts/disbursement/IInterestRates.sol";
import {IPayeeRegistry} from "../../../contracts/disbursement/IPayeeRegistry.sol";
import {ISchedules} from "../../../contracts/disbursement/ISchedules.sol";
import {IVouchers} from "../../../contracts/disbursement/IVouchers.sol";
import {IPayer} from "../../../contracts/disbursement/IPayer.sol";
import {ITokenRail} from "../../../contracts/disbursement/ITokenRail.sol";
import {Claim} from "../../../contracts/mocks/Claim.sol";
import {ClaimKind} from "../../../contracts/types/ClaimKind.sol";
import {ObligationId} from "../../../contracts/types/ObligationId.sol";
import {OfficerId} from "../../../contracts/types/OfficerId.sol";
import {Offices} from "../../../contracts/types/Offices.sol";
import {MANY_PAYEES, PayeeId} from "../../../contracts/types/PayeeId.sol";
import {NO_END, Phase} from "../../../contracts/types/Phase.sol";
import {Vm} from "../../helpers/Vm.sol";
import {Model} from "./Model.sol";
import {ObligationsHandler} from "./ObligationsHandler.sol";
import {OfficersHandler} from "./OfficersHandler.sol";
import {World} from "./World.sol";
import {StoppableToken} from "./StoppableToken.sol";

/// @title PaymentsWorld
/// @notice The contracts that pay, and what the handlers know of money: where it lies, and what may leave.
/// @dev Each call is made with its outcome known before: 0, or the selector that it ought to be refused with.
abstract contract PaymentsWorld is OfficersHandler, ObligationsHandler {
  struct GhostCeiling {
    uint64 ceiling;
    uint64 spent;
    uint40 from;
    uint40 until;
  }

  /// @dev A payment's settlement, and why the rail ought to refuse it whatever the lines are.
  struct Settled {
    bytes data;
    bytes4 reason;
    uint32 bank;
    uint64 firstTrace;
    /// Civil day of the payment: until then a late one bears interest.
    uint16 day;
  }

  uint40 internal constant CHANGE_DELAY = 3 days;
  /// @dev Units of the token in a cent.
  uint256 public constant SCALE = 10_000;

  IPayeeRegistry public immutable payees;
  ICashCeilings public immutable cash;
  IInterestRates public immutable rates;
  ITokenRail public immutable tokenRail;
  IAttestedRail public immutable attestedRail;
  IVouchers public immutable vouchers;
  ISchedules public immutable schedules;
  StoppableToken public immutable token;

  /// @notice How often each thing was done, and refused as it ought to be.
  mapping(bytes32 what => uint256) public doneOf;
  mapping(bytes32 what => mapping(bytes4 reason => uint256)) public refusedOf;
  /// @notice Cents in the vault: brought, less taken out and paid.
  uint256 public vaultCents;
  /// @notice Cents that were paid on each rail, and that came back on it.
  uint256 public tokenPaid;
  uint256 public tokenBack;
  uint256 public bankPaid;
  uint256 public bankBack;
  /// @notice What the ledger's events say of payments and of returns.
  uint256 public eventsPaid;
  uint256 public eventsBack;
  /// @dev Everyone who may receive tokens, and how many cents they did.
  address[] internal receivers;
  mapping(address receiver => uint256) internal received;
  mapping(address receiver => bool) internal blocked;
  /// @dev By the token's issuer: paused, or the vault blocked.
  bool internal isStopped;
  bool internal isAllowed = true;
  mapping(uint32 organisation => GhostCeiling) internal ceilings;
  mapping(uint32 bank => uint64) internal nextTrace;

  constructor() {
    payees = IPayeeRegistry(deployed("PayeeRegistry", abi.encode(registry, CHANGE_DELAY)));
    cash = ICashCeilings(deployed("CashCeilings", abi.encode(registry)));
    rates = IInterestRates(deployed("InterestRates", abi.encode(registry)));
    tokenRail = ITokenRail(deployed("TokenRail", abi.encode(registry, ledger)));
    attestedRail = IAttestedRail(deployed("AttestedRail", abi.encode(registry)));
    IPayer.Parts memory parts = IPayer.Parts({
      registry: address(registry),
      ledger: address(ledger),
      payees: address(payees),
      cash: address(cash),
      rates: address(rates),
      tokenRail: address(tokenRail),
      attestedRail: address(attestedRail),
      predecessor: address(0)
    });
    vouchers = IVouchers(deployed("Vouchers", abi.encode(parts)));
    schedules = ISchedules(deployed("Schedules", abi.encode(parts, vouchers)));
    _enrolPayer(address(vouchers));
    _enrolPayer(address(schedules));
    token = new StoppableToken();
    vm.prank(TOP);
    tokenRail.allow(address(token), "USD");
    vm.prank(actor(1, Offices.BUDGET, 0, 0));
    rates.setRate(1, 4625);
  }

  function receiverCount() external view returns (uint256) {
    return receivers.length;
  }

  function receiverAt(uint256 index) external view returns (address receiver, uint256 cents) {
    return (receivers[index], received[receivers[index]]);
  }

  function ghostCeiling(uint32 organisation) external view returns (GhostCeiling memory) {
    return ceilings[organisation];
  }

  function traceOf(uint32 bank) external view returns (uint64) {
    return nextTrace[bank];
  }

  // Outcomes

  function _wasDone(bytes32 what, bytes4 expected) internal {
    if (expected != 0) revert(string.concat("done: ", _text(what)));
    ++doneOf[what];
  }

  function _wasRefused(bytes32 what, bytes4 expected, bytes memory reason) internal {
    bytes4 selector = selectorOf(reason);
    if (expected == 0 || selector != expected) {
      string memory got = vm.toString(abi.encodePacked(selector));
      revert(
        string.concat(_text(what), " refused: ", got, ", not ", vm.toString(abi.encodePacked(expected)))
      );
    }
    ++refusedOf[what][expected];
  }

  // Officers

  /// @dev Why the registry ought to refuse this, or 0.
  function _authority(
    address key,
    uint32 organisation,
    uint32 office,
    uint256 total
  ) internal view returns (bytes4) {
    if (!works(key)) return IOfficerRegistry.OfficerRegistryUnknownKey.selector;
    GhostAppointment memory held = ghostAppointments[ghostKeys[key].officer][organisation];
    if (held.offices == 0 || clock < held.from || clock >= held.until) {
      return IOfficerRegistry.OfficerRegistryNotAppointed.selector;
    }
    if (held.offices & office != office) return IOfficerRegistry.OfficerRegistryMissingOffices.selector;
    return total > held.limit ? IOfficerRegistry.OfficerRegistryOverLimit.selector : bytes4(0);
  }

  /// @dev Why an officer ought not to disburse, or 0.
  function _disbursing(
    address key,
    uint32 organisation,
    uint32 actingFor,
    uint256 total
  ) internal view returns (bytes4) {
    if (actingFor != organisation && actingFor != TREASURY_INDEX) {
      return IPayer.PayerWrongOrganisation.selector;
    }
    return _authority(key, actingFor, Offices.DISBURSING, total);
  }

  function _officerWith(address key) internal view returns (uint24) {
    return works(key) ? ghostKeys[key].officer : 0;
  }

  /// @dev One officer moved to an office, so that they may try to act twice; `otherwise` where they can't be.
  function _seated(
    uint24 officer,
    uint32 organisation,
    uint32 office,
    address otherwise
  ) internal returns (address) {
    if (officer <= FOUNDERS || isContract[officer] || liveKeys[officer].length == 0) return otherwise;
    if (!_mayHold(officer, office)) return otherwise;
    appointTo(officer, organisation, office, clock, clock + 20 days, type(uint64).max);
    return liveKeys[officer][liveKeys[officer].length - 1];
  }

  function _mayHold(uint24 officer, uint32 office) internal view returns (bool) {
    if (ghostAppointments[officer][1].offices & Offices.INDEPENDENT != 0) return false;
    return Offices.conflictAnywhere(heldOffices[officer] | office) == 0;
  }

  /// @dev A disburser of the organisation, or, now and then, of the treasury; now and then of anyone.
  function _disburser(
    uint32 organisation,
    uint256 total,
    uint256 who
  ) internal returns (address key, uint32 actingFor) {
    actingFor = who % 4 == 0 ? TREASURY_INDEX : organisation;
    if (who % 32 == 1) actingFor = anyOrganisation(who >> 8);
    key = actor(actingFor, Offices.DISBURSING, total, who >> 8);
    if (who % 32 == 2) key = keys[(who >> 8) % keys.length];
  }

  // Obligations

  function _ownerOf(uint64 obligation) internal view returns (uint32) {
    return accounts[obligations[placeOf[obligation] - 1].account].owner;
  }

  function _isToMany(uint64 obligation) internal view returns (bool) {
    return PayeeId.wrap(obligations[placeOf[obligation] - 1].payee) == MANY_PAYEES;
  }

  function _isCancelled(uint64 obligation) internal view returns (bool) {
    return phaseOf(obligations[placeOf[obligation] - 1].account) == Phase.Cancelled;
  }

  /// @dev Books a claim that the ledger took, or left out.
  function _claimed(
    ClaimKind kind,
    uint32 organisation,
    uint24 officer,
    uint64 obligation,
    uint64 amount
  ) internal returns (bool) {
    return bookClaim(kind, organisation, officer, Claim(ObligationId.wrap(obligation), amount, 0));
  }

  // Money

  /// @dev Why the ceiling ought to stop a payment, or 0.
  function _cashReason(uint32 organisation, uint256 amount) internal view returns (bytes4) {
    GhostCeiling memory it = ceilings[organisation];
    if (it.until == 0) return 0;
    if (clock < it.from || clock >= it.until) return ICashCeilings.CashCeilingsOutsidePeriod.selector;
    return it.spent + amount > it.ceiling ? ICashCeilings.CashCeilingsExceeded.selector : bytes4(0);
  }

  function _spent(uint32 organisation, uint64 amount) internal {
    if (ceilings[organisation].until != 0) ceilings[organisation].spent += amount;
  }

  function _restored(uint32 organisation, uint64 amount) internal {
    uint64 spent = ceilings[organisation].spent;
    ceilings[organisation].spent = spent > amount ? spent - amount : 0;
  }

  /// @dev A settlement in tokens, or by one of two banks; now and then trace numbers that were used.
  function _settlement(bool attested, uint256 seed) internal view returns (Settled memory it) {
    it.day = uint16(clock / 1 days);
    if (!attested) {
      it.data = abi.encode(address(token));
      if (!isAllowed) it.reason = ITokenRail.TokenRailNotAllowed.selector;
      return it;
    }
    it.bank = uint32(1 + (seed % 2));
    it.firstTrace = nextTrace[it.bank] + uint64((seed >> 8) % 50);
    it.day = uint16(it.day - 5 + ((seed >> 16) % 40));
    if (seed % 16 == 2 && nextTrace[it.bank] != 0) {
      it.firstTrace = nextTrace[it.bank] - 1;
      it.reason = IAttestedRail.AttestedRailInvalidTrace.selector;
    } else if (seed % 16 == 3) {
      it.day = uint16(clock / 1 days - 8);
      it.reason = IAttestedRail.AttestedRailInvalidSettlement.selector;
    }
    it.data = abi.encode(IAttestedRail.Settlement(it.bank, IAttestedRail.Method.Ach, it.day, it.firstTrace));
  }

  /// @dev Why the rail ought to refuse lines that come to this, or 0.
  function _railReason(bool attested, Settled memory by, uint256 total) internal view returns (bytes4) {
    if (attested || by.reason != 0) return by.reason;
    if (vaultCents < total) return ITokenRail.TokenRailVaultShort.selector;
    return isStopped ? ITokenRail.TokenRailStopped.selector : bytes4(0);
  }

  /// @dev Whether a token transfer fails for its receiver alone.
  function _bounces(address receiver) internal view returns (bool) {
    return blocked[receiver] || receiver == address(tokenRail);
  }

  function _paidOut(bool attested, address receiver, uint64 cents) internal {
    if (attested) {
      bankPaid += cents;
      return;
    }
    tokenPaid += cents;
    received[receiver] += cents;
    vaultCents -= cents;
  }

  /// @dev Gives a disburser the money that came back, for the vault to take.
  function _bring(address key, bool attested, uint64 cents) internal {
    if (attested) return;
    token.mint(key, cents * SCALE);
    vm.prank(key);
    token.approve(address(tokenRail), type(uint256).max);
  }

  /// @dev How money is taken back, and why it ought not to be, or 0; now and then a bank's return that nobody can prove.
  function _backBy(bool attested, uint256 seed) internal view returns (bytes memory data, bytes4 reason) {
    if (!attested) return (abi.encode(address(token)), _backReason());
    uint32 bank = uint32(seed % 16 == 2 ? 0 : 1 + (seed % 2));
    bytes32 evidence = seed % 16 == 3 ? bytes32(0) : keccak256(abi.encode(seed));
    if (nextTrace[bank] == 0 || evidence == 0) reason = IAttestedRail.AttestedRailInvalidReturn.selector;
    return (abi.encode(bank, evidence), reason);
  }

  /// @dev A bank's reason for a return; now and then none.
  function _codeBy(uint256 seed) internal pure returns (bytes3) {
    return seed % 32 == 4 ? bytes3(0) : bytes3("R02");
  }

  /// @dev Why tokens ought not to be taken into the vault, or 0.
  function _backReason() internal view returns (bytes4) {
    if (!isAllowed) return ITokenRail.TokenRailNotAllowed.selector;
    return isStopped ? StoppableToken.Stopped.selector : bytes4(0);
  }

  function _cameBack(bool attested, uint64 cents) internal {
    if (attested) {
      bankBack += cents;
      return;
    }
    tokenBack += cents;
    vaultCents += cents;
  }

  function _receiver(uint256 seed) internal returns (address receiver) {
    receiver = address(uint160(0xd0000000 + seed));
    receivers.push(receiver);
  }

  // Events

  /// @dev Adds up what the ledger says was paid and came back, and asks of each payment that it was one to be made.
  function _readEvents(uint32 organisation) internal {
    Vm.Log[] memory logs = vm.getRecordedLogs();
    for (uint256 i = 0; i < logs.length; ++i) {
      if (logs[i].topics[0] != IObligations.ClaimsPosted.selector) continue;
      ClaimKind kind = ClaimKind(uint256(logs[i].topics[1]));
      if (kind != ClaimKind.Pay && kind != ClaimKind.Return) continue;
      require(uint256(logs[i].topics[2]) == organisation, "another's payment");
      (, bytes memory lines) = abi.decode(logs[i].data, (address, bytes));
      for (uint256 place = 1; place < lines.length; place += 48) {
        uint64 amount = uint64(uint256(_word(lines, place)) >> 128);
        if (kind == ClaimKind.Return) {
          eventsBack += amount;
          continue;
        }
        eventsPaid += amount;
        require(!halted(organisation), "17: paid under a halt");
        require(_isPayable(_word(lines, place + 16)), "8: paid, and was not certified");
      }
    }
  }

  /// @dev Whether a document is certified for payment, before the payment is booked.
  function _isPayable(bytes32 document) internal view virtual returns (bool);

  function _word(bytes memory data, uint256 place) private pure returns (bytes32 word) {
    assembly ("memory-safe") {
      word := mload(add(add(data, 0x20), place))
    }
  }

  function _text(bytes32 what) private pure returns (string memory) {
    uint256 length = 0;
    while (length < 32 && what[length] != 0) ++length;
    bytes memory text = new bytes(length);
    for (uint256 i = 0; i < length; ++i) text[i] = what[i];
    return string(text);
  }

  function _enrolPayer(address payer) private {
    vm.prank(REGISTRAR);
    uint24 officer = OfficerId.unwrap(registry.enrolContract(payer));
    require(officer == ++officerCount, "an officer's id");
    isContract[officer] = true;
    noteKey(officer, payer, clock);
    appointTo(officer, TREASURY_INDEX, Offices.PAYING, clock, NO_END, type(uint64).max);
  }

  function _watch() internal override(Model, World) {
    Model._watch();
  }
}
