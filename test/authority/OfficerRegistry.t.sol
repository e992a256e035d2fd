// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IOfficerRegistry} from "../../contracts/authority/IOfficerRegistry.sol";
import {OfficerId} from "../../contracts/types/OfficerId.sol";
import {Offices} from "../../contracts/types/Offices.sol";
import {ALL_ORGANISATIONS, OrganisationId, TREASURY} from "../../contracts/types/OrganisationId.sol";
import {NO_END} from "../../contracts/types/Phase.sol";
import {Registrars} from "../helpers/Registrars.sol";

contract OfficerRegistryTest is Registrars {
  uint8 private constant _MAX_KEYS = 8;
  uint8 private constant _MAX_DEPTH = 8;

  OfficerId private _ada;
  address private _adaKey;
  /// @dev An administrator of the agency, and so of the bureau below it.
  OfficerId private _head;
  address private _headKey;

  function setUp() public override {
    super.setUp();
    (_ada, _adaKey) = enrolFor(Offices.BUDGET);
    (_head, _headKey) = hire(AGENCY, Offices.ADMINISTRATOR);
  }

  // Deployment

  function test_SettingsAreAcceptedAtTheirBounds() external {
    IOfficerRegistry.Settings memory settings = IOfficerRegistry.Settings(
      TOP,
      30 days,
      30 days,
      30 days,
      360 days
    );
    _deploys(settings, true);
    _deploys(IOfficerRegistry.Settings(TOP, 0, 0, 1, 1), true);
    settings.keyDelay += 1;
    _deploys(settings, false);
    settings.keyDelay = 0;
    settings.appointmentDelay += 1;
    _deploys(settings, false);
    settings.appointmentDelay = 0;
    settings.haltCooldown += 1;
    _deploys(settings, false);
    settings.haltCooldown = 30 days - 1;
    _deploys(settings, false);
    settings.haltCooldown = 31 days;
    settings.haltMaximum += 1;
    _deploys(settings, false);
    settings.haltMaximum = 0;
    _deploys(settings, false);
    settings.haltMaximum = 1;
    _deploys(settings, true);
    settings.top = address(0);
    _deploys(settings, false);
  }

  function test_FoundersAreThreePersons() external {
    isOfficer(registry.authorise(REGISTRAR, TREASURY, Offices.REGISTRAR, 0), REGISTRAR_OFFICER, "registrar");
    isOfficer(registry.authorise(INSPECTOR, TREASURY, Offices.INSPECTOR, 0), INSPECTOR_OFFICER, "inspector");
    isOfficer(
      registry.authorise(ADMINISTRATOR, TREASURY, Offices.ADMINISTRATOR, 0),
      ADMINISTRATOR_OFFICER,
      "administrator"
    );
    vm.assertTrue(registry.officer(REGISTRAR_OFFICER).independent, "registrar");
    vm.assertTrue(registry.officer(INSPECTOR_OFFICER).independent, "inspector");
    vm.assertFalse(registry.officer(ADMINISTRATOR_OFFICER).independent, "administrator");
    vm.assertEq(registry.appointment(REGISTRAR_OFFICER, TREASURY).limit, 0, "limit");
    vm.assertEq(registry.top(), TOP, "top");
    IOfficerRegistry.Settings memory settings = registry.settings();
    vm.assertEq(keccak256(abi.encode(settings)), keccak256(abi.encode(settingsUnder(TOP))), "settings");

    IOfficerRegistry.Founders memory twice = founders();
    twice.administrator = twice.inspector;
    vm.expectRevert(_keyTaken(INSPECTOR, INSPECTOR_OFFICER));
    deployed("OfficerRegistry", abi.encode(settingsUnder(TOP), twice, "T"));
  }

  // Organisations

  function test_OrganisationsFormATree() external {
    vm.assertTrue(registry.organisationByCode("BUREAU") == BUREAU, "by code");
    vm.assertTrue(registry.organisationByCode("NONE").isNone(), "no such code");
    vm.assertTrue(registry.organisation(BUREAU).parent == AGENCY, "parent");
    vm.assertEq(registry.organisation(BUREAU).depth, 2, "depth");
    (uint32 organisations, uint24 officers) = registry.counts();
    vm.assertEq(organisations, 4, "organisations");
    vm.assertEq(officers, 5, "officers");
    registry.requireOrganisation(OTHER);
    vm.expectRevert(_unknownOrganisation(5));
    registry.requireOrganisation(OrganisationId.wrap(5));
    vm.expectRevert(_unknownOrganisation(0));
    registry.requireOrganisation(ALL_ORGANISATIONS);
  }

  function test_OrganisationsEndAtTheDeepest() external {
    OrganisationId parent = BUREAU;
    for (uint256 depth = 3; depth <= _MAX_DEPTH; ++depth) {
      parent = createOrganisation(parent, vm.toString(depth));
      vm.assertEq(registry.organisation(parent).depth, depth, "depth");
    }
    vm.expectRevert(abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryTooDeep.selector, parent));
    createOrganisation(parent, "TOO-DEEP");
    // The administrator at the top reaches the deepest.
    vm.prank(ADMINISTRATOR);
    registry.appoint(_ada, parent, Offices.BUDGET, time() + APPOINTMENT_DELAY, NO_END, 1);
  }

  function test_OrganisationsNeedAFreeCodeAndAnAdministrator() external {
    string[3] memory invalid = ["", "WITH SPACE", unicode"Ä"];
    for (uint256 i = 0; i < invalid.length; ++i) {
      vm.expectRevert(
        abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryInvalidCode.selector, invalid[i])
      );
      createOrganisation(TREASURY, invalid[i]);
    }
    vm.expectRevert(abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryInvalidCode.selector, "BUREAU"));
    createOrganisation(OTHER, "BUREAU");
    vm.expectRevert(_unknownOrganisation(9));
    createOrganisation(OrganisationId.wrap(9), "NEW");

    vm.prank(_headKey);
    registry.createOrganisation(BUREAU, "BELOW");
    _expectNotAdministrator(_headKey, OTHER);
    registry.createOrganisation(OTHER, "BESIDE");
    _expectNotAdministrator(_headKey, TREASURY);
    registry.createOrganisation(TREASURY, "ABOVE");
    // Not even the top: it appoints an administrator first.
    _expectNotAdministrator(TOP, TREASURY);
    registry.createOrganisation(TREASURY, "TOP");
    _expectNotAdministrator(_adaKey, AGENCY);
    registry.createOrganisation(AGENCY, "ADA");
  }

  // Enrolment and keys

  function test_OnlyARegistrarEnrols() external {
    address[5] memory others = [TOP, INSPECTOR, ADMINISTRATOR, _adaKey, STRANGER];
    for (uint256 i = 0; i < others.length; ++i) {
      vm.prank(others[i]);
      vm.expectPartialRevert(_refusalOfAuthority(others[i]));
      registry.enrolPerson(address(0x999), 0);
      // A contract also by the top, which appoints the ones that pay.
      if (others[i] == TOP) continue;
      vm.prank(others[i]);
      vm.expectPartialRevert(_refusalOfAuthority(others[i]));
      registry.enrolContract(address(this));
    }
    vm.prank(TOP);
    OfficerId contract_ = registry.enrolContract(address(this));
    vm.assertTrue(registry.officer(contract_).isContract, "contract");
    vm.expectRevert(_invalidKey(address(0)));
    enrol(address(0));
    vm.expectRevert(_keyTaken(_adaKey, _ada));
    enrol(_adaKey);
  }

  /// @dev A person's account that lends itself a contract's code (EIP-7702) is still a person's.
  function test_OnlyAContractIsEnrolledAsOne() external {
    address[2] memory callers = [REGISTRAR, TOP];
    for (uint256 i = 0; i < 2; ++i) {
      vm.expectRevert(_invalidKey(STRANGER));
      vm.prank(callers[i]);
      registry.enrolContract(STRANGER);
    }
    address key = newKey();
    vm.etch(key, abi.encodePacked(hex"ef0100", address(this)));
    for (uint256 i = 0; i < 2; ++i) {
      vm.expectRevert(_invalidKey(key));
      vm.prank(callers[i]);
      registry.enrolContract(key);
    }
    enrol(key);
    vm.assertFalse(registry.officer(registry.officerOf(key)).isContract, "contract");
  }

  function test_AFirstKeyWorksAtOnce() external {
    address key = newKey();
    vm.expectEmit(address(registry));
    emit IOfficerRegistry.OfficerEnrolled(OfficerId.wrap(6), REGISTRAR, false, "file");
    vm.expectEmit(address(registry));
    emit IOfficerRegistry.KeyAdded(OfficerId.wrap(6), key, REGISTRAR, time());
    vm.prank(REGISTRAR);
    OfficerId officer = registry.enrolPerson(key, "file");
    isOfficer(registry.officerOf(key), officer, "owner");
    IOfficerRegistry.Officer memory stored = registry.officer(officer);
    vm.assertFalse(stored.isContract, "contract");
    vm.assertEq(stored.keyCount, 1, "keys");
    vm.assertEq(stored.term, 1, "term");
    vm.assertEq(stored.appointments, 0, "appointments");
  }

  /// @dev A further key works from the exact second on.
  function testFuzz_AFurtherKeyWorksAfterTheDelay(uint40 wait) external {
    appoint(_ada, AGENCY, Offices.BUDGET);
    address key = newKey();
    _giveKey(_adaKey, _ada, key);
    wait = uint40(bound(wait, 0, 2 * KEY_DELAY));
    uint40 start = time();
    vm.warp(start + wait);
    isOfficer(registry.officerOf(key), wait >= KEY_DELAY ? _ada : NOBODY, "key");
    if (wait < KEY_DELAY) {
      vm.expectRevert(unknownKey(key));
      registry.authorise(key, AGENCY, Offices.BUDGET, 0);
    } else {
      isOfficer(registry.authorise(key, AGENCY, Offices.BUDGET, 0), _ada, "not the same person");
    }
    vm.warp(start + KEY_DELAY - 1);
    isOfficer(registry.officerOf(key), NOBODY, "a second early");
    vm.warp(start + KEY_DELAY);
    isOfficer(registry.officerOf(key), _ada, "to the second");
  }

  function test_AKeyIsProposedByItsOfficer() external {
    address key = newKey();
    vm.expectRevert(_notProposed(_ada, key));
    _addKey(REGISTRAR, _ada, key);
    vm.expectEmit(address(registry));
    emit IOfficerRegistry.KeyProposed(_ada, key);
    _propose(_adaKey, key);
    vm.assertEq(registry.proposedKey(_ada), key, "proposed");
    // For oneself, not for another; and the last proposal counts.
    vm.expectRevert(_notProposed(_head, key));
    _addKey(REGISTRAR, _head, key);
    address other = newKey();
    _propose(_adaKey, other);
    vm.expectRevert(_notProposed(_ada, key));
    _addKey(REGISTRAR, _ada, key);
    _addKey(REGISTRAR, _ada, other);
    vm.assertEq(registry.proposedKey(_ada), address(0), "proposed still");
    // A key in its delay proposes nothing, nor does a stranger's.
    vm.expectRevert(unknownKey(other));
    _propose(other, key);
    vm.expectRevert(unknownKey(STRANGER));
    _propose(STRANGER, key);
    // A proposal ends when a key of its officer is revoked, which may have made it.
    _propose(_adaKey, key);
    _revokeKey(_adaKey, other);
    vm.assertEq(registry.proposedKey(_ada), address(0), "outlived the key");
    // And with its officer's term.
    _propose(_adaKey, key);
    _dismiss(REGISTRAR, _ada);
    vm.assertEq(registry.proposedKey(_ada), address(0), "outlived the term");
  }

  /// @dev The registrar slips no key of its own to an officer in office, nor to one about to be appointed.
  function test_AnOfficerWithoutKeysComesBackThroughTheTop() external {
    address key = newKey();
    // Whether nothing, an appointment or a dismissal lies behind: for each, without and with a proposal.
    for (uint256 history = 0; history < 3; ++history) {
      uint256 snapshot = vm.snapshotState();
      if (history == 1) appoint(_ada, AGENCY, Offices.BUDGET);
      _propose(_adaKey, key);
      if (history == 2) _dismiss(REGISTRAR, _ada);
      else _revokeKey(REGISTRAR, _adaKey);
      vm.expectRevert(_notProposed(_ada, key));
      _addKey(REGISTRAR, _ada, key);
      vm.expectRevert(_notProposed(_ada, address(0)));
      _addKey(REGISTRAR, _ada, address(0));
      _addKey(TOP, _ada, key);
      vm.warp(time() + KEY_DELAY);
      isOfficer(registry.officerOf(key), _ada, "not back");
      vm.assertEq(registry.officer(_ada).appointments, history == 1 ? 1 : 0, "appointments");
      vm.revertToState(snapshot);
    }
  }

  function test_WhoAddsKeys() external {
    // The top needs no proposal; independent officers' keys come from it alone, a registrar's own included.
    _addKey(TOP, _ada, newKey());
    _addKey(TOP, REGISTRAR_OFFICER, newKey());
    _addKey(TOP, INSPECTOR_OFFICER, newKey());
    address key = newKey();
    _propose(INSPECTOR, key);
    vm.expectRevert(_onlyTop(REGISTRAR));
    _addKey(REGISTRAR, INSPECTOR_OFFICER, key);
    _propose(REGISTRAR, key);
    vm.expectRevert(_onlyTop(REGISTRAR));
    _addKey(REGISTRAR, REGISTRAR_OFFICER, key);

    _propose(_adaKey, key);
    vm.expectPartialRevert(IOfficerRegistry.OfficerRegistryMissingOffices.selector);
    _addKey(ADMINISTRATOR, _ada, key);
    vm.expectPartialRevert(IOfficerRegistry.OfficerRegistryNotAppointed.selector);
    _addKey(_adaKey, _ada, key);
    _propose(_headKey, _adaKey);
    vm.expectRevert(_keyTaken(_adaKey, _ada));
    _addKey(REGISTRAR, _head, _adaKey);
    vm.expectRevert(_keyTaken(_adaKey, _ada));
    _addKey(TOP, _ada, _adaKey);
    vm.expectRevert(_invalidKey(address(0)));
    _addKey(TOP, _ada, address(0));
    vm.expectRevert(_unknownOfficer(99));
    _addKey(REGISTRAR, OfficerId.wrap(99), key);
  }

  function test_KeysAreAtMostEight() external {
    for (uint256 i = 1; i < _MAX_KEYS; ++i) _addKey(TOP, _ada, newKey());
    vm.assertEq(registry.officer(_ada).keyCount, _MAX_KEYS, "keys");
    vm.expectRevert(_tooManyKeys(_ada));
    _addKey(TOP, _ada, address(0x999));
    vm.prank(REGISTRAR);
    registry.revokeKey(_adaKey);
    _addKey(TOP, _ada, newKey());
    vm.assertEq(registry.keysOf(_ada).length, _MAX_KEYS, "live keys");

    // A contract is its own and only key.
    OfficerId payer = enrolContract(newKey());
    vm.expectRevert(_tooManyKeys(payer));
    _addKey(TOP, payer, address(0x999));
  }

  /// @dev Whatever is added and revoked: a key names one officer for ever, and only while it is live.
  function testFuzz_AKeyIsNeverAnothers(uint256 seed) external {
    OfficerId[3] memory officers = [_ada, _head, enrol(newKey())];
    address[] memory keys = new address[](12);
    uint256[] memory owner = new uint256[](12);
    bool[] memory isLive = new bool[](12);
    for (uint256 step = 0; step < 40; ++step) {
      seed = uint256(keccak256(abi.encode(seed)));
      uint256 k = seed % 12;
      uint256 who = (seed >> 16) % 3;
      if (keys[k] == address(0)) {
        if (registry.officer(officers[who]).keyCount == _MAX_KEYS) continue;
        (keys[k], owner[k], isLive[k]) = (newKey(), who, true);
        _addKey(TOP, officers[who], keys[k]);
      } else if (isLive[k] && (seed >> 32) % 2 == 0) {
        vm.prank(REGISTRAR);
        registry.revokeKey(keys[k]);
        isLive[k] = false;
      } else {
        // Live or dead, for the same or another officer, or a new one: taken.
        bool isFull = registry.officer(officers[who]).keyCount == _MAX_KEYS;
        vm.expectRevert(_keyTaken(keys[k], officers[owner[k]]));
        if (!isFull && (seed >> 33) % 2 == 0) _addKey(TOP, officers[who], keys[k]);
        else enrol(keys[k]);
      }
    }
    vm.warp(time() + KEY_DELAY);
    uint256[3] memory live;
    for (uint256 k = 0; k < 12; ++k) {
      if (keys[k] == address(0)) continue;
      isOfficer(registry.officerOf(keys[k]), isLive[k] ? officers[owner[k]] : NOBODY, "owner");
      isOfficer(registry.key(keys[k]).officer, officers[owner[k]], "former owner");
      if (isLive[k]) live[owner[k]] += 1;
    }
    for (uint256 i = 0; i < 3; ++i) {
      // And the first key of each.
      address[] memory listed = registry.keysOf(officers[i]);
      vm.assertEq(listed.length, live[i] + 1, "listed");
      vm.assertEq(registry.officer(officers[i]).keyCount, live[i] + 1, "counted");
      for (uint256 k = 0; k < listed.length; ++k)
        isOfficer(registry.officerOf(listed[k]), officers[i], "list");
    }
  }

  function test_WhoRevokesAKey() external {
    address second = newKey();
    address third = newKey();
    _giveKey(_adaKey, _ada, second);
    _giveKey(_adaKey, _ada, third);
    // A key that does not work yet revokes nothing.
    vm.expectRevert(_mayNotRevoke(second, _ada));
    _revokeKey(second, third);
    vm.expectRevert(_mayNotRevoke(ADMINISTRATOR, _ada));
    _revokeKey(ADMINISTRATOR, second);
    vm.expectRevert(_mayNotRevoke(INSPECTOR, _ada));
    _revokeKey(INSPECTOR, second);
    vm.expectRevert(_mayNotRevoke(STRANGER, _ada));
    _revokeKey(STRANGER, second);
    vm.expectRevert(_mayNotRevoke(_headKey, _ada));
    _revokeKey(_headKey, second);

    // A key in its delay can be revoked by its officer.
    vm.expectEmit(address(registry));
    emit IOfficerRegistry.KeyRevoked(_ada, second, _adaKey);
    _revokeKey(_adaKey, second);
    _revokeKey(REGISTRAR, third);
    vm.expectRevert(unknownKey(third));
    _revokeKey(REGISTRAR, third);
    _revokeKey(TOP, _adaKey);
    vm.assertEq(registry.keysOf(_ada).length, 0, "keys");
    vm.expectRevert(unknownKey(STRANGER));
    _revokeKey(TOP, STRANGER);

    vm.expectRevert(_mayNotRevoke(REGISTRAR, INSPECTOR_OFFICER));
    _revokeKey(REGISTRAR, INSPECTOR);
    _revokeKey(INSPECTOR, INSPECTOR);
    _revokeKey(TOP, REGISTRAR);
  }

  function test_ARevokedKeyActsNoMore() external {
    appoint(_ada, AGENCY, Offices.BUDGET);
    vm.warp(time() + APPOINTMENT_DELAY);
    registry.authorise(_adaKey, AGENCY, Offices.BUDGET, 0);
    _revokeKey(REGISTRAR, _adaKey);
    vm.expectRevert(unknownKey(_adaKey));
    registry.authorise(_adaKey, AGENCY, Offices.BUDGET, 0);
    isOfficer(registry.officerOf(_adaKey), NOBODY, "owner");
  }

  // Dismissal

  function test_DismissalEndsKeysAndAppointmentsForGood() external {
    _giveKey(_adaKey, _ada, newKey());
    appoint(_ada, AGENCY, Offices.BUDGET);
    appoint(_ada, OTHER, Offices.CONTRACTING);
    vm.warp(time() + KEY_DELAY);
    vm.expectEmit(address(registry));
    emit IOfficerRegistry.OfficerDismissed(_ada, REGISTRAR, "reason");
    vm.prank(REGISTRAR);
    registry.dismiss(_ada, "reason");
    IOfficerRegistry.Officer memory stored = registry.officer(_ada);
    vm.assertEq(stored.keyCount, 0, "keys");
    vm.assertEq(stored.appointments, 0, "appointments");
    vm.assertEq(stored.term, 2, "term");
    vm.assertEq(registry.keysOf(_ada).length, 0, "list");
    vm.expectRevert(unknownKey(_adaKey));
    registry.authorise(_adaKey, AGENCY, Offices.BUDGET, 0);

    // Back with a new key: former appointments stay dead.
    address key = newKey();
    _addKey(TOP, _ada, key);
    vm.warp(time() + KEY_DELAY);
    isOfficer(registry.officerOf(key), _ada, "back");
    vm.expectRevert(notAppointed(_ada, AGENCY));
    registry.authorise(key, AGENCY, Offices.BUDGET, 0);
    vm.expectRevert(notAppointed(_ada, OTHER));
    vm.prank(TOP);
    registry.revoke(_ada, OTHER);
    appoint(_ada, AGENCY, Offices.BUDGET);
    vm.assertEq(registry.officer(_ada).appointments, 1, "appointments");
    vm.warp(time() + APPOINTMENT_DELAY);
    isOfficer(registry.authorise(key, AGENCY, Offices.BUDGET, 0), _ada, "appointed anew");
  }

  function test_ADismissedAdministratorHasNoPowerLeft() external {
    vm.prank(REGISTRAR);
    registry.dismiss(_head, 0);
    address key = newKey();
    _addKey(TOP, _head, key);
    vm.warp(time() + KEY_DELAY);
    _expectNotAdministrator(key, AGENCY);
    registry.createOrganisation(AGENCY, "NEW");
    vm.prank(TOP);
    registry.dismiss(REGISTRAR_OFFICER, 0);
    address back = newKey();
    _addKey(TOP, REGISTRAR_OFFICER, back);
    vm.warp(time() + KEY_DELAY);
    vm.expectRevert(_mayNotRevoke(back, _ada));
    _revokeKey(back, _adaKey);
  }

  function test_ADismissedRegistrarHasNoPowerLeft() external {
    vm.prank(TOP);
    registry.dismiss(REGISTRAR_OFFICER, 0);
    _expectPowerlessRegistrar();
  }

  function test_ARegistrarWhoseKeyWasRevokedHasNoPowerByIt() external {
    _revokeKey(TOP, REGISTRAR);
    _expectPowerlessRegistrar();
  }

  function test_WhoDismisses() external {
    vm.expectRevert(_mayNotRevoke(ADMINISTRATOR, _ada));
    _dismiss(ADMINISTRATOR, _ada);
    vm.expectRevert(_mayNotRevoke(_adaKey, _ada));
    _dismiss(_adaKey, _ada);
    vm.expectRevert(_mayNotRevoke(INSPECTOR, _ada));
    _dismiss(INSPECTOR, _ada);
    vm.expectRevert(_mayNotRevoke(REGISTRAR, INSPECTOR_OFFICER));
    _dismiss(REGISTRAR, INSPECTOR_OFFICER);
    vm.expectRevert(_mayNotRevoke(REGISTRAR, REGISTRAR_OFFICER));
    _dismiss(REGISTRAR, REGISTRAR_OFFICER);
    vm.expectRevert(_unknownOfficer(99));
    _dismiss(TOP, OfficerId.wrap(99));
    _dismiss(REGISTRAR, ADMINISTRATOR_OFFICER);
    _dismiss(TOP, INSPECTOR_OFFICER);
    vm.assertFalse(registry.officer(INSPECTOR_OFFICER).independent, "independent");
  }

  // Appointment

  /// @dev Window, offices and limit decide exactly, wherever they lie.
  function testFuzz_AppointmentsDecideExactly(
    uint40 from,
    uint40 until,
    uint40 moment,
    uint64 limit,
    uint256 total,
    uint32 held,
    uint32 asked
  ) external {
    uint40 earliest = time() + APPOINTMENT_DELAY;
    from = uint40(bound(from, earliest, earliest + 365 days));
    until = uint40(bound(until, from + 1, from + 365 days));
    moment = uint40(bound(moment, time(), until + 2 days));
    held &= Offices.BUDGET | Offices.COLLECTING | Offices.PROPERTY | Offices.APPROPRIATING;
    if (held == 0) held = Offices.BUDGET;
    asked &= Offices.BUDGET | Offices.COLLECTING | Offices.PROPERTY;
    if (total % 2 == 0) total = total % (uint256(limit) + 2);
    vm.prank(TOP);
    registry.appoint(_ada, AGENCY, held, from, until, limit);
    vm.warp(moment);

    uint32 missing = asked & ~held;
    if (moment < from || moment >= until) vm.expectRevert(notAppointed(_ada, AGENCY));
    else if (missing != 0) vm.expectRevert(_missingOffices(_ada, AGENCY, missing));
    else if (total > limit) vm.expectRevert(_overLimit(_ada, limit, total));
    OfficerId officer = registry.authorise(_adaKey, AGENCY, asked, total);
    bool permitted = moment >= from && moment < until && missing == 0;
    if (permitted && total <= limit) isOfficer(officer, _ada, "officer");

    // For those who don't know the total yet, the same without it.
    if (moment < from || moment >= until) vm.expectRevert(notAppointed(_ada, AGENCY));
    else if (missing != 0) vm.expectRevert(_missingOffices(_ada, AGENCY, missing));
    (OfficerId warranted, uint64 most) = registry.warrant(_adaKey, AGENCY, asked);
    if (!permitted) return;
    isOfficer(warranted, _ada, "warranted");
    vm.assertEq(most, limit, "limit");
  }

  function test_AWindowIsHalfOpenToTheSecond() external {
    uint40 from = time() + APPOINTMENT_DELAY;
    vm.prank(TOP);
    registry.appoint(_ada, AGENCY, Offices.BUDGET, from, from + 10, 5);
    vm.warp(from - 1);
    vm.expectRevert(notAppointed(_ada, AGENCY));
    registry.authorise(_adaKey, AGENCY, Offices.BUDGET, 5);
    vm.warp(from);
    isOfficer(registry.authorise(_adaKey, AGENCY, Offices.BUDGET, 5), _ada, "first second");
    vm.expectRevert(_overLimit(_ada, 5, 6));
    registry.authorise(_adaKey, AGENCY, Offices.BUDGET, 6);
    vm.warp(from + 9);
    registry.authorise(_adaKey, AGENCY, Offices.BUDGET, 5);
    // Nowhere else: not above, below or beside.
    vm.expectRevert(notAppointed(_ada, TREASURY));
    registry.authorise(_adaKey, TREASURY, Offices.BUDGET, 0);
    vm.expectRevert(notAppointed(_ada, BUREAU));
    registry.authorise(_adaKey, BUREAU, Offices.BUDGET, 0);
    vm.warp(from + 10);
    vm.expectRevert(notAppointed(_ada, AGENCY));
    registry.authorise(_adaKey, AGENCY, Offices.BUDGET, 5);
  }

  function test_NoEndIsNoEnd() external {
    appoint(_ada, AGENCY, Offices.BUDGET);
    vm.warp(NO_END - 1);
    registry.authorise(_adaKey, AGENCY, Offices.BUDGET, 0);
  }

  function test_WhoAppoints() external {
    OfficerId someone = enrol(newKey());
    _appointBy(ADMINISTRATOR, someone, BUREAU, Offices.BUDGET);
    _appointBy(_headKey, someone, BUREAU, Offices.CONTRACTING);
    vm.assertEq(registry.appointment(someone, BUREAU).offices, Offices.CONTRACTING, "in its place");
    vm.assertEq(registry.officer(someone).appointments, 1, "one appointment");
    _appointBy(TOP, someone, OTHER, Offices.BUDGET);
    vm.assertEq(registry.officer(someone).appointments, 2, "two appointments");

    _expectNotAdministrator(_headKey, OTHER);
    registry.appoint(someone, OTHER, Offices.BUDGET, NO_END - 1, NO_END, 0);
    _expectNotAdministrator(_headKey, TREASURY);
    registry.appoint(someone, TREASURY, Offices.BUDGET, NO_END - 1, NO_END, 0);
    _expectNotAdministrator(REGISTRAR, AGENCY);
    registry.appoint(someone, AGENCY, Offices.BUDGET, NO_END - 1, NO_END, 0);
    _expectNotAdministrator(INSPECTOR, AGENCY);
    registry.appoint(someone, AGENCY, Offices.BUDGET, NO_END - 1, NO_END, 0);
    _expectNotAdministrator(STRANGER, AGENCY);
    registry.appoint(someone, AGENCY, Offices.BUDGET, NO_END - 1, NO_END, 0);
    vm.expectRevert(_unknownOrganisation(9));
    _appointBy(TOP, someone, OrganisationId.wrap(9), Offices.BUDGET);
    vm.expectRevert(_unknownOfficer(99));
    _appointBy(TOP, OfficerId.wrap(99), AGENCY, Offices.BUDGET);
  }

  /// @dev By whichever of their keys, in whichever organisation.
  function test_NobodyAppointsThemself() external {
    address second = newKey();
    _giveKey(_headKey, _head, second);
    vm.warp(time() + KEY_DELAY);
    vm.expectRevert(_selfAppointment(_head));
    _appointBy(_headKey, _head, AGENCY, Offices.BUDGET);
    vm.expectRevert(_selfAppointment(_head));
    _appointBy(second, _head, BUREAU, Offices.ADMINISTRATOR);
  }

  function test_AnAppointmentsDates() external {
    uint40 earliest = time() + APPOINTMENT_DELAY;
    vm.expectRevert(_invalidDates(earliest - 1, NO_END, earliest));
    vm.prank(TOP);
    registry.appoint(_ada, AGENCY, Offices.BUDGET, earliest - 1, NO_END, 0);
    vm.expectRevert(_invalidDates(earliest, earliest, earliest));
    vm.prank(TOP);
    registry.appoint(_ada, AGENCY, Offices.BUDGET, earliest, earliest, 0);
    vm.expectEmit(address(registry));
    emit IOfficerRegistry.OfficerAppointed(_ada, AGENCY, TOP, Offices.BUDGET, earliest, earliest + 1, 3);
    vm.prank(TOP);
    registry.appoint(_ada, AGENCY, Offices.BUDGET, earliest, earliest + 1, 3);
    // 0 is the earliest second.
    vm.prank(TOP);
    registry.appoint(_ada, AGENCY, Offices.BUDGET, 0, earliest + 1, 3);
    vm.assertEq(registry.appointment(_ada, AGENCY).from, earliest, "from");
    vm.expectRevert(_invalidDates(earliest, earliest, earliest));
    vm.prank(TOP);
    registry.appoint(_ada, AGENCY, Offices.BUDGET, 0, earliest, 3);
  }

  function test_IndependentOfficersHoldNothingElse() external {
    vm.expectRevert(_onlyTop(ADMINISTRATOR));
    _appointBy(ADMINISTRATOR, _ada, TREASURY, Offices.REGISTRAR);
    vm.expectRevert(_onlyTop(ADMINISTRATOR));
    _appointBy(ADMINISTRATOR, _ada, TREASURY, Offices.INSPECTOR);
    vm.expectRevert(
      abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryInvalidOffices.selector, Offices.INSPECTOR)
    );
    _appointBy(TOP, _ada, AGENCY, Offices.INSPECTOR);

    vm.expectRevert(_notIndependent(INSPECTOR_OFFICER));
    _appointBy(TOP, INSPECTOR_OFFICER, AGENCY, Offices.BUDGET);
    vm.expectRevert(_notIndependent(REGISTRAR_OFFICER));
    _appointBy(ADMINISTRATOR, REGISTRAR_OFFICER, AGENCY, Offices.ADMINISTRATOR);
    appoint(_ada, AGENCY, Offices.BUDGET);
    vm.expectRevert(_notIndependent(_ada));
    _appointBy(TOP, _ada, TREASURY, Offices.INSPECTOR);
    // An appointment that stands for later or is over counts, until it is revoked.
    _revoke(TOP, _ada, AGENCY);
    _appointBy(TOP, _ada, TREASURY, Offices.INSPECTOR);
    vm.assertTrue(registry.officer(_ada).independent, "independent");
    _appointBy(TOP, _ada, TREASURY, Offices.REGISTRAR);
    vm.assertEq(registry.officer(_ada).appointments, 1, "in its place");
    _revoke(TOP, _ada, TREASURY);
    vm.assertFalse(registry.officer(_ada).independent, "independent still");
    _appointBy(ADMINISTRATOR, _ada, AGENCY, Offices.BUDGET);
  }

  /// @dev A contract that pays answers for its officers: the top alone appoints it, at the treasury.
  function test_OnlyTheTopAppointsAPayer() external {
    OfficerId payer = enrolContract(newKey());
    uint32[2] memory offices = [Offices.PAYING, Offices.PAYING | Offices.COLLECTING];
    for (uint256 i = 0; i < 2; ++i) {
      vm.expectRevert(_onlyTop(ADMINISTRATOR));
      _appointBy(ADMINISTRATOR, payer, TREASURY, offices[i]);
      vm.expectRevert(_onlyTop(_headKey));
      _appointBy(_headKey, payer, AGENCY, offices[i]);
      vm.expectRevert(
        abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryInvalidOffices.selector, offices[i])
      );
      _appointBy(TOP, payer, AGENCY, offices[i]);
      _appointBy(TOP, payer, TREASURY, offices[i]);
    }
    vm.assertEq(registry.appointment(payer, TREASURY).offices, offices[1], "offices");
    vm.assertFalse(registry.officer(payer).independent, "independent");
    // Collecting alone is an administrator's to give, beside it too, and the payer anyone's to remove.
    _appointBy(_headKey, payer, AGENCY, Offices.COLLECTING);
    _revoke(REGISTRAR, payer, TREASURY);
  }

  /// @dev Whoever makes authority does not spend it, in whichever organisations, until a new term.
  function test_OfficesHeldAreRememberedUntilDismissal() external {
    uint32[3] memory spending = [Offices.CONTRACTING, Offices.CERTIFYING, Offices.DISBURSING];
    for (uint256 i = 0; i < 3; ++i) {
      uint256 snapshot = vm.snapshotState();
      _appointBy(TOP, _ada, TREASURY, Offices.APPROPRIATING);
      vm.assertEq(registry.officer(_ada).held, Offices.APPROPRIATING, "held");
      bytes memory incompatible = _incompatible(Offices.APPROPRIATING | spending[i]);
      vm.expectRevert(incompatible);
      _appointBy(TOP, _ada, AGENCY, spending[i]);
      vm.expectRevert(incompatible);
      _appointBy(TOP, _ada, TREASURY, spending[i]);
      // Laid down, it was held all the same.
      _revoke(_adaKey, _ada, TREASURY);
      vm.expectRevert(incompatible);
      _appointBy(_headKey, _ada, AGENCY, spending[i]);
      _appointBy(_headKey, _ada, AGENCY, Offices.BUDGET);
      vm.assertEq(registry.officer(_ada).held, Offices.APPROPRIATING | Offices.BUDGET, "both");
      // The other way round.
      OfficerId other = enrol(newKey());
      _appointBy(TOP, other, BUREAU, spending[i]);
      vm.expectRevert(incompatible);
      _appointBy(TOP, other, TREASURY, Offices.APPROPRIATING);
      // A new term begins with nothing held.
      _dismiss(REGISTRAR, _ada);
      vm.assertEq(registry.officer(_ada).held, 0, "held still");
      _addKey(TOP, _ada, newKey());
      _appointBy(TOP, _ada, AGENCY, spending[i]);
      vm.assertEq(registry.officer(_ada).held, spending[i], "held anew");
      vm.revertToState(snapshot);
    }
  }

  /// @dev Appointing takes the place of an appointment: by the top alone, where the officer is independent.
  function test_NoAdministratorDisplacesAnIndependentOfficer() external {
    vm.expectRevert(_notIndependent(INSPECTOR_OFFICER));
    _appointBy(ADMINISTRATOR, INSPECTOR_OFFICER, TREASURY, Offices.BUDGET);
    vm.expectRevert(_notIndependent(REGISTRAR_OFFICER));
    _appointBy(ADMINISTRATOR, REGISTRAR_OFFICER, TREASURY, Offices.ADMINISTRATOR);
    registry.authorise(INSPECTOR, TREASURY, Offices.INSPECTOR, 0);
    registry.authorise(REGISTRAR, TREASURY, Offices.REGISTRAR, 0);
    _appointBy(TOP, INSPECTOR_OFFICER, TREASURY, Offices.BUDGET);
    vm.assertFalse(registry.officer(INSPECTOR_OFFICER).independent, "independent still");
  }

  // Revocation

  function test_WhoRevokesAnAppointment() external {
    address[5] memory permitted = [TOP, REGISTRAR, ADMINISTRATOR, _headKey, _adaKey];
    for (uint256 i = 0; i < permitted.length; ++i) {
      appoint(_ada, BUREAU, Offices.BUDGET);
      vm.expectEmit(address(registry));
      emit IOfficerRegistry.AppointmentRevoked(_ada, BUREAU, permitted[i]);
      _revoke(permitted[i], _ada, BUREAU);
      vm.assertEq(registry.appointment(_ada, BUREAU).offices, 0, "appointed still");
      vm.assertEq(registry.officer(_ada).appointments, 0, "appointments");
    }
    vm.expectRevert(notAppointed(_ada, BUREAU));
    _revoke(TOP, _ada, BUREAU);
    vm.expectRevert(_unknownOfficer(0));
    _revoke(STRANGER, NOBODY, BUREAU);

    appoint(_ada, OTHER, Offices.BUDGET);
    vm.expectRevert(_mayNotRevoke(_headKey, _ada));
    _revoke(_headKey, _ada, OTHER);
    vm.expectRevert(_mayNotRevoke(INSPECTOR, _ada));
    _revoke(INSPECTOR, _ada, OTHER);
    vm.expectRevert(_mayNotRevoke(STRANGER, _ada));
    _revoke(STRANGER, _ada, OTHER);
  }

  function test_AnIndependentOfficerIsRevokedByTheTopOrThemself() external {
    vm.expectRevert(_mayNotRevoke(REGISTRAR, INSPECTOR_OFFICER));
    _revoke(REGISTRAR, INSPECTOR_OFFICER, TREASURY);
    vm.expectRevert(_mayNotRevoke(ADMINISTRATOR, REGISTRAR_OFFICER));
    _revoke(ADMINISTRATOR, REGISTRAR_OFFICER, TREASURY);
    _revoke(REGISTRAR, REGISTRAR_OFFICER, TREASURY);
    _revoke(TOP, INSPECTOR_OFFICER, TREASURY);
    vm.expectRevert(notAppointed(INSPECTOR_OFFICER, TREASURY));
    registry.authorise(INSPECTOR, TREASURY, Offices.INSPECTOR, 0);
  }

  function test_RevocationTakesEffectAtOnce() external {
    appoint(_ada, AGENCY, Offices.BUDGET);
    vm.warp(time() + APPOINTMENT_DELAY);
    registry.authorise(_adaKey, AGENCY, Offices.BUDGET, 0);
    _revoke(_headKey, _ada, AGENCY);
    vm.expectRevert(notAppointed(_ada, AGENCY));
    registry.authorise(_adaKey, AGENCY, Offices.BUDGET, 0);
  }

  // Replacing an inspector

  function test_ReplacingAnInspectorWorksAtOnce() external {
    _replaceInspector(TOP, INSPECTOR_OFFICER, _ada);
    isOfficer(registry.authorise(_adaKey, TREASURY, Offices.INSPECTOR, 0), _ada, "successor");
    vm.assertTrue(registry.officer(_ada).independent, "independent");
    vm.assertEq(registry.officer(INSPECTOR_OFFICER).keyCount, 0, "the former's keys");
    vm.warp(NO_END - 1);
    registry.authorise(_adaKey, TREASURY, Offices.INSPECTOR, 0);
  }

  function test_ReplacingAnInspectorHasItsLimits() external {
    vm.expectRevert(_onlyTop(ADMINISTRATOR));
    _replaceInspector(ADMINISTRATOR, INSPECTOR_OFFICER, _ada);
    vm.expectRevert(notAppointed(REGISTRAR_OFFICER, TREASURY));
    _replaceInspector(TOP, REGISTRAR_OFFICER, _ada);
    vm.expectRevert(notAppointed(_head, TREASURY));
    _replaceInspector(TOP, _head, _ada);
    vm.expectRevert(_notIndependent(_head));
    _replaceInspector(TOP, INSPECTOR_OFFICER, _head);
    vm.expectRevert(_unknownOfficer(99));
    _replaceInspector(TOP, INSPECTOR_OFFICER, OfficerId.wrap(99));
    // Neither the former one, whose keys go, nor anyone else without a key.
    vm.expectRevert(_unknownOfficer(2));
    _replaceInspector(TOP, INSPECTOR_OFFICER, INSPECTOR_OFFICER);
    vm.expectRevert(_notIndependent(INSPECTOR_OFFICER));
    _replaceInspector(TOP, NOBODY, INSPECTOR_OFFICER);
    // Nobody in particular: one more.
    _replaceInspector(TOP, NOBODY, _ada);
    registry.authorise(INSPECTOR, TREASURY, Offices.INSPECTOR, 0);
    registry.authorise(_adaKey, TREASURY, Offices.INSPECTOR, 0);
    // Whoever was an inspector in a former term is none.
    _dismiss(TOP, _ada);
    OfficerId third = enrol(newKey());
    vm.expectRevert(notAppointed(_ada, TREASURY));
    _replaceInspector(TOP, _ada, third);
  }

  // Halts

  function testFuzz_AHaltEndsByItself(uint40 duration, uint40 wait) external {
    duration = uint40(bound(duration, 1, HALT_MAXIMUM));
    wait = uint40(bound(wait, 0, 2 * HALT_MAXIMUM));
    uint40 until = time() + duration;
    _halt(AGENCY, duration);
    vm.warp(time() + wait);
    _isHalted(AGENCY, time() < until, AGENCY, until);
    _isHalted(BUREAU, false, AGENCY, until);
    _isHalted(OTHER, false, AGENCY, until);
    vm.warp(until - 1);
    _isHalted(AGENCY, true, AGENCY, until);
    vm.warp(until);
    _isHalted(AGENCY, false, AGENCY, until);
    // In proportion: twice as long as the halt.
    _coolsDown(AGENCY, until + 2 * duration);
  }

  function test_AHaltOfAllCoversEach() external {
    uint40 until = time() + HALT_MAXIMUM;
    vm.expectEmit(address(registry));
    emit IOfficerRegistry.PaymentsHalted(ALL_ORGANISATIONS, INSPECTOR_OFFICER, until, "reason");
    _halt(ALL_ORGANISATIONS, HALT_MAXIMUM);
    for (uint32 i = 1; i <= 4; ++i) _isHalted(OrganisationId.wrap(i), true, ALL_ORGANISATIONS, until);
    // It cools down for each of them.
    _coolsDown(OTHER, until + HALT_COOLDOWN);
    vm.warp(until);
    for (uint32 i = 1; i <= 4; ++i) _isHalted(OrganisationId.wrap(i), false, ALL_ORGANISATIONS, until);
  }

  /// @dev An organisation that cools down from its own halt is not stopped by one of all; the others are.
  function test_AHaltOfAllStopsNoneThatCoolsDown() external {
    uint40 own = time() + 1 days;
    uint40 again = own + 2 days;
    _halt(OTHER, 1 days);
    vm.warp(own - 1);
    uint40 all = time() + HALT_MAXIMUM;
    _halt(ALL_ORGANISATIONS, HALT_MAXIMUM);
    _isHalted(OTHER, true, OTHER, own);
    vm.warp(own);
    _isHalted(OTHER, false, OTHER, own);
    _isHalted(AGENCY, true, ALL_ORGANISATIONS, all);
    vm.warp(again - 1);
    _isHalted(OTHER, false, OTHER, own);
    vm.warp(again);
    _isHalted(OTHER, true, ALL_ORGANISATIONS, all);
    vm.warp(all);
    _isHalted(OTHER, false, OTHER, own);
  }

  /// @dev However halts of one and of all alternate, payments are stopped for at most a third of the time, and one
  /// halt more at each end: each is followed by twice its length.
  function testFuzz_NoAlternationHaltsForEver(uint256 seed) external {
    uint256 halted;
    uint40 start = time();
    for (uint256 step = 0; step < 60; ++step) {
      seed = uint256(keccak256(abi.encode(seed)));
      vm.prank(INSPECTOR);
      try
        registry.halt(seed % 2 == 0 ? AGENCY : ALL_ORGANISATIONS, uint40(1 + ((seed >> 8) % HALT_MAXIMUM)), 0)
      {} catch {}
      try registry.requireNotHalted(AGENCY) {} catch {
        halted += 12 hours;
      }
      vm.warp(time() + 12 hours);
    }
    vm.assertLe(halted, (time() - start) / 3 + 2 * HALT_MAXIMUM, "halted too long");
  }

  function test_AHaltHasItsLimits() external {
    address[4] memory others = [TOP, REGISTRAR, ADMINISTRATOR, STRANGER];
    for (uint256 i = 0; i < others.length; ++i) {
      vm.prank(others[i]);
      vm.expectPartialRevert(_refusalOfAuthority(others[i]));
      registry.halt(AGENCY, 1, 0);
    }
    vm.expectRevert(_invalidHalt(0));
    _halt(AGENCY, 0);
    vm.expectRevert(_invalidHalt(HALT_MAXIMUM + 1));
    _halt(AGENCY, HALT_MAXIMUM + 1);
    vm.expectRevert(_unknownOrganisation(9));
    _halt(OrganisationId.wrap(9), 1);
    _halt(AGENCY, HALT_MAXIMUM);
    _coolsDown(AGENCY, time() + HALT_MAXIMUM + HALT_COOLDOWN);
  }

  /// @dev The cooldown that belongs to it begins when it is lifted.
  function test_LiftingEndsAHaltAtOnce() external {
    address[3] memory others = [REGISTRAR, ADMINISTRATOR, STRANGER];
    address[2] memory lifters = [INSPECTOR, TOP];
    for (uint256 i = 0; i < lifters.length; ++i) {
      uint40 until = time() + HALT_MAXIMUM;
      _halt(AGENCY, HALT_MAXIMUM);
      vm.warp(time() + 1 days);
      for (uint256 j = 0; j < others.length; ++j) {
        vm.prank(others[j]);
        vm.expectPartialRevert(_refusalOfAuthority(others[j]));
        registry.lift(AGENCY);
      }
      _isHalted(AGENCY, true, AGENCY, until);
      vm.prank(lifters[i]);
      registry.lift(AGENCY);
      _isHalted(AGENCY, false, AGENCY, until);
      vm.assertEq(registry.haltOf(AGENCY).until, time(), "until");
      vm.assertEq(registry.haltOf(AGENCY).again, time() + HALT_COOLDOWN, "again");
      vm.expectRevert(abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryNotHalted.selector, AGENCY));
      vm.prank(lifters[i]);
      registry.lift(AGENCY);
      _coolsDown(AGENCY, time() + HALT_COOLDOWN);
      vm.warp(time() + HALT_COOLDOWN);
    }
  }

  /// @dev Nothing but payments: revocations and reads go on.
  function test_AHaltStopsNoRevocation() external {
    _halt(ALL_ORGANISATIONS, HALT_MAXIMUM);
    appoint(_ada, AGENCY, Offices.BUDGET);
    _revoke(ADMINISTRATOR, _ada, AGENCY);
    _revokeKey(REGISTRAR, _adaKey);
    _dismiss(REGISTRAR, _head);
    registry.authorise(ADMINISTRATOR, TREASURY, Offices.ADMINISTRATOR, 0);
  }

  function _deploys(IOfficerRegistry.Settings memory settings, bool valid) private {
    if (!valid)
      vm.expectRevert(abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryInvalidSettings.selector));
    deployed("OfficerRegistry", abi.encode(settings, founders(), "TREASURY"));
  }

  function _addKey(address by, OfficerId officer, address key) private {
    vm.prank(by);
    registry.addKey(officer, key);
  }

  function _propose(address by, address key) private {
    vm.prank(by);
    registry.proposeKey(key);
  }

  /// @dev A further key, proposed by a former one.
  function _giveKey(address former, OfficerId officer, address key) private {
    _propose(former, key);
    _addKey(REGISTRAR, officer, key);
  }

  function _replaceInspector(address by, OfficerId former, OfficerId successor) private {
    vm.prank(by);
    registry.replaceInspector(former, successor);
  }

  function _revokeKey(address by, address key) private {
    vm.prank(by);
    registry.revokeKey(key);
  }

  function _dismiss(address by, OfficerId officer) private {
    vm.prank(by);
    registry.dismiss(officer, 0);
  }

  function _appointBy(address by, OfficerId officer, OrganisationId organisation, uint32 offices) private {
    uint40 from = time() + APPOINTMENT_DELAY;
    vm.prank(by);
    registry.appoint(officer, organisation, offices, from, NO_END, NO_LIMIT);
  }

  function _revoke(address by, OfficerId officer, OrganisationId organisation) private {
    vm.prank(by);
    registry.revoke(officer, organisation);
  }

  function _halt(OrganisationId organisation, uint40 duration) private {
    vm.prank(INSPECTOR);
    registry.halt(organisation, duration, "reason");
  }

  function _isHalted(OrganisationId organisation, bool halted, OrganisationId scope, uint40 until) private {
    if (halted) {
      vm.expectRevert(abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryHalted.selector, scope, until));
    }
    registry.requireNotHalted(organisation);
  }

  /// @dev Refused until the second before `again`, accepted then, and forgotten.
  function _coolsDown(OrganisationId scope, uint40 again) private {
    uint256 snapshot = vm.snapshotState();
    vm.warp(again - 1);
    vm.expectRevert(
      abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryCoolingDown.selector, scope, again)
    );
    _halt(scope, 1);
    vm.warp(again);
    _halt(scope, 1);
    vm.revertToState(snapshot);
  }

  /// @dev By the registrar's first key.
  function _expectPowerlessRegistrar() private {
    vm.expectRevert(_mayNotRevoke(REGISTRAR, _ada));
    _dismiss(REGISTRAR, _ada);
    vm.expectRevert(_mayNotRevoke(REGISTRAR, _ada));
    _revokeKey(REGISTRAR, _adaKey);
    appoint(_ada, AGENCY, Offices.BUDGET);
    vm.expectRevert(_mayNotRevoke(REGISTRAR, _ada));
    vm.prank(REGISTRAR);
    registry.revoke(_ada, AGENCY);
    vm.expectRevert(unknownKey(REGISTRAR));
    vm.prank(REGISTRAR);
    registry.enrolPerson(newKey(), 0);
  }

  function _expectNotAdministrator(address caller, OrganisationId organisation) private {
    vm.expectRevert(
      abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryNotAdministrator.selector, caller, organisation)
    );
    vm.prank(caller);
  }

  /// @dev Why someone without the office is refused.
  function _refusalOfAuthority(address caller) private view returns (bytes4) {
    if (caller == INSPECTOR || caller == ADMINISTRATOR || caller == REGISTRAR) {
      return IOfficerRegistry.OfficerRegistryMissingOffices.selector;
    }
    return
      caller == _adaKey
        ? IOfficerRegistry.OfficerRegistryNotAppointed.selector
        : IOfficerRegistry.OfficerRegistryUnknownKey.selector;
  }

  function _keyTaken(address key, OfficerId officer) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryKeyTaken.selector, key, officer);
  }

  function _invalidKey(address key) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryInvalidKey.selector, key);
  }

  function _incompatible(uint32 offices) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryIncompatibleOffices.selector, offices);
  }

  function _notProposed(OfficerId officer, address key) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryKeyNotProposed.selector, officer, key);
  }

  function _onlyTop(address caller) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryOnlyTop.selector, caller);
  }

  function _unknownOfficer(uint24 officer) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryUnknownOfficer.selector, officer);
  }

  function _unknownOrganisation(uint32 organisation) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryUnknownOrganisation.selector, organisation);
  }

  function _tooManyKeys(OfficerId officer) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryTooManyKeys.selector, officer);
  }

  function _mayNotRevoke(address caller, OfficerId officer) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryMayNotRevoke.selector, caller, officer);
  }

  function _selfAppointment(OfficerId officer) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IOfficerRegistry.OfficerRegistrySelfAppointment.selector, officer);
  }

  function _notIndependent(OfficerId officer) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryNotIndependent.selector, officer);
  }

  function _invalidDates(uint40 from, uint40 until, uint40 earliest) private pure returns (bytes memory) {
    return
      abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryInvalidDates.selector, from, until, earliest);
  }

  function _invalidHalt(uint40 duration) private pure returns (bytes memory) {
    return
      abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryInvalidHalt.selector, duration, HALT_MAXIMUM);
  }

  function _missingOffices(
    OfficerId officer,
    OrganisationId organisation,
    uint32 missing
  ) private pure returns (bytes memory) {
    return
      abi.encodeWithSelector(
        IOfficerRegistry.OfficerRegistryMissingOffices.selector,
        officer,
        organisation,
        missing
      );
  }

  function _overLimit(OfficerId officer, uint64 limit, uint256 total) private pure returns (bytes memory) {
    return abi.encodeWithSelector(IOfficerRegistry.OfficerRegistryOverLimit.selector, officer, limit, total);
  }
}
