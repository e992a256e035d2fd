/**
 * Appoints an officer, who is enrolled first if nobody knows the key.
 *
 * By a registrar, who enrols, and an administrator of the organisation or above, who appoints, and never themself. A
 * person who holds an office already keeps it: appointments in one organisation take each other's place, so name all
 * offices that the person shall hold there.
 *
 *     FISC_KEY_REGISTRAR=… FISC_KEY_ADMINISTRATOR=… node tools/run.js scripts/examples/appoint-officer.ts \
 *       --book book.json --rpc http://127.0.0.1:8545 \
 *       --key 0x… --organisation 012 --offices contracting --limit 250000.00 --until 2027-10-01
 */
import { FiscInputError } from "../../sdk/errors.js";
import { addressOf } from "../../sdk/client/inputs/hex.js";
import { OFFICES, type Office } from "../../sdk/offices.js";
import { type Example, start } from "./support/example.js";

export const appointOfficer: Example<"key" | "organisation" | "offices", "limit" | "until"> = {
  summary: "Appoints an officer, and enrols them where that is still to be done.",
  options: {
    key: "address of the person's key",
    organisation: "code of the organisation",
    offices: "offices with commas between, such as contracting",
  },
  optional: {
    limit: "the most that one call of theirs may move, such as 250000.00; else no limit",
    until: "first day on which they are no longer in office; else without end",
  },

  run: async ({ fisc, as }, { key, organisation, offices: names, limit, until }) => {
    const offices = names.split(",").map((name) => officeNamed(name.trim()));
    const appointment = {
      organisation,
      offices,
      ...(limit === undefined ? {} : { limit }),
      ...(until === undefined ? {} : { until }),
    };
    const administrator = await as("administrator");
    let officer = Number(await fisc.contracts.registry.officerOf(addressOf(key, "--key")));
    const told: string[] = [];
    if (officer === 0) {
      // Nobody is enrolled for an appointment that can't be written.
      await administrator.officers.appoint.call({ officer: 1, ...appointment });
      const registrar = await as("registrar");
      ({ officer } = await registrar.officers.enrolPerson({ key }));
      told.push(`enrolled officer ${officer}`);
    }
    const { event } = await administrator.officers.appoint({ officer, ...appointment });
    return [...told, `officer ${officer} is ${offices.join(" and ")} officer from ${event.args.from} on`];
  },
};

function officeNamed(name: string): Office {
  if (Object.hasOwn(OFFICES, name)) return name as Office;
  throw new FiscInputError(
    "--offices",
    `there is no office "${name}"`,
    `use ${Object.keys(OFFICES).join(", ")}`,
  );
}

await start(import.meta, appointOfficer);
