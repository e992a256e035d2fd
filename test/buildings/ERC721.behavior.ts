import { expect } from "chai";
import { Contract, EventFragment, FunctionFragment, id, Interface, ZeroAddress } from "ethers";

import { ethers } from "../fixtures/network.js";

/** The standards' functions, as EIP-165 and EIP-721 write them. */
const ERC165 = ["function supportsInterface(bytes4) view returns (bool)"];
const ERC721 = [
  "function balanceOf(address) view returns (uint256)",
  "function ownerOf(uint256) view returns (address)",
  "function safeTransferFrom(address,address,uint256,bytes)",
  "function safeTransferFrom(address,address,uint256)",
  "function transferFrom(address,address,uint256)",
  "function approve(address,uint256)",
  "function setApprovalForAll(address,bool)",
  "function getApproved(uint256) view returns (address)",
  "function isApprovedForAll(address,address) view returns (bool)",
];
const METADATA = [
  "function name() view returns (string)",
  "function symbol() view returns (string)",
  "function tokenURI(uint256) view returns (string)",
];
const EVENTS = [
  "event Transfer(address indexed,address indexed,uint256 indexed)",
  "event Approval(address indexed,address indexed,uint256 indexed)",
  "event ApprovalForAll(address indexed,address indexed,bool)",
];

/** EIP-165: an interface's id is the exclusive or of its functions' selectors. */
const interfaceId = (functions: readonly string[]): string => {
  const selectors = new Interface(functions).fragments.map((it) => BigInt(id(it.format()).slice(0, 10)));
  return `0x${selectors
    .reduce((all, one) => all ^ one, 0n)
    .toString(16)
    .padStart(8, "0")}`;
};

/** What the suite needs to know of a token contract. */
export interface TokenOnStage {
  readonly address: string;
  /** The contract's own interface, by which its refusals are told. */
  readonly errors: Interface;
  /** A token, its owner, and another owner with tokens. */
  readonly token: bigint;
  readonly owner: string;
  readonly other: string;
  /** An owner of none, and a token that there is not. */
  readonly nobody: string;
  readonly missing: bigint;
  /** The balances of the owners. */
  readonly balances: readonly [bigint, bigint];
}

/**
 * Every MUST of EIP-165 and EIP-721 with its metadata, for a token whose transfers and approvals are refused. What a
 * transfer or an approval must do when it happens applies to none here; that it throws applies to all.
 */
