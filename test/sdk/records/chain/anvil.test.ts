import { JsonRpcProvider } from "ethers";
import { artifacts } from "hardhat";

import { type Anvil, startAnvil } from "../helpers/anvil.js";
import { deployRegister } from "../helpers/register.js";
import { shouldProveState } from "./behavior.js";

describe("proofs of state on anvil", function () {
  this.timeout(240_000);
  let anvil: Anvil | undefined;
  let provider: JsonRpcProvider | undefined;

  before(async function () {
    anvil = await startAnvil();
    if (anvil === undefined) {
      console.log("      left out: anvil can't be had here (npx -y -p @foundry-rs/anvil@1.7.1 anvil)");
      this.skip();
    }
  });

  shouldProveState(async () => {
    provider = new JsonRpcProvider(anvil?.url, undefined, {
      cacheTimeout: -1,
      polling: true,
      pollingInterval: 50,
    });
    const { bytecode } = await artifacts.readArtifact("RecordRegistry");
    return deployRegister(provider, await provider.getSigner(), "anvil_setCode", bytecode);
  });

  after(async () => {
    provider?.destroy();
    await anvil?.stop();
  });
});
