import path from "node:path";

import type { Command } from "commander";

import type { Fisc } from "../../sdk/client/fisc.js";
import { SignerSender } from "../../sdk/client/signerSender.js";
import { officesMask } from "../../sdk/offices.js";
import { nothingSent } from "../pay/badLines.js";
import { action } from "../support/command.js";
import { keyOf } from "../support/keys.js";
import type { Session } from "../support/session.js";
import { withOfficer } from "../write/withOfficer.js";
import { readStaff, type StaffLine } from "./readStaff.js";

interface Options {
  readonly registrar: string;
  readonly administrator: string;
  readonly acceptValid?: boolean;
}

/** Staffs a ledger from a file. What is there already is left alone, so that the same file can be given again. */
export const staffCommand = (session: Session): Command =>
  action<Options>(
    "staff <csv>",
    "Staffs a ledger from a CSV file: creates organisations, enrols persons and appoints them, as far as that is still to " +
      "do. Columns key, organisation, parent, offices (spaces between) and limit. Takes a registrar's key and an administrator's.",
    [
      [
        "fisc officer staff officers.csv --registrar registrar --administrator administrator",
        "keys of fisc.json",
      ],
    ],
    session,
    async ({ globals, options, args: [csv = ""] }) => {
      const { valid, bad } = await readStaff(path.resolve(session.io.cwd, csv));
      if (bad.length > 0 && options.acceptValid !== true) return nothingSent(csv, valid.length, bad);
      return withOfficer(session, globals, { key: options.registrar }, async (officer) => {
        const { fisc, place, book, provider } = officer;
        const wallet = await keyOf(options.administrator, place, book.chainId, session.io);
        const administrator = fisc.as(await SignerSender.of(wallet.connect(provider)));
        const done: string[] = [];
        const todo: string[] = [];
        for (const line of valid) {
          const steps = await missing(fisc, line);
          todo.push(...steps);
          if (!globals.dryRun) done.push(...(await carryOut(fisc, administrator, line, steps)));
        }
        const what = globals.dryRun ? todo : done;
        const intro = globals.dryRun ? "Nothing was sent. To do:" : `Done: ${String(done.length)} steps.`;
        return {
          text: [intro, ...what.map((it) => `  ${it}`)].join("\n"),
          json: { sent: !globals.dryRun, steps: what, bad },
        };
      });
    },
  )
    .requiredOption("--registrar <name>", "the key that enrols: a name of fisc.json")
    .requiredOption("--administrator <name>", "the key that creates organisations and appoints")
    .option("--accept-valid", "take the lines that can be used, although others can't");

const describe = {
  create: ({ organisation, parent }: StaffLine) => `create organisation ${organisation} below ${parent}`,
  enrol: ({ key }: StaffLine) => `enrol ${key}`,
  appoint: ({ key, organisation, offices }: StaffLine) =>
    `appoint ${key} in ${organisation}: ${offices.join(", ")}`,
};

/** What is still to be done for a line. */
async function missing({ contracts: { registry } }: Fisc, line: StaffLine): Promise<string[]> {
  const [organisation, officer] = await Promise.all([
    registry.organisationByCode(line.organisation),
    registry.officerOf(line.key),
  ]);
  const steps: string[] = [];
  if (organisation === 0n) steps.push(describe.create(line));
  if (officer === 0n) steps.push(describe.enrol(line));
  const held =
    organisation === 0n || officer === 0n ? undefined : await registry.appointment(officer, organisation);
  if (Number(held?.offices ?? 0) !== officesMask(...line.offices)) steps.push(describe.appoint(line));
  return steps;
}

async function carryOut(
  registrar: Fisc,
  administrator: Fisc,
  line: StaffLine,
  steps: readonly string[],
): Promise<string[]> {
  const { key, organisation, parent, offices, limit } = line;
  if (steps.includes(describe.create(line))) {
    await administrator.officers.createOrganisation({ code: organisation, parent });
  }
  if (steps.includes(describe.enrol(line))) await registrar.officers.enrolPerson({ key });
  if (steps.includes(describe.appoint(line))) {
    await administrator.officers.appoint({
      officer: key,
      organisation,
      offices,
      ...(limit === "" ? {} : { limit }),
    });
  }
  return [...steps];
}
