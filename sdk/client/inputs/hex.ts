import { getAddress, hexlify, isAddress, isHexString, toUtf8Bytes, ZeroAddress, ZeroHash } from "ethers";

import { FiscInputError } from "../../errors.js";

/** 32 bytes in hexadecimal. @throws FiscInputError for anything else. */
export function hashOf(text: string, place: string): string {
  if (isHexString(text, 32)) return text.toLowerCase();
  throw new FiscInputError(
    place,
    `"${text}" is not 32 bytes in hexadecimal`,
    "give a commitment: 0x and 64 digits",
  );
}

/** A commitment that may be left out. */
export const optionalHash = (text: string | undefined, place: string): string =>
  text === undefined ? ZeroHash : hashOf(text, place);

/** An address with its checksum. @throws FiscInputError for anything else. */
export function addressOf(text: string, place: string): string {
  if (isAddress(text)) return getAddress(text);
  throw new FiscInputError(
    place,
    `"${String(text)}" is no address`,
    "give 0x and 40 digits, and check each of them",
  );
}

/** An address that may be left out. */
export const optionalAddress = (text: string | undefined, place: string): string =>
  text === undefined ? ZeroAddress : addressOf(text, place);

/** A bank's reason for a return, such as "R02". @throws FiscInputError for anything but three characters. */
export function reasonCodeOf(code: string, place = "code"): string {
  if (/^[\x21-\x7e]{3}$/.test(code)) return hexlify(toUtf8Bytes(code));
  throw new FiscInputError(place, `"${code}" is no bank's reason`, 'give three characters, such as "R02"');
}

/** Bytes in hexadecimal. @throws FiscInputError for anything else. */
export function bytesOf(text: string, place: string): string {
  if (isHexString(text, true)) return text;
  throw new FiscInputError(place, `"${text}" are no bytes`, "give 0x and an even number of digits");
}
