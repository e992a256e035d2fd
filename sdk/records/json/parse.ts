import { FiscInputError } from "../../errors.js";
import type { JsonNode } from "./node.js";
import { pointerTo } from "./pointer.js";

/** A document is read by people; what is larger goes into an attachment, which is streamed. */
export const MAX_DOCUMENT_BYTES = 16 * 2 ** 20;

/** Files that this SDK writes itself can be larger: proofs take more than what they prove. */
export const MAX_FILE_BYTES = 256 * 2 ** 20;

const MAX_DEPTH = 64;
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
/**
 * Reads JSON (RFC 8259) more strictly than `JSON.parse`, which keeps the last of two members with one name, and turns
 * numbers into others, without a word.
 *
 * @param name The document's, for errors.
 * @param most Bytes that it may have.
 * @throws FiscInputError that names line, column and path, for what is no JSON, two members with one name, a text that
 * is no Unicode, or a document that is empty or too large.
 */
export function parseJson(
  source: string | Uint8Array,
  name = "document",
  most = MAX_DOCUMENT_BYTES,
): JsonNode {
  const size = typeof source === "string" ? Buffer.byteLength(source, "utf8") : source.byteLength;
  if (size > most) {
    throw new FiscInputError(
      name,
      `it has ${String(size)} bytes, more than the ${String(most)} that it may have`,
      "keep what it says in the document, and attach the rest as files",
    );
  }
  return new Parser(textOf(source, name), name).document();
}

/**
 * What a file of this SDK's own says.
 *
 * @throws FiscInputError for what is no JSON, and for members that stand twice, of which one reader would take the first
 * and another the last.
 */
export function parseFile(source: string | Uint8Array, name: string): unknown {
  const text = textOf(source, name);
  parseJson(text, name, MAX_FILE_BYTES);
  return JSON.parse(text);
}

/** Without the mark that some editors put first. */
const textOf = (source: string | Uint8Array, name: string): string =>
  (typeof source === "string" ? source : decode(source, name)).replace(/^\uFEFF/, "");

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FiscInputError(name, "its characters are not written in UTF-8", "save it as UTF-8");
  }
}

class Parser {
  #at = 0;

  constructor(
    readonly source: string,
    readonly name: string,
  ) {}

  document(): JsonNode {
    this.#skip();
    if (this.#at === this.source.length) throw this.#fault("", "the document is empty", "give what it says");
    const value = this.#value("", 0);
    if (this.#at < this.source.length) throw this.#fault("", "something follows its end", "remove it");
    return value;
  }

  #value(path: string, depth: number): JsonNode {
    if (depth > MAX_DEPTH) {
      throw this.#fault(path, `it is nested deeper than ${String(MAX_DEPTH)} levels`, "flatten it");
    }
    const value = this.#bare(path, depth);
    this.#skip();
    return value;
  }

  #bare(path: string, depth: number): JsonNode {
    const first = this.source[this.#at];
    if (first === "{") return this.#object(path, depth);
    if (first === "[") return this.#list(path, depth);
    if (first === '"') return { kind: "text", text: this.#text(path) };
    const digits = this.#match(NUMBER);
    if (digits !== undefined) return { kind: "number", digits };
    const word = this.#match(WORD);
    if (word === undefined) throw this.#fault(path, "no JSON value stands here", "correct the text");
    return { kind: "word", word: word as "true" | "false" | "null" };
  }

  #object(path: string, depth: number): JsonNode {
    const members: (readonly [string, JsonNode])[] = [];
    const names = new Set<string>();
    this.#members("}", path, () => {
      const name = this.source[this.#at] === '"' ? this.#text(path) : undefined;
      if (name === undefined) throw this.#fault(path, "a name in quotes is missing", "correct the text");
      // Two that look alike would be told apart by machines alone.
      const compared = name.normalize("NFC");
      const place = pointerTo(path, name);
      if (names.has(compared)) {
        throw this.#fault(place, "this name stands twice in one object", "keep one of the two");
      }
      names.add(compared);
      this.#skip();
      this.#expect(":", place);
      members.push([name, this.#value(place, depth + 1)]);
    });
    return { kind: "object", members };
  }

  #list(path: string, depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.#members("]", path, () => {
      items.push(this.#value(pointerTo(path, items.length), depth + 1));
    });
    return { kind: "list", items };
  }

  /** What stands between an opening bracket and `close`, separated by commas. */
  #members(close: string, path: string, read: () => void): void {
    this.#at += 1;
    this.#skip();
    if (this.source[this.#at] === close) {
      this.#at += 1;
      return;
    }
    for (;;) {
      read();
      if (this.source[this.#at] === close) break;
      this.#expect(",", path, close);
    }
    this.#at += 1;
  }

  #text(path: string): string {
    const text = parsedText(this.source.slice(this.#at, this.#endOfText()));
    if (text === undefined) {
      throw this.#fault(path, "a text is not closed, or holds what JSON forbids", "correct the text");
    }
    if (!text.isWellFormed()) {
      throw this.#fault(path, "a text holds half a character", "write whole Unicode characters");
    }
    this.#at = this.#endOfText();
    return text;
  }

  /** Behind the quote that closes the text which begins here; the end of the source if none does. */
  #endOfText(): number {
    let end = this.#at + 1;
    while (end < this.source.length && this.source[end] !== '"') end += this.source[end] === "\\" ? 2 : 1;
    return end + 1;
  }

  #expect(sign: string, path: string, or?: string): void {
    if (this.source[this.#at] !== sign) {
      const wanted = or === undefined ? `"${sign}"` : `"${sign}" or "${or}"`;
      throw this.#fault(path, `${wanted} is missing`, "correct the text; if it ends here, it was cut off");
    }
    this.#at += 1;
    this.#skip();
  }

  #skip(): void {
    this.#match(SPACE);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.source)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #fault(path: string, problem: string, remedy: string): FiscInputError {
    const lines = this.source.slice(0, this.#at).split(/\r\n|\r|\n/);
    const column = (lines.at(-1)?.length ?? 0) + 1;
    const place = `${this.name}, line ${String(lines.length)}, column ${String(column)}`;
    return new FiscInputError(path === "" ? place : `${place}, ${path}`, problem, remedy);
  }
}

/** A text by its JSON, in quotes; of these the engine's own reader hides nothing. */
function parsedText(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}
