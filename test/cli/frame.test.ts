import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import type { Command } from "commander";

import { CATALOGUE } from "../../cli/catalogue.js";
import { programFor } from "../../cli/program.js";
import { EXIT_CODES } from "../../cli/support/exit.js";
import { Session } from "../../cli/support/session.js";
import { runCli } from "./helpers/runCli.js";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Every command and subcommand, by its words. */
async function everyCommand(): Promise<string[][]> {
  const io = { stdout: { write: () => true }, stderr: { write: () => true }, env: {}, cwd: ROOT };
  const names = CATALOGUE.map(({ name }) => name);
  const program = await programFor(new Session(io, false), names);
  const below = (command: Command, words: string[]): string[][] =>
    command.commands.flatMap((child) => {
      const own = [...words, child.name()];
      return [own, ...below(child, own)];
    });
  return below(program, []);
}

describe("fisc", () => {
  it("lists every command and exit code in its help", async () => {
    const { code, stdout } = await runCli(["--help"]);
    for (const { name, summary } of CATALOGUE) {
      expect(stdout).to.include(`  ${name}`);
      expect(stdout.replace(/\s+/g, " ")).to.include(summary);
    }
    for (const [number, meaning] of EXIT_CODES) expect(stdout).to.include(`${String(number)}  ${meaning}`);
    expect(code).to.equal(0);
  });

  it("shows help, with examples, of every command and subcommand", async () => {
    const all = await everyCommand();
    expect(all).to.have.length.greaterThan(70);
    for (const words of all) {
      const { code, stdout, stderr } = await runCli([...words, "--help"]);
      const title = words.join(" ");
      expect(code, title).to.equal(0);
      expect(stderr, title).to.equal("");
      expect(stdout, title).to.include(`Usage: fisc ${title}`);
      expect(stdout, title).to.match(/\nExamples:\n {2}\$ (FISC|fisc|eval)/);
      expect(stdout, title).to.include("--json");
    }
  });

  it("documents the same exit codes in the guide", () => {
    const guide = readFileSync(path.join(ROOT, "docs/guide/cli.md"), "utf8");
    for (const [code, meaning] of EXIT_CODES)
      expect(guide).to.match(new RegExp(`\\| ${String(code)} +\\| ${meaning}`));
  });

  for (const [title, args, line] of [
    ["an unknown command", ["frobnicate"], /^command line: unknown command 'frobnicate'; .+\.\n$/],
    ["a misspelt command", ["statsu"], /did you mean status\?\n$/i],
    ["an unknown option", ["audit", "--frob"], /^command line: unknown option '--frob'; .+\.\n$/],
    [
      "a missing option",
      ["obligate", "A"],
      /^command line: required option '--payee <payee>' not specified; .+\.\n$/,
    ],
    [
      "a missing argument",
      ["allot", "--amount", "1.00"],
      /^command line: missing required argument 'account'; .+\.\n$/,
    ],
    ["a value that is none of the choices", ["completion", "tcsh"], /'tcsh' is invalid/],
    ["a number that is none", ["allot", "A", "--amount", "1.00", "--sequence", "two"], /Give a whole number/],
  ] as const) {
    it(`refuses ${title} in one line, with exit code 2`, async () => {
      const { code, stdout, stderr } = await runCli(args);
      expect(stderr)
        .to.match(line)
        .and.to.match(/^[^\n]+\n$/);
      expect(stdout).to.equal("");
      expect(code).to.equal(2);
    });
  }

  it("tells an error as JSON, too, where JSON was asked for", async () => {
    const { code, json, stderr } = await runCli(["audit", "--frob", "--json"]);
    expect(json()).to.deep.include({ exitCode: 2 });
    expect(json().error).to.include({ place: "command line", problem: "unknown option '--frob'" });
    expect(stderr).to.match(/^[^\n]+\n$/);
    expect(code).to.equal(2);
  });

  it("shows what a group of commands holds when none is named", async () => {
    const { code, stderr } = await runCli(["officer"]);
    expect(stderr).to.include("Usage: fisc officer");
    expect(code).to.equal(2);
  });

  it("gives colours to terminals alone, and to none that does not want them", async () => {
    const escape = "\u001B[";
    expect((await runCli(["--help"], { isTTY: true, env: { TERM: "xterm" } })).stdout).to.include(escape);
    expect((await runCli(["--help"])).stdout).not.to.include(escape);
    expect((await runCli(["--help"], { isTTY: true, env: { NO_COLOR: "1" } })).stdout).not.to.include(escape);
    expect((await runCli(["--help"], { isTTY: true, env: { TERM: "dumb" } })).stdout).not.to.include(escape);
  });

  for (const shell of ["bash", "zsh", "fish"] as const) {
    it(`completes in ${shell}`, async () => {
      const { code, stdout } = await runCli(["completion", shell]);
      expect(code).to.equal(0);
      for (const word of ["audit", "statement", "--accept-valid", "--network"])
        expect(stdout).to.include(word);
      const checked = spawnSync(shell, ["-n"], { input: stdout, encoding: "utf8" });
      // Not every machine has every shell.
      if (checked.error === undefined) expect([checked.stderr, checked.status]).to.deep.equal(["", 0]);
    });
  }

  it("completes what follows a command, in bash", async () => {
    const { stdout } = await runCli(["completion", "bash"]);
    const script = `${stdout}\nCOMP_WORDS=(fisc report --json sta); COMP_CWORD=3; _fisc; echo "\${COMPREPLY[@]}"`;
    const ran = spawnSync("bash", ["-c", script], { encoding: "utf8" });
    if (ran.error === undefined) expect(ran.stdout).to.equal("statement\n");
  });

  it("starts as a program, and loads nothing for its help that takes long", () => {
    const { status, stdout } = spawnSync(process.execPath, ["cli/fisc.js", "--help"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(stdout).to.match(/^Usage: fisc /);
    expect(status).to.equal(0);
    const bundle = path.join(ROOT, "dist/cli");
    const loaded = new Set<string>();
    const load = (file: string): void => {
      for (const [, name = ""] of readFileSync(path.join(bundle, file), "utf8").matchAll(
        /^(?:import|export)[^;]*?from "([^"]+)";|^import "([^"]+)";/gm,
      )) {
        if (loaded.has(name)) continue;
        loaded.add(name);
        if (name.startsWith("./")) load(name);
      }
    };
    load("main.js");
    expect([...loaded].filter((name) => !name.startsWith("./"))).to.deep.equal(["commander"]);
  });
});
