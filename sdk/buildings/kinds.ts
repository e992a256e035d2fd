import { COST_KINDS } from "../books/buildingTerms.js";

export { COST_KINDS, DISPOSAL } from "../books/buildingTerms.js";

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

export type CostKind = (typeof COST_KINDS)[number];

/** The contracts' number of a kind of cost. */
export const costKindNumber = (kind: CostKind): number => COST_KINDS.indexOf(kind);
