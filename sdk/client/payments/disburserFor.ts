import { TREASURY } from "../../ids.js";
import { OFFICES } from "../../offices.js";
import type { Desk } from "../desk.js";
import type { OrganisationRef } from "../refs.js";

/** For whom a disbursing officer acts: as named; else for the organisation, if appointed there, or for the treasury. */
export async function disburserFor(
  { contracts: { registry }, refs, sender }: Desk,
  organisation: number,
  actingFor: OrganisationRef | undefined,
): Promise<number> {
  if (actingFor !== undefined) return refs.organisation(actingFor, "actingFor");
  if (sender === undefined) return organisation;
  const officer = await registry.officerOf(sender.from);
  const { offices } = await registry.appointment(officer, organisation);
  return (Number(offices) & OFFICES.disbursing) === 0 ? TREASURY : organisation;
}
