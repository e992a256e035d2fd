// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

// JSON is made of double quotes.
// solhint-disable quotes

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {Acquisition, BuildingFacts, BuildingStatus, NOT_SURVEYED, Title} from "../types/BuildingFacts.sol";
import {BuildingId} from "../types/BuildingId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";

/// @title BuildingDocument
/// @notice What a building's token says of it to ordinary tools, as JSON in a `data:` address. What the values of code
/// lists mean is in the journal.
library BuildingDocument {
  using Strings for uint256;

  function uri(
    BuildingId building,
    OrganisationId custodian,
    BuildingFacts facts
  ) internal pure returns (string memory) {
    bytes memory json = abi.encodePacked(
      _opening(building, custodian),
      _rights(facts),
      _codes(facts),
      _measures(facts),
      "]}"
    );
    return string.concat("data:application/json;base64,", Base64.encode(json));
  }

  function _opening(BuildingId building, OrganisationId custodian) private pure returns (bytes memory) {
    // A code may hold quotes and backslashes.
    string memory code = Strings.escapeJSON(_text(building));
    string memory organisation = uint256(OrganisationId.unwrap(custodian)).toString();
    return
      abi.encodePacked(
        '{"name":"',
        code,
        '","description":"Public building ',
        code,
        ", in the custody of organisation ",
        organisation,
        '.","attributes":[{"trait_type":"Custodian","value":',
        organisation,
        "}"
      );
  }

  function _rights(BuildingFacts facts) private pure returns (bytes memory) {
    return
      abi.encodePacked(
        _word("Status", _nameOf(facts.status())),
        _word("Title", _nameOf(facts.title())),
        _word("Acquisition", _nameOf(facts.acquisition()))
      );
  }

  function _codes(BuildingFacts facts) private pure returns (bytes memory) {
    return
      abi.encodePacked(
        _number("Standing", uint256(facts.standing()).toString()),
        _number("Kind", uint256(facts.kind()).toString()),
        _number("Use", uint256(facts.use()).toString())
      );
  }

  function _measures(BuildingFacts facts) private pure returns (bytes memory) {
    return
      abi.encodePacked(
        _number("Square feet", _hundredths(facts.area())),
        _percent("Condition", facts.condition()),
        _percent("Utilisation", facts.utilisation())
      );
  }

  function _word(string memory trait, string memory value) private pure returns (bytes memory) {
    return abi.encodePacked(',{"trait_type":"', trait, '","value":"', value, '"}');
  }

  function _number(string memory trait, string memory value) private pure returns (bytes memory) {
    return abi.encodePacked(',{"trait_type":"', trait, '","value":', value, "}");
  }

  /// @dev Nothing before the first survey.
  function _percent(string memory trait, uint8 value) private pure returns (bytes memory) {
    return value == NOT_SURVEYED ? bytes("") : _number(trait, uint256(value).toString());
  }

  function _hundredths(uint256 value) private pure returns (string memory) {
    return
      string.concat((value / 100).toString(), ".", ((value / 10) % 10).toString(), (value % 10).toString());
  }

  function _text(BuildingId building) private pure returns (string memory) {
    bytes32 word = BuildingId.unwrap(building);
    uint256 length = 0;
    while (word[length] != 0) ++length;
    bytes memory text = new bytes(length);
    assembly ("memory-safe") {
      // One word, of which no more than the length is read; the memory of `new bytes` is whole words.
      mstore(add(text, 32), word)
    }
    return string(text);
  }

  function _nameOf(BuildingStatus status) private pure returns (string memory) {
    if (status == BuildingStatus.Planned) return "Planned";
    if (status == BuildingStatus.Active) return "Active";
    if (status == BuildingStatus.Excess) return "Excess";
    return status == BuildingStatus.Surplus ? "Surplus" : "Disposed";
  }

  function _nameOf(Title title) private pure returns (string memory) {
    if (title == Title.Owned) return "Owned";
    return title == Title.Leased ? "Leased" : "Managed";
  }

  function _nameOf(Acquisition acquisition) private pure returns (string memory) {
    if (acquisition == Acquisition.Purchased) return "Purchased";
    if (acquisition == Acquisition.Constructed) return "Constructed";
    if (acquisition == Acquisition.Donated) return "Donated";
    return acquisition == Acquisition.Leased ? "Leased" : "Not stated";
  }
}
