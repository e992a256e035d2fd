/** The columns of GSA's inventory of owned and leased properties (IOLP), in their order. */
export const BUILDING_COLUMNS = [
  "Location Code",
  "Real Property Asset Name",
  "Installation Name",
  "Owned or Leased",
  "GSA Region",
  "Street Address",
  "City",
  "State",
  "Zip Code",
  "Latitude",
  "Longitude",
  "Building Rentable Square Feet",
  "Available Square Feet",
  "Construction Date",
  "Congressional District",
  "Congressional District Representative Name",
  "Building Status",
  "Real Property Asset Type",
] as const;

/** The columns of its leases. */
export const LEASE_COLUMNS = [
  "Location Code",
  "Real Property Asset Name",
  "Installation Name",
  "Federal Leased Code",
  "GSA Region",
  "Street Address",
  "City",
  "State",
  "Zip Code",
  "Latitude",
  "Longitude",
  "Building Rentable Square Feet",
  "Available Square Feet",
  "Congressional District",
  "Congressional District Representative",
  "Lease Number",
  "Lease Effective Date",
  "Lease Expiration Date",
  "Real Property Asset type",
] as const;

/** Columns that hold numbers: two texts of one IEEE double are the same figure there. In all others, text is text. */
export const NUMERIC_COLUMNS: ReadonlySet<string> = new Set([
  "Latitude",
  "Longitude",
  "Building Rentable Square Feet",
  "Available Square Feet",
]);

/** The schemas under which the two files' other columns are kept. */
export const SCHEMAS = { building: "IOLP-BUILDING", lease: "IOLP-LEASE" } as const;
