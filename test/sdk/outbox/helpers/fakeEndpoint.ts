import type { Endpoint } from "../../../../sdk/outbox/endpoint.js";
import type { FakeChain } from "./fakeChain.js";

/** A node of the chain in memory. `twist` makes of an answer what it likes: another one, an error, a silence. */
export class FakeEndpoint implements Endpoint {
  asked: string[] = [];
  twist: (method: string, answer: () => unknown, params: readonly unknown[]) => unknown = (_, answer) =>
    answer();

  constructor(
    readonly name: string,
    private readonly chain: FakeChain,
  ) {}

  async request({ method, params = [] }: { method: string; params?: readonly unknown[] }): Promise<unknown> {
    this.asked.push(method);
    // As over a wire: never in the same turn, and never the same object.
    await new Promise((resolve) => setImmediate(resolve));
    const answer = await this.twist(method, () => this.chain.answer(method, params), params);
    return structuredClone(answer);
  }
}

/** A silence. */
export const never = (): Promise<never> => new Promise(() => undefined);
