import type { Books } from "../../sdk/books/model.js";
import { buildingCosts } from "../../sdk/statements/buildingCosts.js";
import { OBLIGATION_FIGURES } from "../../sdk/statements/effects.js";
import { paymentRegister } from "../../sdk/statements/register.js";
import { balancesOf } from "../../sdk/statements/balances.js";
import type { Figure } from "../../sdk/statements/walk/figure.js";
import { walk } from "../../sdk/statements/walk/walk.js";

/** Figures at which the walk to their evidence does not come to what statements and registers say. */
export function astray(books: Books, asOf: number): string[] {
  const wrong: string[] = [];
  const expectSum = (figure: Figure, amount: bigint): void => {
    const sum = walk(books, figure, new Map())[0]?.amount;
    if (sum !== amount)
      wrong.push(`${JSON.stringify(figure, textOf)}: ${String(sum)}, not ${String(amount)}`);
  };
  for (const account of books.accounts.values()) {
    const own = balancesOf(books, account);
    for (const figure of ["authority", ...OBLIGATION_FIGURES] as const) {
      expectSum({ of: "account", account: account.id, figure }, own[figure]);
    }
  }
  for (const { id, obligated, accepted, advanced, paid } of books.obligations.values()) {
    const figures = { obligated, accepted, advances: advanced, paid };
    for (const figure of OBLIGATION_FIGURES) {
      expectSum({ of: "obligation", obligation: id, figure }, figures[figure]);
    }
  }
  const register = paymentRegister(books);
  for (const { number, amount } of register) expectSum({ of: "entry", entry: number }, amount);
  for (const id of books.vouchers.keys()) {
    const own = register.filter(({ voucher }) => voucher === id);
    const amount = own.reduce((sum, entry) => sum + entry.amount, 0n);
    expectSum({ of: "voucher", voucher: id }, amount);
  }
  for (const { building, paid } of buildingCosts(books, asOf).buildings.values()) {
    expectSum({ of: "building", building, figure: "cost" }, paid);
  }
  return wrong;
}

const textOf = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
