// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @title BuildingStatus
/// @notice Where a building is in its life.
enum BuildingStatus {
  None,
  /// Decided, not in use yet.
  Planned,
  /// In use, or ready for it.
  Active,
  /// Reported as no longer needed by its custodian (40 USC 524).
  Excess,
  /// No organisation needs it, after screening (40 USC 102(10)).
  Surplus,
  /// Gone, for ever.
  Disposed
}

/// @title Title
/// @notice By what right a building is held.
enum Title {
  None,
  Owned,
  /// Of a landlord. It ends with its leases and never becomes surplus.
  Leased,
  /// Otherwise managed: another's, in our care.
  Managed
}

/// @title Acquisition
/// @notice How a building came.
enum Acquisition {
  /// Planned still, or not stated: entered as it was found.
  None,
  Purchased,
  Constructed,
  Donated,
  Leased
}

/// @title BuildingFacts
/// @notice What rules need to know of a building: 96 bits, kept beside its holder in one slot.
/// @dev From the lowest bit: area in hundredths of a square foot (32 bits), condition (8), utilisation (8), standing (8),
/// use (8), kind (8), title (8), status (8), acquisition (8). Condition and utilisation are percent, `NOT_SURVEYED` for
/// none yet. Standing, use and kind are values of code lists, 0 for not stated.
type BuildingFacts is uint96;

/// @dev A building's condition or utilisation before its first survey.
uint8 constant NOT_SURVEYED = type(uint8).max;

using {notEqual as !=} for BuildingFacts global;
using BuildingFactsCodec for BuildingFacts global;

function notEqual(BuildingFacts a, BuildingFacts b) pure returns (bool) {
  return BuildingFacts.unwrap(a) != BuildingFacts.unwrap(b);
}

