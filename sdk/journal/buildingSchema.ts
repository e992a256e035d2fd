const lease = {
  building: "ascii",
  lease: "ascii",
  officer: "id",
  from: "day",
  until: "day",
  area: "area",
  rent: "cents",
  parts: "number",
  description: "bytes",
} as const;
const standing = {
  building: "ascii",
  officer: "id",
  standing: "kind",
  until: "time",
  evidence: "hash",
} as const;

/** Events of the building register. See `JOURNAL_SCHEMA`. */
export const BUILDING_EVENTS = {
  BuildingRegistryCreated: {
    registry: "address",
    ledger: "address",
    excessWait: "duration",
    surplusWait: "duration",
  },
  CodeAdded: { list: "kind", value: "kind", officer: "id", code: "text", label: "text" },
  CodeWithdrawn: { list: "kind", value: "kind", officer: "id" },

  /**
   * The three of ERC-721. A transfer says what `BuildingRegistered` and `CustodyAccepted` say, to wallets and explorers:
   * the books hold it against them. The others are in the interface alone, since nobody is ever approved.
   */
  Transfer: { from: "address", to: "address", tokenId: "ascii" },
  Approval: { owner: "address", approved: "address", tokenId: "ascii" },
  ApprovalForAll: { owner: "address", operator: "address", approved: "flag" },

  /** Descriptions stay bytes: `decodeDescription` reads them, with the schemas that the code lists hold. */
  BuildingRegistered: {
    building: "ascii",
    organisation: "id",
    officer: "id",
    facts: "facts",
    record: "hash",
    description: "bytes",
  },
  BuildingAmended: {
    building: "ascii",
    officer: "id",
    facts: "facts",
    record: "hash",
    description: "bytes",
  },
  BuildingSurveyed: {
    building: "ascii",
    officer: "id",
    condition: "percent",
    utilisation: "percent",
    day: "number",
    evidence: "hash",
  },

  BuildingActivated: {
    building: "ascii",
    officer: "id",
    acquisition: "kind",
    standing: "kind",
    evidence: "hash",
  },
  ExcessReported: standing,
  SurplusDeclared: standing,
  BuildingRestored: { building: "ascii", officer: "id", standing: "kind", evidence: "hash" },
  BuildingDisposed: {
    building: "ascii",
    officer: "id",
    disposal: "kind",
    standing: "kind",
    evidence: "hash",
  },
  ProceedsPosted: { building: "ascii", account: "id", amount: "cents" },
  CustodyOffered: { building: "ascii", to: "id", officer: "id", evidence: "hash" },
  CustodyOfferWithdrawn: { building: "ascii", officer: "id" },
  CustodyAccepted: { building: "ascii", to: "id", officer: "id", evidence: "hash" },

  LeaseRegistered: lease,
  LeaseAmended: lease,
  LeaseRenewed: {
    building: "ascii",
    lease: "ascii",
    officer: "id",
    until: "day",
    area: "area",
    rent: "cents",
    evidence: "hash",
  },
  LeaseEnded: { building: "ascii", lease: "ascii", officer: "id", evidence: "hash" },
  OccupancySet: { building: "ascii", occupant: "id", officer: "id", area: "area", evidence: "hash" },

  WorkOrdered: {
    building: "ascii",
    obligation: "obligation",
    officer: "id",
    kind: "kind",
    lease: "ascii",
    evidence: "hash",
  },
  WorkOrderWithdrawn: { building: "ascii", obligation: "obligation", officer: "id", evidence: "hash" },
} as const;
