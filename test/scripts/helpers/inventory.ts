import { csv, temporaryFile } from "./files.js";

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

type Cells = Readonly<Record<string, string>>;

/** A sound row of the file of buildings, owned and active, with what differs. */
export const buildingRow = (code: string, changes: Cells = {}): Cells => ({
  "Location Code": code,
  "Real Property Asset Name": `HOUSE ${code}`,
  "Installation Name": "NA",
  "Owned or Leased": "F",
  "GSA Region": "1",
  "Street Address": "1 MAIN ST",
  City: "ALDERPORT",
  State: "ME",
  "Zip Code": "04001",
  Latitude: "43.65749",
  Longitude: "-70.25211",
  "Building Rentable Square Feet": "1000.5",
  "Available Square Feet": "",
  "Construction Date": "1912",
  "Congressional District": "2301",
  "Congressional District Representative Name": "VACANT",
  "Building Status": "Active",
  "Real Property Asset Type": "BUILDING",
  ...changes,
});

/** A sound row of the file of leases, with what differs. */
export const leaseRow = (code: string, lease: string, changes: Cells = {}): Cells => ({
  ...Object.fromEntries(LEASE_COLUMNS.map((column) => [column, buildingRow(code)[column] ?? ""])),
  "Federal Leased Code": "L",
  "Congressional District Representative": "VACANT",
  "Lease Number": lease,
  "Lease Effective Date": "2020-02-12",
  "Lease Expiration Date": "2035-02-11",
  "Real Property Asset type": "BUILDING",
  ...changes,
});

/** What makes a building's row one of a leased building. */
export const LEASED: Cells = { "Owned or Leased": "L" };

const fileOf = (columns: readonly string[], rows: readonly Cells[], name: string): string =>
  temporaryFile(csv(columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))), name);

/** The two files; their paths. */
export function inventoryFiles(
  buildings: readonly Cells[],
  leases: readonly Cells[],
): { readonly buildings: string; readonly leases: string } {
  return {
    buildings: fileOf(BUILDING_COLUMNS, buildings, "buildings.csv"),
    leases: fileOf(LEASE_COLUMNS, leases, "leases.csv"),
  };
}
