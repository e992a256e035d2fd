import { JsonRpcProvider } from "ethers";
import { artifacts } from "hardhat";

import { type Anvil, NO_ANVIL, startAnvil } from "../../../../scripts/support/anvil.js";
import { deployRegister } from "../helpers/register.js";
import { shouldProveState } from "./behavior.js";

describe("proofs of state on anvil", function () {
  this.timeout(240_000);
  let anvil: Anvil | undefined;
  let provider: JsonRpcProvider | undefined;

  before(async function () {
    anvil = await startAnvil();
    if (anvil === undefined) {
      console.log(`      left out: ${NO_ANVIL}`);
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
