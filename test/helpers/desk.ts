import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import type { Act } from "../../sdk/acts.js";
import { TREASURY } from "../../sdk/ids.js";
import type { Funded } from "../fixtures/funded.js";
import { claims } from "./claims.js";
import { onAccount, onObligation } from "./views.js";

/**
 * The ledger as its officers use it: each executes acts for an organisation, and looks before acting; claims go through
 * the payer.
 */
export function desk(all: Funded) {
  const { ledger, treasury, a, payer } = all;
  const by =
    ({ signer }: { signer: HardhatEthersSigner }, organisation: number) =>
    (...lines: Act[]) =>
      ledger.connect(signer).execute(organisation, lines);
  return {
    by,
    law: by(treasury.appropriating, TREASURY),
    treasuryBudget: by(treasury.budget, TREASURY),
    transferring: by(treasury.transferring, TREASURY),
    budget: by(a.budget, a.id),
    contracting: by(a.contracting, a.id),
    receiving: by(a.receiving, a.id),
    collecting: by(a.collecting, a.id),
    throughContract: (...lines: Act[]) => payer.contract.execute(ledger, TREASURY, lines),
    claims: claims(all),
    onAccount: (account: number, amount: bigint) => onAccount(ledger, account, amount),
    onObligation: (obligation: bigint, amount: bigint) => onObligation(ledger, obligation, amount),
  };
}

/** Balances of an account, in cents. */
export async function balances({ ledger }: Pick<Funded, "ledger">, account: number) {
  const { totals, reserves } = await ledger.account(account);
  return {
    authority: await ledger.authority(account),
    available: totals.available,
    allotted: totals.allotted,
    obligated: totals.obligated,
    withheld: reserves.withheld,
    reserved: reserves.reserved,
  };
}
