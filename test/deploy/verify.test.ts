import { createRequire } from "node:module";

import { expect } from "chai";
import hre, { artifacts, network } from "hardhat";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { addressesOf, DEFAULTS, deployFisc } from "../../deploy/deployFisc.js";
import { verifySources } from "../../deploy/verify.js";
import { CONTRACT_NAMES, type ContractName } from "../../sdk/contracts.js";
import type { DeploymentBook } from "../../sdk/deployment/book.js";
import { bookOf } from "../../sdk/deployment/bookOf.js";
import { SOLIDITY_NAMES } from "../../sdk/deployment/solidityNames.js";
import { type Explorer, startExplorer } from "./helpers/explorer.js";

/** Nobody publishes what is on a development chain. */
const CHAIN = 11155111;
const deep = process.env.FISC_DEEP === "1";
const someone = (n: number): string => `0x${String(n).repeat(40)}`;

describe("the sources of a deployment", function () {
  this.timeout(1_200_000);
  let connection: Awaited<ReturnType<typeof connect>>;
  let explorer: Explorer;
  let book: DeploymentBook;

  const connect = () => network.create({ network: "default", override: { chainId: CHAIN } });

  before(async () => {
    explorer = await startExplorer();
    connection = await connect();
    const { provider } = connection.ethers;
    const [deployer] = await connection.ethers.getSigners();
    const parameters = {
      ...DEFAULTS,
      founders: { registrar: someone(1), inspector: someone(2), administrator: someone(3) },
      council: [someone(4)],
    };
    book = await bookOf(provider, {
      name: "test",
      deployer: deployer!.address,
      addresses: await addressesOf(await deployFisc(connection, parameters)),
      blocks: Object.fromEntries(CONTRACT_NAMES.map((name) => [name, 1])) as Record<ContractName, number>,
      toBlock: await provider.getBlockNumber(),
      parameters,
    });
  });

  after(async () => {
    explorer.close();
    await connection.close();
  });

  beforeEach(() => {
    explorer.published.length = 0;
    explorer.refused = undefined;
  });

  /** As the chain's configuration would be, with this explorer. */
  const environment = (): HardhatRuntimeEnvironment => {
    const { url } = explorer;
    const blockExplorers = { blockscout: { url, apiUrl: `${url}/api` } };
    const chainDescriptors = new Map([[BigInt(CHAIN), { name: "Test", chainType: "l1", blockExplorers }]]);
    return new Proxy(hre, {
      get: (target, key) =>
        key === "config" ? { ...target.config, chainDescriptors } : (Reflect.get(target, key) as unknown),
    });
  };

  /** The data of the transaction that created a contract. */
  async function creationOf(address: string): Promise<string> {
    const { provider } = connection.ethers;
    for (let number = 1; number <= book.toBlock; number++) {
      const [transaction] = (await provider.getBlock(number, true))!.prefetchedTransactions;
      const receipt = await provider.getTransactionReceipt(transaction!.hash);
      if (receipt?.contractAddress === address) return transaction!.data;
    }
    throw new Error(`nothing created ${address}`);
  }

  it("are published with the arguments that each contract was created with; one that fails keeps none back", async () => {
    explorer.refused = book.contracts.veto.address;
    // Each takes half a second of waiting.
    const names = ["timelock", "veto", "schedules"] as const;
    const bytecodes = new Map<string, string>();
    for (const name of names) {
      bytecodes.set(
        book.contracts[name].address,
        (await artifacts.readArtifact(SOLIDITY_NAMES[name])).bytecode,
      );
    }
    // What the compiler makes of a contract depends on what is compiled along: without it, the whole is sent next.
    if (deep) {
      explorer.judge = ({ address, input, contract }) => compiled(input, contract) === bytecodes.get(address);
    }
    const told: string[] = [];
    const verified = await verifySources(environment(), connection, book, {
      explorer: "blockscout",
      names,
      say: (text) => told.push(text),
    });
    expect(verified.map(({ name }) => name)).to.deep.equal(names);
    expect(told.join("\n")).to.include("Submitted source code for verification");
    for (const { name, isOk, outcome } of verified) {
      expect(isOk, `${name} ${outcome}`).to.equal(name !== "veto");
      expect(outcome).to.match(name === "veto" ? /^not verified: .*Out of order/ : /^verified$/);
    }
    expect(explorer.published).to.have.length(names.length - 1);
    for (const { address, contract, compiler, input, constructorArguments } of explorer.published) {
      const name = CONTRACT_NAMES.find((it) => book.contracts[it].address === address)!;
      expect(contract).to.match(new RegExp(`:${SOLIDITY_NAMES[name]}$`));
      expect(compiler).to.match(/^v0\.8\.37\+commit/);
      expect(await creationOf(address)).to.equal(`${bytecodes.get(address)!}${constructorArguments}`);
      expect(JSON.parse(input)).to.have.nested.property("settings.evmVersion", "osaka");
    }
  });
});

interface Solc {
  readonly compile: (input: string) => string;
}

/** The creation code that the compiler makes of published sources. */
function compiled(input: string, contract: string): string {
  const solc = createRequire(import.meta.url)("solc") as Solc;
  const at = contract.lastIndexOf(":");
  const { contracts } = JSON.parse(solc.compile(input)) as {
    contracts: Record<string, Record<string, { evm: { bytecode: { object: string } } }>>;
  };
  const found = contracts[contract.slice(0, at)]?.[contract.slice(at + 1)];
  return `0x${found?.evm.bytecode.object ?? ""}`;
}
