import { readFileSync } from "node:fs";

import type { NatSpec } from "./natspec.js";
import { parseNatSpec } from "./natspec.js";

/** A node of the compiler's syntax tree, as far as the reference needs it. */
export interface AstNode {
  readonly nodeType: string;
  readonly name?: string;
  readonly src: string;
  readonly contractKind?: string;
  readonly abstract?: boolean;
  readonly nodes?: readonly AstNode[];
  readonly baseContracts?: readonly { readonly baseName: { readonly name: string } }[];
}

/** A source file, in the bytes that the compiler counts. */
export class Source {
  readonly #bytes: Buffer;

  constructor(readonly path: string) {
    this.#bytes = readFileSync(path);
  }

  /** The declaration as it is written, its inner comments included, without what only an implementation needs. */
  textOf({ src }: AstNode): string {
    const { start, length } = range(src);
    const text = this.#bytes.subarray(start, start + length).toString();
    const indent = /[ \t]*$/.exec(this.#bytes.subarray(0, start).toString())?.[0] ?? "";
    return text.replaceAll(`\n${indent}`, "\n");
  }

  /** The comment that stands before a declaration. */
  docOf({ src }: AstNode): NatSpec {
    const before = this.#bytes.subarray(0, range(src).start).toString().split("\n").slice(0, -1);
    const lines: string[] = [];
    for (const line of before.reverse()) {
      const [, comment] = /^\s*\/\/\/ ?(.*)$/.exec(line) ?? [];
      if (comment === undefined) break;
      lines.unshift(comment);
    }
    return parseNatSpec(lines);
  }
}

function range(src: string): { start: number; length: number } {
  const [start = 0, length = 0] = src.split(":").map(Number);
  return { start, length };
}
