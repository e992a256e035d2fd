import { readBooks } from "../../sdk/journal/readBooks.js";
import type { Books } from "../../sdk/books/model.js";
import { OFFICES, type Office, officesMask } from "../../sdk/offices.js";
import { TREASURY } from "../../sdk/ids.js";
import { callOf } from "../../sdk/succession/callOf.js";
import type { StepDesk, SuccessionStep } from "../../sdk/succession/steps.js";
import type { BudgetLedger } from "../../types/ethers-contracts/index.js";
import type { Person } from "../fixtures/freshLedger.js";
import { ethers } from "../fixtures/network.js";
import { appoint, enrolled, type Staffed, staffed } from "../fixtures/staffed.js";

const MOVING = ["appropriating", "budget", "contracting", "receiving", "collecting", "certifying"] as const;

/** Who enters what a new ledger takes over: a person for each office, in every organisation. */
export type Movers = Readonly<Record<(typeof MOVING)[number], Person>>;

export interface Moving extends Staffed {
  readonly movers: Movers;
}

/** `staffed`, and those who will move its ledger. */
export async function moving(): Promise<Moving> {
  const all = await staffed();
  return { ...all, movers: await moversOf(all) };
}

export async function moversOf(all: Staffed): Promise<Movers> {
  const movers = {} as Record<(typeof MOVING)[number], Person>;
  for (const office of MOVING) {
    const person = await enrolled(all, `mover, ${office}`);
    const organisations =
      office === "appropriating" ? [all.treasury] : [all.treasury, all.a, all.b, all.bureau];
    for (const { id } of organisations) await appoint(all, person.id, id, OFFICES[office]);
    movers[office] = person;
  }
  return movers;
}

/** A new ledger on the same registry, with nothing in it. */
export async function freshSuccessor({ registry, ledger }: Pick<Staffed, "registry" | "ledger">) {
  const { name, currency, timeZone, fiscalYearStart } = await ledger.identity();
  return ethers.deployContract("BudgetLedger", [
    await registry.getAddress(),
    { name, currency, timeZone, fiscalYearStart },
  ]);
}

/** Carries steps out, each by whoever has the office. */
export async function carryOut(
  steps: readonly SuccessionStep[],
  ledger: BudgetLedger,
  movers: Movers,
): Promise<void> {
  for (const step of steps) {
    await moverOf(movers, step).signer.sendTransaction(callOf(step, await ledger.getAddress()));
  }
}

export function moverOf(movers: Movers, { office }: StepDesk): Person {
  const mover = (movers as Partial<Record<Office, Person>>)[office];
  if (mover === undefined) throw new Error(`nobody moves as ${office}`);
  return mover;
}

/** The books of one of several ledgers of one registry. */
export async function booksOf(
  { registry, veto }: Pick<Staffed, "registry" | "veto">,
  ledger: BudgetLedger,
): Promise<Books> {
  const addresses = await Promise.all([registry, veto, ledger].map((contract) => contract.getAddress()));
  const { books } = await readBooks({ provider: ethers.provider, addresses, from: 0 });
  return books;
}

export const sealing = ({ movers }: Pick<Moving, "movers">, ledger: BudgetLedger) =>
  ledger.connect(movers.appropriating.signer);

export const PAYING = [TREASURY, officesMask("paying")] as const;
