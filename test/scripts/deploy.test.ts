import { randomBytes } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { network } from "hardhat";

import { temporaryFile } from "./helpers/files.js";
import { expectRefusal, runScript } from "./helpers/run.js";

const SCRIPT = "scripts/deploy.ts";
const CHECK = "scripts/check-deployment.ts";
const LOCAL = "deploy/parameters/local.json5";
const DEPLOYMENTS = path.resolve(import.meta.dirname, "../../deploy/deployments");

describe("npm run deploy", () => {
  describe("and a node", () => {
    const name = `local-test-${randomBytes(4).toString("hex")}`;
    let node: Awaited<ReturnType<typeof network.createServer>>;
    let url: string;

    before(async () => {
      node = await network.createServer({ network: "default" }, "127.0.0.1", 0);
      const { address, port } = await node.listen();
      url = `http://${address}:${String(port)}`;
    });

    after(async () => {
      await node.close();
      rmSync(path.join(DEPLOYMENTS, name), { recursive: true, force: true });
    });

    const deploy = (parameters: string, ...more: string[]) => [
      ...["--network", "localhost", "--rpc", url, "--parameters", parameters, "--name", name],
      ...more,
    ];
    /** The parameters with something else in them. */
    const changed = (from: string | RegExp, to: string): string =>
      temporaryFile(readFileSync(LOCAL, "utf8").replace(from, to), "json5");

    it("refuses what it must not send", async () => {
      const deployer = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
      const own = changed(/councillor1: "0x\w+"/, `councillor1: "${deployer}"`);
      await expectRefusal(SCRIPT, deploy(own), /^councillor1: 0xf39F\w+ is the key that deploys/);
      await expectRefusal(SCRIPT, deploy(LOCAL, "--name", "../x"), /^--name: "\.\.\/x" is no name/);
    });

    it("deploys, finds it there when called again, refuses other parameters, and is checked by its book", async () => {
      const dry = await runScript(SCRIPT, ...deploy(LOCAL, "--dry-run", "--json"));
      expect([dry.code, dry.stderr]).to.deep.equal([0, ""]);
      expect(JSON.parse(dry.stdout)).to.include({ transactions: 23, network: "localhost" });

      const first = await runScript(SCRIPT, ...deploy(LOCAL));
      expect([first.code, first.stderr]).to.deep.equal([0, ""]);
      expect(first.stdout).to.match(/^23 of 23 transactions are left, \d+ gas: at most about/);
      expect(first.stdout).to.match(/\nChecked: code, references, settings, roles and offices/);
      const file = path.join("deploy/deployments", name, "book.json");
      expect(first.stdout).to.include(`\nWritten to ${file}.`);

      const again = await runScript(SCRIPT, ...deploy(LOCAL));
      expect(again.stdout.replace(/^.*\n/, "")).to.equal(first.stdout.replace(/^.*\n/, ""));
      expect(again.stdout).to.match(/^0 of 23 transactions are left/);

      await expectRefusal(
        SCRIPT,
        deploy(changed("keyDelay: 259200", "keyDelay: 259201")),
        /parameters\.json: the deployment was begun with other parameters/,
      );

      const checked = await runScript(CHECK, "--book", file, "--rpc", url, "--json");
      expect([checked.code, checked.stderr]).to.deep.equal([0, ""]);
      expect(JSON.parse(checked.stdout)).to.deep.equal({ book: file, findings: [] });

      const forged = readFileSync(file, "utf8").replace('"minimumDelay": 172800', '"minimumDelay": 86400');
      const found = await runScript(CHECK, "--book", temporaryFile(forged, "json"), "--rpc", url);
      expect(found.code).to.equal(1);
      expect(found.stdout).to.include(
        "\nwrong (settings): TimelockController gives 172800 as its minimum delay instead of 86400.\n",
      );
      const elsewhere = temporaryFile(forged.replace('"chainId": 31337', '"chainId": 1'), "json");
      await expectRefusal(
        CHECK,
        ["--book", elsewhere, "--rpc", url],
        /the node is on chain 31337, the book on chain 1/,
      );
    });
  });
});
