/** Columns that say what the register keeps as facts of a building. */
export const FACT_COLUMNS = {
  title: "Owned or Leased",
  area: "Building Rentable Square Feet",
  status: "Building Status",
  kind: "Real Property Asset Type",
} as const;

/** Columns that say what the register keeps as a lease's term. */
export const TERM_COLUMNS = { from: "Lease Effective Date", until: "Lease Expiration Date" } as const;

/** The column that tells the parts of a lease apart. */
export const PART_COLUMN = "Real Property Asset Name";

/** Columns that each file has in any jurisdiction. All others are its own. */
export const NEEDED_COLUMNS = {
  buildings: ["Location Code", "Latitude", "Longitude", ...Object.values(FACT_COLUMNS)],
  leases: ["Location Code", "Lease Number", PART_COLUMN, ...Object.values(TERM_COLUMNS)],
} as const;

/** Columns that hold numbers: two texts of one IEEE double are the same figure there. In all others, text is text. */
export const NUMERIC_COLUMNS: ReadonlySet<string> = new Set([
  "Latitude",
  "Longitude",
  "Building Rentable Square Feet",
  "Available Square Feet",
]);
