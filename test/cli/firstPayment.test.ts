import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { network } from "hardhat";

import { serve } from "../../tools/serve.js";
import { runCli } from "./helpers/runCli.js";

const ROOT = path.resolve(import.meta.dirname, "../..");
const SETTING = /^(\w+)=(\S+) /;

/** The commands of the page, in their order. */
async function commandsOf(page: string): Promise<string[]> {
  const text = await readFile(path.join(ROOT, page), "utf8");
  return [...text.matchAll(/```sh\n([^`]*)```/g)].flatMap(([, block = ""]) => block.trim().split("\n"));
}

describe("docs/guide/first-payment.md", () => {
  it("leads to a paid voucher, command by command, in no more than fifteen", async () => {
    const commands = await commandsOf("docs/guide/first-payment.md");
    // Beside these there are the clone, and the node.
    expect(commands.length).to.be.lessThanOrEqual(13);
    const connection = await network.create("default");
    const node = await serve(connection.provider);
    const cwd = await mkdtemp(path.join(tmpdir(), "fisc-first-"));
    await symlink(path.join(ROOT, "data"), path.join(cwd, "data"));
    const { FISC_COVERAGE: _, ...outside } = process.env as Record<string, string>;
    let folder: string | undefined;
    try {
      for (const command of commands) {
        const [setting = "", name, value = ""] = SETTING.exec(command) ?? [];
        const env = { ...outside, FISC_RPC_URL: node.url, ...(name === undefined ? {} : { [name]: value }) };
        expect(command.slice(setting.length)).to.match(/^npx fisc /);
        const { code, stdout, stderr } = await runCli(command.slice(setting.length).split(" ").slice(2), {
          cwd,
          env,
        });
        expect(code, `${command}\n${stdout}${stderr}`).to.equal(0);
        folder = /Deployed on localhost: (.+)\/book\.json/.exec(stdout)?.[1] ?? folder;
        // What the page tells the reader to write next is what was printed.
        const seen = /^seen +(0x[0-9a-f]{64})$/m.exec(stdout)?.[1];
        if (seen !== undefined) expect(commands.join(" ")).to.include(` --seen ${seen} `);
      }
      const { json } = await runCli(["report", "register", "--json"], {
        cwd,
        env: { FISC_RPC_URL: node.url },
      });
      expect(json()).to.include({ total: "1200.00" });
    } finally {
      await node.stop();
      await connection.close();
      await rm(cwd, { recursive: true, force: true });
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    }
  });
});
