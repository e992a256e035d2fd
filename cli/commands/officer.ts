import type { Command } from "commander";

import { type Office, OFFICES } from "../../sdk/offices.js";
import { staffCommand } from "../officer/staff.js";
import { group } from "../support/command.js";
import type { Session } from "../support/session.js";
import { given, officerOf, OPTIONS } from "../write/options.js";
import { plan } from "../write/planned.js";
import { writing } from "../write/writing.js";

export const command = (session: Session): Command =>
  group(
    "officer",
    "Who may act: organisations, persons, their keys and appointments; halts of payments.",
    [
      ["fisc officer enrol 0x… --key registrar", "a person, by the first key"],
      ["fisc officer appoint 4 IRS budget submitting --key administrator", "to two offices"],
      ["fisc officer halt all --for '3 days' --key inspector", "stop all payments"],
    ],
    [
      staffCommand(session),
      writing<{ parent: string }>(
        "organisation <code>",
        "Creates an organisation. By an administrator.",
        [["fisc officer organisation IRS --parent TREASURY --key administrator", "below the treasury"]],
        session,
        (fisc, { options, args: [code = ""] }) =>
          plan(fisc.officers.createOrganisation, { code, parent: options.parent }),
      ).requiredOption("--parent <code>", "the organisation above it"),
      writing<{ file?: string }>(
        "enrol <address>",
        "Enrols a person by their first key. By a registrar.",
        [["fisc officer enrol 0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65 --key registrar", ""]],
        session,
        (fisc, { options, args: [key = ""] }) =>
          plan(fisc.officers.enrolPerson, given({ key, file: options.file })),
      ).option("--file <hash>", "a salted commitment to the person's file, never a name"),
      writing<{ from?: string; until?: string; limit?: string }>(
        "appoint <officer> <organisation> <offices...>",
        `Appoints an officer, in the place of any appointment there. Offices: ${Object.keys(OFFICES).join(", ")}.`,
        [
          [
            "fisc officer appoint 4 IRS contracting --limit 1000000.00 --key administrator",
            "up to a million a call",
          ],
        ],
        session,
        (fisc, { options, args: [officer = "", organisation = "", offices] }) => {
          // Safe: commander hands the last argument's words as a list.
          const named = offices as unknown as Office[];
          const { from, until, limit } = options;
          return plan(
            fisc.officers.appoint,
            given({ officer: officerOf(officer), organisation, offices: named, from, until, limit }),
          );
        },
      )
        .option("--from <date>", "its first day")
        .option("--until <date>", "the first day on which it holds no more")
        .option("--limit <amount>", "the most that one call may move"),
      writing(
        "revoke <officer> <organisation>",
        "Ends an appointment at once.",
        [["fisc officer revoke 4 IRS --key administrator", ""]],
        session,
        (fisc, { args: [officer = "", organisation = ""] }) =>
          plan(fisc.officers.revoke, { officer: officerOf(officer), organisation }),
      ),
      writing(
        "revoke-key <address>",
        "Revokes a key at once. By its officer, a registrar or the top administrator.",
        [
          [
            "fisc officer revoke-key 0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65 --key registrar",
            "a stolen one",
          ],
        ],
        session,
        (fisc, { args: [key = ""] }) => plan(fisc.officers.revokeKey, { key }),
      ),
      writing<{ reason?: string }>(
        "dismiss <officer>",
        "Ends all keys and appointments of an officer at once.",
        [["fisc officer dismiss 4 --key registrar", ""]],
        session,
        (fisc, { options, args: [officer = ""] }) =>
          plan(fisc.officers.dismiss, given({ officer: officerOf(officer), reason: options.reason })),
      ).addOption(OPTIONS.reason()),
      writing<{ for: string; reason?: string }>(
        "halt <organisation>",
        'Stops an organisation\'s payments for a time, or those of "all". By an inspector.',
        [["fisc officer halt all --for '3 days' --key inspector", ""]],
        session,
        (fisc, { options, args: [organisation = ""] }) =>
          plan(fisc.officers.halt, given({ organisation, duration: options.for, reason: options.reason })),
      )
        .requiredOption("--for <duration>", 'such as "3 days"')
        .addOption(OPTIONS.reason()),
      writing(
        "lift <organisation>",
        "Ends a halt early. By an inspector.",
        [["fisc officer lift all --key inspector", ""]],
        session,
        (fisc, { args: [organisation = ""] }) => plan(fisc.officers.lift, { organisation }),
      ),
    ],
  );
