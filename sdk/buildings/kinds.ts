/** The lists of codes, with the contracts' numbers: `CodeList` in `contracts/buildings/ICodeLists.sol`. */
export const CODE_LIST = {
  /** A code's label is the header line of a description's columns. */
  schema: 0,
  kind: 1,
  use: 2,
  planned: 3,
  active: 4,
  excess: 5,
  surplus: 6,
  disposed: 7,
} as const;

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

export type CostKind = (typeof COST_KINDS)[number];

/** The contracts' number of a kind of cost. */
export const costKindNumber = (kind: CostKind): number => COST_KINDS.indexOf(kind);
