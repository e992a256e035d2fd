import type { Command } from "commander";

import type { Title } from "../../sdk/client/buildings/facts.js";
import { group } from "../support/command.js";
import type { Session } from "../support/session.js";
import { given, OPTIONS, whole } from "../write/options.js";
import { plan } from "../write/planned.js";
import { showing } from "../write/showing.js";
import { writing } from "../write/writing.js";

interface Registration {
  readonly organisation: string;
  readonly area: string;
  readonly title: Title;
  readonly planned?: boolean;
  readonly record?: string;
}

interface Survey {
  readonly condition: number;
  readonly utilisation: number;
  readonly day: string;
  readonly evidence?: string;
}

export const command = (session: Session): Command =>
  group(
    "building",
    "The register of buildings. A whole inventory is imported by npm run import:buildings.",
    [
      [
        "fisc building register IRS-101 --organisation IRS --area 84000.00 --title owned --key property",
        "a new one",
      ],
      ["fisc building offer IRS-101 --to BEP --key property", "custody, to another organisation"],
      ["fisc building show IRS-101", "as it stands"],
    ],
    [
      writing<Registration>(
        "register <building>",
        "Enters a building. By a property officer of the organisation that will have custody.",
        [
          [
            "fisc building register IRS-101 --organisation IRS --area 84000.00 --title owned --key property",
            "",
          ],
        ],
        session,
        (fisc, { options: { organisation, area, title, planned, record }, args: [building = ""] }) => {
          const status = planned === true ? ("planned" as const) : ("active" as const);
          const entry = given({ building, status, facts: { area, title }, record });
          return plan(fisc.buildings.register, { organisation, buildings: [entry] });
        },
      )
        .requiredOption("--organisation <code>", "which will have custody")
        .requiredOption("--area <area>", "square feet, decimal")
        .requiredOption("--title <title>", "owned, leased, …")
        .option("--planned", "it is not there yet")
        .option("--record <hash>", "a commitment to its file"),
      writing<Survey>(
        "survey <building>",
        "Records what a survey found. By a property officer of its custodian.",
        [
          [
            "fisc building survey IRS-101 --condition 58 --utilisation 94 --day 2026-01-20 --key property",
            "",
          ],
        ],
        session,
        (fisc, { options: { condition, utilisation, day, evidence }, args: [building = ""] }) =>
          plan(fisc.buildings.survey, {
            surveys: [given({ building, condition, utilisation, day, evidence })],
          }),
      )
        .requiredOption("--condition <percent>", "how good it is", whole)
        .requiredOption("--utilisation <percent>", "how much of it is in use", whole)
        .requiredOption("--day <date>", "of the survey")
        .addOption(OPTIONS.evidence()),
      writing<{ to: string; evidence?: string }>(
        "offer <building>",
        "Offers custody to another organisation. By a property officer of its custodian.",
        [["fisc building offer IRS-101 --to BEP --key property", ""]],
        session,
        (fisc, { options: { to, evidence }, args: [building = ""] }) =>
          plan(fisc.buildings.offerCustody, given({ building, to, evidence })),
      )
        .requiredOption("--to <code>", "the organisation")
        .addOption(OPTIONS.evidence()),
      ...(["acceptCustody", "reportExcess", "declareSurplus", "restore"] as const).map((method) =>
        writing<{ evidence?: string }>(
          `${STEPS[method][0]} <building>`,
          STEPS[method][1],
          [[`fisc building ${STEPS[method][0]} IRS-101 --key property`, ""]],
          session,
          (fisc, { options: { evidence }, args: [building = ""] }) =>
            plan(fisc.buildings[method], given({ building, evidence })),
        ).addOption(OPTIONS.evidence()),
      ),
      showing(
        "show <building>",
        "A building as it stands now.",
        [["fisc building show IRS-101", ""]],
        session,
        (fisc, { args: [building = ""] }) => fisc.buildings.building(building),
      ),
    ],
  );

const STEPS = {
  acceptCustody: [
    "accept",
    "Takes custody. By a property officer of the organisation that it is offered to.",
  ],
  reportExcess: ["excess", "Nobody here needs it; screening begins. By a property officer of its custodian."],
  declareSurplus: [
    "surplus",
    "Nobody needs it. By a property officer of the treasury, once screening is over.",
  ],
  restore: ["restore", "A need was found: back to active."],
} as const;
