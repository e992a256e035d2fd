import { compareBooksWithStorage, type Comparison } from "../../../sdk/audit/compare.js";
import { findBrokenInvariants } from "../../../sdk/audit/invariants.js";
import type { TokenBalances } from "../../../sdk/audit/paymentInvariants.js";
import type { Books } from "../../../sdk/books/model.js";
import { type PaymentStage, TOKEN } from "./stage.js";
import type { PaymentWorld } from "./world.js";

const UNITS_IN_A_CENT = 10n ** 4n;

/** Where books, storage and tokens do not agree. */
export interface Findings {
  readonly differences: readonly unknown[];
  readonly broken: readonly unknown[];
  /** Vouchers and schedules that are on the stage or in the books alone. */
  readonly unknown: readonly string[];
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

/** Compares books with all that there is: storage, what must always hold, money. */
export async function audit(stage: PaymentStage, books: Books): Promise<Findings> {
  const { differences, compared } = await compareAt(stage, books, "latest");
  return {
    differences,
    broken: findBrokenInvariants(books, await balancesOf(stage)),
    unknown: await unknownIn(stage, books),
    balances: { held: await held(stage), told: told(books) },
    compared,
  };
}

/** Compares books with storage as it was at a block. */
export function compareAt(
  { world }: PaymentStage,
  books: Books,
  blockTag: "latest" | number,
): Promise<Comparison> {
  const { registry, ledger, veto } = world;
  // The histories of budgets ask for all pairs of officers.
  const options = { books, disbursement: world, blockTag, allPairsUpTo: 100 };
  return compareBooksWithStorage({ registry, ledger, veto, ...options });
}

/** Storage can't be asked for ids that the journal does not tell; the stage knows them. */
async function unknownIn(stage: PaymentStage, { vouchers, schedules }: Books): Promise<string[]> {
  const submitted = stage.schedules.map(({ header }) => stage.world.schedules.scheduleId(header));
  const there = new Set([...stage.vouchers, ...stage.invoices, ...(await Promise.all(submitted))]);
  const inBooks = new Set([...vouchers.keys(), ...schedules.keys()]);
  return [...there, ...inBooks].filter((id) => !there.has(id) || !inBooks.has(id));
}

/** Addresses of all contracts that write the journal. */
export async function journalOf(world: PaymentWorld): Promise<string[]> {
  const { registry, veto, ledger, payees, cash, rates, tokenRail, attestedRail, vouchers, schedules } = world;
  const deciding = [registry, veto, ledger, payees, cash, rates];
  const paying = [tokenRail, attestedRail, vouchers, schedules];
  return Promise.all([...deciding, ...paying].map((contract) => contract.getAddress()));
}

/** What each token says of the vault and the payees, in its units. */
async function balancesOf({ world, addresses, provided }: PaymentStage): Promise<Map<string, TokenBalances>> {
  const vault = await world.tokenRail.getAddress();
  const balances = new Map<string, TokenBalances>();
  for (const token of [world.stable, world.token]) {
    const itself = await token.getAddress();
    let received = -(provided.get(itself) ?? 0n);
    for (const address of new Set(addresses)) received += await token.balanceOf(address);
    balances.set(itself, { vault: await token.balanceOf(vault), received });
  }
  return balances;
}

async function held(stage: PaymentStage): Promise<Balances> {
  let [vault, payees] = [0n, 0n];
  for (const balance of (await balancesOf(stage)).values()) {
    vault += balance.vault / UNITS_IN_A_CENT;
    payees += (balance.received ?? 0n) / UNITS_IN_A_CENT;
  }
  return { vault, payees };
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
