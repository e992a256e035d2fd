// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../authority/IOfficerRegistry.sol";
import {isCode} from "../types/Code.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {TREASURY} from "../types/OrganisationId.sol";
import {MANY_PAYEES, PayeeId} from "../types/PayeeId.sol";
import {Rail} from "../types/Rail.sol";
import {IPayeeRegistry} from "./IPayeeRegistry.sol";
import {PayeeWord} from "./PayeeWord.sol";

/// @title PayeeRegistry
/// @notice See `IPayeeRegistry`: its powers and their limits.
contract PayeeRegistry is IPayeeRegistry {
  uint40 private constant _LONGEST_DELAY = 30 days;

  IOfficerRegistry private immutable _registry;
  uint40 private immutable _changeDelay;

  uint32 private _payeeCount;
  mapping(PayeeId payee => PayeeWord) private _payees;
  mapping(PayeeId payee => mapping(Rail rail => uint40 from)) private _from;
  // Apart, or a registrar could enrol a person under the hash of an entity's key and so take the entity's place.
  mapping(bytes32 keyHash => PayeeId entity) private _entityByKey;
  mapping(bytes32 identity => PayeeId person) private _personByIdentity;
  mapping(PayeeId payee => address controller) private _controllers;
  /// @dev But for the last ones for tokens, which stand in the payee's word.
  mapping(PayeeId payee => mapping(Rail rail => mapping(uint16 version => bytes20 account))) private _details;

  /// @param changeDelay_ Seconds that a change of details waits: 1 second to 30 days.
  constructor(IOfficerRegistry registry_, uint40 changeDelay_) {
    if (changeDelay_ == 0 || changeDelay_ > _LONGEST_DELAY) revert PayeeRegistryInvalidDelay(changeDelay_);
    _registry = registry_;
    _changeDelay = changeDelay_;
    emit PayeeRegistryCreated(address(registry_), changeDelay_);
  }

  /// @inheritdoc IPayeeRegistry
  function enrolEntity(string calldata key, address controller) external override returns (PayeeId id) {
    OfficerId officer = _requireRegistrar();
    id = _enrol(PayeeKind.Entity, _entityByKey, isCode(key) ? _hashOf(key) : bytes32(0), controller);
    emit EntityEnrolled(id, officer, controller, key);
  }

  /// @inheritdoc IPayeeRegistry
  function enrolPerson(bytes32 identity, address controller) external override returns (PayeeId id) {
    OfficerId officer = _requireRegistrar();
    id = _enrol(PayeeKind.Person, _personByIdentity, identity, controller);
    emit PersonEnrolled(id, officer, controller, identity);
  }

  /// @inheritdoc IPayeeRegistry
  function attest(PayeeId id, uint40 eligibleUntil, bytes32 evidence) external override {
    PayeeWord it = _requirePayee(id);
    OfficerId officer = _requireRegistrar();
    if (eligibleUntil <= block.timestamp) revert PayeeRegistryInvalidExpiry(id, eligibleUntil);
    _payees[id] = it.withEligibleUntil(eligibleUntil);
    emit EligibilityAttested(id, officer, eligibleUntil, evidence);
  }

  /// @inheritdoc IPayeeRegistry
  function setStatus(PayeeId id, PayeeStatus status, bytes32 reason) external override {
    PayeeWord it = _requirePayee(id);
    OfficerId officer = _registry.officerOf(msg.sender);
    bool byInspector = !_holds(officer, Offices.REGISTRAR);
    if (byInspector) {
      bool byTop = status == PayeeStatus.Active && msg.sender == _registry.top();
      if (!byTop && !_holds(officer, Offices.INSPECTOR)) revert PayeeRegistryMayNot(msg.sender, id);
      _payees[id] = it.withInspectorStatus(status);
    } else _payees[id] = it.withStatus(status);
    emit PayeeStatusSet(id, officer, byInspector, status, reason);
  }

  /// @inheritdoc IPayeeRegistry
  function setDetails(PayeeId id, Rail rail, bytes20 account) external override {
    PayeeWord it = _requirePayee(id);
    OfficerId officer = _requireRegistrar();
    uint16 last = it.version(rail);
    uint40 from = _from[id][rail];
    if (block.timestamp < from) revert PayeeRegistryChangePending(id, from);
    bytes20 former = _accountAt(id, it, rail, last);
    if (account == bytes20(0) || account == former) revert PayeeRegistryInvalidDetails(id, account);
    // The very first diverts nothing, so it need not wait; the first on a second rail might.
    bool waits = it.version(Rail.Token) != 0 || it.version(Rail.Attested) != 0;
    // Safe: block times fit in 40 bits.
    from = uint40(block.timestamp) + (waits ? _changeDelay : 0);
    _from[id][rail] = from;
    if (rail == Rail.Token) {
      if (last != 0) _details[id][rail][last] = former;
      it = it.withAccount(account);
    } else _details[id][rail][last + 1] = account;
    _payees[id] = it.withVersion(rail, last + 1, waits);
    emit DetailsSet(id, officer, rail, last + 1, account, from);
  }

  /// @inheritdoc IPayeeRegistry
  function stopDetails(PayeeId id, Rail rail) external override {
    PayeeWord it = _requirePayee(id);
    if (msg.sender != _controllers[id]) {
      OfficerId officer = _registry.officerOf(msg.sender);
      if (!_holds(officer, Offices.REGISTRAR) && !_holds(officer, Offices.INSPECTOR)) {
        revert PayeeRegistryMayNot(msg.sender, id);
      }
    }
    uint16 last = it.version(rail);
    if (block.timestamp >= _from[id][rail]) revert PayeeRegistryNothingPending(id);
    // No voucher can have been certified with it, so its number is free again. The one before is long in force.
    if (rail == Rail.Token) {
      it = it.withAccount(_details[id][rail][last - 1]);
      delete _details[id][rail][last - 1];
    } else delete _details[id][rail][last];
    _payees[id] = it.withVersion(rail, last - 1, false);
    _from[id][rail] = 0;
    emit DetailsStopped(id, msg.sender, rail, last);
  }

  /// @inheritdoc IPayeeRegistry
  function setController(PayeeId id, address controller) external override {
    _requirePayee(id);
    address former = _controllers[id];
    if (former == address(0)) _requireRegistrar();
    else if (msg.sender != former && msg.sender != _registry.top())
      revert PayeeRegistryMayNot(msg.sender, id);
    _controllers[id] = controller;
    emit ControllerSet(id, msg.sender, controller);
  }

  /// @inheritdoc IPayeeRegistry
  function standingOf(PayeeId id, Rail rail) external view override returns (uint16 version_, bool eligible) {
    PayeeWord it = _payees[id];
    version_ = it.version(rail);
    // At most the last one waits.
    if (it.mayWait(rail) && block.timestamp < _from[id][rail]) version_ -= 1;
    // Whoever is paid by id can be added up.
    eligible = it.isEligible() && it.kind() != PayeeKind.Person;
  }

  /// @inheritdoc IPayeeRegistry
  function destination(
    PayeeId id,
    Rail rail,
    uint16 version_
  ) external view override returns (bool eligible, bytes20 account) {
    PayeeWord it = _payees[id];
    eligible = it.isEligible();
    if (eligible && rail == Rail.Token) account = _accountAt(id, it, rail, version_);
  }

  /// @inheritdoc IPayeeRegistry
  function isEligible(PayeeId id) external view override returns (bool) {
    return _payees[id].isEligible();
  }

  /// @inheritdoc IPayeeRegistry
  function payee(PayeeId id) external view override returns (Payee memory) {
    PayeeWord it = _payees[id];
    return
      Payee({
        kind: it.kind(),
        status: it.status(),
        inspectorStatus: it.inspectorStatus(),
        eligibleUntil: it.eligibleUntil(),
        tokenVersion: it.version(Rail.Token),
        bankVersion: it.version(Rail.Attested),
        tokenFrom: _from[id][Rail.Token],
        bankFrom: _from[id][Rail.Attested]
      });
  }

  /// @inheritdoc IPayeeRegistry
  function details(PayeeId id, Rail rail, uint16 version_) external view override returns (bytes20) {
    return _accountAt(id, _payees[id], rail, version_);
  }

  /// @inheritdoc IPayeeRegistry
  function controllerOf(PayeeId id) external view override returns (address) {
    return _controllers[id];
  }

  /// @inheritdoc IPayeeRegistry
  function entityByKey(string calldata key) external view override returns (PayeeId) {
    return _entityByKey[_hashOf(key)];
  }

  /// @inheritdoc IPayeeRegistry
  function personByIdentity(bytes32 identity) external view override returns (PayeeId) {
    return _personByIdentity[identity];
  }

  /// @inheritdoc IPayeeRegistry
  function payeeCount() external view override returns (uint32) {
    return _payeeCount;
  }

  /// @inheritdoc IPayeeRegistry
  function changeDelay() external view override returns (uint40) {
    return _changeDelay;
  }

  /// @inheritdoc IPayeeRegistry
  function version() external pure override returns (string memory) {
    return "1.0.0";
  }

  /// @dev `enrolled` is the kind's own mapping.
  function _enrol(
    PayeeKind kind,
    mapping(bytes32 identity => PayeeId payee) storage enrolled,
    bytes32 identity,
    address controller
  ) private returns (PayeeId id) {
    if (identity == 0 || !enrolled[identity].isNone()) {
      revert PayeeRegistryInvalidIdentity(enrolled[identity]);
    }
    id = PayeeId.wrap(++_payeeCount);
    if (id == MANY_PAYEES) revert PayeeRegistryFull();
    enrolled[identity] = id;
    _payees[id] = _payees[id].withKind(kind);
    if (controller != address(0)) _controllers[id] = controller;
  }

  /// @dev The last account for tokens is in the payee's word; all others have a slot of their own.
  function _accountAt(PayeeId id, PayeeWord it, Rail rail, uint16 version_) private view returns (bytes20) {
    bool isInWord = rail == Rail.Token && version_ == it.version(rail);
    return isInWord ? it.account() : _details[id][rail][version_];
  }

  function _requirePayee(PayeeId id) private view returns (PayeeWord it) {
    it = _payees[id];
    if (it.kind() == PayeeKind.None) revert PayeeRegistryUnknownPayee(id);
  }

  function _requireRegistrar() private view returns (OfficerId) {
    return _registry.authorise(msg.sender, TREASURY, Offices.REGISTRAR, 0);
  }

  /// @dev Whether the caller, who is `officer`, holds the office at the treasury now.
  function _holds(OfficerId officer, uint32 office) private view returns (bool) {
    if (officer.isNone()) return false;
    try _registry.authorise(msg.sender, TREASURY, office, 0) returns (OfficerId) {
      return true;
    } catch {
      return false;
    }
  }

  function _hashOf(string calldata key) private pure returns (bytes32) {
    return keccak256(bytes(key));
  }
}
