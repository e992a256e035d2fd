import path from "node:path";

import { format } from "prettier";

import { interfaceSection, typeSection } from "./page.js";
import { parseContracts } from "./parse.js";
import { Source } from "./source.js";

/** Where the pages stand. */
export const REFERENCE = "docs/reference/contracts";

const INTERFACES = ["ContractDefinition"];
const TYPES = ["UserDefinedValueTypeDefinition", "StructDefinition", "EnumDefinition"];

/**
 * The reference of the contracts, from their NatSpec: a page a folder of `contracts/`, by file name.
 *
 * Interfaces and types alone: an implementation adds nothing that a caller may rely on.
 */
export async function referencePages(): Promise<Map<string, string>> {
  const sections = new Map<string, string[]>();
  const asts = parseContracts();
  // What can be called comes first, what it is made of after that.
  for (const [sectionOf, nodeTypes] of [
    [interfaceSection, INTERFACES],
    [typeSection, TYPES],
  ] as const) {
    for (const [file, { nodes = [] }] of asts) {
      const source = new Source(file);
      const domain = path.basename(path.dirname(file));
      const told = nodes.filter(
        ({ nodeType, contractKind = "interface" }) =>
          nodeTypes.includes(nodeType) && contractKind === "interface",
      );
      const parts = told.map((node) => sectionOf(source, node));
      sections.set(domain, [...(sections.get(domain) ?? []), ...parts]);
    }
  }
  const pages = [...sections].map(async ([domain, parts]) => {
    const text = [`# ${domain}`, GENERATED, ...parts].join("\n\n");
    return [`${domain}.md`, await format(text, { parser: "markdown", printWidth: 120, proseWrap: "always" })];
  });
  return new Map((await Promise.all(pages)) as [string, string][]);
}

const GENERATED = "Made from the NatSpec of the interfaces and types by `npm run docs`; edit it there.";