/// @title BuildingFactsCodec
/// @notice Reads the facts and changes one.
library BuildingFactsCodec {
  uint8 private constant _CONDITION = 32;
  uint8 private constant _UTILISATION = 40;
  uint8 private constant _STANDING = 48;
  uint8 private constant _USE = 56;
  uint8 private constant _KIND = 64;
  uint8 private constant _TITLE = 72;
  uint8 private constant _STATUS = 80;
  uint8 private constant _ACQUISITION = 88;
  /// @dev Both not surveyed: all bits set.
  uint96 private constant _SURVEY =
    (uint96(NOT_SURVEYED) << _CONDITION) | (uint96(NOT_SURVEYED) << _UTILISATION);
  /// @dev Four bits for each acquisition, from none on: one for each title from the second bit on.
  uint256 private constant _WAYS = 0x4aaae;
  /// @dev Likewise: every title, no acquisition.
  uint256 private constant _UNACQUIRED = 0xe;
  /// @dev What a survey or a change of status sets.
  uint96 private constant _NOT_AMENDED = _SURVEY | (uint96(type(uint8).max) << _STATUS);

  function area(BuildingFacts facts) internal pure returns (uint32) {
    // The lowest 32 bits are meant.
    return uint32(BuildingFacts.unwrap(facts));
  }

  function condition(BuildingFacts facts) internal pure returns (uint8) {
    return _field(facts, _CONDITION);
  }

  function utilisation(BuildingFacts facts) internal pure returns (uint8) {
    return _field(facts, _UTILISATION);
  }

  function standing(BuildingFacts facts) internal pure returns (uint8) {
    return _field(facts, _STANDING);
  }

  function use(BuildingFacts facts) internal pure returns (uint8) {
    return _field(facts, _USE);
  }

  function kind(BuildingFacts facts) internal pure returns (uint8) {
    return _field(facts, _KIND);
  }

  /// @dev This and the two below revert where the byte is none of theirs, which no building's is.
  function title(BuildingFacts facts) internal pure returns (Title) {
    return Title(_field(facts, _TITLE));
  }

  function status(BuildingFacts facts) internal pure returns (BuildingStatus) {
    return BuildingStatus(_field(facts, _STATUS));
  }

  function acquisition(BuildingFacts facts) internal pure returns (Acquisition) {
    return Acquisition(_field(facts, _ACQUISITION));
  }

  function isPlanned(BuildingFacts facts) internal pure returns (bool) {
    return _field(facts, _STATUS) == uint8(BuildingStatus.Planned);
  }

  /// @notice Whether a building can be entered so: planned, and not acquired yet; or active, and come in a way that goes
  /// with its title or is not stated. In both cases not surveyed.
  function isEnterable(BuildingFacts facts) internal pure returns (bool) {
    if (BuildingFacts.unwrap(facts) & _SURVEY != _SURVEY) return false;
    uint8 title_ = _field(facts, _TITLE);
    uint8 status_ = _field(facts, _STATUS);
    uint256 ways = 0;
    if (status_ == uint8(BuildingStatus.Active)) ways = _WAYS;
    else if (status_ == uint8(BuildingStatus.Planned)) ways = _UNACQUIRED;
    return title_ <= uint8(type(Title).max) && _isAmong(ways, title_, _field(facts, _ACQUISITION));
  }

  /// @notice Whether a building of the facts' title can come this way: what is leased by lease, all else by another.
  function canComeBy(BuildingFacts facts, Acquisition acquisition_) internal pure returns (bool) {
    return acquisition_ != Acquisition.None && _isAmong(_WAYS, _field(facts, _TITLE), uint8(acquisition_));
  }

  /// @notice Whether `amended` differs only in what is amended: kind, use, standing, title and area; and has a title
  /// that goes with how the building came. What came by lease and is leased no more says how it came then.
  function mayBecome(BuildingFacts facts, BuildingFacts amended) internal pure returns (bool) {
    uint8 title_ = _field(amended, _TITLE);
    uint8 former = _field(facts, _ACQUISITION);
    uint8 acquisition_ = _field(amended, _ACQUISITION);
    bool isKept = (BuildingFacts.unwrap(facts) ^ BuildingFacts.unwrap(amended)) & _NOT_AMENDED == 0;
    bool isAcquired = former == uint8(Acquisition.Leased) && acquisition_ != uint8(Acquisition.None);
    return
      isKept &&
      (acquisition_ == former || isAcquired) &&
      title_ <= uint8(type(Title).max) &&
      _isAmong(_WAYS, title_, acquisition_);
  }

  /// @notice Whether a title may be amended to another: nothing becomes leased once it is active, and nothing that is
  /// no longer needed becomes anything else.
  function mayTurn(BuildingFacts facts, Title to) internal pure returns (bool) {
    uint8 status_ = _field(facts, _STATUS);
    if (status_ == uint8(BuildingStatus.Planned)) return true;
    return status_ == uint8(BuildingStatus.Active) && to != Title.Leased;
  }

  /// @notice The facts in another status, under the standing that its custodian gives it there.
  function inStatus(
    BuildingFacts facts,
    BuildingStatus status_,
    uint8 standing_
  ) internal pure returns (BuildingFacts) {
    return _with(_with(facts, _STATUS, uint8(status_)), _STANDING, standing_);
  }

  function acquiredBy(BuildingFacts facts, Acquisition acquisition_) internal pure returns (BuildingFacts) {
    return _with(facts, _ACQUISITION, uint8(acquisition_));
  }

  function surveyed(
    BuildingFacts facts,
    uint8 condition_,
    uint8 utilisation_
  ) internal pure returns (BuildingFacts) {
    return _with(_with(facts, _CONDITION, condition_), _UTILISATION, utilisation_);
  }

  /// @dev `title_` is one that there is, or 0.
  function _isAmong(uint256 ways, uint8 title_, uint8 acquisition_) private pure returns (bool) {
    unchecked {
      // Safe: two bytes.
      return (ways >> (4 * uint256(acquisition_) + title_)) & 1 != 0;
    }
  }

  function _field(BuildingFacts facts, uint8 shift) private pure returns (uint8) {
    // The lowest 8 bits are meant.
    return uint8(BuildingFacts.unwrap(facts) >> shift);
  }

  function _with(BuildingFacts facts, uint8 shift, uint8 value) private pure returns (BuildingFacts) {
    uint96 rest = BuildingFacts.unwrap(facts) & ~(uint96(type(uint8).max) << shift);
    return BuildingFacts.wrap(rest | (uint96(value) << shift));
  }
}
