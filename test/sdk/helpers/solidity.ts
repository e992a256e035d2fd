import { readFileSync } from "node:fs";

/** A source of the contracts, without its comments. */
export function solidity(path: string): string {
  const source = readFileSync(new URL(`../../../contracts/${path}`, import.meta.url), "utf8");
  return source.replace(/\/\/.*$|\/\*[^]*?\*\//gm, "");
}

/** The members of an enum, in their order. */
export function enumMembers(source: string, name: string): string[] {
  const body = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(source)?.[1];
  if (body === undefined) throw new Error(`there is no enum ${name}`);
  return body
    .split(",")
    .map((member) => member.trim())
    .filter((member) => member !== "");
}
