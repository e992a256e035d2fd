import { FiscInputError } from "../../sdk/errors.js";

/** A text on one line, safe to print: what a file holds may break lines or steer the terminal. */
export const printable = (text: string): string => text.replace(/\p{C}+/gu, " ");

/** Byte-order marks of UTF-16. */
const UTF_16 = ["fffe", "feff"];

/** What stands for bytes that are no UTF-8. */
const REPLACEMENT = "\uFFFD";

/**
 * Decodes a file's bytes, without a byte-order mark.
 *
 * @param name The file's, for errors.
 * @throws FiscInputError that names the line, for bytes that are no UTF-8: a guess would turn names and codes into
 * others without a word.
 */
export async function* decodeUtf8(source: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<string> {
  const strict = new TextDecoder("utf-8", { fatal: true });
  // Decodes along, to tell where the strict one stopped.
  const lenient = new TextDecoder();
  const count = lineCounter();
  let isFirst = true;
  for await (const chunk of source) {
    if (isFirst && UTF_16.includes(Buffer.from(chunk.subarray(0, 2)).toString("hex"))) {
      throw new FiscInputError(name, "the file is written in UTF-16", "save it as UTF-8");
    }
    isFirst = false;
    const text = lenient.decode(chunk, { stream: true });
    if (!isDecoded(() => strict.decode(chunk, { stream: true }))) {
      throw notUtf8(name, count(text.slice(0, text.indexOf(REPLACEMENT))));
    }
    const nul = text.indexOf("\0");
    if (nul >= 0) {
      throw new FiscInputError(
        `${name}, line ${String(count(text.slice(0, nul)))}`,
        "the file holds a NUL, as UTF-16 and damaged files do",
        "save it as UTF-8, or fetch it again",
      );
    }
    count(text);
    yield text;
  }
  if (!isDecoded(() => strict.decode())) throw notUtf8(name, count(""));
}

function isDecoded(decode: () => string): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}

function notUtf8(name: string, line: number): FiscInputError {
  return new FiscInputError(
    `${name}, line ${String(line)}`,
    "its characters are not written in UTF-8",
    "save the file as UTF-8; if this is its last line, the file was cut off: fetch it again",
  );
}

/** Takes a text piece by piece; returns the line on which each piece ends. */
function lineCounter(): (text: string) => number {
  let line = 1;
  let endsInReturn = false;
  return (text) => {
    line += text.match(/\r\n|\r|\n/g)?.length ?? 0;
    // Both halves of one line end.
    if (endsInReturn && text.startsWith("\n")) line -= 1;
    if (text !== "") endsInReturn = text.endsWith("\r");
    return line;
  };
}
