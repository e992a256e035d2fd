import { readFileSync } from "node:fs";

import { network } from "hardhat";

import { temporaryFile } from "./helpers/files.js";
import { expectRefusal } from "./helpers/run.js";

const LOCAL = "deploy/parameters/local.json5";

// What it does when all is well, and when it is killed: test/deploy/deployTo.test.ts.
describe("npm run deploy", () => {
  let node: Awaited<ReturnType<typeof network.createServer>>;

  before(async () => {
    node = await network.createServer({ network: "default" }, "127.0.0.1", 0);
  });

  after(() => node.close());

  it("refuses to leave power with the key that deploys, in one line and before anything is sent", async () => {
    const { address, port } = await node.listen();
    const own = 'councillor1: "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"';
    const parameters = readFileSync(LOCAL, "utf8").replace(/councillor1: "0x\w+"/, own);
    const options = [
      ...["--network", "localhost", "--rpc", `http://${address}:${String(port)}`],
      ...["--parameters", temporaryFile(parameters, "parameters.json5")],
    ];
    await expectRefusal("scripts/deploy.ts", options, /^councillor1: 0xf39F\w+ is the key that deploys/);
  });
});
