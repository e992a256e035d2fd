import { readFile } from "node:fs/promises";
import path from "node:path";

import type { Command } from "commander";

import { FiscInputError } from "../../sdk/errors.js";
import { open as openContent } from "../../sdk/records/seal/open.js";
import { readDisclosure } from "../../sdk/records/seal/disclosureFile.js";
import { FolderStore } from "../../sdk/records/store/folder.js";
import { readExport } from "../../sdk/records/verdict/exportFile.js";
import { onlineWitness } from "../../sdk/records/verdict/onlineWitness.js";
import { printVerdict } from "../../sdk/records/verdict/printVerdict.js";
import { conclusionOf } from "../../sdk/records/verdict/verdict.js";
import { type Subject, verify } from "../../sdk/records/verdict/verify.js";
import { action, type Call, type Examples, group } from "../support/command.js";
import { EXIT } from "../support/exit.js";
import { variable } from "../support/keys.js";
import { withLedger } from "../support/open.js";
import type { Session } from "../support/session.js";

interface Options {
  readonly trustedBlock?: string;
  readonly blobs?: string;
  readonly identity?: string;
}

export const command = (session: Session): Command =>
  group(
    "verify",
    "Checks what somebody shows of a record against the register: question by question, yes, no, or unknown. Exit code 0 if " +
      "nothing speaks against it.",
    [
      ["fisc verify disclosure amount.json", "some fields that were shown to the public"],
      ["fisc verify export export.json --blobs blobs/", "a whole archive that was handed over"],
    ],
    [
      verifying(
        "disclosure <file>",
        "Some fields of a record, a batch's member included.",
        [["fisc verify disclosure amount.json", ""]],
        session,
        async (_, file) => ({
          kind: "disclosure",
          disclosure: readDisclosure(await bytesOf(file, session), path.basename(file)),
        }),
      ),
      verifying(
        "member <file>",
        "That a record is a member of its batch, by the disclosure that names it.",
        [["fisc verify member amount.json", ""]],
        session,
        async (_, file) => ({
          kind: "member",
          commitment: readDisclosure(await bytesOf(file, session), path.basename(file)).commitment,
        }),
      ),
      verifying(
        "document <file>",
        "A whole version, from its encrypted content, for a reader who was granted its key.",
        [
          [
            "fisc verify document content.age --identity READER_IDENTITY",
            "the version's identity is in a variable",
          ],
        ],
        session,
        async ({ identity, blobs }, file) => {
          const key = await requireIdentity(identity, session);
          const opened = await openContent(await bytesOf(file, session), key);
          const files =
            blobs === undefined ? {} : { files: { store: storeIn(blobs, session), identity: key } };
          return { kind: "document", opened, ...files };
        },
      )
        .option("--identity <variable>", "the variable that holds the version's identity, as a grant has it")
        .option("--blobs <folder>", "where its attachments are"),
      verifying(
        "export <file>",
        "A whole export: every blob, disclosure and version, and that none is missing.",
        [["fisc verify export export.json --blobs blobs/", ""]],
        session,
        async ({ blobs = "." }, file) => ({
          kind: "export",
          exported: readExport(await bytesOf(file, session), path.basename(file)),
          store: storeIn(blobs, session),
        }),
      ).option("--blobs <folder>", "the folder of its blobs", "."),
    ],
  );

function verifying(
  usage: string,
  description: string,
  examples: Examples,
  session: Session,
  subjectOf: (options: Options, file: string) => Promise<Subject>,
): Command {
  return action<Options>(
    usage,
    description,
    examples,
    session,
    ({ globals, options, args: [file = ""] }: Call<Options>) =>
      withLedger(session, globals, async ({ provider, book, addresses }) => {
        const { trustedBlock } = options;
        const trust = {
          chainId: book.chainId,
          register: addresses.records,
          ...(trustedBlock === undefined ? {} : { blockHash: trustedBlock }),
        };
        const witness = await onlineWitness(provider, trust, { from: book.fromBlock });
        const verdict = await verify(await subjectOf(options, file), witness);
        const conclusion = conclusionOf(verdict);
        return {
          text: `${printVerdict(verdict)}\nVerdict: ${conclusion}.`,
          json: { ...verdict, conclusion },
          code: conclusion === "no" ? EXIT.findings : EXIT.done,
        };
      }),
  ).option(
    "--trusted-block <hash>",
    "a block that you know from elsewhere; without one the node is taken at its word",
  );
}

async function bytesOf(file: string, { io }: Session): Promise<Uint8Array> {
  try {
    return await readFile(path.resolve(io.cwd, file));
  } catch (error) {
    const problem = `the file can't be read (${String((error as NodeJS.ErrnoException).code)})`;
    throw new FiscInputError(file, problem, "check its path");
  }
}

const storeIn = (folder: string, { io }: Session): FolderStore =>
  new FolderStore(path.resolve(io.cwd, folder));

async function requireIdentity(name: string | undefined, { io }: Session): Promise<string> {
  const value = name === undefined ? undefined : await variable(name, io);
  if (value !== undefined) return value;
  throw new FiscInputError(
    "--identity",
    `the variable ${name ?? ""} is not set`,
    "name the variable that holds the version's identity",
  );
}
