import type { Command } from "commander";

import { group } from "../support/command.js";
import type { Session } from "../support/session.js";
import { given, OPTIONS, whole } from "../write/options.js";
import { plan } from "../write/planned.js";
import { writing } from "../write/writing.js";

interface Anchor {
  readonly schema: string;
  readonly root: string;
  readonly class: number;
}

export const command = (session: Session): Command =>
  group(
    "record",
    'Commitments to documents, as the SDK seals them. What somebody was shown is checked by "fisc verify".',
    [
      ["fisc record anchor 0x… --schema 0x… --root 0x… --class 1 --key records", "a first version"],
      ["fisc record hold 0x… --key inspector", "keep it from erasure"],
    ],
    [
      writing<Anchor>(
        "anchor <record>",
        "Anchors the first version of a record. By any officer of its organisation.",
        [["fisc record anchor 0x… --schema 0x… --root 0x… --class 1 --key records", ""]],
        session,
        (fisc, { options: { schema, root, class: retention }, args: [record = ""] }) =>
          plan(fisc.records.anchor, { record, schema, root, class: retention }),
      )
        .requiredOption("--schema <hash>", "its schema")
        .requiredOption("--root <hash>", "the root of its salted fields")
        .requiredOption("--class <number>", "its retention class", whole),
      writing<Anchor & { version: number }>(
        "supersede <record>",
        "Anchors the next version. By any officer of its organisation.",
        [["fisc record supersede 0x… --version 2 --schema 0x… --root 0x… --class 1 --key records", ""]],
        session,
        (fisc, { options: { schema, root, class: retention, version }, args: [record = ""] }) =>
          plan(fisc.records.supersede, { record, schema, root, class: retention, version }),
      )
        .requiredOption("--version <number>", "the one that it becomes", whole)
        .requiredOption("--schema <hash>", "its schema")
        .requiredOption("--root <hash>", "the root of its salted fields")
        .requiredOption("--class <number>", "its retention class", whole),
      writing<{ reason?: string }>(
        "hold <record>",
        "Keeps a record from erasure. By its records officer, or an inspector.",
        [["fisc record hold 0x… --key inspector", ""]],
        session,
        (fisc, { options: { reason }, args: [record = ""] }) =>
          plan(fisc.records.hold, given({ record, reason })),
      ).addOption(OPTIONS.reason()),
      writing(
        "release <record>",
        "Releases the caller's kind of hold.",
        [["fisc record release 0x… --key inspector", ""]],
        session,
        (fisc, { args: [record = ""] }) => plan(fisc.records.release, { record }),
      ),
      writing<{ version: number; reason?: string }>(
        "erase <record>",
        "Says that a record's keys and salts are destroyed. By its records officer, who has destroyed them.",
        [["fisc record erase 0x… --version 1 --key records", ""]],
        session,
        (fisc, { options: { version, reason }, args: [record = ""] }) =>
          plan(fisc.records.erase, given({ record, version, reason })),
      )
        .requiredOption("--version <number>", "the latest, as the officer saw it", whole)
        .addOption(OPTIONS.reason()),
      writing<{ version: number; disclosure: string }>(
        "disclose <record>",
        "Journals that fields were shown to the public. By its records officer.",
        [["fisc record disclose 0x… --version 1 --disclosure 0x… --key records", ""]],
        session,
        (fisc, { options: { version, disclosure }, args: [record = ""] }) =>
          plan(fisc.records.disclose, { record, version, disclosure }),
      )
        .requiredOption("--version <number>", "whose fields they are", whole)
        .requiredOption("--disclosure <hash>", "the content address of what was shown"),
    ],
  );
