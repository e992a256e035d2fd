import { OFFICES } from "../../../sdk/offices.js";
import { type Funded, funded } from "../../fixtures/funded.js";
import { time } from "../../fixtures/network.js";
import { appoint } from "../../fixtures/staffed.js";
import { loadCodes } from "../../sdk/helpers/everyBuilding.js";

const DAY = 86_400;
/** Seconds in which all is set up. */
const SET_UP = 3 * DAY;

/** A world in which buildings are kept: code lists loaded, and a register that collects for every organisation. */
export async function keeping(): Promise<Funded> {
  // Surveys count civil days: whatever the machine's clock says, the same seed gives the same history.
  const midnight = Math.ceil((await time.latest()) / DAY + 1) * DAY;
  await time.increaseTo(midnight);
  const all = await funded();
  const { registry, buildings, treasury, a, b, bureau } = all;
  await loadCodes(all);
  const register = Number(await registry.officerOf(await buildings.getAddress()));
  for (const { id } of [treasury, a, b, bureau]) await appoint(all, register, id, OFFICES.collecting);
  await time.increaseTo(midnight + 2 * SET_UP);
  return all;
}
