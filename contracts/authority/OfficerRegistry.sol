// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {isCode} from "../types/Code.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {Offices} from "../types/Offices.sol";
import {ALL_ORGANISATIONS, OrganisationId, TREASURY} from "../types/OrganisationId.sol";
import {AppointmentWord, AuthorityWords, KeyWord} from "./AuthorityWords.sol";
import {IOfficerRegistry} from "./IOfficerRegistry.sol";
import {requireWithin} from "./Limit.sol";

/// @title OfficerRegistry
/// @notice See `IOfficerRegistry`: its powers and their limits.
contract OfficerRegistry is IOfficerRegistry {
  using AuthorityWords for Key;
  using AuthorityWords for Appointment;

  /// @notice How many keys a person may have at a time, so that a dismissal always fits in a block.
  uint8 public constant MAX_KEYS = 8;
  /// @notice How deep the tree of organisations may be, so that a search for an administrator ends.
  uint8 public constant MAX_DEPTH = 8;

  uint40 private constant _LONGEST_DELAY = 30 days;
  uint40 private constant _NO_END = type(uint40).max;

  address private immutable _top;
  uint40 private immutable _keyDelay;
  uint40 private immutable _appointmentDelay;
  uint40 private immutable _haltMaximum;
  uint40 private immutable _haltCooldown;

  uint32 private _organisationCount;
  uint24 private _officerCount;
  mapping(OrganisationId organisation => Organisation) private _organisations;
  mapping(bytes32 codeHash => OrganisationId organisation) private _organisationByCode;
  mapping(OfficerId officer => Officer) private _officers;
  mapping(OfficerId officer => address[] keys) private _keysOf;
  mapping(address key => Key) private _keys;
  mapping(OfficerId officer => address key) private _proposedKeys;
  mapping(OfficerId officer => mapping(OrganisationId organisation => Appointment)) private _appointments;
  mapping(OrganisationId organisation => Halt) private _halts;

  /// @param settings_ See `Settings`.
  /// @param founders See `Founders`: they hold their offices at the treasury without end, from now.
  /// @param treasuryCode The code of the first organisation, the treasury.
  constructor(Settings memory settings_, Founders memory founders, string memory treasuryCode) {
    if (
      settings_.top == address(0) ||
      settings_.keyDelay > _LONGEST_DELAY ||
      settings_.appointmentDelay > _LONGEST_DELAY ||
      settings_.haltMaximum == 0 ||
      settings_.haltMaximum > _LONGEST_DELAY ||
      settings_.haltCooldown < settings_.haltMaximum ||
      settings_.haltCooldown > 12 * _LONGEST_DELAY
    ) revert OfficerRegistryInvalidSettings();
    _top = settings_.top;
    _keyDelay = settings_.keyDelay;
    _appointmentDelay = settings_.appointmentDelay;
    _haltMaximum = settings_.haltMaximum;
    _haltCooldown = settings_.haltCooldown;
    emit RegistryCreated(
      settings_.top,
      settings_.keyDelay,
      settings_.appointmentDelay,
      settings_.haltMaximum,
      settings_.haltCooldown
    );

    _createOrganisation(OrganisationId.wrap(0), 0, treasuryCode);
    _found(founders.registrar, Offices.REGISTRAR);
    _found(founders.inspector, Offices.INSPECTOR);
    _found(founders.administrator, Offices.ADMINISTRATOR);
  }

  modifier onlyTop() {
    _requireTop();
    _;
  }

  /// @inheritdoc IOfficerRegistry
  function createOrganisation(
    OrganisationId parent,
    string calldata code
  ) external override returns (OrganisationId) {
    requireOrganisation(parent);
    _requireAdministrator(parent);
    uint8 depth = _organisations[parent].depth;
    if (depth == MAX_DEPTH) revert OfficerRegistryTooDeep(parent);
    return _createOrganisation(parent, depth + 1, code);
  }

  /// @inheritdoc IOfficerRegistry
  function enrolPerson(address key_, bytes32 file) external override returns (OfficerId) {
    _requireRegistrar();
    return _enrol(key_, false, file);
  }

  /// @inheritdoc IOfficerRegistry
  function enrolContract(address key_) external override returns (OfficerId) {
    if (msg.sender != _top) _requireRegistrar();
    if (key_.code.length == 0 || _isDelegation(key_)) revert OfficerRegistryInvalidKey(key_);
    return _enrol(key_, true, 0);
  }

  /// @inheritdoc IOfficerRegistry
  function proposeKey(address key_) external override {
    OfficerId officer_ = officerOf(msg.sender);
    if (officer_.isNone()) revert OfficerRegistryUnknownKey(msg.sender);
    _proposedKeys[officer_] = key_;
    emit KeyProposed(officer_, key_);
  }

  /// @inheritdoc IOfficerRegistry
  function addKey(OfficerId officer_, address key_) external override {
    Officer storage stored = _requireOfficer(officer_);
    if (stored.isContract || stored.keyCount == MAX_KEYS) revert OfficerRegistryTooManyKeys(officer_);
    if (msg.sender != _top) {
      if (stored.independent) revert OfficerRegistryOnlyTop(msg.sender);
      _requireRegistrar();
      // An officer without keys can have proposed none: only the top brings one back.
      if (stored.keyCount == 0 || _proposedKeys[officer_] != key_) {
        revert OfficerRegistryKeyNotProposed(officer_, key_);
      }
    }
    delete _proposedKeys[officer_];
    // Safe: block times fit in 40 bits until the year 36812.
    _addKey(officer_, key_, uint40(block.timestamp) + _keyDelay);
  }

  /// @inheritdoc IOfficerRegistry
  function revokeKey(address key_) external override {
    Key storage stored = _keys[key_];
    if (!stored.live) revert OfficerRegistryUnknownKey(key_);
    OfficerId owner = stored.officer;
    if (officerOf(msg.sender) != owner) _requireMayRevoke(owner);
    _removeKey(owner, key_);
    // It may be what the revoked key proposed.
    delete _proposedKeys[owner];
    address[] storage keys = _keysOf[owner];
    for (uint256 i = 0; ; ++i) {
      // A live key is in its officer's list, so the search ends.
      if (keys[i] != key_) continue;
      keys[i] = keys[keys.length - 1];
      keys.pop();
      return;
    }
  }

  /// @inheritdoc IOfficerRegistry
  function dismiss(OfficerId officer_, bytes32 reason) external override {
    _requireOfficer(officer_);
    _requireMayRevoke(officer_);
    _dismiss(officer_, reason);
  }

  /// @inheritdoc IOfficerRegistry
  function appoint(
    OfficerId officer_,
    OrganisationId organisation_,
    uint32 offices,
    uint40 from,
    uint40 until,
    uint64 limit
  ) external override {
    requireOrganisation(organisation_);
    if (offices & Offices.BY_TOP != 0) {
      _requireTop();
      if (organisation_ != TREASURY) revert OfficerRegistryInvalidOffices(offices);
    } else if (msg.sender != _top) {
      if (_requireAdministrator(organisation_) == officer_) revert OfficerRegistrySelfAppointment(officer_);
    }
    uint40 earliest = uint40(block.timestamp) + _appointmentDelay;
    if (from == 0) from = earliest;
    if (from < earliest || until <= from) revert OfficerRegistryInvalidDates(from, until, earliest);
    _appoint(officer_, organisation_, offices, from, until, limit);
  }

  /// @inheritdoc IOfficerRegistry
  function revoke(OfficerId officer_, OrganisationId organisation_) external override {
    Officer storage stored = _requireOfficer(officer_);
    bool byItself = officerOf(msg.sender) == officer_;
    if (!byItself && msg.sender != _top) {
      bool permitted =
        !stored.independent && (_isRegistrar(msg.sender) || !_administratorOf(organisation_).isNone());
      if (!permitted) revert OfficerRegistryMayNotRevoke(msg.sender, officer_);
    }
    Appointment memory former = _appointments[officer_][organisation_];
    if (former.offices == 0 || former.term != stored.term) {
      revert OfficerRegistryNotAppointed(officer_, organisation_);
    }
    delete _appointments[officer_][organisation_];
    stored.appointments -= 1;
    stored.independent = false;
    emit AppointmentRevoked(officer_, organisation_, msg.sender);
  }

  /// @inheritdoc IOfficerRegistry
  function replaceInspector(OfficerId former, OfficerId successor) external override onlyTop {
    if (!former.isNone()) {
      Appointment memory held = _appointments[former][TREASURY];
      if (held.offices != Offices.INSPECTOR || held.term != _officers[former].term) {
        revert OfficerRegistryNotAppointed(former, TREASURY);
      }
      _dismiss(former, 0);
    }
    Officer storage next = _requireOfficer(successor);
    if (next.appointments != 0) revert OfficerRegistryNotIndependent(successor);
    // Also refuses the former one, whose keys have just gone.
    if (next.keyCount == 0) revert OfficerRegistryUnknownOfficer(successor);
    _appoint(successor, TREASURY, Offices.INSPECTOR, uint40(block.timestamp), _NO_END, 0);
  }

  /// @inheritdoc IOfficerRegistry
  function halt(OrganisationId organisation_, uint40 duration, bytes32 reason) external override {
    OfficerId inspector = authorise(msg.sender, TREASURY, Offices.INSPECTOR, 0);
    if (organisation_ != ALL_ORGANISATIONS) requireOrganisation(organisation_);
    if (duration == 0 || duration > _haltMaximum) revert OfficerRegistryInvalidHalt(duration, _haltMaximum);
    // A halt of all cools down for each organisation.
    uint40 again = _halts[ALL_ORGANISATIONS].again;
    if (again < _halts[organisation_].again) again = _halts[organisation_].again;
    if (block.timestamp < again) revert OfficerRegistryCoolingDown(organisation_, again);
    uint40 until = uint40(block.timestamp) + duration;
    // In proportion, so that a short halt does not disarm the next one for long.
    uint40 cooldown = uint40((uint256(_haltCooldown) * duration) / _haltMaximum);
    _halts[organisation_] = Halt({until: until, again: until + cooldown});
    emit PaymentsHalted(organisation_, inspector, until, reason);
  }

  /// @inheritdoc IOfficerRegistry
  function lift(OrganisationId organisation_) external override {
    if (msg.sender != _top) authorise(msg.sender, TREASURY, Offices.INSPECTOR, 0);
    Halt storage stored = _halts[organisation_];
    if (block.timestamp >= stored.until) revert OfficerRegistryNotHalted(organisation_);
    // The halt ends now, and its cooldown begins.
    stored.again = stored.again - stored.until + uint40(block.timestamp);
    stored.until = uint40(block.timestamp);
    emit HaltLifted(organisation_, msg.sender);
  }

  /// @inheritdoc IOfficerRegistry
  function authorise(
    address key_,
    OrganisationId organisation_,
    uint32 offices,
    uint256 total
  ) public view override returns (OfficerId officer_) {
    uint64 limit;
    (officer_, limit) = warrant(key_, organisation_, offices);
    requireWithin(officer_, limit, total);
  }

  /// @inheritdoc IOfficerRegistry
  function warrant(
    address key_,
    OrganisationId organisation_,
    uint32 offices
  ) public view override returns (OfficerId officer_, uint64 limit) {
    KeyWord used = _keys[key_].wordOf();
    if (!used.works()) revert OfficerRegistryUnknownKey(key_);
    officer_ = used.officer();
    AppointmentWord held = _appointments[officer_][organisation_].wordOf();
    if (!held.holds(used.term())) revert OfficerRegistryNotAppointed(officer_, organisation_);
    uint32 missing = offices & ~held.offices();
    if (missing != 0) revert OfficerRegistryMissingOffices(officer_, organisation_, missing);
    limit = held.limit();
  }

  /// @inheritdoc IOfficerRegistry
  function requireNotHalted(OrganisationId organisation_) external view override {
    Halt storage own = _halts[organisation_];
    if (block.timestamp < own.until) revert OfficerRegistryHalted(organisation_, own.until);
    // An organisation that is cooling down from its own halt is not stopped by one of all.
    if (block.timestamp < own.again) return;
    uint40 until = _halts[ALL_ORGANISATIONS].until;
    if (block.timestamp < until) revert OfficerRegistryHalted(ALL_ORGANISATIONS, until);
  }

  /// @inheritdoc IOfficerRegistry
  function officerOf(address key_) public view override returns (OfficerId) {
    KeyWord used = _keys[key_].wordOf();
    return used.works() ? used.officer() : OfficerId.wrap(0);
  }

  /// @inheritdoc IOfficerRegistry
  function requireOrganisation(OrganisationId organisation_) public view override {
    uint32 index = OrganisationId.unwrap(organisation_);
    if (index == 0 || index > _organisationCount) revert OfficerRegistryUnknownOrganisation(organisation_);
  }

  /// @inheritdoc IOfficerRegistry
  function top() external view override returns (address) {
    return _top;
  }

  /// @inheritdoc IOfficerRegistry
  function settings() external view override returns (Settings memory) {
    return
      Settings({
        top: _top,
        keyDelay: _keyDelay,
        appointmentDelay: _appointmentDelay,
        haltMaximum: _haltMaximum,
        haltCooldown: _haltCooldown
      });
  }

  /// @inheritdoc IOfficerRegistry
  function officer(OfficerId officer_) external view override returns (Officer memory) {
    return _officers[officer_];
  }

  /// @inheritdoc IOfficerRegistry
  function keysOf(OfficerId officer_) external view override returns (address[] memory) {
    return _keysOf[officer_];
  }

  /// @inheritdoc IOfficerRegistry
  function proposedKey(OfficerId officer_) external view override returns (address) {
    return _proposedKeys[officer_];
  }

  /// @inheritdoc IOfficerRegistry
  function key(address key_) external view override returns (Key memory) {
    return _keys[key_];
  }

  /// @inheritdoc IOfficerRegistry
  function organisation(OrganisationId organisation_) external view override returns (Organisation memory) {
    return _organisations[organisation_];
  }

  /// @inheritdoc IOfficerRegistry
  function organisationByCode(string calldata code) external view override returns (OrganisationId) {
    return _organisationByCode[keccak256(bytes(code))];
  }

  /// @inheritdoc IOfficerRegistry
  function appointment(
    OfficerId officer_,
    OrganisationId organisation_
  ) external view override returns (Appointment memory) {
    return _appointments[officer_][organisation_];
  }

  /// @inheritdoc IOfficerRegistry
  function haltOf(OrganisationId organisation_) external view override returns (Halt memory) {
    return _halts[organisation_];
  }

  /// @inheritdoc IOfficerRegistry
  function counts() external view override returns (uint32 organisations, uint24 officers) {
    return (_organisationCount, _officerCount);
  }

  /// @inheritdoc IOfficerRegistry
  function version() external pure override returns (string memory) {
    return "1.0.0";
  }

  function _found(address key_, uint32 office) private {
    OfficerId officer_ = _enrol(key_, false, 0);
    _appoint(officer_, TREASURY, office, uint40(block.timestamp), _NO_END, 0);
  }

  function _createOrganisation(
    OrganisationId parent,
    uint8 depth,
    string memory code
  ) private returns (OrganisationId id) {
    bytes32 codeHash = keccak256(bytes(code));
    if (!isCode(code) || !_organisationByCode[codeHash].isNone()) {
      revert OfficerRegistryInvalidCode(code);
    }
    id = OrganisationId.wrap(++_organisationCount);
    _organisations[id] = Organisation({parent: parent, depth: depth});
    _organisationByCode[codeHash] = id;
    emit OrganisationCreated(id, parent, msg.sender, code);
  }

  function _enrol(address key_, bool isContract, bytes32 file) private returns (OfficerId id) {
    // The last id is kept free: contracts use it for "several officers".
    if (_officerCount == type(uint24).max - 1) revert OfficerRegistryTooManyOfficers();
    id = OfficerId.wrap(++_officerCount);
    _officers[id] = Officer({
      isContract: isContract,
      independent: false,
      keyCount: 0,
      term: 1,
      appointments: 0,
      held: 0
    });
    emit OfficerEnrolled(id, msg.sender, isContract, file);
    // The first key works at once: a new officer has no power until someone else appoints them.
    _addKey(id, key_, uint40(block.timestamp));
  }

  function _addKey(OfficerId officer_, address key_, uint40 from) private {
    if (key_ == address(0)) revert OfficerRegistryInvalidKey(key_);
    if (!_keys[key_].officer.isNone()) revert OfficerRegistryKeyTaken(key_, _keys[key_].officer);
    Officer storage stored = _officers[officer_];
    stored.keyCount += 1;
    _keys[key_] = Key({officer: officer_, term: stored.term, live: true, from: from});
    _keysOf[officer_].push(key_);
    emit KeyAdded(officer_, key_, msg.sender, from);
  }

  function _removeKey(OfficerId officer_, address key_) private {
    _keys[key_].live = false;
    _officers[officer_].keyCount -= 1;
    emit KeyRevoked(officer_, key_, msg.sender);
  }

  function _dismiss(OfficerId officer_, bytes32 reason) private {
    address[] memory keys = _keysOf[officer_];
    for (uint256 i = 0; i < keys.length; ++i) {
      _removeKey(officer_, keys[i]);
    }
    delete _keysOf[officer_];
    delete _proposedKeys[officer_];
    Officer storage stored = _officers[officer_];
    stored.term += 1;
    stored.appointments = 0;
    stored.independent = false;
    stored.held = 0;
    emit OfficerDismissed(officer_, msg.sender, reason);
  }

  function _appoint(
    OfficerId officer_,
    OrganisationId organisation_,
    uint32 offices,
    uint40 from,
    uint40 until,
    uint64 limit
  ) private {
    Officer storage stored = _requireOfficer(officer_);
    if (offices == 0 || offices & ~Offices.ALL != 0) revert OfficerRegistryInvalidOffices(offices);
    uint32 held_ = stored.held | offices;
    uint32 conflict = Offices.conflict(offices) | Offices.conflictAnywhere(held_);
    if (conflict != 0) revert OfficerRegistryIncompatibleOffices(conflict);
    if (stored.isContract ? offices & ~Offices.FOR_CONTRACTS != 0 : offices & Offices.PAYING != 0) {
      revert OfficerRegistryOfficeNotForKind(officer_, offices);
    }

    if (stored.independent && msg.sender != _top) revert OfficerRegistryNotIndependent(officer_);
    Appointment storage held = _appointments[officer_][organisation_];
    if (held.offices != 0 && held.term == stored.term) stored.appointments -= 1;
    bool independent = offices & Offices.INDEPENDENT != 0;
    if (stored.appointments != 0 && (independent || stored.independent)) {
      revert OfficerRegistryNotIndependent(officer_);
    }
    stored.appointments += 1;
    stored.independent = independent;
    stored.held = held_;
    _appointments[officer_][organisation_] = Appointment({
      offices: offices,
      term: stored.term,
      from: from,
      until: until,
      limit: limit
    });
    emit OfficerAppointed(officer_, organisation_, msg.sender, offices, from, until, limit);
  }

  function _requireTop() private view {
    if (msg.sender != _top) revert OfficerRegistryOnlyTop(msg.sender);
  }

  function _requireOfficer(OfficerId officer_) private view returns (Officer storage stored) {
    stored = _officers[officer_];
    if (stored.term == 0) revert OfficerRegistryUnknownOfficer(officer_);
  }

  function _requireRegistrar() private view {
    authorise(msg.sender, TREASURY, Offices.REGISTRAR, 0);
  }

  function _requireMayRevoke(OfficerId officer_) private view {
    if (msg.sender == _top) return;
    if (_officers[officer_].independent || !_isRegistrar(msg.sender)) {
      revert OfficerRegistryMayNotRevoke(msg.sender, officer_);
    }
  }

  function _requireAdministrator(OrganisationId organisation_) private view returns (OfficerId officer_) {
    officer_ = _administratorOf(organisation_);
    if (officer_.isNone()) revert OfficerRegistryNotAdministrator(msg.sender, organisation_);
  }

  /// @dev The caller, if a live administrator of the organisation or of one above it; else 0.
  function _administratorOf(OrganisationId organisation_) private view returns (OfficerId) {
    KeyWord used = _keys[msg.sender].wordOf();
    if (!used.works()) return OfficerId.wrap(0);
    for (OrganisationId up = organisation_; !up.isNone(); up = _organisations[up].parent) {
      AppointmentWord held = _appointments[used.officer()][up].wordOf();
      if (held.offices() & Offices.ADMINISTRATOR != 0 && held.holds(used.term())) return used.officer();
    }
    return OfficerId.wrap(0);
  }

  function _isRegistrar(address key_) private view returns (bool) {
    KeyWord used = _keys[key_].wordOf();
    AppointmentWord held = _appointments[used.officer()][TREASURY].wordOf();
    return used.works() && held.offices() & Offices.REGISTRAR != 0 && held.holds(used.term());
  }

  /// @dev Whether the code is a person's account that lends itself another's code (EIP-7702).
  function _isDelegation(address key_) private view returns (bool) {
    return bytes3(key_.code) == 0xef0100;
  }
}
