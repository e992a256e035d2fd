import type { JsonRpcApiProvider } from "ethers";
import { network } from "hardhat";

import { deployRegister } from "../helpers/register.js";
import { shouldProveState } from "./behavior.js";

describe("proofs of state on Hardhat's network", () => {
  let close: () => Promise<void>;
  shouldProveState(async () => {
    const connection = await network.create();
    close = () => connection.close();
    const { ethers } = connection;
    const [signer] = await ethers.getSigners();
    const { bytecode } = await ethers.getContractFactory("RecordRegistry");
    // It answers all that the SDK asks of ethers' own.
    const provider = ethers.provider as unknown as JsonRpcApiProvider;
    return deployRegister(provider, signer!, "hardhat_setCode", bytecode);
  });
  after(() => close());
});
