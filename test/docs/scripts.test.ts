import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";

import { loadFixture } from "../fixtures/network.js";
import { paying } from "../fixtures/paying.js";
import { clientOf } from "../helpers/client.js";
import { explain, obligate, report, withdrawSeen } from "./snippets.js";

const ROOT = path.resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

describe("docs/guide/scripts.md", () => {
  it("shows snippets that compile: each stands in snippets.ts, word for word", () => {
    const snippets = [...read("docs/guide/scripts.md").matchAll(/```ts\n([\s\S]*?)```/g)].map(
      ([, text = ""]) => text,
    );
    expect(snippets).to.have.lengthOf(6);
    const code = read("test/docs/snippets.ts").replace(/^ {2}/gm, "");
    for (const snippet of snippets) expect(code).to.include(snippet);
  });

  const print = console.log;
  afterEach(() => {
    console.log = print;
  });

  it("shows snippets that work", async () => {
    const printed: unknown[] = [];
    console.log = (...words: unknown[]) => printed.push(...words);
    const all = await loadFixture(paying);
    const { fisc, by } = await clientOf(all);
    const contracting = await by(all.a.contracting);
    const obligation = await obligate(contracting);
    expect((await fisc.budget.obligation(obligation)).obligated).to.equal("1234.50");
    expect(printed[0]).to.match(/^obligated 1234\.50 as /);
    expect((await explain(contracting))?.rule).to.equal("BudgetLedgerExceedsObligation");
    expect(await report(fisc)).to.include("PROJECT");
    await withdrawSeen(await by(all.a.budget));
    expect((await fisc.budget.account("012-2025/2025-0100 PROJECT")).available).to.equal("0.00");
  });

  it("lists every chore, and each begins with who may do it and its command", () => {
    const guide = read("docs/guide/scripts.md");
    const chores = readdirSync(path.join(ROOT, "scripts/examples")).filter((file) => file.endsWith(".ts"));
    expect(chores).to.have.lengthOf(12);
    for (const chore of chores) {
      expect(guide, chore).to.include(`\`${chore}\``);
      const code = read(`scripts/examples/${chore}`);
      expect(code, chore).to.match(/^\/\*\*\n \* [\s\S]*?\n \* By [\s\S]*?node tools\/run\.js[\s\S]*? \*\//);
      expect(code, chore).to.include(`scripts/examples/${chore}`);
      expect(code.split("\n").length, chore).to.be.lessThan(81);
    }
  });
});
