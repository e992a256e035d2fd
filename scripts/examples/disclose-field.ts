/**
 * Shows the public some fields of a record, with the proof that they are its own, and nothing else of it.
 *
 * By a records officer of the record's organisation, with a grant to them: the key of the version, wrapped for their
 * own secret key, which stands in a file (`age-keygen` makes one). Whoever has the disclosure checks it against the chain
 * alone: `docs/guide/records.md`.
 *
 *     FISC_KEY_RECORDS=… node tools/run.js scripts/examples/disclose-field.ts \
 *       --book book.json --rpc http://127.0.0.1:8545 \
 *       --blobs records --content 9f86… --grant 60303… --identity officer.key --fields /amount,/due --out shown.json
 */
import { writeFile } from "node:fs/promises";

import { FiscInputError } from "../../sdk/errors.js";
import { openGrant } from "../../sdk/records/access/grant.js";
import { disclose } from "../../sdk/records/seal/disclose.js";
import { writeDisclosure } from "../../sdk/records/seal/disclosureFile.js";
import { open } from "../../sdk/records/seal/open.js";
import { addressToHash } from "../../sdk/records/store/address.js";
import { FolderStore } from "../../sdk/records/store/folder.js";
import { readBlob } from "../../sdk/records/store/readBlob.js";
import { type Example, start } from "./support/example.js";
import { textOf } from "./support/textOf.js";

export const discloseField: Example<"blobs" | "content" | "grant" | "identity" | "fields" | "out"> = {
  summary: "Shows some fields of a record, with their proof.",
  options: {
    blobs: "folder in which encrypted records are kept",
    content: "address of the version's content",
    grant: "address of the officer's grant",
    identity: "file with the officer's own secret key",
    fields: "paths with commas between, such as /amount,/due",
    out: "file that what is shown is written to",
  },

  run: async ({ fisc, as }, { blobs, content, grant, identity: file, fields, out }) => {
    const store = new FolderStore(blobs);
    const [identity] = /^AGE-SECRET-KEY-\S+$/m.exec(await textOf(file)) ?? [];
    if (identity === undefined) {
      throw new FiscInputError(file, "it holds no secret key of age", "give the file that age-keygen made");
    }
    const granted = await openGrant(await readBlob(store, grant), { identity });
    const opened = await open(await readBlob(store, content), granted.identity);
    const { chainId, contracts } = fisc.book;
    const anchored = { chainId, register: contracts.records.address };
    const disclosure = disclose(opened, anchored, fields.split(","));
    const { record, version, schema } = opened;

    // Before anybody is shown it: the register has this very version, and each field is in it.
    const claim = { record, version, schema, root: opened.tree.root };
    for (const { path, value, salt, proof } of disclosure.fields) {
      const verdict = await fisc.records.verifyField({ ...claim, field: { path, value, salt, proof } });
      if (verdict.anchored && !verdict.erased) continue;
      const problem = verdict.erased ? "it is erased" : "the register has no such version of it";
      throw new FiscInputError(
        `record ${record}`,
        problem,
        "give content and grant of a version that was anchored",
      );
    }
    const text = writeDisclosure(disclosure);
    const address = await store.put(Buffer.from(text, "utf8"));
    const officer = await as("records");
    await officer.records.disclose({ record, version, disclosure: addressToHash(address) });
    await writeFile(out, text);
    return disclosure.fields
      .map(({ path, value }) => `shown: ${path} is ${value}`)
      .concat(`written to ${out}`);
  },
};

await start(import.meta, discloseField);
