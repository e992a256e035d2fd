import { getAddress } from "ethers";

import { compareBooksWithStorage } from "../../../sdk/audit/compare.js";
import { findBrokenInvariants } from "../../../sdk/audit/invariants.js";
import type { Books } from "../../../sdk/books/model.js";
import { TOKEN } from "./stage.js";
import type { PaymentWorld } from "./world.js";

const UNITS_IN_A_CENT = 10n ** 4n;

/** Where books, storage and tokens do not agree. */
export interface Findings {
  readonly differences: readonly unknown[];
  readonly broken: readonly unknown[];
  /** Cents, as the tokens have them and as the journal tells. */
  readonly balances: { readonly held: Balances; readonly told: Balances };
  /** How many fields of storage were compared. */
  readonly compared: number;
}

/** Cents in the vault and with the payees, in all tokens. */
export interface Balances {
  readonly vault: bigint;
  readonly payees: bigint;
}

/** Compares books with all that is there: storage, what must always hold, and money. */
export async function audit(
  world: PaymentWorld,
  books: Books,
  addresses: readonly string[],
): Promise<Findings> {
  const { registry, ledger, veto } = world;
  // The histories of budgets ask for all pairs of officers.
  const contracts = { registry, ledger, veto, disbursement: world, allPairsUpTo: 100 };
  const { differences, compared } = await compareBooksWithStorage({
    books,
    blockTag: "latest",
    ...contracts,
  });
  const balances = { held: await held(world, addresses), told: told(books) };
  return { differences, broken: findBrokenInvariants(books), balances, compared };
}

/** Addresses of all contracts that write the journal. */
export async function journalOf(world: PaymentWorld): Promise<string[]> {
  const { registry, veto, ledger, payees, cash, rates, tokenRail, attestedRail, vouchers, schedules } = world;
  const deciding = [registry, veto, ledger, payees, cash, rates];
  const paying = [tokenRail, attestedRail, vouchers, schedules];
  return Promise.all([...deciding, ...paying].map((contract) => contract.getAddress()));
}

async function held(
  { stable, token, tokenRail }: PaymentWorld,
  addresses: readonly string[],
): Promise<Balances> {
  const balanceOf = async (address: string): Promise<bigint> =>
    ((await stable.balanceOf(address)) + (await token.balanceOf(address))) / UNITS_IN_A_CENT;
  let payees = 0n;
  for (const address of new Set(addresses.map(getAddress))) payees += await balanceOf(address);
  return { vault: await balanceOf(await tokenRail.getAddress()), payees };
}

/** What was paid in tokens less what came back; what was funded less what left. */
function told({ payments, tokens }: Books): Balances {
  let payees = 0n;
  let left = 0n;
  for (const { rail, amount, returns } of payments) {
    if (rail !== TOKEN) continue;
    payees += amount;
    left += amount;
    for (const back of returns) {
      payees -= back.amount;
      // Whatever else comes back is brought, and counts as funded.
      if (back.reason === "failed") left -= back.amount;
    }
  }
  let vault = -left;
  for (const { funded, withdrawn } of tokens.values()) vault += funded - withdrawn;
  return { vault, payees };
}
