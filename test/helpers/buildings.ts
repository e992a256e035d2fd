import { concat, toUtf8Bytes } from "ethers";

import { encodeCode } from "../../sdk/buildings/codes.js";
import {
  ACQUISITION,
  BUILDING_STATUS,
  type BuildingFacts,
  encodeFacts,
  HUNDREDTHS,
  NOT_SURVEYED,
  TITLE,
} from "../../sdk/buildings/facts.js";

/** The schema of the stories' descriptions. */
export const SCHEMA = 1;

/** A commitment to a building's file. */
export const RECORD = `0x${"f1".repeat(32)}`;

/** An owned, active building of 10,000 square feet about which nothing else is stated. */
export const PLAIN: BuildingFacts = {
  area: 10_000 * HUNDREDTHS,
  condition: NOT_SURVEYED,
  utilisation: NOT_SURVEYED,
  standing: 0,
  use: 0,
  kind: 0,
  title: TITLE.owned,
  status: BUILDING_STATUS.active,
  acquisition: ACQUISITION.none,
};

/** The facts of a plain building, but for what is named. */
export const factsWith = (named: Partial<BuildingFacts> = {}): bigint => encodeFacts({ ...PLAIN, ...named });

/** A description: one line under a schema. */
export const described = (line: string, schema = SCHEMA): string =>
  concat([new Uint8Array([schema]), toUtf8Bytes(line)]);

/** One line of `register` or `amend`. */
export const entry = (code: string, named: Partial<BuildingFacts> = {}, description = described(code)) => ({
  id: encodeCode(code),
  facts: factsWith(named),
  record: RECORD,
  description,
});

/** A lease's line, over 2020 and 2021 with two parts, but for what is named. */
export const leaseEntry = (building: string, lease: string, named: Partial<LeaseTerms> = {}) => ({
  building: encodeCode(building),
  id: encodeCode(lease),
  from: 18_262,
  until: 18_992,
  area: 5_000 * HUNDREDTHS,
  rent: 120_000_00n,
  parts: 2,
  description: described("one\ntwo"),
  ...named,
});

interface LeaseTerms {
  readonly from: number;
  readonly until: number;
  readonly area: number;
  readonly rent: bigint;
  readonly parts: number;
  readonly description: string;
}
