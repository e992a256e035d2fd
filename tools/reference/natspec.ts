/** What the comment before a declaration says. */
export interface NatSpec {
  readonly title: string;
  /** Notice and dev, as paragraphs. */
  readonly paragraphs: readonly string[];
  readonly params: readonly { readonly name: string; readonly text: string }[];
  readonly returns: readonly string[];
}

/** Parses a comment's lines, their slashes taken off. A line without a tag goes on with the tag before it. */
export function parseNatSpec(lines: readonly string[]): NatSpec {
  const tags: { name: string; text: string }[] = [];
  for (const line of lines) {
    const [, name, rest = ""] = /^@(\w+)\s*(.*)$/.exec(line.trim()) ?? [];
    const open = tags.at(-1);
    if (name !== undefined) tags.push({ name, text: rest });
    else if (open === undefined) tags.push({ name: "notice", text: line.trim() });
    else open.text += `\n${line.trim()}`;
  }
  const textsOf = (...names: string[]): string[] =>
    tags.filter(({ name }) => names.includes(name)).flatMap(({ text }) => paragraphsOf(text));
  return {
    title: textsOf("title").join(" "),
    paragraphs: textsOf("notice", "dev"),
    params: tags.filter(({ name }) => name === "param").map(({ text }) => named(text)),
    returns: textsOf("return"),
  };
}

const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll("\n", " ").trim())
    .filter((paragraph) => paragraph !== "");

function named(text: string): { name: string; text: string } {
  const [, name = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  return { name, text: paragraphsOf(rest).join(" ") };
}
