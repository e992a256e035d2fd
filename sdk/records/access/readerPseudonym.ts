import { createHmac } from "node:crypto";

/** What readers are named by: what a version is sealed with, or one that was opened. */
export interface Naming {
  /** The record's own, the same in all its versions: see `newKeys`. */
  readonly names: Uint8Array;
}

/**
 * A reader's name in the journal, for one record alone and through all its versions. Nobody can tell by it who reads, or
 * that one reader reads two records, but whoever can open some version; and nobody once the record is erased.
 *
 * @param reader Whatever the records officer tells readers apart by, such as their public key.
 */
export const readerPseudonym = ({ names }: Naming, reader: string): string =>
  `0x${createHmac("sha256", names).update("fisc reader 1\n").update(reader, "utf8").digest("hex")}`;
