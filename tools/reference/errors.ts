import { format } from "prettier";

import { ERROR_PAGES } from "../../sdk/client/refusals/sentences.js";
import { PLACEHOLDER } from "../../sdk/client/refusals/render.js";
import type { Sentence } from "../../sdk/client/refusals/sentence.js";
import { parseContracts } from "./parse.js";
import { Source } from "./source.js";

/** Where the pages of errors stand. */
export const ERRORS = "docs/reference/errors";

/**
 * The pages of errors, by file name: from the client's sentences, and what the contracts' NatSpec says of each error.
 */
export async function errorPages(): Promise<Map<string, string>> {
  const docs = errorDocs();
  const pages = Object.entries(ERROR_PAGES).map(([page, sentences]): [string, string[]] => [
    page,
    [
      `# Errors: ${page}`,
      GENERATED,
      ...Object.entries(sentences).map(([name, sentence]) => section(name, sentence, docs.get(name))),
    ],
  ]);
  const index = Object.entries(ERROR_PAGES).map(
    ([page, sentences]) =>
      `- [${page}](${page}.md): ${Object.keys(sentences)
        .map((name) => `[${name}](${page}.md#${name.toLowerCase()})`)
        .join(", ")}`,
  );
  const all: [string, string[]][] = [["README", ["# Errors", INDEX, GENERATED, index.join("\n")]], ...pages];
  const written = all.map(async ([name, parts]): Promise<[string, string]> => [
    `${name}.md`,
    await format(parts.join("\n\n"), { parser: "markdown", printWidth: 120, proseWrap: "always" }),
  ]);
  return new Map(await Promise.all(written));
}

const INDEX =
  "Every rule of the contracts that can refuse a call, by the contract that refuses. Nothing has changed where one " +
  "did. The client says the same in one sentence with the figures (`FiscRefused`), and names the page.";

const GENERATED =
  "Made from the client's sentences (`sdk/client/refusals/`) and the contracts' NatSpec by `npm run docs`; edit it there.";

/** What an error is in the contracts' own words. */
interface ErrorDoc {
  readonly declaration: string;
  readonly paragraphs: readonly string[];
  readonly params: readonly { readonly name: string; readonly text: string }[];
}

function errorDocs(): Map<string, ErrorDoc> {
  const found = new Map<string, ErrorDoc>();
  for (const [file, { nodes = [] }] of parseContracts()) {
    const source = new Source(file);
    for (const node of [...nodes, ...nodes.flatMap((it) => it.nodes ?? [])]) {
      if (node.nodeType !== "ErrorDefinition") continue;
      const { paragraphs, params } = source.docOf(node);
      found.set(String(node.name), { declaration: source.textOf(node), paragraphs, params });
    }
  }
  return found;
}

function section(name: string, { happened, rule, remedy }: Sentence, doc: ErrorDoc | undefined): string {
  const params = doc?.params.map(({ name: param, text }) => `- \`${param}\`: ${text}`) ?? [];
  return [
    `## ${name}`,
    ...(doc === undefined ? [] : [`\`\`\`solidity\n${doc.declaration}\n\`\`\``, ...doc.paragraphs]),
    ...(params.length === 0 ? [] : [params.join("\n")]),
    `**What happened:** ${plain(happened)}.`,
    `**Why:** ${plain(rule)}.`,
    `**What to do:** ${plain(remedy)}.`,
  ].join("\n\n");
}

/** A text with its arguments by name. */
const plain = (text: string): string => text.replace(PLACEHOLDER, (_, name: string) => `\`${name}\``);
