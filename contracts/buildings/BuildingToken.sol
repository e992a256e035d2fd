// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

import {BuildingFacts} from "../types/BuildingFacts.sol";
import {BuildingId} from "../types/BuildingId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
import {Building, BuildingCodec} from "./Building.sol";
import {BuildingDocument} from "./BuildingDocument.sol";
import {IBuildingRegistry} from "./IBuildingRegistry.sol";
import {IInventory} from "./IInventory.sol";

/// @title BuildingToken
/// @notice A building as an ERC-721 token, whose owner is not stored but follows from the organisation with custody.
/// @dev The base's own owners, balances and approvals stay empty: whatever writes them is refused or not called.
abstract contract BuildingToken is ERC721 {
  /// @dev An organisation's address is this and its id. Of 128 bits by hash, so that no key is found for any of these
  /// addresses; one that was could do nothing.
  uint256 private constant _HOLDERS = uint256(keccak256("fisc.buildings.holder")) >> 128;

  mapping(BuildingId building => Building) private _buildings;
  mapping(OrganisationId custodian => uint256 buildings) private _held;

  constructor() ERC721("Public buildings", "BUILDING") {}

  /// @dev Refused, see `IBuildingRegistry`. Virtual only so that the ABI goes on to say that it is a transaction.
  function approve(address, uint256 id) public virtual override {
    revert IBuildingRegistry.BuildingRegistryCustodyByOfferOnly(id);
  }

  /// @dev Refused, see `approve`.
  function setApprovalForAll(address, bool) public virtual override {
    revert IBuildingRegistry.BuildingRegistryCustodyByOfferOnly(0);
  }

  /// @dev Refused, see `approve`. Both `safeTransferFrom` come here first.
  function transferFrom(address, address, uint256 id) public virtual override {
    revert IBuildingRegistry.BuildingRegistryCustodyByOfferOnly(id);
  }

  function balanceOf(address owner) public view override returns (uint256) {
    if (owner == address(0)) revert ERC721InvalidOwner(owner);
    // The lowest 32 bits are meant.
    OrganisationId organisation = OrganisationId.wrap(uint32(uint160(owner)));
    return owner == _holderOf(organisation) ? _held[organisation] : 0;
  }

  /// @dev A document made from the building's code and facts.
  function tokenURI(uint256 id) public view override returns (string memory) {
    _requireOwned(id);
    BuildingId building = BuildingId.wrap(bytes32(id));
    Building it = _buildings[building];
    return BuildingDocument.uri(building, it.custodian(), it.facts());
  }

  /// @dev A new building, which `_count` counts.
  function _enter(
    BuildingId building,
    BuildingFacts facts_,
    OrganisationId custodian,
    address holder
  ) internal {
    if (!_buildings[building].custodian().isNone()) {
      revert IInventory.BuildingRegistryAlreadyRegistered(building);
    }
    _buildings[building] = BuildingCodec.newBuilding(facts_, custodian);
    emit Transfer(address(0), holder, building.tokenId());
  }

  /// @dev Counts buildings that were entered, all at once.
  function _count(OrganisationId custodian, uint256 entered) internal {
    _held[custodian] += entered;
  }

  /// @dev The building goes over to another organisation.
  function _hand(BuildingId building, Building it, OrganisationId to) internal {
    OrganisationId from = it.custodian();
    --_held[from];
    ++_held[to];
    _buildings[building] = it.withCustodian(to);
    emit Transfer(_holderOf(from), _holderOf(to), building.tokenId());
  }

  function _store(BuildingId building, Building it) internal {
    _buildings[building] = it;
  }

  function _buildingOf(BuildingId building) internal view returns (Building) {
    return _buildings[building];
  }

  function _ownerOf(uint256 id) internal view override returns (address) {
    OrganisationId custodian = _buildings[BuildingId.wrap(bytes32(id))].custodian();
    return custodian.isNone() ? address(0) : _holderOf(custodian);
  }

  function _holderOf(OrganisationId organisation) internal pure returns (address) {
    // Safe: 128 and 32 bits.
    return address(uint160((_HOLDERS << 32) | OrganisationId.unwrap(organisation)));
  }
}
