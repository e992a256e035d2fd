import { Interface } from "ethers";

import { FiscInputError } from "../../errors.js";
import { formatCents } from "../../money.js";
import { Domain } from "../desk.js";
import { centsOf } from "../inputs/amounts.js";
import { addressOf } from "../inputs/hex.js";
import { MOST, wholeNumber } from "../inputs/numbers.js";
import type { Call } from "../sender.js";

const TOKEN = new Interface([
  "function approve(address spender, uint256 value) returns (bool)",
  "function balanceOf(address account) view returns (uint256)",
]);

interface TokenAmount {
  /** The token's address. */
  readonly token: string;
  readonly amount: string;
}

/** What money leaves over: the treasury's vault of tokens, and its banks. */
export class Rails extends Domain {
  /** Moves the caller's tokens, approved before, into the treasury's vault. By anyone. */
  readonly deposit = this.write(
    "tokenRail",
    "deposit",
  )({
    events: ["Deposited"],
    args: ({ token, amount }: TokenAmount) => [addressOf(token, "token"), centsOf(amount)],
  });

  /** Allows a token to pay. By the top administrator: propose its `call`. */
  readonly allow = this.write(
    "tokenRail",
    "allow",
  )({
    events: ["TokenAllowed"],
    args: (input: {
      readonly token: string;
      /** The ISO code that it stands for. */
      readonly currency: string;
    }) => [addressOf(input.token, "token"), input.currency],
  });

  /** Lets a token pay no more. By the top administrator: propose its `call`. */
  readonly disallow = this.write(
    "tokenRail",
    "disallow",
  )({
    events: ["TokenDisallowed"],
    args: (input: { readonly token: string }) => [addressOf(input.token, "token")],
  });

  /** Takes money out of the vault. By the top administrator: propose its `call`. */
  readonly withdraw = this.write(
    "tokenRail",
    "withdraw",
  )({
    events: ["VaultWithdrawn"],
    args: ({ token, amount, to }: TokenAmount & { readonly to: string }) => [
      addressOf(token, "token"),
      addressOf(to, "to"),
      centsOf(amount),
    ],
  });

  /** The token's own call by which the vault may take so much from the caller: for deposits, and for what comes back. */
  async approval({ token, amount }: TokenAmount): Promise<Call> {
    const units = centsOf(amount) * (await this.scaleOf(token));
    const data = TOKEN.encodeFunctionData("approve", [this.desk.addresses.tokenRail, units]);
    return { to: addressOf(token, "token"), data };
  }

  /** What the vault holds of an allowed token. */
  async vault(token: string): Promise<string> {
    const scale = await this.scaleOf(token);
    const data = TOKEN.encodeFunctionData("balanceOf", [this.desk.addresses.tokenRail]);
    const balance = BigInt(await this.desk.provider.call({ to: token, data }));
    return formatCents(balance / scale);
  }

  /** A bank's first trace number that is free; 0 for a bank that never paid. */
  nextTrace(bank: number): Promise<bigint> {
    return this.desk.contracts.attestedRail.nextTrace(wholeNumber(bank, MOST[32], "bank", 1));
  }

  /** Units of a token in a cent. */
  private async scaleOf(token: string): Promise<bigint> {
    const { scale } = await this.desk.contracts.tokenRail.token(addressOf(token, "token"));
    if (scale !== 0n) return scale;
    throw new FiscInputError("token", `${token} is not allowed to pay`, "have the council allow it");
  }
}
