import type { TokenBalances } from "../../sdk/audit/paymentInvariants.js";
import type { Books } from "../../sdk/books/model.js";
import type { Year } from "./year.js";

/** What the token itself says of the vault and of the payees, by the name that the books give the token. */
export async function balancesOf(
  books: Books,
  { token, payees, cast }: Year,
): Promise<Map<string, TokenBalances>> {
  const address = (await token.getAddress()).toLowerCase();
  const name = [...books.tokens.keys()].find((key) => key.toLowerCase() === address);
  if (name === undefined) throw new Error("the books do not know the token");
  const held = await Promise.all([...payees.values()].map((payee) => token.balanceOf(payee.address)));
  const vault = await token.balanceOf(await cast.fisc.tokenRail.getAddress());
  return new Map([[name, { vault, received: held.reduce((sum, it) => sum + it, 0n) }]]);
}
