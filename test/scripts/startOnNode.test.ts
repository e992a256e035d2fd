import { expect } from "chai";

import { type Anvil, startAnvil } from "../../scripts/support/anvil.js";
import { runScriptWith } from "./helpers/run.js";

const SCRIPT = "scripts/start.ts";

// It takes minutes, so it is told in long sessions alone.
if (process.env.FISC_DEEP === "1") describe("npm start on a node", tellOnNode);

function tellOnNode(this: Mocha.Suite): void {
  this.timeout(900_000);
  let anvil: Anvil | undefined;

  before(async function () {
    anvil = await startAnvil();
    if (anvil === undefined) {
      console.log("      left out: anvil can't be had here (npx -y -p @foundry-rs/anvil@1.7.1 anvil)");
      this.skip();
    }
  });

  after(async () => anvil?.stop());

  it("tells the whole year to a node whose clock is past it, to the same figures, and once more", async () => {
    for (const args of [
      ["--network", "localhost"],
      ["--rpc", anvil!.url],
    ]) {
      const { code, stdout, stderr } = await runScriptWith({ FISC_RPC_URL: anvil!.url }, SCRIPT, ...args);
      expect(stderr).to.equal("");
      expect(stdout).to.match(/^\nThe node's clock is past 2015: the year is told \d+ years later\.\n/);
      expect(stdout).to.match(/\nEverything agrees: contracts, books and rules\.\n$/);
      expect(stdout).to.match(/\n {2}\d+ events folded; \d+ fields compared, 0 differ\.\n/);
      expect(stdout).to.include(
        "\n  Tokens by their own account: 4,746.94 in the vault, 2,085,253.06 with payees.\n",
      );
      expect(stdout.match(/^ {2}refused {2}/gm)).to.have.length(33);
      expect(code).to.equal(0);
    }
  });
}
