import { spawnSync } from "node:child_process";
import path from "node:path";

import { expect } from "chai";

const ROOT = path.resolve(import.meta.dirname, "../..");
const git = (...args: string[]) => spawnSync("git", args, { cwd: ROOT, encoding: "utf8" });

describe("what of a deployment is committed", () => {
  before(function () {
    if (git("rev-parse", "--is-inside-work-tree").status === 0) return;
    console.log("      left out: this is no checkout of git's");
    this.skip();
  });

  const isIgnored = (file: string): boolean => git("check-ignore", "-q", "--no-index", file).status === 0;

  it("is all that a later run goes on from, for public networks alone", () => {
    for (const file of ["journal.jsonl", "transactions.log", "parameters.json", "book.json"]) {
      expect(isIgnored(`deploy/deployments/sepolia/${file}`), file).to.equal(false);
      expect(isIgnored(`deploy/deployments/local-1/${file}`), file).to.equal(true);
    }
    expect(isIgnored("deploy/deployments/sepolia/other.log")).to.equal(true);
    expect(isIgnored("npm-debug.log")).to.equal(true);
  });
});
