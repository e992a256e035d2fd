import { RAILS } from "../../sdk/disbursement/lines.js";
import type { Books } from "../../sdk/books/model.js";
import type { Year } from "./year.js";

/** Where the tokens are, in cents: by the token's own account, and by the books. */
export interface TokenCount {
  readonly held: { readonly payees: bigint; readonly vault: bigint };
  readonly books: { readonly paid: bigint; readonly vault: bigint };
  readonly agrees: boolean;
}

/** Counts the payees' tokens and the vault's, which are all that there are. */
export async function countTokens(books: Books, { token, payees, cast }: Year): Promise<TokenCount> {
  const address = await token.getAddress();
  const { scale } = await cast.fisc.tokenRail.token(address);
  const inCents = async (holder: string): Promise<bigint> => (await token.balanceOf(holder)) / scale;
  const balances = await Promise.all([...payees.values()].map((payee) => inCents(payee.address)));
  const held = { payees: sum(balances), vault: await inCents(await cast.fisc.tokenRail.getAddress()) };

  const paid = sum(
    books.payments
      .filter(({ rail }) => rail !== undefined && RAILS[rail] === "token")
      .map(({ amount, returns }) => amount - sum(returns.map((it) => it.amount))),
  );
  const { funded = 0n, withdrawn = 0n } =
    [...books.tokens.values()].find((it) => it.token.toLowerCase() === address.toLowerCase()) ?? {};
  const vault = funded - withdrawn - paid;
  return { held, books: { paid, vault }, agrees: held.payees === paid && held.vault === vault };
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, it) => total + it, 0n);
