// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ERC721} from "solady/src/tokens/ERC721.sol";

import {BuildingFacts} from "../types/BuildingFacts.sol";
import {BuildingId} from "../types/BuildingId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
import {BuildingDocument} from "./BuildingDocument.sol";
import {IBuildingRegistry} from "./IBuildingRegistry.sol";

/// @title BuildingToken
/// @notice A building as an ERC-721 token. Its base keeps 96 bits beside the owner in one slot: the building's facts.
/// @dev An organisation holds its buildings at an address made of a fixed prefix and its id, so that the custodian is
/// read back from the owner.
abstract contract BuildingToken is ERC721 {
  /// @dev Of 128 bits by hash, so that no key is found for any of these addresses. One that was could do nothing.
  uint256 private constant _HOLDERS = uint256(keccak256("fisc.buildings.holder")) >> 128;

  /// @notice EIP-721.
  function name() public pure override returns (string memory) {
    return "Public buildings";
  }

  /// @notice EIP-721.
  function symbol() public pure override returns (string memory) {
    return "BUILDING";
  }

  /// @notice EIP-721: a document about the building, made from its code and facts.
  function tokenURI(uint256 id) public view override returns (string memory) {
    OrganisationId custodian = _organisationAt(ownerOf(id));
    BuildingId building = BuildingId.wrap(bytes32(id));
    return BuildingDocument.uri(building, custodian, _factsOf(building));
  }

  /// @notice Refused, see `IBuildingRegistry`.
  function approve(address, uint256 id) public payable override {
    revert IBuildingRegistry.BuildingRegistryCustodyByOfferOnly(id);
  }

  /// @notice Refused, see `IBuildingRegistry`.
  /// @dev Virtual only so that the ABI goes on to say that it is a transaction.
  function setApprovalForAll(address, bool) public virtual override {
    revert IBuildingRegistry.BuildingRegistryCustodyByOfferOnly(0);
  }

  /// @notice Refused, see `IBuildingRegistry`.
  /// @dev Both `safeTransferFrom` come here first.
  function transferFrom(address, address, uint256 id) public payable override {
    revert IBuildingRegistry.BuildingRegistryCustodyByOfferOnly(id);
  }

  function _enter(BuildingId building, address holder, BuildingFacts facts_) internal {
    _mintAndSetExtraDataUnchecked(holder, building.tokenId(), BuildingFacts.unwrap(facts_));
  }

  function _hand(BuildingId building, OrganisationId from, OrganisationId to) internal {
    _transfer(_holderOf(from), _holderOf(to), building.tokenId());
  }

  function _setFacts(BuildingId building, BuildingFacts facts_) internal {
    _setExtraData(building.tokenId(), BuildingFacts.unwrap(facts_));
  }

  function _factsOf(BuildingId building) internal view returns (BuildingFacts) {
    return BuildingFacts.wrap(_getExtraData(building.tokenId()));
  }

  /// @dev 0 for no such building.
  function _custodianOf(BuildingId building) internal view returns (OrganisationId) {
    return _organisationAt(_ownerOf(building.tokenId()));
  }

  function _holderOf(OrganisationId organisation) internal pure returns (address) {
    // Safe: 128 and 32 bits.
    return address(uint160((_HOLDERS << 32) | OrganisationId.unwrap(organisation)));
  }

  function _organisationAt(address holder) private pure returns (OrganisationId) {
    // The lowest 32 bits are meant.
    return OrganisationId.wrap(uint32(uint160(holder)));
  }
}
