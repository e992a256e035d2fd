/** Where a building is in its life, with the contracts' numbers: `BuildingStatus` in `contracts/types/BuildingFacts.sol`. */
export const BUILDING_STATUS = {
  none: 0,
  planned: 1,
  active: 2,
  excess: 3,
  surplus: 4,
  disposed: 5,
} as const;

/** By what right a building is held: `Title` there. */
export const TITLE = { none: 0, owned: 1, leased: 2, managed: 3 } as const;

/** How a building came: `Acquisition` there. */
export const ACQUISITION = { none: 0, purchased: 1, constructed: 2, donated: 3, leased: 4 } as const;

/** A building's condition or utilisation before its first survey. */
export const NOT_SURVEYED = 255;

/** How a building goes: `Disposal` in `contracts/buildings/ILifecycle.sol`. */
export const DISPOSAL = {
  none: 0,
  sale: 1,
  transfer: 2,
  publicBenefit: 3,
  demolition: 4,
  leaseEnd: 5,
  abandonment: 6,
} as const;

/** What an obligation pays for at a building: `CostKind` in `contracts/buildings/IWorkOrders.sol`, in its order. */
export const COST_KINDS = [
  "none",
  "acquisition",
  "construction",
  "repair",
  "operation",
  "rent",
  "disposal",
] as const;
