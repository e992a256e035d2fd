import { createHmac } from "node:crypto";

/**
 * A reader's name in the journal, for one record alone. Nobody can tell by it who reads, or that one reader reads two
 * records, but whoever holds the version's key; and nobody once the record is erased.
 *
 * @param key The key of the record's first version, so that a reader keeps one name through all.
 * @param reader Whatever the records officer tells readers apart by, such as their public key.
 */
export const readerPseudonym = (key: Uint8Array, reader: string): string =>
  `0x${createHmac("sha256", key).update("fisc reader 1\n").update(reader, "utf8").digest("hex")}`;