export function shouldBehaveLikeERC721(stage: () => Promise<TokenOnStage>): void {
  const at = async () => {
    const all = await stage();
    const abi = [...ERC165, ...ERC721, ...METADATA];
    const as = async (address: string) =>
      new Contract(all.address, abi, await ethers.getImpersonatedSigner(address));
    return { ...all, contract: new Contract(all.address, abi, ethers.provider), as };
  };
  const read = (contract: Contract, method: string, ...args: unknown[]): Promise<unknown> =>
    contract.getFunction(method).staticCall(...args) as Promise<unknown>;

  describe("EIP-165", () => {
    it("says which interfaces there are, at less than 30,000 gas", async () => {
      const { contract } = await at();
      const known = [ERC165, ERC721, METADATA].map(interfaceId);
      expect(known).to.deep.equal(["0x01ffc9a7", "0x80ac58cd", "0x5b5e139f"]);
      for (const one of known) expect(await read(contract, "supportsInterface", one)).to.equal(true);
      // None, the invalid one, and those that EIP-721 leaves to choose and that are not there.
      for (const one of ["0x00000000", "0xffffffff", "0x780e9d63", "0x150b7a02"]) {
        expect(await read(contract, "supportsInterface", one)).to.equal(false);
      }
      for (const one of [...known, "0xffffffff"]) {
        const gas = await contract.getFunction("supportsInterface").estimateGas(one);
        // What a transaction costs before it does anything is no part of the call.
        expect(gas - 21_000n < 30_000n).to.equal(true);
      }
    });
  });

  describe("EIP-721", () => {
    it("has all functions and events of the standard, as strict as it or stricter", async () => {
      const { errors } = await at();
      for (const text of [...ERC165, ...ERC721, ...METADATA]) {
        const own = errors.getFunction(FunctionFragment.from(text).selector);
        const mutability = own?.stateMutability ?? "";
        const isView = text.includes(" view ");
        const strictness = ["payable", "nonpayable", "view", "pure"];
        expect(strictness.indexOf(mutability) >= strictness.indexOf(isView ? "view" : "payable")).to.equal(
          true,
        );
        // Tools send a transaction only where the ABI says so.
        expect(["view", "pure"].includes(mutability)).to.equal(isView);
      }
      for (const text of EVENTS) {
        const wanted = EventFragment.from(text);
        const own = errors.getEvent(wanted.topicHash);
        const shape = (it: EventFragment) => it.inputs.map(({ type, indexed }) => [type, Boolean(indexed)]);
        expect(own === null ? [] : shape(own)).to.deep.equal(shape(wanted));
      }
    });

    it("counts an owner's tokens, and throws for the zero address", async () => {
      const { contract, errors, owner, other, nobody, balances } = await at();
      expect(await read(contract, "balanceOf", owner)).to.equal(balances[0]);
      expect(await read(contract, "balanceOf", other)).to.equal(balances[1]);
      expect(await read(contract, "balanceOf", nobody)).to.equal(0n);
      await refused(read(contract, "balanceOf", ZeroAddress), errors, "ERC721InvalidOwner", ZeroAddress);
    });

    it("knows each token's owner, and throws for a token that there is not", async () => {
      const { contract, errors, token, owner, missing } = await at();
      expect(await read(contract, "ownerOf", token)).to.equal(owner);
      for (const method of ["ownerOf", "getApproved", "tokenURI"]) {
        await refused(read(contract, method, missing), errors, "ERC721NonexistentToken", missing);
      }
    });

    it("has nobody approved, for one token or all", async () => {
      const { contract, token, owner, other } = await at();
      expect(await read(contract, "getApproved", token)).to.equal(ZeroAddress);
      for (const [one, operator] of [
        [owner, other],
        [owner, owner],
        [owner, ZeroAddress],
      ]) {
        expect(await read(contract, "isApprovedForAll", one, operator)).to.equal(false);
      }
    });

    it("refuses transfers and approvals by anyone, the owner too, of any token, from and to anyone", async () => {
      const { as, errors, contract, token, owner, other, nobody, missing, balances } = await at();
      const reason = "BuildingRegistryCustodyByOfferOnly";
      for (const caller of [owner, other, nobody]) {
        const by = await as(caller);
        const send = (method: string, ...args: unknown[]) => by.getFunction(method).staticCall(...args);
        for (const [from, to, of] of [
          [owner, other, token],
          [owner, nobody, token],
          [owner, owner, token],
          [owner, ZeroAddress, token],
          [other, nobody, token],
          [owner, other, missing],
          [ZeroAddress, other, missing],
        ] as const) {
          await refused(send("transferFrom", from, to, of), errors, reason, of);
          await refused(send("safeTransferFrom(address,address,uint256)", from, to, of), errors, reason, of);
          const safe = "safeTransferFrom(address,address,uint256,bytes)";
          await refused(send(safe, from, to, of, "0x01"), errors, reason, of);
        }
        for (const approved of [other, ZeroAddress]) {
          await refused(send("approve", approved, token), errors, reason, token);
          await refused(send("approve", approved, missing), errors, reason, missing);
          for (const all of [true, false]) {
            await refused(send("setApprovalForAll", approved, all), errors, reason, 0n);
          }
        }
      }
      expect(await read(contract, "ownerOf", token)).to.equal(owner);
      expect(await read(contract, "balanceOf", owner)).to.equal(balances[0]);
    });

    it("has a name and a symbol, and a document of each token with the fields of the standard's schema", async () => {
      const { contract, token } = await at();
      expect(await read(contract, "name")).to.not.equal("");
      expect(await read(contract, "symbol")).to.not.equal("");
      const document = documentIn((await read(contract, "tokenURI", token)) as string);
      expect(typeof document.name).to.equal("string");
      expect(typeof document.description).to.equal("string");
    });
  });
}

export interface TokenDocument {
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly { readonly trait_type: string; readonly value: string | number }[];
}

/** The JSON in a `data:` address, read as ordinary tools read it. */
export function documentIn(uri: string): TokenDocument {
  const prefix = "data:application/json;base64,";
  expect(uri.startsWith(prefix)).to.equal(true);
  return JSON.parse(Buffer.from(uri.slice(prefix.length), "base64").toString("utf8")) as TokenDocument;
}

/** Expects a call through the standard's own interface to be refused with the contract's error. */
async function refused(
  call: Promise<unknown>,
  errors: Interface,
  name: string,
  ...args: unknown[]
): Promise<void> {
  const data = await call.then(
    () => undefined,
    (error: unknown) => (error as { data?: string }).data,
  );
  if (data === undefined) throw new Error(`${name} was expected, and nothing was refused`);
  const parsed = errors.parseError(data);
  expect(parsed?.name).to.equal(name);
  expect(parsed?.args.toArray()).to.deep.equal(args);
}
