import type { PaymentWorld } from "./world.js";

/** Gives each address a token's smallest unit, so that its balance is a slot that exists. */
export async function giveTokens({ token }: PaymentWorld, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) await (await token.mint(address, 1n)).wait();
}
