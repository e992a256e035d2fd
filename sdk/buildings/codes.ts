import { FiscInputError } from "../errors.js";

/** 1 to 31 printable ASCII characters without a space. */
const CODE = /^[\x21-\x7e]{1,31}$/;
/** The same in hexadecimal, zero-padded to 32 bytes. */
const WORD = /^0x(?:(?:2[1-9a-f]|[3-6][0-9a-f]|7[0-9a-e]){1,31})(?:00)+$/;
const WORD_LENGTH = 66;

/**
 * The 32 bytes of a building's or a lease's code, as the contracts write it: plain ASCII, zero-padded on the right. ""
 * is no code: 32 zeros.
 *
 * @throws FiscInputError for a text that is no code.
 */
export function encodeCode(code: string, place = "code"): string {
  if (code !== "" && !CODE.test(code)) {
    throw new FiscInputError(
      place,
      `"${code}" is no code`,
      "write 1 to 31 printable ASCII characters without a space",
    );
  }
  const bytes = Array.from(code, (one) => one.charCodeAt(0).toString(16).padStart(2, "0"));
  return `0x${bytes.join("").padEnd(WORD_LENGTH - 2, "0")}`;
}

/** The code that 32 bytes stand for; bytes that are no code show as hexadecimal behind a replacement character. */
export function decodeCode(word: string): string {
  if (/^0x0{64}$/.test(word)) return "";
  if (word.length !== WORD_LENGTH || !WORD.test(word)) return `\uFFFD${word.slice(2)}`;
  const digits = word.slice(2).replace(/(?:00)+$/, "");
  return digits.replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16)));
}

/** A building's id as an ERC-721 token: the same 32 bytes, read as a number. */
export const tokenIdOf = (code: string): bigint => BigInt(encodeCode(code, "building"));
