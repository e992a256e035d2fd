import { NUMERIC_COLUMNS } from "./columns.js";

/** A building on a map (RFC 7946). */
export interface BuildingFeature {
  readonly type: "Feature";
  readonly id: string;
  /** Longitude first; null for a building without coordinates. */
  readonly geometry: { readonly type: "Point"; readonly coordinates: readonly [number, number] } | null;
  /** The file's other columns; numbers where they hold numbers, null where they are empty. */
  readonly properties: Readonly<Record<string, string | number | null>>;
}

export interface BuildingCollection {
  readonly type: "FeatureCollection";
  readonly features: readonly BuildingFeature[];
}

/** Exported buildings as one collection of features. */
export function geoJsonOf(buildings: readonly Readonly<Record<string, string>>[]): BuildingCollection {
  return { type: "FeatureCollection", features: buildings.map(featureOf) };
}

function featureOf(row: Readonly<Record<string, string>>): BuildingFeature {
  const { "Location Code": id = "", Latitude: latitude = "", Longitude: longitude = "", ...rest } = row;
  const isPlaced = latitude !== "" && longitude !== "";
  return {
    type: "Feature",
    id,
    geometry: isPlaced ? { type: "Point", coordinates: [Number(longitude), Number(latitude)] } : null,
    properties: Object.fromEntries(
      Object.entries({ "Location Code": id, ...rest }).map(([column, text]) => [
        column,
        valueOf(column, text),
      ]),
    ),
  };
}

function valueOf(column: string, text: string): string | number | null {
  if (text === "") return null;
  return NUMERIC_COLUMNS.has(column) ? Number(text) : text;
}
