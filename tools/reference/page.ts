import type { NatSpec } from "./natspec.js";
import type { AstNode, Source } from "./source.js";

/** What a page shows of each kind of declaration, in this order. */
const HEADINGS = new Map([
  ["FunctionDefinition", "Functions"],
  ["EventDefinition", "Events"],
  ["ErrorDefinition", "Errors"],
  ["StructDefinition", "Structs"],
  ["EnumDefinition", "Enums"],
]);

/** The part of a page that tells an interface: what it is, then each function, event, error and struct. */
export function interfaceSection(source: Source, node: AstNode): string {
  const { paragraphs } = source.docOf(node);
  const members = node.nodes ?? [];
  const groups = [...HEADINGS].flatMap(([nodeType, heading]) => {
    const group = members.filter((member) => member.nodeType === nodeType);
    return group.length === 0
      ? []
      : [`### ${heading}`, ...group.map((member) => declaration(source, member, "####"))];
  });
  const bases = (node.baseContracts ?? []).map(({ baseName }) => `\`${baseName.name}\``);
  const inherits = bases.length === 0 ? [] : [`It is also ${bases.join(", ")}.`];
  return [`## ${String(node.name)}`, ...fileLine(source), ...paragraphs, ...inherits, ...groups].join("\n\n");
}

/** The part of a page that tells a value type, a struct or an enum that stands by itself. */
export function typeSection(source: Source, node: AstNode): string {
  const [heading, ...rest] = declaration(source, node, "##").split("\n\n");
  return [heading, ...fileLine(source), ...rest].join("\n\n");
}

const fileLine = ({ path }: Source): string[] => [`<sub>\`${path}\`</sub>`];

function declaration(source: Source, node: AstNode, level: string): string {
  const doc = source.docOf(node);
  return [
    `${level} ${String(node.name)}`,
    `\`\`\`solidity\n${source.textOf(node)}\n\`\`\``,
    ...doc.paragraphs,
    ...listOf(doc),
  ].join("\n\n");
}

function listOf({ params, returns }: NatSpec): string[] {
  const lines = [
    ...params.map(({ name, text }) => `- \`${name}\`: ${text}`),
    ...returns.map((text) => `- returns ${text}`),
  ];
  return lines.length === 0 ? [] : [lines.join("\n")];
}
