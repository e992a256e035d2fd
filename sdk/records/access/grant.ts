import { FiscInputError } from "../../errors.js";
import { MOST_VERSIONS } from "../commitment.js";
import { requireRecordId } from "../recordId.js";
import { decrypterWith, decrypting, encrypterFor, type Reader, recipientOf, type Secret } from "./age.js";

/** Which version a grant opens, and the identity that does. */
export interface Grant {
  readonly record: string;
  readonly version: number;
  readonly identity: string;
}

const FORMAT = "# fisc grant 1";
const LINES = /^# fisc grant 1\n# record (0x[\da-f]{64})\n# version (\d{1,5})\n(AGE-SECRET-KEY-[A-Z\d-]+)\n$/;

/**
 * Wraps a version's identity for one reader. What is inside is an identity file of age, so that the reader needs no more
 * than the `age` tool: `age -d -i reader.key grant > record.key`, then `age -d -i record.key content`.
 *
 * Whoever opened a grant can keep what it opens. To withdraw one is to grant no later version, which has an identity of
 * its own; it takes nothing back.
 *
 * @throws FiscInputError for a reader, record, version or identity that is none.
 */
export async function grantTo(reader: Reader, { identity, version, ...given }: Grant): Promise<Uint8Array> {
  const record = requireRecordId(given.record);
  if (!Number.isInteger(version) || version < 0 || version > MOST_VERSIONS) {
    throw new FiscInputError(`record ${record}`, `it has no version ${String(version)}`, "count from 1");
  }
  // A grant that opens nothing would be found out by the reader, and not by who made it.
  await decrypting("identity", () => recipientOf(identity));
  const encrypter = await encrypterFor(reader);
  return encrypter.encrypt(`${FORMAT}\n# record ${record}\n# version ${String(version)}\n${identity}\n`);
}

/**
 * Opens a grant.
 *
 * @throws FiscInputError for a grant to someone else, one that was altered, or what is no grant.
 */
export async function openGrant(grant: Uint8Array, secret: Secret): Promise<Grant> {
  const text = await decrypting("grant", () => decrypterWith(secret).decrypt(grant, "text"));
  const [, record, version, identity] = LINES.exec(text) ?? [];
  if (record === undefined || identity === undefined) {
    throw new FiscInputError("grant", "it holds no key of a record", "give the grant as it was made");
  }
  // That it is one is found out here, not when someone wonders why nothing opens.
  await decrypting("grant", () => recipientOf(identity));
  return { record, version: Number(version), identity };
}
