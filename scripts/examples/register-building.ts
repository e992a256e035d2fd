/**
 * Enters a building into the register. Many at once, with their descriptions: `npm run import:buildings`.
 *
 * By a property officer of the organisation that has custody.
 *
 *     FISC_KEY_PROPERTY=… node tools/run.js scripts/examples/register-building.ts \
 *       --book book.json --rpc http://127.0.0.1:8545 \
 *       --building DC0001ZZ --organisation 047 --area 1228170 --title owned --acquisition constructed
 */
import type { Acquisition, Title } from "../../sdk/client/buildings/facts.js";
import { ACQUISITION, TITLE } from "../../sdk/buildings/facts.js";
import { type Example, start } from "./support/example.js";

export const registerBuilding: Example<
  "building" | "organisation" | "area" | "title",
  "acquisition" | "record"
> = {
  summary: "Enters a building into the register.",
  options: {
    building: "its code: 1 to 31 printable characters without a space",
    organisation: "code of the organisation that has custody",
    area: "gross floor area in square feet",
    title: `one of ${Object.keys(TITLE).join(", ")}`,
  },
  optional: {
    acquisition: `one of ${Object.keys(ACQUISITION).join(", ")}`,
    record: "commitment to its file: 32 bytes",
  },

  run: async ({ fisc, as }, { building, organisation, area, title, acquisition, record }) => {
    const property = await as("property");
    const facts = {
      area,
      // The client refuses what is none of these names.
      title: title as Title,
      ...(acquisition === undefined ? {} : { acquisition: acquisition as Acquisition }),
    };
    await property.buildings.register({
      organisation,
      buildings: [{ building, status: "active", facts, ...(record === undefined ? {} : { record }) }],
    });
    const entered = await fisc.buildings.building(building);
    return [`entered ${building}: ${entered.area} square feet, in the custody of ${organisation}`];
  },
};

await start(import.meta, registerBuilding);
