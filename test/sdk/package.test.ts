import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";

import { printAddressBook } from "../../sdk/client/addressBook.js";
import { buildSdk } from "../../tools/sdk/build.js";
import { funded } from "../fixtures/funded.js";
import { loadFixture } from "../fixtures/network.js";
import { bookOf } from "../helpers/client.js";
import { serveChain } from "../helpers/jsonRpc.js";

const run = promisify(execFile);

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** What somebody writes who has the package and ethers, and nothing else of this project. */
const CONSUMER = `
import { readFile } from "node:fs/promises";
import { JsonRpcProvider } from "ethers";
import { connectFisc, parseAddressBook, type AccountView, type Fisc } from "fisc-sdk";
import { parseCents } from "fisc-sdk/money.js";

const [url = "", book = ""] = process.argv.slice(2);
const provider = new JsonRpcProvider(url);
const fisc: Fisc = await connectFisc(provider, parseAddressBook(await readFile(book, "utf8")));
const account: AccountView = await fisc.budget.account("012-2025/2025-0100 PROJECT");
console.log(parseCents(account.available));
provider.destroy();

/** Never called: types alone. */
export async function typed(): Promise<bigint> {
  const done = await fisc.budget.obligate({ account: 3, payee: 7, amount: "1.00", classification: {} });
  const amount: string = done.event.args.amount;
  // @ts-expect-error an amount is a decimal string
  await fisc.budget.allot({ account: 3, amount: 1.5 });
  // @ts-expect-error there is no such act
  await fisc.budget.execute({ acts: [{ act: "spend", account: 3, amount }] });
  return done.obligation;
}
`;

describe("the SDK's package", function () {
  let home: string;
  let sdk: string;

  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), "fisc-sdk-"));
    const built = path.join(home, "built");
    await buildSdk(built);
    const { stdout } = await run("npm", ["pack", "--pack-destination", home, "--silent"], { cwd: built });
    sdk = path.join(home, "node_modules", "fisc-sdk");
    await mkdir(sdk, { recursive: true });
    await run("tar", ["-xzf", path.join(home, stdout.trim()), "-C", sdk, "--strip-components=1"]);
    const manifest = JSON.parse(await readFile(path.join(sdk, "package.json"), "utf8")) as Manifest;
    const needed = { ...manifest.dependencies, ...manifest.peerDependencies, "@types/node": "" };
    for (const name of Object.keys(needed)) await linkInto(home, name);
    await writeFile(path.join(home, "package.json"), '{ "type": "module" }');
    await writeFile(path.join(home, "consumer.ts"), CONSUMER);
  });

  after(() => rm(home, { recursive: true, force: true }));

  it("type-checks in a stranger's project, and reads a ledger over HTTP", async () => {
    const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    const options = ["--strict", "--module", "nodenext", "--target", "es2024", "--types", "node"];
    await run(process.execPath, [compiler, ...options, "consumer.ts"], { cwd: home });

    const all = await loadFixture(funded);
    const book = path.join(home, "book.json");
    await writeFile(book, printAddressBook(await bookOf(all)));
    const { url, close } = await serveChain();
    try {
      const { stdout } = await run(process.execPath, ["consumer.js", url, book], { cwd: home });
      expect(stdout.trim()).to.equal("2000000n");
    } finally {
      close();
    }
  });

  it("every file of it can be imported, with what its manifest names alone", async () => {
    const files = (await readdir(path.join(sdk, "sdk"), { recursive: true })).filter((it) =>
      it.endsWith(".js"),
    );
    expect(files).to.have.length.above(200);
    const lines = files.map((file) => `await import("fisc-sdk/${file.split(path.sep).join("/")}");`);
    await writeFile(path.join(home, "every.mjs"), lines.join("\n"));
    await run(process.execPath, ["every.mjs"], { cwd: home });
  });

  it("holds nothing of Hardhat, of mocks or of tests", async () => {
    const files = await readdir(sdk, { recursive: true });
    expect(files.filter((it) => /mock|hardhat|\.test\./i.test(it))).to.deep.equal([]);
    for (const file of files.filter((it) => /\.(js|d\.ts|json)$/.test(it))) {
      const text = await readFile(path.join(sdk, file), "utf8");
      expect(/["'@/](hardhat|nomicfoundation)[/"']/.test(text), file).to.equal(false);
    }
  });
});

async function linkInto(home: string, name: string): Promise<void> {
  const link = path.join(home, "node_modules", name);
  await mkdir(path.dirname(link), { recursive: true });
  await symlink(path.resolve("node_modules", name), link, "junction");
}
