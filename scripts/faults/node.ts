import { FiscInputError } from "../../sdk/errors.js";
import { readNumber } from "../../sdk/outbox/answers.js";
import { ask, type Endpoint } from "../../sdk/outbox/endpoint.js";
import { httpEndpoint } from "../../sdk/outbox/httpEndpoint.js";
import { type Anvil, NO_ANVIL, startAnvil } from "../support/anvil.js";

/** Blocks that a reorganisation takes out; four blocks down they stay. */
export const DEPTH = 3;

/** Between blocks, in milliseconds. */
const BLOCK_MS = 150;

const OPTIONS = ["--accounts", "20", "--slots-in-an-epoch", "2", "--state"];

/** A node that mines, forgets blocks, and is stopped and started again. */
export class Node {
  readonly endpoint: Endpoint;
  #miner: NodeJS.Timeout | undefined;
  #mining: Promise<unknown> = Promise.resolve();

  private constructor(
    private anvil: Anvil,
    private readonly state: string,
  ) {
    this.endpoint = httpEndpoint(anvil.url);
  }

  /** @param state The file in which it keeps the chain while it is stopped. */
  static async start(state: string): Promise<Node> {
    const anvil = await startAnvil({ more: [...OPTIONS, state] });
    if (anvil !== undefined) return new Node(anvil, state);
    throw new FiscInputError("anvil", NO_ANVIL, "run this where npm has a build of it for the machine");
  }

  get url(): string {
    return this.anvil.url;
  }

  /** From now on there is a block now and then, instead of one with each transaction. */
  async mine(): Promise<void> {
    await ask(this.endpoint, "evm_setAutomine", false);
    this.#miner = setInterval(() => {
      this.#mining = ask(this.endpoint, "evm_mine").catch(() => undefined);
    }, BLOCK_MS);
  }

  /**
   * Replaces the last blocks by empty ones, once there are transactions of `from` in them.
   *
   * @param isOver Whether none will be.
   * @returns How many transactions left the chain.
   */
  async reorganise(from: string, isOver: () => boolean): Promise<number> {
    const used = async (back: number): Promise<number> => {
      const head = readNumber(await ask(this.endpoint, "eth_blockNumber"), "block number");
      const block = `0x${(head - back).toString(16)}`;
      return readNumber(
        await ask(this.endpoint, "eth_getTransactionCount", from, block),
        "transaction count",
      );
    };
    while (!isOver()) {
      await this.#pause();
      const [before, below] = [await used(0), await used(DEPTH).catch(() => undefined)];
      if (below !== undefined && before > below) {
        await ask(this.endpoint, "anvil_reorg", DEPTH, []);
        const out = before - (await used(0));
        await this.mine();
        return out;
      }
      await this.mine();
      await new Promise((resolve) => setTimeout(resolve, BLOCK_MS));
    }
    return 0;
  }

  /** Stops it and starts it again on the same port: its chain is there, its pool is empty. */
  async restart(): Promise<void> {
    await this.#pause();
    await this.anvil.stop();
    const anvil = await startAnvil({ port: Number(new URL(this.url).port), more: [...OPTIONS, this.state] });
    if (anvil === undefined) throw new Error("the node did not start again");
    this.anvil = anvil;
    await this.mine();
  }

  async stop(): Promise<void> {
    await this.#pause();
    await this.anvil.stop();
  }

  async #pause(): Promise<void> {
    clearInterval(this.#miner);
    await this.#mining;
  }
}
