import { concat, dataSlice, getNumber, isHexString, randomBytes, toBeHex } from "ethers";

import { FiscInputError } from "../errors.js";

const RANDOM_BYTES = 28;
const ORGANISATION_BYTES = 4;

/** A new record's id: random, so that it tells nothing of what it names, and the organisation whose record it is. */
export const newRecordId = (organisation: number): string =>
  concat([randomBytes(RANDOM_BYTES), toBeHex(organisation, ORGANISATION_BYTES)]);

/** The organisation whose record it is. */
export const recordOrganisation = (record: string): number => getNumber(dataSlice(record, RANDOM_BYTES));

/**
 * A record's id, in lower case.
 *
 * @throws FiscInputError for a text that is none.
 */
export function requireRecordId(text: string, place = "record"): string {
  if (isHexString(text, RANDOM_BYTES + ORGANISATION_BYTES)) return text.toLowerCase();
  throw new FiscInputError(
    place,
    `"${text}" is no record's id`,
    "give 32 bytes in hexadecimal, as the journal has them",
  );
}
