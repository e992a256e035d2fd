import { encodeCode } from "../../buildings/codes.js";
import { FiscInputError } from "../../errors.js";
import type { Desk } from "../desk.js";
import type { OrganisationRef } from "../refs.js";

/** The organisation that an officer acts for: as named, or whichever has custody of the building. */
export async function custodianOf(
  { contracts: { buildings }, refs }: Desk,
  organisation: OrganisationRef | undefined,
  building: string,
): Promise<number> {
  if (organisation !== undefined) return refs.organisation(organisation);
  const word = encodeCode(building, "building");
  // A register answers for a building that there is only by refusing, so its facts are asked first.
  if ((await buildings.facts(word)) === 0n) throw unknownBuilding(building);
  return Number(await buildings.custodianOf(word));
}

export const unknownBuilding = (building: string): FiscInputError =>
  new FiscInputError(
    "building",
    `there is no building "${building}"`,
    "give the code that it was entered under",
  );
