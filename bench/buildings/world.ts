import { concat } from "ethers";
import type { NetworkConnection } from "hardhat/types/network";

import { Staff } from "../../deploy/staff.js";
import { encodeCode } from "../../sdk/buildings/codes.js";
import { ACQUISITION, BUILDING_STATUS, encodeFacts, NOT_SURVEYED, TITLE } from "../../sdk/buildings/facts.js";
import { TREASURY } from "../../sdk/ids.js";
import { BATCH, createWorld, evidence, noise, type World } from "../world.js";

/** What stands before each case of buildings, beside all of `World`; `README.md` describes it in words. */
export interface BuildingWorld extends World {
  /** Another agency, which holds a building too. */
  readonly otherAgency: number;
  /** 100 buildings of the first agency, surveyed once. */
  readonly buildings: readonly string[];
}

/** Bytes of a building's description: its schema's number and a line of random bytes. */
const DESCRIPTION = 200;

/** The one code of each list. */
const CODE = 1;

/** Every list of codes. */
const LISTS = 8;

/** An owned, active building, as dear as its facts can be. */
const FACTS = encodeFacts({
  area: 0x7fff_ffff,
  condition: NOT_SURVEYED,
  utilisation: NOT_SURVEYED,
  standing: CODE,
  use: CODE,
  kind: CODE,
  title: TITLE.owned,
  status: BUILDING_STATUS.active,
  acquisition: ACQUISITION.purchased,
});

/** A building to be registered, with a code of six characters. */
export const registration = (series: string, index: number) => ({
  id: encodeCode(`${series}${String(index).padStart(4, "0")}`),
  facts: FACTS,
  record: evidence(),
  description: concat([`0x0${String(CODE)}`, noise(DESCRIPTION - 1)]),
});

/** A survey that finds so many percent. */
export const surveyOf = (id: string, day: number, percent: number) => ({
  id,
  condition: percent,
  utilisation: percent,
  day,
  evidence: evidence(),
});

/** The world of the budget's cases, with code lists and buildings of two agencies. */
export async function createBuildingWorld(connection: NetworkConnection): Promise<BuildingWorld> {
  const world = await createWorld(connection);
  const { fisc, signers, agency } = world;
  const staff = new Staff(fisc.registry, signers);
  const otherAgency = await staff.organisation(TREASURY, "047");
  await staff.appoint(await staff.person(signers.property), agency, ["property"]);
  await staff.appoint(await staff.person(signers.otherProperty), otherAgency, ["property"]);

  const asAdministrator = fisc.buildings.connect(signers.administrator);
  for (let list = 0; list < LISTS; ++list) await asAdministrator.addCode(list, CODE, "CODE", "A label");

  const registrations = Array.from({ length: BATCH }, (_, index) => registration("AA", index));
  const asProperty = fisc.buildings.connect(signers.property);
  await asProperty.register(agency, registrations);
  await fisc.buildings.connect(signers.otherProperty).register(otherAgency, [registration("BB", 0)]);
  const buildings = registrations.map(({ id }) => id);
  await asProperty.survey(
    agency,
    buildings.map((id) => surveyOf(id, 1, 95)),
  );
  return { ...world, otherAgency, buildings };
}
