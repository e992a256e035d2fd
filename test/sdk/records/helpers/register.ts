import { ContractFactory, type JsonRpcApiProvider, type Signer, toBeHex, zeroPadValue } from "ethers";

import { newRecordId } from "../../../../sdk/records/recordId.js";
import { schemaHash } from "../../../../sdk/records/schema/schemaHash.js";
import { INVOICE } from "../../../../sdk/records/schema/evidence.js";
import { id } from "ethers";
import { type RecordRegistry, RecordRegistry__factory } from "../../../../types/ethers-contracts/index.js";

/** Answers 7 to whatever it is asked: every caller is officer 7, in every office. */
const ANYONE = "0x600760005260206000f3";
const ANYONES_ADDRESS = "0x00000000000000000000000000000000000a11ce";

/** A register on a chain of its own, and what is anchored there. */
export interface Register {
  readonly provider: JsonRpcApiProvider;
  readonly register: RecordRegistry;
  readonly address: string;
  /** Each with one version, enough of them to make the trie branch. */
  readonly records: readonly AnchoredRecord[];
}

export interface AnchoredRecord {
  readonly record: string;
  readonly schema: string;
  readonly root: string;
}

const CLASS = 1;
const SCHEMA = schemaHash(INVOICE);

/** Deploys the register in front of a registry that lets everyone do everything. */
export async function deployRegister(
  provider: JsonRpcApiProvider,
  signer: Signer,
  setCode: "hardhat_setCode" | "anvil_setCode",
  bytecode: string,
): Promise<Register> {
  await provider.send(setCode, [ANYONES_ADDRESS, ANYONE]);
  const factory = new ContractFactory(RecordRegistry__factory.abi, bytecode, signer);
  const deployed = await factory.deploy(zeroPadValue(ANYONES_ADDRESS, 20));
  await deployed.waitForDeployment();
  const address = await deployed.getAddress();
  const register = RecordRegistry__factory.connect(address, signer);
  await (await register.setRetention(CLASS, 0)).wait();
  const records = Array.from({ length: 40 }, (_, i) => ({
    record: newRecordId(2),
    schema: SCHEMA,
    root: id(`root ${toBeHex(i)}`),
  }));
  const commitments = records.map(({ record, schema, root }) => ({ id: record, schema, root, class: CLASS }));
  await (await register.anchorAll(commitments)).wait();
  return { provider, register, address, records };
}

/** Anchors the next version of a record; returns it. */
export async function superseded(
  { register }: Register,
  { record, schema }: AnchoredRecord,
): Promise<AnchoredRecord> {
  const next = { record, schema, root: id("another root") };
  await (await register.supersede({ id: record, schema, root: next.root, class: CLASS }, 2)).wait();
  return next;
}
